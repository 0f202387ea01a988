"""Generators that delegate, are closed, thrown into, and left alone."""
log = []


def countdown(n):
    try:
        while n:
            got = yield n
            if got is not None:
                log.append(got)
                n = got
            n -= 1
    except KeyError as error:
        log.append(error.args)
        yield 'caught'
    finally:
        log.append('closed')
    return 'end'


def outer():
    result = yield from countdown(3)
    yield result
    try:
        yield from countdown(2)
    except ValueError:
        yield 'value error'


g = outer()
print(next(g), next(g), g.send(2), next(g))
print(next(g))
print(g.throw(ValueError('stop')))
print(list(g), log)
g = countdown(5)
next(g)
print(g.throw(KeyError, 'k'), g.gi_frame.f_lineno)
g.close()
print(log, g.gi_frame)


class Tree:
    def __init__(self, value, *children):
        self.value = value
        self.children = children

    def __iter__(self):
        yield self.value
        for child in self.children:
            yield from child

    def depth(self):
        return 1 + max((child.depth() for child in self.children), default=0)


tree = Tree(1, Tree(2, Tree(3)), Tree(4))
print(list(tree), tree.depth(), sum(tree), 3 in tree)
first, *rest = tree
print(first, rest, [*tree, *tree][-1], dict.fromkeys(tree))
pairs = zip(tree, 'abcd')
print(dict(pairs), next(pairs, 'empty'))
print(sorted((x * x % 7, x) for x in tree))
squares = (x * x for x in range(4) if x % 2)
print(next(squares), squares.gi_running, list(squares))


def accumulate():
    total = 0
    while True:
        total += yield total


acc = accumulate()
next(acc)
print([acc.send(x) for x in (1, 2, 3)])
del acc


def lines():
    try:
        yield 'a'
        yield 'b'
    finally:
        print('file closed')


for line in lines():
    print(line)
    break
it = lines()
print(next(it))
it = None
try:
    next(iter([]))
except StopIteration as stop:
    print(repr(stop), stop.value)
