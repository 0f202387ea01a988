"""Streams in memory. There are no files here."""

from _io import DEFAULT_BUFFER_SIZE, TextIOWrapper

__all__ = ["BytesIO", "StringIO", "TextIOWrapper", "UnsupportedOperation", "open"]

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2


class UnsupportedOperation(OSError, ValueError):
    pass


class IOBase:
    """What all streams in memory can do."""

    __module__ = "_io"
    closed = False

    def close(self):
        self.closed = True

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *exc_info):
        self.close()

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def flush(self):
        self._check()

    def isatty(self):
        self._check()
        return False

    def readable(self):
        self._check()
        return True

    writable = seekable = readable

    def fileno(self):
        raise UnsupportedOperation("fileno")

    def readlines(self, hint=-1):
        lines = []
        size = 0
        for line in self:
            lines.append(line)
            size += len(line)
            if hint is not None and 0 < hint <= size:
                break
        return lines

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def tell(self):
        self._check()
        return self._at


class StringIO(IOBase):
    """Text in memory, read and written like a file."""

    __module__ = "_io"

    def __init__(self, initial_value="", newline="\n"):
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(
                "initial_value must be str or None, not %s" % type(initial_value).__name__
            )
        self.newlines = None
        self.line_buffering = False
        self._universal = newline is None
        self._pieces = []
        self._text = self._translated(initial_value or "")
        self._at = 0

    def _translated(self, text):
        if self._universal and "\r" in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
        return text

    def _joined(self):
        # What was written at the end is kept in pieces, so that writing on costs little.
        if self._pieces:
            self._text += "".join(self._pieces)
            self._pieces.clear()
        return self._text

    def getvalue(self):
        self._check()
        return self._joined()

    def read(self, size=-1):
        self._check()
        text = self._joined()
        end = len(text) if size is None or size < 0 else self._at + size
        piece = text[self._at:end]
        self._at += len(piece)
        return piece

    def readline(self, size=-1):
        self._check()
        text = self._joined()
        end = text.find("\n", self._at) + 1 or len(text)
        if size is not None and 0 <= size < end - self._at:
            end = self._at + size
        piece = text[self._at:end]
        self._at += len(piece)
        return piece

    def write(self, s):
        self._check()
        if not isinstance(s, str):
            raise TypeError("string argument expected, got '%s'" % type(s).__name__)
        count = len(s)
        s = self._translated(s)
        at_end = self._at == len(self._text) + sum(map(len, self._pieces))
        if at_end:
            self._pieces.append(s)
        else:
            text = self._joined()
            if self._at > len(text):
                text += "\0" * (self._at - len(text))
            self._text = text[:self._at] + s + text[self._at + len(s):]
        self._at += len(s)
        return count

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
                self._at = len(self._joined())
        else:
            raise ValueError("Invalid whence (%d, should be 0, 1 or 2)" % whence)
        return self._at

    def truncate(self, size=None):
        self._check()
        size = self._at if size is None else size
        if size < 0:
            raise ValueError("Negative size value %d" % size)
        self._text = self._joined()[:size]
        return size


class BytesIO(IOBase):
    """Bytes in memory, read and written like a file."""

    __module__ = "_io"

    def __init__(self, initial_bytes=b""):
        self._buffer = bytearray(initial_bytes or b"")
        self._at = 0

    def getvalue(self):
        self._check()
        return bytes(self._buffer)

    def getbuffer(self):
        self._check()
        return memoryview(self._buffer)

    def read(self, size=-1):
        self._check()
        end = len(self._buffer) if size is None or size < 0 else self._at + size
        piece = bytes(self._buffer[self._at:end])
        self._at += len(piece)
        return piece

    read1 = read

    def readline(self, size=-1):
        self._check()
        end = self._buffer.find(b"\n", self._at) + 1 or len(self._buffer)
        if size is not None and 0 <= size < end - self._at:
            end = self._at + size
        piece = bytes(self._buffer[self._at:end])
        self._at += len(piece)
        return piece

    def readinto(self, buffer):
        piece = self.read(len(buffer))
        buffer[:len(piece)] = piece
        return len(piece)

    def write(self, b):
        self._check()
        if isinstance(b, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        b = bytes(b)
        if b:
            if self._at > len(self._buffer):
                self._buffer.extend(b"\0" * (self._at - len(self._buffer)))
            self._buffer[self._at:self._at + len(b)] = b
            self._at += len(b)
        return len(b)

    def seek(self, pos, whence=0):
        self._check()
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
        size = self._at if size is None else size
        if size < 0:
            raise ValueError("negative size value %d" % size)
        del self._buffer[size:]
        return size


from builtins import open
