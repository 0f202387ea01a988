"""What the program runs on: the machine that Cutaway pretends to be."""

import os
import sys
from collections import namedtuple

uname_result = namedtuple("uname_result", "system node release version machine processor")


def uname():
    return uname_result(*os.uname(), "")


def system():
    return uname().system


def node():
    return uname().node


def release():
    return uname().release


def version():
    return uname().version


def machine():
    return uname().machine


def processor():
    return uname().processor


def architecture(executable=sys.executable, bits="", linkage=""):
    return bits or "64bit", linkage or "ELF"


def python_implementation():
    return "CPython"


def python_version():
    return sys.version.split()[0]


def python_version_tuple():
    return tuple(python_version().split("."))


def python_branch():
    return ""


python_revision = python_branch


def python_build():
    return "default", ""


def python_compiler():
    return sys.version.partition("[")[2].rstrip("]")


def libc_ver(*args, **kwargs):
    return "glibc", ""


def platform(aliased=0, terse=0):
    return "-".join((system(), release(), machine()))
