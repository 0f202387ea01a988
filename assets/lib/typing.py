"""Names for annotations. Nothing here checks anything at run time."""

import collections
import collections.abc
import contextlib
import functools
import sys

__all__ = [
    "Any", "Callable", "ClassVar", "Final", "ForwardRef", "Generic", "Literal", "Optional",
    "Protocol", "Tuple", "Type", "TypeVar", "Union", "AbstractSet", "ByteString", "Container",
    "ContextManager", "Hashable", "ItemsView", "Iterable", "Iterator", "KeysView", "Mapping",
    "MappingView", "MutableMapping", "MutableSequence", "MutableSet", "Sequence", "Sized",
    "ValuesView", "Awaitable", "AsyncIterator", "AsyncIterable", "Coroutine", "Collection",
    "AsyncGenerator", "AsyncContextManager", "Reversible", "SupportsAbs", "SupportsBytes",
    "SupportsComplex", "SupportsFloat", "SupportsIndex", "SupportsInt", "SupportsRound",
    "ChainMap", "Counter", "Deque", "Dict", "DefaultDict", "List", "OrderedDict", "Set",
    "FrozenSet", "NamedTuple", "TypedDict", "Generator", "AnyStr", "cast", "final", "get_args",
    "get_origin", "get_type_hints", "NewType", "no_type_check", "NoReturn", "overload",
    "runtime_checkable", "Text", "TYPE_CHECKING",
]

TYPE_CHECKING = False
Text = str


def _type_repr(obj):
    if isinstance(obj, type):
        if obj.__module__ == "builtins":
            return obj.__qualname__
        return "%s.%s" % (obj.__module__, obj.__qualname__)
    if obj is ...:
        return "..."
    if callable(obj) and hasattr(obj, "__name__") and not isinstance(obj, TypeVar):
        return obj.__name__
    return repr(obj)


def _checked(arg, message):
    """An annotation: None means its type, text is to be resolved later."""
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return ForwardRef(arg)
    if isinstance(arg, (type, TypeVar, ForwardRef, _Final)) or callable(arg):
        return arg
    raise TypeError("%s Got %.100r." % (message, arg))


class _Final:
    """What annotations are made of; can't be derived from."""

    __slots__ = ("__weakref__",)

    def __init_subclass__(cls, /, *args, **kwds):
        if "_root" not in kwds:
            raise TypeError("Cannot subclass special typing classes")


class _SpecialForm(_Final, _root=True):
    """Any, Union, Optional, ...: names with a meaning of their own."""

    __slots__ = ("_name", "_doc")

    def __init__(self, name, doc):
        self._name = name
        self._doc = doc

    def __repr__(self):
        return "typing." + self._name

    def __hash__(self):
        return hash(self._name)

    def __eq__(self, other):
        if isinstance(other, _SpecialForm):
            return self._name == other._name
        return NotImplemented

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError("Cannot instantiate %r" % self)

    def __instancecheck__(self, obj):
        raise TypeError("%r cannot be used with isinstance()" % self)

    def __subclasscheck__(self, cls):
        raise TypeError("%r cannot be used with issubclass()" % self)

    def __getitem__(self, parameters):
        name = self._name
        if name in ("ClassVar", "Final"):
            item = _checked(parameters, "%s accepts only single type." % name)
            return _GenericAlias(self, (item,))
        if name == "Union":
            if parameters == ():
                raise TypeError("Cannot take a Union of no types.")
            if not isinstance(parameters, tuple):
                parameters = (parameters,)
            message = "Union[arg, ...]: each arg must be a type."
            return _union([_checked(p, message) for p in parameters])
        if name == "Optional":
            arg = _checked(parameters, "Optional[t] requires a single type.")
            return Union[arg, type(None)]
        if name == "Literal":
            return _GenericAlias(
                self, parameters if isinstance(parameters, tuple) else (parameters,)
            )
        raise TypeError("%r is not subscriptable" % self)


Any = _SpecialForm("Any", "Any type at all.")
NoReturn = _SpecialForm("NoReturn", "The type of functions that never return.")
ClassVar = _SpecialForm("ClassVar", "Marks a variable of the class.")
Final = _SpecialForm("Final", "Marks a name that isn't assigned again.")
Union = _SpecialForm("Union", "One of several types.")
Optional = _SpecialForm("Optional", "A type or None.")
Literal = _SpecialForm("Literal", "One of these values.")


def _union(parameters):
    """A union without repetitions and without unions in it."""
    flat = []
    for p in parameters:
        inner = p.__args__ if isinstance(p, _GenericAlias) and p.__origin__ is Union else (p,)
        for item in inner:
            if item not in flat:
                flat.append(item)
    if len(flat) == 1:
        return flat[0]
    return _GenericAlias(Union, tuple(flat))


class ForwardRef(_Final, _root=True):
    """An annotation given as text."""

    __slots__ = ("__forward_arg__", "__forward_evaluated__", "__forward_value__")

    def __init__(self, arg, is_argument=True):
        if not isinstance(arg, str):
            raise TypeError("Forward reference must be a string -- got %r" % (arg,))
        self.__forward_arg__ = arg
        self.__forward_evaluated__ = False
        self.__forward_value__ = None

    def _evaluate(self, globalns, localns):
        if not self.__forward_evaluated__ or localns is not globalns:
            value = eval(self.__forward_arg__, globalns or {}, localns)
            self.__forward_value__ = _checked(value, "Forward references must evaluate to types.")
            self.__forward_evaluated__ = True
        return self.__forward_value__

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return self.__forward_arg__ == other.__forward_arg__

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __repr__(self):
        return "ForwardRef(%r)" % self.__forward_arg__


class TypeVar(_Final, _root=True):
    """A type that is left open."""

    __slots__ = (
        "__name__", "__bound__", "__constraints__", "__covariant__", "__contravariant__",
        "__dict__",
    )

    def __init__(
        self, name, *constraints, bound=None, covariant=False, contravariant=False
    ):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        message = "TypeVar(name, constraint, ...): constraints must be types."
        self.__name__ = name
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__constraints__ = tuple(_checked(c, message) for c in constraints)
        self.__bound__ = _checked(bound, "Bound must be a type.") if bound else None
        try:
            self.__module__ = sys._getframe(1).f_globals.get("__name__", "__main__")
        except ValueError:
            pass

    def __repr__(self):
        if self.__covariant__:
            return "+" + self.__name__
        if self.__contravariant__:
            return "-" + self.__name__
        return "~" + self.__name__

    def __reduce__(self):
        return self.__name__


T = TypeVar("T")
KT = TypeVar("KT")
VT = TypeVar("VT")
T_co = TypeVar("T_co", covariant=True)
V_co = TypeVar("V_co", covariant=True)
VT_co = TypeVar("VT_co", covariant=True)
T_contra = TypeVar("T_contra", contravariant=True)
CT_co = TypeVar("CT_co", covariant=True, bound=type)
AnyStr = TypeVar("AnyStr", bytes, str)


def _collect(args):
    """The type variables in some annotations, each once."""
    found = []
    for arg in args:
        inner = (arg,) if isinstance(arg, TypeVar) else ()
        if isinstance(arg, _GenericAlias) and not arg._special:
            inner = arg.__parameters__
        for variable in inner:
            if variable not in found:
                found.append(variable)
    return tuple(found)


class _GenericAlias(_Final, _root=True):
    """A generic with its parameters: List[int]; or one that waits for them: List."""

    def __init__(self, origin, params, *, inst=True, special=False, name=None):
        params = params if isinstance(params, tuple) else (params,)
        self._inst = inst
        self._special = special
        if special and name is None:
            name = origin.__name__
        self._name = name
        self.__origin__ = origin
        self.__args__ = tuple(
            ... if arg is Ellipsis else () if arg is _NoArgs else arg for arg in params
        )
        self.__parameters__ = _collect(params)
        self.__slots__ = None
        if not name:
            self.__module__ = origin.__module__

    def __getitem__(self, params):
        if self.__origin__ in (Generic, Protocol):
            raise TypeError("Cannot subscript already-subscripted %r" % self)
        if not isinstance(params, tuple):
            params = (params,)
        if self._special:
            return self._filled(params)
        message = "Parameters to generic types must be types."
        params = tuple(_checked(p, message) for p in params)
        expected = len(self.__parameters__)
        if not expected:
            raise TypeError("%r is not a generic class" % self)
        if len(params) != expected:
            word = "many" if len(params) > expected else "few"
            raise TypeError(
                "Too %s parameters for %r; actual %s, expected %s"
                % (word, self, len(params), expected)
            )
        return self._substituted(dict(zip(self.__parameters__, params)))

    def _filled(self, params):
        name, origin = self._name, self.__origin__
        if name == "Callable":
            if len(params) != 2:
                raise TypeError("Callable must be used as Callable[[arg, ...], result].")
            args, result = params
            result = _checked(result, "Callable[args, result]: result must be a type.")
            if args is Ellipsis:
                return _GenericAlias(origin, (..., result), name=name, inst=False)
            if not isinstance(args, list):
                raise TypeError(
                    "Callable[args, result]: args must be a list. Got %.100r." % (args,)
                )
            message = "Callable[[arg, ...], result]: each arg must be a type."
            args = tuple(_checked(a, message) for a in args)
            return _GenericAlias(origin, args + (result,), name=name, inst=False)
        if name == "Tuple":
            if params == ((),) or params == ():
                return _GenericAlias(origin, (_NoArgs,), name=name, inst=False)
            message = "Tuple[t0, t1, ...]: each t must be a type."
            params = tuple(p if p is ... else _checked(p, message) for p in params)
            return _GenericAlias(origin, params, name=name, inst=False)
        expected = len(self.__parameters__)
        if len(params) != expected:
            word = "many" if len(params) > expected else "few"
            raise TypeError(
                "Too %s parameters for %r; actual %s, expected %s"
                % (word, self, len(params), expected)
            )
        message = "Parameters to generic types must be types."
        params = tuple(_checked(p, message) for p in params)
        return _GenericAlias(origin, params, name=name, inst=self._inst)

    def _substituted(self, chosen):
        args = []
        for arg in self.__args__:
            if isinstance(arg, TypeVar):
                arg = chosen.get(arg, arg)
            elif isinstance(arg, _GenericAlias) and arg.__parameters__:
                arg = arg._substituted(chosen)
            args.append(arg)
        if self.__origin__ is Union:
            return _union(args)
        return _GenericAlias(
            self.__origin__, tuple(args), name=self._name, inst=self._inst
        )

    def __repr__(self):
        if self._special:
            return "typing." + self._name
        args = self.__args__
        if self._name:
            name = "typing." + self._name
        else:
            name = _type_repr(self.__origin__)
        if self._name == "Callable":
            if args[0] is ...:
                return "%s[..., %s]" % (name, _type_repr(args[1]))
            shown = ", ".join([_type_repr(a) for a in args[:-1]])
            return "%s[[%s], %s]" % (name, shown, _type_repr(args[-1]))
        if self.__origin__ is Literal:
            return "typing.Literal[%s]" % ", ".join(map(repr, args))
        return "%s[%s]" % (name, ", ".join([_type_repr(a) for a in args]))

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        if self.__origin__ != other.__origin__:
            return False
        if self.__origin__ is Union:
            return frozenset(self.__args__) == frozenset(other.__args__)
        return self.__args__ == other.__args__

    def __hash__(self):
        if self.__origin__ is Union:
            return hash((Union, frozenset(self.__args__)))
        return hash((self.__origin__, self.__args__))

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(
                "Type %s cannot be instantiated; use %s() instead"
                % (self._name, self._name.lower())
            )
        made = self.__origin__(*args, **kwargs)
        try:
            made.__orig_class__ = self
        except AttributeError:
            pass
        return made

    def __mro_entries__(self, bases):
        if self._name:
            entries = []
            if self.__origin__ not in bases:
                entries.append(self.__origin__)
            later = bases[bases.index(self) + 1:]
            if not any(
                isinstance(b, _GenericAlias) or (isinstance(b, type) and issubclass(b, Generic))
                for b in later
            ) and Generic not in bases:
                entries.append(Generic)
            return tuple(entries)
        if self.__origin__ is Generic:
            if Protocol in bases:
                return ()
            for b in bases[bases.index(self) + 1:]:
                if isinstance(b, _GenericAlias) and b is not self:
                    return ()
        return (self.__origin__,)

    def __getattr__(self, attr):
        if "__origin__" in self.__dict__ and not (
            attr.startswith("__") and attr.endswith("__")
        ):
            return getattr(self.__origin__, attr)
        raise AttributeError(attr)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        if self._special:
            if not isinstance(cls, _GenericAlias):
                return issubclass(cls, self.__origin__)
            if cls._special:
                return issubclass(cls.__origin__, self.__origin__)
        raise TypeError(
            "Subscripted generics cannot be used with class and instance checks"
        )


class _NoArgs:
    """Stands for the parameters of Tuple[()]."""


class Generic:
    """The base of classes with type variables."""

    __slots__ = ()
    _is_protocol = False

    def __class_getitem__(cls, params):
        if not isinstance(params, tuple):
            params = (params,)
        if not params and cls is not Tuple:
            raise TypeError(
                "Parameter list to %s[...] cannot be empty" % cls.__qualname__
            )
        message = "Parameters to generic types must be types."
        params = tuple(_checked(p, message) for p in params)
        if cls in (Generic, Protocol):
            if not all(isinstance(p, TypeVar) for p in params):
                raise TypeError(
                    "Parameters to %s[...] must all be type variables" % cls.__name__
                )
            if len(set(params)) != len(params):
                raise TypeError("Parameters to %s[...] must all be unique" % cls.__name__)
        else:
            expected = len(cls.__parameters__)
            if not expected:
                raise TypeError("%r is not a generic class" % cls)
            if len(params) != expected:
                word = "many" if len(params) > expected else "few"
                raise TypeError(
                    "Too %s parameters for %r; actual %s, expected %s"
                    % (word, cls, len(params), expected)
                )
        return _GenericAlias(cls, params)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        bases = cls.__dict__.get("__orig_bases__")
        if bases is None:
            if Generic in cls.__bases__ and cls.__name__ != "Protocol":
                raise TypeError("Cannot inherit from plain Generic")
            cls.__parameters__ = ()
            return
        variables = _collect(bases)
        for base in bases:
            if isinstance(base, _GenericAlias) and base.__origin__ is Generic:
                missing = set(variables) - set(base.__parameters__)
                if missing:
                    raise TypeError(
                        "Some type variables (%s) are not listed in Generic[%s]"
                        % (
                            ", ".join(str(v) for v in variables if v in missing),
                            ", ".join(str(v) for v in base.__parameters__),
                        )
                    )
                variables = base.__parameters__
        cls.__parameters__ = tuple(variables)


from abc import ABCMeta, abstractmethod


class _ProtocolMeta(ABCMeta):
    """Instances of a protocol are all objects that have its members."""

    def __instancecheck__(cls, instance):
        if getattr(cls, "_is_protocol", False) and getattr(cls, "_is_runtime", False):
            if all(
                hasattr(instance, name)
                and (
                    not callable(getattr(cls, name, None))
                    or getattr(instance, name) is not None
                )
                for name in _protocol_members(cls)
            ):
                return True
        return super().__instancecheck__(instance)


def _protocol_members(cls):
    names = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ("Protocol", "Generic"):
            continue
        for name in list(base.__dict__) + list(base.__dict__.get("__annotations__", {})):
            hidden = name.startswith("_abc_") or name in (
                "__abstractmethods__", "__annotations__", "__dict__", "__doc__", "__init__",
                "__module__", "__new__", "__parameters__", "__orig_bases__", "__slots__",
                "__weakref__", "_is_protocol", "_is_runtime", "__subclasshook__",
                "__class_getitem__", "__init_subclass__",
            )
            if not hidden:
                names.add(name)
    return names


def _protocol_hook(cls, other):
    if not cls.__dict__.get("_is_protocol", False):
        return NotImplemented
    if not getattr(cls, "_is_runtime", False):
        raise TypeError(
            "Instance and class checks can only be used with @runtime_checkable protocols"
        )
    for name in _protocol_members(cls):
        for base in other.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
            if name in getattr(base, "__annotations__", {}):
                break
        else:
            return NotImplemented
    return True


def _no_init(self, *args, **kwargs):
    if type(self)._is_protocol:
        raise TypeError("Protocols cannot be instantiated")


class Protocol(Generic, metaclass=_ProtocolMeta):
    """The base of classes that say what others must have, not what they inherit."""

    __slots__ = ()
    _is_protocol = True
    _is_runtime = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if not cls.__dict__.get("_is_protocol", False):
            cls._is_protocol = any(b is Protocol for b in cls.__bases__)
        if "__subclasshook__" not in cls.__dict__:
            cls.__subclasshook__ = classmethod(_protocol_hook)
        if cls._is_protocol:
            cls.__init__ = _no_init


def runtime_checkable(cls):
    """Lets isinstance() look whether an object has what a protocol asks for."""
    if not isinstance(cls, type) or not getattr(cls, "_is_protocol", False):
        raise TypeError(
            "@runtime_checkable can be only applied to protocol classes, got %r" % cls
        )
    cls._is_runtime = True
    return cls


def _alias(origin, params, inst=True, name=None):
    return _GenericAlias(origin, params, special=True, inst=inst, name=name)


Hashable = _alias(collections.abc.Hashable, ())
Awaitable = _alias(collections.abc.Awaitable, T_co)
Coroutine = _alias(collections.abc.Coroutine, (T_co, T_contra, V_co))
AsyncIterable = _alias(collections.abc.AsyncIterable, T_co)
AsyncIterator = _alias(collections.abc.AsyncIterator, T_co)
Iterable = _alias(collections.abc.Iterable, T_co)
Iterator = _alias(collections.abc.Iterator, T_co)
Reversible = _alias(collections.abc.Reversible, T_co)
Sized = _alias(collections.abc.Sized, ())
Container = _alias(collections.abc.Container, T_co)
Collection = _alias(collections.abc.Collection, T_co)
Callable = _alias(collections.abc.Callable, (), name="Callable")
AbstractSet = _alias(collections.abc.Set, T_co, name="AbstractSet")
MutableSet = _alias(collections.abc.MutableSet, T)
Mapping = _alias(collections.abc.Mapping, (KT, VT_co))
MutableMapping = _alias(collections.abc.MutableMapping, (KT, VT))
Sequence = _alias(collections.abc.Sequence, T_co)
MutableSequence = _alias(collections.abc.MutableSequence, T)
ByteString = _alias(collections.abc.ByteString, ())
Tuple = _alias(tuple, (), inst=False, name="Tuple")
List = _alias(list, T, inst=False, name="List")
Deque = _alias(collections.deque, T, name="Deque")
Set = _alias(set, T, inst=False, name="Set")
FrozenSet = _alias(frozenset, T_co, inst=False, name="FrozenSet")
MappingView = _alias(collections.abc.MappingView, T_co)
KeysView = _alias(collections.abc.KeysView, KT)
ItemsView = _alias(collections.abc.ItemsView, (KT, VT_co))
ValuesView = _alias(collections.abc.ValuesView, VT_co)
ContextManager = _alias(contextlib.AbstractContextManager, T_co, name="ContextManager")
AsyncContextManager = _alias(
    contextlib.AbstractAsyncContextManager, T_co, name="AsyncContextManager"
)
Dict = _alias(dict, (KT, VT), inst=False, name="Dict")
DefaultDict = _alias(collections.defaultdict, (KT, VT), name="DefaultDict")
OrderedDict = _alias(collections.OrderedDict, (KT, VT))
Counter = _alias(collections.Counter, T)
ChainMap = _alias(collections.ChainMap, (KT, VT))
Generator = _alias(collections.abc.Generator, (T_co, T_contra, V_co))
AsyncGenerator = _alias(collections.abc.AsyncGenerator, (T_co, T_contra))
Type = _alias(type, CT_co, inst=False, name="Type")


@runtime_checkable
class SupportsInt(Protocol):
    __slots__ = ()

    @abstractmethod
    def __int__(self):
        pass


@runtime_checkable
class SupportsFloat(Protocol):
    __slots__ = ()

    @abstractmethod
    def __float__(self):
        pass


@runtime_checkable
class SupportsComplex(Protocol):
    __slots__ = ()

    @abstractmethod
    def __complex__(self):
        pass


@runtime_checkable
class SupportsBytes(Protocol):
    __slots__ = ()

    @abstractmethod
    def __bytes__(self):
        pass


@runtime_checkable
class SupportsIndex(Protocol):
    __slots__ = ()

    @abstractmethod
    def __index__(self):
        pass


@runtime_checkable
class SupportsAbs(Protocol):
    __slots__ = ()

    @abstractmethod
    def __abs__(self):
        pass


@runtime_checkable
class SupportsRound(Protocol):
    __slots__ = ()

    @abstractmethod
    def __round__(self, ndigits=0):
        pass


def cast(typ, val):
    """The value itself."""
    return val


def get_type_hints(obj, globalns=None, localns=None):
    """The annotations of a class, function or module, with those given as text resolved."""
    if isinstance(obj, type):
        hints = {}
        for base in reversed(obj.__mro__):
            names = globalns
            if names is None:
                names = getattr(sys.modules.get(base.__module__), "__dict__", {})
            for name, value in base.__dict__.get("__annotations__", {}).items():
                hints[name] = _resolved(value, names, localns or names)
        return hints
    if globalns is None:
        wrapped = obj
        while hasattr(wrapped, "__wrapped__"):
            wrapped = wrapped.__wrapped__
        globalns = getattr(wrapped, "__globals__", getattr(obj, "__dict__", {}))
    hints = getattr(obj, "__annotations__", None)
    if hints is None:
        raise TypeError("%r is not a module, class, method, or function." % (obj,))
    hints = {
        name: _resolved(value, globalns, localns or globalns) for name, value in hints.items()
    }
    code = getattr(obj, "__code__", None)
    if code is not None and obj.__defaults__:
        names = code.co_varnames[:code.co_argcount]
        for name, default in zip(reversed(names), reversed(obj.__defaults__)):
            if name in hints and default is None:
                hints[name] = Optional[hints[name]]
    return hints


def _resolved(value, globalns, localns):
    if value is None:
        return type(None)
    if isinstance(value, str):
        value = ForwardRef(value)
    if isinstance(value, ForwardRef):
        return value._evaluate(globalns, localns)
    return value


def get_origin(tp):
    if isinstance(tp, _GenericAlias):
        return tp.__origin__
    return Generic if tp is Generic else None


def get_args(tp):
    if isinstance(tp, _GenericAlias) and not tp._special:
        args = tp.__args__
        if get_origin(tp) is collections.abc.Callable and args[0] is not Ellipsis:
            args = (list(args[:-1]), args[-1])
        return args
    return ()


def no_type_check(arg):
    return arg


def overload(func):
    """A signature of the function that follows; not to be called itself."""

    def dummy(*args, **kwds):
        raise NotImplementedError(
            "You should not call an overloaded function. A series of @overload-decorated "
            "functions outside a stub module should always be followed by an implementation "
            "that is not @overload-ed."
        )

    return dummy


def final(f):
    return f


def NewType(name, tp):
    def new_type(x):
        return x

    new_type.__name__ = name
    new_type.__supertype__ = tp
    return new_type


def _make_nmtuple(name, types):
    fields = [(n, _checked(t, "field %s annotation must be a type" % n)) for n, t in types]
    made = collections.namedtuple(name, [n for n, t in fields])
    made.__annotations__ = made._field_types = dict(fields)
    try:
        made.__module__ = sys._getframe(2).f_globals.get("__name__", "__main__")
    except ValueError:
        pass
    return made


class NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        if ns.get("_root", False):
            return super().__new__(cls, typename, bases, ns)
        types = ns.get("__annotations__", {})
        made = _make_nmtuple(typename, types.items())
        defaults = []
        for field in types:
            if field in ns:
                defaults.append(ns[field])
            elif defaults:
                raise TypeError(
                    "Non-default namedtuple field %s cannot follow default field(s) %s"
                    % (field, ", ".join(f for f in types if f in ns))
                )
        made.__new__.__annotations__ = dict(types)
        made.__new__.__defaults__ = tuple(defaults)
        made._field_defaults = {f: ns[f] for f in types if f in ns}
        for key in ns:
            if key in ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields",
                       "_field_defaults", "_field_types", "_make", "_replace", "_asdict",
                       "_source"):
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in ("__annotations__", "__module__", "__qualname__") and (
                key not in made._fields
            ):
                setattr(made, key, ns[key])
        return made


class NamedTuple(metaclass=NamedTupleMeta):
    """A named tuple whose fields are annotated."""

    _root = True

    def __new__(cls, typename, fields=None, /, **kwargs):
        if fields is None:
            fields = kwargs.items()
        elif kwargs:
            raise TypeError(
                "Either list of fields or keywords can be provided to NamedTuple, not both"
            )
        return _make_nmtuple(typename, fields)


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        made = super().__new__(cls, name, (dict,), ns)
        annotations = {}
        for base in bases:
            annotations.update(base.__dict__.get("__annotations__", {}))
        annotations.update(ns.get("__annotations__", {}))
        made.__annotations__ = annotations
        if not hasattr(made, "__total__"):
            made.__total__ = total
        return made

    def __instancecheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __subclasscheck__ = __instancecheck__


class TypedDict(dict, metaclass=_TypedDictMeta):
    """A dict whose keys are annotated."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
