"""Values as the bytes that C keeps them in."""

__all__ = ["calcsize", "pack", "pack_into", "unpack", "unpack_from", "iter_unpack", "Struct",
           "error"]

from _struct import *
from _struct import _clearcache
