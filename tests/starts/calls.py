"""Frames, arguments, closures and classes: where they lie, and what a dead one's place is used for."""


def place(thing):
    return id(thing) & 0xfff


def keep(*args, **kwargs):
    return [place(args), place(kwargs)]


def outer(n):
    def inner():
        return n
    return inner


def count(n):
    total = 0
    for k in range(n):
        total += k * 1000
        yield place(total)


places = keep(1, 2) + keep(1, a=1) + keep(*[1, 2, 3], **{"b": 2, "c": 3})
functions = [outer(n) for n in range(6)]
places += [place(f) for f in functions] + [place(f.__closure__[0]) for f in functions]
places += list(count(8))


class Base:
    kind = "base"

    def method(self):
        return place(self)


class Derived(Base):
    __slots__ = ("x", "y")

    @property
    def both(self):
        return place((self.x, self.y))


places.append(place(Base.__dict__["method"]))
things = [Derived() for _ in range(5)]
for thing in things:
    thing.x, thing.y = 1000, [thing.method()]
    places += [thing.both, place(thing.y), place(thing.x), thing.method()]
bound = things[0].method
places.append(place(bound))
del bound
places.append(place(things[1].method))
places += [place({n, n + 1}) for n in range(1000, 1004)]
places += [place(frozenset([n])) for n in range(3)]
table = {}
for n in range(60):
    table["key%d" % n] = [n]
    places.append(place(table["key%d" % n]))
for n in range(0, 60, 3):
    del table["key%d" % n]
places += [place([n]) for n in range(10)]
ordered = sorted(table, key=lambda name: -len(name), reverse=True)
places.append(place(ordered))
places += [place(name.upper()) for name in ordered[:10]]
places += [place(pair) for pair in zip(ordered[:4], range(400, 404))]
places += [place(slice(n, None)) for n in range(3)]
text = ""
for n in range(40):
    text += "ab"
    places.append(place(text))
pieces = text.split("b")
places += [place(pieces), place(pieces[3]), place("-".join(pieces)), place(text.replace("a", "xyz"))]
try:
    try:
        {}["missing"]
    except KeyError as error:
        places += [place(error), place(error.args)]
        raise ValueError("a message") from error
except ValueError as error:
    places += [place(error), place(error.__cause__)]
print(places)
