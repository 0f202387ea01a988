# A generator's frame is unlinked while it waits: next, send, throw, close, yield from.
def count(n):
    while n:
        got = yield n
        if got:
            n = got
        else:
            n -= 1
    return 'done'


g = count(3)
print(next(g), g.send(6), next(g), g.gi_frame.f_lineno)
g.close()
print(list(count(3)), g.gi_frame)


def guarded():
    try:
        while True:
            try:
                yield 'value'
            except ValueError:
                yield 'handled'
    finally:
        print('closing')


h = guarded()
print(next(h), h.throw(ValueError), next(h))
del h


def chain():
    result = yield from count(2)
    print(result)
    yield from [10, 20]


print(list(chain()))
try:
    e = count(0)
    next(e)
except StopIteration as stop:
    print(stop.value)


def outer():
    received = yield from inner()
    yield received


def inner():
    a = yield 1
    b = yield a * 2
    return a + b


o = outer()
print(next(o), o.send(5), o.send(7))
squares = (n * n for n in range(4))
print(next(squares), sum(squares))


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


f = fib()
print([next(f) for _ in range(10)])
r = count(1)
next(r)
try:
    next(r)
except StopIteration:
    print('stopped', r.gi_running)
