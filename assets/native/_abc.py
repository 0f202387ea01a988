"""What abstract base classes remember, and their tests (Modules/_abc.c)."""

from _weakref import ref as _ref

# Number of registrations so far: a negative answer holds until the next one.
_registrations = 0


class _abc_data:
    """Weak references to the classes registered with a class, and to those that were found to
    count, or not to count, as its subclasses."""

    __slots__ = ('registry', 'positive', 'negative', 'version')

    def __init__(self):
        self.registry = set()
        self.positive = set()
        self.negative = set()
        self.version = _registrations


def _remember(group, cls):
    group.add(_ref(cls, group.discard))


def get_cache_token():
    """Changes with every registration."""
    return _registrations


def _abc_init(cls):
    abstract = {name for name, value in cls.__dict__.items()
                if getattr(value, '__isabstractmethod__', False)}
    for base in cls.__bases__:
        for name in getattr(base, '__abstractmethods__', ()):
            if getattr(getattr(cls, name, None), '__isabstractmethod__', False):
                abstract.add(name)
    cls.__abstractmethods__ = frozenset(abstract)
    cls._abc_impl = _abc_data()


def _abc_register(cls, subclass):
    global _registrations
    if not isinstance(subclass, type):
        raise TypeError('Can only register classes')
    if issubclass(subclass, cls):
        return subclass
    if issubclass(cls, subclass):
        raise RuntimeError('Refusing to create an inheritance cycle')
    _remember(cls._abc_impl.registry, subclass)
    _registrations += 1
    return subclass


def _abc_instancecheck(cls, instance):
    known = cls._abc_impl
    subclass = instance.__class__
    asked = _ref(subclass)
    if asked in known.positive:
        return True
    kind = type(instance)
    if kind is subclass:
        if known.version == _registrations and asked in known.negative:
            return False
        return cls.__subclasscheck__(subclass)
    return cls.__subclasscheck__(subclass) or cls.__subclasscheck__(kind)


def _abc_subclasscheck(cls, subclass):
    if not isinstance(subclass, type):
        raise TypeError('issubclass() arg 1 must be a class')
    known = cls._abc_impl
    asked = _ref(subclass)
    if asked in known.positive:
        return True
    if known.version < _registrations:
        known.negative.clear()
        known.version = _registrations
    elif asked in known.negative:
        return False
    answer = cls.__subclasshook__(subclass)
    if answer is NotImplemented:
        answer = _is_subclass(cls, subclass, known)
    elif answer is not True and answer is not False:
        raise AssertionError('__subclasshook__ must return either False, True, or NotImplemented')
    _remember(known.positive if answer else known.negative, subclass)
    return answer


def _is_subclass(cls, subclass, known):
    """By the MRO, by what was registered, and by the subclasses of the abstract class."""
    if cls in getattr(subclass, '__mro__', ()):
        return True
    for weak in list(known.registry):
        entry = weak()
        if entry is not None and issubclass(subclass, entry):
            return True
    return any(issubclass(subclass, derived) for derived in cls.__subclasses__())


def _get_dump(cls):
    known = cls._abc_impl
    return known.registry, known.positive, known.negative, known.version


def _reset_registry(cls):
    cls._abc_impl.registry.clear()


def _reset_caches(cls):
    cls._abc_impl.positive.clear()
    cls._abc_impl.negative.clear()
