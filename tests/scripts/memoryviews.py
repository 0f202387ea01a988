"""memoryview: formats, casts, several dimensions."""
b = bytearray(b'hello world')
m = memoryview(b)
print(m[0], m[1:3].tobytes(), m.nbytes, m.shape, m.strides, m.format, m.itemsize, m.ndim, m.readonly, m.contiguous, m.c_contiguous, m.f_contiguous, m.suboffsets)
m[0] = 72; m[1:3] = b'EL'; print(b)
try: b.append(1)
except BufferError as e: print(e)
try: m[0] = 300
except ValueError as e: print(e)
try: m[0] = 'a'
except TypeError as e: print(e)
try: m[0:2] = b'abc'
except ValueError as e: print(e)
m.release()
try: m[0]
except ValueError as e: print(e)
b.append(33); print(b)
with memoryview(b'abc') as v: print(v.tolist(), v == b'abc', hash(v) == hash(b'abc'), v.hex())
x = memoryview(bytes(range(24)))
y = x.cast('B', [2, 3, 4]); print(y.shape, y.strides, y.tolist(), y[1, 2, 3], y.ndim)
z = x.cast('I'); print(z.tolist(), z.itemsize, z.shape, z.format)
z = x.cast('H', (3, 4)); print(z.tolist(), z[0, 1], len(z))
for f in ['b','B','h','H','i','I','l','L','q','Q','f','d','?','c','@I','<I','x','P','n','N']:
    try: print(f, x.cast(f)[0], x.cast(f).itemsize)
    except Exception as e: print(f, type(e).__name__, e)
for bad in [('B', [2, 3]), ('I', [4]), ('B', [25]), ('B', [0]), ('B', [-1]), ('B', ['a']), ('B', 5)]:
    try: x.cast(*bad)
    except Exception as e: print(bad, type(e).__name__, e)
try: y[0]
except Exception as e: print(type(e).__name__, e)
try: y[0, 0]
except Exception as e: print(type(e).__name__, e)
try: y[5, 0, 0]
except Exception as e: print(type(e).__name__, e)
print(x[::2].tolist(), x[::-1].tolist()[:3], x[::2].contiguous, x[::2].strides)
print(memoryview(b'abc') == memoryview(bytearray(b'abc')), memoryview(b'a') == 5, x.toreadonly().readonly)
try: memoryview('a')
except TypeError as e: print(e)
try: hash(memoryview(bytearray(1)))
except ValueError as e: print(e)
print(sorted(n for n in dir(m) if n[0] != '_'))
