"""Lines of source files, kept."""

import os
import sys
import tokenize

__all__ = ["getline", "clearcache", "checkcache"]

cache = {}


def getline(filename, lineno, module_globals=None):
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ""


def clearcache():
    cache.clear()


def getlines(filename, module_globals=None):
    if filename in cache:
        entry = cache[filename]
        if len(entry) != 1:
            return entry[2]
    return updatecache(filename, module_globals)


def checkcache(filename=None):
    for name in list(cache) if filename is None else [filename] if filename in cache else []:
        entry = cache[name]
        if len(entry) == 1:
            continue
        size, mtime, lines, fullname = entry
        if mtime is None:
            continue
        try:
            found = os.stat(fullname)
        except OSError:
            cache.pop(name, None)
            continue
        if size != found.st_size or mtime != found.st_mtime:
            cache.pop(name, None)


def updatecache(filename, module_globals=None):
    cache.pop(filename, None)
    if not filename or filename.startswith("<") and filename.endswith(">"):
        return []
    names = [filename]
    if not os.path.isabs(filename):
        names += [os.path.join(folder, filename) for folder in sys.path
                  if isinstance(folder, str)]
    for fullname in names:
        try:
            found = os.stat(fullname)
            with tokenize.open(fullname) as file:
                lines = file.readlines()
        except (OSError, UnicodeDecodeError, SyntaxError):
            continue
        if lines and not lines[-1].endswith("\n"):
            lines[-1] += "\n"
        cache[filename] = found.st_size, found.st_mtime, lines, fullname
        return lines
    return []


def lazycache(filename, module_globals):
    return False
