import queue, threading, base64, hashlib, hmac, fnmatch, shlex, colorsys, contextvars, linecache, shutil, tempfile, os, glob, tokenize, io, token
q=queue.Queue(2); q.put(1); q.put(2); print(q.full(), q.qsize()); 
try: q.put_nowait(3)
except queue.Full: print("full")
print(q.get(), q.get()); 
try: q.get(timeout=0.1)
except queue.Empty: print("empty")
p=queue.PriorityQueue(); [p.put(x) for x in (3,1,2)]; print([p.get() for _ in range(3)]); l=queue.LifoQueue(); l.put(1); l.put(2); print(l.get())
lock=threading.Lock()
with lock: print(lock.locked())
r=threading.RLock(); r.acquire(); r.acquire(); r.release(); r.release()
print(threading.current_thread().name, threading.main_thread() is threading.current_thread(), threading.active_count()); loc=threading.local(); loc.x=1; print(loc.x)
t=threading.Thread(target=print,args=(1,)); print(t.name, t.daemon, t.is_alive()); e=threading.Event(); e.set(); print(e.wait(), e.is_set())
for d in (b"",b"a",b"hello world",bytes(range(40))): print(base64.b64encode(d),base64.b32encode(d),base64.b16encode(d),base64.b85encode(d),base64.a85encode(d),base64.urlsafe_b64encode(d)); assert base64.b32decode(base64.b32encode(d))==d==base64.b85decode(base64.b85encode(d))==base64.a85decode(base64.a85encode(d))==base64.b64decode(base64.b64encode(d))
print(base64.encodebytes(b"x"*70)); 
try: base64.b64decode("abc")
except Exception as e: print(type(e), e)
for n in ("md5","sha1","sha256","sha512","sha3_256","blake2b"): print(n, hashlib.new(n,b"abc").hexdigest(), hashlib.new(n).digest_size)
h=hashlib.sha256(); h.update(b"a"); h.update(b"bc"); print(h.hexdigest(), h.name, h.block_size)
print(hmac.new(b"k",b"msg",hashlib.sha256).hexdigest(), hashlib.pbkdf2_hmac("sha256",b"pw",b"salt",3).hex()); print(sorted(hashlib.algorithms_guaranteed))
print(fnmatch.fnmatch("a.py","*.py"), fnmatch.filter(["a.c","b.py"],"*.p?"), fnmatch.translate("[!a]*.?x"), fnmatch.fnmatchcase("A","a"))
print(shlex.split("a 'b c' \"d\\\"e\" f\\ g # no"), shlex.quote("it's"), shlex.join(["a b","c"]), list(shlex.shlex("a=b; c|d"))); 
try: shlex.split("'x")
except ValueError as e: print(e)
print(colorsys.rgb_to_hsv(.2,.4,.6), colorsys.hsv_to_rgb(.5,.5,.5), colorsys.rgb_to_hls(.1,.9,.3), colorsys.hls_to_rgb(.3,.4,.5), colorsys.rgb_to_yiq(.1,.2,.3))
v=contextvars.ContextVar("v",default=1); tok=v.set(2); print(v.get()); v.reset(tok); print(v.get())
d=tempfile.mkdtemp(); os.makedirs(d+"/s/t"); open(d+"/s/a.txt","w").write("A"); shutil.copytree(d+"/s",d+"/c"); print(sorted(os.listdir(d)), sorted(os.path.relpath(x,d) for x in glob.glob(d+"/**/*",recursive=True)), [os.path.basename(x) for x in glob.glob(d+"/s/*.txt")]); shutil.move(d+"/c/a.txt",d+"/b.txt"); print(sorted(os.listdir(d)), os.path.exists(d+"/c/a.txt")); shutil.rmtree(d); print(os.path.exists(d))
with tempfile.TemporaryDirectory() as td: print(os.path.isdir(td))
with tempfile.NamedTemporaryFile("w+",suffix=".x") as f: f.write("hi"); f.seek(0); print(f.read(), f.name.endswith(".x"))
src="def f(a):\n    '''doc\n    x'''\n    # c\n    return a+1.5e3 # d\n\nclass A: pass\nx = [1,\n 2]\n"
for t in tokenize.generate_tokens(io.StringIO(src).readline): print(t)
for t in tokenize.tokenize(io.BytesIO(b"x = 0x1f if y else f'z{1}'\nwhile 1:\n  pass").readline): print(token.tok_name[t.exact_type], t.string)
print(tokenize.untokenize(tokenize.generate_tokens(io.StringIO(src).readline))==src, shutil.get_terminal_size())
