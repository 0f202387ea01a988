"""Locks, events, conditions and semaphores between tasks."""

import collections
from asyncio import events
from asyncio.exceptions import CancelledError


class _Waiting:
    """What has a queue of tasks that wait for their turn."""

    def __init__(self, loop=None):
        self._waiters = collections.deque()
        self._loop = events.get_event_loop() if loop is None else loop
        if loop is not None:
            import warnings
            warnings.warn("The loop argument is deprecated since Python 3.8, and scheduled for "
                          "removal in Python 3.10.", DeprecationWarning, stacklevel=3)

    def _shown(self, state):
        if self._waiters:
            state = "{}, waiters:{}".format(state, len(self._waiters))
        return "<{} [{}]>".format(object.__repr__(self)[1:-1], state)

    def _wake_first(self):
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(True)
            return


class _Managed(_Waiting):
    """Taken by `async with`."""

    async def __aenter__(self):
        await self.acquire()
        return None

    async def __aexit__(self, *exc_info):
        self.release()


class Lock(_Managed):
    def __init__(self, *, loop=None):
        super().__init__(loop)
        self._locked = False

    def __repr__(self):
        return self._shown("locked" if self._locked else "unlocked")

    def locked(self):
        return self._locked

    async def acquire(self):
        if not self._locked and all(waiter.cancelled() for waiter in self._waiters):
            self._locked = True
            return True
        waiter = self._loop.create_future()
        self._waiters.append(waiter)
        try:
            try:
                await waiter
            finally:
                self._waiters.remove(waiter)
        except CancelledError:
            if not self._locked:
                self._wake_first()
            raise
        self._locked = True
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError("Lock is not acquired.")
        self._locked = False
        self._wake_first()


class Event(_Waiting):
    def __init__(self, *, loop=None):
        super().__init__(loop)
        self._value = False

    def __repr__(self):
        return self._shown("set" if self._value else "unset")

    def is_set(self):
        return self._value

    def set(self):
        if not self._value:
            self._value = True
            for waiter in self._waiters:
                if not waiter.done():
                    waiter.set_result(True)

    def clear(self):
        self._value = False

    async def wait(self):
        if self._value:
            return True
        waiter = self._loop.create_future()
        self._waiters.append(waiter)
        try:
            await waiter
            return True
        finally:
            self._waiters.remove(waiter)


class Condition(_Managed):
    def __init__(self, lock=None, *, loop=None):
        super().__init__(loop)
        lock = Lock() if lock is None else lock
        self._lock = lock
        self.locked = lock.locked
        self.acquire = lock.acquire
        self.release = lock.release

    def __repr__(self):
        return self._shown("locked" if self.locked() else "unlocked")

    async def wait(self):
        if not self.locked():
            raise RuntimeError("cannot wait on un-acquired lock")
        self.release()
        try:
            waiter = self._loop.create_future()
            self._waiters.append(waiter)
            try:
                await waiter
                return True
            finally:
                self._waiters.remove(waiter)
        finally:
            cancelled = False
            while True:
                try:
                    await self.acquire()
                    break
                except CancelledError:
                    cancelled = True
            if cancelled:
                raise CancelledError

    async def wait_for(self, predicate):
        result = predicate()
        while not result:
            await self.wait()
            result = predicate()
        return result

    def notify(self, n=1):
        if not self.locked():
            raise RuntimeError("cannot notify on un-acquired lock")
        woken = 0
        for waiter in self._waiters:
            if woken >= n:
                break
            if not waiter.done():
                woken += 1
                waiter.set_result(False)

    def notify_all(self):
        self.notify(len(self._waiters))


class Semaphore(_Managed):
    def __init__(self, value=1, *, loop=None):
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        super().__init__(loop)
        self._value = value

    def __repr__(self):
        return self._shown("locked" if self.locked() else "unlocked, value:%d" % self._value)

    def _wake_up_next(self):
        while self._waiters:
            waiter = self._waiters.popleft()
            if not waiter.done():
                waiter.set_result(None)
                return

    def locked(self):
        return self._value == 0

    async def acquire(self):
        while self._value <= 0:
            waiter = self._loop.create_future()
            self._waiters.append(waiter)
            try:
                await waiter
            except:
                waiter.cancel()
                if self._value > 0 and not waiter.cancelled():
                    self._wake_up_next()
                raise
        self._value -= 1
        return True

    def release(self):
        self._value += 1
        self._wake_up_next()


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1, *, loop=None):
        self._bound_value = value
        super().__init__(value, loop=loop)

    def release(self):
        if self._value >= self._bound_value:
            raise ValueError("BoundedSemaphore released too many times")
        super().release()
