"""Abstract base classes: classes that can't be instantiated before all their abstract methods are
defined, and that other classes may be registered with."""

from _weakref import ref as _ref


def abstractmethod(funcobj):
    """Marks a method that derived classes must define."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    """An abstract class method; today's spelling is @classmethod over @abstractmethod."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    """An abstract static method; today's spelling is @staticmethod over @abstractmethod."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractproperty(property):
    """An abstract property; today's spelling is @property over @abstractmethod."""

    __isabstractmethod__ = True


class _abc_data:
    """What an abstract base class remembers: weak references to the classes registered with it,
    and to those that were found to count, or not to count, as its subclasses."""

    __slots__ = ('registry', 'positive', 'negative', 'version')

    # Number of registrations so far: a negative answer holds until the next one.
    registrations = 0

    def __init__(self):
        self.registry = set()
        self.positive = set()
        self.negative = set()
        self.version = _abc_data.registrations


def _remember(group, cls):
    group.add(_ref(cls, group.discard))


class ABCMeta(type):
    """The metaclass of abstract base classes."""

    def __new__(mcls, name, bases, namespace, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        abstract = {key for key, value in namespace.items()
                    if getattr(value, '__isabstractmethod__', False)}
        for base in bases:
            for key in getattr(base, '__abstractmethods__', ()):
                if getattr(getattr(cls, key, None), '__isabstractmethod__', False):
                    abstract.add(key)
        cls.__abstractmethods__ = frozenset(abstract)
        cls._abc_impl = _abc_data()
        return cls

    def register(cls, subclass):
        """Makes a class count as a subclass; returns it, to serve as a decorator."""
        if not isinstance(subclass, type):
            raise TypeError('Can only register classes')
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError('Refusing to create an inheritance cycle')
        _remember(cls._abc_impl.registry, subclass)
        _abc_data.registrations += 1
        return subclass

    def __instancecheck__(cls, instance):
        subclass = instance.__class__
        if _ref(subclass) in cls._abc_impl.positive:
            return True
        kind = type(instance)
        if kind is subclass:
            return cls.__subclasscheck__(subclass)
        return cls.__subclasscheck__(subclass) or cls.__subclasscheck__(kind)

    def __subclasscheck__(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError('issubclass() arg 1 must be a class')
        known = cls._abc_impl
        asked = _ref(subclass)
        if asked in known.positive:
            return True
        if known.version < _abc_data.registrations:
            known.negative.clear()
            known.version = _abc_data.registrations
        elif asked in known.negative:
            return False
        answer = cls.__subclasshook__(subclass)
        if answer is NotImplemented:
            answer = (cls in getattr(subclass, '__mro__', ())
                      or any(issubclass(subclass, entry)
                             for entry in [weak() for weak in known.registry] if entry)
                      or any(issubclass(subclass, derived)
                             for derived in cls.__subclasses__()))
        _remember(known.positive if answer else known.negative, subclass)
        return answer


def get_cache_token():
    """Changes with every registration."""
    return _abc_data.registrations


class ABC(metaclass=ABCMeta):
    """A base class whose metaclass is ABCMeta."""

    __slots__ = ()
