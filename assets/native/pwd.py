"""The one user there is."""


class struct_passwd(tuple):
    n_fields = n_sequence_fields = 7
    pw_name = property(lambda self: self[0])
    pw_passwd = property(lambda self: self[1])
    pw_uid = property(lambda self: self[2])
    pw_gid = property(lambda self: self[3])
    pw_gecos = property(lambda self: self[4])
    pw_dir = property(lambda self: self[5])
    pw_shell = property(lambda self: self[6])

    def __repr__(self):
        names = ("pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell")
        shown = ("%s=%r" % (name, getattr(self, name)) for name in names)
        return "pwd.struct_passwd(%s)" % ", ".join(shown)


def _user():
    import posix
    name = posix.environ.get(b"USER", b"user").decode()
    home = posix.environ.get(b"HOME", b"/").decode()
    return struct_passwd((name, "x", posix.getuid(), posix.getgid(), "", home, "/bin/sh"))


def getpwuid(uid):
    user = _user()
    if uid != user.pw_uid:
        raise KeyError("getpwuid(): uid not found: %d" % uid)
    return user


def getpwnam(name):
    user = _user()
    if name != user.pw_name:
        raise KeyError("getpwnam(): name not found: %r" % name)
    return user


def getpwall():
    return [_user()]
