# The order in which objects die: references, finalizers, callbacks, cycles, deep nesting.
import gc, weakref, sys
class N:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
class W:
    def __init__(self, n): self.n = n
def cb(tag): return lambda r: print('cb', tag, r() is None)
# order of callbacks
w = W(1); refs = [weakref.ref(w, cb(i)) for i in range(4)]; plain = weakref.ref(w)
print(weakref.getweakrefcount(w), [weakref.getweakrefs(w)[i] is x for i, x in enumerate([plain])])
del w
# nested containers death order
x = [N(1), (N(2), N(3)), {'a': N(4), 'b': N(5)}, {N(6)}, N(7)]
del x
x = {'k': [N(10), N(11)], 'l': N(12)}; x.clear(); print('cleared')
def f():
    a = N(20); b = N(21); c = [N(22)]
    return 1
f()
class Inst: pass
i = Inst(); i.a = N(30); i.b = N(31); i.c = [N(32)]; del i
class S: __slots__ = ('z', 'a', 'm')
s = S(); s.a = N(40); s.z = N(41); s.m = N(42); del s
# resurrection
kept = []
class R:
    def __del__(self): print('resurrect'); kept.append(self)
r = R(); wr = weakref.ref(r, cb('r')); del r; print(len(kept)); kept.clear(); print('gone', wr())
# cycles
gc.disable(); gc.collect()
def cycle(*objs):
    for a, b in zip(objs, objs[1:] + objs[:1]): a.next = b
objs = [N(50), N(51), N(52)]; cycle(*objs); del objs; print(gc.collect())
a = N(60); a.l = [a, N(61), (N(62), a)]; d = {'a': a, 'n': N(63)}; a.d = d; del a, d; print(gc.collect())
class C(list):
    def __del__(self): print('C', len(self))
c = C(); c.append(c); c.append(N(70)); del c; print(gc.collect())
a, b = W('a'), W('b'); a.o = b; b.o = a; ra = weakref.ref(a, cb('ra')); b.r = weakref.ref(a, cb('inner')); a.r = weakref.ref(b, cb('inner2')); rb = weakref.ref(b, cb('rb')); del a, b; print(gc.collect(), ra(), rb())
class RC:
    def __del__(self): print('rc'); kept.append(self)
x = RC(); x.me = x; x.n = N(80); del x; print(gc.collect()); print(len(kept)); kept.clear(); print(gc.collect())
# generators and frames in cycles
def g():
    try: yield 1
    finally: print('gen closed')
it = g(); next(it); h = [it]; h.append(h); del it, h; print(gc.collect())
def clos():
    n = N(90)
    def inner(): return n, inner
    return inner
clos(); print(gc.collect())
class K: 
    v = N(100)
del K; print(gc.collect())
def exc():
    n = N(110)
    try: 1 / 0
    except ZeroDivisionError as e: keep = e
    return None
exc(); print('exc', gc.collect())

# trashcan
class T:
    def __init__(self, n, o): self.n, self.o = n, o
    def __del__(self):
        if self.n % 25 == 0: print('T', self.n, end=' ')
t = None
for i in range(200): t = T(i, t)
del t; print()
t = None
for i in range(200): t = (t, N(i)) if i % 40 == 0 else (t,)
del t; print()
t = None
for i in range(200): t = [t, N(i)] if i % 40 == 0 else [t]
del t; print()
t = None
for i in range(300): t = {'a': t, 'b': N(i)} if i % 60 == 0 else {'a': t}
del t; print()
t = None
for i in range(300): t = [{'a': (t,)}, N(i)] if i % 60 == 0 else [{'a': (t,)}]
del t; print()
t = None
for i in range(120):
    u = Inst(); u.t = t; u.n = N(i) if i % 30 == 0 else None; t = u
del t, u; print()
# tracking
print([gc.is_tracked(o) for o in ((), (1,), (1, 'a'), ([],), {}, {'a': 1}, {'a': []}, {1: (1,)}, [], set(), frozenset(), 1, 'a', Inst(), W, len, (1, (2,)))])
t1 = tuple([1, 2]); t2 = tuple([[], 1]); t3 = (t1,); d1 = {'a': 1, 'b': []}; del d1['b']; d2 = dict(a=(1,)); print([gc.is_tracked(o) for o in (t1, t2, t3, d1, d2)]); gc.collect(); print([gc.is_tracked(o) for o in (t1, t2, t3, d1, d2)])
# subclasses order
class B0: pass
subs = [type('Sub%d' % i, (B0,), {}) for i in range(5)]
print([c.__name__ for c in B0.__subclasses__()]); del subs[1]; gc.collect(); print([c.__name__ for c in B0.__subclasses__()]); subs.append(type('New', (B0,), {})); print([c.__name__ for c in B0.__subclasses__()])
class B1: pass
subs[0].__bases__ = (B1,); print([c.__name__ for c in B0.__subclasses__()], [c.__name__ for c in B1.__subclasses__()])
print(gc.get_referents([1, 'a']), gc.get_referents({'k': 'v'}), [type(o).__name__ for o in gc.get_referents(Inst)], [type(o).__name__ for o in gc.get_referents(f)])
gc.enable()
wvd = weakref.WeakValueDictionary(); o = W(5); wvd['a'] = o; print(len(wvd)); del o; print(len(wvd))
fin = W(1); weakref.finalize(fin, print, 'finalized', 1); del fin
class Meta(type):
    def __del__(cls): print('class del', cls.__name__)
class M(metaclass=Meta): pass
del M; print(gc.collect())
l = [N(200), N(201), N(202)]; l[:] = []; l = [N(203), N(204), N(205)]; del l[1:]; l[0] = None
s = {N(210)}; s.clear(); d = {1: N(211)}; d[1] = 0; d.pop(1); t = (N(212), N(213)); del t
a, b = N(220), N(221); a, b = b, a; a = b = None
print('end')
at_end = [N(300), N(301)]; also = N(302)
