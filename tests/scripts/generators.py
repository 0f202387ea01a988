# Generators: send, throw, close, delegation, exhaustion.
def count(n):
    i = 0
    while i < n:
        got = yield i
        if got is not None:
            print('got', got)
            i = got
        i += 1
    return 'done'


g = count(5)
print(next(g), next(g), g.send(3))
try:
    next(g)
except StopIteration as e:
    print('stop', e.value)
print(next(g, 'default'))


def guarded():
    try:
        yield 1
        yield 2
    except ValueError as e:
        print('caught', e)
        yield 'recovered'
    finally:
        print('cleanup')


g = guarded()
print(next(g), g.throw(ValueError('boom')))
try:
    g.throw(KeyError('k'))
except KeyError as e:
    print('through', e)
g = guarded()
next(g)
g.close()
g.close()


def delegate():
    result = yield from count(2)
    print('result', result)
    yield from [10, 20]
    yield from (x * x for x in range(3))


print(list(delegate()))


def echo():
    while True:
        try:
            x = yield
            print('echo', x)
        except ValueError:
            print('value error inside')


def outer():
    yield from echo()


g = outer()
next(g)
g.send(1)
g.throw(ValueError)
g.send(2)
g.close()


def bad():
    yield 1
    raise StopIteration


try:
    list(bad())
except RuntimeError as e:
    print(type(e).__name__, e, type(e.__cause__).__name__)


def ignores():
    try:
        yield 1
    except GeneratorExit:
        pass
    yield 2


g = ignores()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)


def reenter():
    yield next(me)


me = reenter()
try:
    next(me)
except ValueError as e:
    print(e)
try:
    count(3).send(1)
except TypeError as e:
    print(e)


class Tree:
    def __init__(self, v, l=None, r=None):
        self.v, self.l, self.r = v, l, r

    def __iter__(self):
        if self.l:
            yield from self.l
        yield self.v
        if self.r:
            yield from self.r


print(list(Tree(4, Tree(2, Tree(1), Tree(3)), Tree(6, Tree(5)))))
print(sum(x for x in range(10) if x % 2), {k: v for k, v in zip('abc', range(3))}, {x % 3 for x in range(10)})


class Iter:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(Iter(4)), max(Iter(3)), [*Iter(2)], dict(enumerate(Iter(2))))
a, *b, c = Iter(5)
print(a, b, c)
for bad in (lambda: [x for x in 5], lambda: exec('a, b = 1, 2, 3'), lambda: exec('a, b = [1]'), lambda: exec('a, *b = ()'),
            lambda: exec('a, b = 3')):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)


async def coro(x):
    return x + 1


async def main():
    return await coro(1) + await coro(2)


m = main()
try:
    m.send(None)
except StopIteration as e:
    print('coroutine', e.value)
