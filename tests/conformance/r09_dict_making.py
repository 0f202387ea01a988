# Every way to make a dict, and how large its table then is.
a = {'x': 1, 'y': 2}
b = dict(a)
c = dict(x=1, y=2)
d = dict([('x', 1), ('y', 2)])
e = a.copy()
f = {**a, 'z': 3}
g = {k: v for k, v in a.items()}
h = dict.fromkeys('abc', 0)
i = dict.fromkeys(range(7))
j = {}
j.update(a)
j.update(q=5)
j.update([('r', 6)])
k = dict(zip('abcdefg', range(7)))
m = {**f, **k}
n = dict()
o = {}
n['first'] = 1
o['first'] = 1
print(a, b, c, d, e, f, g, h, len(i), j, k, len(m), n == o)
big = {n: str(n) for n in range(12)}
for n in range(0, 12, 2):
    del big[n]
p = big.copy()
q = dict(big)
r = {**big}
print(len(p), len(q), len(r))
sparse = {n: n for n in range(12)}
for n in range(9):
    del sparse[n]
s = sparse.copy()
print(s, sparse == s)
