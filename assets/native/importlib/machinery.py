"""Finders, loaders and specs, as far as Python code uses them."""

import sys
from importlib import _resolve

SOURCE_SUFFIXES = [".py"]
BYTECODE_SUFFIXES = [".pyc"]
DEBUG_BYTECODE_SUFFIXES = OPTIMIZED_BYTECODE_SUFFIXES = BYTECODE_SUFFIXES
EXTENSION_SUFFIXES = []


def all_suffixes():
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES


def _cached(path):
    folder, slash, file = path.rpartition("/")
    stem = file.rpartition(".")[0] or file
    return "%s%s__pycache__/%s.%s.pyc" % (folder, slash, stem, sys.implementation.cache_tag)


class ModuleSpec:
    """What an import knows of a module before it runs."""

    def __init__(self, name, loader, *, origin=None, loader_state=None, is_package=None):
        self.name = name
        self.loader = loader
        self.origin = origin
        self.loader_state = loader_state
        self.submodule_search_locations = [] if is_package else None
        self._set_fileattr = False
        self._cached = None

    def __repr__(self):
        parts = ["name=%r" % self.name, "loader=%r" % (self.loader,)]
        if self.origin is not None:
            parts.append("origin=%r" % self.origin)
        if self.submodule_search_locations is not None:
            parts.append("submodule_search_locations=%s" % self.submodule_search_locations)
        return "%s(%s)" % (type(self).__name__, ", ".join(parts))

    def __eq__(self, other):
        if not isinstance(other, ModuleSpec):
            return NotImplemented
        return (self.name, self.loader, self.origin, self.submodule_search_locations) == (
            other.name, other.loader, other.origin, other.submodule_search_locations)

    __hash__ = None

    @property
    def cached(self):
        if self._cached is None and self.origin is not None and self._set_fileattr \
                and self.origin.endswith(".py"):
            self._cached = _cached(self.origin)
        return self._cached

    @cached.setter
    def cached(self, cached):
        self._cached = cached

    @property
    def parent(self):
        if self.submodule_search_locations is None:
            return self.name.rpartition(".")[0]
        return self.name

    @property
    def has_location(self):
        return self._set_fileattr

    @has_location.setter
    def has_location(self, value):
        self._set_fileattr = bool(value)


class BuiltinImporter:
    """Finds modules that need no file."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        if path is None and fullname in sys.builtin_module_names:
            return ModuleSpec(fullname, cls, origin="built-in")
        return None

    @classmethod
    def find_module(cls, fullname, path=None):
        spec = cls.find_spec(fullname, path)
        return spec and spec.loader

    @classmethod
    def create_module(cls, spec):
        return __import__(spec.name)

    @classmethod
    def exec_module(cls, module):
        pass

    @classmethod
    def load_module(cls, fullname):
        return __import__(fullname)

    @classmethod
    def get_code(cls, fullname):
        return None

    @classmethod
    def get_source(cls, fullname):
        return None

    @classmethod
    def is_package(cls, fullname):
        return False


class FrozenImporter(BuiltinImporter):
    """There are no frozen modules to be found."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return None


class SourceFileLoader:
    """Loads a module from its source file."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(self.get_code(module.__name__), module.__dict__)

    def load_module(self, fullname=None):
        return __import__(fullname or self.name)

    def get_filename(self, fullname=None):
        return self.path

    def get_data(self, path):
        with open(path, "rb") as file:
            return file.read()

    def get_source(self, fullname=None):
        from importlib.util import decode_source
        return decode_source(self.get_data(self.path))

    def get_code(self, fullname=None):
        return self.source_to_code(self.get_data(self.path), self.path)

    def source_to_code(self, data, path, *, _optimize=-1):
        return compile(data, path, "exec", dont_inherit=True)

    def is_package(self, fullname=None):
        return self.path.rpartition("/")[2] == "__init__.py"

    def path_stats(self, path):
        import os
        found = os.stat(path)
        return {"mtime": found.st_mtime, "size": found.st_size}


class SourcelessFileLoader(SourceFileLoader):
    """Loading .pyc files is left to the command line."""

    def get_code(self, fullname=None):
        raise ImportError("a .pyc can't be imported here", name=self.name, path=self.path)

    def get_source(self, fullname=None):
        return None


class ExtensionFileLoader(SourcelessFileLoader):
    """Modules in machine code can't be loaded."""


class FileFinder:
    """Finds modules in one folder."""

    def __init__(self, path, *loader_details):
        self.path = path or "."
        self._loaders = loader_details

    @classmethod
    def path_hook(cls, *loader_details):
        def path_hook_for_FileFinder(path):
            import os
            if not os.path.isdir(path or "."):
                raise ImportError("only directories are supported", path=path)
            return cls(path, *loader_details)
        return path_hook_for_FileFinder

    def find_spec(self, fullname, target=None):
        from importlib.util import spec_from_file_location
        import os
        base = os.path.join(self.path, fullname.rpartition(".")[2])
        init = os.path.join(base, "__init__.py")
        if os.path.isfile(init):
            return spec_from_file_location(fullname, init, submodule_search_locations=[base])
        if os.path.isfile(base + ".py"):
            return spec_from_file_location(fullname, base + ".py")
        return None

    def invalidate_caches(self):
        pass


class PathFinder:
    """Finds modules along sys.path or a package's path."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        for folder in sys.path if path is None else path:
            spec = FileFinder(folder).find_spec(fullname)
            if spec is not None:
                return spec
        return None

    @classmethod
    def find_module(cls, fullname, path=None):
        spec = cls.find_spec(fullname, path)
        return spec and spec.loader

    @classmethod
    def invalidate_caches(cls):
        pass


class WindowsRegistryFinder:
    """There is no Windows here."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return None
