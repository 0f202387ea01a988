"""object.__reduce_ex__ from protocol 2 on; the makers of objects are copyreg's."""

# object.__flags__ of classes made by a class statement.
_HEAPTYPE = 1 << 9


def _native_base(cls):
    """The nearest base that no class statement made."""
    for base in cls.__mro__:
        if not base.__flags__ & _HEAPTYPE:
            return base
    return object


def _new_arguments(obj):
    """What __new__ is to be given again: positional and keyword arguments, or None twice."""
    getnewargs_ex = getattr(obj, "__getnewargs_ex__", None)
    if getnewargs_ex is not None:
        both = getnewargs_ex()
        if not isinstance(both, tuple):
            raise TypeError("__getnewargs_ex__ should return a tuple, not '%s'"
                            % type(both).__name__)
        if len(both) != 2:
            raise ValueError("__getnewargs_ex__ should return a tuple of length 2, not %d"
                             % len(both))
        args, kwargs = both
        if not isinstance(args, tuple):
            raise TypeError("first item of the tuple returned by __getnewargs_ex__ must be a "
                            "tuple, not '%s'" % type(args).__name__)
        if not isinstance(kwargs, dict):
            raise TypeError("second item of the tuple returned by __getnewargs_ex__ must be a "
                            "dict, not '%s'" % type(kwargs).__name__)
        return args, kwargs
    getnewargs = getattr(obj, "__getnewargs__", None)
    if getnewargs is None:
        return None, None
    args = getnewargs()
    if not isinstance(args, tuple):
        raise TypeError("__getnewargs__ should return a tuple, not '%s'" % type(args).__name__)
    return args, None


def _state(obj, cls, required, copyreg):
    """What remains to be set after __new__."""
    if hasattr(obj, "__getstate__"):
        return obj.__getstate__()
    if required and _native_base(cls) is not object:
        raise TypeError("cannot pickle '%s' object" % cls.__name__)
    state = getattr(obj, "__dict__", None)
    slots = {}
    for name in copyreg._slotnames(cls):
        try:
            slots[name] = getattr(obj, name)
        except AttributeError:
            pass
    return (state, slots) if slots else state


def newobj(obj, protocol):
    import copyreg
    cls = type(obj)
    args, kwargs = _new_arguments(obj)
    if kwargs:
        maker, made_with = copyreg.__newobj_ex__, (cls, args, kwargs)
    else:
        maker, made_with = copyreg.__newobj__, (cls, *(args or ()))
    required = args is None and not isinstance(obj, (list, dict))
    state = _state(obj, cls, required, copyreg)
    items = iter(obj) if isinstance(obj, list) else None
    pairs = iter(obj.items()) if isinstance(obj, dict) else None
    return maker, made_with, state, items, pairs
