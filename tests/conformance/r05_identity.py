# Why "is" says True: small ints, shared constants, interned strings, singletons, free lists.
a = 256
b = 256
print(a is b)
x = 257
y = 257
print(x is y)
n = int('257')
print(n is x, n == x)
m = 250
for i in range(8):
    m += 1
    k = 250 + i + 1
    print(m is k)


def same():
    return 'a constant'


def other():
    return 'a constant'


print(same() is other())
p = 'hello'
q = ''.join(['hel', 'lo'])
print(p is q, p == q)
import sys
print(sys.intern(q) is p)
print(() is tuple([]), '' is str(), frozenset() is frozenset([]))
print((1, 2) is (1, 2))
print('ab'[0] is 'a', chr(97) is 'a')
print(None is None, True is (1 == 1), ... is Ellipsis)
