# enumerate, zip, map, filter, reversed and iter.


def show(text, compute):
    try:
        result = compute()
    except Exception as error:
        print(text, '->', type(error).__name__, error.args)
    else:
        print(text, '->', type(result).__name__, result)


class Indexed:
    def __getitem__(self, index):
        if index > 2:
            raise IndexError
        return index * 10

    def __len__(self):
        return 3


def count_to(limit):
    state = [0]

    def step():
        state[0] += 1
        return state[0]
    return iter(step, limit)


def same_tuple(iterator):
    first = id(next(iterator))
    return first == id(next(iterator))


def kept_tuple(iterator):
    first = next(iterator)
    second = next(iterator)
    return first, second


show("list(enumerate('ab'))", lambda: list(enumerate('ab')))
show("list(enumerate('ab', 5))", lambda: list(enumerate('ab', 5)))
show("list(enumerate('ab', start=1 << 70))", lambda: list(enumerate('ab', start=1 << 70)))
show('enumerate(1)', lambda: enumerate(1))
show('enumerate()', lambda: enumerate())
show("enumerate([], 'a')", lambda: enumerate([], 'a'))
show('enumerate([], 1, 2)', lambda: enumerate([], 1, 2))
show('enumerate([], foo=1)', lambda: enumerate([], foo=1))
show('list(enumerate(iterable=[1], start=5))', lambda: list(enumerate(iterable=[1], start=5)))
show('list(zip())', lambda: list(zip()))
show("list(zip('ab', [1, 2, 3]))", lambda: list(zip('ab', [1, 2, 3])))
show("list(zip('ab', 1))", lambda: list(zip('ab', 1)))
show('zip(x=1)', lambda: zip(x=1))
show("list(zip('a', 'b', 'c'))", lambda: list(zip('a', 'b', 'c')))
show("list(map(int, '123'))", lambda: list(map(int, '123')))
show('list(map(pow, [2, 3], [3, 2, 1]))', lambda: list(map(pow, [2, 3], [3, 2, 1])))
show('map(int)', lambda: map(int))
show('list(map(1, [2]))', lambda: list(map(1, [2])))
show('list(map(None, [1]))', lambda: list(map(None, [1])))
show("list(filter(None, [0, 1, '', 'a']))", lambda: list(filter(None, [0, 1, '', 'a'])))
show('list(filter(lambda x: x > 1, [1, 2, 3]))', lambda: list(filter(lambda x: x > 1, [1, 2, 3])))
show('list(filter(bool, [0, 1]))', lambda: list(filter(bool, [0, 1])))
show('filter(1)', lambda: filter(1))
show('list(filter(1, [2]))', lambda: list(filter(1, [2])))
show("list(reversed('abc'))", lambda: list(reversed('abc')))
show('list(reversed(Indexed()))', lambda: list(reversed(Indexed())))
show('reversed({1})', lambda: reversed({1}))
show('reversed(1)', lambda: reversed(1))
show('reversed()', lambda: reversed())
show('list(Indexed())', lambda: list(Indexed()))
show('list(count_to(4))', lambda: list(count_to(4)))
show('iter(1)', lambda: iter(1))
show('iter(1, 2)', lambda: iter(1, 2))
show('next(iter([]))', lambda: next(iter([])))
show("next(iter([]), 'end')", lambda: next(iter([]), 'end'))
show('next(1)', lambda: next(1))
show("same_tuple(zip('abc', 'def'))", lambda: same_tuple(zip('abc', 'def')))
show("same_tuple(enumerate('abc'))", lambda: same_tuple(enumerate('abc')))
show("kept_tuple(zip('abc', 'def'))", lambda: kept_tuple(zip('abc', 'def')))
show('kept_tuple(iter({1: 2, 3: 4}.items()))', lambda: kept_tuple(iter({1: 2, 3: 4}.items())))
show('iter(Indexed()).__length_hint__()', lambda: iter(Indexed()).__length_hint__())
show('reversed([1, 2]).__length_hint__()', lambda: reversed([1, 2]).__length_hint__())
show("enumerate('ab', 3).__reduce__()[1][1]", lambda: enumerate('ab', 3).__reduce__()[1][1])
show("filter(None, 'a').__reduce__()[1][0]", lambda: filter(None, 'a').__reduce__()[1][0])
show('iter(int, 0).__reduce__()[1:]', lambda: iter(int, 0).__reduce__()[1:])
show('list(iter(int, 0))', lambda: list(iter(int, 0)))
show("list(map(lambda a, b: a + b, 'ab', 'cd'))", lambda: list(map(lambda a, b: a + b, 'ab', 'cd')))
show("max(zip('ab', 'cd'))", lambda: max(zip('ab', 'cd')))
show("dict(zip('ab', range(2)))", lambda: dict(zip('ab', range(2))))
show("sum(map(len, ['a', 'bc']))", lambda: sum(map(len, ['a', 'bc'])))

it = iter([1, 2, 3])
print(next(it), it.__reduce__()[1:], it.__setstate__(-5), next(it), list(it), it.__reduce__()[1:])
it = reversed([1, 2, 3])
print(next(it), it.__reduce__()[1:], it.__setstate__(-5), list(it), it.__reduce__()[1:])
it = iter(range(5))
print(next(it), it.__setstate__(3), list(it), it.__length_hint__())
