"""Hash functions by name."""

from _blake2 import blake2b, blake2s
from _md5 import md5
from _sha1 import sha1
from _sha256 import sha224, sha256
from _sha3 import sha3_224, sha3_256, sha3_384, sha3_512, shake_128, shake_256
from _sha512 import sha384, sha512

_names = (
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "blake2b", "blake2s", "sha3_224",
    "sha3_256", "sha3_384", "sha3_512", "shake_128", "shake_256",
)
_functions = {name: globals()[name] for name in _names}
algorithms_guaranteed = set(_names)
algorithms_available = set(_names)
__all__ = _names + ("new", "algorithms_guaranteed", "algorithms_available", "pbkdf2_hmac")


def new(name, data=b"", **kwargs):
    function = _functions.get(name) or _functions.get(name.lower().replace("-", "_"))
    if function is None:
        raise ValueError("unsupported hash type " + name)
    return function(data, **kwargs)


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """A key from a password, made dear to guess by many rounds."""
    import hmac
    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    if dklen is not None and dklen < 1:
        raise ValueError("key length must be greater than 0.")
    keyed = hmac.new(password, None, hash_name)
    dklen = keyed.digest_size if dklen is None else dklen

    def digest(message):
        copy = keyed.copy()
        copy.update(message)
        return copy.digest()

    key = b""
    block = 0
    while len(key) < dklen:
        block += 1
        last = digest(salt + block.to_bytes(4, "big"))
        mixed = int.from_bytes(last, "big")
        for _ in range(iterations - 1):
            last = digest(last)
            mixed ^= int.from_bytes(last, "big")
        key += mixed.to_bytes(keyed.digest_size, "big")
    return key[:dklen]
