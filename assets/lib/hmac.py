"""Keyed hashes."""

from _operator import _compare_digest as compare_digest
import hashlib as _hashlib

_INNER = bytes(x ^ 0x36 for x in range(256))
_OUTER = bytes(x ^ 0x5C for x in range(256))
digest_size = None


class HMAC:
    blocksize = 64

    def __init__(self, key, msg=None, digestmod=""):
        if not isinstance(key, (bytes, bytearray)):
            raise TypeError("key: expected bytes or bytearray, but got %r" % type(key).__name__)
        if not digestmod:
            raise TypeError("Missing required parameter 'digestmod'.")
        if callable(digestmod):
            make = digestmod
        elif isinstance(digestmod, str):
            def make(data=b""):
                return _hashlib.new(digestmod, data)
        else:
            make = digestmod.new
        self.digest_cons = make
        self.outer = make()
        self.inner = make()
        self.digest_size = self.inner.digest_size
        self.block_size = getattr(self.inner, "block_size", self.blocksize)
        if len(key) > self.block_size:
            key = make(key).digest()
        key = bytes(key).ljust(self.block_size, b"\0")
        self.outer.update(key.translate(_OUTER))
        self.inner.update(key.translate(_INNER))
        if msg is not None:
            self.update(msg)

    @property
    def name(self):
        return "hmac-" + self.inner.name

    def update(self, msg):
        self.inner.update(msg)

    def copy(self):
        other = self.__class__.__new__(self.__class__)
        other.__dict__.update(self.__dict__)
        other.inner = self.inner.copy()
        other.outer = self.outer.copy()
        return other

    def digest(self):
        outer = self.outer.copy()
        outer.update(self.inner.digest())
        return outer.digest()

    def hexdigest(self):
        return self.digest().hex()


def new(key, msg=None, digestmod=""):
    return HMAC(key, msg, digestmod)


def digest(key, msg, digest):
    return HMAC(key, msg, digest).digest()
