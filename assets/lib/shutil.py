"""Copying, moving and removing files and trees; all of it in the virtual file system."""

import fnmatch
import os
import stat
import sys
from collections import namedtuple

__all__ = [
    "copyfileobj", "copyfile", "copymode", "copystat", "copy", "copy2", "copytree", "move",
    "rmtree", "Error", "SpecialFileError", "ExecError", "make_archive", "unpack_archive",
    "ignore_patterns", "chown", "which", "get_terminal_size", "SameFileError", "disk_usage",
]

COPY_BUFSIZE = 64 * 1024


class Error(OSError):
    pass


class SameFileError(Error):
    pass


class SpecialFileError(OSError):
    pass


class ExecError(OSError):
    pass


class ReadError(OSError):
    pass


class RegistryError(Exception):
    pass


def copyfileobj(fsrc, fdst, length=0):
    while True:
        piece = fsrc.read(length or COPY_BUFSIZE)
        if not piece:
            return
        fdst.write(piece)


def _samefile(src, dst):
    try:
        return os.path.samefile(src, dst)
    except OSError:
        return False


def copyfile(src, dst, *, follow_symlinks=True):
    if _samefile(src, dst):
        raise SameFileError("{!r} and {!r} are the same file".format(src, dst))
    with open(src, "rb") as fsrc, open(dst, "wb") as fdst:
        copyfileobj(fsrc, fdst)
    return dst


def copymode(src, dst, *, follow_symlinks=True):
    os.chmod(dst, stat.S_IMODE(os.stat(src).st_mode))


def copystat(src, dst, *, follow_symlinks=True):
    found = os.stat(src)
    try:
        os.utime(dst, ns=(found.st_atime_ns, found.st_mtime_ns))
    except (OSError, NotImplementedError, AttributeError, TypeError):
        pass
    copymode(src, dst)


def copy(src, dst, *, follow_symlinks=True):
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    copyfile(src, dst)
    copymode(src, dst)
    return dst


def copy2(src, dst, *, follow_symlinks=True):
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    copyfile(src, dst)
    copystat(src, dst)
    return dst


def ignore_patterns(*patterns):
    def ignored(path, names):
        return {name for pattern in patterns for name in fnmatch.filter(names, pattern)}
    return ignored


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2,
             ignore_dangling_symlinks=False, dirs_exist_ok=False):
    names = os.listdir(src)
    left_out = ignore(os.fspath(src), names) if ignore is not None else ()
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    errors = []
    for name in names:
        if name in left_out:
            continue
        source, target = os.path.join(src, name), os.path.join(dst, name)
        try:
            if os.path.isdir(source):
                copytree(source, target, symlinks, ignore, copy_function,
                         dirs_exist_ok=dirs_exist_ok)
            else:
                copy_function(source, target)
        except Error as error:
            errors.extend(error.args[0])
        except OSError as error:
            errors.append((source, target, str(error)))
    copystat(src, dst)
    if errors:
        raise Error(errors)
    return dst


def rmtree(path, ignore_errors=False, onerror=None):
    def failed(function, path):
        if ignore_errors:
            return
        if onerror is None:
            raise
        onerror(function, path, sys.exc_info())

    try:
        entries = list(os.scandir(path))
    except OSError:
        failed(os.scandir if onerror else os.lstat, path)
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            rmtree(entry.path, ignore_errors, onerror)
        else:
            try:
                os.unlink(entry.path)
            except OSError:
                failed(os.unlink, entry.path)
    try:
        os.rmdir(path)
    except OSError:
        failed(os.rmdir, path)


rmtree.avoids_symlink_attacks = True


def move(src, dst, copy_function=copy2):
    real = dst
    if os.path.isdir(dst):
        if _samefile(src, dst):
            os.rename(src, dst)
            return None
        real = os.path.join(dst, os.path.basename(os.fspath(src).rstrip(os.sep)))
        if os.path.exists(real):
            raise Error("Destination path '%s' already exists" % real)
    try:
        os.rename(src, real)
    except OSError:
        if os.path.isdir(src):
            if (os.path.abspath(dst) + os.sep).startswith(os.path.abspath(src) + os.sep):
                raise Error("Cannot move a directory '%s' into itself '%s'." % (src, dst))
            copytree(src, real, copy_function=copy_function)
            rmtree(src)
        else:
            copy_function(src, real)
            os.unlink(src)
    return real


_usage = namedtuple("usage", "total used free")


def disk_usage(path):
    raise OSError(38, "disk_usage isn't available in Cutaway")


def chown(path, user=None, group=None):
    if user is None and group is None:
        raise ValueError("user and/or group must be set")
    raise OSError(38, "chown isn't available in Cutaway")


def make_archive(base_name, format, root_dir=None, base_dir=None, *args, **kwargs):
    raise OSError(38, "make_archive isn't available in Cutaway")


def unpack_archive(filename, extract_dir=None, format=None):
    raise OSError(38, "unpack_archive isn't available in Cutaway")


def get_terminal_size(fallback=(80, 24)):
    sizes = []
    for name in ("COLUMNS", "LINES"):
        try:
            sizes.append(int(os.environ[name]))
        except (KeyError, ValueError):
            sizes.append(0)
    if min(sizes) <= 0:
        try:
            found = os.get_terminal_size(sys.__stdout__.fileno())
        except (AttributeError, ValueError, OSError):
            found = fallback
        sizes = [own if own > 0 else other for own, other in zip(sizes, found)]
    return os.terminal_size(sizes)


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    def usable(file):
        return os.path.exists(file) and os.access(file, mode) and not os.path.isdir(file)

    if os.path.dirname(cmd):
        return cmd if usable(cmd) else None
    path = os.environ.get("PATH", os.defpath) if path is None else path
    for folder in path.split(os.pathsep):
        file = os.path.join(folder, cmd)
        if usable(file):
            return file
    return None
