"""Settings of a terminal: there is none."""

ECHO, ICANON, ISIG, IXON, OPOST, TCSANOW, TCSADRAIN, TCSAFLUSH = 8, 2, 1, 1024, 1, 0, 1, 2
BRKINT, CSIZE, CS8, ICRNL, IEXTEN, INPCK, ISTRIP, PARENB, VMIN, VTIME = (
    2, 48, 48, 256, 32768, 16, 32, 256, 6, 5)


class error(Exception):
    pass


def tcgetattr(fd):
    raise error(25, "Inappropriate ioctl for device")


def tcsetattr(fd, when, attributes):
    raise error(25, "Inappropriate ioctl for device")


def tcflush(fd, queue):
    raise error(25, "Inappropriate ioctl for device")
