"""Waiting for files: those of the virtual file system are always ready, a socket of a pair when something
was sent to it. Whoever waits for a while moves the virtual clock on."""

error = OSError
POLLIN, POLLPRI, POLLOUT, POLLERR, POLLHUP, POLLNVAL = 1, 2, 4, 8, 16, 32
PIPE_BUF = 4096


def _descriptor(file):
    return file if isinstance(file, int) else file.fileno()


def _can_read(fd):
    import _socket
    return bool(_socket._received.get(fd, True))


def _wait(timeout):
    """Nothing is ready, and nothing will be before the time is up."""
    if timeout is None:
        raise RuntimeError("waiting for a file that will never be ready")
    if timeout > 0:
        import time
        time.sleep(timeout)


def select(rlist, wlist, xlist, timeout=None):
    readable = [file for file in rlist if _can_read(_descriptor(file))]
    writable = list(wlist)
    if not readable and not writable:
        _wait(timeout)
    return readable, writable, []


class poll:
    """Registered descriptors, and what is waited for."""

    def __init__(self):
        self._wanted = {}

    def register(self, fd, eventmask=POLLIN | POLLPRI | POLLOUT):
        self._wanted[_descriptor(fd)] = eventmask

    modify = register

    def unregister(self, fd):
        del self._wanted[_descriptor(fd)]

    def poll(self, timeout=None):
        """What is ready; the timeout is in milliseconds."""
        ready = []
        for fd, wanted in self._wanted.items():
            events = wanted & POLLOUT
            if wanted & POLLIN and _can_read(fd):
                events |= POLLIN
            if events:
                ready.append((fd, events))
        if not ready:
            _wait(None if timeout is None or timeout < 0 else timeout / 1000)
        return ready
