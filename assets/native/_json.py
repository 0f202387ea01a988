"""Scanning and writing JSON, for the module json."""

_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_HEX = frozenset("0123456789abcdefABCDEF")
_SPACE = " \t\n\r"
_DIGITS = "0123456789"


def _fail(message, text, at):
    from json.decoder import JSONDecodeError
    raise JSONDecodeError(message, text, at)


def _hex4(text, at):
    digits = text[at:at + 4]
    if len(digits) != 4 or not _HEX.issuperset(digits):
        _fail("Invalid \\uXXXX escape", text, at - 1)
    return int(digits, 16)


def scanstring(string, end, strict=True):
    """The string that begins behind a quote, and where it ends."""
    if not isinstance(string, str):
        raise TypeError("first argument must be a string, not %s" % type(string).__name__)
    begin = end - 1
    if end < 0 or end > len(string):
        raise ValueError("end is out of bounds")
    pieces = []
    while True:
        start = end
        while end < len(string) and string[end] not in '"\\' and (string[end] >= " " or not strict):
            end += 1
        if start < end:
            pieces.append(string[start:end])
        if end == len(string):
            _fail("Unterminated string starting at", string, begin)
        char = string[end]
        if char == '"':
            return "".join(pieces), end + 1
        if char != "\\":
            _fail("Invalid control character at", string, end)
        end += 1
        if end == len(string):
            _fail("Unterminated string starting at", string, begin)
        char = string[end]
        end += 1
        if char != "u":
            if char not in _ESCAPES:
                _fail("Invalid \\escape", string, end - 2)
            pieces.append(_ESCAPES[char])
            continue
        code = _hex4(string, end)
        end += 4
        if 0xD800 <= code < 0xDC00 and string.startswith("\\u", end):
            digits = string[end + 2:end + 6]
            if len(digits) == 4 and _HEX.issuperset(digits):
                low = int(digits, 16)
                if 0xDC00 <= low < 0xE000:
                    code = 0x10000 + (code - 0xD800 << 10 | low - 0xDC00)
                    end += 6
        pieces.append(chr(code))


_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f",
          "\b": "\\b"}


def encode_basestring(string):
    if not isinstance(string, str):
        raise TypeError("first argument must be a string, not %s" % type(string).__name__)
    made = ['"']
    for char in string:
        made.append(_SHORT.get(char) or (char if char >= " " else "\\u%04x" % ord(char)))
    made.append('"')
    return "".join(made)


def encode_basestring_ascii(string):
    if not isinstance(string, str):
        raise TypeError("first argument must be a string, not %s" % type(string).__name__)
    made = ['"']
    for char in string:
        code = ord(char)
        if char in _SHORT:
            made.append(_SHORT[char])
        elif 32 <= code < 127:
            made.append(char)
        elif code < 0x10000:
            made.append("\\u%04x" % code)
        else:
            code -= 0x10000
            made.append("\\u%04x\\u%04x" % (0xD800 | code >> 10, 0xDC00 | code & 0x3FF))
    made.append('"')
    return "".join(made)


class make_scanner:
    """Reads one value; the context says what becomes of objects and numbers."""

    def __init__(self, context):
        self.strict = bool(context.strict)
        self.object_hook = context.object_hook
        self.object_pairs_hook = context.object_pairs_hook
        self.parse_float = context.parse_float
        self.parse_int = context.parse_int
        self.parse_constant = context.parse_constant
        self._memo = {}

    def __call__(self, string, idx):
        if not isinstance(string, str):
            raise TypeError("first argument must be a string, not %s" % type(string).__name__)
        if idx < 0:
            raise ValueError("idx cannot be negative")
        try:
            return self._value(string, idx)
        finally:
            self._memo.clear()

    def _value(self, text, at):
        char = text[at:at + 1]
        if char == '"':
            return scanstring(text, at + 1, self.strict)
        if char == "{":
            return self._object(text, at + 1)
        if char == "[":
            return self._array(text, at + 1)
        for word, value in (("null", None), ("true", True), ("false", False)):
            if text.startswith(word, at):
                return value, at + len(word)
        for word in ("NaN", "Infinity", "-Infinity"):
            if text.startswith(word, at):
                return self.parse_constant(word), at + len(word)
        return self._number(text, at)

    def _number(self, text, start):
        at = start + text.startswith("-", start)
        digit = text[at:at + 1]
        if not digit or digit not in _DIGITS:
            raise StopIteration(start)
        at += 1
        if digit != "0":
            at = self._digits(text, at)
        is_float = False
        if text[at:at + 1] == "." and text[at + 1:at + 2] and text[at + 1] in _DIGITS:
            is_float = True
            at = self._digits(text, at + 1)
        if text[at:at + 1] and text[at] in "eE":
            mark = at + 1
            if text[mark:mark + 1] and text[mark] in "+-":
                mark += 1
            end = self._digits(text, mark)
            if end > mark:
                is_float = True
                at = end
        return (self.parse_float if is_float else self.parse_int)(text[start:at]), at

    def _digits(self, text, at):
        while at < len(text) and text[at] in _DIGITS:
            at += 1
        return at

    def _space(self, text, at):
        while at < len(text) and text[at] in _SPACE:
            at += 1
        return at

    def _object(self, text, at):
        pairs = []
        at = self._space(text, at)
        if text[at:at + 1] != "}":
            while True:
                if text[at:at + 1] != '"':
                    _fail("Expecting property name enclosed in double quotes", text, at)
                key, at = scanstring(text, at + 1, self.strict)
                key = self._memo.setdefault(key, key)
                at = self._space(text, at)
                if text[at:at + 1] != ":":
                    _fail("Expecting ':' delimiter", text, at)
                at = self._space(text, at + 1)
                value, at = self._inner(text, at)
                pairs.append((key, value))
                at = self._space(text, at)
                mark = text[at:at + 1]
                if mark == "}":
                    break
                if mark != ",":
                    _fail("Expecting ',' delimiter", text, at)
                at = self._space(text, at + 1)
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs), at + 1
        made = dict(pairs)
        if self.object_hook is not None:
            made = self.object_hook(made)
        return made, at + 1

    def _array(self, text, at):
        values = []
        at = self._space(text, at)
        if text[at:at + 1] == "]":
            return values, at + 1
        while True:
            value, at = self._inner(text, at)
            values.append(value)
            at = self._space(text, at)
            mark = text[at:at + 1]
            if mark == "]":
                return values, at + 1
            if mark != ",":
                _fail("Expecting ',' delimiter", text, at)
            at = self._space(text, at + 1)

    def _inner(self, text, at):
        try:
            return self._value(text, at)
        except StopIteration as stop:
            _fail_from(text, stop.value)


def _fail_from(text, at):
    from json.decoder import JSONDecodeError
    raise JSONDecodeError("Expecting value", text, at) from None


class make_encoder:
    """Writes a value as pieces of text."""

    def __init__(self, markers, default, encoder, indent, key_separator, item_separator,
                 sort_keys, skipkeys, allow_nan):
        if markers is not None and not isinstance(markers, dict):
            raise TypeError("make_encoder() argument 1 must be dict or None, not %s"
                            % type(markers).__name__)
        self.markers, self.default, self.encoder = markers, default, encoder
        self.indent, self.key_separator, self.item_separator = indent, key_separator, item_separator
        self.sort_keys, self.skipkeys = bool(sort_keys), bool(skipkeys)
        self._allow_nan = bool(allow_nan)

    def __call__(self, obj, _current_indent_level):
        made = []
        self._write(obj, made)
        return tuple(made)

    def _text(self, string):
        shown = self.encoder(string)
        if not isinstance(shown, str):
            raise TypeError("encoder() must return a string, not %s" % type(shown).__name__)
        return shown

    def _float(self, value):
        if value != value or value in (float("inf"), float("-inf")):
            if not self._allow_nan:
                raise ValueError("Out of range float values are not JSON compliant")
            return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
        return float.__repr__(value)

    def _write(self, value, made):
        if value is None:
            made.append("null")
        elif value is True:
            made.append("true")
        elif value is False:
            made.append("false")
        elif isinstance(value, str):
            made.append(self._text(value))
        elif isinstance(value, int):
            made.append(int.__repr__(value))
        elif isinstance(value, float):
            made.append(self._float(value))
        elif isinstance(value, (list, tuple)):
            self._marked(value, made, self._list)
        elif isinstance(value, dict):
            self._marked(value, made, self._dict)
        else:
            self._marked(value, made, self._other)

    def _marked(self, value, made, write):
        markers = self.markers
        if markers is not None:
            if id(value) in markers:
                raise ValueError("Circular reference detected")
            markers[id(value)] = value
        write(value, made)
        if markers is not None:
            del markers[id(value)]

    def _other(self, value, made):
        self._write(self.default(value), made)

    def _list(self, values, made):
        if not values:
            made.append("[]")
            return
        made.append("[")
        first = True
        for value in values:
            if not first:
                made.append(self.item_separator)
            first = False
            self._write(value, made)
        made.append("]")

    def _dict(self, value, made):
        if not value:
            made.append("{}")
            return
        made.append("{")
        first = True
        for key, item in sorted(value.items()) if self.sort_keys else list(value.items()):
            if isinstance(key, str):
                pass
            elif isinstance(key, float):
                key = self._float(key)
            elif key is True or key is False or key is None:
                key = {True: "true", False: "false", None: "null"}[key]
            elif isinstance(key, int):
                key = int.__repr__(key)
            elif self.skipkeys:
                continue
            else:
                raise TypeError("keys must be str, int, float, bool or None, not %s"
                                % type(key).__name__)
            if not first:
                made.append(self.item_separator)
            first = False
            made.append(self._text(key))
            made.append(self.key_separator)
            self._write(item, made)
        made.append("}")
