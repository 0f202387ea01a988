"""Bytes as text of 16, 32, 64 or 85 characters."""

import binascii
import re
import struct

__all__ = [
    "encode", "decode", "encodebytes", "decodebytes", "b64encode", "b64decode", "b32encode",
    "b32decode", "b16encode", "b16decode", "b85encode", "b85decode", "a85encode", "a85decode",
    "standard_b64encode", "standard_b64decode", "urlsafe_b64encode", "urlsafe_b64decode",
]


def _bytes(s):
    if isinstance(s, str):
        try:
            return s.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters")
    if isinstance(s, (bytes, bytearray)):
        return s
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError("argument should be a bytes-like object or ASCII string, not %r"
                        % s.__class__.__name__) from None


def b64encode(s, altchars=None):
    encoded = binascii.b2a_base64(s, newline=False)
    if altchars is not None:
        assert len(altchars) == 2, repr(altchars)
        return encoded.translate(bytes.maketrans(b"+/", altchars))
    return encoded


def b64decode(s, altchars=None, validate=False):
    s = _bytes(s)
    if altchars is not None:
        altchars = _bytes(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b"+/"))
    if validate and not re.fullmatch(b"[A-Za-z0-9+/]*={0,2}", s):
        raise binascii.Error("Non-base64 digit found")
    return binascii.a2b_base64(s)


def standard_b64encode(s):
    return b64encode(s)


def standard_b64decode(s):
    return b64decode(s)


def urlsafe_b64encode(s):
    return b64encode(s, b"-_")


def urlsafe_b64decode(s):
    return b64decode(s, b"-_")


_B32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def b32encode(s):
    s = s if isinstance(s, (bytes, bytearray)) else memoryview(s).tobytes()
    made = bytearray()
    for at in range(0, len(s), 5):
        piece = s[at:at + 5]
        number = int.from_bytes(piece.ljust(5, b"\0"), "big")
        digits = bytes(_B32[number >> shift & 31] for shift in range(35, -5, -5))
        used = (len(piece) * 8 + 4) // 5
        made += digits[:used].ljust(8, b"=")
    return bytes(made)


def b32decode(s, casefold=False, map01=None):
    s = _bytes(s)
    if len(s) % 8:
        raise binascii.Error("Incorrect padding")
    if map01 is not None:
        s = s.translate(bytes.maketrans(b"01", b"O" + _bytes(map01)))
    if casefold:
        s = s.upper()
    text = s.rstrip(b"=")
    padding = len(s) - len(text)
    made = bytearray()
    for at in range(0, len(text), 8):
        number = 0
        for digit in text[at:at + 8].ljust(8, b"A"):
            value = _B32.find(digit)
            if value < 0:
                raise binascii.Error("Non-base32 digit found")
            number = number << 5 | value
        made += number.to_bytes(5, "big")
    lost = {0: 0, 1: 1, 3: 2, 4: 3, 6: 4}
    if padding not in lost:
        raise binascii.Error("Incorrect padding")
    return bytes(made[:len(made) - lost[padding]])


def b16encode(s):
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    s = _bytes(s)
    if casefold:
        s = s.upper()
    if re.search(b"[^0-9A-F]", s):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(s)


_A85 = bytes(range(33, 118))
_B85 = (b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        b"!#$%&()*+-;<=>?@^_`{|}~")


def _encode85(b, digits, pad, zeros=None, spaces=None):
    """Four bytes become five digits; `zeros` and `spaces` stand for four of those."""
    b = b if isinstance(b, (bytes, bytearray)) else memoryview(b).tobytes()
    missing = -len(b) % 4
    pieces = []
    for (number,) in struct.iter_unpack("!I", bytes(b) + b"\0" * missing):
        if number == 0 and zeros:
            pieces.append(zeros)
        elif number == 0x20202020 and spaces:
            pieces.append(spaces)
        else:
            pieces.append(bytes(digits[number // 85 ** place % 85]
                                for place in (4, 3, 2, 1, 0)))
    if missing and not pad:
        if pieces[-1] == zeros:
            pieces[-1] = digits[:1] * 5
        pieces[-1] = pieces[-1][:-missing]
    return b"".join(pieces)


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    made = _encode85(b, _A85, pad, b"z", b"y" if foldspaces else None)
    if adobe:
        made = b"<~" + made
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        lines = [made[at:at + wrapcol] for at in range(0, len(made), wrapcol)]
        if adobe and len(lines[-1]) + 2 > wrapcol:
            lines.append(b"")
        made = b"\n".join(lines)
    return made + b"~>" if adobe else made


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b" \t\n\r\v"):
    b = _bytes(b)
    if adobe:
        if not b.endswith(b"~>"):
            raise ValueError("Ascii85 encoded byte sequences must end with %r" % b"~>")
        b = b[2:-2] if b.startswith(b"<~") else b[:-2]
    made = []
    digits = []
    for char in bytes(b) + b"uuuu":
        if 33 <= char <= 117:
            digits.append(char - 33)
            if len(digits) == 5:
                number = 0
                for digit in digits:
                    number = number * 85 + digit
                try:
                    made.append(struct.pack("!I", number))
                except struct.error:
                    raise ValueError("Ascii85 overflow") from None
                digits = []
        elif char == 122:
            if digits:
                raise ValueError("z inside Ascii85 5-tuple")
            made.append(b"\0\0\0\0")
        elif foldspaces and char == 121:
            if digits:
                raise ValueError("y inside Ascii85 5-tuple")
            made.append(b"    ")
        elif char not in ignorechars:
            raise ValueError("Non-Ascii85 digit found: %c" % char)
    result = b"".join(made)
    lost = 4 - len(digits)
    return result[:-lost] if lost else result


def b85encode(b, pad=False):
    return _encode85(b, _B85, pad)


def b85decode(b):
    b = bytes(_bytes(b))
    missing = -len(b) % 5
    padded = b + b"~" * missing
    made = []
    for at in range(0, len(padded), 5):
        number = 0
        for offset, char in enumerate(padded[at:at + 5]):
            digit = _B85.find(char)
            if digit < 0:
                raise ValueError("bad base85 character at position %d" % (at + offset))
            number = number * 85 + digit
        try:
            made.append(struct.pack("!I", number))
        except struct.error:
            raise ValueError("base85 overflow in hunk starting at byte %d" % at) from None
    result = b"".join(made)
    return result[:-missing] if missing else result


def encodebytes(s):
    s = memoryview(s).tobytes()
    return b"".join(binascii.b2a_base64(s[at:at + 57]) for at in range(0, len(s), 57))


def decodebytes(s):
    return binascii.a2b_base64(memoryview(s).tobytes())


def encode(input, output):
    while True:
        piece = input.read(57)
        if not piece:
            return
        output.write(binascii.b2a_base64(piece))


def decode(input, output):
    for line in input:
        output.write(binascii.a2b_base64(line))
