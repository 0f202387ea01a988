"""SHA-1 (FIPS 180)."""

from _hashing import Hash


class SHA1Type(Hash):
    __slots__ = ()
    name = "sha1"
    digest_size, block_size, _word_size = 20, 64, 4

    def _start(self):
        return 0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0

    @staticmethod
    def _block(state, block):
        words = [int.from_bytes(block[at:at + 4], "big") for at in range(0, 64, 4)]
        for at in range(16, 80):
            word = words[at - 3] ^ words[at - 8] ^ words[at - 14] ^ words[at - 16]
            words.append((word << 1 | word >> 31) & 0xFFFFFFFF)
        a, b, c, d, e = state
        for step, word in enumerate(words):
            if step < 20:
                mixed = (b & c | ~b & d) + 0x5A827999
            elif step < 40:
                mixed = (b ^ c ^ d) + 0x6ED9EBA1
            elif step < 60:
                mixed = (b & c | b & d | c & d) + 0x8F1BBCDC
            else:
                mixed = (b ^ c ^ d) + 0xCA62C1D6
            total = (a << 5 | a >> 27) + mixed + e + word & 0xFFFFFFFF
            a, b, c, d, e = total, a, (b << 30 | b >> 2) & 0xFFFFFFFF, c, d
        return tuple(x + y & 0xFFFFFFFF for x, y in zip(state, (a, b, c, d, e)))


def sha1(string=b"", *, usedforsecurity=True):
    return SHA1Type(string)
