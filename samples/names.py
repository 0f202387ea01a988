"""Names are references."""
from sys import getrefcount

a = [1, 2, 3]
b = a
b.append(4)
count = getrefcount(a)
print(a, a is b, count)


def add_to(item, box=[]):
    box.append(item)
    return box


first = add_to("x")
second = add_to("y")
print(first, first is second)

t = (a, 5)
try:
    t[0] += [6]
except TypeError as error:
    print(error)
print(t)

x = 256
y = 256
big = int("1000")
other = int("1000")
print(x is y, big is other, big == other)
