# Binding arguments, and every complaint about them.
def f(a, b=2, *args, c, d=4, **kw):
    return a, b, args, c, d, kw

print(f(1, c=3))
print(f(1, 2, 3, 4, c=5, e=6))
print(f(*[1, 2], **{'c': 3, 'z': 26}))


def posonly(a, b, /, c, *, d):
    return a, b, c, d


print(posonly(1, 2, c=3, d=4))


def attempt(call):
    try:
        print(call())
    except TypeError as e:
        print('TypeError:', e)


def plain(a, b):
    return a + b


def one(a):
    return a


def three(a, b, c):
    pass


def defaults(a, b=1):
    pass


attempt(lambda: plain(1))
attempt(lambda: plain())
attempt(lambda: three())
attempt(lambda: plain(1, 2, 3))
attempt(lambda: one())
attempt(lambda: one(1, 2))
attempt(lambda: defaults(1, 2, 3))
attempt(lambda: plain(1, 2, c=3))
attempt(lambda: plain(1, a=2))
attempt(lambda: posonly(1, b=2, c=3, d=4))
attempt(lambda: posonly(1, 2, 3))
attempt(lambda: posonly(1, 2, 3, 4, d=5))
attempt(lambda: f(1))
attempt(lambda: f())
attempt(lambda: plain(*5))
attempt(lambda: plain(**5))
attempt(lambda: plain(1, **{'a': 1}))
attempt(lambda: f(1, c=1, **{'c': 2}))
attempt(lambda: plain(**{1: 2}))
five = 5
attempt(lambda: five())
attempt(lambda: len())
attempt(lambda: len(1, 2))
attempt(lambda: [].append())
attempt(lambda: (lambda: None)(1))


def outer():
    x = 10

    def middle():
        nonlocal x
        x += 1

        def inner(y=x):
            return x + y
        return inner
    return middle


print(outer()()())
print((lambda *a, k=3: (a, k))(1, 2))
print(plain.__name__, outer.__qualname__, (lambda: 0).__name__, attempt.__code__.co_varnames)
print(f.__defaults__, f.__kwdefaults__)
