"""Importing by function calls. The machine itself finds and loads modules."""

import sys

__all__ = ["__import__", "import_module", "invalidate_caches", "reload"]

from builtins import __import__

_RELOADING = {}


def invalidate_caches():
    for finder in sys.meta_path:
        if hasattr(finder, "invalidate_caches"):
            finder.invalidate_caches()


def import_module(name, package=None):
    level = 0
    if name.startswith("."):
        if not package:
            raise TypeError("the 'package' argument is required to perform a relative import for %r"
                            % name)
        level = len(name) - len(name.lstrip("."))
        name = _resolve(name[level:], package, level)
    __import__(name)
    return sys.modules[name]


def _resolve(name, package, level):
    """The absolute name of a relative one."""
    parts = package.rsplit(".", level - 1)
    if len(parts) < level:
        raise ValueError("attempted relative import beyond top-level package")
    return "%s.%s" % (parts[0], name) if name else parts[0]


def reload(module):
    """Runs the module's code again in the namespace it has."""
    from types import ModuleType
    if not module or not isinstance(module, ModuleType):
        raise TypeError("reload() argument must be a module")
    name = getattr(module.__spec__, "name", None) or module.__name__
    if sys.modules.get(name) is not module:
        raise ImportError("module %s not in sys.modules" % name, name=name)
    if name in _RELOADING:
        return _RELOADING[name]
    _RELOADING[name] = module
    try:
        from importlib.util import find_spec
        file = getattr(module, "__file__", None)
        if file is not None:
            from importlib.machinery import SourceFileLoader
            SourceFileLoader(name, file).exec_module(module)
        return sys.modules[name]
    finally:
        del _RELOADING[name]


def find_loader(name, path=None):
    from importlib.util import find_spec
    spec = find_spec(name)
    return spec and spec.loader
