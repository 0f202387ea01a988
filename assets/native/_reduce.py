"""object.__reduce_ex__ from protocol 2 on; the makers of objects are copyreg's."""

# Size of a pointer.
_WORD = 8


def _special(obj, name):
    """A special method by way of the class, bound; None where there is none."""
    cls = type(obj)
    for base in cls.__mro__:
        if name in base.__dict__:
            found = base.__dict__[name]
            get = getattr(type(found), "__get__", None)
            return found if get is None else get(found, obj, cls)
    return None


def _new_arguments(obj):
    """What __new__ is to be given again: positional and keyword arguments, or None twice."""
    getnewargs_ex = _special(obj, "__getnewargs_ex__")
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
    getnewargs = _special(obj, "__getnewargs__")
    if getnewargs is None:
        return None, None
    args = getnewargs()
    if not isinstance(args, tuple):
        raise TypeError("__getnewargs__ should return a tuple, not '%s'" % type(args).__name__)
    return args, None


def _state(obj, state, cls, required, copyreg):
    """What remains to be set after __new__; `state` is the object's dict, or None."""
    if hasattr(obj, "__getstate__"):
        return obj.__getstate__()
    if required and cls.__itemsize__:
        raise TypeError("cannot pickle '%s' object" % cls.__name__)
    names = copyreg._slotnames(cls)
    if required:
        words = bool(cls.__dictoffset__) + bool(cls.__weakrefoffset__) + len(names)
        if cls.__basicsize__ > object.__basicsize__ + _WORD * words:
            raise TypeError("cannot pickle '%s' object" % cls.__name__)
    slots = {}
    for name in names:
        try:
            slots[name] = getattr(obj, name)
        except AttributeError:
            pass
    return (state or None, slots) if slots else state or None


def newobj(obj, protocol, state):
    import copyreg
    cls = type(obj)
    args, kwargs = _new_arguments(obj)
    if kwargs:
        maker, made_with = copyreg.__newobj_ex__, (cls, args, kwargs)
    else:
        maker, made_with = copyreg.__newobj__, (cls, *(args or ()))
    required = args is None and not isinstance(obj, (list, dict))
    state = _state(obj, state, cls, required, copyreg)
    items = iter(obj) if isinstance(obj, list) else None
    pairs = iter(obj.items()) if isinstance(obj, dict) else None
    return maker, made_with, state, items, pairs
