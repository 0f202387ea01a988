"""Helpers for code that deals with specs and loaders."""

import sys
import types
from contextlib import contextmanager
from importlib import _resolve
from importlib.machinery import (
    BuiltinImporter, FileFinder, ModuleSpec, PathFinder, SourceFileLoader, _cached,
)

MAGIC_NUMBER = b"U\r\r\n"


def resolve_name(name, package):
    if not name.startswith("."):
        return name
    if not package:
        raise ValueError("no package specified for %r (required for relative module names)" % name)
    level = len(name) - len(name.lstrip("."))
    return _resolve(name[level:], package, level)


def find_spec(name, package=None):
    fullname = resolve_name(name, package) if name.startswith(".") else name
    if fullname in sys.modules:
        module = sys.modules[fullname]
        if module is None:
            return None
        try:
            spec = module.__spec__
        except AttributeError:
            raise ValueError("%s.__spec__ is not set" % name) from None
        if spec is None:
            raise ValueError("%s.__spec__ is None" % name)
        return spec
    parent = fullname.rpartition(".")[0]
    path = None
    if parent:
        package = __import__(parent, fromlist=["__path__"])
        try:
            path = package.__path__
        except AttributeError:
            raise ModuleNotFoundError("__path__ attribute not found on %r while trying to find %r"
                                      % (parent, fullname), name=fullname) from None
    for finder in [*sys.meta_path, BuiltinImporter, PathFinder]:
        find = getattr(finder, "find_spec", None)
        spec = find and find(fullname, path, None)
        if spec is not None:
            return spec
    return None


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    if is_package is None and hasattr(loader, "is_package"):
        try:
            is_package = loader.is_package(name)
        except ImportError:
            is_package = None
    return ModuleSpec(name, loader, origin=origin, is_package=bool(is_package))


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=()):
    if location is None:
        location = loader.get_filename(name) if hasattr(loader, "get_filename") else "<unknown>"
    else:
        import os
        location = os.fspath(location)
    if loader is None:
        if not location.endswith(".py"):
            return None
        loader = SourceFileLoader(name, location)
    spec = ModuleSpec(name, loader, origin=location)
    spec._set_fileattr = True
    if submodule_search_locations == ():
        is_package = hasattr(loader, "is_package") and loader.is_package(name)
        submodule_search_locations = [location.rpartition("/")[0]] if is_package else None
    spec.submodule_search_locations = submodule_search_locations
    return spec


def module_from_spec(spec):
    create = getattr(spec.loader, "create_module", None)
    module = create(spec) if create is not None else None
    if module is None:
        module = types.ModuleType(spec.name)
    module.__spec__ = spec
    module.__loader__ = spec.loader
    module.__package__ = spec.parent
    if spec.submodule_search_locations is not None:
        module.__path__ = spec.submodule_search_locations
    if spec.has_location:
        module.__file__ = spec.origin
        if spec.cached is not None:
            module.__cached__ = spec.cached
    return module


def cache_from_source(path, debug_override=None, *, optimization=None):
    import os
    cached = _cached(os.fspath(path))
    if optimization not in (None, ""):
        cached = "%s.opt-%s.pyc" % (cached[:-4], optimization)
    return cached


def source_from_cache(path):
    import os
    folder, file = os.path.split(os.fspath(path))
    above, cache = os.path.split(folder)
    if cache != "__pycache__":
        raise ValueError("__pycache__ not bottom-level directory in %r" % path)
    return os.path.join(above, file.partition(".")[0] + ".py")


def decode_source(source_bytes):
    import io
    import tokenize
    encoding = tokenize.detect_encoding(io.BytesIO(source_bytes).readline)[0]
    return io.IncrementalNewlineDecoder(None, True).decode(source_bytes.decode(encoding))


def source_hash(source_bytes):
    import _imp
    return _imp.source_hash(0, source_bytes)


def set_package(function):
    return function


set_loader = module_for_loader = set_package


class LazyLoader:
    """Loads at once all the same."""

    def __init__(self, loader):
        self.loader = loader

    @classmethod
    def factory(cls, loader):
        return lambda *args, **kwargs: cls(loader(*args, **kwargs))

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        self.loader.exec_module(module)
