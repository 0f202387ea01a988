import sys
a, b = 256, 256
print(a is b)
c = 1000
def f():
    return 1000
print(c is f(), c is 1000)
s, t = 'hello', 'hello'
print(s is t, 'a b' is 'a b', s is ''.join(['hel', 'lo']), sys.intern(''.join(['hel', 'lo'])) is s)
x = []
print(sys.getrefcount(x))
y = x
z = [x, x]
print(sys.getrefcount(x))
del y, z
print(sys.getrefcount(x), x is not [], () is ())
t = (1, 2)
u = t
t += (3,)
print(t, u, t is u)
l = [1, 2]
m = l
l += [3]
print(l, m, l is m)
print(sys.getsizeof(0), sys.getsizeof(1), sys.getsizeof(2**30), sys.getsizeof(''), sys.getsizeof('abc'), sys.getsizeof([]), sys.getsizeof({}), sys.getsizeof((1,)))
print(id(a) == id(b), type(type) is type, type(int) is type, object in int.__mro__)
def swap(p, q):
    p, q = q, p
    p.append('swapped')
    return p, q
print(swap([1], [2]))
class P: pass
p = P(); p.a = 1
print(sys.getsizeof(p), sys.getsizeof(p.__dict__), p.__dict__)
print(None is None, [] == [], [] is [], 1 == True, 1 is True)
