"""Paths as objects."""

import fnmatch
import io
import os
import sys
from _collections_abc import Sequence
from errno import EBADF, ENOENT, ENOTDIR
from stat import S_ISBLK, S_ISCHR, S_ISDIR, S_ISFIFO, S_ISLNK, S_ISREG, S_ISSOCK
from urllib.parse import quote_from_bytes

__all__ = ["PurePath", "PurePosixPath", "PureWindowsPath", "Path", "PosixPath", "WindowsPath"]


def _split_drive(text):
    """A letter with its colon, or the server and share of a network path."""
    if text[1:2] == ":":
        return text[:2], text[2:]
    if text.startswith("\\\\") and text[2:3] != "\\":
        parts = text[2:].split("\\", 2)
        if len(parts) > 1 and all(parts[:2]):
            drive = "\\\\" + "\\".join(parts[:2])
            return drive, text[len(drive):]
    return "", text


class _Parents(Sequence):
    """The folders above a path."""

    def __init__(self, path):
        self._class = type(path)
        self._drv, self._root, self._parts = path._drv, path._root, path._parts

    def __len__(self):
        return len(self._parts) - (1 if self._drv or self._root else 0)

    def __getitem__(self, index):
        if index < 0 or index >= len(self):
            raise IndexError(index)
        return self._class._of(self._drv, self._root, self._parts[:-index - 1])

    def __repr__(self):
        return "<{}.parents>".format(self._class.__name__)


class PurePath:
    """A path that doesn't look at any file."""

    __slots__ = ("_drv", "_root", "_parts", "_str", "_hash", "__weakref__")
    _sep = "/"
    _windows = False

    def __new__(cls, *args):
        if cls is PurePath:
            cls = PurePosixPath
        return cls._from(args)

    def __reduce__(self):
        return self.__class__, tuple(self._parts)

    @classmethod
    def _of(cls, drv, root, parts):
        self = object.__new__(cls)
        self._drv, self._root, self._parts = drv, root, parts
        return self

    @classmethod
    def _from(cls, args):
        drv = root = ""
        parts = []
        for arg in args:
            if isinstance(arg, PurePath):
                d, r, p = arg._drv, arg._root, arg._parts
            else:
                arg = os.fspath(arg)
                if not isinstance(arg, str):
                    raise TypeError("argument should be a str object or an os.PathLike object "
                                    "returning str, not %r" % type(arg))
                d, r, p = cls._split(arg)
            if r or d and d.lower() != drv.lower():
                # What comes before an absolute path doesn't count.
                if r and not d and drv:
                    d = drv
                    p = [d + r] + p[1:]
                drv, root, parts = d, r, list(p)
            elif d:
                parts = parts + p[1:]
            else:
                parts = parts + p
        return cls._of(drv, root, parts)

    @classmethod
    def _split(cls, text):
        """Drive, root, and the parts; the first is both if there are any."""
        drv = root = ""
        if cls._windows:
            text = text.replace("/", "\\")
            drv, text = _split_drive(text)
            if text.startswith("\\") or drv.startswith("\\\\"):
                root = "\\"
        elif text.startswith("/"):
            root = "//" if text.startswith("//") and not text.startswith("///") else "/"
        parts = [sys.intern(part) for part in text.split(cls._sep) if part and part != "."]
        return drv, root, ([drv + root] if drv or root else []) + parts

    @classmethod
    def _fold(cls, text):
        return text.lower() if cls._windows else text

    def __str__(self):
        try:
            return self._str
        except AttributeError:
            first = self._drv + self._root
            if first:
                self._str = first + self._sep.join(self._parts[1:])
            else:
                self._str = self._sep.join(self._parts) or "."
            return self._str

    def __fspath__(self):
        return str(self)

    def as_posix(self):
        return str(self).replace(self._sep, "/")

    def __bytes__(self):
        return os.fsencode(self)

    def __repr__(self):
        return "{}({!r})".format(self.__class__.__name__, self.as_posix())

    def as_uri(self):
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        if self._windows and self._drv:
            if len(self._drv) == 2:
                rest = self.as_posix()[2:].lstrip("/")
                return "file:///%s/%s" % (self._drv, quote_from_bytes(rest.encode("utf-8")))
            return "file:" + quote_from_bytes(self.as_posix().encode("utf-8"))
        return "file://" + quote_from_bytes(bytes(self))

    @property
    def _folded(self):
        return [self._fold(part) for part in self._parts]

    def _comparable(self, other):
        return isinstance(other, PurePath) and self._windows == other._windows

    def __eq__(self, other):
        return self._folded == other._folded if self._comparable(other) else NotImplemented

    def __hash__(self):
        try:
            return self._hash
        except AttributeError:
            self._hash = hash(tuple(self._folded))
            return self._hash

    def __lt__(self, other):
        return self._folded < other._folded if self._comparable(other) else NotImplemented

    def __le__(self, other):
        return self._folded <= other._folded if self._comparable(other) else NotImplemented

    def __gt__(self, other):
        return self._folded > other._folded if self._comparable(other) else NotImplemented

    def __ge__(self, other):
        return self._folded >= other._folded if self._comparable(other) else NotImplemented

    drive = property(lambda self: self._drv)
    root = property(lambda self: self._root)
    anchor = property(lambda self: self._drv + self._root)
    parts = property(lambda self: tuple(self._parts))

    @property
    def name(self):
        parts = self._parts
        return "" if len(parts) == (1 if self.anchor else 0) else parts[-1]

    @property
    def suffix(self):
        name = self.name
        at = name.rfind(".")
        return name[at:] if 0 < at < len(name) - 1 else ""

    @property
    def suffixes(self):
        name = self.name
        if name.endswith("."):
            return []
        return ["." + suffix for suffix in name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        name = self.name
        at = name.rfind(".")
        return name[:at] if 0 < at < len(name) - 1 else name

    def with_name(self, name):
        if not self.name:
            raise ValueError("%r has an empty name" % (self,))
        drv, root, parts = self._split(name)
        if not name or name[-1] in "/" + self._sep or drv or root or len(parts) != 1:
            raise ValueError("Invalid name %r" % (name))
        return self._of(self._drv, self._root, self._parts[:-1] + [name])

    def with_suffix(self, suffix):
        if "/" in suffix or self._sep in suffix:
            raise ValueError("Invalid suffix %r" % (suffix,))
        if suffix and not suffix.startswith(".") or suffix == ".":
            raise ValueError("Invalid suffix %r" % (suffix))
        name = self.name
        if not name:
            raise ValueError("%r has an empty name" % (self,))
        old = self.suffix
        name = name[:-len(old)] + suffix if old else name + suffix
        return self._of(self._drv, self._root, self._parts[:-1] + [name])

    def relative_to(self, *other):
        if not other:
            raise TypeError("need at least one argument")
        base = self._from(other)
        count = len(base._parts)
        if self._folded[:count] != base._folded:
            raise ValueError("{!r} does not start with {!r}".format(str(self), str(base)))
        if count == 0 or not self.anchor:
            return self._of("" if count else self._drv, "" if count else self._root,
                            self._parts[count:])
        return self._of("", "", self._parts[count:])

    def joinpath(self, *args):
        return self._from((self,) + args)

    def __truediv__(self, key):
        try:
            return self._from((self, key))
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self._from((key, self))
        except TypeError:
            return NotImplemented

    @property
    def parent(self):
        if len(self._parts) == (1 if self.anchor else 0):
            return self
        return self._of(self._drv, self._root, self._parts[:-1])

    @property
    def parents(self):
        return _Parents(self)

    def is_absolute(self):
        return bool(self._root) and (not self._windows or bool(self._drv))

    def is_reserved(self):
        names = {"con", "prn", "aux", "nul"} | {
            name + str(number) for name in ("com", "lpt") for number in range(1, 10)}
        return self._windows and self.name.partition(".")[0].lower() in names

    def match(self, path_pattern):
        drv, root, pattern = self._split(self._fold(path_pattern))
        if not pattern:
            raise ValueError("empty pattern")
        parts = self._folded
        if drv and drv != self._fold(self._drv) or root and root != self._fold(self._root):
            return False
        if drv or root:
            if len(pattern) != len(parts):
                return False
            pattern, parts = pattern[1:], parts[1:]
        elif len(pattern) > len(parts):
            return False
        return all(fnmatch.fnmatchcase(part, wanted)
                   for part, wanted in zip(reversed(parts), reversed(pattern)))


os.PathLike.register(PurePath)


class PurePosixPath(PurePath):
    __slots__ = ()


class PureWindowsPath(PurePath):
    __slots__ = ()
    _sep = "\\"
    _windows = True


class Path(PurePath):
    """A path that can look at its file."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        if cls is Path:
            cls = PosixPath
        if cls._windows:
            raise NotImplementedError("cannot instantiate %r on your system" % (cls.__name__,))
        return cls._from(args)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        pass

    @classmethod
    def cwd(cls):
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        return cls(os.path.expanduser("~"))

    def samefile(self, other_path):
        return os.path.samefile(self, other_path)

    def iterdir(self):
        for name in os.listdir(self):
            yield self._of(self._drv, self._root, self._parts + [name])

    def _glob_parts(self, pattern):
        if not pattern:
            raise ValueError("Unacceptable pattern: {!r}".format(pattern))
        drv, root, parts = self._split(pattern)
        if drv or root:
            raise NotImplementedError("Non-relative patterns are unsupported")
        return parts

    def glob(self, pattern):
        yield from self._select(self._glob_parts(pattern))

    def rglob(self, pattern):
        yield from self._select(["**"] + self._glob_parts(pattern))

    def _select(self, parts):
        """The paths below that fit these parts of a pattern."""
        if not parts:
            yield self
            return
        part, rest = parts[0], parts[1:]
        if part == "**":
            seen = set()
            for folder in self._folders():
                for path in folder._select(rest):
                    if path not in seen:
                        seen.add(path)
                        yield path
            return
        if not self.is_dir():
            return
        if not any(char in part for char in "*?["):
            path = self._of(self._drv, self._root, self._parts + [part])
            if path.is_dir() if rest else path.exists():
                yield from path._select(rest)
            return
        for name in [entry.name for entry in os.scandir(self)]:
            if fnmatch.fnmatchcase(name, part):
                path = self._of(self._drv, self._root, self._parts + [name])
                if not rest or path.is_dir():
                    yield from path._select(rest)

    def _folders(self):
        """This folder and all below it."""
        yield self
        try:
            entries = list(os.scandir(self))
        except OSError:
            return
        for entry in entries:
            if entry.is_dir() and not entry.is_symlink():
                path = self._of(self._drv, self._root, self._parts + [entry.name])
                yield from path._folders()

    def absolute(self):
        return self if self.is_absolute() else self._from([os.getcwd(), self])

    def resolve(self, strict=False):
        if strict:
            os.stat(self)
        return self._from((os.path.realpath(self),))

    def stat(self):
        return os.stat(self)

    def lstat(self):
        return os.lstat(self)

    def owner(self):
        import pwd
        return pwd.getpwuid(self.stat().st_uid).pw_name

    def group(self):
        import grp
        return grp.getgrgid(self.stat().st_gid).gr_name

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        with self.open(mode="rb") as file:
            return file.read()

    def read_text(self, encoding=None, errors=None):
        with self.open(mode="r", encoding=encoding, errors=errors) as file:
            return file.read()

    def write_bytes(self, data):
        with self.open(mode="wb") as file:
            return file.write(memoryview(data))

    def write_text(self, data, encoding=None, errors=None):
        if not isinstance(data, str):
            raise TypeError("data must be str, not %s" % data.__class__.__name__)
        with self.open(mode="w", encoding=encoding, errors=errors) as file:
            return file.write(data)

    def touch(self, mode=0o666, exist_ok=True):
        if self.exists():
            if not exist_ok:
                raise FileExistsError(17, "File exists", str(self))
            os.utime(self, None)
        else:
            self.open("xb").close()

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def chmod(self, mode):
        os.chmod(self, mode)

    def unlink(self, missing_ok=False):
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rmdir(self):
        os.rmdir(self)

    def rename(self, target):
        os.rename(self, target)
        return self.__class__(target)

    def replace(self, target):
        os.replace(self, target)
        return self.__class__(target)

    def symlink_to(self, target, target_is_directory=False):
        os.symlink(target, self)

    def link_to(self, target):
        os.link(self, target)

    def exists(self):
        return self._mode() is not None

    def _mode(self):
        try:
            return os.stat(self).st_mode
        except OSError as error:
            if error.errno not in (ENOENT, ENOTDIR, EBADF):
                raise
            return None
        except ValueError:
            return None

    def _is(self, test):
        mode = self._mode()
        return mode is not None and test(mode)

    def is_dir(self):
        return self._is(S_ISDIR)

    def is_file(self):
        return self._is(S_ISREG)

    def is_mount(self):
        return self.exists() and self.is_dir() and str(self) == "/"

    def is_symlink(self):
        try:
            return S_ISLNK(os.lstat(self).st_mode)
        except OSError:
            return False

    def is_block_device(self):
        return self._is(S_ISBLK)

    def is_char_device(self):
        return self._is(S_ISCHR)

    def is_fifo(self):
        return self._is(S_ISFIFO)

    def is_socket(self):
        return self._is(S_ISSOCK)

    def expanduser(self):
        if not self.anchor and self._parts and self._parts[0][:1] == "~":
            return self._from([os.path.expanduser(self._parts[0])] + self._parts[1:])
        return self


class PosixPath(Path, PurePosixPath):
    __slots__ = ()


class WindowsPath(Path, PureWindowsPath):
    __slots__ = ()
