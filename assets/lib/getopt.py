"""Command lines as in C's getopt."""

import os

__all__ = ["GetoptError", "error", "getopt", "gnu_getopt"]


class GetoptError(Exception):
    def __init__(self, msg, opt=""):
        self.msg = msg
        self.opt = opt
        Exception.__init__(self, msg, opt)

    def __str__(self):
        return self.msg


error = GetoptError


def getopt(args, shortopts, longopts=[]):
    opts = []
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    while args and args[0].startswith("-") and args[0] != "-":
        if args[0] == "--":
            return opts, args[1:]
        opts, args = _one(opts, args, shortopts, longopts)
    return opts, args


def gnu_getopt(args, shortopts, longopts=[]):
    """Options may stand behind arguments."""
    opts, rest = [], []
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    all_first = shortopts.startswith("+") or bool(os.environ.get("POSIXLY_CORRECT"))
    shortopts = shortopts.lstrip("+")
    while args:
        if args[0] == "--":
            return opts, rest + args[1:]
        if args[0][:1] == "-" and args[0] != "-":
            opts, args = _one(opts, args, shortopts, longopts)
        elif all_first:
            return opts, rest + args
        else:
            rest.append(args[0])
            args = args[1:]
    return opts, rest


def _one(opts, args, shortopts, longopts):
    first, rest = args[0], args[1:]
    if first.startswith("--"):
        return _long(opts, first[2:], longopts, rest)
    text = first[1:]
    while text:
        opt, text = text[0], text[1:]
        at = shortopts.find(opt)
        if at < 0 or opt == ":":
            raise GetoptError("option -%s not recognized" % opt, opt)
        value = ""
        if shortopts.startswith(":", at + 1):
            if not text:
                if not rest:
                    raise GetoptError("option -%s requires argument" % opt, opt)
                text, rest = rest[0], rest[1:]
            value, text = text, ""
        opts = opts + [("-" + opt, value)]
    return opts, rest


def _long(opts, opt, longopts, args):
    opt, equals, value = opt.partition("=")
    value = value if equals else None
    possible = [each for each in longopts if each.startswith(opt)]
    if not possible:
        raise GetoptError("option --%s not recognized" % opt, opt)
    if opt in possible:
        takes, name = False, opt
    elif opt + "=" in possible:
        takes, name = True, opt
    elif len(possible) > 1:
        raise GetoptError("option --%s not a unique prefix" % opt, opt)
    else:
        takes, name = possible[0].endswith("="), possible[0].rstrip("=")
    if takes:
        if value is None:
            if not args:
                raise GetoptError("option --%s requires argument" % name, name)
            value, args = args[0], args[1:]
    elif value is not None:
        raise GetoptError("option --%s must not have an argument" % name, name)
    return opts + [("--" + name, value or "")], args
