"""__reduce__ and __setstate__ of the iterators of itertools, and copies made by them."""
import itertools as it, copy
def show(mk, k):
    x = mk()
    for _ in range(k):
        try: next(x)
        except StopIteration: break
    def norm(v):
        if isinstance(v, tuple): return tuple(map(norm, v))
        if hasattr(v, '__next__'): return type(v).__name__
        return getattr(v, '__name__', v)
    try:
        r = x.__reduce__(); print(k, norm(r))
        c = copy.copy(x)
        print('   ', [norm(v) for v in it.islice(c, 5)])
    except Exception as e: print(type(e).__name__, e)
for mk in [lambda: it.count(3), lambda: it.count(3, 2), lambda: it.count(1.5), lambda: it.cycle([1, 2, 3]), lambda: it.repeat('a', 2), lambda: it.repeat('b'), lambda: it.chain([1, 2], [3]), lambda: it.islice([1, 2, 3, 4], 1, None, 2), lambda: it.islice([1, 2, 3, 4], 3), lambda: it.takewhile(lambda v: v < 3, [1, 2, 3, 4]), lambda: it.dropwhile(lambda v: v < 2, [1, 2, 3]), lambda: it.filterfalse(None, [0, 1, 0]), lambda: it.compress('abc', [1, 0, 1]), lambda: it.starmap(pow, [(2, 3), (3, 2)]), lambda: it.accumulate([1, 2, 3]), lambda: it.accumulate([1, 2], initial=10), lambda: it.zip_longest([1, 2, 3], 'a', fillvalue='-'), lambda: it.product('ab', [1, 2]), lambda: it.combinations('abcd', 2), lambda: it.combinations_with_replacement('ab', 2), lambda: it.permutations('abc', 2)]:
    for k in (0, 1, 2, 3, 20): show(mk, k)
x = it.groupby('aab'); next(x); print(len(x.__reduce__()), [k for k, g in copy.copy(x)])
for f in [lambda: it.product([1]).__setstate__(5), lambda: it.cycle([]).__setstate__(5), lambda: it.cycle([]).__setstate__((1,)), lambda: it.chain().__setstate__(()), lambda: it.chain().__setstate__((1,)), lambda: it.combinations([1], 1).__setstate__((1, 2)), lambda: it.groupby([]).__setstate__(1)]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
