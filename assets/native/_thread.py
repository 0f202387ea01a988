"""Locks for a program that has one thread; no other can be started."""

TIMEOUT_MAX = 9223372036.0

error = RuntimeError
_MAIN = 140000000000000


class LockType:
    """A lock. Waiting for one that is held would last forever."""

    __slots__ = ("_locked", "__weakref__")

    def __init__(self):
        self._locked = False

    def acquire(self, blocking=True, timeout=-1):
        _check_timeout(blocking, timeout)
        if not self._locked:
            self._locked = True
            return True
        return _wait(blocking, timeout)

    acquire_lock = acquire

    def release(self):
        if not self._locked:
            raise RuntimeError("release unlocked lock")
        self._locked = False

    release_lock = release

    def locked(self):
        return self._locked

    locked_lock = locked

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exc_info):
        self.release()

    def _at_fork_reinit(self):
        self._locked = False

    def __repr__(self):
        return "<%s _thread.lock object at 0x%x>" % (
            "locked" if self._locked else "unlocked", id(self))


LockType.__name__ = LockType.__qualname__ = "lock"


class RLock:
    """A lock that its holder can take again."""

    __slots__ = ("_count", "__weakref__")

    def __init__(self):
        self._count = 0

    def acquire(self, blocking=True, timeout=-1):
        _check_timeout(blocking, timeout)
        self._count += 1
        return True

    def release(self):
        if not self._count:
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exc_info):
        self.release()

    def _is_owned(self):
        return self._count > 0

    def _acquire_restore(self, state):
        self._count = state[0]

    def _release_save(self):
        if not self._count:
            raise RuntimeError("cannot release un-acquired lock")
        state = self._count, _MAIN
        self._count = 0
        return state

    def __repr__(self):
        return "<%s _thread.RLock object owner=%d count=%d at 0x%x>" % (
            "locked" if self._count else "unlocked", _MAIN if self._count else 0,
            self._count, id(self))


def _check_timeout(blocking, timeout):
    if not blocking and timeout != -1:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if timeout < 0 and timeout != -1:
        raise ValueError("timeout value must be positive")
    if timeout > TIMEOUT_MAX:
        raise OverflowError("timeout value is too large")


def _wait(blocking, timeout):
    if not blocking:
        return False
    if timeout < 0:
        raise RuntimeError("deadlock: the only thread waits for a lock that it holds")
    import time
    time.sleep(timeout)
    return False


def allocate_lock():
    return LockType()


allocate = allocate_lock


class _local:
    """Attributes of each thread: there is one."""


def get_ident():
    return _MAIN


def get_native_id():
    return 1000


def start_new_thread(function, args, kwargs=None):
    raise RuntimeError("can't start new thread: a script in Cutaway has one thread")


start_new = start_new_thread


def stack_size(size=0):
    return 0


def _count():
    return 0


def _set_sentinel():
    return LockType()


def exit():
    raise SystemExit


exit_thread = exit


def interrupt_main():
    raise KeyboardInterrupt


class _ExceptHookArgs(tuple):
    """What threading.excepthook is given."""

    exc_type = property(lambda self: self[0])
    exc_value = property(lambda self: self[1])
    exc_traceback = property(lambda self: self[2])
    thread = property(lambda self: self[3])


def _excepthook(args):
    import sys
    sys.excepthook(args.exc_type, args.exc_value, args.exc_traceback)
