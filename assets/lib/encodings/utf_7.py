"""UTF-7 as a codec: the work is `_codecs`'s (Lib/encodings/utf_7.py)."""

import codecs

encode = codecs.utf_7_encode


def decode(input, errors="strict"):
    return codecs.utf_7_decode(input, errors, True)


class IncrementalEncoder(codecs.IncrementalEncoder):
    def encode(self, input, final=False):
        return codecs.utf_7_encode(input, self.errors)[0]


class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
    def _buffer_decode(self, input, errors, final):
        return codecs.utf_7_decode(input, errors, final)


class StreamWriter(codecs.StreamWriter):
    def encode(self, input, errors="strict"):
        return codecs.utf_7_encode(input, errors)


class StreamReader(codecs.StreamReader):
    def decode(self, input, errors="strict"):
        return codecs.utf_7_decode(input, errors)


def getregentry():
    return codecs.CodecInfo(
        name="utf-7", encode=encode, decode=decode,
        incrementalencoder=IncrementalEncoder, incrementaldecoder=IncrementalDecoder,
        streamwriter=StreamWriter, streamreader=StreamReader,
    )
