"""The files whose paths fit a pattern."""

import fnmatch
import os
import re

__all__ = ["glob", "iglob", "escape"]

_MAGIC = re.compile("([*?[])")
_MAGIC_BYTES = re.compile(b"([*?[])")


def glob(pathname, *, recursive=False):
    return list(iglob(pathname, recursive=recursive))


def iglob(pathname, *, recursive=False):
    found = _find(pathname, recursive, False)
    if recursive and pathname[:2] in ("**", b"**"):
        next(found, None)
    return found


def _find(pathname, recursive, folders_only):
    folder, name = os.path.split(pathname)
    if not has_magic(pathname):
        if os.path.lexists(pathname) if name else os.path.isdir(folder):
            yield pathname
        return
    if not folder:
        yield from _in_folder(folder, name, recursive, folders_only)
        return
    if folder != pathname and has_magic(folder):
        folders = _find(folder, recursive, True)
    else:
        folders = [folder]
    for folder in folders:
        if has_magic(name):
            found = _in_folder(folder, name, recursive, folders_only)
        elif name:
            found = [name] if os.path.lexists(os.path.join(folder, name)) else []
        else:
            found = [name] if os.path.isdir(folder) else []
        for each in found:
            yield os.path.join(folder, each)


def _in_folder(folder, pattern, recursive, folders_only):
    """Names in a folder that fit; with ** those of all folders below."""
    if recursive and pattern in ("**", b"**"):
        yield pattern[:0]
        yield from _below(folder, folders_only)
        return
    names = list(_names(folder, folders_only))
    if pattern[:1] not in (".", b"."):
        names = [name for name in names if name[:1] not in (".", b".")]
    yield from fnmatch.filter(names, pattern)


def _below(folder, folders_only):
    for name in _names(folder, folders_only):
        if name[:1] in (".", b"."):
            continue
        yield name
        path = os.path.join(folder, name) if folder else name
        for deeper in _below(path, folders_only):
            yield os.path.join(name, deeper)


def _names(folder, folders_only):
    if not folder:
        folder = os.curdir.encode() if isinstance(folder, bytes) else os.curdir
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not folders_only or entry.is_dir():
                    yield entry.name
    except OSError:
        return


def has_magic(s):
    return (_MAGIC_BYTES if isinstance(s, bytes) else _MAGIC).search(s) is not None


def escape(pathname):
    drive, rest = os.path.splitdrive(pathname)
    if isinstance(pathname, bytes):
        return drive + _MAGIC_BYTES.sub(br"[\1]", rest)
    return drive + _MAGIC.sub(r"[\1]", rest)
