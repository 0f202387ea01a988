"""One of everything that Python 3.8 can say."""
from __future__ import generator_stop
import os, sys as system, os.path as path
from collections import (OrderedDict as ordered, namedtuple,)
from . import sibling
from .. import *

__all__ = ["f", 'g', r"\d", b"bytes", "a" "b", u"unicode", "\N{BULLET}\ud800\x41\101\
continued"]
x: int = 1 + 2 * 3
y: "text"
(z): float
numbers = 0x_ff, 0o17, 0b1_0, 1_000, 1e5, 1.5j, .5, 10 ** 30, -1, ~5, not 3, 2 ** -1, 7 // 2, 1 << 5
folded = "ab" * 3, (1, 2) + (3,), "abc"[1], 1 / 0, "%s" % 1, (1, 2) * 200, 2 ** 1000


def f(a, b=1, /, c: int = 2, *args: str, d, e=3, **kw) -> None:
    """A docstring."""
    global y
    y = a if b else c
    del d
    return [a, *args, b], {a, *args}, {**kw, "k": a, **{}}, (a, *args)


def outer(first):
    def inner():
        nonlocal first
        first += 1
        return lambda q=first, *, w=2: (q, w, first, __debug__)

    class Local(object, metaclass=type):
        __private = first
        attribute: int = 1

        def method(self):
            return super().method(), self.__private, __class__

    return inner, Local


@outer(1)
@path.join
class Decorated:
    pass


def loops(n):
    for i in range(n):
        if i == 3:
            continue
        elif i > 5 and n or not i:
            break
        else:
            pass
    else:
        print("done")
    while True:
        if n:
            break
    while n:
        n -= 1
    else:
        n @= n
    while 0:
        never()
    if 0:
        import never
    if 1 < n < 2 <= 3:
        return
    for x in [1, 2, 3]:
        pass
    for x in {1, 2}:
        assert x in [1, 2], "message"
        assert x


def errors():
    try:
        raise ValueError("x") from None
    except (KeyError, ValueError) as error:
        return error
    except TypeError:
        raise
    except:
        return 1
    else:
        x = 2
    finally:
        print("finally")
    for i in y:
        try:
            continue
        finally:
            with a as b, c:
                return b
    while x:
        try:
            break
        finally:
            done()
    try:
        return x
    finally:
        return 2


def comprehensions(a):
    total = 0
    lists = [x for x in a if x if not x for y in x]
    sets = {x + total for x in a}
    dicts = {k: v for k, v in a}
    generator = (x async for x in a) if 0 else (x for x in a)
    nested = [[y for y in x] for x in a]
    return any((last := x) for x in a), [last, total]


async def coroutine(a):
    async with a as b, c():
        await b
    async for x in a:
        if x:
            break
        yield x
    else:
        pass
    return


async def awaiting(a):
    result = [x async for x in a if await x]
    try:
        return await a
    finally:
        await b


def generator():
    got = yield
    yield got, 1
    result = yield from got
    return result


def targets(a):
    a.b, a[0], (c, *d), [e] = 1, 2, (3, 4), [5]
    a.b += 1
    a[1:2] -= 2
    a[1:2, ..., ::3] = a[:], a[-1], a[()]
    c = d = e = a
    del a.b, a[0], (c, d), [e]
    (c := 1)
    a, b = b, a
    a, b, c = c, b, a
    print(a, *b, c, *d, k=1, **e, **f)
    print(*a, k=1)
    print(**a)
    a.method(1)(2)
    a.method(k=1)
    f(x for x in a)


def strings(a, b):
    return (f"{a}{b!r:>{a}} {{literal}} {a=} {a + b = !s} {b:{a}.{b}}" "tail" f"{a}",
            f"", f"plain", f'''{
                a}''')


def unreachable(a):
    if a:
        return 1
        a = 2
    raise a
    a = 3


lambda: (yield)
big = {"a": 1, "b": 2, 3: x}
[a for a in b for c in d]
x is not None, x not in y, not x is y, not x in y
