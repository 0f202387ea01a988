"""What coroutines and await refuse."""
import types
@types.coroutine
def nap(): yield 'nap'
async def a():
    await nap()
    return 5
c = a()
print(c.cr_await, c.cr_frame is None, c.cr_running, c.cr_origin, c.cr_code.co_name)
print(c.send(None), c.cr_await)
try: c.send(None)
except StopIteration as e: print(e.value)
try: c.send(None)
except RuntimeError as e: print(e)
print(c.cr_frame, c.cr_await)
c.close()
class Aw:
    def __init__(s, v): s.v = v
    def __await__(s): return s.v
async def w(o): return await o
for v in [iter([1]), 5, a(), (x for x in [1])]:
    k = w(Aw(v))
    try: print(k.send(None))
    except (TypeError, StopIteration, RuntimeError) as e: print(type(e).__name__, e)
    k.close()
for o in [5, 'a', (x for x in []), None, [1]]:
    k = w(o)
    try: print(k.send(None))
    except TypeError as e: print(e)
class CM:
    def __aenter__(s): return 5
    async def __aexit__(s, *a): pass
class CM2:
    async def __aenter__(s): return 5
    def __aexit__(s, *a): return 7
class CM3: pass
class CM4:
    async def __aenter__(s): return s
class CM5:
    async def __aenter__(s): print('enter'); return 5
    async def __aexit__(s, *a): print('exit', a[0]); return True
async def t(cm):
    async with cm as x:
        print('in', x)
        raise ValueError
for cm in [CM(), CM2(), CM3(), CM4(), CM5()]:
    try: t(cm).send(None)
    except (TypeError, AttributeError, StopIteration, ValueError) as e: print(type(e).__name__, e)
class It:
    def __aiter__(s): return s
class It2:
    def __aiter__(s): return s
    def __anext__(s): return 5
class It3:
    async def __aiter__(s): return s
class It4:
    def __init__(s): s.n = 0
    def __aiter__(s): return s
    async def __anext__(s):
        s.n += 1
        if s.n > 2: raise StopAsyncIteration
        return s.n
async def f(o):
    async for i in o: print(i)
    else: print('else')
for o in [5, It(), It2(), It4()]:
    try: f(o).send(None)
    except (TypeError, StopIteration) as e: print(type(e).__name__, e, repr(e.__cause__))

import gc
async def g():
    try:
        yield 1
    except GeneratorExit:
        print('GE'); raise
a = g()
try: a.__anext__().send(None)
except StopIteration: pass
del a
print('after')
async def h():
    while True:
        try: yield 1
        except ValueError as e: print('caught', e)
async def m():
    b = h()
    await b.__anext__()
    print(await b.athrow(ValueError('one')))
    c = b.__anext__()
    d = b.__anext__()
    print(await c, await d)
    print(b.ag_running)
    await b.aclose()
    print(repr(b).split(' at ')[0])
    e = h()
    x = e.asend('non-none')
    try: await x
    except TypeError as err: print(err)
try: m().send(None)
except StopIteration: pass
import types
@types.coroutine
def nap(): yield 'z'
async def slow():
    await nap(); yield 1
s = slow(); n1 = s.__anext__(); print(n1.send(None), s.ag_running, s.ag_await is not None)
n2 = s.__anext__()
for k in (n2, s.aclose(), s.athrow(ValueError)):
    try: k.send(None)
    except (RuntimeError, ValueError) as e: print(type(e).__name__, e)
try: n1.throw(KeyError('k'))
except KeyError as e: print('KE', e)
print(s.ag_running, s.ag_frame)
