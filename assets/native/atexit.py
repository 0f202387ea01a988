"""Functions to be called when the program ends, the last registered first."""

import sys

_handlers = []


def register(func, *args, **kwargs):
    """Registers a function and its arguments; gives the function back."""
    if not callable(func):
        raise TypeError("the first argument must be callable")
    _handlers.append((func, args, kwargs))
    return func


def unregister(func):
    """Forgets a function however often it was registered."""
    _handlers[:] = [handler for handler in _handlers if not handler[0] == func]


def _clear():
    """Forgets all functions."""
    del _handlers[:]


def _ncallbacks():
    """The number of registered functions."""
    return len(_handlers)


def _run_exitfuncs():
    """Calls and forgets all functions; their errors are reported, the last one is passed on."""
    last = None
    while _handlers:
        func, args, kwargs = _handlers.pop()
        try:
            func(*args, **kwargs)
        except SystemExit as error:
            last = error
        except BaseException as error:
            sys.stderr.write("Error in atexit._run_exitfuncs:\n")
            sys.excepthook(type(error), error, error.__traceback__)
            last = error
    if last is not None:
        raise last
