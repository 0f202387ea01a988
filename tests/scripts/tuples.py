# Tuples, slices and ranges.


def show(text, compute):
    try:
        result = compute()
    except Exception as error:
        print(text, '->', type(error).__name__, error.args)
    else:
        print(text, '->', type(result).__name__, result)


class Pair(tuple):
    pass


class Equal:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        print('eq', self.name, getattr(other, 'name', other))
        return False

    __hash__ = None


class Three(int):
    pass


show('tuple()', lambda: tuple())
show("tuple('ab')", lambda: tuple('ab'))
show('tuple([1], 2)', lambda: tuple([1], 2))
show('tuple(x=1)', lambda: tuple(x=1))
show('tuple(1)', lambda: tuple(1))
show("Pair('ab')", lambda: Pair('ab'))
show("type(Pair('ab') + ())", lambda: type(Pair('ab') + ()))
show('Pair((1, 2)) == (1, 2)', lambda: Pair((1, 2)) == (1, 2))
show('()', lambda: ())
show('(1,)', lambda: (1,))
show('((1,), 2)', lambda: ((1,), 2))
show('(1, 2)[2]', lambda: (1, 2)[2])
show('(1, 2, 3)[::2]', lambda: (1, 2, 3)[::2])
show('(1,) + [1]', lambda: (1,) + [1])
show('(1, 2) * 2', lambda: (1, 2) * 2)
show('(1, 2) < (1, 3)', lambda: (1, 2) < (1, 3))
show('(1,) < [1]', lambda: (1,) < [1])
show('hash((1, 2))', lambda: hash((1, 2)))
show('hash(())', lambda: hash(()))
show('hash((1, []))', lambda: hash((1, [])))
show("Equal('a') in (Equal('b'),)", lambda: Equal('a') in (Equal('b'),))
show('(1, 2).index(3)', lambda: (1, 2).index(3))
show('(1, 2, 1).count(1)', lambda: (1, 2, 1).count(1))
show('(1, 2).__getnewargs__()', lambda: (1, 2).__getnewargs__())
show('iter((1, 2)).__reduce__()[1:]', lambda: iter((1, 2)).__reduce__()[1:])
show('slice(1)', lambda: slice(1))
show("slice(1, 2, 'a')", lambda: slice(1, 2, 'a'))
show('slice()', lambda: slice())
show('slice(1, 2, 3, 4)', lambda: slice(1, 2, 3, 4))
show('slice(None, None, -1).indices(5)', lambda: slice(None, None, -1).indices(5))
show('slice(2, 9).indices(5)', lambda: slice(2, 9).indices(5))
show('slice(1, None, 0).indices(5)', lambda: slice(1, None, 0).indices(5))
show('slice(1 << 70).indices(1 << 72)', lambda: slice(1 << 70).indices(1 << 72))
show("slice('a').indices(5)", lambda: slice('a').indices(5))
show('slice(1).indices(-1)', lambda: slice(1).indices(-1))
show('slice(1, 2) == slice(1, 2)', lambda: slice(1, 2) == slice(1, 2))
show('slice(1, 2) < slice(1, 3)', lambda: slice(1, 2) < slice(1, 3))
show('slice(1).start', lambda: slice(1).start)
show('slice(1, 2).__reduce__()', lambda: slice(1, 2).__reduce__())
show('range(3)', lambda: range(3))
show('range(1, 9, 3)', lambda: range(1, 9, 3))
show("range('a')", lambda: range('a'))
show('range()', lambda: range())
show('range(1.0)', lambda: range(1.0))
show('range(1, 2, 0)', lambda: range(1, 2, 0))
show('range(1, 2, 3, 4)', lambda: range(1, 2, 3, 4))
show('range(5)[7]', lambda: range(5)[7])
show('range(5)[-1]', lambda: range(5)[-1])
show("range(5)['a']", lambda: range(5)['a'])
show('range(0, 10, 3)[::-1]', lambda: range(0, 10, 3)[::-1])
show('range(10)[2:8:2]', lambda: range(10)[2:8:2])
show('range(5).index(9)', lambda: range(5).index(9))
show("range(5).index('a')", lambda: range(5).index('a'))
show('range(5).index(2.0)', lambda: range(5).index(2.0))
show('range(5).count(2.0)', lambda: range(5).count(2.0))
show('range(1, 10, 2).index(3)', lambda: range(1, 10, 2).index(3))
show('range(5).count(True)', lambda: range(5).count(True))
show('2.5 in range(5)', lambda: 2.5 in range(5))
show('3 in range(0, 9, 3)', lambda: 3 in range(0, 9, 3))
show('range(3) == range(0, 3, 1)', lambda: range(3) == range(0, 3, 1))
show('range(0) == range(5, 5)', lambda: range(0) == range(5, 5))
show('range(0, 3, 2) == range(0, 4, 2)', lambda: range(0, 3, 2) == range(0, 4, 2))
show('range(3) < range(4)', lambda: range(3) < range(4))
show('range(10 ** 30)[10 ** 29]', lambda: range(10 ** 30)[10 ** 29])
show('len(range(10 ** 30))', lambda: len(range(10 ** 30)))
show('range(10 ** 30)[10 ** 31]', lambda: range(10 ** 30)[10 ** 31])
show('list(range(1 << 70, (1 << 70) + 3))', lambda: list(range(1 << 70, (1 << 70) + 3)))
show('list(reversed(range(0, 10, 3)))', lambda: list(reversed(range(0, 10, 3))))
show('list(reversed(range(10 ** 20, 10 ** 20 + 2)))', lambda: list(reversed(range(10 ** 20, 10 ** 20 + 2))))
show('range(3).__reduce__()', lambda: range(3).__reduce__())
show('bool(range(0))', lambda: bool(range(0)))
show('hash(range(3))', lambda: hash(range(3)))
show('hash(range(1, 10, 2))', lambda: hash(range(1, 10, 2)))
show('range(True)', lambda: range(True))
show('type(range(Three(3)).stop).__name__', lambda: type(range(Three(3)).stop).__name__)
show('len(range(10, 0, -3))', lambda: len(range(10, 0, -3)))
show('list(range(10, 0, -3))', lambda: list(range(10, 0, -3)))
show('iter(range(5)).__length_hint__()', lambda: iter(range(5)).__length_hint__())
show('iter(range(3, 10, 2)).__reduce__()[1:]', lambda: iter(range(3, 10, 2)).__reduce__()[1:])
