"""Futures: results that will be there."""

import contextvars
from asyncio import events
from asyncio.exceptions import CancelledError, InvalidStateError

_PENDING, _CANCELLED, _FINISHED = "PENDING", "CANCELLED", "FINISHED"


def isfuture(obj):
    return hasattr(obj.__class__, "_asyncio_future_blocking") \
        and obj._asyncio_future_blocking is not None


def _show_callbacks(callbacks):
    shown = [events._format_callback_source(callback, ()) for callback, _ in callbacks[:2]]
    if len(callbacks) > 2:
        last = events._format_callback_source(callbacks[-1][0], ())
        return "cb=[%s, <%d more>, %s]" % (shown[0], len(callbacks) - 2, last)
    return "cb=[%s]" % ", ".join(shown)


class Future:
    """A result that somebody will set."""

    _state = _PENDING
    _result = _exception = _loop = None
    _asyncio_future_blocking = False
    __log_traceback = False

    def __init__(self, *, loop=None):
        self._loop = events.get_event_loop() if loop is None else loop
        self._callbacks = []

    def _repr_info(self):
        info = [self._state.lower()]
        if self._state == _FINISHED:
            if self._exception is not None:
                info.append("exception=%r" % (self._exception,))
            else:
                import reprlib
                info.append("result=%s" % reprlib.repr(self._result))
        if self._callbacks:
            info.append(_show_callbacks(self._callbacks))
        return info

    def __repr__(self):
        return "<%s %s>" % (self.__class__.__name__, " ".join(self._repr_info()))

    def __del__(self):
        if self.__log_traceback:
            self._loop.call_exception_handler({
                "message": "%s exception was never retrieved" % self.__class__.__name__,
                "exception": self._exception,
                "future": self,
            })

    def get_loop(self):
        return self._loop

    def cancel(self):
        self.__log_traceback = False
        if self._state != _PENDING:
            return False
        self._state = _CANCELLED
        self._schedule_callbacks()
        return True

    def _schedule_callbacks(self):
        callbacks, self._callbacks = self._callbacks, []
        for callback, context in callbacks:
            self._loop.call_soon(callback, self, context=context)

    def cancelled(self):
        return self._state == _CANCELLED

    def done(self):
        return self._state != _PENDING

    def result(self):
        if self._state == _CANCELLED:
            raise CancelledError
        if self._state != _FINISHED:
            raise InvalidStateError("Result is not ready.")
        self.__log_traceback = False
        if self._exception is not None:
            raise self._exception
        return self._result

    def exception(self):
        if self._state == _CANCELLED:
            raise CancelledError
        if self._state != _FINISHED:
            raise InvalidStateError("Exception is not set.")
        self.__log_traceback = False
        return self._exception

    def add_done_callback(self, fn, *, context=None):
        if self._state != _PENDING:
            self._loop.call_soon(fn, self, context=context)
        else:
            if context is None:
                context = contextvars.copy_context()
            self._callbacks.append((fn, context))

    def remove_done_callback(self, fn):
        kept = [(f, context) for f, context in self._callbacks if f != fn]
        removed = len(self._callbacks) - len(kept)
        if removed:
            self._callbacks[:] = kept
        return removed

    def set_result(self, result):
        if self._state != _PENDING:
            raise InvalidStateError("invalid state")
        self._result = result
        self._state = _FINISHED
        self._schedule_callbacks()

    def set_exception(self, exception):
        if self._state != _PENDING:
            raise InvalidStateError("invalid state")
        if isinstance(exception, type):
            exception = exception()
        if type(exception) is StopIteration:
            raise TypeError("StopIteration interacts badly with generators and cannot be raised "
                            "into a Future")
        self._exception = exception
        self._state = _FINISHED
        self._schedule_callbacks()
        self.__log_traceback = True

    def __await__(self):
        if not self.done():
            self._asyncio_future_blocking = True
            yield self
        if not self.done():
            raise RuntimeError("await wasn't used with future")
        return self.result()

    __iter__ = __await__


def wrap_future(future, *, loop=None):
    if isfuture(future):
        return future
    raise RuntimeError("futures of other threads can't be awaited: a script in Cutaway has one "
                       "thread")
