# Each reference counts: names, items, attributes, arguments, cells, frames.
import sys

x = ['the object']
print(sys.getrefcount(x))
y = x
box = [x, x]
table = {'k': x}
print(sys.getrefcount(x))


def look(arg):
    inside = arg
    return sys.getrefcount(arg)


print(look(x))


def keep():
    captured = x

    def read():
        return captured
    return read


reader = keep()
print(sys.getrefcount(x))
box.pop()
del table['k']
y = None
print(sys.getrefcount(x))
del reader
print(sys.getrefcount(x))


class Holder:
    pass


h = Holder()
h.attr = x
bound = x.append
print(sys.getrefcount(x))
del h, bound, box
print(sys.getrefcount(x), sys.getrefcount([]), sys.getrefcount(12345))
t = (x, x, x)
a, b, c = t
print(sys.getrefcount(x))
try:
    raise ValueError(x)
except ValueError as error:
    print(sys.getrefcount(x))
print(sys.getrefcount(x))
