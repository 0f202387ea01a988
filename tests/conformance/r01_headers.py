# Every object begins with a reference count and a type; the rest depends on the type.
# sys.getsizeof counts the C struct and, for containers, the GC head before it.
import sys

samples = [None, True, 0, 1, -1, 2 ** 30 - 1, 2 ** 30, 2 ** 60, 2 ** 90, 1.5, 2j, '', 'a', 'abc', 'é', '€', '\U0001f600',
           b'', b'ab', (), (1,), (1, 2, 3), [], [1, 2], {}, {'a': 1}, set(), {1, 2}, frozenset(), range(5), slice(1, 2)]
sizes = []
for value in samples:
    sizes.append(sys.getsizeof(value))


class Plain:
    pass


class Slotted:
    __slots__ = ('x', 'y')


def function():
    return 1


p = Plain()
sizes.append(sys.getsizeof(p))
sizes.append(sys.getsizeof(p.__dict__))
sizes.append(sys.getsizeof(Slotted()))
sizes.append(sys.getsizeof(Plain))
sizes.append(sys.getsizeof(function))
sizes.append(sys.getsizeof(function.__code__))
sizes.append(sys.getsizeof(len))
sizes.append(sys.getsizeof([].append))
sizes.append(sys.getsizeof(iter([])))
sizes.append(int.__basicsize__)
sizes.append(tuple.__itemsize__)
print(sizes)
