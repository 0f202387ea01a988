# What changes in place and what makes a new object; += on a tuple and on a list.
a = [1, 2]
b = a
b += [3]
print(a is b, a)
b = b + [4]
print(a is b, a, b)
t = (1, 2)
u = t
u += (3,)
print(t is u, t, u)
s = 'ab'
r = s
r += 'c'
print(s is r, s, r)
n = 1000
m = n
m += 1
print(n, m)
mixed = ([1], 2)
try:
    mixed[0] += [5]
except TypeError as error:
    print(type(error).__name__, mixed)
d = {'k': a}
d['k'].append(9)
print(a, d)
fs = frozenset([1, 2])
gs = fs
gs |= {3}
print(fs is gs, len(gs))
hs = {1}
ks = hs
ks |= {2}
print(hs is ks, len(hs))
