"""Files in gzip's form."""

import io
import os
import time
import zlib

__all__ = ["BadGzipFile", "GzipFile", "open", "compress", "decompress"]

READ, WRITE = 1, 2
_builtin_open = open


class BadGzipFile(OSError):
    pass


def open(filename, mode="rb", compresslevel=9, encoding=None, errors=None, newline=None):
    if "t" in mode and "b" in mode:
        raise ValueError("Invalid mode: %r" % (mode,))
    if isinstance(filename, (str, bytes, os.PathLike)):
        file = GzipFile(filename, mode.replace("t", ""), compresslevel)
    else:
        file = GzipFile(None, mode.replace("t", ""), compresslevel, filename)
    return io.TextIOWrapper(file, encoding, errors, newline) if "t" in mode else file


class GzipFile(io.BufferedIOBase):
    """Holds all in memory: compresses when it is closed, reads at once."""

    def __init__(self, filename=None, mode=None, compresslevel=9, fileobj=None, mtime=None):
        if mode and ("t" in mode or "U" in mode):
            raise ValueError("Invalid mode: {!r}".format(mode))
        mode = mode or getattr(fileobj, "mode", "rb")
        self._own = fileobj is None
        if fileobj is None:
            fileobj = _builtin_open(filename, mode if "b" in mode else mode + "b")
        self.name = filename if filename is not None else getattr(fileobj, "name", "")
        self.fileobj = fileobj
        self._level = compresslevel
        self._mtime = mtime
        self.mode = READ if mode.startswith("r") else WRITE
        self._buffer = io.BytesIO(_read_all(fileobj.read()) if self.mode == READ else b"")

    def readable(self):
        return self.mode == READ

    def writable(self):
        return self.mode == WRITE

    def seekable(self):
        return True

    def read(self, size=-1):
        return self._buffer.read(size)

    read1 = read

    def readline(self, size=-1):
        return self._buffer.readline(size)

    def write(self, data):
        if self.mode != WRITE:
            raise OSError(9, "write() on read-only GzipFile object")
        return self._buffer.write(data)

    def seek(self, offset, whence=0):
        return self._buffer.seek(offset, whence)

    def tell(self):
        return self._buffer.tell()

    closed = property(lambda self: self.fileobj is None)

    def close(self):
        fileobj, self.fileobj = self.fileobj, None
        if fileobj is None:
            return
        if self.mode == WRITE:
            name = os.path.basename(os.fsdecode(self.name)) if self.name else ""
            name = name[:-3] if name.endswith(".gz") else name
            fileobj.write(_member(self._buffer.getvalue(), self._level, self._mtime,
                                  name.encode("latin-1", "ignore")))
        if self._own:
            fileobj.close()


def _member(data, level, mtime, name=b""):
    mtime = int(time.time() if mtime is None else mtime)
    squeezed = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    effort = b"\002" if level == 9 else b"\004" if level == 1 else b"\000"
    return b"\037\213\010" + (b"\010" if name else b"\000") + mtime.to_bytes(4, "little") \
        + effort + b"\377" + (name + b"\0" if name else b"") + squeezed.compress(data) \
        + squeezed.flush() + zlib.crc32(data).to_bytes(4, "little") \
        + (len(data) & 0xFFFFFFFF).to_bytes(4, "little")


def _read_all(data):
    made = []
    while data:
        if data[:2] != b"\037\213":
            raise BadGzipFile("Not a gzipped file (%r)" % data[:2])
        reader = zlib.decompressobj(wbits=31)
        made.append(reader.decompress(data))
        if not reader.eof:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        data = reader.unused_data.lstrip(b"\0")
    return b"".join(made)


def compress(data, compresslevel=9, *, mtime=None):
    return _member(memoryview(data).tobytes(), compresslevel, mtime)


def decompress(data):
    return _read_all(bytes(data))
