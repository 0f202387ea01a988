"""Streams: raw files over the virtual file system, buffers, text, and streams in memory."""

# The order of classes is that of the layers: what all have, raw files, buffers, text, memory.

import _files
from builtins import BlockingIOError, open

DEFAULT_BUFFER_SIZE = 8192

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2

O_RDONLY, O_WRONLY, O_RDWR = 0, 1, 2
O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_CLOEXEC = 0o100, 0o200, 0o1000, 0o2000, 0o2000000


class UnsupportedOperation(OSError, ValueError):
    __module__ = "io"


def _size(size, default=-1):
    """A size argument: an int or None."""
    if size is None:
        return default
    if not hasattr(size, "__index__"):
        raise TypeError(
            "argument should be integer or None, not '%s'" % type(size).__name__
        )
    return size.__index__()


def _bytes_like(data):
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    return memoryview(data).cast("B") if not isinstance(data, (bytes, bytearray)) else data


class _IOBase:
    """What all streams have."""

    def _unsupported(self, name):
        raise UnsupportedOperation(name)

    def seek(self, pos, whence=0):
        self._unsupported("seek")

    def tell(self):
        return self.seek(0, 1)

    def truncate(self, pos=None):
        self._unsupported("truncate")

    def flush(self):
        if getattr(self, "_IOBase__closed", False):
            raise ValueError("I/O operation on closed file.")

    def close(self):
        if not getattr(self, "_IOBase__closed", False):
            try:
                self.flush()
            finally:
                self._IOBase__closed = True

    @property
    def closed(self):
        return getattr(self, "_IOBase__closed", False)

    def __del__(self):
        try:
            if not self.closed:
                self.close()
        except Exception:
            pass

    def seekable(self):
        return False

    def readable(self):
        return False

    def writable(self):
        return False

    def _checkSeekable(self, message=None):
        if not self.seekable():
            raise UnsupportedOperation(message or "File or stream is not seekable.")
        return True

    def _checkReadable(self, message=None):
        if not self.readable():
            raise UnsupportedOperation(message or "File or stream is not readable.")
        return True

    def _checkWritable(self, message=None):
        if not self.writable():
            raise UnsupportedOperation(message or "File or stream is not writable.")
        return True

    def _checkClosed(self, message=None):
        if self.closed:
            raise ValueError(message or "I/O operation on closed file.")

    def fileno(self):
        self._unsupported("fileno")

    def isatty(self):
        self._checkClosed()
        return False

    def __enter__(self):
        self._checkClosed()
        return self

    def __exit__(self, *exc_info):
        self.close()

    def __iter__(self):
        self._checkClosed()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readline(self, size=-1):
        size = _size(size)
        line = bytearray()
        peek = getattr(self, "peek", None)
        while size < 0 or len(line) < size:
            count = 1
            if peek is not None:
                ahead = peek(1)
                if not ahead:
                    break
                count = (ahead.find(b"\n") + 1) or len(ahead)
                if size >= 0:
                    count = min(count, size - len(line))
            piece = self.read(count)
            if not isinstance(piece, bytes):
                raise OSError("read() should have returned a bytes object, not '%s'"
                              % type(piece).__name__)
            if not piece:
                break
            line += piece
            if line.endswith(b"\n"):
                break
        return bytes(line)

    def readlines(self, hint=None):
        if hint is None or hint <= 0:
            return list(self)
        lines = []
        size = 0
        for line in self:
            lines.append(line)
            size += len(line)
            if size >= hint:
                break
        return lines

    def writelines(self, lines):
        self._checkClosed()
        for line in lines:
            self.write(line)


class _RawIOBase(_IOBase):
    """Streams without a buffer."""

    def read(self, size=-1):
        size = _size(size)
        if size < 0:
            return self.readall()
        buffer = bytearray(size)
        count = self.readinto(buffer)
        if count is None:
            return None
        return bytes(buffer[:count])

    def readall(self):
        pieces = []
        while True:
            piece = self.read(DEFAULT_BUFFER_SIZE)
            if not piece:
                return b"".join(pieces) if pieces else piece
            pieces.append(piece)


class _BufferedIOBase(_IOBase):
    """Streams of bytes with a buffer."""

    def detach(self):
        self._unsupported("detach")

    def read(self, size=-1):
        self._unsupported("read")

    def read1(self, size=-1):
        self._unsupported("read1")

    def write(self, data):
        self._unsupported("write")

    def readinto(self, buffer):
        return self._readinto(buffer, self.read)

    def readinto1(self, buffer):
        return self._readinto(buffer, self.read1)

    def _readinto(self, buffer, read):
        view = memoryview(buffer).cast("B")
        data = read(len(view))
        view[:len(data)] = data
        return len(data)


class _TextIOBase(_IOBase):
    """Streams of text."""

    def detach(self):
        self._unsupported("detach")

    def read(self, size=-1):
        self._unsupported("read")

    def readline(self, size=-1):
        self._unsupported("readline")

    def write(self, text):
        self._unsupported("write")

    encoding = None
    newlines = None
    errors = None


_ACCESS = {"r": O_RDONLY, "w": O_WRONLY | O_CREAT | O_TRUNC,
           "x": O_WRONLY | O_CREAT | O_EXCL, "a": O_WRONLY | O_CREAT | O_APPEND}


class FileIO(_RawIOBase):
    """A file of the virtual file system."""

    def __init__(self, file, mode="r", closefd=True, opener=None):
        self._fd = -1
        if isinstance(file, float):
            raise TypeError("integer argument expected, got float")
        if isinstance(file, int) and file < 0:
            raise ValueError("negative file descriptor")
        if not isinstance(mode, str):
            raise TypeError("FileIO() argument 2 must be str, not %s" % type(mode).__name__)
        if not set(mode) <= set("xrwab+"):
            raise ValueError("invalid mode: %s" % mode)
        kinds = [kind for kind in mode if kind in "rwax"]
        if len(kinds) != 1 or mode.count("+") > 1:
            raise ValueError(
                "Must have exactly one of create/read/write/append mode and at most one plus"
            )
        kind, plus = kinds[0], "+" in mode
        self._readable = kind == "r" or plus
        self._writable = kind != "r" or plus
        self._kind = kind
        flags = _ACCESS[kind]
        if plus:
            flags = flags & ~O_WRONLY | O_RDWR
        self._closefd = closefd
        self._seekable = None
        self.name = file
        if isinstance(file, int):
            self._fd = file
            mode_bits = _files.stat(file)[0]
            if mode_bits & 0o170000 == 0o040000:
                raise IsADirectoryError(21, "Is a directory", file)
        else:
            if not closefd:
                raise ValueError("Cannot use closefd=False with file name")
            if opener is None:
                self._fd = _open_path(file, flags)
            else:
                fd = opener(file, flags | O_CLOEXEC)
                if not isinstance(fd, int):
                    raise TypeError("expected integer from opener")
                if fd < 0:
                    raise ValueError("opener returned %d" % fd)
                self._fd = fd
        if kind == "a":
            try:
                _files.seek(self._fd, 0, SEEK_END)
            except OSError:
                pass

    def __repr__(self):
        name = type(self).__name__
        if self._fd < 0:
            return "<_io.FileIO [closed]>"
        return "<_io.FileIO name=%r mode=%r closefd=%r>" % (self.name, self.mode, self._closefd)

    def __getstate__(self):
        raise TypeError("cannot pickle '%s' object" % type(self).__name__)

    def _check(self):
        if self._fd < 0:
            raise ValueError("I/O operation on closed file")

    @property
    def mode(self):
        if self._kind == "x":
            return "xb+" if self._readable else "xb"
        if self._kind == "a":
            return "ab+" if self._readable else "ab"
        if self._readable:
            return "rb+" if self._writable else "rb"
        return "wb"

    @property
    def closefd(self):
        return self._closefd

    @property
    def closed(self):
        return self._fd < 0

    def readable(self):
        self._check()
        return self._readable

    def writable(self):
        self._check()
        return self._writable

    def seekable(self):
        self._check()
        if self._seekable is None:
            try:
                _files.seek(self._fd, 0, SEEK_CUR)
                self._seekable = True
            except OSError:
                self._seekable = False
        return self._seekable

    def fileno(self):
        self._check()
        return self._fd

    def isatty(self):
        self._check()
        return False

    def close(self):
        fd, self._fd = getattr(self, "_fd", -1), -1
        self._IOBase__closed = True
        if fd >= 0 and self._closefd:
            _files.close(fd)

    def read(self, size=-1):
        self._check()
        if not self._readable:
            raise UnsupportedOperation("File not open for reading")
        size = _size(size)
        if size < 0:
            return self.readall()
        return _files.read(self._fd, size)

    def readall(self):
        self._check()
        if not self._readable:
            raise UnsupportedOperation("File not open for reading")
        pieces = []
        while True:
            piece = _files.read(self._fd, 1 << 30)
            if not piece:
                return b"".join(pieces)
            pieces.append(piece)

    def readinto(self, buffer):
        self._check()
        if not self._readable:
            raise UnsupportedOperation("File not open for reading")
        view = memoryview(buffer).cast("B")
        data = _files.read(self._fd, len(view))
        view[:len(data)] = data
        return len(data)

    def write(self, data):
        self._check()
        if not self._writable:
            raise UnsupportedOperation("File not open for writing")
        return _files.write(self._fd, _bytes_like(data))

    def seek(self, pos, whence=0):
        self._check()
        if isinstance(pos, float):
            raise TypeError("an integer is required")
        return _files.seek(self._fd, pos, whence)

    def tell(self):
        self._check()
        return _files.seek(self._fd, 0, SEEK_CUR)

    def truncate(self, size=None):
        self._check()
        if not self._writable:
            raise UnsupportedOperation("File not open for writing")
        if size is None:
            size = self.tell()
        _files.truncate(self._fd, size)
        return size


def _open_path(file, flags, mode=0o666):
    """Opens a path; errors name it as it was given."""
    if isinstance(file, str):
        return _files.open(file, flags, mode)
    from posix import fspath
    path = fspath(file)
    if isinstance(path, str):
        return _files.open(path, flags, mode)
    text = path.decode("utf-8", "surrogateescape")
    try:
        return _files.open(text, flags, mode)
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from None


class _BufferedMixin(_BufferedIOBase):
    """What the buffers over a raw stream share."""

    def _set_raw(self, raw, buffer_size):
        if buffer_size <= 0:
            raise ValueError("buffer size must be strictly positive")
        self._raw = raw
        self._buffer_size = buffer_size

    def _check_open(self, message):
        if self._attached().closed:
            raise ValueError(message)

    def _attached(self):
        try:
            raw = self._raw
        except AttributeError:
            raise ValueError("I/O operation on uninitialized object") from None
        if raw is None:
            raise ValueError("raw stream has been detached")
        return raw

    @property
    def raw(self):
        return self._raw

    @property
    def closed(self):
        return self._attached().closed

    @property
    def name(self):
        return self._attached().name

    @property
    def mode(self):
        return self._attached().mode

    def __repr__(self):
        cls = "%s.%s" % ("_io" if type(self).__module__ == "_io" else type(self).__module__,
                         type(self).__qualname__)
        try:
            name = self.name
        except Exception:
            return "<%s>" % cls
        return "<%s name=%r>" % (cls, name)

    def __getstate__(self):
        raise TypeError("cannot pickle '%s' object" % type(self).__name__)

    def __sizeof__(self):
        return object.__sizeof__(self) + self._buffer_size

    def detach(self):
        raw = self._attached()
        self.flush()
        self._raw = None
        return raw

    def flush(self):
        self._check_open("flush of closed file")
        self._raw.flush()

    def close(self):
        raw = getattr(self, "_raw", None)
        if raw is None or raw.closed:
            return
        try:
            self.flush()
        finally:
            raw.close()

    def seekable(self):
        return self._attached().seekable()

    def readable(self):
        return self._attached().readable()

    def writable(self):
        return self._attached().writable()

    def fileno(self):
        return self._attached().fileno()

    def isatty(self):
        return self._attached().isatty()

    def _dealloc_warn(self, source):
        pass


class BufferedReader(_BufferedMixin):
    """Reads a raw stream in large pieces."""

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.readable():
            raise UnsupportedOperation("File or stream is not readable.")
        self._set_raw(raw, buffer_size)
        self._ahead = b""
        self._at = 0

    def _fill(self):
        data = self._raw.read(self._buffer_size)
        if data is None:
            return None
        self._ahead = self._ahead[self._at:] + data
        self._at = 0
        return data

    def read(self, size=-1):
        self._check_open("read of closed file")
        size = _size(size)
        if size < -1:
            raise ValueError("read length must be non-negative or -1")
        if size == -1:
            data = self._ahead[self._at:]
            self._ahead, self._at = b"", 0
            pieces = [data] if data else []
            while True:
                readall = getattr(self._raw, "readall", None)
                piece = readall() if readall is not None else self._raw.read()
                if piece is not None and not isinstance(piece, bytes):
                    raise TypeError("readall() should return bytes")
                if not piece:
                    return b"".join(pieces) if pieces or piece is not None else None
                pieces.append(piece)
        while len(self._ahead) - self._at < size:
            if len(self._ahead) - self._at == 0 and size >= self._buffer_size:
                data = self._raw.read(size)
                if data is None:
                    return None
                if len(data) < size and data:
                    self._ahead, self._at = data, 0
                    continue
                return data
            if not self._fill():
                break
        data = self._ahead[self._at:self._at + size]
        self._at += len(data)
        return data

    def read1(self, size=-1):
        self._check_open("read of closed file")
        if size < 0:
            size = self._buffer_size
        if size == 0:
            return b""
        if self._at == len(self._ahead):
            self._fill()
        data = self._ahead[self._at:self._at + size]
        self._at += len(data)
        return data

    def peek(self, size=0):
        self._check_open("peek of closed file")
        if self._at == len(self._ahead):
            self._fill()
        return self._ahead[self._at:]

    def readline(self, size=-1):
        self._check_open("readline of closed file")
        size = _size(size)
        while True:
            end = self._ahead.find(b"\n", self._at) + 1
            if end or (0 <= size <= len(self._ahead) - self._at):
                break
            if not self._fill():
                end = len(self._ahead)
                break
        if size >= 0 and (not end or end - self._at > size):
            end = self._at + size
        line = self._ahead[self._at:end]
        self._at = end
        return line

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def tell(self):
        self._attached()
        return self._raw.tell() - (len(self._ahead) - self._at)

    def seek(self, pos, whence=0):
        if whence not in (0, 1, 2):
            raise ValueError("whence value %d unsupported" % whence)
        self._check_open("seek of closed file")
        if not self._raw.seekable():
            raise UnsupportedOperation("File or stream is not seekable.")
        if whence == 1:
            pos -= len(self._ahead) - self._at
        place = self._raw.seek(pos, whence)
        self._ahead, self._at = b"", 0
        return place

    def truncate(self, pos=None):
        raise UnsupportedOperation("truncate")

    def write(self, data):
        raise UnsupportedOperation("write")


class BufferedWriter(_BufferedMixin):
    """Collects what is written until it is worth handing on."""

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.writable():
            raise UnsupportedOperation("File or stream is not writable.")
        self._set_raw(raw, buffer_size)
        self._pending = bytearray()

    def read(self, size=-1):
        raise UnsupportedOperation("read")

    def write(self, data):
        self._check_open("write to closed file")
        data = _bytes_like(data)
        count = len(data)
        self._pending += data
        if len(self._pending) > self._buffer_size:
            self._flush_pending()
        return count

    def _flush_pending(self):
        while self._pending:
            count = self._raw.write(bytes(self._pending))
            if count is None:
                raise BlockingIOError(11, "write could not complete without blocking", 0)
            if count > len(self._pending) or count < 0:
                raise OSError("write() returned incorrect number of bytes")
            del self._pending[:count]

    def flush(self):
        self._check_open("flush of closed file")
        self._flush_pending()
        self._raw.flush()

    def tell(self):
        return self._attached().tell() + len(self._pending)

    def seek(self, pos, whence=0):
        if whence not in (0, 1, 2):
            raise ValueError("whence value %d unsupported" % whence)
        self._check_open("seek of closed file")
        self._flush_pending()
        return self._raw.seek(pos, whence)

    def truncate(self, pos=None):
        self._check_open("truncate of closed file")
        self._flush_pending()
        return self._raw.truncate(self.tell() if pos is None else pos)


class BufferedRandom(BufferedWriter, BufferedReader):
    """Reads and writes one seekable stream."""

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.seekable():
            raise UnsupportedOperation("File or stream is not seekable.")
        BufferedReader.__init__(self, raw, buffer_size)
        BufferedWriter.__init__(self, raw, buffer_size)

    def _drop_ahead(self):
        """What was read too much is given back before something is written."""
        if self._ahead:
            self._raw.seek(self._at - len(self._ahead), 1)
            self._ahead, self._at = b"", 0

    def read(self, size=-1):
        self._flush_pending()
        return BufferedReader.read(self, size)

    def read1(self, size=-1):
        self._flush_pending()
        return BufferedReader.read1(self, size)

    def peek(self, size=0):
        self._flush_pending()
        return BufferedReader.peek(self, size)

    def readline(self, size=-1):
        self._flush_pending()
        return BufferedReader.readline(self, size)

    def write(self, data):
        self._check_open("write to closed file")
        self._drop_ahead()
        return BufferedWriter.write(self, data)

    def tell(self):
        if self._pending:
            return BufferedWriter.tell(self)
        return BufferedReader.tell(self)

    def seek(self, pos, whence=0):
        self._check_open("seek of closed file")
        self._flush_pending()
        return BufferedReader.seek(self, pos, whence)

    def truncate(self, pos=None):
        place = self.tell() if pos is None else pos
        self._flush_pending()
        return self._raw.truncate(place)


class BufferedRWPair(_BufferedIOBase):
    """Reads one stream and writes another."""

    def __init__(self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE):
        self.reader = BufferedReader(reader, buffer_size)
        self.writer = BufferedWriter(writer, buffer_size)

    def read(self, size=-1):
        return self.reader.read(size)

    def read1(self, size=-1):
        return self.reader.read1(size)

    def readinto(self, buffer):
        return self.reader.readinto(buffer)

    def readinto1(self, buffer):
        return self.reader.readinto1(buffer)

    def peek(self, size=0):
        return self.reader.peek(size)

    def readable(self):
        return self.reader.readable()

    def write(self, data):
        return self.writer.write(data)

    def writable(self):
        return self.writer.writable()

    def flush(self):
        return self.writer.flush()

    def close(self):
        try:
            self.writer.close()
        finally:
            self.reader.close()

    def isatty(self):
        return self.reader.isatty() or self.writer.isatty()

    @property
    def closed(self):
        return self.writer.closed


class IncrementalNewlineDecoder:
    """Turns all kinds of line ends into one, piece by piece."""

    def __init__(self, decoder, translate, errors="strict"):
        self.decoder = decoder
        self.translate = translate
        self.errors = errors
        self._pending_cr = False
        self._seen = 0

    def decode(self, input, final=False):
        text = input if self.decoder is None else self.decoder.decode(input, final)
        if self._pending_cr and (text or final):
            text = "\r" + text
            self._pending_cr = False
        if text.endswith("\r") and not final:
            text = text[:-1]
            self._pending_cr = True
        if "\r" in text or "\n" in text:
            crlf = text.count("\r\n")
            cr = text.count("\r") - crlf
            lf = text.count("\n") - crlf
            self._seen |= (cr and 1) | (lf and 2) | (crlf and 4)
            if self.translate and (crlf or cr):
                text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text

    def getstate(self):
        buffered, flag = b"", 0
        if self.decoder is not None:
            buffered, flag = self.decoder.getstate()
        return buffered, flag << 1 | self._pending_cr

    def setstate(self, state):
        buffered, flag = state
        self._pending_cr = bool(flag & 1)
        if self.decoder is not None:
            self.decoder.setstate((buffered, flag >> 1))

    def reset(self):
        self._seen = 0
        self._pending_cr = False
        if self.decoder is not None:
            self.decoder.reset()

    @property
    def newlines(self):
        return (None, "\r", "\n", ("\r", "\n"), "\r\n", ("\r", "\r\n"), ("\n", "\r\n"),
                ("\r", "\n", "\r\n"))[self._seen]


class _Utf8Decoder:
    """UTF-8 piece by piece: an unfinished character waits for its rest."""

    def __init__(self, errors):
        self.errors = errors
        self._rest = b""

    def decode(self, data, final=False):
        if self._rest:
            data = self._rest + bytes(data)
            self._rest = b""
        if not final:
            keep = self._unfinished(data)
            if keep:
                self._rest = bytes(data[-keep:])
                data = data[:-keep]
        return str(data, "utf-8", self.errors) if data else ""

    def _unfinished(self, data):
        """How many bytes at the end begin a character that isn't complete."""
        for back in range(1, min(4, len(data) + 1)):
            byte = data[-back]
            if byte >= 0xC2:
                need = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
                return back if back < need and byte < 0xF5 else 0
            if byte < 0x80:
                return 0
        return 0

    def getstate(self):
        return self._rest, 0

    def setstate(self, state):
        self._rest = state[0]

    def reset(self):
        self._rest = b""


class _TableDecoder:
    """Encodings in which a byte is a character."""

    def __init__(self, encoding, errors):
        self.encoding = encoding
        self.errors = errors

    def decode(self, data, final=False):
        return str(data, self.encoding, self.errors) if data else ""

    def getstate(self):
        return b"", 0

    def setstate(self, state):
        pass

    def reset(self):
        pass


_UTF8 = {"utf-8", "utf8", "u8", "utf", "cp65001"}
_TABLES = {"ascii", "us-ascii", "latin-1", "latin1", "iso-8859-1", "iso8859-1", "l1", "646"}


def _normal(encoding):
    return encoding.lower().replace("_", "-")


def _make_decoder(encoding, errors):
    name = _normal(encoding)
    if name in _UTF8:
        return _Utf8Decoder(errors)
    if name in _TABLES:
        return _TableDecoder(encoding, errors)
    import codecs
    return codecs.getincrementaldecoder(encoding)(errors)


def _make_encode(encoding, errors):
    """A function from text to bytes that remembers what was encoded before."""
    name = _normal(encoding)
    if name in _UTF8 or name in _TABLES:
        return None
    import codecs
    return codecs.getincrementalencoder(encoding)(errors)


def _check_encoding(encoding):
    """Unknown encodings, and those that aren't of text, are refused."""
    name = _normal(encoding)
    if name in _UTF8 or name in _TABLES:
        return
    import codecs
    if not getattr(codecs.lookup(encoding), "_is_text_encoding", True):
        raise LookupError("'%s' is not a text encoding; use codecs.open() to handle arbitrary codecs"
                          % encoding)


class TextIOWrapper(_TextIOBase):
    """Text over a stream of bytes."""

    _CHUNK_SIZE = 8192

    def __init__(self, buffer, encoding=None, errors=None, newline=None,
                 line_buffering=False, write_through=False):
        self._buffer = None
        if encoding is not None and not isinstance(encoding, str):
            raise TypeError("TextIOWrapper() argument 2 must be str or None, not %s"
                            % type(encoding).__name__)
        if newline is not None and not isinstance(newline, str):
            raise TypeError("TextIOWrapper() argument 4 must be str or None, not %s"
                            % type(newline).__name__)
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError("illegal newline value: %s" % newline)
        if encoding is None:
            encoding = "UTF-8"
        _check_encoding(encoding)
        if errors is None:
            errors = "strict"
        elif not isinstance(errors, str):
            raise TypeError("TextIOWrapper() argument 3 must be str or None, not %s"
                            % type(errors).__name__)
        self._encoding = encoding
        self._errors = errors
        self._set_newline(newline)
        self._line_buffering = bool(line_buffering)
        self._write_through = bool(write_through)
        self._decoder = None
        self._encoder = False
        self._decoded = ""
        self._at = 0
        self._pending = []
        self._pending_count = 0
        # Where the decoded text began: place in the buffer, state of the decoder, the bytes.
        self._snapshot = None
        self._telling = True
        self._eof = False
        self._buffer = buffer
        self._seekable = buffer.seekable()
        if self._seekable and self.writable():
            try:
                place = buffer.tell()
            except OSError:
                place = 0
            if place != 0:
                self._skip_bom()

    def _set_newline(self, newline):
        self._newline = newline
        self._universal = not newline
        self._translate = newline is None
        self._write_newline = newline if newline not in (None, "", "\n") else None

    def __repr__(self):
        text = "<_io.TextIOWrapper"
        for field in ("name", "mode"):
            try:
                value = getattr(self, field)
            except Exception:
                continue
            text += " %s=%r" % (field, value)
        return "%s encoding=%r>" % (text, self._encoding)

    def __getstate__(self):
        raise TypeError("cannot pickle '%s' object" % type(self).__name__)

    def _attached(self):
        try:
            buffer = self._buffer
        except AttributeError:
            raise ValueError("I/O operation on uninitialized object") from None
        if buffer is None:
            raise ValueError("underlying buffer has been detached")
        return buffer

    def _check(self):
        if self._attached().closed:
            raise ValueError("I/O operation on closed file.")

    @property
    def buffer(self):
        return self._attached()

    @property
    def encoding(self):
        return self._encoding

    @property
    def errors(self):
        return self._errors

    @property
    def line_buffering(self):
        return self._line_buffering

    @property
    def write_through(self):
        return self._write_through

    @property
    def newlines(self):
        return getattr(self._decoder, "newlines", None)

    @property
    def name(self):
        return self._attached().name

    @property
    def closed(self):
        return self._attached().closed

    def reconfigure(self, *, encoding=None, errors=None, newline=Ellipsis,
                    line_buffering=None, write_through=None):
        if self._decoder is not None and (encoding is not None or errors is not None
                                          or newline is not Ellipsis):
            raise UnsupportedOperation(
                "It is not possible to set the encoding or newline of stream after the first read"
            )
        self.flush()
        if encoding is not None:
            _check_encoding(encoding)
            self._encoding = encoding
            self._errors = "strict"
            self._encoder = False
        if errors is not None:
            self._errors = errors
            self._encoder = False
        if newline is not Ellipsis:
            if newline not in (None, "", "\n", "\r", "\r\n"):
                raise ValueError("illegal newline value: %s" % newline)
            self._set_newline(newline)
        if line_buffering is not None:
            self._line_buffering = bool(line_buffering)
        if write_through is not None:
            self._write_through = bool(write_through)

    def detach(self):
        self.flush()
        buffer = self._attached()
        self._buffer = None
        return buffer

    def fileno(self):
        return self._attached().fileno()

    def seekable(self):
        return self._attached().seekable()

    def readable(self):
        return self._attached().readable()

    def writable(self):
        return self._attached().writable()

    def isatty(self):
        self._check()
        return self._buffer.isatty()

    def flush(self):
        self._check()
        self._telling = self._seekable
        self._flush_pending()
        self._buffer.flush()

    def close(self):
        buffer = getattr(self, "_buffer", None)
        if buffer is None or buffer.closed:
            return
        try:
            self.flush()
        finally:
            buffer.close()

    # Writing.

    def _skip_bom(self):
        """In the middle of a file no byte order mark is written."""
        self._encode("")
        if self._encoder is not None:
            self._encoder.setstate(0 if _normal(self._encoding) == "utf-8-sig" else 2)

    def _encode(self, text):
        if self._encoder is False:
            self._encoder = _make_encode(self._encoding, self._errors)
        if self._encoder is None:
            return text.encode(self._encoding, self._errors)
        return self._encoder.encode(text)

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError("write() argument must be str, not %s" % type(text).__name__)
        self._check()
        if not self._buffer.writable():
            raise UnsupportedOperation("not writable")
        count = len(text)
        ends_line = self._line_buffering and ("\n" in text or "\r" in text)
        if self._write_newline is not None and "\n" in text:
            text = text.replace("\n", self._write_newline)
        data = self._encode(text)
        self._pending.append(data)
        self._pending_count += len(data)
        if self._pending_count > self._CHUNK_SIZE or ends_line or self._write_through:
            self._flush_pending()
        if ends_line:
            self._buffer.flush()
        if self._snapshot is not None or self._decoded:
            self._forget_decoded()
        return count

    def _flush_pending(self):
        if self._pending:
            data = b"".join(self._pending)
            self._pending = []
            self._pending_count = 0
            self._buffer.write(data)

    # Reading.

    def _forget_decoded(self):
        self._decoded = ""
        self._at = 0
        self._snapshot = None
        if self._decoder is not None:
            self._decoder.reset()

    def _start_decoder(self):
        if not self._buffer.readable():
            raise UnsupportedOperation("not readable")
        decoder = _make_decoder(self._encoding, self._errors)
        if self._universal:
            decoder = IncrementalNewlineDecoder(decoder, self._translate)
        self._decoder = decoder

    def _read_chunk(self):
        """Decodes some more; whether there was more."""
        if self._decoder is None:
            self._start_decoder()
        state = self._decoder.getstate() if self._telling else None
        data = self._buffer.read1(self._CHUNK_SIZE) if hasattr(self._buffer, "read1") \
            else self._buffer.read(self._CHUNK_SIZE)
        if isinstance(data, str) or not hasattr(data, "__len__"):
            raise TypeError("underlying read1() should have returned a bytes-like object, not '%s'"
                            % type(data).__name__)
        self._eof = not data
        text = self._decoder.decode(data, self._eof)
        if state is not None:
            # What the decoder held back belongs to the bytes of this chunk.
            self._snapshot = (state[1], state[0] + bytes(data))
        self._decoded = text
        self._at = 0
        return not self._eof

    def read(self, size=-1):
        self._check()
        if not self._buffer.readable():
            raise UnsupportedOperation("not readable")
        size = _size(size)
        self._flush_pending()
        if self._decoder is None:
            self._start_decoder()
        if size < 0:
            text = self._decoded[self._at:] + self._decoder.decode(self._buffer.read(), True)
            self._decoded, self._at, self._snapshot = "", 0, None
            return text
        pieces = []
        while size > 0:
            piece = self._decoded[self._at:self._at + size]
            self._at += len(piece)
            size -= len(piece)
            if piece:
                pieces.append(piece)
            if size > 0 and not self._read_chunk() and not self._decoded:
                break
        return "".join(pieces)

    def readline(self, size=-1):
        self._check()
        if not self._buffer.readable():
            raise UnsupportedOperation("not readable")
        size = _size(size)
        if self._pending:
            self._flush_pending()
        end = self._line_end(self._decoded, self._at)
        if end >= 0 and (size < 0 or end - self._at <= size):
            line = self._decoded[self._at:end]
            self._at = end
            return line
        pieces = []
        room = size
        while True:
            end = self._line_end(self._decoded, self._at)
            stop = end if end >= 0 else len(self._decoded)
            if room >= 0 and stop - self._at > room:
                stop, end = self._at + room, self._at + room
            piece = self._decoded[self._at:stop]
            self._at = stop
            if pieces and pieces[-1].endswith("\r") and self._newline in ("", "\r\n"):
                # A line end may have been cut between two chunks.
                if piece.startswith("\n"):
                    self._at -= len(piece) - 1
                    pieces.append("\n")
                    break
                if self._newline == "":
                    self._at -= len(piece)
                    break
            pieces.append(piece)
            if room >= 0:
                room -= len(piece)
            cut = end >= 0 and piece.endswith("\r") and self._newline == "" \
                and self._at == len(self._decoded)
            if (end >= 0 and not cut) or room == 0:
                break
            if not self._read_chunk() and not self._decoded:
                break
        return "".join(pieces)

    def _line_end(self, text, start):
        """Behind the first line end; -1 without one."""
        newline = self._newline
        if newline is None or newline == "\n":
            return text.find("\n", start) + 1 or -1
        if newline:
            at = text.find(newline, start)
            return at + len(newline) if at >= 0 else -1
        lf = text.find("\n", start)
        cr = text.find("\r", start)
        if cr < 0 or 0 <= lf < cr:
            return lf + 1 or -1
        return cr + 2 if lf == cr + 1 else cr + 1

    def __next__(self):
        self._telling = False
        line = self.readline()
        if not line:
            self._snapshot = None
            self._telling = self._seekable
            raise StopIteration
        return line

    # Places. A place is a number: where in the bytes to begin, and what to do from there.

    def tell(self):
        self._check()
        if not self._seekable:
            raise UnsupportedOperation("underlying stream is not seekable")
        if not self._telling:
            raise OSError("telling position disabled by next() call")
        self._flush_pending()
        self._buffer.flush()
        place = self._buffer.tell()
        if self._decoder is None or self._snapshot is None:
            return place
        flags, data = self._snapshot
        place -= len(data)
        if self._at == 0:
            return self._pack(place, flags, 0, 0)
        decoder = self._decoder
        saved = decoder.getstate()
        try:
            # The last place at which the decoder holds nothing back, before the wanted one.
            decoder.setstate((b"", flags))
            safe = (0, 0, flags)
            chars = fed = 0
            for fed in range(1, len(data) + 1):
                chars += len(decoder.decode(data[fed - 1:fed]))
                held, now = decoder.getstate()
                if not held and chars <= self._at:
                    safe = (fed, chars, now)
                if chars >= self._at:
                    break
            bytes_safe, chars_safe, flags_safe = safe
            skip = self._at - chars_safe
            return self._pack(place + bytes_safe, flags_safe, fed - bytes_safe if skip else 0, skip)
        finally:
            decoder.setstate(saved)

    def _pack(self, place, flags, feed, skip):
        return place | flags << 64 | feed << 128 | skip << 192

    def seek(self, cookie, whence=0):
        self._check()
        if not self._seekable:
            raise UnsupportedOperation("underlying stream is not seekable")
        if whence == 1:
            if cookie != 0:
                raise UnsupportedOperation("can't do nonzero cur-relative seeks")
            whence, cookie = 0, self.tell()
        elif whence == 2:
            if cookie != 0:
                raise UnsupportedOperation("can't do nonzero end-relative seeks")
            self.flush()
            self._forget_decoded()
            place = self._buffer.seek(0, 2)
            self._reset_encoder(place)
            return place
        elif whence != 0:
            raise ValueError("invalid whence (%r, should be 0, 1 or 2)" % (whence,))
        if cookie < 0:
            raise ValueError("negative seek position %r" % (cookie,))
        self.flush()
        place = cookie & (1 << 64) - 1
        flags, feed, skip = (cookie >> shift & (1 << 64) - 1 for shift in (64, 128, 192))
        self._buffer.seek(place)
        self._forget_decoded()
        if self._decoder is not None or flags or skip:
            if self._decoder is None:
                self._start_decoder()
            self._decoder.setstate((b"", flags))
            self._snapshot = (flags, b"")
        if skip:
            data = self._buffer.read(feed)
            self._decoded = self._decoder.decode(data, False)
            self._snapshot = (flags, data)
            if len(self._decoded) < skip:
                raise OSError("can't restore logical file position")
            self._at = skip
        self._reset_encoder(place)
        return cookie

    def _reset_encoder(self, place):
        if self._encoder:
            if place == 0:
                self._encoder.reset()
            else:
                self._skip_bom()

    def truncate(self, pos=None):
        self.flush()
        return self._buffer.truncate(self.tell() if pos is None else pos)


class StringIO(_TextIOBase):
    """Text in memory."""

    def __init__(self, initial_value="", newline="\n"):
        if newline is not None and not isinstance(newline, str):
            raise TypeError("newline must be str or None, not %s" % type(newline).__name__)
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError("illegal newline value: %r" % newline)
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(
                "initial_value must be str or None, not %s" % type(initial_value).__name__
            )
        self._closed = False
        self._newline = newline
        self._decoder = IncrementalNewlineDecoder(None, newline is None) if not newline else None
        self._pieces = []
        self._text = ""
        self._length = 0
        self._at = 0
        if initial_value:
            self.write(initial_value)
            self._at = 0

    def _check(self):
        if self._closed:
            raise ValueError("I/O operation on closed file")

    def _joined(self):
        # What was written at the end is kept in pieces, so that writing on costs little.
        if self._pieces:
            self._text += "".join(self._pieces)
            self._pieces.clear()
        return self._text

    @property
    def closed(self):
        return self._closed

    @property
    def newlines(self):
        self._check()
        return self._decoder.newlines if self._decoder is not None else None

    @property
    def line_buffering(self):
        self._check()
        return False

    def close(self):
        self._closed = True
        self._text = ""
        self._pieces.clear()

    def getvalue(self):
        self._check()
        return self._joined()

    def read(self, size=-1):
        self._check()
        size = _size(size)
        text = self._joined()
        end = len(text) if size < 0 else self._at + size
        piece = text[self._at:end]
        self._at += len(piece)
        return piece

    def readline(self, size=-1):
        self._check()
        size = _size(size)
        text = self._joined()
        newline = self._newline
        if newline is None or newline == "\n":
            end = text.find("\n", self._at) + 1 or len(text)
        elif newline:
            at = text.find(newline, self._at)
            end = at + len(newline) if at >= 0 else len(text)
        else:
            end = len(text)
            for kind in ("\r\n", "\n", "\r"):
                at = text.find(kind, self._at, end)
                if at >= 0 and at + len(kind) <= end:
                    end = at + len(kind)
        if 0 <= size < end - self._at:
            end = self._at + size
        piece = text[self._at:end]
        self._at += len(piece)
        return piece

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def write(self, s):
        if not isinstance(s, str):
            raise TypeError("string argument expected, got '%s'" % type(s).__name__)
        self._check()
        count = len(s)
        if self._decoder is not None:
            s = self._decoder.decode(s, True)
        elif self._newline != "\n":
            s = s.replace("\n", self._newline)
        if not s:
            return count
        if self._at == self._length:
            self._pieces.append(s)
        else:
            text = self._joined()
            if self._at > len(text):
                text += "\0" * (self._at - len(text))
            self._text = text[:self._at] + s + text[self._at + len(s):]
        self._at += len(s)
        self._length = max(self._length, self._at)
        return count

    def tell(self):
        self._check()
        return self._at

    def seek(self, pos, whence=0):
        self._check()
        if whence == 0:
            if pos < 0:
                raise ValueError("Negative seek position %d" % pos)
            self._at = pos
        elif whence in (1, 2):
            if pos != 0:
                raise OSError("Can't do nonzero cur-relative seeks")
            if whence == 2:
                self._at = self._length
        else:
            raise ValueError("Invalid whence (%d, should be 0, 1 or 2)" % whence)
        return self._at

    def truncate(self, size=None):
        self._check()
        size = _size(size, self._at)
        if size < 0:
            raise ValueError("Negative size value %d" % size)
        if size < self._length:
            self._text = self._joined()[:size]
            self._length = size
        return size

    def seekable(self):
        self._check()
        return True

    def readable(self):
        self._check()
        return True

    def writable(self):
        self._check()
        return True

    def __getstate__(self):
        self._check()
        rest = {name: value for name, value in self.__dict__.items() if name[0] != "_"}
        return self.getvalue(), self._newline, self._at, rest or None

    def __setstate__(self, state):
        text, newline, at, rest = state
        self.__init__(text, newline)
        self._at = at
        if rest:
            self.__dict__.update(rest)


class BytesIO(_BufferedIOBase):
    """Bytes in memory."""

    def __init__(self, initial_bytes=b""):
        self._buffer = bytearray()
        self._closed = False
        self._at = 0
        if initial_bytes is not None:
            self._buffer += _bytes_like(initial_bytes)

    def _check(self):
        if self._closed:
            raise ValueError("I/O operation on closed file.")

    @property
    def closed(self):
        return self._closed

    def close(self):
        self._closed = True
        self._buffer = bytearray()

    def flush(self):
        self._check()

    def getvalue(self):
        self._check()
        return bytes(self._buffer)

    def getbuffer(self):
        self._check()
        return memoryview(self._buffer)

    def read(self, size=-1):
        self._check()
        size = _size(size)
        end = len(self._buffer) if size < 0 else self._at + size
        piece = bytes(self._buffer[self._at:end])
        self._at += len(piece)
        return piece

    def read1(self, size=-1):
        return self.read(size)

    def readline(self, size=-1):
        self._check()
        size = _size(size)
        end = self._buffer.find(b"\n", self._at) + 1 or len(self._buffer)
        if 0 <= size < end - self._at:
            end = self._at + size
        piece = bytes(self._buffer[self._at:end])
        self._at += len(piece)
        return piece

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readinto(self, buffer):
        self._check()
        view = memoryview(buffer).cast("B")
        piece = self.read(len(view))
        view[:len(piece)] = piece
        return len(piece)

    def write(self, b):
        self._check()
        data = _bytes_like(b)
        count = len(data)
        if count:
            if self._at > len(self._buffer):
                self._buffer.extend(b"\0" * (self._at - len(self._buffer)))
            self._buffer[self._at:self._at + count] = data
            self._at += count
        return count

    def tell(self):
        self._check()
        return self._at

    def seek(self, pos, whence=0):
        self._check()
        if isinstance(pos, float):
            raise TypeError("integer argument expected, got float")
        if whence == 0:
            if pos < 0:
                raise ValueError("negative seek value %d" % pos)
            self._at = pos
        elif whence == 1:
            self._at = max(0, self._at + pos)
        elif whence == 2:
            self._at = max(0, len(self._buffer) + pos)
        else:
            raise ValueError("invalid whence (%d, should be 0, 1 or 2)" % whence)
        return self._at

    def truncate(self, size=None):
        self._check()
        size = _size(size, self._at)
        if size < 0:
            raise ValueError("negative size value %d" % size)
        del self._buffer[size:]
        return size

    def seekable(self):
        self._check()
        return True

    def readable(self):
        self._check()
        return True

    def writable(self):
        self._check()
        return True

    def isatty(self):
        self._check()
        return False

    def __getstate__(self):
        rest = {name: value for name, value in self.__dict__.items() if name[0] != "_"}
        return self.getvalue(), self._at, rest or None

    def __setstate__(self, state):
        data, at, rest = state
        self.__init__(data)
        self._at = at
        if rest:
            self.__dict__.update(rest)


def _open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None,
          closefd=True, opener=None):
    """The built-in function open."""
    if not isinstance(file, int):
        from posix import fspath
        file = fspath(file)
    for name, value in (("mode", mode), ("encoding", encoding), ("errors", errors),
                        ("newline", newline)):
        if value is None and name != "mode":
            continue
        if not isinstance(value, str):
            shown = "None" if value is None else type(value).__name__
            expected = "str" if name == "mode" else "str or None"
            raise TypeError("open() argument '%s' must be %s, not %s" % (name, expected, shown))
    kinds = set(mode)
    if kinds - set("axrwb+tU") or len(mode) > len(kinds):
        raise ValueError("invalid mode: '%s'" % mode)
    text, binary = "t" in kinds, "b" in kinds
    if "U" in kinds:
        if kinds & set("wax+"):
            raise ValueError("mode U cannot be combined with 'x', 'w', 'a', or '+'")
        import warnings
        warnings.warn("'U' mode is deprecated", DeprecationWarning, 2)
        kinds.add("r")
    if text and binary:
        raise ValueError("can't have text and binary mode at once")
    if not mode:
        raise ValueError("Must have exactly one of create/read/write/append mode "
                         "and at most one plus")
    if len(kinds & set("axrw")) != 1:
        raise ValueError("must have exactly one of create/read/write/append mode")
    if binary:
        if encoding is not None:
            raise ValueError("binary mode doesn't take an encoding argument")
        if errors is not None:
            raise ValueError("binary mode doesn't take an errors argument")
        if newline is not None:
            raise ValueError("binary mode doesn't take a newline argument")
        if buffering == 1:
            import warnings
            warnings.warn("line buffering (buffering=1) isn't supported in binary mode, "
                          "the default buffer size will be used", RuntimeWarning, 2)
    plus = "+" in kinds
    raw_mode = "".join(kind for kind in "xrwa" if kind in kinds) + ("+" if plus else "")
    raw = FileIO(file, raw_mode, closefd, opener)
    result = raw
    try:
        line_buffering = buffering == 1
        if buffering < 0 or line_buffering and binary:
            buffering = DEFAULT_BUFFER_SIZE
        if buffering == 1:
            buffering = DEFAULT_BUFFER_SIZE
        if buffering == 0:
            if binary:
                return raw
            raise ValueError("can't have unbuffered text I/O")
        if plus:
            result = BufferedRandom(raw, buffering)
        elif "r" in kinds:
            result = BufferedReader(raw, buffering)
        else:
            result = BufferedWriter(raw, buffering)
        if binary:
            return result
        result = TextIOWrapper(result, encoding, errors, newline, line_buffering)
        result.mode = mode
        return result
    except BaseException:
        result.close()
        raise


def open_code(path):
    """Opens a file that code is loaded from."""
    return _open(path, "rb")


def _standard_buffer(fd):
    """What lies below one of the standard streams."""
    raw = FileIO(fd, "r" if fd == 0 else "w", closefd=False)
    raw.name = ("<stdin>", "<stdout>", "<stderr>")[fd]
    return BufferedReader(raw) if fd == 0 else _Through(raw)


class _Through(BufferedWriter):
    """Standard output holds nothing back, so that it keeps its order with what print writes."""

    __module__ = "_io"

    def write(self, data):
        count = BufferedWriter.write(self, data)
        self._flush_pending()
        return count


class _Standard(_RawIOBase):
    """The bytes below sys.stdin, sys.stdout or sys.stderr."""

    def __init__(self, fileno):
        self._fileno = fileno
        self.name = ("<stdin>", "<stdout>", "<stderr>")[fileno]
        self.mode = "wb" if fileno else "rb"
        self._rest = b""

    def __repr__(self):
        return "<_io.FileIO name=%r mode=%r closefd=False>" % (self.name, self.mode)

    def fileno(self):
        return self._fileno

    def readable(self):
        return self._fileno == 0

    def writable(self):
        return self._fileno != 0

    def readinto(self, buffer):
        import _stdio
        line = self._rest or _stdio.read_line()
        count = min(len(line), len(buffer))
        buffer[:count] = line[:count]
        self._rest = line[count:]
        return count

    def write(self, data):
        import _stdio
        return _stdio.write_bytes(self._fileno, data)


def _standard_buffer(fileno):
    """sys.stdin.buffer and the like; what is written goes out at once."""
    raw = _Standard(fileno)
    if fileno == 0:
        return BufferedReader(raw)
    writer = BufferedWriter(raw)
    writer._buffer_size = 0
    return writer
