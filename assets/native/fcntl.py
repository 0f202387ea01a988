"""Controls of open files: there is no file of the system to control. Locks are always free."""

F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL = range(5)
FD_CLOEXEC = 1
LOCK_SH, LOCK_EX, LOCK_NB, LOCK_UN = 1, 2, 4, 8


def flock(fd, operation):
    pass


def lockf(fd, cmd, len=0, start=0, whence=0):
    pass


def fcntl(fd, cmd, arg=0):
    raise OSError(38, "fcntl isn't available in Cutaway")


def ioctl(fd, request, arg=0, mutate_flag=True):
    raise OSError(25, "Inappropriate ioctl for device")
