"""Asynchronous generators: hooks, errands, an event loop written by hand."""
import types
@types.coroutine
def nap(v='n'):
    r = yield v
    return r
def run(c, send=None):
    log = []
    try:
        v = c.send(None)
        while True:
            log.append(v); v = c.send(send)
    except StopIteration as e:
        return log, e.value
async def ag():
    try:
        print('start')
        x = yield 1
        print('got', x)
        await nap('a')
        y = yield 2
        print('got', y)
    finally:
        print('fin'); await nap('f')
async def main():
    async for v in ag(): print('v', v)
    g = ag()
    print(await g.asend(None), await g.asend('hello'))
    try: await g.asend('x')
    except StopAsyncIteration as e: print('SAI', e.args)
    try: await g.__anext__()
    except StopAsyncIteration as e: print('SAI', e.args)
    g = ag(); await g.__anext__(); await g.aclose(); await g.aclose()
    try: await g.__anext__()
    except StopAsyncIteration: print('closed')
    g = ag(); await g.__anext__()
    try: await g.athrow(ValueError, 'v')
    except ValueError as e: print('VE', e)
    g = ag()
    try: await g.athrow(ValueError('early'))
    except ValueError as e: print('VE', e)
    try: await g.athrow(ValueError('again'))
    except BaseException as e: print(type(e), e)
    print([x async for x in ag()], {x async for x in ag() if x > 1}, {x: 1 async for x in ag()})
    print([x async for x in (y * 2 async for y in ag())])
    return 'done'
print(run(main()))

import sys
first = []; fin = []
sys.set_asyncgen_hooks(firstiter=lambda g: first.append(g.__name__), finalizer=lambda g: fin.append(g.__name__))
print(len(sys.get_asyncgen_hooks()), sys.get_asyncgen_hooks().firstiter is not None)
async def g():
    try: yield 1
    finally: print('never')
a = g()
try: a.asend(None).send(None)
except StopIteration as e: print(e.value)
del a
print(first, fin)
b = g(); del b
print(first, fin)
sys.set_asyncgen_hooks(None, None)
print(tuple(sys.get_asyncgen_hooks()))
for kw in [dict(firstiter=1), dict(finalizer=1)]:
    try: sys.set_asyncgen_hooks(**kw)
    except TypeError as e: print(e)
c = g()
try: c.asend(None).send(None)
except StopIteration as e: print(e.value)
del c
def bad(g): raise ValueError('hook')
sys.set_asyncgen_hooks(firstiter=bad)
try: g().asend(None)
except ValueError as e: print(e)

# hand-written loop
import types, heapq
from collections import deque
class Future:
    def __init__(s): s.done = False; s.result = None; s.cbs = []
    def set(s, r): s.done = True; s.result = r; [ready.append((cb, r)) for cb in s.cbs]
    def __await__(s):
        if not s.done: yield s
        return s.result
class Task:
    def __init__(s, co): s.co = co; s.fut = Future(); ready.append((s.step, None))
    def step(s, v):
        try: f = s.co.send(v)
        except StopIteration as e: s.fut.set(e.value)
        else: f.cbs.append(s.step)
    def __await__(s): return s.fut.__await__()
ready = deque(); timers = []; now = 0
def sleep(d, r=None):
    f = Future(); heapq.heappush(timers, (now + d, len(timers), f, r)); return f
def run():
    global now
    while ready or timers:
        while ready:
            cb, v = ready.popleft(); cb(v)
        if timers:
            now, _, f, r = heapq.heappop(timers); f.set(r)
async def worker(n, d):
    for i in range(3):
        await sleep(d); print(now, n, i)
    return n
async def ticker(n):
    for i in range(n):
        yield i
        await sleep(1)
async def main():
    a, b = Task(worker('a', 2)), Task(worker('b', 3))
    async for t in ticker(3): print('tick', t, now)
    print(await a, await b)
    print([i async for i in ticker(2)], now)
Task(main()); run()
