# Types keep some of their dead objects' memory: floats, tuples, lists, dicts, frames, methods.
floats = [n + 0.5 for n in range(8)]
del floats[2:]
more = [n * 1.5 for n in range(5)]
pairs = [(n, n + 1) for n in range(200, 206)]
del pairs[1:5]
triples = [(a, a, a) for a in 'pqr']
lists = [[] for _ in range(6)]
lists.pop()
lists.pop()
again = [[1], [2, 3]]
dicts = [{'k': n} for n in range(6)]
dicts.clear()
fresh = [{'k': n} for n in range(3)]
empty = [{} for _ in range(3)]


def recurse(n):
    if n:
        return recurse(n - 1)
    return 0


print(recurse(6), recurse(3), recurse(6))


def waiting():
    yield 1


waits = [waiting() for _ in range(3)]
for w in waits:
    next(w)
del waits, w


class C:
    def m(self):
        pass


methods = [C().m for _ in range(3)]
methods.clear()
one = C().m
builtins = ['x'.upper for _ in range(3)]
builtins.clear()
s = slice(1, 2)
t = slice(3, 4)
del s
u = [1, 2, 3][1:2]
print(len(more), len(fresh), len(triples), again, u, 10 ** 3)
