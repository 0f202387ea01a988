"""The inner names of importlib that library code uses, of files."""

from importlib.machinery import (
    BYTECODE_SUFFIXES, EXTENSION_SUFFIXES, SOURCE_SUFFIXES, ExtensionFileLoader, FileFinder,
    PathFinder, SourceFileLoader, SourcelessFileLoader, WindowsRegistryFinder,
)
from importlib.util import (
    MAGIC_NUMBER, cache_from_source, decode_source, source_from_cache, spec_from_file_location,
)

path_sep, path_separators = "/", "/"


def _pack_uint32(x):
    return (int(x) & 0xFFFFFFFF).to_bytes(4, "little")


def _unpack_uint32(data):
    return int.from_bytes(data, "little")


def _path_join(*path_parts):
    return "/".join(part.rstrip("/") for part in path_parts if part)


def _calc_mode(path):
    return 0o644


def _write_atomic(path, data, mode=0o666):
    with open(path, "wb") as file:
        file.write(data)


def _code_to_timestamp_pyc(code, mtime=0, source_size=0):
    import marshal
    return MAGIC_NUMBER + _pack_uint32(0) + _pack_uint32(mtime) + _pack_uint32(source_size) \
        + marshal.dumps(code)
