"""SHA-224 and SHA-256 (FIPS 180)."""

from _hashing import Hash, primes, root, sha2_block

_CONSTANTS = [root(prime, 3, 32) for prime in primes(64)]
_ROTATIONS = (2, 13, 22), (6, 11, 25), (7, 18, 3), (17, 19, 10)


class SHA256Type(Hash):
    __slots__ = ()
    name = "sha256"
    digest_size, block_size, _word_size = 32, 64, 4

    def _start(self):
        return tuple(root(prime, 2, 32) for prime in primes(8))

    @staticmethod
    def _block(state, block):
        return sha2_block(state, block, 4, _CONSTANTS, _ROTATIONS)


class SHA224Type(SHA256Type):
    __slots__ = ()
    name = "sha224"
    digest_size = 28

    def _start(self):
        return tuple(root(prime, 2, 64) & 0xFFFFFFFF for prime in primes(16)[8:])


def sha256(string=b"", *, usedforsecurity=True):
    return SHA256Type(string)


def sha224(string=b"", *, usedforsecurity=True):
    return SHA224Type(string)
