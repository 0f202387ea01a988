"""Finds codecs by their names: those of str.encode, tables of one byte a character, and a few that
change text to text or bytes to bytes."""

import codecs
import _codecs

# What str.encode knows by itself: its first name, and the name that lookup() gives it.
_UNICODE = {
    "utf_8": "utf-8", "utf_8_sig": "utf-8-sig", "utf_16": "utf-16", "utf_16_le": "utf-16-le",
    "utf_16_be": "utf-16-be", "utf_32": "utf-32", "utf_32_le": "utf-32-le",
    "utf_32_be": "utf-32-be", "latin_1": "iso8859-1", "ascii": "ascii",
}
_UNICODE_ALIASES = {
    "utf8": "utf_8", "u8": "utf_8", "utf": "utf_8", "cp65001": "utf_8", "utf16": "utf_16", "u16": "utf_16",
    "utf_16le": "utf_16_le", "utf_16be": "utf_16_be", "utf32": "utf_32", "u32": "utf_32",
    "utf_32le": "utf_32_le", "utf_32be": "utf_32_be", "latin1": "latin_1", "latin": "latin_1",
    "l1": "latin_1", "iso_8859_1": "latin_1", "iso8859_1": "latin_1", "iso8859": "latin_1",
    "8859": "latin_1", "cp819": "latin_1", "us_ascii": "ascii", "646": "ascii", "us": "ascii",
}


def normalize_encoding(encoding):
    """Words of letters, digits and dots, joined by underscores."""
    if isinstance(encoding, bytes):
        encoding = str(encoding, "ascii")
    words = "".join(char if char.isalnum() or char == "." else " " for char in encoding)
    return "_".join(words.split())


def _info(name, encode, decode, is_text=True):
    class Encoder(codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return encode(input, self.errors)[0]

    class Decoder(codecs.IncrementalDecoder):
        def decode(self, input, final=False):
            return decode(input, self.errors)[0]

    return codecs.CodecInfo(
        encode, decode, name=name, incrementalencoder=Encoder, incrementaldecoder=Decoder,
        streamwriter=type("StreamWriter", (codecs.StreamWriter,), {"encode": staticmethod(encode)}),
        streamreader=type("StreamReader", (codecs.StreamReader,), {"decode": staticmethod(decode)}),
        _is_text_encoding=is_text,
    )


def _unicode(name):
    def encode(input, errors="strict"):
        return input.encode(name, errors or "strict"), len(input)

    def decode(input, errors="strict"):
        return bytes(input).decode(name, errors or "strict"), len(input)

    info = _info(_UNICODE[name], encode, decode)
    partial = getattr(_codecs, name + "_decode", None)
    if partial is not None and name not in ("latin_1", "ascii"):
        class Decoder(codecs.BufferedIncrementalDecoder):
            def _buffer_decode(self, input, errors, final):
                return partial(input, errors, final)

        info.incrementaldecoder = Decoder
    return info


def _charmap(name, upper):
    decoding = "".join(map(chr, range(128))) + upper
    encoding = {ord(char): byte for byte, char in enumerate(decoding) if char != "\ufffe"}

    def encode(input, errors="strict"):
        return _codecs.charmap_encode(input, errors, encoding)

    def decode(input, errors="strict"):
        return _codecs.charmap_decode(bytes(input), errors, decoding)

    return _info(name.replace("_", "-") if name.startswith(("koi", "mac")) else
                 name.replace("iso8859_", "iso8859-"), encode, decode)


def _rot13(input, errors="strict"):
    turned = []
    for char in input:
        if "a" <= char <= "z" or "A" <= char <= "Z":
            first = ord("a") if char >= "a" else ord("A")
            char = chr((ord(char) - first + 13) % 26 + first)
        turned.append(char)
    return "".join(turned), len(input)


def _hex_encode(input, errors="strict"):
    import binascii

    return binascii.b2a_hex(input), len(input)


def _hex_decode(input, errors="strict"):
    import binascii

    return binascii.a2b_hex(input), len(input)


def _base64_encode(input, errors="strict"):
    import binascii

    data = bytes(input)
    lines = [binascii.b2a_base64(data[at:at + 57]) for at in range(0, len(data), 57)]
    return b"".join(lines), len(input)


def _base64_decode(input, errors="strict"):
    import binascii

    return binascii.a2b_base64(bytes(input)), len(input)


_OTHERS = {
    "unicode_escape": ("unicode-escape", _codecs.unicode_escape_encode,
                       _codecs.unicode_escape_decode, True),
    "raw_unicode_escape": ("raw-unicode-escape", _codecs.raw_unicode_escape_encode,
                           _codecs.raw_unicode_escape_decode, True),
    "rot_13": ("rot13", _rot13, _rot13, False),
    "hex_codec": ("hex", _hex_encode, _hex_decode, False),
    "base64_codec": ("base64", _base64_encode, _base64_decode, False),
}
# Those that are modules of their own.
_MODULES = {"idna", "punycode", "utf_7"}
_OTHER_ALIASES = {
    "utf7": "utf_7", "u7": "utf_7", "unicode_1_1_utf_7": "utf_7",
    "rot13": "rot_13", "hex": "hex_codec", "base64": "base64_codec", "base_64": "base64_codec",
}


def search_function(encoding):
    name = normalize_encoding(encoding).lower()
    name = _UNICODE_ALIASES.get(name, name)
    if name in _UNICODE:
        return _unicode(name)
    name = _OTHER_ALIASES.get(name, name)
    if name in _OTHERS:
        return _info(*_OTHERS[name])
    if name in _MODULES:
        return __import__("encodings." + name, fromlist=[name]).getregentry()
    from encodings import charmaps

    name = name.replace("iso_8859_", "iso8859_")
    name = charmaps.ALIASES.get(name, name)
    if name in charmaps.TABLES:
        return _charmap(name, charmaps.TABLES[name])
    return None


codecs.register(search_function)
