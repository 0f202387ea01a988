"""Waiting for files: those of the virtual file system are always ready."""

error = OSError
POLLIN, POLLPRI, POLLOUT, POLLERR, POLLHUP, POLLNVAL = 1, 2, 4, 8, 16, 32
PIPE_BUF = 4096


def select(rlist, wlist, xlist, timeout=None):
    return list(rlist), list(wlist), []


class poll:
    """Registered descriptors are always ready."""

    def __init__(self):
        self._wanted = {}

    def register(self, fd, eventmask=POLLIN | POLLPRI | POLLOUT):
        self._wanted[fd if isinstance(fd, int) else fd.fileno()] = eventmask

    modify = register

    def unregister(self, fd):
        del self._wanted[fd if isinstance(fd, int) else fd.fileno()]

    def poll(self, timeout=None):
        return [(fd, mask & (POLLIN | POLLOUT)) for fd, mask in self._wanted.items()]
