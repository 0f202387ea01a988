"""The locale: always C.UTF-8."""

from _locale import (
    LC_ALL, LC_COLLATE, LC_CTYPE, LC_MESSAGES, LC_MONETARY, LC_NUMERIC, LC_TIME, Error,
    localeconv, setlocale, strcoll, strxfrm,
)

__all__ = [
    "getlocale", "getdefaultlocale", "getpreferredencoding", "Error", "setlocale", "resetlocale",
    "localeconv", "strcoll", "strxfrm", "str", "atof", "atoi", "format_string", "currency",
    "LC_CTYPE", "LC_COLLATE", "LC_MESSAGES", "LC_TIME", "LC_MONETARY", "LC_NUMERIC", "LC_ALL",
]


def getlocale(category=LC_CTYPE):
    return ("en_US", "UTF-8") if category == LC_CTYPE else (None, None)


def getdefaultlocale(envvars=()):
    return "en_US", "UTF-8"


def getpreferredencoding(do_setlocale=True):
    return "UTF-8"


def resetlocale(category=LC_ALL):
    setlocale(category, "")


def format_string(f, val, grouping=False, monetary=False):
    return f % val


def str(val):
    return "%.12g" % val


def atof(string, func=float):
    return func(string)


def atoi(string):
    return int(string)


def currency(val, symbol=True, grouping=False, international=False):
    raise ValueError("Currency formatting is not possible using the 'C' locale.")
