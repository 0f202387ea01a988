"""A queue without a limit. Waiting for an item would last forever, as there is one thread."""

from collections import deque


class Empty(Exception):
    """Nothing is in the queue, and it isn't allowed to wait."""


class SimpleQueue:
    def __init__(self):
        self._items = deque()

    def put(self, item, block=True, timeout=None):
        self._items.append(item)

    def put_nowait(self, item):
        self._items.append(item)

    def get(self, block=True, timeout=None):
        if block and timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        if self._items:
            return self._items.popleft()
        if not block:
            raise Empty
        if timeout is None:
            raise RuntimeError("deadlock: the only thread waits for an item that nobody puts")
        import time
        time.sleep(timeout)
        raise Empty

    def get_nowait(self):
        return self.get(False)

    def empty(self):
        return not self._items

    def qsize(self):
        return len(self._items)
