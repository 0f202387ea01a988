# Instances of one class share one table of keys, until one of them does something special.
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


a = Point(1, 2)
b = Point(3, 4)
print(vars(a), vars(b))
a.z = 5
c = Point(5, 6)
c.z = 7
print(vars(c))
del b.y
print(vars(b))
e = Point(7, 8)
e.q = 1
f = Point(9, 10)
vars(f)['w'] = 2
print(vars(e), vars(f))
g = Point(1, 1)
vars(g)[5] = 'not a str'
h = Point(0, 0)
h.__dict__ = {'x': 1}
print(vars(g), h.x)
i = Point(2, 2)
vars(i).clear()
print(vars(i), len(vars(a)))


class Late:
    pass


p = Late()
p.b = 1
q = Late()
q.a = 2
q.b = 3
print(vars(p), vars(q))
r = Late()
for n in range(7):
    setattr(r, 'f%d' % n, n)
print(len(vars(r)))
s = Late()
print(vars(s))
