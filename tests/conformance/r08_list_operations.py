# What each way of making or changing a list leaves allocated.
a = [1, 2, 3]
a.insert(0, 0)
a.insert(2, 'x')
a.insert(100, 'end')
a.remove('x')
del a[0]
a.extend([7, 8, 9])
a.extend(range(3))
a.extend(x for x in 'ab')
a += (1, 2)
a *= 2
b = a + [1]
c = a * 2
d = a[2:9]
e = a[::-3]
a[1:4] = ['p', 'q', 'r', 's', 't']
a[::5] = [None] * len(a[::5])
del a[::2]
del a[3:]
f = list(range(9))
g = list('abc')
h = [n * n for n in range(12) if n % 2]
i = sorted(h, reverse=True)
j = h.copy()
j.reverse()
j.sort()
k = [*a, *g, 5]
first, *rest = k
print(len(a), b[-1], len(c), d, e, f, g, h, i, j, k, first, rest)
x = j.pop(0)
y = j.pop()
print(x, y, j, j.index(49), j.count(9))
j.clear()
print(j)
j = []
j += 'abcdefgh'
del j[2:7]
j.append(0)
print(j)
