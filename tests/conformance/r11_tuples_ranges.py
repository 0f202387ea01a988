# Tuples, ranges, slices, iterators and their state; unpacking.
t = (1, 2, 3, 4)
a, b, *c = t
print(a, b, c)
(d, (e, f)), g = (1, (2, 3)), 4
print(d, e, f, g)
r = range(2, 20, 3)
print(len(r), r[2], r[-1], 8 in r, list(r[1:3]), r.index(11))
s = slice(1, None, 2)
print(t[s], s.start, s.stop, s.indices(4))
it = iter(t)
print(next(it), next(it), list(it), list(it))
z = zip('abc', range(3))
print(next(z), list(z))
for i, w in enumerate(['x', 'y'], 5):
    print(i, w)
m = map(lambda v: v * v, [1, 2, 3])
print(next(m), list(m))
fl = filter(None, [0, 1, '', 'a'])
print(list(fl))
rv = reversed([1, 2, 3])
print(next(rv), list(rv))
n = iter(iter([1, 2, 0, 3]).__next__, 0)
print(list(n))
print(t + (5,), t * 2, t.count(2), t.index(3), (1,) < (1, 2))
try:
    a, b = t
except ValueError as error:
    print(error)
sr = iter('hé€')
print(next(sr), next(sr), next(sr, 'end'), next(sr, 'end'))


class Letters:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return 'abc'[i]


print(list(Letters()), tuple(Letters()))
