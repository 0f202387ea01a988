# bytes and bytearray; encoding and decoding, and their errors.
b = b'abc'
print(b[0], b[1:], b + b'd', b * 2, list(b))
print('h\xe9'.encode('utf-8'), b'h\xc3\xa9'.decode('utf-8'), '\u20ac'.encode('latin-1', 'replace'))
try:
    b'\xff'.decode('utf-8')
except UnicodeDecodeError as error:
    print(error.start, error.reason)
try:
    '\u20ac'.encode('ascii')
except UnicodeEncodeError as error:
    print(error)
a = bytearray(b'xy')
a.append(122)
a += b'!'
a[0] = 65
print(a, len(a))
del a[1:3]
print(bytes(a))
m = memoryview(b'hello')
print(m[1], bytes(m[1:3]))
