"""Patterns of file names: *, ?, [seq] and [!seq]."""

import functools
import os
import posixpath
import re

__all__ = ["filter", "fnmatch", "fnmatchcase", "translate"]


def fnmatch(name, pat):
    return fnmatchcase(os.path.normcase(name), os.path.normcase(pat))


@functools.lru_cache(maxsize=256, typed=True)
def _matcher(pat):
    if isinstance(pat, bytes):
        return re.compile(translate(str(pat, "ISO-8859-1")).encode("ISO-8859-1")).match
    return re.compile(translate(pat)).match


def filter(names, pat):
    match = _matcher(os.path.normcase(pat))
    return [name for name in names if match(os.path.normcase(name))]


def fnmatchcase(name, pat):
    return _matcher(pat)(name) is not None


def translate(pat):
    """The regular expression for a pattern."""
    made = ""
    at, end = 0, len(pat)
    while at < end:
        char = pat[at]
        at += 1
        if char == "*":
            made += ".*"
        elif char == "?":
            made += "."
        elif char == "[":
            # A bracket right behind the opening one is a character of the set.
            start = at + 1 if pat[at:at + 1] == "!" else at
            close = pat.find("]", start + 1 if pat[start:start + 1] == "]" else start)
            if close < 0:
                made += "\\["
                continue
            inside = pat[at:close]
            if "--" not in inside:
                inside = inside.replace("\\", "\\\\")
            else:
                inside = inside.replace("\\", "\\\\").replace("--", "-\\-")
            inside = re.sub(r"([&~|])", r"\\\1", inside)
            at = close + 1
            if inside[0] == "!":
                inside = "^" + inside[1:]
            elif inside[0] in ("^", "["):
                inside = "\\" + inside
            made += "[%s]" % inside
        else:
            made += re.escape(char)
    return r"(?s:%s)\Z" % made
