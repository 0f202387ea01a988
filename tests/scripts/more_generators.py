def count(n):
    print('start')
    for i in range(n):
        got = yield i
        if got:
            print('got', got)
    return 'done'

g = count(3)
print(next(g), g.send('hello'), next(g))
try:
    next(g)
except StopIteration as stop:
    print('value', stop.value)

def outer():
    result = yield from count(2)
    print('result', result)
    yield 'last'
print(list(outer()))

def closing():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print('closed')
        raise
    finally:
        print('cleanup')
c = closing()
next(c)
c.close()

def thrown():
    while True:
        try:
            yield 'ready'
        except ValueError as error:
            print('inside', error)
t = thrown()
next(t)
print(t.throw(ValueError('boom')))
try:
    t.throw(TypeError('out'))
except TypeError as error:
    print('outside', error)
print(list(t))

print(sum(x * x for x in range(10) if x % 2))
squares = (x * x for x in range(3))
print(list(squares), list(squares))
print({k: v for k, v in zip('abc', range(3))}, {x % 3 for x in range(10)}, [(x, y) for x in range(2) for y in 'ab'])

def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
f = fib()
print([next(f) for _ in range(15)])
def recursive(tree):
    if isinstance(tree, list):
        for child in tree:
            yield from recursive(child)
    else:
        yield tree
print(list(recursive([1, [2, [3, 4], 5], [[6]]])))
try:
    def stops():
        yield 1
        raise StopIteration
    list(stops())
except RuntimeError as error:
    print(error)
print(next(iter([]), 'default'))
