"""Signals: handlers are remembered; nobody sends any."""

SIG_DFL, SIG_IGN = 0, 1
SIG_BLOCK, SIG_UNBLOCK, SIG_SETMASK = 0, 1, 2
ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF = 0, 1, 2
NSIG = 65

_names = """HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT
STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS""".split()
for _number, _name in enumerate(_names, 1):
    if _name != "STKFLT":
        globals()["SIG" + _name] = _number
SIGIOT, SIGCLD, SIGPOLL, SIGRTMIN, SIGRTMAX = 6, 17, 29, 34, 64
del _number, _name


class ItimerError(OSError):
    __module__ = "signal"


def default_int_handler(signum, frame):
    raise KeyboardInterrupt


_handlers = {number: SIG_DFL for number in range(1, NSIG)}
_handlers[2] = default_int_handler
_handlers[13] = _handlers[25] = SIG_IGN


def _check(signum):
    if not 1 <= signum < NSIG:
        raise ValueError("signal number out of range")
    return int(signum)


def signal(signum, handler):
    if not callable(handler) and handler not in (SIG_DFL, SIG_IGN):
        raise TypeError(
            "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
    signum = _check(signum)
    if signum in (9, 19):
        raise OSError(22, "Invalid argument")
    old = _handlers[signum]
    _handlers[signum] = handler
    return old


def getsignal(signum):
    return _handlers[_check(signum)]


def raise_signal(signum):
    handler = _handlers[_check(signum)]
    if callable(handler):
        import sys
        handler(signum, sys._getframe(1))
    elif handler == SIG_DFL:
        raise OSError(38, "Function not implemented: the default action of a signal")


def strsignal(signum):
    _check(signum)
    return _names[signum - 1] if signum <= len(_names) else None


def set_wakeup_fd(fd, *, warn_on_full_buffer=True):
    return -1


def siginterrupt(signum, flag):
    _check(signum)


def alarm(seconds):
    return 0


def setitimer(which, seconds, interval=0.0):
    return 0.0, 0.0


def getitimer(which):
    return 0.0, 0.0


def valid_signals():
    return set(range(1, 32)) | set(range(34, 65))


def pthread_sigmask(how, mask):
    return set()


def sigpending():
    return set()


def pause():
    raise OSError(38, "Function not implemented: no signal will ever arrive")
