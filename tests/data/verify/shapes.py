# Containers, a class with shared keys, a closure, a generator, an exception.
numbers = []
for n in range(6):
    numbers.append(n * n)
table = {'one': 1, 'two': 2, 3: 'three'}
del table['two']
unique = {'a', 'b', 'c'} - {'b'}


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


points = [Point(1, 2.5), Point(3, 1000)]


def adder(by):
    def add(value):
        return value + by
    return add


def halves(value):
    while value > 1:
        value //= 2
        yield value


print(adder(1000)(points[1].y), list(halves(20)))
try:
    table['four']
except KeyError as error:
    print('no', error)
