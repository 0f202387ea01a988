"""SHA-384 and SHA-512 (FIPS 180)."""

from _hashing import Hash, primes, root, sha2_block

_CONSTANTS = [root(prime, 3, 64) for prime in primes(80)]
_ROTATIONS = (28, 34, 39), (14, 18, 41), (1, 8, 7), (19, 61, 6)


class SHA512Type(Hash):
    __slots__ = ()
    name = "sha512"
    digest_size, block_size, _word_size, _length_size = 64, 128, 8, 16

    def _start(self):
        return tuple(root(prime, 2, 64) for prime in primes(8))

    @staticmethod
    def _block(state, block):
        return sha2_block(state, block, 8, _CONSTANTS, _ROTATIONS)


class SHA384Type(SHA512Type):
    __slots__ = ()
    name = "sha384"
    digest_size = 48

    def _start(self):
        return tuple(root(prime, 2, 64) for prime in primes(16)[8:])


def sha512(string=b"", *, usedforsecurity=True):
    return SHA512Type(string)


def sha384(string=b"", *, usedforsecurity=True):
    return SHA384Type(string)
