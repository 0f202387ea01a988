"""The one group there is."""


class struct_group(tuple):
    n_fields = n_sequence_fields = 4
    gr_name = property(lambda self: self[0])
    gr_passwd = property(lambda self: self[1])
    gr_gid = property(lambda self: self[2])
    gr_mem = property(lambda self: self[3])

    def __repr__(self):
        return "grp.struct_group(gr_name=%r, gr_passwd=%r, gr_gid=%r, gr_mem=%r)" % self


def _group():
    import posix
    name = posix.environ.get(b"USER", b"user").decode()
    return struct_group((name, "x", posix.getgid(), []))


def getgrgid(id):
    group = _group()
    if id != group.gr_gid:
        raise KeyError("getgrgid(): gid not found: %d" % id)
    return group


def getgrnam(name):
    group = _group()
    if name != group.gr_name:
        raise KeyError("getgrnam(): name not found: %r" % name)
    return group


def getgrall():
    return [_group()]
