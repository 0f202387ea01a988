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


class _NamespacePath(list):
    """The directories of a package that has no file of its own."""

    def __repr__(self):
        return "_NamespacePath(%s)" % list.__repr__(self)


class _NamespaceLoader:
    @classmethod
    def module_repr(cls, module):
        return "<module %r (namespace)>" % module.__name__

    def is_package(self, fullname):
        return True

    def get_source(self, fullname):
        return ""

    def get_code(self, fullname):
        return compile("", "<string>", "exec", dont_inherit=True)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        pass


def _bind(name, module):
    """A submodule becomes an attribute of its package."""
    import sys
    parent, _, tail = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], tail, module)


def _load_namespace(name, portions):
    spec = ModuleSpec(name, _NamespaceLoader(), is_package=True)
    spec.submodule_search_locations = _NamespacePath(portions)
    module = _load(spec)
    module.__file__ = None
    _bind(name, module)
    return True


def _load_by_finders(name):
    import sys
    parent = name.rpartition(".")[0]
    path = getattr(sys.modules.get(parent), "__path__", None) if parent else None
    for finder in list(sys.meta_path):
        find = getattr(finder, "find_spec", None)
        if find is not None:
            spec = find(name, path, None)
        else:
            loader = finder.find_module(name, path)
            spec = None if loader is None else spec_from_loader(name, loader)
        if spec is not None:
            _bind(name, _load(spec))
            return True
    return False
