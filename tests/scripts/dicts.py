# Dicts, their views and iterators.


def show(text, compute):
    try:
        result = compute()
    except Exception as error:
        print(text, '->', type(error).__name__, error.args)
    else:
        print(text, '->', type(result).__name__, result)


import sys

d = {1: 2, 3: 4}


class Default(dict):
    def __missing__(self, key):
        return ('missing', key)


class Keyed:
    def keys(self):
        return ['a', 'b']

    def __getitem__(self, key):
        return key * 2


class Key:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return 'Key(%r)' % self.name

    def __hash__(self):
        print('hash', self.name)
        return 1

    def __eq__(self, other):
        print('eq', self.name, other.name)
        return True


def loop(make, change):
    source = make()
    for key in source:
        change(source, key)
    return source


def move(d, key):
    value = d.pop(key)
    d[key + 10] = value


def fresh():
    result = {1: 2, 3: 4}
    result.pop(1)
    result[1] = 5
    return result


show('dict([1])', lambda: dict([1]))
show('dict([(1, 2, 3)])', lambda: dict([(1, 2, 3)]))
show("dict(['ab', 'cd'])", lambda: dict(['ab', 'cd']))
show('dict(1)', lambda: dict(1))
show('dict([1, 2], a=3)', lambda: dict([1, 2], a=3))
show('dict(Keyed(), a=3)', lambda: dict(Keyed(), a=3))
show("dict(**{'a': 1})", lambda: dict(**{'a': 1}))
show('{}.update(1)', lambda: {}.update(1))
show('{}.update(1, 2)', lambda: {}.update(1, 2))
show('Default()[3]', lambda: Default()[3])
show('Default().get(3)', lambda: Default().get(3))
show('{}[1]', lambda: {}[1])
show('{}[(1, 2)]', lambda: {}[(1, 2)])
show('{}[[]]', lambda: {}[[]])
show('{[]: 1}', lambda: {[]: 1})
show('{}.pop(1)', lambda: {}.pop(1))
show('{}.pop(1, 2)', lambda: {}.pop(1, 2))
show('{}.pop([])', lambda: {}.pop([]))
show('{1: 1}.pop([])', lambda: {1: 1}.pop([]))
show('{}.popitem()', lambda: {}.popitem())
show('{1: 2, 3: 4}.popitem()', lambda: {1: 2, 3: 4}.popitem())
show('{}.setdefault(1)', lambda: {}.setdefault(1))
show('{}.setdefault(1, 2)', lambda: {}.setdefault(1, 2))
show('{1: 3}.setdefault(1, 2)', lambda: {1: 3}.setdefault(1, 2))
show("dict.fromkeys('ab')", lambda: dict.fromkeys('ab'))
show('dict.fromkeys([1, 2], 3)', lambda: dict.fromkeys([1, 2], 3))
show('dict.fromkeys(1)', lambda: dict.fromkeys(1))
show('dict.fromkeys()', lambda: dict.fromkeys())
show("Default.fromkeys('ab')", lambda: Default.fromkeys('ab'))
show('{1: 2} == {1: 2.0}', lambda: {1: 2} == {1: 2.0})
show('{1: 2} != {1: 3}', lambda: {1: 2} != {1: 3})
show('{1: 2} < {}', lambda: {1: 2} < {})
show('{}.__eq__(1)', lambda: {}.__eq__(1))
show('fresh()', lambda: fresh())
show('list(reversed(d))', lambda: list(reversed(d)))
show('list(reversed(d.items()))', lambda: list(reversed(d.items())))
show('list(reversed(d.values()))', lambda: list(reversed(d.values())))
show('list(d.items())', lambda: list(d.items()))
show('d.keys() & [1]', lambda: d.keys() & [1])
show('d.keys() | [5]', lambda: d.keys() | [5])
show('d.keys() - [1]', lambda: d.keys() - [1])
show('d.keys() ^ [1, 7]', lambda: d.keys() ^ [1, 7])
show('[1] & d.keys()', lambda: [1] & d.keys())
show('[1, 9] - d.keys()', lambda: [1, 9] - d.keys())
show('d.keys() & 1', lambda: d.keys() & 1)
show('d.keys() == {1, 3}', lambda: d.keys() == {1, 3})
show('d.keys() < {1, 3, 4}', lambda: d.keys() < {1, 3, 4})
show('d.items() >= {(1, 2)}', lambda: d.items() >= {(1, 2)})
show('d.keys().isdisjoint([5])', lambda: d.keys().isdisjoint([5]))
show('d.items().isdisjoint([(1, 2)])', lambda: d.items().isdisjoint([(1, 2)]))
show('(1, 2) in d.items()', lambda: (1, 2) in d.items())
show('(1,) in d.items()', lambda: (1,) in d.items())
show('2 in d.values()', lambda: 2 in d.values())
show('d.keys()', lambda: d.keys())
show('d.values()', lambda: d.values())
show('d.items()', lambda: d.items())
show('len(d.items())', lambda: len(d.items()))
show('d.keys() == [1, 3]', lambda: d.keys() == [1, 3])
show('hash(d.keys())', lambda: hash(d.keys()))
show('hash({})', lambda: hash({}))
show('iter(d).__reduce__()[1:]', lambda: iter(d).__reduce__()[1:])
show('iter(d.items()).__reduce__()[1:]', lambda: iter(d.items()).__reduce__()[1:])
show('iter(d).__length_hint__()', lambda: iter(d).__length_hint__())
show('loop(lambda: {1: 2}, lambda d, k: d.update({k + 1: 1}))', lambda: loop(lambda: {1: 2}, lambda d, k: d.update({k + 1: 1})))
show('loop(lambda: {1: 2}, move)', lambda: loop(lambda: {1: 2}, move))
show('loop(lambda: {1: 2, 3: 4}, move)', lambda: loop(lambda: {1: 2, 3: 4}, move))
show('{1: {}}', lambda: {1: {}})
show("{Key('a'): 1}[Key('b')]", lambda: {Key('a'): 1}[Key('b')])
show("{Key('a'): 1} == {Key('b'): 1}", lambda: {Key('a'): 1} == {Key('b'): 1})
show("{Key('a'): 1}.setdefault(Key('b'), 2)", lambda: {Key('a'): 1}.setdefault(Key('b'), 2))
show("{Key('a'): 1}.keys() & {Key('b'): 1}.keys()", lambda: {Key('a'): 1}.keys() & {Key('b'): 1}.keys())
show('{}.get()', lambda: {}.get())
show('sys.getsizeof({})', lambda: sys.getsizeof({}))
show('sys.getsizeof(dict())', lambda: sys.getsizeof(dict()))
show('sys.getsizeof({1: 1})', lambda: sys.getsizeof({1: 1}))
show('sys.getsizeof(dict.fromkeys(range(11)))', lambda: sys.getsizeof(dict.fromkeys(range(11))))
show('sys.getsizeof(dict(a=1))', lambda: sys.getsizeof(dict(a=1)))
show('sys.getsizeof({1: 1}.copy())', lambda: sys.getsizeof({1: 1}.copy()))
show("{'b': 1, 'a': 2, 'c': 3}", lambda: {'b': 1, 'a': 2, 'c': 3})

d[2] = d
d[5] = d.values()
print(d)
print(d.values(), d.items())
