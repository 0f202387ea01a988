# A set probes in runs of ten slots, then jumps; it grows at three fifths.
s = set()
for n in (1, 2, 3, 8, 16, 24):
    s.add(n)
print(8 in s, 9 in s, len(s))
s.discard(8)
s.discard(99)
s.remove(16)
s.add(32)
print(sorted(s))
try:
    s.remove(7)
except KeyError as error:
    print('no', error)
words = {'apple', 'pear', 'fig'}
words.update(['kiwi', 'date'])
print(len(words), 'fig' in words)
a = {1, 2, 3, 4}
b = {3, 4, 5}
print(a & b, a | b, a - b, a ^ b)
a &= b
print(a, a <= b, a.isdisjoint({9}))
c = a.copy()
d = set(b)
f = frozenset([1, 2])
print(c, d, f | a, hash(f) == hash(frozenset([2, 1])))
x = b.pop()
print(x, b)
b.clear()
print(b)
e = {n % 5 for n in range(20)}
print(e)
g = set(range(20))
while len(g) > 3:
    g.pop()
g.add(100)
print(g)
h = set('hello')
print(len(h))
