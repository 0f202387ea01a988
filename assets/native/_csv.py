"""Reading and writing comma-separated values: one character at a time, as a small automaton."""

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = range(4)
__version__ = "1.0"

_dialects = {}
_limit = 131072


class Error(Exception):
    pass


class Dialect:
    """How values are separated, quoted and escaped."""

    __slots__ = (
        "_delimiter", "_doublequote", "_escapechar", "_lineterminator", "_quotechar", "_quoting",
        "_skipinitialspace", "_strict",
    )

    def __new__(
        cls, dialect=None, delimiter=None, doublequote=None, escapechar=None,
        lineterminator=None, quotechar=None, quoting=None, skipinitialspace=None, strict=None
    ):
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        given = {
            "delimiter": delimiter, "doublequote": doublequote, "escapechar": escapechar,
            "lineterminator": lineterminator, "quotechar": quotechar, "quoting": quoting,
            "skipinitialspace": skipinitialspace, "strict": strict,
        }
        if type(dialect) is Dialect and all(value is None for value in given.values()):
            return dialect
        self = object.__new__(cls)
        chosen = {}
        for name, default in _DEFAULTS:
            value = given[name]
            if value is None and dialect is not None:
                value = getattr(dialect, name, _missing)
                chosen[name] = default if value is _missing else value
            elif value is None:
                chosen[name] = default
            else:
                chosen[name] = value
        has_quotechar = quotechar is not None or hasattr(dialect, "quotechar")
        self._delimiter = _character("delimiter", chosen["delimiter"])
        self._doublequote = bool(chosen["doublequote"])
        self._escapechar = _character("escapechar", chosen["escapechar"])
        self._lineterminator = chosen["lineterminator"]
        if self._lineterminator is not None and not isinstance(self._lineterminator, str):
            raise TypeError('"lineterminator" must be a string')
        self._quotechar = _character("quotechar", chosen["quotechar"])
        self._quoting = chosen["quoting"]
        if type(self._quoting) is not int:
            raise TypeError('"quoting" must be an integer')
        self._skipinitialspace = bool(chosen["skipinitialspace"])
        self._strict = bool(chosen["strict"])
        if not 0 <= self._quoting <= 3:
            raise TypeError('bad "quoting" value')
        if self._delimiter is None:
            raise TypeError('"delimiter" must be a 1-character string')
        if has_quotechar and chosen["quotechar"] is None and quoting is None:
            self._quoting = QUOTE_NONE
        if self._quoting != QUOTE_NONE and self._quotechar is None:
            raise TypeError("quotechar must be set if quoting enabled")
        if self._lineterminator is None:
            raise TypeError("lineterminator must be set")
        return self

    delimiter = property(lambda self: self._delimiter)
    doublequote = property(lambda self: self._doublequote)
    escapechar = property(lambda self: self._escapechar)
    lineterminator = property(lambda self: self._lineterminator)
    quotechar = property(lambda self: self._quotechar)
    quoting = property(lambda self: self._quoting)
    skipinitialspace = property(lambda self: self._skipinitialspace)
    strict = property(lambda self: self._strict)


_missing = object()
_DEFAULTS = (
    ("delimiter", ","), ("doublequote", True), ("escapechar", None), ("lineterminator", "\r\n"),
    ("quotechar", '"'), ("quoting", QUOTE_MINIMAL), ("skipinitialspace", False),
    ("strict", False),
)


def _character(name, value):
    if value is None:
        return None
    if not isinstance(value, str):
        raise TypeError('"%s" must be string, not %s' % (name, type(value).__name__))
    if len(value) > 1:
        raise TypeError('"%s" must be a 1-character string' % name)
    return value or None


def register_dialect(*args, **fmtparams):
    if not 1 <= len(args) <= 2:
        raise TypeError("register_dialect() expected at least 1 argument, got %d" % len(args))
    name = args[0]
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    _dialects[name] = Dialect(*args[1:], **fmtparams)


def unregister_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    del _dialects[name]


def get_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    return _dialects[name]


def list_dialects():
    return list(_dialects)


def field_size_limit(*args):
    global _limit
    old = _limit
    if args:
        if not isinstance(args[0], int):
            raise TypeError("limit must be an integer")
        _limit = args[0]
    return old


(_START_RECORD, _START_FIELD, _ESCAPED, _IN_FIELD, _IN_QUOTED, _ESCAPE_IN_QUOTED,
 _QUOTE_IN_QUOTED, _EAT_CRNL, _AFTER_ESCAPED_CRNL) = range(9)


class _reader:
    """Iterates over records; each is a list of fields."""

    __slots__ = ("dialect", "line_num", "_input", "_state", "_field", "_fields", "_numeric")

    def __init__(self, iterator, dialect):
        self._input = iter(iterator)
        self.dialect = dialect
        self.line_num = 0

    def __iter__(self):
        return self

    def __next__(self):
        self._fields = []
        self._field = []
        self._numeric = False
        self._state = _START_RECORD
        while True:
            try:
                line = next(self._input)
            except StopIteration:
                if self._field or self._state == _IN_QUOTED:
                    if self.dialect._strict:
                        raise Error("unexpected end of data") from None
                    self._save()
                    break
                raise
            if not isinstance(line, str):
                raise Error(
                    "iterator should return strings, not %.200s (did you open the file in text "
                    "mode?)" % type(line).__name__
                )
            self.line_num += 1
            self._line(line)
            if self._state == _START_RECORD:
                break
        fields, self._fields = self._fields, []
        return fields

    def _line(self, line):
        dialect = self.dialect
        special = {"\n", "\r", dialect._delimiter, dialect._quotechar, dialect._escapechar}
        at = 0
        while at < len(line):
            char = line[at]
            if char == "\0":
                raise Error("line contains NUL")
            # Runs of ordinary characters go in at once.
            if char not in special and self._state in (_IN_FIELD, _IN_QUOTED):
                end = at + 1
                while end < len(line) and line[end] not in special and line[end] != "\0":
                    end += 1
                self._add(line[at:end])
                at = end
                continue
            self._step(char)
            at += 1
        self._step(None)

    def _add(self, text):
        self._field.append(text)
        if sum(map(len, self._field)) > _limit:
            raise Error("field larger than field limit (%d)" % _limit)

    def _save(self):
        text = "".join(self._field)
        self._field = []
        if self._numeric:
            self._numeric = False
            text = float(text)
        self._fields.append(text)

    def _step(self, char):
        """One character, or None at the end of a line."""
        dialect, state = self.dialect, self._state
        ends = char is None or char == "\n" or char == "\r"
        if state == _START_RECORD:
            if char is None:
                return
            if ends:
                self._state = _EAT_CRNL
                return
            state = _START_FIELD
        if state == _START_FIELD:
            if ends:
                self._save()
                self._state = _START_RECORD if char is None else _EAT_CRNL
            elif char == dialect._quotechar and dialect._quoting != QUOTE_NONE:
                self._state = _IN_QUOTED
            elif char == dialect._escapechar:
                self._state = _ESCAPED
            elif char == " " and dialect._skipinitialspace:
                self._state = _START_FIELD
            elif char == dialect._delimiter:
                self._save()
                self._state = _START_FIELD
            else:
                if dialect._quoting == QUOTE_NONNUMERIC:
                    self._numeric = True
                self._add(char)
                self._state = _IN_FIELD
        elif state == _ESCAPED:
            if char == "\n" or char == "\r":
                self._add(char)
                self._state = _AFTER_ESCAPED_CRNL
            else:
                self._add("\n" if char is None else char)
                self._state = _IN_FIELD
        elif state == _IN_FIELD or state == _AFTER_ESCAPED_CRNL:
            if state == _AFTER_ESCAPED_CRNL and char is None:
                return
            if ends:
                self._save()
                self._state = _START_RECORD if char is None else _EAT_CRNL
            elif char == dialect._escapechar:
                self._state = _ESCAPED
            elif char == dialect._delimiter:
                self._save()
                self._state = _START_FIELD
            else:
                self._add(char)
                self._state = _IN_FIELD
        elif state == _IN_QUOTED:
            if char is None:
                return
            if char == dialect._escapechar:
                self._state = _ESCAPE_IN_QUOTED
            elif char == dialect._quotechar and dialect._quoting != QUOTE_NONE:
                self._state = _QUOTE_IN_QUOTED if dialect._doublequote else _IN_FIELD
            else:
                self._add(char)
        elif state == _ESCAPE_IN_QUOTED:
            self._add("\n" if char is None else char)
            self._state = _IN_QUOTED
        elif state == _QUOTE_IN_QUOTED:
            if char == dialect._quotechar and dialect._quoting != QUOTE_NONE:
                self._add(char)
                self._state = _IN_QUOTED
            elif char == dialect._delimiter:
                self._save()
                self._state = _START_FIELD
            elif ends:
                self._save()
                self._state = _START_RECORD if char is None else _EAT_CRNL
            elif not dialect._strict:
                self._add(char)
                self._state = _IN_FIELD
            else:
                raise Error("'%s' expected after '%s'" % (dialect._delimiter, dialect._quotechar))
        elif state == _EAT_CRNL:
            if char is None:
                self._state = _START_RECORD
            elif not ends:
                raise Error(
                    "new-line character seen in unquoted field - do you need to open the file in "
                    "universal-newline mode?"
                )


class _writer:
    """Writes records to a file."""

    __slots__ = ("dialect", "_write")

    def __init__(self, fileobj, dialect):
        self._write = getattr(fileobj, "write", None)
        if not callable(self._write):
            raise TypeError('argument 1 must have a "write" method')
        self.dialect = dialect

    def writerow(self, row):
        dialect = self.dialect
        try:
            fields = iter(row)
        except TypeError:
            raise Error("iterable expected, not %.200s" % type(row).__name__) from None
        parts = []
        for field in fields:
            quoted = dialect._quoting == QUOTE_ALL
            if dialect._quoting == QUOTE_NONNUMERIC:
                quoted = not _is_number(field)
            text = "" if field is None else str(field)
            parts.append(self._field(text, quoted))
        if len(parts) == 1 and parts[0] == "":
            if dialect._quoting == QUOTE_NONE:
                raise Error("single empty field record must be quoted")
            parts[0] = dialect._quotechar * 2
        return self._write(dialect._delimiter.join(parts) + dialect._lineterminator)

    def _field(self, text, quoted):
        """A field as it is written: with escapes, and in quotes where they are needed."""
        dialect = self.dialect
        quote, escape = dialect._quotechar, dialect._escapechar
        special = (dialect._delimiter, escape, quote)
        made = []
        for char in text:
            if char in special or char in dialect._lineterminator:
                wants_escape = False
                if dialect._quoting == QUOTE_NONE:
                    wants_escape = True
                elif char == quote:
                    if dialect._doublequote:
                        made.append(quote)
                    else:
                        wants_escape = True
                elif char == escape:
                    wants_escape = True
                if not wants_escape:
                    quoted = True
                elif escape is None:
                    raise Error("need to escape, but no escapechar set")
                else:
                    made.append(escape)
            made.append(char)
        text = "".join(made)
        return quote + text + quote if quoted else text

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)


def _is_number(value):
    kind = type(value)
    return hasattr(kind, "__float__") or hasattr(kind, "__index__")


_reader.__name__ = _reader.__qualname__ = "reader"
_writer.__name__ = _writer.__qualname__ = "writer"


def reader(iterable, dialect=None, **fmtparams):
    return _reader(iterable, Dialect(dialect, **fmtparams))


def writer(fileobj, dialect=None, **fmtparams):
    return _writer(fileobj, Dialect(dialect, **fmtparams))
