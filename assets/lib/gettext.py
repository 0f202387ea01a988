"""Translations: there are none, texts stay as they are."""

__all__ = ["NullTranslations", "gettext", "ngettext", "pgettext", "npgettext", "install",
           "translation", "find", "textdomain", "bindtextdomain"]
_domain = "messages"


class NullTranslations:
    def __init__(self, fp=None):
        self._fallback = None

    def gettext(self, message):
        return message

    def ngettext(self, msgid1, msgid2, n):
        return msgid1 if n == 1 else msgid2

    def pgettext(self, context, message):
        return message

    def npgettext(self, context, msgid1, msgid2, n):
        return msgid1 if n == 1 else msgid2

    def install(self, names=None):
        import builtins
        builtins._ = self.gettext


_none = NullTranslations()
gettext, ngettext = _none.gettext, _none.ngettext
pgettext, npgettext = _none.pgettext, _none.npgettext


def find(domain, localedir=None, languages=None, all=False):
    return [] if all else None


def translation(domain, localedir=None, languages=None, class_=None, fallback=False,
                codeset=None):
    if fallback:
        return NullTranslations()
    raise FileNotFoundError(2, "No translation file found for domain", domain)


def install(domain, localedir=None, codeset=None, names=None):
    translation(domain, localedir, fallback=True).install(names)


def textdomain(domain=None):
    global _domain
    if domain is not None:
        _domain = domain
    return _domain


def bindtextdomain(domain, localedir=None):
    return localedir
