"""Classes that are mostly data: their methods are written from their annotations."""

import sys

__all__ = [
    "dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "MISSING", "fields",
    "asdict", "astuple", "make_dataclass", "replace", "is_dataclass",
]


class FrozenInstanceError(AttributeError):
    pass


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return "<factory>"


_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()


class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()


class _FIELD_BASE:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _FIELD_BASE("_FIELD")
_FIELD_CLASSVAR = _FIELD_BASE("_FIELD_CLASSVAR")
_FIELD_INITVAR = _FIELD_BASE("_FIELD_INITVAR")

_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"
_POST_INIT_NAME = "__post_init__"
_EMPTY = type(type.__dict__)({})


class InitVar:
    """Marks a parameter of __init__ that is no field."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return "dataclasses.InitVar[%s]" % name

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """What is known of one field."""

    __slots__ = (
        "name", "type", "default", "default_factory", "repr", "hash", "init", "compare",
        "metadata", "_field_type",
    )

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _EMPTY if metadata is None else type(_EMPTY)(metadata)
        self._field_type = None

    def __repr__(self):
        return (
            "Field(name=%r,type=%r,default=%r,default_factory=%r,init=%r,repr=%r,hash=%r,"
            "compare=%r,metadata=%r,_field_type=%s)"
            % (
                self.name, self.type, self.default, self.default_factory, self.init, self.repr,
                self.hash, self.compare, self.metadata, self._field_type,
            )
        )

    def __set_name__(self, owner, name):
        func = getattr(type(self.default), "__set_name__", None)
        if func:
            func(self.default, owner, name)


class _DataclassParams:
    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen")

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen

    def __repr__(self):
        return (
            "_DataclassParams(init=%r,repr=%r,eq=%r,order=%r,unsafe_hash=%r,frozen=%r)"
            % (self.init, self.repr, self.eq, self.order, self.unsafe_hash, self.frozen)
        )


def field(
    *, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True,
    metadata=None,
):
    """Says more of a field than its annotation can."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata)


def _tuple_str(obj_name, fields):
    if not fields:
        return "()"
    return "(%s,)" % ",".join(["%s.%s" % (obj_name, f.name) for f in fields])


def _create_fn(name, args, body, *, globals=None, locals=None, return_type=MISSING):
    """A function from its text; what the text refers to comes in as locals of a maker."""
    locals = {} if locals is None else locals
    locals.setdefault("BUILTINS", __builtins__)
    annotation = ""
    if return_type is not MISSING:
        locals["_return_type"] = return_type
        annotation = "->_return_type"
    lines = "\n".join("  " + line for line in body)
    text = " def %s(%s)%s:\n%s" % (name, ",".join(args), annotation, lines)
    text = "def __create_fn__(%s):\n%s\n return %s" % (", ".join(locals), text, name)
    namespace = {}
    exec(text, globals, namespace)
    return namespace["__create_fn__"](**locals)


def _init_param(f):
    if f.default is MISSING and f.default_factory is MISSING:
        default = ""
    elif f.default is not MISSING:
        default = "=_dflt_" + f.name
    else:
        default = "=_HAS_DEFAULT_FACTORY"
    return "%s:_type_%s%s" % (f.name, f.name, default)


def _assign(frozen, name, value, self_name):
    if frozen:
        return "__dataclass_builtins_object__.__setattr__(%s,%r,%s)" % (self_name, name, value)
    return "%s.%s=%s" % (self_name, name, value)


def _field_init(f, frozen, globals, self_name):
    default_name = "_dflt_" + f.name
    if f.default_factory is not MISSING:
        globals[default_name] = f.default_factory
        if f.init:
            value = "%s() if %s is _HAS_DEFAULT_FACTORY else %s" % (
                default_name, f.name, f.name,
            )
        else:
            value = default_name + "()"
    elif f.init:
        if f.default is not MISSING:
            globals[default_name] = f.default
        value = f.name
    else:
        return None
    if f._field_type is _FIELD_INITVAR:
        return None
    return _assign(frozen, f.name, value, self_name)


def _init_fn(fields, frozen, has_post_init, self_name, globals):
    seen_default = False
    for f in fields:
        if not f.init:
            continue
        if not (f.default is MISSING and f.default_factory is MISSING):
            seen_default = True
        elif seen_default:
            raise TypeError("non-default argument %r follows default argument" % f.name)
    locals = {"_type_" + f.name: f.type for f in fields}
    locals["MISSING"] = MISSING
    locals["_HAS_DEFAULT_FACTORY"] = _HAS_DEFAULT_FACTORY
    locals["__dataclass_builtins_object__"] = object
    body = []
    for f in fields:
        line = _field_init(f, frozen, locals, self_name)
        if line:
            body.append(line)
    if has_post_init:
        params = ",".join([f.name for f in fields if f._field_type is _FIELD_INITVAR])
        body.append("%s.%s(%s)" % (self_name, _POST_INIT_NAME, params))
    return _create_fn(
        "__init__", [self_name] + [_init_param(f) for f in fields if f.init], body or ["pass"],
        locals=locals, globals=globals, return_type=None,
    )


def _recursive_repr(user_function):
    running = set()

    def wrapper(self):
        key = id(self)
        if key in running:
            return "..."
        running.add(key)
        try:
            return user_function(self)
        finally:
            running.discard(key)

    for name in ("__module__", "__name__", "__qualname__", "__doc__"):
        setattr(wrapper, name, getattr(user_function, name))
    wrapper.__wrapped__ = user_function
    return wrapper


def _repr_fn(fields, globals):
    shown = ", ".join(["%s={self.%s!r}" % (f.name, f.name) for f in fields])
    body = ['return self.__class__.__qualname__ + f"(%s)"' % shown]
    return _recursive_repr(_create_fn("__repr__", ("self",), body, globals=globals))


def _frozen_get_del_attr(cls, fields, globals):
    locals = {"cls": cls, "FrozenInstanceError": FrozenInstanceError}
    if fields:
        names = "(" + ",".join(repr(f.name) for f in fields) + ",)"
    else:
        names = "()"
    setter = _create_fn(
        "__setattr__", ("self", "name", "value"),
        (
            "if type(self) is cls or name in %s:" % names,
            ' raise FrozenInstanceError(f"cannot assign to field {name!r}")',
            "super(cls, self).__setattr__(name, value)",
        ),
        locals=dict(locals), globals=globals,
    )
    deleter = _create_fn(
        "__delattr__", ("self", "name"),
        (
            "if type(self) is cls or name in %s:" % names,
            ' raise FrozenInstanceError(f"cannot delete field {name!r}")',
            "super(cls, self).__delattr__(name)",
        ),
        locals=dict(locals), globals=globals,
    )
    return setter, deleter


def _cmp_fn(name, op, self_tuple, other_tuple, globals):
    return _create_fn(
        name, ("self", "other"),
        [
            "if other.__class__ is self.__class__:",
            " return %s%s%s" % (self_tuple, op, other_tuple),
            "return NotImplemented",
        ],
        globals=globals,
    )


def _hash_fn(fields, globals):
    return _create_fn(
        "__hash__", ("self",), ["return hash(%s)" % _tuple_str("self", fields)],
        globals=globals,
    )


def _is_classvar(annotation):
    typing = sys.modules.get("typing")
    if isinstance(annotation, str):
        return annotation.startswith(("ClassVar", "typing.ClassVar"))
    if typing is None:
        return False
    origin = getattr(annotation, "__origin__", None)
    return annotation is typing.ClassVar or origin is typing.ClassVar


def _is_initvar(annotation):
    if isinstance(annotation, str):
        return annotation.startswith(("InitVar", "dataclasses.InitVar"))
    return annotation is InitVar or type(annotation) is InitVar


def _get_field(cls, name, annotation):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if type(default).__name__ == "member_descriptor":
            default = MISSING
        f = field(default=default)
    f.name = name
    f.type = annotation
    f._field_type = _FIELD
    if _is_classvar(annotation):
        f._field_type = _FIELD_CLASSVAR
    elif _is_initvar(annotation):
        f._field_type = _FIELD_INITVAR
    if f._field_type in (_FIELD_CLASSVAR, _FIELD_INITVAR):
        if f.default_factory is not MISSING:
            raise TypeError("field %s cannot have a default factory" % f.name)
    if f._field_type is _FIELD and isinstance(f.default, (list, dict, set)):
        raise ValueError(
            "mutable default %s for field %s is not allowed: use default_factory"
            % (type(f.default), f.name)
        )
    return f


def _set_new_attribute(cls, name, value):
    if name in cls.__dict__:
        return True
    if getattr(value, "__qualname__", None) is not None:
        value.__qualname__ = "%s.%s" % (cls.__qualname__, value.__name__)
    setattr(cls, name, value)
    return False


def _set_hash(cls, has_explicit_hash, unsafe_hash, eq, frozen, fields, globals):
    """Equal objects must have equal hashes, and what can change has none."""
    def add():
        chosen = [f for f in fields if (f.compare if f.hash is None else f.hash)]
        function = _hash_fn(chosen, globals)
        function.__qualname__ = "%s.__hash__" % cls.__qualname__
        cls.__hash__ = function

    if unsafe_hash:
        if has_explicit_hash:
            raise TypeError("Cannot overwrite attribute __hash__ in class %s" % cls.__name__)
        add()
    elif eq and not has_explicit_hash:
        if frozen:
            add()
        else:
            cls.__hash__ = None


def _process_class(cls, init, repr, eq, order, unsafe_hash, frozen):
    fields = {}
    if cls.__module__ in sys.modules:
        globals = sys.modules[cls.__module__].__dict__
    else:
        globals = {}
    setattr(cls, _PARAMS, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen))
    any_frozen_base = False
    has_dataclass_bases = False
    for base in cls.__mro__[-1:0:-1]:
        base_fields = getattr(base, _FIELDS, None)
        if base_fields:
            has_dataclass_bases = True
            for f in base_fields.values():
                fields[f.name] = f
            if getattr(base, _PARAMS).frozen:
                any_frozen_base = True
    annotations = cls.__dict__.get("__annotations__", {})
    own = [_get_field(cls, name, annotation) for name, annotation in annotations.items()]
    for f in own:
        fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError("%r is a field but has no type annotation" % name)
    if has_dataclass_bases:
        if any_frozen_base and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if not any_frozen_base and frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    setattr(cls, _FIELDS, fields)
    class_hash = cls.__dict__.get("__hash__", MISSING)
    has_explicit_hash = not (
        class_hash is MISSING or (class_hash is None and "__eq__" in cls.__dict__)
    )
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    real = [f for f in fields.values() if f._field_type is _FIELD]
    if init:
        shown = [f for f in fields.values() if f._field_type in (_FIELD, _FIELD_INITVAR)]
        self_name = "__dataclass_self__" if "self" in fields else "self"
        function = _init_fn(shown, frozen, hasattr(cls, _POST_INIT_NAME), self_name, globals)
        _set_new_attribute(cls, "__init__", function)
    if repr:
        _set_new_attribute(cls, "__repr__", _repr_fn([f for f in real if f.repr], globals))
    if eq:
        compared = [f for f in real if f.compare]
        mine, other = _tuple_str("self", compared), _tuple_str("other", compared)
        _set_new_attribute(cls, "__eq__", _cmp_fn("__eq__", "==", mine, other, globals))
    if order:
        compared = [f for f in real if f.compare]
        mine, other = _tuple_str("self", compared), _tuple_str("other", compared)
        for name, op in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
            if _set_new_attribute(cls, name, _cmp_fn(name, op, mine, other, globals)):
                raise TypeError(
                    "Cannot overwrite attribute %s in class %s. Consider using "
                    "functools.total_ordering" % (name, cls.__name__)
                )
    if frozen:
        for function in _frozen_get_del_attr(cls, real, globals):
            if _set_new_attribute(cls, function.__name__, function):
                raise TypeError(
                    "Cannot overwrite attribute %s in class %s"
                    % (function.__name__, cls.__name__)
                )
    _set_hash(cls, has_explicit_hash, unsafe_hash, eq, frozen, real, globals)
    if not getattr(cls, "__doc__"):
        cls.__doc__ = cls.__name__ + _signature(cls)
    return cls


def _shown_type(annotation):
    if isinstance(annotation, type):
        if annotation.__module__ == "builtins":
            return annotation.__qualname__
        return "%s.%s" % (annotation.__module__, annotation.__qualname__)
    return repr(annotation).replace("typing.", "")


def _signature(cls):
    parts = []
    for f in getattr(cls, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR or not f.init:
            continue
        if f.default is not MISSING:
            default = " = %r" % (f.default,)
        elif f.default_factory is not MISSING:
            default = " = <factory>"
        else:
            default = ""
        parts.append("%s: %s%s" % (f.name, _shown_type(f.type), default))
    return "(%s)" % ", ".join(parts)


def dataclass(
    cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False
):
    """Writes the methods of a class that is mostly data."""

    def wrap(cls):
        return _process_class(cls, init, repr, eq, order, unsafe_hash, frozen)

    if cls is None:
        return wrap
    return wrap(cls)


def fields(class_or_instance):
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance")
    return tuple(f for f in found.values() if f._field_type is _FIELD)


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


def asdict(obj, *, dict_factory=dict):
    if not _is_dataclass_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _asdict_inner(obj, dict_factory)


def _asdict_inner(obj, dict_factory):
    import copy

    if _is_dataclass_instance(obj):
        return dict_factory(
            [(f.name, _asdict_inner(getattr(obj, f.name), dict_factory)) for f in fields(obj)]
        )
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_asdict_inner(value, dict_factory) for value in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)(_asdict_inner(value, dict_factory) for value in obj)
    if isinstance(obj, dict):
        return type(obj)(
            (_asdict_inner(key, dict_factory), _asdict_inner(value, dict_factory))
            for key, value in obj.items()
        )
    return copy.deepcopy(obj)


def astuple(obj, *, tuple_factory=tuple):
    if not _is_dataclass_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _astuple_inner(obj, tuple_factory)


def _astuple_inner(obj, tuple_factory):
    import copy

    if _is_dataclass_instance(obj):
        return tuple_factory(
            [_astuple_inner(getattr(obj, f.name), tuple_factory) for f in fields(obj)]
        )
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_astuple_inner(value, tuple_factory) for value in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)(_astuple_inner(value, tuple_factory) for value in obj)
    if isinstance(obj, dict):
        return type(obj)(
            (_astuple_inner(key, tuple_factory), _astuple_inner(value, tuple_factory))
            for key, value in obj.items()
        )
    return copy.deepcopy(obj)


def make_dataclass(
    cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
    unsafe_hash=False, frozen=False,
):
    import types

    namespace = {} if namespace is None else dict(namespace)
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, "typing.Any"
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, namespace[item[0]] = item
        else:
            raise TypeError("Invalid field: %r" % (item,))
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError("Field names must be valid identifiers: %r" % name)
        if name in annotations:
            raise TypeError("Field name duplicated: %r" % name)
        annotations[name] = annotation
    namespace["__annotations__"] = annotations
    cls = types.new_class(cls_name, bases, {}, lambda ns: ns.update(namespace))
    return dataclass(
        cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen
    )


def replace(obj, /, **changes):
    """A copy with some fields changed."""
    if not _is_dataclass_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in getattr(obj, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError(
                    "field %s is declared with init=False, it cannot be specified with "
                    "replace()" % f.name
                )
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise ValueError("InitVar %r must be specified with replace()" % f.name)
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
