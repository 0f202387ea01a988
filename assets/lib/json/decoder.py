"""JSON texts to objects."""

_WHITESPACE = " \t\n\r"
_DIGITS = "0123456789"
_BACKSLASH = {
    '"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t",
}
_CONSTANTS = {
    "-Infinity": float("-inf"), "Infinity": float("inf"), "NaN": float("nan"),
}


class JSONDecodeError(ValueError):
    def __init__(self, msg, doc, pos):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        super().__init__("%s: line %d column %d (char %d)" % (msg, lineno, colno, pos))
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


def _skip(s, at):
    while at < len(s) and s[at] in _WHITESPACE:
        at += 1
    return at


def _hex4(s, at):
    digits = s[at + 1:at + 5]
    if len(digits) == 4 and digits[1] not in "xX":
        try:
            return int(digits, 16)
        except ValueError:
            pass
    raise JSONDecodeError("Invalid \\uXXXX escape", s, at)


def scanstring(s, end, strict=True):
    """The string whose quote stands before `end`, and where it ends."""
    begin = end - 1
    pieces = []
    while True:
        start = end
        while end < len(s) and s[end] not in '"\\' and s[end] >= " ":
            end += 1
        pieces.append(s[start:end])
        if end >= len(s):
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        c = s[end]
        if c == '"':
            return "".join(pieces), end + 1
        if c != "\\":
            if strict:
                raise JSONDecodeError("Invalid control character at", s, end)
            pieces.append(c)
            end += 1
            continue
        end += 1
        if end >= len(s):
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        c = s[end]
        if c != "u":
            if c not in _BACKSLASH:
                raise JSONDecodeError("Invalid \\escape", s, end - 1)
            pieces.append(_BACKSLASH[c])
            end += 1
            continue
        point = _hex4(s, end)
        end += 5
        if 0xd800 <= point <= 0xdbff and s[end:end + 2] == "\\u":
            low = _hex4(s, end + 1)
            if 0xdc00 <= low <= 0xdfff:
                point = 0x10000 + ((point - 0xd800) << 10 | (low - 0xdc00))
                end += 6
        pieces.append(chr(point))


class JSONDecoder:
    def __init__(
        self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
        strict=True, object_pairs_hook=None
    ):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _CONSTANTS.__getitem__
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook
        self.memo = {}

    def decode(self, s):
        obj, end = self.raw_decode(s, _skip(s, 0))
        end = _skip(s, end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return obj

    def raw_decode(self, s, idx=0):
        try:
            obj, end = self._value(s, idx)
        except StopIteration as err:
            raise JSONDecodeError("Expecting value", s, err.value) from None
        self.memo.clear()
        return obj, end

    def _value(self, s, at):
        c = s[at:at + 1]
        if c == '"':
            return scanstring(s, at + 1, self.strict)
        if c == "{":
            return self._object(s, at + 1)
        if c == "[":
            return self._array(s, at + 1)
        if c == "n" and s.startswith("null", at):
            return None, at + 4
        if c == "t" and s.startswith("true", at):
            return True, at + 4
        if c == "f" and s.startswith("false", at):
            return False, at + 5
        end = self._number_end(s, at)
        if end:
            text = s[at:end]
            if "." in text or "e" in text or "E" in text:
                return self.parse_float(text), end
            return self.parse_int(text), end
        for name in _CONSTANTS:
            if s.startswith(name, at):
                return self.parse_constant(name), at + len(name)
        raise StopIteration(at)

    @staticmethod
    def _number_end(s, at):
        def digits(at):
            while at < len(s) and s[at] in _DIGITS:
                at += 1
            return at

        start = at + s.startswith("-", at)
        if s.startswith("0", start):
            end = start + 1
        else:
            end = digits(start)
            if end == start:
                return 0
        if s.startswith(".", end):
            after = digits(end + 1)
            if after > end + 1:
                end = after
        if s[end:end + 1] in ("e", "E"):
            sign = end + 1 + (s[end + 1:end + 2] in ("+", "-"))
            after = digits(sign)
            if after > sign:
                end = after
        return end

    def _object(self, s, at):
        pairs = []
        at = _skip(s, at)
        if s[at:at + 1] == "}":
            return self._made(pairs), at + 1
        if s[at:at + 1] != '"':
            raise JSONDecodeError(
                "Expecting property name enclosed in double quotes", s, at
            )
        while True:
            key, at = scanstring(s, at + 1, self.strict)
            key = self.memo.setdefault(key, key)
            at = _skip(s, at)
            if s[at:at + 1] != ":":
                raise JSONDecodeError("Expecting ':' delimiter", s, at)
            at = _skip(s, at + 1)
            try:
                value, at = self._value(s, at)
            except StopIteration as err:
                raise JSONDecodeError("Expecting value", s, err.value) from None
            pairs.append((key, value))
            at = _skip(s, at)
            c = s[at:at + 1]
            if c == "}":
                return self._made(pairs), at + 1
            if c != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, at)
            at = _skip(s, at + 1)
            if s[at:at + 1] != '"':
                raise JSONDecodeError(
                    "Expecting property name enclosed in double quotes", s, at
                )

    def _made(self, pairs):
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs)
        made = dict(pairs)
        if self.object_hook is not None:
            made = self.object_hook(made)
        return made

    def _array(self, s, at):
        values = []
        at = _skip(s, at)
        if s[at:at + 1] == "]":
            return values, at + 1
        while True:
            try:
                value, at = self._value(s, at)
            except StopIteration as err:
                raise JSONDecodeError("Expecting value", s, err.value) from None
            values.append(value)
            at = _skip(s, at)
            c = s[at:at + 1]
            if c == "]":
                return values, at + 1
            if c != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, at)
            at = _skip(s, at + 1)
