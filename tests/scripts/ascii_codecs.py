"""The codecs that write any text in ASCII: utf-7, punycode, idna."""
import codecs


def tell(what, *args):
    try:
        print(what.__name__, *map(ascii, args), '->', ascii(what(*args)))
    except Exception as exc:
        print(what.__name__, *map(ascii, args), '->', type(exc).__name__, ascii(str(exc)),
              type(exc.__cause__).__name__, getattr(exc, 'start', None), getattr(exc, 'end', None))


def encode(text, *how):
    return text.encode(*how)


def decode(data, *how):
    return data.decode(*how)


for text in ('', 'a+b', 'h\xe9llo', '\u65e5\u672c', 'a~b\\', '\U0001f600x', '\ud800', 'a\u65e5-', '\u65e5+',
             '\xe9\n', '\0', '\xe9/', '\udc00\ud800'):
    tell(encode, text, 'utf-7')
for data in (b'+', b'+-', b'+AOk', b'+AOk-', b'+A', b'+AO', b'+AOk!', b'+AOkA', b'+AOkx-', b'+2D0-', b'+2D3eAA',
             b'+3gA-x', b'\xff', b'+\xff', b'+AOk\xff', b'++', b'+-+-', b'+@', b'+2AAA', b'+2AAA6Q-', b'a+AOkBBB-',
             b'~\\'):
    for errors in ('strict', 'replace', 'ignore', 'backslashreplace', 'surrogateescape'):
        tell(decode, data, 'utf7', errors)
tell(decode, b'a+@', 'UTF-7', 'unknown')
for text in ('', 'abc', '\xfc', 'b\xfccher', '\u65e5\u672c', 'a\U0001f600b', 'p\xe4yp\xe4l', '-'):
    tell(encode, text, 'punycode')
    print(ascii(text.encode('punycode').decode('punycode')))
for data in (b'a!', b'abc-\xff', b'b', b'99999999', b'\xff-a', b'bcher-kva', b'BCHER-KVA', b'-'):
    for errors in ('strict', 'replace', 'ignore', 'xmlcharrefreplace'):
        tell(decode, data, 'punycode', errors)
for text in ('', 'python.org', 'python.org.', 'pyth\xf6n.org', 'pyth\xf6n.org.', 'a..b', 'a..\xfc', 'x' * 64,
             '\xfc' * 64, 'xn--\xfc', 'B\xdcCHER.example', 'stra\xdfe.de', '\u3042\u3002com', '\u0627a', '\u0627\u0661',
             '\u0627\u0628', 'a\xadb', '\u2126', 'a\u200f\xfc', '\u13a0', '\xa0\xfc', '\xfc\ue000'):
    tell(encode, text, 'idna')
tell(encode, '\xfc', 'idna', 'ignore')
for data in (b'', b'python.org', b'xn--pythn-mua.org', b'xn--pythn-mua.org.', b'XN--PYTHN-MUA.ORG', b'a\xff', b'xn--a!',
             b'xn--', b'xn--pythn-MUA', b'xn--abc-', b'xn--bcher-kva.xn--strae-oqa'):
    tell(decode, data, 'idna')
tell(decode, b'a', 'idna', 'ignore')
print([codecs.lookup(name).name for name in ('UTF-7', 'u7', 'punycode', 'idna', 'IDNA')])
decoder = codecs.getincrementaldecoder('utf-7')()
print([decoder.decode(bytes([byte])) for byte in b'a+AOkA6Q-b+-'], decoder.decode(b'', True))
tell(codecs.decode, b'zz', 'hex')
tell(codecs.encode, 1, 'hex')
tell(codecs.utf_7_decode, b'a+AOk')
tell(codecs.utf_7_encode, b'a')
