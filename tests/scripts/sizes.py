# sys.getsizeof of objects of every type, at many sizes.
import sys, itertools, functools, collections, weakref, types, operator

def show(name, *objects):
    print(name, [sys.getsizeof(o) for o in objects])

def attempt(name, make):
    try:
        show(name, make())
    except Exception as error:
        print(name, type(error).__name__, error)

show('int', *(2 ** n for n in range(0, 200, 15)), *(-2 ** n for n in (0, 29, 30, 31, 60)), 2**30-1, 2**60-1, True, False)
show('float complex', 1.5, 2j, None, ..., NotImplemented)
show('str', *('a' * n for n in (0, 1, 2, 7, 8, 100)), *('é' * n for n in (1, 2, 7, 100)), *('€' * n for n in (1, 2, 100)), *('😀' * n for n in (1, 2, 100)), 'aé', 'a€', 'é😀')
show('bytes', *(b'x' * n for n in (0, 1, 7, 8, 100)))
show('bytearray', bytearray(), bytearray(0), bytearray(1), bytearray(b'abc'), bytearray(100), bytearray(range(10)))
b = bytearray()
sizes = []
for i in range(60):
    b.append(i); sizes.append(sys.getsizeof(b))
print('bytearray append', sizes)
for i in range(60):
    b.pop(); sizes[i] = sys.getsizeof(b)
print('bytearray pop', sizes)
b = bytearray(b'abc'); b += b'x' * 50; show('bytearray +=', b); b.extend(range(30)); show('extend', b); del b[10:]; show('del', b); del b[:3]; show('del front', b)
b[2:2] = b'12345678'; show('insert', b); b.insert(0, 5); show('insert 1', b); b.clear(); show('clear', b); b *= 3; show('*=', b)
show('bytearray ops', bytearray(b'ab') + b'cd', bytearray(b'ab') * 5, bytearray(b'a,b').split(b',')[0], bytearray(b'abc')[1:], bytearray(b'abc').copy() if hasattr(bytearray, 'copy') else 0, bytearray(b'abc').upper(), bytearray([1,2,3]), bytearray('é', 'utf8'), bytearray(iter([1,2,3,4,5])), bytearray(x for x in range(20)))
show('memoryview', memoryview(b'abc'), memoryview(bytearray(5))[1:3], memoryview(b'abc').cast('B'))
show('tuple', *(tuple(range(n)) for n in (0, 1, 2, 3, 10, 100)))
show('list', *(list(range(n)) for n in (0, 1, 2, 3, 10, 100)), [1, 2, 3], [x for x in range(10)], list(iter(range(10))), list(x for x in range(10)), sorted(range(10)), [1] * 7, [1, 2] + [3], [*range(5)], list('abcdef'), list({1: 2, 3: 4}), list({1, 2, 3}), list(range(10))[2:7], list(map(str, range(5))), list(zip('abc', 'def')), list(reversed([1, 2, 3])), list(enumerate('abc')), 'a b c'.split(), 'a,b,c'.split(','), 'a\nb'.splitlines(), 'a b'.rsplit(), b'a b'.split(), dir(3)[:2], [1, 2, 3].copy())
show('range slice', range(3), slice(1, 2, 3), range(10**30))
for n in (0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 18, 19, 20, 21, 22, 42, 43, 76, 77, 85, 86, 100, 200, 1000):
    d = {i: i for i in range(n)}
    s = set(range(n))
    show(n, d, dict(d), {**d}, d.copy(), dict.fromkeys(range(n)), dict.fromkeys(d), dict.fromkeys(s), dict(zip(range(n), range(n))), s, set(s), set(d), frozenset(s), frozenset(range(n)), s | {1, 2}, s & {1, 2}, s - {1, 2}, s ^ {1, 2}, s.copy(), set(list(s)), {x for x in s})
show('dict', {}, dict(), dict(a=1), dict({'a': 1}), dict([('a', 1)]), dict(a=1, **{'b': 2}), {'a': 1}, {'a': 1, 'b': 2, 'c': 3, 'd': 4, 'e': 5, 'f': 6}, globals().__class__())
show('views', {}.keys(), {}.values(), {}.items(), iter({}), iter({}.values()), iter({}.items()), reversed({}), reversed({}.values()), reversed({}.items()))

class Plain: pass
class WithInit:
    def __init__(self, n):
        for i in range(n): setattr(self, 'a%d' % i, i)
class Slots: __slots__ = ('a', 'b')
class SlotsDict: __slots__ = ('a', '__dict__')
class SlotsWeak: __slots__ = ('a', '__weakref__')
class Empty: __slots__ = ()
class L(list): pass
class D(dict): pass
class T(tuple): pass
class S(str): pass
class I(int): pass
class F(float): pass
class St(set): pass
class B(bytes): pass
class E(Exception): pass
class LS(list): __slots__ = ('x',)
class TS(tuple): __slots__ = ()
show('instances', Plain(), WithInit(3), Slots(), SlotsDict(), SlotsWeak(), Empty(), L(), L([1, 2]), D(), D(a=1), T(), T([1, 2]), S(), S('abc'), S('é'), I(), I(5), I(2**70), F(1.0), St(), St([1]), B(b'abc'), E(), E('a'), LS(), TS([1]))
for n in (0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 20, 30):
    class K:
        def __init__(self, n):
            for i in range(n): setattr(self, 'a%d' % i, i)
    show('attributes %d' % n, K(n).__dict__, K(n).__dict__, K, K(n).__dict__, vars(K(n)))
x = Plain(); show('before', x.__dict__); x.a = 1; show('one', x.__dict__); y = Plain(); y.b = 2; show('other', y.__dict__, x.__dict__); del x.a; show('deleted', x.__dict__, y.__dict__); z = Plain(); z.q = 1; show('new', z.__dict__)
show('classes', Plain, Slots, SlotsDict, SlotsWeak, L, D, T, S, I, E, type('X', (), {}), int, type, object, list, dict, str, Exception, types.FunctionType, types.ModuleType, collections.deque)

def f(): pass
def g(a, b=1, *c, d=2, **e): return a
def outer():
    v = 1
    def inner(): return v
    return inner
def gen(a, b): 
    c = yield a
async def coro(): pass
async def agen(): yield 1
show('functions', f, g, outer(), lambda: 0, f.__code__, g.__code__, outer.__code__, outer().__code__, gen.__code__, (lambda: 0).__code__, outer().__closure__[0], outer().__closure__)
c = coro()
show('generators', gen(1, 2), (x for x in []), c, agen(), gen(1, 2).gi_frame)
c.close()
show('frames', sys._getframe())
def framed(a, b):
    c = 1
    return sys.getsizeof(sys._getframe())
print('frame', framed(1, 2), (lambda: sys.getsizeof(sys._getframe()))())
show('methods', Plain().__init__, WithInit(1).__init__, f.__get__(1), [].append, len, list.append, str.join, dict.fromkeys, object.__init__, 'a'.__add__, int.__add__, type.__dict__['__name__'] if 0 else 0, types.FunctionType.__dict__['__code__'], types.FunctionType.__dict__['__closure__'], dict.__dict__['fromkeys'])
show('descriptors', property(), classmethod(f), staticmethod(f), super(Plain, Plain()), Plain.__dict__, Slots.__dict__['a'], Plain.__dict__['__weakref__'])
show('modules', sys, types.ModuleType('m'), itertools)
show('iterators', iter([]), iter(()), iter(''), iter('é'), iter(b''), iter(bytearray()), iter(range(3)), iter(range(10**30)), iter(set()), reversed([]), reversed(()), reversed(range(3)), iter(lambda: 1, 2), enumerate([]), zip(), zip([], []), map(f, []), filter(None, []), iter(memoryview(b'abc')))
class Seq:
    def __getitem__(self, i): raise IndexError
    def __len__(self): return 0
show('seq', iter(Seq()), reversed(Seq()))
show('itertools', itertools.count(), itertools.count(1.5), itertools.repeat(1), itertools.repeat(1, 2), itertools.cycle([]), itertools.chain(), itertools.chain.from_iterable([]), itertools.compress([], []), itertools.dropwhile(None, []), itertools.takewhile(None, []), itertools.filterfalse(None, []), itertools.groupby([]), itertools.islice([], 1), itertools.starmap(f, []), itertools.zip_longest(), itertools.accumulate([]), *itertools.tee([]))
show('combinatoric', itertools.product([1, 2], repeat=2), itertools.permutations([1, 2, 3]), itertools.combinations([1, 2, 3], 2), itertools.combinations_with_replacement([1, 2], 2))
show('exceptions', Exception(), ValueError('x'), KeyError(1), OSError(2, 'x'), StopIteration(1), SystemExit(), SyntaxError('x'), ImportError('x'), UnicodeDecodeError('utf8', b'x', 0, 1, 'r'), UnicodeEncodeError('utf8', 'x', 0, 1, 'r'), AttributeError(), BaseException(), KeyboardInterrupt(), ZeroDivisionError())
try:
    1 / 0
except ZeroDivisionError as e:
    show('traceback', e.__traceback__, e)
p = Plain()
show('weak', weakref.ref(p), weakref.ref(p, print), weakref.proxy(p), weakref.WeakSet(), weakref.WeakValueDictionary(), weakref.WeakKeyDictionary())
for n in (0, 1, 5, 6, 63, 64, 65, 128, 129, 1000):
    show('deque %d' % n, collections.deque(range(n)), collections.deque(range(n), 10))
d = collections.deque()
sizes = []
for i in range(200): d.append(i); sizes.append(sys.getsizeof(d))
for i in range(200): d.popleft(); sizes.append(sys.getsizeof(d))
print('deque', sorted(set(sizes)), sizes[::17])
show('deque iter', iter(d), reversed(d))
for n in (0, 1, 5, 6, 7, 10, 11, 100):
    o = {i: i for i in range(n)}
    show('subclasses of dict %d' % n, collections.defaultdict(list, o), collections.Counter(o), collections.ChainMap(o))
P2 = collections.namedtuple('P2', 'x y')
show('namedtuple', P2(1, 2), P2)
show('functools', functools.partial(f), functools.partial(f, 1, a=2), functools.lru_cache()(f), functools.lru_cache(maxsize=None)(f), functools.cmp_to_key(f), functools.cmp_to_key(f)(1))
show('operator', operator.itemgetter(1), operator.itemgetter(1, 2), operator.attrgetter('a'), operator.attrgetter('a.b', 'c'), operator.methodcaller('x'), operator.methodcaller('x', 1, b=2))
show('namespace', types.SimpleNamespace(), types.SimpleNamespace(a=1), types.MappingProxyType({}))
t = 'é€'; show('before encode', t, 'é'); t.encode(); hash(t); show('after encode', t)
show('sizes of results', 'a' + 'é', 'abc'.upper(), 'ß'.upper(), 'é'.encode(), ''.join(['a'] * 10), '%s' % 'abc', '{}'.format('é'), str(12345), repr('é'), 'abc'[1:], 'é' * 3, ' x '.strip(), 'x'.center(11), 'a'.replace('a', 'é'), f'{1}{"é"}')
print(sys.getsizeof(object()), sys.getsizeof(3, 4))
class Bad:
    def __sizeof__(self): return 'x'
class Neg:
    def __sizeof__(self): return -1
class Big:
    def __sizeof__(self): return 1000
attempt('bad', Bad); attempt('neg', Neg); attempt('big', Big)
class NoSize:
    __sizeof__ = None
attempt('none', NoSize)
print(sys.getsizeof(NoSize(), 7))
