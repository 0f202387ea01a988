import zlib, random, gzip, io, base64
random.seed(1)
words=[("w%d"%i) for i in range(50)]
datas=[b"",b"a",b"hello hello hello",b"x"*1000,bytes(range(256)),bytes(random.randrange(256) for _ in range(500)),(" ".join(random.choice(words) for _ in range(2000))).encode(),b"The quick brown fox jumps over the lazy dog. "*20, bytes(random.choice(b"abcd") for _ in range(3000)), ("".join("line %d of text, %r\n"%(i,i*i) for i in range(300))).encode()]
for d in datas:
    for l in (-1,0,1,3,5,9):
        c=zlib.compress(d,l); print(len(d),l,len(c),zlib.crc32(c)); assert zlib.decompress(c)==d
print(zlib.compress(b"hello"), zlib.crc32(b"abc"), zlib.adler32(b"abc"), zlib.adler32(b"x"*100000))
o=zlib.compressobj(); c=o.compress(b"ab"*50)+o.compress(b"cd"*50)+o.flush(); print(c)
d=zlib.decompressobj(); print(d.decompress(c+b"rest"), d.unused_data, d.eof)
for bad in (b"", b"xx", b"x\x9cabc", zlib.compress(b"abc")[:-1], zlib.compress(b"abc")[:-4]+b"0000"):
    try: print(zlib.decompress(bad))
    except zlib.error as e: print(e)
g=gzip.compress(b"data"*100, mtime=0); print(len(g), g, gzip.decompress(g)==b"data"*100)
b=io.BytesIO()
with gzip.GzipFile(fileobj=b,mode="wb",mtime=1) as f: f.write(b"l1\nl2\n")
b.seek(0); print(gzip.GzipFile(fileobj=b).readlines(), len(b.getvalue()))
try: gzip.decompress(b"nope")
except OSError as e: print(type(e).__name__, e)
try: zlib.compress("s")
except TypeError as e: print(e)
