# Lists: construction, subscripts, methods, sorting, sizes.


def show(text, compute):
    try:
        result = compute()
    except Exception as error:
        print(text, '->', type(error).__name__, error.args)
    else:
        print(text, '->', type(result).__name__, result)


import sys

words = ['pear', 'apple', 'fig']
nested = [1, 2]
nested.append(nested)


class Sized:
    def __len__(self):
        return 3

    def __iter__(self):
        return iter('abc')


class Unsized:
    def __iter__(self):
        return iter('abc')


class Equal:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        print('eq', self.name, getattr(other, 'name', other))
        return False


def changed(change):
    values = [0, 1, 2, 3, 4, 5, 6, 7]
    change(values)
    return values


def assign(index, value):
    def change(values):
        values[index] = value
    return changed(change)


def delete(index):
    def change(values):
        del values[index]
    return changed(change)


def spoil():
    values = [3, 1, 2]
    values.sort(key=lambda x: values.append(x))


def sort_failing():
    values = [3, 'a', 2]
    try:
        values.sort()
    except TypeError as error:
        print(error)
    return values


def size_after(change):
    values = list(range(4))
    change(values)
    return sys.getsizeof(values)


show('list()', lambda: list())
show("list('abc')", lambda: list('abc'))
show('list(Sized())', lambda: list(Sized()))
show('list(Unsized())', lambda: list(Unsized()))
show('list(1)', lambda: list(1))
show('list([], 1)', lambda: list([], 1))
show('list(sequence=1)', lambda: list(sequence=1))
show('nested', lambda: nested)
show('nested[2] is nested', lambda: nested[2] is nested)
show('[1, 2][5]', lambda: [1, 2][5])
show("words['a']", lambda: words['a'])
show('[1][1 << 70]', lambda: [1][1 << 70])
show('[1, 2, 3][1:]', lambda: [1, 2, 3][1:])
show('[1, 2, 3][::-1]', lambda: [1, 2, 3][::-1])
show('[1, 2, 3][-2:]', lambda: [1, 2, 3][-2:])
show('[1, 2, 3][5:1:-1]', lambda: [1, 2, 3][5:1:-1])
show('[1, 2, 3][::0]', lambda: [1, 2, 3][::0])
show("[1]['a':]", lambda: [1]['a':])
show("assign(0, 'x')", lambda: assign(0, 'x'))
show("assign(9, 'x')", lambda: assign(9, 'x'))
show("assign(slice(1, 3), 'xyz')", lambda: assign(slice(1, 3), 'xyz'))
show('assign(slice(0, 0), [9])', lambda: assign(slice(0, 0), [9]))
show("assign(slice(None, None, 2), 'abcd')", lambda: assign(slice(None, None, 2), 'abcd'))
show("assign(slice(None, None, 2), 'abc')", lambda: assign(slice(None, None, 2), 'abc'))
show('assign(slice(1, 2), 3)', lambda: assign(slice(1, 2), 3))
show('assign(slice(1, 2, 2), 3)', lambda: assign(slice(1, 2, 2), 3))
show("assign('a', 3)", lambda: assign('a', 3))
show('delete(0)', lambda: delete(0))
show('delete(-1)', lambda: delete(-1))
show('delete(9)', lambda: delete(9))
show('delete(slice(2, 4))', lambda: delete(slice(2, 4)))
show('delete(slice(None, None, 3))', lambda: delete(slice(None, None, 3)))
show('delete(slice(None, None, -2))', lambda: delete(slice(None, None, -2)))
show('delete(slice(None))', lambda: delete(slice(None)))
show("delete('a')", lambda: delete('a'))
show('[1] + [2]', lambda: [1] + [2])
show('[1] + (2,)', lambda: [1] + (2,))
show('[1] * 3', lambda: [1] * 3)
show('3 * [1]', lambda: 3 * [1])
show('[1] * -1', lambda: [1] * -1)
show("[1] * 'a'", lambda: [1] * 'a')
show('[1] * (1 << 70)', lambda: [1] * (1 << 70))
show('[1] * (1 << 60)', lambda: [1] * (1 << 60))
show("[1].__mul__('a')", lambda: [1].__mul__('a'))
show('[1] < [1, 2]', lambda: [1] < [1, 2])
show('[2] > [1, 5]', lambda: [2] > [1, 5])
show('[1, 2] == [1, 2.0]', lambda: [1, 2] == [1, 2.0])
show('[1] == (1,)', lambda: [1] == (1,))
show('[1] < (1,)', lambda: [1] < (1,))
show('[[]] <= [[]]', lambda: [[]] <= [[]])
show('1 in [2, 1]', lambda: 1 in [2, 1])
show("Equal('a') in [Equal('b')]", lambda: Equal('a') in [Equal('b')])
show("[Equal('b')].count(Equal('a'))", lambda: [Equal('b')].count(Equal('a')))
show("[Equal('b')].index(Equal('a')) if 0 else None", lambda: [Equal('b')].index(Equal('a')) if 0 else None)
show('[1, 2].index(3)', lambda: [1, 2].index(3))
show('[1, 2, 1].index(1, 1)', lambda: [1, 2, 1].index(1, 1))
show("[1].index(1, 'a')", lambda: [1].index(1, 'a'))
show('[1].index()', lambda: [1].index())
show('[1, 1.0, True].count(1)', lambda: [1, 1.0, True].count(1))
show('[].pop()', lambda: [].pop())
show('[1].pop(3)', lambda: [1].pop(3))
show("[1].pop('a')", lambda: [1].pop('a'))
show('[1].pop(1.0)', lambda: [1].pop(1.0))
show('[1, 2].pop(0)', lambda: [1, 2].pop(0))
show('[1].remove(2)', lambda: [1].remove(2))
show("[1].insert('a', 1)", lambda: [1].insert('a', 1))
show('[1].insert(1 << 70, 1)', lambda: [1].insert(1 << 70, 1))
show("changed(lambda l: l.insert(-2, 'x'))", lambda: changed(lambda l: l.insert(-2, 'x')))
show("changed(lambda l: l.insert(99, 'x'))", lambda: changed(lambda l: l.insert(99, 'x')))
show("changed(lambda l: l.extend('xy'))", lambda: changed(lambda l: l.extend('xy')))
show('changed(lambda l: l.extend(l))', lambda: changed(lambda l: l.extend(l)))
show('changed(lambda l: l.extend(1))', lambda: changed(lambda l: l.extend(1)))
show('changed(list.reverse)', lambda: changed(list.reverse))
show('changed(list.clear)', lambda: changed(list.clear))
show("changed(lambda l: l.__iadd__('ab'))", lambda: changed(lambda l: l.__iadd__('ab')))
show('changed(lambda l: l.__imul__(2))', lambda: changed(lambda l: l.__imul__(2)))
show('changed(lambda l: l.__imul__(0))', lambda: changed(lambda l: l.__imul__(0)))
show('sorted(words)', lambda: sorted(words))
show('sorted(words, key=len)', lambda: sorted(words, key=len))
show('sorted(words, reverse=True)', lambda: sorted(words, reverse=True))
show('sorted([3, 1, 2.5])', lambda: sorted([3, 1, 2.5]))
show("sorted([1, 'a'])", lambda: sorted([1, 'a']))
show("sorted([(1, 'b'), (0, 'z'), (1, 'a')])", lambda: sorted([(1, 'b'), (0, 'z'), (1, 'a')]))
show('[1].sort(1)', lambda: [1].sort(1))
show('[1].sort(foo=1)', lambda: [1].sort(foo=1))
show('[2, 1].sort(key=1)', lambda: [2, 1].sort(key=1))
show("[1].sort(reverse='a')", lambda: [1].sort(reverse='a'))
show('spoil()', lambda: spoil())
show('sort_failing()', lambda: sort_failing())
show('sorted(range(100), key=lambda n: n * 37 % 101)[:10]', lambda: sorted(range(100), key=lambda n: n * 37 % 101)[:10])
show('hash([])', lambda: hash([]))
show('list.__hash__', lambda: list.__hash__)
show('list(reversed([1, 2, 3]))', lambda: list(reversed([1, 2, 3])))
show('iter([1, 2]).__length_hint__()', lambda: iter([1, 2]).__length_hint__())
show('[].append()', lambda: [].append())
show('[].append(1, 2)', lambda: [].append(1, 2))
show('[].append(x=1)', lambda: [].append(x=1))
show('[1].copy()', lambda: [1].copy())
show('size_after(lambda l: l.append(1))', lambda: size_after(lambda l: l.append(1)))
show('size_after(lambda l: l.extend([1] * 20))', lambda: size_after(lambda l: l.extend([1] * 20)))
show('size_after(list.pop)', lambda: size_after(list.pop))
show('size_after(list.clear)', lambda: size_after(list.clear))
show('sys.getsizeof([])', lambda: sys.getsizeof([]))
show("sys.getsizeof(list('abc'))", lambda: sys.getsizeof(list('abc')))
show("sys.getsizeof(list(x for x in 'abcdefghi'))", lambda: sys.getsizeof(list(x for x in 'abcdefghi')))
show('sys.getsizeof([x for x in range(9)])', lambda: sys.getsizeof([x for x in range(9)]))
show('sys.getsizeof(sorted(range(10)))', lambda: sys.getsizeof(sorted(range(10))))
show('sys.getsizeof([1] + [2, 3])', lambda: sys.getsizeof([1] + [2, 3]))
show('sys.getsizeof([0] * 7)', lambda: sys.getsizeof([0] * 7))
show('sys.getsizeof(list(range(10))[2:7])', lambda: sys.getsizeof(list(range(10))[2:7]))
