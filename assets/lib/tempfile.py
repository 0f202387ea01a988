"""Files and folders that are there for a while."""

import io as _io
import os as _os
import shutil as _shutil
import weakref as _weakref
from random import Random as _Random

__all__ = [
    "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "TemporaryDirectory",
    "mkstemp", "mkdtemp", "mktemp", "TMP_MAX", "gettempprefix", "tempdir", "gettempdir",
    "gettempprefixb", "gettempdirb",
]

TMP_MAX = 10000
template = "tmp"
tempdir = None
_random = _Random(0)
_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"


def gettempprefix():
    return template


def gettempprefixb():
    return template.encode()


def gettempdir():
    global tempdir
    if tempdir is None:
        for folder in (_os.environ.get("TMPDIR"), "/tmp", _os.getcwd()):
            if folder:
                _os.makedirs(folder, exist_ok=True)
                tempdir = _os.path.abspath(folder)
                break
    return tempdir


def gettempdirb():
    return _os.fsencode(gettempdir())


def _names(suffix, prefix, dir):
    """Paths that nothing has yet."""
    of_bytes = any(isinstance(part, bytes) for part in (suffix, prefix, dir))
    suffix = suffix if suffix is not None else ""
    prefix = prefix if prefix is not None else template
    dir = dir if dir is not None else gettempdir()
    for _ in range(TMP_MAX):
        name = "".join(_random.choice(_CHARACTERS) for _ in range(8))
        path = _os.path.join(_os.path.abspath(_os.fsdecode(dir)),
                             _os.fsdecode(prefix) + name + _os.fsdecode(suffix))
        if not _os.path.exists(path):
            yield _os.fsencode(path) if of_bytes else path
    raise FileExistsError(17, "No usable temporary file name found")


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    for path in _names(suffix, prefix, dir):
        return _os.open(path, _os.O_RDWR | _os.O_CREAT | _os.O_EXCL, 0o600), path


def mkdtemp(suffix=None, prefix=None, dir=None):
    for path in _names(suffix, prefix, dir):
        _os.mkdir(path, 0o700)
        return path


def mktemp(suffix="", prefix=template, dir=None):
    return next(_names(suffix, prefix, dir))


class _TemporaryFileWrapper:
    """A file that is removed when it is closed."""

    def __init__(self, file, name, delete=True):
        self.file = file
        self.name = name
        self.delete = delete
        self._remover = _weakref.finalize(self, _remove, file, name) if delete else None

    def __getattr__(self, name):
        value = getattr(self.__dict__["file"], name)
        if not isinstance(value, int):
            setattr(self, name, value)
        return value

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, exc, value, tb):
        result = self.file.__exit__(exc, value, tb)
        self.close()
        return result

    def close(self):
        self.file.close()
        if self._remover is not None:
            self._remover()

    def __iter__(self):
        for line in self.file:
            yield line


def _remove(file, name):
    file.close()
    try:
        _os.unlink(name)
    except OSError:
        pass


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None,
                       prefix=None, dir=None, delete=True, *, errors=None):
    path = next(_names(suffix, prefix, dir))
    with open(path, "xb"):
        pass
    file = open(path, mode, buffering, encoding, errors, newline)
    return _TemporaryFileWrapper(file, path, delete)


TemporaryFile = NamedTemporaryFile


class SpooledTemporaryFile:
    """Stays in memory, as all files do here."""

    _rolled = False

    def __init__(self, max_size=0, mode="w+b", buffering=-1, encoding=None, newline=None,
                 suffix=None, prefix=None, dir=None, *, errors=None):
        self._max_size = max_size
        self._file = _io.BytesIO() if "b" in mode else _io.StringIO(newline="\n")

    def rollover(self):
        self._rolled = True

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self._file.close()

    def __iter__(self):
        return iter(self._file)

    def __getattr__(self, name):
        return getattr(self.__dict__["_file"], name)


class TemporaryDirectory:
    """A folder that is removed with all in it."""

    def __init__(self, suffix=None, prefix=None, dir=None):
        self.name = mkdtemp(suffix, prefix, dir)
        self._finalizer = _weakref.finalize(self, self._cleanup, self.name,
                                            "Implicitly cleaning up {!r}".format(self))

    @classmethod
    def _cleanup(cls, name, warn_message):
        import warnings
        _shutil.rmtree(name, ignore_errors=True)
        warnings.warn(warn_message, ResourceWarning)

    def __repr__(self):
        return "<{} {!r}>".format(self.__class__.__name__, self.name)

    def __enter__(self):
        return self.name

    def __exit__(self, exc, value, tb):
        self.cleanup()

    def cleanup(self):
        if self._finalizer.detach():
            _shutil.rmtree(self.name, ignore_errors=True)
