"""The exceptions of asyncio."""


class CancelledError(BaseException):
    """What was waited for, or who waits, was cancelled."""


class TimeoutError(Exception):
    """It took too long."""


class InvalidStateError(Exception):
    """A future isn't in the state for that."""


class SendfileNotAvailableError(RuntimeError):
    pass


class IncompleteReadError(EOFError):
    def __init__(self, partial, expected):
        shown = "undefined" if expected is None else repr(expected)
        super().__init__("%d bytes read on a total of %s expected bytes" % (len(partial), shown))
        self.partial = partial
        self.expected = expected


class LimitOverrunError(Exception):
    def __init__(self, message, consumed):
        super().__init__(message)
        self.consumed = consumed
