"""What a process uses and may use: the time of the virtual clock; nothing else is counted."""

RUSAGE_CHILDREN, RUSAGE_SELF = -1, 0
RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_DATA, RLIMIT_STACK, RLIMIT_CORE = range(5)
RLIMIT_RSS, RLIMIT_NPROC, RLIMIT_NOFILE, RLIMIT_MEMLOCK, RLIMIT_AS = range(5, 10)
RLIM_INFINITY = -1
error = OSError
_FIELDS = (
    "ru_utime", "ru_stime", "ru_maxrss", "ru_ixrss", "ru_idrss", "ru_isrss", "ru_minflt",
    "ru_majflt", "ru_nswap", "ru_inblock", "ru_oublock", "ru_msgsnd", "ru_msgrcv",
    "ru_nsignals", "ru_nvcsw", "ru_nivcsw",
)


class struct_rusage(tuple):
    def __getattr__(self, name):
        if name not in _FIELDS:
            raise AttributeError(
                "'resource.struct_rusage' object has no attribute '%s'" % name)
        return self[_FIELDS.index(name)]


def getrusage(who):
    import time
    return struct_rusage((time.process_time(), 0.0) + (0,) * 14)


def getrlimit(resource):
    return RLIM_INFINITY, RLIM_INFINITY


def setrlimit(resource, limits):
    raise ValueError("limits can't be set in Cutaway")


def getpagesize():
    return 4096
