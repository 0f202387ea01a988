"""The system calls of a small, made-up Linux: files, and no processes."""

import _files
from builtins import OSError as error

# Everything here is the same on every machine and in every run.
environ = {
    b"HOME": b"/home/user",
    b"LANG": b"C.UTF-8",
    b"LOGNAME": b"user",
    b"PATH": b"/usr/local/bin:/usr/bin:/bin",
    b"PWD": _files.getcwd().encode("utf-8", "surrogateescape"),
    b"PYTHONHASHSEED": b"0",
    b"SHELL": b"/bin/sh",
    b"TERM": b"dumb",
    b"USER": b"user",
}

_have_functions = []

F_OK, X_OK, W_OK, R_OK = 0, 1, 2, 4
O_RDONLY, O_WRONLY, O_RDWR, O_ACCMODE = 0, 1, 2, 3
O_CREAT, O_EXCL, O_NOCTTY, O_TRUNC, O_APPEND = 0o100, 0o200, 0o400, 0o1000, 0o2000
O_NONBLOCK, O_SYNC, O_DIRECTORY, O_NOFOLLOW, O_CLOEXEC = (
    0o4000, 0o4010000, 0o200000, 0o400000, 0o2000000)
EX_OK, EX_USAGE, EX_DATAERR, EX_NOINPUT, EX_UNAVAILABLE, EX_SOFTWARE = 0, 64, 65, 66, 69, 70
EX_OSERR, EX_CANTCREAT, EX_IOERR, EX_NOPERM, EX_CONFIG = 71, 73, 74, 77, 78
WNOHANG, WUNTRACED, WCONTINUED = 1, 2, 8
P_ALL, P_PID, P_PGID = 0, 1, 2
WEXITED, WSTOPPED, WNOWAIT = 4, 2, 0x1000000
NGROUPS_MAX, TMP_MAX = 65536, 238328
PRIO_PROCESS, PRIO_PGRP, PRIO_USER = 0, 1, 2
SCHED_OTHER, SCHED_FIFO, SCHED_RR = 0, 1, 2
RTLD_LAZY, RTLD_NOW, RTLD_GLOBAL, RTLD_LOCAL = 1, 2, 256, 0
SEEK_DATA, SEEK_HOLE = 3, 4
GRND_NONBLOCK, GRND_RANDOM = 1, 2

pathconf_names = {}
confstr_names = {}
sysconf_names = {"SC_PAGESIZE": 30, "SC_PAGE_SIZE": 30, "SC_NPROCESSORS_ONLN": 84,
                 "SC_NPROCESSORS_CONF": 83, "SC_OPEN_MAX": 4, "SC_CLK_TCK": 2}


def _structseq(module, name, fields, visible, doc):
    """A class of named tuples as C code makes them: the last fields have names only."""
    fields = tuple(fields)

    def __new__(cls, sequence, dict=None):
        try:
            items = tuple(sequence)
        except TypeError:
            raise TypeError("constructor requires a sequence") from None
        if len(items) < visible:
            raise TypeError("%s.%s() takes an at least %d-sequence (%d-sequence given)"
                            % (module, name, visible, len(items)))
        if len(items) > len(fields):
            raise TypeError("%s.%s() takes an at most %d-sequence (%d-sequence given)"
                            % (module, name, len(fields), len(items)))
        self = tuple.__new__(cls, items[:visible])
        rest = dict or {}
        for index in range(visible, len(fields)):
            value = items[index] if index < len(items) else rest.get(fields[index])
            self.__dict__[fields[index]] = value
        return self

    def __repr__(self):
        shown = ["%s=%r" % pair for pair in zip(fields, self)]
        return "%s.%s(%s)" % (module, name, ", ".join(shown))

    def __reduce__(self):
        return type(self), (tuple(self), dict(self.__dict__))

    members = {"__new__": __new__, "__repr__": __repr__, "__reduce__": __reduce__,
               "__module__": module, "__doc__": doc, "n_fields": len(fields),
               "n_sequence_fields": visible, "n_unnamed_fields": 0}
    for index, field in enumerate(fields[:visible]):
        if field:
            members[field] = property(lambda self, index=index: self[index])
    return type(name, (tuple,), members)


class stat_result(tuple):
    """What stat tells of a file."""

    __module__ = "os"
    n_fields = 19
    n_sequence_fields = 10
    n_unnamed_fields = 3
    _names = ("st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size",
              "st_atime", "st_mtime", "st_ctime")
    _more = _names[7:] + ("st_atime_ns", "st_mtime_ns", "st_ctime_ns", "st_blksize",
                          "st_blocks", "st_rdev")

    def __new__(cls, sequence, dict=None):
        items = tuple(sequence)
        if len(items) < 10:
            raise TypeError("os.stat_result() takes an at least 10-sequence (%d-sequence given)"
                            % len(items))
        self = tuple.__new__(cls, items[:10])
        given = items[10:] + (None,) * len(cls._more)
        for name, whole, value in zip(cls._more, items[7:10] + (None,) * 6, given):
            self.__dict__[name] = whole if value is None else value
        return self

    def __repr__(self):
        shown = ["%s=%r" % pair for pair in zip(self._names, self)]
        return "os.stat_result(%s)" % ", ".join(shown)

    def __reduce__(self):
        return stat_result, (tuple(self) + tuple(self.__dict__[name] for name in self._more),)


for _index, _name in enumerate(stat_result._names[:7]):
    setattr(stat_result, _name, property(lambda self, index=_index: self[index]))
del _index, _name

terminal_size = _structseq("os", "terminal_size", ("columns", "lines"), 2,
                           "A tuple of (columns, lines) for holding terminal window size")
uname_result = _structseq("posix", "uname_result",
                          ("sysname", "nodename", "release", "version", "machine"), 5, "")
times_result = _structseq("posix", "times_result",
                          ("user", "system", "children_user", "children_system", "elapsed"), 5, "")
sched_param = _structseq("posix", "sched_param", ("sched_priority",), 1, "")
statvfs_result = _structseq("os", "statvfs_result",
                            ("f_bsize", "f_frsize", "f_blocks", "f_bfree", "f_bavail", "f_files",
                             "f_ffree", "f_favail", "f_flag", "f_namemax", "f_fsid"), 10, "")


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    method = getattr(type(path), "__fspath__", None)
    if method is None:
        raise TypeError("expected str, bytes or os.PathLike object, not " + type(path).__name__)
    result = method(path)
    if isinstance(result, (str, bytes)):
        return result
    raise TypeError("expected %s.__fspath__() to return str or bytes, not %s"
                    % (type(path).__name__, type(result).__name__))


def _text(function, path, fd=False, none=False, name="path"):
    """A path argument as text, or a descriptor where one is allowed."""
    if isinstance(path, str):
        return path
    if isinstance(path, bytes):
        return path.decode("utf-8", "surrogateescape")
    if path is None and none:
        return "."
    if fd and hasattr(path, "__index__"):
        return path.__index__()
    if hasattr(type(path), "__fspath__"):
        return _text(function, fspath(path))
    kinds = "string, bytes" + ("" if fd or none else " or") + " os.PathLike"
    if fd or none:
        kinds = "string, bytes, os.PathLike" + (
            ", integer or None" if fd and none else " or integer" if fd else " or None")
    raise TypeError("%s: %s should be %s, not %s" % (function, name, kinds, type(path).__name__))


def _no_dir_fd(*fds):
    if any(fd is not None for fd in fds):
        raise NotImplementedError("dir_fd unavailable on this platform")


def _call(function, original, *args):
    """Calls a function of _files; errors name the path as it was given."""
    try:
        return function(*args)
    except OSError as problem:
        if isinstance(original, str) or problem.filename is None:
            raise
        raise OSError(problem.errno, problem.strerror, original) from None


def _stat_result(found):
    mode, ino, size, mtime = found
    seconds = mtime / 1e9
    whole = mtime // 10**9
    links = 2 if mode & 0o170000 == 0o040000 else 1
    return stat_result((mode, ino, 1, links, 1000, 1000, size, whole, whole, whole,
                        seconds, seconds, seconds, mtime, mtime, mtime,
                        4096, (size + 511) // 512, 0))


def stat(path, *, dir_fd=None, follow_symlinks=True):
    _no_dir_fd(dir_fd)
    return _stat_result(_call(_files.stat, path, _text("stat", path, fd=True)))


def lstat(path, *, dir_fd=None):
    _no_dir_fd(dir_fd)
    return _stat_result(_call(_files.stat, path, _text("lstat", path)))


def fstat(fd):
    return _stat_result(_files.stat(fd))


def access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True):
    _no_dir_fd(dir_fd)
    try:
        found = _files.stat(_text("access", path))[0]
    except OSError:
        return False
    return not (mode & X_OK and not found & 0o111)


def listdir(path=None):
    names = _call(_files.list, path, _text("listdir", path, fd=False, none=True))
    if isinstance(path, bytes):
        return [name.encode("utf-8", "surrogateescape") for name in names]
    return names


class DirEntry:
    """An entry of a folder, as scandir gives it."""

    __module__ = "posix"
    __slots__ = ("name", "path")

    def __new__(cls, *args, **kwargs):
        raise TypeError("cannot create 'posix.DirEntry' instances")

    def __repr__(self):
        return "<DirEntry %r>" % (self.name,)

    def __fspath__(self):
        return self.path

    def inode(self):
        return self.stat().st_ino

    def stat(self, *, follow_symlinks=True):
        return stat(self.path)

    def _is(self, kind):
        try:
            return self.stat().st_mode & 0o170000 == kind
        except FileNotFoundError:
            return False

    def is_dir(self, *, follow_symlinks=True):
        return self._is(0o040000)

    def is_file(self, *, follow_symlinks=True):
        return self._is(0o100000)

    def is_symlink(self):
        return False


class ScandirIterator:
    """The entries of a folder."""

    __module__ = "posix"

    def __init__(self, path, names):
        base = path
        slash = b"/" if isinstance(path, bytes) else "/"
        if base and not base.endswith(slash):
            base += slash
        self._entries = iter([(name, base + name) for name in names])

    def __iter__(self):
        return self

    def __next__(self):
        name, path = next(self._entries)
        entry = object.__new__(DirEntry)
        entry.name = name
        entry.path = path
        return entry

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def close(self):
        self._entries = iter(())


def scandir(path=None):
    _text("scandir", path, none=True)
    path = "." if path is None else fspath(path)
    return ScandirIterator(path, listdir(path))


def mkdir(path, mode=0o777, *, dir_fd=None):
    _no_dir_fd(dir_fd)
    _call(_files.mkdir, path, _text("mkdir", path), mode)


def rmdir(path, *, dir_fd=None):
    _no_dir_fd(dir_fd)
    _call(_files.rmdir, path, _text("rmdir", path))


def unlink(path, *, dir_fd=None):
    _no_dir_fd(dir_fd)
    _call(_files.unlink, path, _text("unlink", path))


def remove(path, *, dir_fd=None):
    _no_dir_fd(dir_fd)
    _call(_files.unlink, path, _text("remove", path))


def rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    _no_dir_fd(src_dir_fd, dst_dir_fd)
    _files.rename(_text("rename", src, name="src"), _text("rename", dst, name="dst"))


def replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    _no_dir_fd(src_dir_fd, dst_dir_fd)
    _files.rename(_text("replace", src, name="src"), _text("replace", dst, name="dst"))


def chmod(path, mode, *, dir_fd=None, follow_symlinks=True):
    _no_dir_fd(dir_fd)
    _call(_files.change, path, _text("chmod", path), mode, None)


def chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True):
    _no_dir_fd(dir_fd)
    stat(path)


def utime(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True):
    _no_dir_fd(dir_fd)
    if times is not None and ns is not None:
        raise ValueError("utime: you may specify either 'times' or 'ns' but not both")
    if ns is not None:
        mtime = ns[1]
    elif times is not None:
        mtime = int(times[1] * 10**9) if isinstance(times[1], float) else times[1] * 10**9
    else:
        import time
        mtime = time.time_ns()
    _call(_files.change, path, _text("utime", path), None, mtime)


def chdir(path):
    _call(_files.chdir, path, _text("chdir", path))


def getcwd():
    return _files.getcwd()


def getcwdb():
    return _files.getcwd().encode("utf-8", "surrogateescape")


def readlink(path, *, dir_fd=None):
    _files.stat(_text("readlink", path))
    raise OSError(22, "Invalid argument", path)


def symlink(src, dst, target_is_directory=False, *, dir_fd=None):
    raise PermissionError(1, "Operation not permitted", src, None, dst)


def link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True):
    raise PermissionError(1, "Operation not permitted", src, None, dst)


def open(path, flags, mode=0o777, *, dir_fd=None):
    _no_dir_fd(dir_fd)
    return _call(_files.open, path, _text("open", path), flags, mode)


def close(fd):
    _files.close(fd)


def closerange(fd_low, fd_high):
    for fd in range(max(fd_low, 3), min(fd_high, 1024)):
        try:
            _files.close(fd)
        except OSError:
            pass


def read(fd, length):
    if length < 0:
        raise OSError(22, "Invalid argument")
    return _files.read(fd, length)


def write(fd, data):
    return _files.write(fd, data)


def lseek(fd, position, how):
    return _files.seek(fd, position, how)


def ftruncate(fd, length):
    _files.truncate(fd, length)


def truncate(path, length):
    fd = open(path, O_WRONLY)
    try:
        _files.truncate(fd, length)
    finally:
        _files.close(fd)


def fsync(fd):
    _files.stat(fd)


fdatasync = fsync


def sync():
    pass


def dup(fd):
    return _files.dup(fd)


def isatty(fd):
    return False


def ttyname(fd):
    raise OSError(25, "Inappropriate ioctl for device")


def get_terminal_size(fd=1):
    raise OSError(25, "Inappropriate ioctl for device")


def get_inheritable(fd):
    _files.stat(fd)
    return False


def set_inheritable(fd, inheritable):
    _files.stat(fd)


def get_blocking(fd):
    _files.stat(fd)
    return True


def set_blocking(fd, blocking):
    _files.stat(fd)


def umask(mask):
    return 0o022


def strerror(code):
    return _files.strerror(code)


def putenv(name, value):
    pass


def unsetenv(name):
    pass


_random_state = 0x9E3779B97F4A7C15


def urandom(size):
    """Bytes that look random and are the same in every run (splitmix64)."""
    global _random_state
    if size < 0:
        raise ValueError("negative argument not allowed")
    result = bytearray()
    mask = (1 << 64) - 1
    while len(result) < size:
        _random_state = _random_state + 0x9E3779B97F4A7C15 & mask
        z = _random_state
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & mask
        z = (z ^ z >> 27) * 0x94D049BB133111EB & mask
        result += (z ^ z >> 31).to_bytes(8, "little")
    return bytes(result[:size])


def getrandom(size, flags=0):
    return urandom(size)


def getpid():
    return 1000


def getppid():
    return 999


def getuid():
    return 1000


getgid = geteuid = getegid = getuid


def getgroups():
    return [1000]


def getlogin():
    return "user"


def getpgid(pid):
    return 1000


def getpgrp():
    return 1000


def getsid(pid):
    return 1000


def uname():
    return uname_result(("Linux", "localhost", "5.10.0", "#1 SMP", "x86_64"))


def cpu_count():
    return 1


def sched_getaffinity(pid):
    return {0}


def register_at_fork(*, before=None, after_in_child=None, after_in_parent=None):
    pass


def sched_yield():
    pass


def getloadavg():
    return 0.0, 0.0, 0.0


def times():
    import time
    spent = round(time.perf_counter(), 2)
    return times_result((spent, 0.0, 0.0, 0.0, spent))


def nice(increment):
    return 0


def sysconf(name):
    name = sysconf_names.get(name, name)
    values = {30: 4096, 84: 1, 83: 1, 4: 1024, 2: 100}
    if name not in values:
        raise ValueError("unrecognized configuration name")
    return values[name]


def ctermid():
    return "/dev/tty"


def device_encoding(fd):
    return None


def WIFEXITED(status):
    return status & 0x7F == 0


def WEXITSTATUS(status):
    return status >> 8 & 0xFF


def WIFSIGNALED(status):
    return status & 0x7F not in (0, 0x7F)


def WTERMSIG(status):
    return status & 0x7F


def WIFSTOPPED(status):
    return status & 0xFF == 0x7F


def WSTOPSIG(status):
    return status >> 8 & 0xFF


def WIFCONTINUED(status):
    return status == 0xFFFF


def WCOREDUMP(status):
    return bool(status & 0x80)


def _exit(status):
    raise SystemExit(status)


def abort():
    raise SystemExit(134)


def _refused(name):
    def refuse(*args, **kwargs):
        raise OSError(38, "Function not implemented: os.%s() needs processes, and a script in "
                          "Cutaway has none" % name)
    refuse.__name__ = refuse.__qualname__ = name
    return refuse


for _name in ("fork", "forkpty", "execv", "execve", "kill", "killpg", "pipe", "pipe2", "system",
              "wait", "waitpid", "wait3", "wait4", "waitid", "dup2", "setsid", "setuid", "setgid",
              "posix_spawn", "posix_spawnp", "openpty", "mkfifo", "mknod", "sendfile"):
    globals()[_name] = _refused(_name)
del _name
