"""The locale C.UTF-8, the only one."""

LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL = range(7)
CHAR_MAX = 127
CODESET = 14
D_T_FMT, D_FMT, T_FMT, RADIXCHAR, THOUSEP, YESEXPR, NOEXPR = (
    131112, 131113, 131114, 65536, 65537, 327680, 327681)
Error = ValueError


def setlocale(category, locale=None):
    if locale in (None, "", "C", "POSIX", "C.UTF-8", "C.utf8"):
        return "C" if locale in ("C", "POSIX") else "C.UTF-8"
    raise Error("unsupported locale setting")


def localeconv():
    return {"decimal_point": ".", "thousands_sep": "", "grouping": [], "int_curr_symbol": "",
            "currency_symbol": "", "mon_decimal_point": "", "mon_thousands_sep": "",
            "mon_grouping": [], "positive_sign": "", "negative_sign": "",
            "int_frac_digits": CHAR_MAX, "frac_digits": CHAR_MAX, "p_cs_precedes": CHAR_MAX,
            "p_sep_by_space": CHAR_MAX, "n_cs_precedes": CHAR_MAX, "n_sep_by_space": CHAR_MAX,
            "p_sign_posn": CHAR_MAX, "n_sign_posn": CHAR_MAX}


def nl_langinfo(item):
    return {CODESET: "UTF-8", RADIXCHAR: ".", D_T_FMT: "%a %b %e %H:%M:%S %Y",
            D_FMT: "%m/%d/%y", T_FMT: "%H:%M:%S", YESEXPR: "^[yY]", NOEXPR: "^[nN]"}.get(item, "")


def strcoll(a, b):
    return (a > b) - (a < b)


def strxfrm(text):
    return text


def textdomain(domain=None):
    return "messages"


def gettext(message):
    return message
