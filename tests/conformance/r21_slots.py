# __slots__: fixed places instead of a dict.
class Vector:
    __slots__ = ('x', 'y')

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)


class Vector3(Vector):
    __slots__ = ('z',)


class Open(Vector):
    pass


v = Vector(1, 2) + Vector(3, 4)
print(v.x, v.y, hasattr(v, '__dict__'))
try:
    v.z = 1
except AttributeError as error:
    print(error)
w = Vector3(1, 2)
w.z = [3]
print(w.x, w.z)
del w.z
try:
    w.z
except AttributeError as error:
    print(error)
o = Open(5, 6)
o.extra = 7
print(o.x, o.extra, vars(o), Vector.x)
