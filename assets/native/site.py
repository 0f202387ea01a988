"""Where packages of others would lie (Lib/site.py). CPython has run it before a program begins, so
importing it does nothing more; here there are no such packages."""

import builtins
import os
import sys

PREFIXES = [sys.prefix, sys.exec_prefix]
ENABLE_USER_SITE = True
_VERSION = "python%d.%d" % sys.version_info[:2]


def makepath(*paths):
    """A path made absolute, twice: as it is, and as it compares."""
    made = os.path.abspath(os.path.join(*paths))
    return made, os.path.normcase(made)


def removeduppaths():
    """Makes the paths of `sys.path` absolute, each once; gives those it knows."""
    known = set()
    kept = []
    for path in sys.path:
        path, compared = makepath(path)
        if compared not in known:
            kept.append(path)
            known.add(compared)
    sys.path[:] = kept
    return known


def _known_paths():
    return {makepath(path)[1] for path in sys.path if os.path.exists(path)}


def addpackage(sitedir, name, known_paths):
    """Adds the paths that a `.pth` file lists; lines that begin with `import` are executed."""
    reset = known_paths is None
    known = _known_paths() if reset else known_paths
    try:
        with open(os.path.join(sitedir, name)) as file:
            lines = file.readlines()
    except OSError:
        return None
    for line in lines:
        if line.startswith("#"):
            continue
        if line.startswith(("import ", "import\t")):
            exec(line)
            continue
        path, compared = makepath(sitedir, line.rstrip())
        if compared not in known and os.path.exists(path):
            sys.path.append(path)
            known.add(compared)
    return None if reset else known


def addsitedir(sitedir, known_paths=None):
    """Adds a directory to `sys.path`, and what its `.pth` files list."""
    reset = known_paths is None
    known = _known_paths() if reset else known_paths
    sitedir, compared = makepath(sitedir)
    if compared not in known:
        sys.path.append(sitedir)
        known.add(compared)
    try:
        names = os.listdir(sitedir)
    except OSError:
        return None
    for name in sorted(names):
        if name.endswith(".pth"):
            addpackage(sitedir, name, known)
    return None if reset else known


def getsitepackages(prefixes=None):
    found = []
    for prefix in prefixes or PREFIXES:
        path = os.path.join(prefix, "lib", _VERSION, "site-packages")
        if prefix and path not in found:
            found.append(path)
    return found


def getuserbase():
    return os.environ.get("PYTHONUSERBASE") or os.path.join(os.path.expanduser("~"), ".local")


def getusersitepackages():
    return os.path.join(getuserbase(), "lib", _VERSION, "site-packages")


USER_BASE = getuserbase()
USER_SITE = getusersitepackages()
