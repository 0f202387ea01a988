"""Host names with characters beyond ASCII (RFC 3490, 3491, 3454; Lib/encodings/idna.py, Lib/stringprep.py).

RFC 3454's tables are of Unicode 3.2. Here they follow from the properties of the Unicode version at
hand, with the ranges where those differ; characters newer than 3.2 are mapped as that version says.
"""

import codecs
import re
import unicodedata

dots = re.compile("[\u002E\u3002\uFF0E\uFF61]")
ace_prefix = b"xn--"
sace_prefix = "xn--"


def _ranges(text):
    """Code points told as `a-b` or `a`, in hexadecimal."""
    for part in text.split():
        first, _, last = part.partition("-")
        yield int(first, 16), int(last or first, 16)


# Table B.1: mapped to nothing.
_NOTHING = "ad 34f 1806 180b-180d 200b-200d 2060 fe00-fe0f feff"
_to_nothing = {code: None for first, last in _ranges(_NOTHING) for code in range(first, last + 1)}
# Tables C.1.2, C.2.2 and C.3 to C.9: prohibited.
_prohibited = tuple(_ranges(
    "80-a0 340-341 6dd 70f 1680 180e 2000-200f 2028-202f 205f-2063 206a-206f 2ff0-2ffb 3000 "
    "d800-f8ff fdd0-fdef feff fff9-ffff 1d173-1d17a e0001 e0020-e007f f0000-10ffff"))
# Table D.2 has what is written from left to right; of these Unicode has changed its mind.
_LEFT_TO_RIGHT_BEFORE = "cbf cc6 17b4-17b5 2800-28ff"


def _folded(text):
    # Cherokee folds to its capital letters, which are the older ones; 3.8 takes the small ones.
    return "".join(char.lower() if "CHEROKEE" in unicodedata.name(char, "") else char.casefold()
                   for char in text)


def _mapped(char):
    """Table B.2: case folding that stays as it is under normalization."""
    folded = _folded(char)
    normal = unicodedata.normalize("NFKC", folded)
    again = unicodedata.normalize("NFKC", _folded(normal))
    return again if again != normal else folded


def _is_prohibited(char):
    code = ord(char)
    return code & 0xFFFE == 0xFFFE or any(first <= code <= last for first, last in _prohibited)


def _is_left_to_right(char):
    return unicodedata.bidirectional(char) == "L" or any(
        first <= ord(char) <= last for first, last in _ranges(_LEFT_TO_RIGHT_BEFORE))


def nameprep(label):
    label = "".join(map(_mapped, label.translate(_to_nothing)))
    label = unicodedata.normalize("NFKC", label)
    for char in label:
        if _is_prohibited(char):
            raise UnicodeError("Invalid character %r" % char)
    backwards = [unicodedata.bidirectional(char) in ("R", "AL") for char in label]
    if any(backwards):
        if any(map(_is_left_to_right, label)):
            raise UnicodeError("Violation of BIDI requirement 2")
        if not backwards[0] or not backwards[-1]:
            raise UnicodeError("Violation of BIDI requirement 3")
    return label


def _ascii(label):
    try:
        return label.encode("ascii")
    except UnicodeError:
        return None


def _fitting(label):
    if 0 < len(label) < 64:
        return label
    raise UnicodeError("label empty or too long")


def ToASCII(label):
    plain = _ascii(label)
    if plain is None:
        label = nameprep(label)
        plain = _ascii(label)
    if plain is not None:
        return _fitting(plain)
    if label.startswith(sace_prefix):
        raise UnicodeError("Label starts with ACE prefix")
    return _fitting(ace_prefix + label.encode("punycode"))


def ToUnicode(label):
    if isinstance(label, bytes):
        plain = label
    else:
        plain = _ascii(label)
        if plain is None:
            label = nameprep(label)
            plain = _ascii(label)
            if plain is None:
                raise UnicodeError("Invalid character in IDN label")
    if not plain.startswith(ace_prefix):
        return str(plain, "ascii")
    result = plain[len(ace_prefix):].decode("punycode")
    back = ToASCII(result)
    if str(plain, "ascii").lower() != str(back, "ascii"):
        raise UnicodeError("IDNA does not round-trip", plain, back)
    return result


class Codec(codecs.Codec):
    def encode(self, input, errors="strict"):
        if errors != "strict":
            raise UnicodeError("unsupported error handling " + errors)
        if not input:
            return b"", 0
        plain = _ascii(input)
        if plain is not None:
            *labels, last = plain.split(b".")
            for label in labels:
                _fitting(label)
            if len(last) >= 64:
                raise UnicodeError("label too long")
            return plain, len(input)
        *labels, last = dots.split(input)
        if last:
            labels.append(last)
        result = b".".join(map(ToASCII, labels))
        return result + (b"" if last else b"."), len(input)

    def decode(self, input, errors="strict"):
        if errors != "strict":
            raise UnicodeError("Unsupported error handling " + errors)
        if not input:
            return "", 0
        if not isinstance(input, bytes):
            input = bytes(input)
        if ace_prefix not in input:
            try:
                return input.decode("ascii"), len(input)
            except UnicodeDecodeError:
                pass
        *labels, last = input.split(b".")
        if last:
            labels.append(last)
        result = ".".join(map(ToUnicode, labels))
        return result + ("" if last else "."), len(input)


class IncrementalEncoder(codecs.BufferedIncrementalEncoder):
    def _buffer_encode(self, input, errors, final):
        # A label that may go on waits for its end.
        labels = dots.split(input)
        kept = "" if final else labels[-1]
        used = len(input) - len(kept)
        return Codec().encode(input[:used], errors)[0], used


class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
    def _buffer_decode(self, input, errors, final):
        used = len(input) if final else bytes(input).rfind(b".") + 1
        return Codec().decode(bytes(input[:used]), errors)[0], used


class StreamWriter(Codec, codecs.StreamWriter):
    pass


class StreamReader(Codec, codecs.StreamReader):
    pass


def getregentry():
    return codecs.CodecInfo(
        name="idna", encode=Codec().encode, decode=Codec().decode,
        incrementalencoder=IncrementalEncoder, incrementaldecoder=IncrementalDecoder,
        streamwriter=StreamWriter, streamreader=StreamReader,
    )
