"""There is no network: names and numbers are here, sockets are refused."""

error = OSError


class herror(OSError):
    __module__ = "socket"


class gaierror(OSError):
    __module__ = "socket"


class timeout(OSError):
    __module__ = "socket"


has_ipv6 = False
AF_UNSPEC, AF_UNIX, AF_INET, AF_INET6 = 0, 1, 2, 10
SOCK_STREAM, SOCK_DGRAM, SOCK_RAW = 1, 2, 3
SOCK_NONBLOCK, SOCK_CLOEXEC = 0o4000, 0o2000000
SOL_SOCKET, SO_REUSEADDR, SO_TYPE, SO_ERROR, SO_BROADCAST = 1, 2, 3, 4, 6
SO_KEEPALIVE, SO_LINGER, SO_REUSEPORT, SO_RCVBUF, SO_SNDBUF = 9, 13, 15, 8, 7
SOMAXCONN, SHUT_RD, SHUT_WR, SHUT_RDWR = 128, 0, 1, 2
IPPROTO_IP, IPPROTO_ICMP, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_IPV6 = 0, 1, 6, 17, 41
TCP_NODELAY, TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT = 1, 4, 5, 6
IPV6_V6ONLY = 26
AI_PASSIVE, AI_CANONNAME, AI_NUMERICHOST, AI_NUMERICSERV, AI_ADDRCONFIG = 1, 2, 4, 1024, 32
NI_NUMERICHOST, NI_NUMERICSERV, NI_MAXHOST, NI_MAXSERV = 1, 2, 1025, 32
MSG_OOB, MSG_PEEK, MSG_DONTWAIT, MSG_NOSIGNAL = 1, 2, 64, 16384
EAI_NONAME, EAI_FAMILY, EAI_AGAIN, EAI_FAIL = -2, -6, -3, -4
INADDR_ANY, INADDR_LOOPBACK, INADDR_BROADCAST = 0, 0x7F000001, 0xFFFFFFFF


def _refuse():
    raise PermissionError(1, "Operation not permitted: a script in Cutaway has no network")


# Pairs of connected sockets lie in memory: for each descriptor what was sent to it, and the other
# end's descriptor.
_received = {}
_other_end = {}
_FIRST_DESCRIPTOR = 1000


class socket:
    """One end of a pair; others are refused."""

    __slots__ = ("_fd", "_kind", "timeout")

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        self._fd = -1
        if fileno not in _received:
            _refuse()
        self._fd = fileno
        self._kind = family, type, proto
        self.timeout = None

    family = property(lambda self: self._kind[0])
    type = property(lambda self: self._kind[1])
    proto = property(lambda self: self._kind[2])

    def fileno(self):
        return self._fd

    def detach(self):
        fd, self._fd = self._fd, -1
        return fd

    def close(self):
        fd = self.detach()
        _received.pop(fd, None)
        _other_end.pop(fd, None)

    def setblocking(self, flag):
        self.timeout = None if flag else 0.0

    def settimeout(self, timeout):
        self.timeout = timeout

    def gettimeout(self):
        return self.timeout

    def getblocking(self):
        return self.timeout != 0.0

    def send(self, data, flags=0):
        other = _received.get(_other_end.get(self._fd))
        if other is None:
            raise BrokenPipeError(32, "Broken pipe")
        other += data
        return len(data)

    def sendall(self, data, flags=0):
        self.send(data)

    def recv(self, bufsize, flags=0):
        waiting = _received[self._fd]
        if not waiting and _other_end.get(self._fd) in _received:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        data = bytes(waiting[:bufsize])
        del waiting[:bufsize]
        return data


def socketpair(family=AF_UNIX, type=SOCK_STREAM, proto=0):
    """Two sockets: what is sent to one can be received from the other."""
    first = max(_received, default=_FIRST_DESCRIPTOR - 1) + 1
    for fd, other in ((first, first + 1), (first + 1, first)):
        _received[fd] = bytearray()
        _other_end[fd] = other
    return socket(family, type, proto, first), socket(family, type, proto, first + 1)


SocketType = socket
_timeout = None


def getdefaulttimeout():
    return _timeout


def setdefaulttimeout(seconds):
    global _timeout
    _timeout = seconds


def gethostname():
    return "localhost"


def gethostbyname(name):
    if name in ("localhost", "127.0.0.1", ""):
        return "127.0.0.1"
    raise gaierror(-3, "Temporary failure in name resolution")


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    raise gaierror(-3, "Temporary failure in name resolution")


def _refused(*args, **kwargs):
    _refuse()


dup = close = getnameinfo = gethostbyname_ex = gethostbyaddr = _refused
getservbyname = getservbyport = getprotobyname = if_nameindex = sethostname = _refused


def _swap16(x):
    if not 0 <= x < 1 << 16:
        raise OverflowError("htons: Python int too large to convert to C 16-bit unsigned integer")
    return (x & 0xFF) << 8 | x >> 8


def _swap32(x):
    return int.from_bytes(x.to_bytes(4, "little"), "big")


htons = ntohs = _swap16
htonl = ntohl = _swap32


def inet_aton(text):
    parts = text.split(".")
    if len(parts) != 4 or not all(part.isdigit() and int(part) < 256 for part in parts):
        raise OSError("illegal IP address string passed to inet_aton")
    return bytes(map(int, parts))


def inet_ntoa(packed):
    if len(packed) != 4:
        raise OSError("packed IP wrong length")
    return ".".join(map(str, packed))
