"""UTF-7: runs of base64 between `+` and `-` inside ASCII (RFC 2152; Objects/unicodeobject.c).

A run holds UTF-16 units of 16 bits in digits of 6, so bits wait between the two.
"""

_DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)}
# What stands for itself when encoded: not `+`, which starts a run, nor `\` and `~`, which old
# character sets replaced, nor the other control characters.
_DIRECT = frozenset(range(32, 127)) - frozenset(b"+\\~") | frozenset(b"\t\n\r")


def _run(text):
    """The base64 digits of a run."""
    buffer = bits = 0
    digits = bytearray()
    for unit in memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H"):
        buffer = buffer << 16 | unit
        bits += 16
        while bits >= 6:
            bits -= 6
            digits.append(_DIGITS[buffer >> bits])
            buffer &= (1 << bits) - 1
    if bits:
        digits.append(_DIGITS[buffer << 6 - bits])
    return digits


def encode(text):
    result = bytearray()
    at = 0
    while at < len(text):
        code = ord(text[at])
        if code == 0x2B or code in _DIRECT:
            result += b"+-" if code == 0x2B else bytes((code,))
            at += 1
            continue
        end = at + 1
        while end < len(text) and ord(text[end]) not in _DIRECT:
            end += 1
        result += b"+" + _run(text[at:end])
        # The run ends by itself before what can't be one of its digits.
        if end == len(text) or text[end] == "-" or ord(text[end]) in _VALUES:
            result.append(0x2D)
        at = end
    return bytes(result)


def decode(data, final, handle):
    """The text, and how many bytes it took. `handle(start, end, reason)` gives what stands for
    bytes that are wrong, and where to go on."""
    written = []
    at = start = shown = buffer = bits = high = 0
    inside = False
    while True:
        wrong = None
        if at == len(data):
            if not inside:
                return "".join(written), at
            if not final:
                # The run is begun again when more comes, so what it gave is taken back.
                return "".join(written[:shown]), start
            inside = False
            if high or bits >= 6 or bits and buffer:
                wrong = "unterminated shift sequence"
        else:
            byte = data[at]
            if inside and byte in _VALUES:
                at += 1
                buffer = buffer << 6 | _VALUES[byte]
                bits += 6
                if bits < 16:
                    continue
                bits -= 16
                unit = buffer >> bits
                buffer &= (1 << bits) - 1
                if high and 0xDC00 <= unit < 0xE000:
                    written.append(chr(0x10000 + (high - 0xD800 << 10) + unit - 0xDC00))
                    high = 0
                    continue
                if high:
                    written.append(chr(high))
                    high = 0
                if 0xD800 <= unit < 0xDC00:
                    high = unit
                else:
                    written.append(chr(unit))
            elif inside:
                inside = False
                if bits >= 6 or bits and buffer:
                    at += 1
                    wrong = ("partial character in shift sequence" if bits >= 6 else
                             "non-zero padding bits in shift sequence")
                else:
                    if high and byte < 128 and byte != 0x2B:
                        written.append(chr(high))
                    high = 0
                    at += byte == 0x2D
            elif byte == 0x2B:
                start = at
                at += 1
                following = data[at] if at < len(data) else None
                if following == 0x2D:
                    written.append("+")
                    at += 1
                elif following is not None and following not in _VALUES:
                    at += 1
                    wrong = "ill-formed sequence"
                else:
                    inside = True
                    shown = len(written)
                    buffer = bits = high = 0
            elif byte < 128:
                written.append(chr(byte))
                at += 1
            else:
                start = at
                at += 1
                wrong = "unexpected special character"
        if wrong:
            piece, at = handle(start, at, wrong)
            written.append(piece)
