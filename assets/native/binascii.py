"""Bytes as text and back: hexadecimal, base 64, checksums."""


class Error(ValueError):
    pass


class Incomplete(Exception):
    pass


_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_VALUES = {char: value for value, char in enumerate(_ALPHABET)}


def _input(data):
    if isinstance(data, str):
        try:
            return data.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters") from None
    return bytes(_buffer(data))


def _buffer(data):
    try:
        return memoryview(data)
    except TypeError:
        raise TypeError("a bytes-like object is required, not '%s'" % type(data).__name__) from None


def hexlify(data, sep=None, bytes_per_sep=1):
    data = bytes(_buffer(data))
    shown = data.hex() if sep is None else data.hex(sep, bytes_per_sep)
    return shown.encode("ascii")


b2a_hex = hexlify


def unhexlify(hexstr):
    data = _input(hexstr)
    if len(data) % 2:
        raise Error("Odd-length string")
    if any(byte not in b"0123456789abcdefABCDEF" for byte in data):
        raise Error("Non-hexadecimal digit found")
    return bytes.fromhex(data.decode("ascii"))


a2b_hex = unhexlify


def b2a_base64(data, *, newline=True):
    data = bytes(_buffer(data))
    made = bytearray()
    for at in range(0, len(data), 3):
        piece = data[at:at + 3]
        value = int.from_bytes(piece.ljust(3, b"\0"), "big")
        for shift in (18, 12, 6, 0)[:len(piece) + 1]:
            made.append(_ALPHABET[value >> shift & 63])
        made += b"=" * (3 - len(piece))
    if newline:
        made += b"\n"
    return bytes(made)


def a2b_base64(data):
    data = _input(data)
    made = bytearray()
    value = bits = count = pads = 0
    for byte in data:
        if byte == 0x3D:
            if count % 4 >= 2:
                pads += 1
                if count % 4 + pads >= 4:
                    return bytes(made)
            continue
        digit = _VALUES.get(byte)
        if digit is None:
            continue
        pads = 0
        count += 1
        value = value << 6 | digit
        bits += 6
        if bits >= 8:
            bits -= 8
            made.append(value >> bits & 255)
            value &= (1 << bits) - 1
    if count % 4 == 1:
        raise Error("Invalid base64-encoded string: number of data characters (%d) cannot be 1 more "
                    "than a multiple of 4" % count)
    if count % 4:
        raise Error("Incorrect padding")
    return bytes(made)


def _crc_table():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0xEDB88320 if byte & 1 else 0)
        table.append(byte)
    return table


_CRC = _crc_table()


def crc32(data, value=0):
    value = ~value & 0xFFFFFFFF
    for byte in bytes(_buffer(data)):
        value = _CRC[(value ^ byte) & 255] ^ value >> 8
    return ~value & 0xFFFFFFFF


def crc_hqx(data, crc):
    crc &= 0xFFFF
    for byte in bytes(_buffer(data)):
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ (0x1021 if crc & 0x8000 else 0)) & 0xFFFF
    return crc


def a2b_uu(data):
    data = _input(data)
    if not data:
        return b""
    length = data[0] - 32 & 63
    made = bytearray()
    value = bits = 0
    body = data[1:].rstrip(b"\r\n")
    for byte in body.ljust((length * 8 + 5) // 6, b" "):
        if not 32 <= byte <= 96:
            raise Error("Illegal char")
        value = value << 6 | byte - 32 & 63
        bits += 6
        if bits >= 8:
            bits -= 8
            made.append(value >> bits & 255)
            value &= (1 << bits) - 1
    return bytes(made[:length])


def b2a_uu(data, *, backtick=False):
    data = bytes(_buffer(data))
    if len(data) > 45:
        raise Error("At most 45 bytes at once")

    def char(value):
        return 96 if backtick and not value else 32 + value

    made = bytearray([char(len(data))])
    for at in range(0, len(data), 3):
        value = int.from_bytes(data[at:at + 3].ljust(3, b"\0"), "big")
        made += bytes(char(value >> shift & 63) for shift in (18, 12, 6, 0))
    return bytes(made) + b"\n"


def a2b_qp(data, header=False):
    data = _input(data)
    made = bytearray()
    at = 0
    while at < len(data):
        byte = data[at]
        if byte == 0x3D:
            end = data.find(b"\n", at)
            pair = data[at + 1:at + 3]
            if data[at + 1:at + 2] in (b"\n", b"\r", b""):
                at = end + 1 if end >= 0 else len(data)
            elif len(pair) == 2 and all(x in b"0123456789abcdefABCDEF" for x in pair):
                made.append(int(pair, 16))
                at += 3
            else:
                made.append(byte)
                at += 1
        else:
            made.append(0x20 if header and byte == 0x5F else byte)
            at += 1
    return bytes(made)


def b2a_qp(data, quotetabs=False, istext=True, header=False):
    data = bytes(_buffer(data))
    made = bytearray()
    column = 0
    for at, byte in enumerate(data):
        ends = data[at + 1:at + 2] in (b"\n", b"") or data[at + 1:at + 3] == b"\r\n"
        if istext and byte in b"\r\n":
            made.append(byte)
            column = 0
            continue
        if header and byte == 0x20:
            piece = b"_"
        elif (byte > 126 or byte == 0x3D or header and byte == 0x5F or byte < 33 and not (
                byte in b" \t" and not quotetabs and not ends)):
            piece = b"=%02X" % byte
        else:
            piece = bytes((byte,))
        if column + len(piece) > (76 if ends and at + 1 == len(data) else 75):
            made += b"=\n"
            column = 0
        made += piece
        column += len(piece)
    return bytes(made)
