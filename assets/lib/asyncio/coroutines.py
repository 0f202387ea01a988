"""What counts as a coroutine."""

import collections.abc
import functools
import inspect
import types


def coroutine(func):
    """The old way: a generator as a coroutine."""
    import warnings
    warnings.warn('"@coroutine" decorator is deprecated since Python 3.8, use "async def" instead',
                  DeprecationWarning, stacklevel=2)
    if inspect.iscoroutinefunction(func):
        return func
    if inspect.isgeneratorfunction(func):
        made = types.coroutine(func)
    else:
        @functools.wraps(func)
        def call(*args, **kwargs):
            result = func(*args, **kwargs)
            if hasattr(result, "__await__"):
                result = yield from result.__await__()
            elif inspect.isgenerator(result):
                result = yield from result
            return result
        made = types.coroutine(call)
    made._is_coroutine = _is_coroutine
    return made


_is_coroutine = object()


def iscoroutinefunction(func):
    return inspect.iscoroutinefunction(func) \
        or getattr(func, "_is_coroutine", None) is _is_coroutine


def iscoroutine(obj):
    return isinstance(obj, (types.CoroutineType, types.GeneratorType,
                            collections.abc.Coroutine))


def _format_coroutine(coro):
    """A coroutine as tasks show it."""
    name = getattr(coro, "__qualname__", None) or getattr(coro, "__name__", None) \
        or "<%s without __name__>" % type(coro).__name__
    name += "()"
    frame = getattr(coro, "cr_frame", None) or getattr(coro, "gi_frame", None)
    code = getattr(coro, "cr_code", None) or getattr(coro, "gi_code", None)
    running = getattr(coro, "cr_running", False) or getattr(coro, "gi_running", False)
    if code is None:
        return name + " running" if running else name
    if frame is not None:
        return "%s running at %s:%d" % (name, code.co_filename, frame.f_lineno)
    return "%s done, defined at %s:%d" % (name, code.co_filename, code.co_firstlineno)
