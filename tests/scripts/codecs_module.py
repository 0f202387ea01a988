"""Encodings, error handlers, and the registry of codecs."""
# codecs
for enc in ['utf-8','utf8','UTF_8','u8','utf-16','utf-16-le','utf-16-be','utf-32','utf-32-le','utf-32-be','latin-1','iso-8859-1','ascii','us-ascii','cp1252','cp437','utf-8-sig','unicode_escape','raw_unicode_escape','cp1251','koi8-r','mac-roman','iso8859-15','nope','rot13','hex','base64']:
    for s in ['abc', 'é', '€', '\U0001F600', '\ud800', '', 'a\nb\\']:
        try:
            b = s.encode(enc); print(enc, ascii(s), b)
            print(ascii(b.decode(enc)))
        except Exception as e: print(enc, ascii(s), type(e).__name__, ascii(str(e)))
for err in ['strict','ignore','replace','xmlcharrefreplace','backslashreplace','namereplace','surrogateescape','surrogatepass','bogus']:
    for enc in ['ascii','latin-1','utf-8','utf-16-le','utf-32-be', 'cp1252']:
        for s in ['a€b','\ud800x','\udc80','é\U0001F600']:
            try: print(err, enc, ascii(s), s.encode(enc, err))
            except Exception as e: print(err, enc, ascii(s), type(e).__name__, ascii(str(e)))
    for enc, b in [('ascii', b'a\xffb'), ('utf-8', b'\xff\xfeab'), ('utf-8', b'\xe2\x82'), ('utf-8', b'\xed\xa0\x80'), ('utf-8', b'\xf5\x80\x80\x80'), ('utf-8', b'\xc0\x80'), ('utf-8', b'\xe0\x80\x80x'), ('utf-8', b'a\xf0\x9f\x98'), ('utf-16-le', b'\x00\xd8a'), ('utf-16', b'\xff\xfe\x00\xd8'), ('utf-16-be', b'\xdc\x00\x00a'), ('utf-32-le', b'\x00\x00\x11\x00'), ('utf-32', b'abc'), ('unicode_escape', b'\\x4'), ('unicode_escape', b'\\N{foo}'), ('unicode_escape', b'\\u12'), ('unicode_escape', b'\\'), ('raw_unicode_escape', b'\\u12'), ('cp1252', b'\x81a')]:
        try: print(err, enc, b, ascii(b.decode(enc, err)))
        except Exception as e: print(err, enc, b, type(e).__name__, ascii(str(e)))

import codecs
print(codecs.encode('abc', 'utf-8'), codecs.decode(b'abc', 'ascii'))
print(codecs.lookup('utf8').name, codecs.lookup('latin1').name)
try: codecs.lookup('nope')
except LookupError as e: print(e)
def h(e):
    print(type(e).__name__, e.start, e.end, e.reason, ascii(e.object[e.start:e.end]))
    return ('[?]', e.end)
codecs.register_error('mine', h)
print('a€b'.encode('ascii', 'mine'), b'a\xffb'.decode('utf-8', 'mine'))
print(codecs.lookup_error('mine') is h, codecs.BOM_UTF8)
try: codecs.register_error('x', 5)
except TypeError as e: print(e)
codecs.register_error('bad', lambda e: 5)
try: '€'.encode('ascii', 'bad')
except TypeError as e: print(e)
print(codecs.encode('hello', 'rot13'), codecs.encode(b'ab', 'hex'), codecs.decode(b'6162', 'hex'))
d = codecs.getincrementaldecoder('utf-8')()
print(ascii(d.decode(b'\xe2\x82')), ascii(d.decode(b'\xac')))
print(codecs.escape_decode(b'a\\n')[0])
print(codecs.replace_errors(UnicodeEncodeError('ascii', 'é', 0, 1, 'r')))
