"""Context variables, kept in dicts that are copied when a context is."""

_missing = object()


class Context:
    """A mapping from variables to values."""

    def __init__(self):
        self._data = {}
        self._previous = None
        self._entered = False

    def __init_subclass__(cls):
        raise TypeError("type 'Context' is not an acceptable base type")

    def run(*args, **kwargs):
        global _current
        self, function, *args = args
        if self._entered:
            raise RuntimeError("cannot enter context: %r is already entered" % self)
        previous = _current
        self._entered = True
        _current = self
        try:
            return function(*args, **kwargs)
        finally:
            _current = previous
            self._entered = False

    def copy(self):
        new = Context()
        new._data = dict(self._data)
        return new

    def __getitem__(self, var):
        if not isinstance(var, ContextVar):
            raise TypeError("a ContextVar key was expected, got %r" % (var,))
        return self._data[var]

    def __contains__(self, var):
        if not isinstance(var, ContextVar):
            raise TypeError("a ContextVar key was expected, got %r" % (var,))
        return var in self._data

    def get(self, var, default=None):
        return self[var] if var in self else default

    def __iter__(self):
        return iter(self._data)

    def __len__(self):
        return len(self._data)

    def __eq__(self, other):
        if not isinstance(other, Context):
            return NotImplemented
        return self._data == other._data

    __hash__ = None

    def keys(self):
        return self._data.keys()

    def values(self):
        return self._data.values()

    def items(self):
        return self._data.items()


_current = Context()


class Token:
    """What set() gives, for reset()."""

    MISSING = _missing

    def __init__(self, context, var, old):
        self._context = context
        self._var = var
        self._old = old
        self._used = False

    @property
    def var(self):
        return self._var

    @property
    def old_value(self):
        return self._old

    def __repr__(self):
        return "<Token%s var=%r at 0x%x>" % (" used" if self._used else "", self._var, id(self))


class ContextVar:
    """A variable whose value depends on the context."""

    def __init__(self, name, *, default=_missing):
        if not isinstance(name, str):
            raise TypeError("context variable name must be a str")
        self._name = name
        self._default = default

    def __init_subclass__(cls):
        raise TypeError("type 'ContextVar' is not an acceptable base type")

    def __class_getitem__(cls, key):
        return None

    @property
    def name(self):
        return self._name

    def get(self, default=_missing):
        value = _current._data.get(self, _missing)
        if value is not _missing:
            return value
        if default is not _missing:
            return default
        if self._default is not _missing:
            return self._default
        raise LookupError(self)

    def set(self, value):
        token = Token(_current, self, _current._data.get(self, _missing))
        _current._data[self] = value
        return token

    def reset(self, token):
        if token._used:
            raise RuntimeError("%r has already been used once" % token)
        if token._var is not self:
            raise ValueError("%r was created by a different ContextVar" % token)
        if token._context is not _current:
            raise ValueError("%r was created in a different Context" % token)
        token._used = True
        if token._old is _missing:
            del _current._data[self]
        else:
            _current._data[self] = token._old

    def __repr__(self):
        default = "" if self._default is _missing else " default=%r" % (self._default,)
        return "<ContextVar name=%r%s at 0x%x>" % (self._name, default, id(self))


def copy_context():
    return _current.copy()
