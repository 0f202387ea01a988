"""Abstract classes of finders and loaders."""

import abc
from importlib import machinery


class Finder(metaclass=abc.ABCMeta):
    @abc.abstractmethod
    def find_module(self, fullname, path=None):
        """Finds a module's loader."""


class MetaPathFinder(Finder):
    def find_module(self, fullname, path):
        spec = self.find_spec(fullname, path) if hasattr(self, "find_spec") else None
        return spec and spec.loader

    def invalidate_caches(self):
        pass


class PathEntryFinder(Finder):
    def find_loader(self, fullname):
        spec = self.find_spec(fullname) if hasattr(self, "find_spec") else None
        return (spec.loader, []) if spec else (None, [])

    def find_module(self, fullname):
        return self.find_loader(fullname)[0]

    def invalidate_caches(self):
        pass


class Loader(metaclass=abc.ABCMeta):
    def create_module(self, spec):
        return None

    def load_module(self, fullname):
        if not hasattr(self, "exec_module"):
            raise ImportError
        return __import__(fullname)

    def module_repr(self, module):
        raise NotImplementedError


class ResourceLoader(Loader):
    @abc.abstractmethod
    def get_data(self, path):
        """The bytes of a file."""
        raise OSError


class InspectLoader(Loader):
    def is_package(self, fullname):
        raise ImportError

    def get_code(self, fullname):
        source = self.get_source(fullname)
        return None if source is None else self.source_to_code(source)

    @abc.abstractmethod
    def get_source(self, fullname):
        """The source text."""
        raise ImportError

    @staticmethod
    def source_to_code(data, path="<string>"):
        return compile(data, path, "exec", dont_inherit=True)

    def exec_module(self, module):
        exec(self.get_code(module.__name__), module.__dict__)


class ExecutionLoader(InspectLoader):
    @abc.abstractmethod
    def get_filename(self, fullname):
        """The path of the source."""
        raise ImportError


class FileLoader(ResourceLoader, ExecutionLoader):
    """Loaders of files."""


class SourceLoader(ResourceLoader, ExecutionLoader):
    """Loaders of source text."""

    def get_source(self, fullname):
        from importlib.util import decode_source
        return decode_source(self.get_data(self.get_filename(fullname)))


class ResourceReader(metaclass=abc.ABCMeta):
    """Reads files that lie in a package."""

    @abc.abstractmethod
    def open_resource(self, resource):
        raise FileNotFoundError

    @abc.abstractmethod
    def resource_path(self, resource):
        raise FileNotFoundError

    @abc.abstractmethod
    def is_resource(self, name):
        raise FileNotFoundError

    @abc.abstractmethod
    def contents(self):
        return []


MetaPathFinder.register(machinery.BuiltinImporter)
MetaPathFinder.register(machinery.FrozenImporter)
MetaPathFinder.register(machinery.PathFinder)
PathEntryFinder.register(machinery.FileFinder)
InspectLoader.register(machinery.BuiltinImporter)
FileLoader.register(machinery.SourceFileLoader)
SourceLoader.register(machinery.SourceFileLoader)
