# functools, operator, heapq and bisect.


def show(text, compute):
    try:
        result = compute()
    except Exception as error:
        print(text, '->', type(error).__name__, error.args)
    else:
        print(text, '->', type(result).__name__, result)


import bisect
import functools
import heapq
import operator


@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@functools.lru_cache(2)
def small(n, *, scale=1):
    print('computing', n, scale)
    return n * scale


@functools.total_ordering
class Version:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n


@functools.singledispatch
def kind(x):
    return 'object'


@kind.register(int)
def _(x):
    return 'int'


@kind.register
def _(x: list):
    return 'list'


class Circle:
    def __init__(self, r):
        self.r = r

    @functools.cached_property
    def area(self):
        print('computing area')
        return self.r ** 2 * 3

    def scaled(self, factor, extra=0):
        return self.r * factor + extra

    double = functools.partialmethod(scaled, 2)


def decorated(f):
    @functools.wraps(f)
    def inner(*args):
        return f(*args)
    return inner


@decorated
def documented():
    """the doc"""


def heap_of(values):
    heap = list(values)
    heapq.heapify(heap)
    return heap, [heapq.heappop(heap) for _ in range(len(heap))]


def pushed(values):
    heap = []
    for value in values:
        heapq.heappush(heap, value)
    return heap


circle = Circle(2)
base2 = functools.partial(int, base=2)


show('functools.reduce(1, 2)', lambda: functools.reduce(1, 2))
show('functools.reduce(max, [])', lambda: functools.reduce(max, []))
show('functools.reduce(lambda a, b: a * b, [1, 2, 3, 4])', lambda: functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]))
show("functools.reduce(lambda a, b: a + b, 'abc', '>')", lambda: functools.reduce(lambda a, b: a + b, 'abc', '>'))
show('functools.partial()', lambda: functools.partial())
show('functools.partial(1)', lambda: functools.partial(1))
show("base2('101')", lambda: base2('101'))
show("base2('101', base=3)", lambda: base2('101', base=3))
show('repr(base2)', lambda: repr(base2))
show("functools.partial(base2, '11')()", lambda: functools.partial(base2, '11')())
show('(base2.func, base2.args, base2.keywords)', lambda: (base2.func, base2.args, base2.keywords))
show('sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a))', lambda: sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))
show('functools.cmp_to_key()', lambda: functools.cmp_to_key())
show('functools.cmp_to_key(1)(2) < 3', lambda: functools.cmp_to_key(1)(2) < 3)
show('fib(50)', lambda: fib(50))
show('fib.cache_info()', lambda: fib.cache_info())
show('fib.cache_clear()', lambda: fib.cache_clear())
show('fib.cache_info()', lambda: fib.cache_info())
show('small(1)', lambda: small(1))
show('small(1)', lambda: small(1))
show('small(2)', lambda: small(2))
show('small(1)', lambda: small(1))
show('small(3)', lambda: small(3))
show('small(2)', lambda: small(2))
show('small(1, scale=2)', lambda: small(1, scale=2))
show('small.cache_info()', lambda: small.cache_info())
show("functools.lru_cache(maxsize='a')", lambda: functools.lru_cache(maxsize='a'))
show('functools.lru_cache()([])', lambda: functools.lru_cache()([]))
show('Version(1) <= Version(2)', lambda: Version(1) <= Version(2))
show('Version(1) > Version(2)', lambda: Version(1) > Version(2))
show('Version(3) >= Version(3)', lambda: Version(3) >= Version(3))
show("(kind(1), kind([]), kind('a'), kind(True))", lambda: (kind(1), kind([]), kind('a'), kind(True)))
show('circle.area', lambda: circle.area)
show('circle.area', lambda: circle.area)
show('circle.double()', lambda: circle.double())
show('circle.double(extra=1)', lambda: circle.double(extra=1))
show('(documented.__name__, documented.__doc__, documented.__wrapped__.__name__)', lambda: (documented.__name__, documented.__doc__, documented.__wrapped__.__name__))
show('operator.add(1, 2)', lambda: operator.add(1, 2))
show('operator.add(1)', lambda: operator.add(1))
show("operator.add(1, 'a')", lambda: operator.add(1, 'a'))
show('operator.itemgetter(1)([1, 2])', lambda: operator.itemgetter(1)([1, 2]))
show("operator.itemgetter(0, 2)('abc')", lambda: operator.itemgetter(0, 2)('abc'))
show("operator.attrgetter('real', 'imag')(3)", lambda: operator.attrgetter('real', 'imag')(3))
show("operator.attrgetter('__class__.__name__')(3)", lambda: operator.attrgetter('__class__.__name__')(3))
show('operator.attrgetter(1)', lambda: operator.attrgetter(1))
show("operator.methodcaller('split', ',', maxsplit=1)('a,b,c')", lambda: operator.methodcaller('split', ',', maxsplit=1)('a,b,c'))
show("operator.itemgetter(1, 'a')", lambda: operator.itemgetter(1, 'a'))
show("operator.methodcaller('f', 1, x=2)", lambda: operator.methodcaller('f', 1, x=2))
show('operator.contains([1, 2], 2)', lambda: operator.contains([1, 2], 2))
show('operator.countOf([1, 2, 1], 1)', lambda: operator.countOf([1, 2, 1], 1))
show("operator.indexOf('abc', 'c')", lambda: operator.indexOf('abc', 'c'))
show("operator.indexOf('abc', 'x')", lambda: operator.indexOf('abc', 'x'))
show('operator.concat([1], [2])', lambda: operator.concat([1], [2]))
show('operator.concat(1, 2)', lambda: operator.concat(1, 2))
show('operator.not_([])', lambda: operator.not_([]))
show('operator.truth([])', lambda: operator.truth([]))
show('operator.index(True)', lambda: operator.index(True))
show('operator.index(1.0)', lambda: operator.index(1.0))
show('operator.__lt__(1, 2)', lambda: operator.__lt__(1, 2))
show('operator.length_hint([1, 2])', lambda: operator.length_hint([1, 2]))
show('operator.is_not(1, 2)', lambda: operator.is_not(1, 2))
show('operator.iadd([1], [2])', lambda: operator.iadd([1], [2]))
show('heap_of([5, 1, 4, 2, 3])', lambda: heap_of([5, 1, 4, 2, 3]))
show('pushed([5, 1, 4, 2, 3])', lambda: pushed([5, 1, 4, 2, 3]))
show('heapq.heappop([])', lambda: heapq.heappop([]))
show('heapq.heappushpop([1, 2], 0)', lambda: heapq.heappushpop([1, 2], 0))
show('heapq.heapreplace([1, 2], 5)', lambda: heapq.heapreplace([1, 2], 5))
show('heapq.heappush((), 1)', lambda: heapq.heappush((), 1))
show('heapq.nlargest(3, [5, 1, 9, 2, 8])', lambda: heapq.nlargest(3, [5, 1, 9, 2, 8]))
show("heapq.nsmallest(2, ['pear', 'fig', 'apple'], key=len)", lambda: heapq.nsmallest(2, ['pear', 'fig', 'apple'], key=len))
show('list(heapq.merge([1, 4], [2, 3], [0]))', lambda: list(heapq.merge([1, 4], [2, 3], [0])))
show('list(heapq.merge([4, 1], [3, 2], reverse=True))', lambda: list(heapq.merge([4, 1], [3, 2], reverse=True)))
show('bisect.bisect([1, 2, 2, 3], 2)', lambda: bisect.bisect([1, 2, 2, 3], 2))
show('bisect.bisect_left([1, 2, 2, 3], 2)', lambda: bisect.bisect_left([1, 2, 2, 3], 2))
show("bisect.bisect([1], 'a')", lambda: bisect.bisect([1], 'a'))
show('bisect.bisect([1, 2], 1, -1)', lambda: bisect.bisect([1, 2], 1, -1))
show('bisect.bisect_left([1, 2, 3, 4], 3, 0, 2)', lambda: bisect.bisect_left([1, 2, 3, 4], 3, 0, 2))

values = []
for n in [3, 1, 2, 1]:
    bisect.insort(values, n)
print(values)
