"""Characters that mean something in HTML, escaped and back."""

import re as _re
from html.entities import html5 as _html5

__all__ = ["escape", "unescape"]


def escape(s, quote=True):
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote:
        s = s.replace('"', "&quot;").replace("'", "&#x27;")
    return s


def _character(match):
    text = match.group(1)
    if text[0] == "#":
        digits = text[1:].rstrip(";")
        number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
        if 0x80 <= number <= 0x9F:
            # Browsers take these for Windows' characters.
            return bytes([number]).decode("cp1252", "replace") \
                if number not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(number)
        if number == 0 or 0xD800 <= number <= 0xDFFF or number > 0x10FFFF:
            return "\uFFFD"
        if number == 0x0D:
            return "\r"
        if 1 <= number <= 8 or 0x0B == number or 0x0E <= number <= 0x1F or number == 0x7F \
                or 0xFDD0 <= number <= 0xFDEF or number & 0xFFFE == 0xFFFE:
            return ""
        return chr(number)
    if text in _html5:
        return _html5[text]
    for end in range(len(text) - 1, 1, -1):
        if text[:end] in _html5:
            return _html5[text[:end]] + text[end:]
    return "&" + text


_charref = _re.compile(
    r"&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")


def unescape(s):
    return _charref.sub(_character, s) if "&" in s else s
