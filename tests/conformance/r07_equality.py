# == asks the objects; "is" asks nobody. __eq__ and __hash__ belong together.
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __eq__(self, other):
        if not isinstance(other, Point):
            return NotImplemented
        return (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))


a = Point(1, 2)
b = Point(1, 2)
print(a == b, a is b, a != b, a == 3)
seen = {a: 'a'}
print(seen[b], b in seen, len({a, b}))
print(1 == 1.0 == True, hash(1) == hash(1.0) == hash(True))
nan = float('nan')
print(nan == nan, nan in [nan], [nan] == [nan])


class NoHash:
    def __eq__(self, other):
        return True


try:
    {NoHash(): 1}
except TypeError as error:
    print(error)
print([1, [2, 3]] == [1, [2, 3]], (1, 2) < (1, 3), 'a' < 'b')
