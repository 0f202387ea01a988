"""Objects to JSON texts."""

_ESCAPES = {
    "\\": "\\\\", '"': '\\"', "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t",
}
INFINITY = float("inf")


def _quoted(text, ensure_ascii):
    pieces = ['"']
    for c in text:
        point = ord(c)
        if c in _ESCAPES:
            c = _ESCAPES[c]
        elif point < 0x20:
            c = "\\u%04x" % point
        elif ensure_ascii and point > 0x7e:
            if point == 0x7f:
                pass
            elif point < 0x10000:
                c = "\\u%04x" % point
            else:
                point -= 0x10000
                c = "\\u%04x\\u%04x" % (0xd800 | point >> 10, 0xdc00 | point & 0x3ff)
        pieces.append(c)
    pieces.append('"')
    return "".join(pieces)


def encode_basestring(s):
    return _quoted(s, False)


def encode_basestring_ascii(s):
    return _quoted(s, True)


class JSONEncoder:
    item_separator = ", "
    key_separator = ": "

    def __init__(
        self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
        sort_keys=False, indent=None, separators=None, default=None
    ):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError("Object of type %s is not JSON serializable" % o.__class__.__name__)

    def encode(self, o):
        return "".join(self.iterencode(o))

    def _float(self, o):
        if o != o:
            text = "NaN"
        elif o == INFINITY:
            text = "Infinity"
        elif o == -INFINITY:
            text = "-Infinity"
        else:
            return float.__repr__(o)
        if not self.allow_nan:
            # CPython's C encoder, which doesn't indent, leaves out which value it was.
            which = "" if self.indent is None else ": " + repr(o)
            raise ValueError("Out of range float values are not JSON compliant" + which)
        return text

    def _scalar(self, o):
        """The text of what has no parts; None for all else."""
        if isinstance(o, str):
            return _quoted(o, self.ensure_ascii)
        if o is None:
            return "null"
        if o is True:
            return "true"
        if o is False:
            return "false"
        if isinstance(o, int):
            return int.__repr__(o)
        if isinstance(o, float):
            return self._float(o)
        return None

    def _key(self, key):
        if isinstance(key, str):
            return key
        if isinstance(key, float):
            return self._float(key)
        if key is True:
            return "true"
        if key is False:
            return "false"
        if key is None:
            return "null"
        if isinstance(key, int):
            return int.__repr__(key)
        if self.skipkeys:
            return None
        raise TypeError(
            "keys must be str, int, float, bool or None, not %s" % key.__class__.__name__
        )

    def iterencode(self, o, _one_shot=False):
        indent = self.indent
        if indent is not None and not isinstance(indent, str):
            indent = " " * indent
        return self._pieces(o, indent, 0, {})

    def _pieces(self, o, indent, level, open):
        text = self._scalar(o)
        if text is not None:
            yield text
            return
        is_list = isinstance(o, (list, tuple))
        is_dict = isinstance(o, dict)
        if self.check_circular:
            if id(o) in open:
                raise ValueError("Circular reference detected")
            open[id(o)] = o
        if not is_list and not is_dict:
            yield from self._pieces(self.default(o), indent, level, open)
        elif not o:
            yield "[]" if is_list else "{}"
        else:
            level += 1
            newline = "" if indent is None else "\n" + indent * level
            separator = self.item_separator + newline
            if is_list:
                head = "[" + newline
                for item in o:
                    text = self._scalar(item)
                    if text is not None:
                        yield head + text
                    else:
                        yield head
                        yield from self._pieces(item, indent, level, open)
                    head = separator
            else:
                yield "{"
                if newline:
                    yield newline
                first = True
                items = sorted(o.items()) if self.sort_keys else o.items()
                for key, value in items:
                    key = self._key(key)
                    if key is None:
                        continue
                    if not first:
                        yield separator
                    first = False
                    yield _quoted(key, self.ensure_ascii)
                    yield self.key_separator
                    yield from self._pieces(value, indent, level, open)
            level -= 1
            if indent is not None:
                yield "\n" + indent * level
            yield "]" if is_list else "}"
        if self.check_circular:
            del open[id(o)]
