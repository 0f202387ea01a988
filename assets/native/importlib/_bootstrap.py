"""The inner names of importlib that library code uses."""

from importlib.machinery import BuiltinImporter, FrozenImporter, ModuleSpec
from importlib.util import find_spec, module_from_spec, spec_from_loader

_ERR_MSG = "No module named {!r}"


def _builtin_from_name(name):
    spec = BuiltinImporter.find_spec(name)
    if spec is None:
        raise ImportError("no built-in module named " + name)
    return _load(spec)


def _call_with_frames_removed(f, *args, **kwds):
    return f(*args, **kwds)


def _exec(spec, module):
    spec.loader.exec_module(module)
    return module


def _load(spec):
    import sys
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(spec.name, None)
        raise
    return sys.modules[spec.name]


def _resolve_name(name, package, level):
    from importlib import _resolve
    return _resolve(name, package, level)


def _gcd_import(name, package=None, level=0):
    from importlib import import_module
    return import_module("." * level + name, package)
