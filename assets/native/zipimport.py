"""Importing from zip files: refused."""

__all__ = ["ZipImportError", "zipimporter"]


class ZipImportError(ImportError):
    pass


class zipimporter:
    def __init__(self, path):
        raise ZipImportError("Cutaway doesn't import from zip files: %r" % (path,), path=path)
