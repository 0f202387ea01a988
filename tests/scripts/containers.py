import sys
l = [3, 1, 2]
l.append(5); l.insert(0, 9); l.extend((7, 8))
print(l, l.pop(), l.pop(0), l.index(2), l.count(1), len(l))
l.sort(); print(l); l.reverse(); print(l, l[::2], l[-2:], l[1:3])
l[1:3] = ['a', 'b', 'c']; print(l); del l[::2]; print(l); l *= 2; print(l, l + [1], [0] * 3)
l.remove('a'); print(l, 'a' in l); l.clear(); print(l)
for bad in (lambda: [].pop(), lambda: [1][5], lambda: [1].remove(3), lambda: [1].index(3), lambda: [1]['a'], lambda: [1, 'a'].sort()):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__, error)
grow = []
sizes = []
for i in range(20):
    grow.append(i)
    sizes.append(sys.getsizeof(grow))
print(sizes)

d = {'one': 1, 'two': 2}
d['three'] = 3
print(d, d['two'], d.get('x'), d.get('x', 0), list(d.items()), 'one' in d, len(d))
d.update(four=4); d.setdefault('five', 5); print(d.pop('one'), d.popitem(), d)
del d['two']; print(d, {**d, 'z': 26}, dict(a=1), dict([('p', 1)]), dict.fromkeys('ab', 0))
for k, v in d.items():
    print(k, v)
try:
    for k in d:
        d[k + 'x'] = 1
except RuntimeError as error:
    print(error)
try:
    {}['nothing']
except KeyError as error:
    print(repr(error))
try:
    {[]: 1}
except TypeError as error:
    print(error)
print(d.keys() & {'three'}, list(reversed({'a': 1, 'b': 2})), {'a': 1} == {'a': 1.0})

s = {3, 1, 2}
s.add(10); s.discard(99); print(s, s | {5}, s & {1, 2}, s - {1}, s ^ {1, 7}, 2 in s, len(s), frozenset('aab') == {'a', 'b'})
print(sorted(s), min(s), max(s), sum(s), {1, 2} <= {1, 2, 3}, {1}.isdisjoint({2}))
t = 1, 2, (3, 4)
print(t, t[2][0], t + (5,), t * 2, t.index(2), t.count(9), len(t), hash((1, 2)), ())
a, *b, c = range(6)
print(a, b, c)
(x, y), z = (1, 2), 3
x, y = y, x
print(x, y, z)
print(range(10)[2:8:3], list(range(5, 0, -2)), 7 in range(10), len(range(0, 100, 7)), range(3) == range(0, 3, 1))
print(list(enumerate('ab', 1)), list(zip('abc', [1, 2])), list(map(str, [1, 2])), list(filter(None, [0, 1, '', 'x'])), any([0, 1]), all([]))
print(sorted([('b', 2), ('a', 2), ('c', 1)], key=lambda p: p[1]), list(reversed([1, 2, 3])))
print([1, 2] < [1, 3], (1, 2) < (1, 2, 0), [1] == [1.0], [[1, 2], [3]] == [[1, 2], [3]])
nested = [1]; nested.append(nested); print(nested)
print(slice(1, 10, 2).indices(5), [*range(3), *'ab'], {'k': [1, {'n': (2,)}]})
