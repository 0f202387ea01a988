"""Paths of POSIX systems: os.path."""

import genericpath
import os
import stat
from genericpath import *

__all__ = ["normcase", "isabs", "join", "splitdrive", "split", "splitext", "basename", "dirname",
           "commonprefix", "getsize", "getmtime", "getatime", "getctime", "islink", "exists",
           "lexists", "isdir", "isfile", "ismount", "expanduser", "expandvars", "normpath",
           "abspath", "samefile", "sameopenfile", "samestat", "curdir", "pardir", "sep", "pathsep",
           "defpath", "altsep", "extsep", "devnull", "realpath", "supports_unicode_filenames",
           "relpath", "commonpath"]

curdir, pardir, extsep, sep, pathsep = ".", "..", ".", "/", ":"
defpath, altsep, devnull = "/bin:/usr/bin", None, "/dev/null"
supports_unicode_filenames = False


def _like(path, text):
    """The text in the path's own kind of string."""
    return text.encode("ascii") if isinstance(path, bytes) else text


def _get_sep(path):
    return _like(path, "/")


def normcase(s):
    return os.fspath(s)


def isabs(s):
    s = os.fspath(s)
    return s.startswith(_like(s, "/"))


def join(a, *p):
    a = os.fspath(a)
    slash = _like(a, "/")
    path = a
    try:
        if not p:
            path[:0] + slash
        for b in map(os.fspath, p):
            if b.startswith(slash):
                path = b
            elif not path or path.endswith(slash):
                path += b
            else:
                path += slash + b
    except (TypeError, AttributeError, BytesWarning):
        genericpath._check_arg_types("join", a, *p)
        raise
    return path


def split(p):
    p = os.fspath(p)
    slash = _like(p, "/")
    at = p.rfind(slash) + 1
    head, tail = p[:at], p[at:]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, tail


def splitext(p):
    p = os.fspath(p)
    return genericpath._splitext(p, _like(p, "/"), None, _like(p, "."))


def splitdrive(p):
    p = os.fspath(p)
    return p[:0], p


def basename(p):
    return split(p)[1]


def dirname(p):
    return split(p)[0]


def islink(path):
    try:
        found = os.lstat(path)
    except (OSError, ValueError, AttributeError):
        return False
    return stat.S_ISLNK(found.st_mode)


def lexists(path):
    try:
        os.lstat(path)
    except (OSError, ValueError):
        return False
    return True


def ismount(path):
    return realpath(path) == _like(os.fspath(path), "/")


def expanduser(path):
    path = os.fspath(path)
    if not path.startswith(_like(path, "~")):
        return path
    slash = _like(path, "/")
    end = path.find(slash, 1)
    if end < 0:
        end = len(path)
    if end == 1:
        home = os.environ.get("HOME", "/home/user")
    else:
        name = path[1:end]
        if name != _like(path, os.environ.get("USER", "user")):
            return path
        home = "/home/user"
    home = os.fsencode(home) if isinstance(path, bytes) else home
    return home.rstrip(slash) + path[end:] or slash


def expandvars(path):
    """Replaces $name and ${name} by what the environment has."""
    path = os.fspath(path)
    if isinstance(path, bytes):
        return os.fsencode(expandvars(os.fsdecode(path)))
    result, at = "", 0
    while True:
        dollar = path.find("$", at)
        if dollar < 0:
            return result + path[at:]
        result += path[at:dollar]
        end = dollar + 1
        if path[end:end + 1] == "{":
            close = path.find("}", end)
            name, end = (path[end + 1:close], close + 1) if close > 0 else ("", end)
        else:
            while end < len(path) and (path[end] == "_" or path[end].isascii() and path[end].isalnum()):
                end += 1
            name = path[dollar + 1:end]
        result += os.environ.get(name, path[dollar:end]) if name else path[dollar:end]
        at = end


def normpath(path):
    path = os.fspath(path)
    slash, dot, up = (_like(path, text) for text in ("/", ".", ".."))
    if not path:
        return dot
    # Two slashes at the start mean something else than one or three.
    root = slash * (path.startswith(slash) + (path.startswith(slash * 2) and not path.startswith(slash * 3)))
    parts = []
    for part in path.split(slash):
        if not part or part == dot:
            continue
        if part != up or not root and not parts or parts and parts[-1] == up:
            parts.append(part)
        elif parts:
            parts.pop()
    return root + slash.join(parts) or dot


def abspath(path):
    path = os.fspath(path)
    if not isabs(path):
        path = join(os.getcwdb() if isinstance(path, bytes) else os.getcwd(), path)
    return normpath(path)


def realpath(filename):
    return abspath(filename)


def relpath(path, start=None):
    if not path:
        raise ValueError("no path specified")
    path = os.fspath(path)
    slash, dot, up = (_like(path, text) for text in ("/", ".", ".."))
    start = dot if start is None else os.fspath(start)
    try:
        begin = [part for part in abspath(start).split(slash) if part]
        goal = [part for part in abspath(path).split(slash) if part]
    except (TypeError, AttributeError, BytesWarning, DeprecationWarning):
        genericpath._check_arg_types("relpath", path, start)
        raise
    same = len(commonprefix([begin, goal]))
    parts = [up] * (len(begin) - same) + goal[same:]
    return join(*parts) if parts else dot


def commonpath(paths):
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    paths = tuple(map(os.fspath, paths))
    slash, dot = _like(paths[0], "/"), _like(paths[0], ".")
    try:
        if len({path.startswith(slash) for path in paths}) > 1:
            raise ValueError("Can't mix absolute and relative paths") from None
        split = [[part for part in path.split(slash) if part and part != dot] for path in paths]
    except (TypeError, AttributeError):
        genericpath._check_arg_types("commonpath", *paths)
        raise
    same = commonprefix(split) if split else []
    return (slash if paths[0].startswith(slash) else paths[0][:0]) + slash.join(same)
