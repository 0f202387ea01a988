# contextlib, copy, json, random, weakref, traceback, warnings, io.
import contextlib, io, sys, copy, json, string, random, time, weakref, types, traceback, warnings
from contextlib import *
@contextmanager
def cm(x):
    print('in',x)
    try: yield x*2
    except ValueError as e: print('caught',e)
    finally: print('out')
with cm(3) as v: print(v)
with cm(3): raise ValueError('q')
try:
    with cm(1): raise KeyError('k')
except KeyError as e: print(repr(e))
with suppress(ZeroDivisionError): 1/0
b=io.StringIO()
with redirect_stdout(b): print('hidden')
print(repr(b.getvalue()))
with ExitStack() as st:
    st.enter_context(cm(9)); st.callback(print,'cb',end='!\n')
@cm(5)
def f(): print('f')
f()
with closing(io.StringIO('abc\ndef')) as g: print(g.readlines())
print(nullcontext(4).__enter__())
class A: pass
a=A(); a.l=[1,[2]]; a.s=a
b=copy.deepcopy(a); print(b.l, b.s is b, b.l is a.l); c=copy.copy(a); print(c.l is a.l)
print(copy.deepcopy({'a':[1,(2,3)]}), copy.copy([1]), copy.deepcopy((1,[2])))
class L(list): pass
l=L([1]); l.q=2; m=copy.copy(l); print(m, m.q, type(m))
class S: __slots__=('a','b')
s=S(); s.a=1; t=copy.copy(s); print(t.a, hasattr(t,'b'))
try: copy.deepcopy(x for x in [])
except TypeError as e: print(e)
print(json.dumps({'a':[1,2.5,None,True,'x\n\u1234"'],'b':{}},indent=2), json.dumps([1,{'z':1,'a':2}],sort_keys=True), json.dumps('é',ensure_ascii=False))
print(json.loads('{"a": [1, 2.5e3, null, true, "x\\u00e9\\ud83d\\ude00"], "b": {}, "c":-0.5}'))
for bad in ['{','[1,]','{"a" 1}','nul','"abc','1 2','{"a":1,}','["a\nb"]']:
    try: json.loads(bad)
    except json.JSONDecodeError as e: print(e)
try: json.dumps(object())
except TypeError as e: print(e)
l=[];l.append(l)
try: json.dumps(l)
except ValueError as e: print(e)
print(string.Template('$a ${b} $$').substitute(a=1,b=2), string.capwords('ab cd'), string.ascii_letters)
try: string.Template('$ x').substitute()
except ValueError as e: print(e)
random.seed(42); print(random.random(), random.randint(1,100), random.choice('abc'), random.sample(range(100),5), random.gauss(0,1), random.uniform(1,2), random.choices([1,2,3],[1,2,3],k=4))
x=list(range(10)); random.shuffle(x); print(x, random.getrandbits(70), random.randrange(0,100,7), random.expovariate(1), random.triangular(), random.betavariate(1,2), random.normalvariate(0,1))
random.seed(-12345678901234567890); print(random.random()); random.seed(1.5); print(random.random())
r=random.Random(7); st=r.getstate(); q=r.random(); r.setstate(st); print(q==r.random())
class O: pass
o=O(); d=weakref.WeakValueDictionary(); d['a']=o; print(len(d), d['a'] is o); del o; print(len(d), list(d.items()))
o=O(); k=weakref.WeakKeyDictionary(); k[o]=1; ws=weakref.WeakSet([o]); print(len(k), len(ws), o in ws); fz=weakref.finalize(o, print, 'fin', 1); del o; print(len(k), len(ws), fz.alive)
o=O(); r=weakref.ref(o, lambda r: print('dead', r() is None)); print(r() is o); del o; print(r())
o=O(); o.v=3; p=weakref.proxy(o); print(p.v, type(p)); del o
try: p.v
except ReferenceError as e: print(e)
ns=types.SimpleNamespace(a=1); print(ns, types.MethodType(len,[1])())
try:
    try: 1/0
    except ZeroDivisionError as e: raise ValueError('v') from e
except ValueError: print(traceback.format_exc())
warnings.simplefilter('error')
try: warnings.warn('w')
except UserWarning as e: print(repr(e))
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always'); warnings.warn('x', DeprecationWarning); print(len(w), w[0].message, w[0].category)
print(types.new_class('X',(),{},lambda n: n.update(a=1)).a)
bio=io.BytesIO(b'ab\ncd'); print(bio.read(1), bio.readline(), bio.read(), bio.getvalue(), bio.tell())
