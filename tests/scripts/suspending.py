"""Generators, delegation, iterators of the library."""
# generators & iterators
def g():
    try:
        x = yield 1
        print('got', x)
        y = yield 2
    except ValueError as e:
        print('VE', e); yield 'caught'
    finally: print('fin')
    return 'ret'
a = g(); print(next(a), a.send('s'), a.throw(ValueError, 'v')); 
try: next(a)
except StopIteration as e: print('SI', e.value)
try: next(a)
except StopIteration as e: print('SI', e.value)
a = g(); next(a); a.close(); a.close(); print(a.gi_frame, a.gi_running, a.gi_code.co_name, a.gi_yieldfrom)
a = g()
try: a.send(1)
except TypeError as e: print(e)
try: a.throw(KeyError('k'))
except KeyError as e: print('KE', e)
def bad():
    try: yield
    except GeneratorExit: yield 'no'
b = bad(); next(b)
try: b.close()
except RuntimeError as e: print(e)
def sub():
    r = yield from [1, 2]; print('r', r)
    z = yield from (i for i in 'ab'); return 'sub'
def main():
    v = yield from sub(); print('v', v)
print(list(main()))
def stop(): raise StopIteration; yield
try: next(stop())
except RuntimeError as e: print(e, repr(e.__cause__))
class It:
    def __init__(s): s.i = 0
    def __iter__(s): return s
    def __next__(s):
        s.i += 1
        if s.i > 3: raise StopIteration('done')
        return s.i
    def send(s, v): print('sent', v); return 9
    def throw(s, *a): print('thrown', a[0].__name__); raise a[0]
    def close(s): print('closed')
def deleg(): r = yield from It(); print('res', r)
d = deleg(); print(next(d), d.send(5))
try: d.throw(KeyError)
except KeyError: print('KE out')
d = deleg(); next(d); d.close()
print(list(deleg()))
print(list(zip(range(3), 'ab', [1, 2, 3])), list(map(lambda *a: a, [1, 2], 'ab')), list(filter(None, [0, 1, '', 'a'])), list(enumerate('ab', 5)), list(reversed([1, 2])), dict(enumerate('ab')), list(iter(lambda c=iter([1, 2, 0]): next(c), 0)), any([0, 1]), all([]), next(iter([]), 'dflt'))
import itertools as it
print(list(it.chain([1], 'a')), list(it.islice(it.count(5, 2), 3)), list(it.islice('abcdef', 1, 5, 2)), list(it.accumulate([1, 2, 3], lambda a, b: a * b, initial=10)), list(it.groupby('aabbc'))[0][0], [(k, list(v)) for k, v in it.groupby([1, 3, 2, 4], key=lambda x: x % 2)], list(it.product('ab', repeat=2)), list(it.permutations([1, 2, 3], 2)), list(it.combinations('abc', 2)), list(it.combinations_with_replacement('ab', 2)), list(it.zip_longest('ab', [1], fillvalue='-')), list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(it.dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(it.compress('abc', [1, 0, 1])), list(it.filterfalse(lambda x: x % 2, range(5))), [list(t) for t in it.tee([1, 2])], list(it.chain.from_iterable(['ab', 'c'])), list(it.repeat('x', 2)), list(it.islice(it.cycle('ab'), 5)))
print(it.count(3), it.count(1.5, 2), it.repeat(1, 2), it.count(step=2))
