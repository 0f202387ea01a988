"""Codecs over str.encode and bytes.decode, which know the Unicode encodings themselves."""

_search_path = []
_cache = {}
_BUILT_IN = {"strict", "ignore", "replace", "backslashreplace", "namereplace",
             "xmlcharrefreplace", "surrogateescape", "surrogatepass"}


def register(search_function):
    if not callable(search_function):
        raise TypeError("argument must be callable")
    _search_path.append(search_function)


def lookup(encoding):
    name = encoding.replace(" ", "-").lower()
    if name in _cache:
        return _cache[name]
    if not _search_path:
        try:
            import encodings
        except ImportError:
            pass
    for search in _search_path:
        found = search(name)
        if found is None:
            continue
        if not isinstance(found, tuple) or len(found) != 4:
            raise TypeError("codec search functions must return 4-tuples")
        _cache[name] = found
        return found
    raise LookupError("unknown encoding: " + encoding)


def _forget_codec(encoding):
    _cache.pop(encoding, None)


def _run(function, obj, errors, operation, encoding):
    """What a codec's function gives; an error that only has a text is told with the codec's name
    (_PyErr_TrySetFromCause)."""
    try:
        return function(obj, errors)
    except Exception as error:
        exc = error
    kind = type(exc)
    plain = not isinstance(exc, _MORE_THAN_TEXT) and not exc.__dict__ and (
        not exc.args or len(exc.args) == 1 and isinstance(exc.args[0], str))
    for base in kind.__mro__:
        # Classes of the heap may have an `__init__` of their own.
        if base.__flags__ & 1 << 9 and ("__init__" in vars(base) or "__new__" in vars(base)):
            plain = False
    if not plain:
        raise exc
    raise kind("%s with '%s' codec failed (%s: %s)"
               % (operation, encoding, kind.__name__, exc)) from exc


# Exceptions with fields of their own.
_MORE_THAN_TEXT = (ImportError, OSError, StopIteration, SyntaxError, UnicodeDecodeError,
                   UnicodeEncodeError, UnicodeTranslateError)


def encode(obj, encoding="utf-8", errors="strict"):
    result = _run(lookup(encoding)[0], obj, errors, "encoding", encoding)
    if not isinstance(result, tuple) or len(result) != 2:
        raise TypeError("encoder must return a tuple (object, integer)")
    return result[0]


def decode(obj, encoding="utf-8", errors="strict"):
    result = _run(lookup(encoding)[1], obj, errors, "decoding", encoding)
    if not isinstance(result, tuple) or len(result) != 2:
        raise TypeError("decoder must return a tuple (object,integer)")
    return result[0]


# What str.encode and bytes.decode ask for when they don't know an encoding or a handler.

def _text_codec(encoding, function):
    found = lookup(encoding)
    if not getattr(found, "_is_text_encoding", True):
        raise LookupError("'%s' is not a text encoding; use %s to handle arbitrary codecs"
                          % (encoding, function))
    return found


def _text_encode(text, encoding, errors):
    codec = _text_codec(encoding, "codecs.encode()")
    result = _run(codec[0], text, errors, "encoding", encoding)[0]
    if isinstance(result, bytearray):
        result = bytes(result)
    if not isinstance(result, bytes):
        raise TypeError("'%s' encoder returned '%s' instead of 'bytes'; use codecs.encode() to "
                        "encode to arbitrary types" % (encoding, type(result).__name__))
    return result


def _text_decode(data, encoding, errors):
    codec = _text_codec(encoding, "codecs.decode()")
    result = _run(codec[1], data, errors, "decoding", encoding)[0]
    if not isinstance(result, str):
        raise TypeError("'%s' decoder returned '%s' instead of 'str'; use codecs.decode() to "
                        "decode to arbitrary types" % (encoding, type(result).__name__))
    return result


def _answer(handler, exc, kinds, length, what):
    """What a handler gives: the replacement, and where to go on."""
    answer = handler(exc)
    if not isinstance(answer, tuple) or len(answer) != 2 or not isinstance(answer[1], int) \
            or not isinstance(answer[0], kinds):
        raise TypeError("%s error handler must return (%s, int) tuple" % what)
    text, at = answer
    if at < 0:
        at += length
    if not 0 <= at <= length:
        raise IndexError("position %d from error handler out of bounds" % answer[1])
    return text, at


def _handled_encode(text, encoding, errors):
    handler = lookup_error(errors)
    made = []
    while True:
        try:
            made.append(text.encode(encoding))
            return b"".join(made)
        except UnicodeEncodeError as error:
            exc = error
        made.append(text[:exc.start].encode(encoding))
        exc.object = text
        piece, at = _answer(handler, exc, (str, bytes), len(text), ("encoding", "str/bytes"))
        made.append(piece if isinstance(piece, bytes) else piece.encode(encoding))
        text = text[at:]


def _handled_decode(data, encoding, errors):
    handler = lookup_error(errors)
    made = []
    while True:
        try:
            made.append(data.decode(encoding))
            return "".join(made)
        except UnicodeDecodeError as error:
            exc = error
        made.append(data[:exc.start].decode(encoding))
        piece, at = _answer(handler, exc, str, len(data), ("decoding", "str"))
        made.append(piece)
        data = data[at:]


# Handlers of errors.

def _wrong(exc):
    raise TypeError("don't know how to handle %s in error callback" % type(exc).__name__)


def strict_errors(exc):
    if isinstance(exc, Exception):
        raise exc
    raise TypeError("codec must pass exception instance")


def ignore_errors(exc):
    if not isinstance(exc, UnicodeError):
        _wrong(exc)
    return "", exc.end


def replace_errors(exc):
    if isinstance(exc, UnicodeEncodeError):
        return "?" * (exc.end - exc.start), exc.end
    if isinstance(exc, UnicodeDecodeError):
        return "\ufffd", exc.end
    if isinstance(exc, UnicodeTranslateError):
        return "\ufffd" * (exc.end - exc.start), exc.end
    _wrong(exc)


def _by_encoding(name):
    def handler(exc):
        if not isinstance(exc, UnicodeEncodeError):
            _wrong(exc)
        piece = exc.object[exc.start:exc.end]
        return piece.encode("ascii", name).decode("ascii"), exc.end
    handler.__name__ = handler.__qualname__ = name + "_errors"
    return handler


xmlcharrefreplace_errors = _by_encoding("xmlcharrefreplace")
namereplace_errors = _by_encoding("namereplace")


def backslashreplace_errors(exc):
    if isinstance(exc, UnicodeDecodeError):
        return "".join("\\x%02x" % byte for byte in exc.object[exc.start:exc.end]), exc.end
    if not isinstance(exc, (UnicodeEncodeError, UnicodeTranslateError)):
        _wrong(exc)
    shown = ""
    for char in exc.object[exc.start:exc.end]:
        code = ord(char)
        shown += "\\x%02x" % code if code < 256 else (
            "\\u%04x" % code if code < 65536 else "\\U%08x" % code)
    return shown, exc.end


def surrogateescape_errors(exc):
    if isinstance(exc, UnicodeEncodeError):
        codes = [ord(char) - 0xDC00 for char in exc.object[exc.start:exc.end]]
        if all(0x80 <= code < 0x100 for code in codes):
            return bytes(codes), exc.end
        raise exc
    if isinstance(exc, UnicodeDecodeError):
        result = ""
        for byte in exc.object[exc.start:exc.end]:
            if byte < 0x80:
                break
            result += chr(0xDC00 + byte)
        if result:
            return result, exc.start + len(result)
        raise exc
    _wrong(exc)


def surrogatepass_errors(exc):
    if isinstance(exc, UnicodeError) and not exc.encoding.startswith("utf"):
        raise exc
    if isinstance(exc, UnicodeEncodeError):
        piece = exc.object[exc.start:exc.end]
        return piece.encode(exc.encoding, "surrogatepass"), exc.end
    if isinstance(exc, UnicodeDecodeError):
        piece = exc.object[exc.start:exc.start + (4 if "32" in exc.encoding else
                                                  2 if "16" in exc.encoding else 3)]
        try:
            return piece.decode(exc.encoding, "surrogatepass"), exc.start + len(piece)
        except UnicodeDecodeError:
            raise exc from None
    _wrong(exc)


_handlers = {name: globals()[name + "_errors"] for name in _BUILT_IN}


def register_error(errors, handler):
    if not callable(handler):
        raise TypeError("handler must be callable")
    _handlers[errors] = handler


def lookup_error(errors):
    try:
        return _handlers[errors]
    except KeyError:
        raise LookupError("unknown error handler name '%s'" % errors) from None


# The codecs themselves.

class _Function:
    """Called like a function, but no method of a class that has it: functions in C aren't."""

    def __init__(self, function, name):
        self._function = function
        self.__name__ = self.__qualname__ = name

    def __call__(self, *args):
        return self._function(*args)

    def __repr__(self):
        return "<built-in function %s>" % self.__name__


def _encoder(name, function):
    def encode(str, errors=None):
        if not isinstance(str, __builtins__["str"]):
            raise TypeError("%s_encode() argument 1 must be str, not %s"
                            % (function, type(str).__name__))
        return str.encode(name, errors or "strict"), len(str)
    return _Function(encode, function + "_encode")


def _unfinished_utf8(data):
    """How many bytes at the end begin a character that isn't complete."""
    for back in range(1, min(4, len(data) + 1)):
        byte = data[-back]
        if byte >= 0xC2:
            need = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return back if back < need and byte < 0xF5 else 0
        if byte < 0x80:
            return 0
    return 0


def _unfinished_utf16(data, big):
    odd = len(data) % 2
    whole = len(data) - odd
    if whole >= 2:
        high = data[whole - 2 if big else whole - 1]
        if 0xD8 <= high < 0xDC:
            return odd + 2
    return odd


def _decoder(name, function, unfinished=None):
    def decode(data, errors=None, final=False):
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        data = bytes(data)
        keep = 0 if final or unfinished is None else unfinished(data)
        used = len(data) - keep
        return str(data[:used], name, errors or "strict") if used else "", used
    return _Function(decode, function + "_decode")


utf_8_encode = _encoder("utf-8", "utf_8")
utf_8_decode = _decoder("utf-8", "utf_8", _unfinished_utf8)
ascii_encode = _encoder("ascii", "ascii")
ascii_decode = _decoder("ascii", "ascii")
latin_1_encode = _encoder("latin-1", "latin_1")
latin_1_decode = _decoder("latin-1", "latin_1")
utf_16_le_encode = _encoder("utf-16-le", "utf_16_le")
utf_16_le_decode = _decoder("utf-16-le", "utf_16_le", lambda data: _unfinished_utf16(data, False))
utf_16_be_encode = _encoder("utf-16-be", "utf_16_be")
utf_16_be_decode = _decoder("utf-16-be", "utf_16_be", lambda data: _unfinished_utf16(data, True))
utf_32_le_encode = _encoder("utf-32-le", "utf_32_le")
utf_32_le_decode = _decoder("utf-32-le", "utf_32_le", lambda data: len(data) % 4)
utf_32_be_encode = _encoder("utf-32-be", "utf_32_be")
utf_32_be_decode = _decoder("utf-32-be", "utf_32_be", lambda data: len(data) % 4)


def _with_order(little, big, native):
    def encode(str, errors=None, byteorder=0):
        name = little if byteorder < 0 else big if byteorder > 0 else native
        return str.encode(name, errors or "strict"), len(str)
    return encode


utf_16_encode = _with_order("utf-16-le", "utf-16-be", "utf-16")
utf_32_encode = _with_order("utf-32-le", "utf-32-be", "utf-32")


def _marked(width, marks, decoders):
    """Decoding by a byte order mark: text, bytes used, and the order found."""
    def decode(data, errors=None, byteorder=0, final=False):
        data = bytes(data)
        used = 0
        if byteorder == 0 and len(data) >= width:
            byteorder = marks.get(data[:width], 0)
            if byteorder:
                used = width
        if byteorder == 0 and len(data) < width and not final:
            return "", 0, 0
        text, more = decoders[byteorder > 0](data[used:], errors, final)
        if byteorder == 0 and data:
            byteorder = 0 if used == 0 else byteorder
        return text, used + more, byteorder
    return decode


utf_16_ex_decode = _marked(2, {b"\xff\xfe": -1, b"\xfe\xff": 1}, (utf_16_le_decode, utf_16_be_decode))
utf_32_ex_decode = _marked(4, {b"\xff\xfe\0\0": -1, b"\0\0\xfe\xff": 1},
                           (utf_32_le_decode, utf_32_be_decode))


def utf_16_decode(data, errors=None, final=False):
    return utf_16_ex_decode(data, errors, 0, final)[:2]


def utf_32_decode(data, errors=None, final=False):
    return utf_32_ex_decode(data, errors, 0, final)[:2]


def _utf_7_encode(str, errors=None):
    if not isinstance(str, __builtins__["str"]):
        raise TypeError("utf_7_encode() argument 1 must be str, not %s" % type(str).__name__)
    import _utf_7

    return _utf_7.encode(str), len(str)


def _utf_7_decode(data, errors=None, final=False):
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    import _utf_7

    data = bytes(data)

    def handle(start, end, reason):
        exc = UnicodeDecodeError("utf7", data, start, end, reason)
        handler = lookup_error(errors or "strict")
        return _answer(handler, exc, str, len(data), ("decoding", "str"))

    return _utf_7.decode(data, final, handle)


utf_7_encode = _Function(_utf_7_encode, "utf_7_encode")
utf_7_decode = _Function(_utf_7_decode, "utf_7_decode")


def readbuffer_encode(data, errors=None):
    data = data.encode() if isinstance(data, str) else bytes(data)
    return data, len(data)


def escape_encode(data, errors=None):
    return repr(data)[2:-1].replace('"', '"').encode("ascii"), len(data)


def escape_decode(data, errors=None):
    """The bytes that the escapes of a bytes literal stand for."""
    if isinstance(data, str):
        data = data.encode("utf-8")
    result = bytearray()
    at = 0
    simple = {0x5C: 0x5C, 0x27: 0x27, 0x22: 0x22, 0x62: 8, 0x66: 12, 0x74: 9, 0x6E: 10, 0x72: 13,
              0x76: 11, 0x61: 7}
    while at < len(data):
        byte = data[at]
        at += 1
        if byte != 0x5C:
            result.append(byte)
            continue
        if at == len(data):
            raise ValueError("Trailing \\ in string")
        kind = data[at]
        at += 1
        if kind in simple:
            result.append(simple[kind])
        elif kind == 0x0A:
            pass
        elif 0x30 <= kind < 0x38:
            value = 0
            at -= 1
            for _ in range(3):
                if at < len(data) and 0x30 <= data[at] < 0x38:
                    value = value * 8 + data[at] - 0x30
                    at += 1
            result.append(value & 255)
        elif kind == 0x78:
            digits = bytes(data[at:at + 2])
            try:
                if len(digits) < 2:
                    raise ValueError
                result.append(int(digits, 16))
                at += 2
            except ValueError:
                if errors in (None, "strict"):
                    raise ValueError("invalid \\x escape at position %d" % (at - 2)) from None
                if errors == "replace":
                    result.append(0x3F)
                elif errors != "ignore":
                    raise ValueError("decoding error; unknown error handling code: %s" % errors)
                at += 1 if digits and chr(digits[0]) in "0123456789abcdefABCDEF" else 0
        else:
            result += bytes((0x5C, kind))
    return bytes(result), len(data)


def unicode_escape_encode(str, errors=None):
    result = ""
    named = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
    for char in str:
        code = ord(char)
        if char in named:
            result += named[char]
        elif 32 <= code < 127:
            result += char
        else:
            result += "\\x%02x" % code if code < 256 else (
                "\\u%04x" % code if code < 65536 else "\\U%08x" % code)
    return result.encode("ascii"), len(str)


def raw_unicode_escape_encode(str, errors=None):
    result = bytearray()
    for char in str:
        code = ord(char)
        if code < 256:
            result.append(code)
        else:
            result += ("\\u%04x" % code if code < 65536 else "\\U%08x" % code).encode("ascii")
    return bytes(result), len(str)


def _escape_failed(name, data, start, end, reason, errors):
    exc = UnicodeDecodeError(name, data, start, end, reason)
    text, at = lookup_error(errors or "strict")(exc)
    return text, at + len(data) if at < 0 else at


def _hex_escape(data, at, width, name, kind, errors):
    """The character of \\x, \\u, \\U at the backslash's place, and what follows it."""
    digits = 0
    while digits < width and at + 2 + digits < len(data) and (
            chr(data[at + 2 + digits]) in "0123456789abcdefABCDEF"):
        digits += 1
    end = at + 2 + digits
    if digits < width:
        shown = {"x": "\\xXX", "u": "\\uXXXX", "U": "\\UXXXXXXXX"}[kind]
        return _escape_failed(name, data, at, end, "truncated %s escape" % shown, errors)
    code = int(bytes(data[at + 2:end]), 16)
    if code > 0x10FFFF:
        reason = "\\Uxxxxxxxx out of range" if name[0] == "r" else "illegal Unicode character"
        return _escape_failed(name, data, at, end, reason, errors)
    return chr(code), end


def unicode_escape_decode(data, errors=None):
    name = "unicodeescape"
    data = data.encode("utf-8") if isinstance(data, str) else bytes(data)
    simple = {"\\": "\\", "'": "'", '"': '"', "b": "\b", "f": "\f", "t": "\t", "n": "\n", "r": "\r",
              "v": "\v", "a": "\a", "\n": ""}
    result = []
    at = 0
    while at < len(data):
        if data[at] != 0x5C:
            end = data.find(b"\\", at)
            end = len(data) if end < 0 else end
            result.append(data[at:end].decode("latin-1"))
            at = end
            continue
        if at + 1 == len(data):
            text, at = _escape_failed(name, data, at, at + 1, "\\ at end of string", errors)
            result.append(text)
            continue
        kind = chr(data[at + 1])
        if kind in simple:
            text, at = simple[kind], at + 2
        elif kind in "01234567":
            end = at + 1
            while end < len(data) and end < at + 4 and 0x30 <= data[end] < 0x38:
                end += 1
            text, at = chr(int(data[at + 1:end], 8)), end
        elif kind in "xuU":
            text, at = _hex_escape(data, at, {"x": 2, "u": 4, "U": 8}[kind], name, kind, errors)
        elif kind == "N":
            close = data.find(b"}", at)
            if data[at + 2:at + 3] != b"{" or close < 0 or close == at + 3:
                end = len(data) if close < 0 else at + 2
                text, at = _escape_failed(name, data, at, end, "malformed \\N character escape",
                                          errors)
            else:
                try:
                    text = eval('"' + data[at:close + 1].decode("ascii") + '"')
                    at = close + 1
                except (SyntaxError, UnicodeError):
                    text, at = _escape_failed(name, data, at, close + 1,
                                              "unknown Unicode character name", errors)
        else:
            text, at = "\\" + kind, at + 2
        result.append(text)
    return "".join(result), len(data)


def raw_unicode_escape_decode(data, errors=None):
    data = data.encode("utf-8") if isinstance(data, str) else bytes(data)
    result = []
    at = 0
    while at < len(data):
        if data[at] == 0x5C and at + 1 < len(data) and data[at + 1] in b"uU":
            kind = chr(data[at + 1])
            text, at = _hex_escape(data, at, {"u": 4, "U": 8}[kind], "rawunicodeescape", kind,
                                   errors)
            result.append(text)
        elif data[at] == 0x5C and at + 1 < len(data):
            result.append("\\" + chr(data[at + 1]))
            at += 2
        else:
            result.append(chr(data[at]))
            at += 1
    return "".join(result), len(data)


# Encodings by a table: from bytes to characters, and back.

def charmap_build(table):
    return {ord(char): byte for byte, char in enumerate(table)}


def charmap_encode(str, errors=None, mapping=None):
    if mapping is None:
        return latin_1_encode(str, errors)
    result = bytearray()
    at = 0
    while at < len(str):
        byte = _charmap_byte(mapping, ord(str[at]))
        if byte is not None:
            result += byte
            at += 1
            continue
        end = at + 1
        while end < len(str) and _charmap_byte(mapping, ord(str[end])) is None:
            end += 1
        exc = UnicodeEncodeError("charmap", str, at, end, "character maps to <undefined>")
        text, at = lookup_error(errors or "strict")(exc)
        if isinstance(text, bytes):
            result += text
            continue
        for char in text:
            byte = _charmap_byte(mapping, ord(char))
            if byte is None:
                raise exc
            result += byte
    return bytes(result), len(str)


def _charmap_byte(mapping, code):
    try:
        found = mapping[code]
    except LookupError:
        return None
    if isinstance(found, int):
        if not 0 <= found < 256:
            raise TypeError("character mapping must be in range(256)")
        return bytes((found,))
    if found is None or isinstance(found, bytes):
        return found
    raise TypeError("character mapping must return integer, bytes or None, not %s"
                    % type(found).__name__)


def charmap_decode(data, errors=None, mapping=None):
    if mapping is None:
        return latin_1_decode(data, errors)
    data = bytes(data)
    result = []
    at = 0
    while at < len(data):
        try:
            found = mapping[data[at]]
        except LookupError:
            found = None
        if isinstance(found, int):
            if not 0 <= found < 0x110000:
                raise TypeError("character mapping must be in range(0x110000)")
            found = chr(found)
        if found is None or found == "\ufffe":
            exc = UnicodeDecodeError("charmap", data, at, at + 1, "character maps to <undefined>")
            text, at = lookup_error(errors or "strict")(exc)
            result.append(text)
            continue
        if not isinstance(found, str):
            raise TypeError("character mapping must return integer, None or str")
        result.append(found)
        at += 1
    return "".join(result), len(data)
