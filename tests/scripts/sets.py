# Sets and frozensets.


def show(text, compute):
    try:
        result = compute()
    except Exception as error:
        print(text, '->', type(error).__name__, error.args)
    else:
        print(text, '->', type(result).__name__, result)


import sys


class Sub(set):
    pass


class Frozen(frozenset):
    pass


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


a, b = Key('a'), Key('b')


def grow(values):
    for value in values:
        values.add(value + 1)


show('set().pop()', lambda: set().pop())
show('{1}.remove(2)', lambda: {1}.remove(2))
show('{1}.remove((2,))', lambda: {1}.remove((2,)))
show('{1}.remove([])', lambda: {1}.remove([]))
show('{frozenset([1])}.remove({1})', lambda: {frozenset([1])}.remove({1}))
show('{frozenset([1])}.remove({2})', lambda: {frozenset([1])}.remove({2}))
show('{1} in {frozenset([1])}', lambda: {1} in {frozenset([1])})
show('[] in {1}', lambda: [] in {1})
show('{1}.discard([])', lambda: {1}.discard([]))
show('{1} | [1]', lambda: {1} | [1])
show("{1}.union([1], [2], 'a')", lambda: {1}.union([1], [2], 'a'))
show('{1}.union(1)', lambda: {1}.union(1))
show('{1} < {1, 2}', lambda: {1} < {1, 2})
show('{1} <= [1]', lambda: {1} <= [1])
show('{1} == [1]', lambda: {1} == [1])
show('{1}.issubset([1, 2])', lambda: {1}.issubset([1, 2]))
show('{1}.issuperset([1])', lambda: {1}.issuperset([1]))
show('{1}.issubset(1)', lambda: {1}.issubset(1))
show('{1}.isdisjoint([2])', lambda: {1}.isdisjoint([2]))
show('{1}.__reduce__()', lambda: {1}.__reduce__())
show('frozenset([1, 2]).__reduce__()', lambda: frozenset([1, 2]).__reduce__())
show('Sub([1]).__reduce__()[1:]', lambda: Sub([1]).__reduce__()[1:])
show('Sub([1])', lambda: Sub([1]))
show('Sub()', lambda: Sub())
show('set()', lambda: set())
show('frozenset()', lambda: frozenset())
show('frozenset([1])', lambda: frozenset([1]))
show('hash({1})', lambda: hash({1}))
show('hash(frozenset([1]))', lambda: hash(frozenset([1])))
show('hash(frozenset())', lambda: hash(frozenset()))
show("hash(frozenset(['a', 'b']))", lambda: hash(frozenset(['a', 'b'])))
show('{1, 2, 3}.difference([1], (2,))', lambda: {1, 2, 3}.difference([1], (2,)))
show('{1, 2, 3}.intersection([1, 2], (2,))', lambda: {1, 2, 3}.intersection([1, 2], (2,)))
show('{1, 2}.symmetric_difference([2, 3])', lambda: {1, 2}.symmetric_difference([2, 3]))
show('{1, 2} ^ {2, 3}', lambda: {1, 2} ^ {2, 3})
show('{1, 2, 3} - {2}', lambda: {1, 2, 3} - {2})
show('{1, 2, 3} & {2, 3, 4}', lambda: {1, 2, 3} & {2, 3, 4})
show('{1}.__isub__([1])', lambda: {1}.__isub__([1]))
show('{1}.add([])', lambda: {1}.add([]))
show('{[]}', lambda: {[]})
show('{1}.pop(1)', lambda: {1}.pop(1))
show('set([1], [2])', lambda: set([1], [2]))
show('set(x=1)', lambda: set(x=1))
show('{1}.__rsub__({1, 2})', lambda: {1}.__rsub__({1, 2}))
show('{1}.__ror__([1])', lambda: {1}.__ror__([1]))
show('frozenset() is frozenset([])', lambda: frozenset() is frozenset([]))
show('type(Sub() | {1}).__name__', lambda: type(Sub() | {1}).__name__)
show('type(Sub().copy()).__name__', lambda: type(Sub().copy()).__name__)
show('type(Frozen().copy()).__name__', lambda: type(Frozen().copy()).__name__)
show('type({1} | frozenset()).__name__', lambda: type({1} | frozenset()).__name__)
show('type(frozenset() | {1}).__name__', lambda: type(frozenset() | {1}).__name__)
show('iter({1, 2}).__length_hint__()', lambda: iter({1, 2}).__length_hint__())
show('grow({1})', lambda: grow({1}))
show('{0, 8, 16, 1}', lambda: {0, 8, 16, 1})
show("set('hello world')", lambda: set('hello world'))
show('{a, b}', lambda: {a, b})
show('{a} | {b}', lambda: {a} | {b})
show('{a} - {b}', lambda: {a} - {b})
show('{a} <= {b}', lambda: {a} <= {b})
show('{a} == {b}', lambda: {a} == {b})
show('{a} ^ {b}', lambda: {a} ^ {b})
show('{a} & {b}', lambda: {a} & {b})
show('sys.getsizeof(set())', lambda: sys.getsizeof(set()))
show('sys.getsizeof({1, 2, 3, 4, 5})', lambda: sys.getsizeof({1, 2, 3, 4, 5}))
show('sys.getsizeof(set(range(20)))', lambda: sys.getsizeof(set(range(20))))
show('sys.getsizeof(set(set(range(5))))', lambda: sys.getsizeof(set(set(range(5)))))
show('sys.getsizeof(frozenset(range(5)))', lambda: sys.getsizeof(frozenset(range(5))))
show('[x for x in {-1, -2, -3, 0}]', lambda: [x for x in {-1, -2, -3, 0}])
show('{1, 2}.intersection_update([2])', lambda: {1, 2}.intersection_update([2]))
show('set(range(3)).symmetric_difference({})', lambda: set(range(3)).symmetric_difference({}))
