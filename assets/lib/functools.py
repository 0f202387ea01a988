"""Functions that work on functions: `partial`, `reduce`, `cmp_to_key` and the cache itself are
native."""

from _functools import cmp_to_key, partial, reduce, _lru_cache_wrapper
from collections import namedtuple

__all__ = ['update_wrapper', 'wraps', 'WRAPPER_ASSIGNMENTS', 'WRAPPER_UPDATES',
           'total_ordering', 'cmp_to_key', 'lru_cache', 'reduce', 'partial', 'partialmethod',
           'singledispatch', 'singledispatchmethod', 'cached_property']

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__', '__annotations__')
WRAPPER_UPDATES = ('__dict__',)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Makes a wrapper look like the function it wraps."""
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    # Last, so that a __wrapped__ taken over from the wrapped function's dict doesn't stay.
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """A decorator that applies update_wrapper to the decorated function."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


def _by(root, accept):
    """An ordering method made of another one: `accept` turns its answer and both operands into
    this one's answer."""
    def method(self, other, NotImplemented=NotImplemented):
        answer = getattr(type(self), root)(self, other)
        if answer is NotImplemented:
            return answer
        return accept(answer, self, other)
    return method


def _or_equal(answer, self, other):
    return answer or self == other


def _not(answer, self, other):
    return not answer


def _not_and_unequal(answer, self, other):
    return not answer and self != other


def _and_unequal(answer, self, other):
    return answer and self != other


def _not_or_equal(answer, self, other):
    return not answer or self == other


# For each method a class may define: the others, and how they follow from it.
_FOLLOW = {
    '__lt__': (('__gt__', _not_and_unequal), ('__le__', _or_equal), ('__ge__', _not)),
    '__le__': (('__ge__', _not_or_equal), ('__lt__', _and_unequal), ('__gt__', _not)),
    '__gt__': (('__lt__', _not_and_unequal), ('__ge__', _or_equal), ('__le__', _not)),
    '__ge__': (('__le__', _not_or_equal), ('__gt__', _and_unequal), ('__lt__', _not)),
}


def total_ordering(cls):
    """Adds the ordering methods that a class lacks, made of one that it has."""
    have = {name for name in _FOLLOW
            if getattr(cls, name, None) is not getattr(object, name, None)}
    if not have:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    root = max(have)
    for name, accept in _FOLLOW[root]:
        if name not in have:
            method = _by(root, accept)
            method.__name__ = name
            method.__doc__ = getattr(int, name).__doc__
            setattr(cls, name, method)
    return cls


_CacheInfo = namedtuple('CacheInfo', ['hits', 'misses', 'maxsize', 'currsize'])


def lru_cache(maxsize=128, typed=False):
    """Remembers a function's results by its arguments, at most maxsize of them."""
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        function, maxsize = maxsize, 128
        return update_wrapper(_lru_cache_wrapper(function, maxsize, typed, _CacheInfo), function)
    elif maxsize is not None:
        raise TypeError('Expected first argument to be an integer, a callable, or None')

    def decorate(function):
        return update_wrapper(_lru_cache_wrapper(function, maxsize, typed, _CacheInfo), function)

    return decorate


class partialmethod(object):
    """Like partial, for methods: the object comes before the kept arguments."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, '__get__'):
            raise TypeError('{!r} is not callable or a descriptor'.format(func))
        if isinstance(func, partialmethod):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __repr__(self):
        cls = type(self)
        shown = ', '.join([repr(self.func), *map(repr, self.args),
                           *('{}={!r}'.format(*item) for item in self.keywords.items())])
        return '{}.{}({})'.format(cls.__module__, cls.__qualname__, shown)

    def _method(self):
        def _method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})
        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method._partialmethod = self
        return _method

    def __get__(self, obj, cls=None):
        bind = getattr(self.func, '__get__', None)
        if bind is not None:
            bound = bind(obj, cls)
            if bound is not self.func:
                result = partial(bound, *self.args, **self.keywords)
                try:
                    result.__self__ = bound.__self__
                except AttributeError:
                    pass
                return result
        return self._method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)


def _distance_order(cls, registry):
    """The classes an object of `cls` counts as, the closest first: its own line of bases, each
    followed by the registered abstract classes that it satisfies and its bases don't."""
    order = []
    for index, base in enumerate(cls.__mro__):
        order.append(base)
        rest = cls.__mro__[index + 1:]
        extra = [known for known in registry
                 if known not in cls.__mro__ and issubclass(base, known)
                 and not any(issubclass(other, known) for other in rest)]
        extra.sort(key=lambda known: -len(known.__mro__))
        order.extend(known for known in extra if known not in order)
    return order


def singledispatch(func):
    """A function that picks its implementation by the class of its first argument."""
    registry = {}
    found = {}

    def dispatch(cls):
        """The implementation for a class."""
        if cls not in found:
            candidates = [known for known in _distance_order(cls, registry) if known in registry]
            if len(candidates) > 1:
                first, second = candidates[:2]
                if (first not in cls.__mro__ and second not in cls.__mro__
                        and not issubclass(first, second)):
                    raise RuntimeError('Ambiguous dispatch: {} or {}'.format(first, second))
            found[cls] = registry[candidates[0]]
        return found[cls]

    def register(cls, func=None):
        """Registers an implementation for a class."""
        if func is None:
            if isinstance(cls, type):
                return lambda function: register(cls, function)
            annotations = getattr(cls, '__annotations__', {})
            if not annotations:
                raise TypeError(
                    f'Invalid first argument to `register()`: {cls!r}. '
                    f'Use either `@register(some_class)` or plain `@register` '
                    f'on an annotated function.')
            func = cls
            name, cls = next(iter(annotations.items()))
            if not isinstance(cls, type):
                raise TypeError(f'Invalid annotation for {name!r}. {cls!r} is not a class.')
        registry[cls] = func
        found.clear()
        return func

    def wrapper(*args, **keywords):
        if not args:
            raise TypeError(f'{name} requires at least 1 positional argument')
        return dispatch(args[0].__class__)(*args, **keywords)

    name = getattr(func, '__name__', 'singledispatch function')
    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    wrapper._clear_cache = found.clear
    update_wrapper(wrapper, func)
    return wrapper


class singledispatchmethod:
    """singledispatch for methods: the class of the first argument after self decides."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, '__get__'):
            raise TypeError(f'{func!r} is not callable or a descriptor')
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        def _method(*args, **kwargs):
            method = self.dispatcher.dispatch(args[0].__class__)
            return method.__get__(obj, cls)(*args, **kwargs)

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        update_wrapper(_method, self.func)
        return _method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)


_missing = object()


class cached_property:
    """A property computed once and then kept in the instance's dict."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError(
                'Cannot assign the same cached_property to two different names '
                f'({self.attrname!r} and {name!r}).')

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError(
                'Cannot use cached_property instance without calling __set_name__ on it.')
        try:
            cache = instance.__dict__
        except AttributeError:
            raise TypeError(
                f"No '__dict__' attribute on {type(instance).__name__!r} "
                f'instance to cache {self.attrname!r} property.') from None
        value = cache.get(self.attrname, _missing)
        if value is _missing:
            value = self.func(instance)
            try:
                cache[self.attrname] = value
            except TypeError:
                raise TypeError(
                    f"The '__dict__' attribute on {type(instance).__name__!r} instance "
                    f'does not support item assignment for caching {self.attrname!r} property.'
                ) from None
        return value
