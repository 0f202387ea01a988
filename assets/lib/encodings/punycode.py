"""Punycode: text as ASCII letters, then what to insert where (RFC 3492; Lib/encodings/punycode.py).

The characters beyond ASCII are inserted from the lowest to the highest. Each is told as a delta:
how many possible insertions (of this character at each place, then of the next ...) to skip.
"""

import codecs

_BASE = 36
_DIGITS = b"abcdefghijklmnopqrstuvwxyz0123456789"
_FIRST_BIAS = 72


def _threshold(place, bias):
    """The lowest digit at that place that isn't the number's last one."""
    return max(1, min(26, _BASE * (place + 1) - bias))


def _adapt(delta, first, length):
    """The bias for the next delta, which is likely to be about as large as this one."""
    delta //= 700 if first else 2
    delta += delta // length
    steps = 0
    while delta > 455:
        delta //= _BASE - 1
        steps += _BASE
    return steps + _BASE * delta // (delta + 38)


def _number(delta, bias):
    """The digits of a delta, the lowest first."""
    digits = bytearray()
    place = 0
    while True:
        threshold = _threshold(place, bias)
        if delta < threshold:
            digits.append(_DIGITS[delta])
            return digits
        delta, digit = divmod(delta - threshold, _BASE - threshold)
        digits.append(_DIGITS[threshold + digit])
        place += 1


def punycode_encode(text):
    basic = bytes(ord(char) for char in text if char < "\x80")
    told = len(basic)
    result = bytearray()
    bias, last, delta = _FIRST_BIAS, 0x80, 0
    for code in sorted({ord(char) for char in text if char >= "\x80"}):
        delta += (code - last) * (told + 1)
        last = code
        for char in text:
            if ord(char) < code:
                delta += 1
            elif ord(char) == code:
                result += _number(delta, bias)
                bias = _adapt(delta, told == len(basic), told + 1)
                told += 1
                delta = 0
        delta += 1
        last += 1
    return basic + b"-" + result if basic else bytes(result)


def _read_number(digits, at, bias, errors):
    """Where the number ends, and the number: None if it is wrong."""
    number = place = 0
    weight = 1
    while True:
        if at >= len(digits):
            if errors == "strict":
                raise UnicodeError("incomplete punicode string")
            return at + 1, None
        char = digits[at]
        at += 1
        if "A" <= char <= "Z":
            digit = ord(char) - ord("A")
        elif "0" <= char <= "9":
            digit = ord(char) - ord("0") + 26
        elif errors == "strict":
            raise UnicodeError("Invalid extended code point '%s'" % char)
        else:
            return at, None
        threshold = _threshold(place, bias)
        number += digit * weight
        if digit < threshold:
            return at, number
        weight *= _BASE - threshold
        place += 1


def punycode_decode(text, errors):
    if isinstance(text, str):
        text = text.encode("ascii")
    if isinstance(text, memoryview):
        text = bytes(text)
    dash = text.rfind(b"-")
    if dash < 0:
        result = ""
        digits = str(text, "ascii").upper()
    else:
        result = str(text[:dash], "ascii", errors)
        digits = str(text[dash + 1:], "ascii").upper()
    code, place, bias, at = 0x80, -1, _FIRST_BIAS, 0
    while at < len(digits):
        end, delta = _read_number(digits, at, bias, errors)
        if delta is None:
            break
        place += delta + 1
        code += place // (len(result) + 1)
        if code > 0x10FFFF:
            if errors == "strict":
                raise UnicodeError("Invalid character U+%x" % code)
            code = ord("?")
        place %= len(result) + 1
        result = result[:place] + chr(code) + result[place:]
        bias = _adapt(delta, at == 0, len(result))
        at = end
    return result


class Codec(codecs.Codec):
    def encode(self, input, errors="strict"):
        return punycode_encode(input), len(input)

    def decode(self, input, errors="strict"):
        if errors not in ("strict", "replace", "ignore"):
            raise UnicodeError("Unsupported error handling " + errors)
        return punycode_decode(input, errors), len(input)


class IncrementalEncoder(codecs.IncrementalEncoder):
    def encode(self, input, final=False):
        return punycode_encode(input)


class IncrementalDecoder(codecs.IncrementalDecoder):
    def decode(self, input, final=False):
        if self.errors not in ("strict", "replace", "ignore"):
            raise UnicodeError("Unsupported error handling " + self.errors)
        return punycode_decode(input, self.errors)


class StreamWriter(Codec, codecs.StreamWriter):
    pass


class StreamReader(Codec, codecs.StreamReader):
    pass


def getregentry():
    return codecs.CodecInfo(
        name="punycode", encode=Codec().encode, decode=Codec().decode,
        incrementalencoder=IncrementalEncoder, incrementaldecoder=IncrementalDecoder,
        streamwriter=StreamWriter, streamreader=StreamReader,
    )
