import asyncio, contextvars
async def w(n, d):
    print("start", n); await asyncio.sleep(d); print("end", n); return n*2
async def main():
    print(await asyncio.gather(w("a",.03), w("b",.01), w("c",.02)))
    t = asyncio.create_task(w("t",.01), name="T"); print(t.get_name(), t.done()); await t; print(t.result(), t.done())
    try: await asyncio.wait_for(asyncio.sleep(10), .05)
    except asyncio.TimeoutError as e: print("timeout", repr(e))
    t = asyncio.create_task(asyncio.sleep(5)); await asyncio.sleep(0); t.cancel()
    try: await t
    except asyncio.CancelledError as e: print("cancelled", repr(e), t.cancelled())
    q = asyncio.Queue(2)
    async def prod():
        for i in range(5): await q.put(i); print("put", i, q.qsize())
        await q.put(None)
    async def cons():
        while True:
            x = await q.get()
            if x is None: break
            print("got", x); await asyncio.sleep(.01); q.task_done()
    await asyncio.gather(prod(), cons())
    lock = asyncio.Lock()
    async def locked(n):
        async with lock: print("in", n); await asyncio.sleep(.01); print("out", n)
    await asyncio.gather(*(locked(i) for i in range(3)))
    ev = asyncio.Event()
    async def waiter(): await ev.wait(); print("event!")
    t = asyncio.create_task(waiter()); await asyncio.sleep(.01); ev.set(); await t
    sem = asyncio.Semaphore(2)
    async def s(n):
        async with sem: print("sem", n); await asyncio.sleep(.01)
    await asyncio.gather(*map(s, range(4)))
    async def bad(): await asyncio.sleep(.01); raise ValueError("bad")
    try: await asyncio.gather(w("x",.02), bad())
    except ValueError as e: print("caught", e)
    print(await asyncio.gather(bad(), w("y",.01), return_exceptions=True))
    done, pend = await asyncio.wait([asyncio.create_task(w(i,.01*i)) for i in (1,2,3)], return_when=asyncio.FIRST_COMPLETED); print(len(done), len(pend), [t.result() for t in done])
    for p in pend: p.cancel()
    fut = asyncio.get_running_loop().create_future(); asyncio.get_running_loop().call_later(.01, fut.set_result, 42); print(await fut, fut)
    c = asyncio.Condition()
    async def cw():
        async with c: await c.wait(); print("cond")
    ts=[asyncio.create_task(cw()) for _ in range(2)]; await asyncio.sleep(0)
    async with c: c.notify_all()
    await asyncio.gather(*ts)
    async def ag():
        try:
            for i in range(3): yield i; await asyncio.sleep(0)
        finally: print("ag fin")
    async for i in ag(): print(i)
    print([i async for i in ag()])
    async for i in ag(): break
    print(asyncio.iscoroutinefunction(w), asyncio.current_task().get_name(), len(asyncio.all_tasks()))
    async def sh(): await asyncio.sleep(.02); print("shielded done"); return 1
    t=asyncio.create_task(sh())
    try: await asyncio.wait_for(asyncio.shield(t), .01)
    except asyncio.TimeoutError: print("outer to")
    print(await t)
    loop=asyncio.get_event_loop(); loop.call_soon(print,"soon"); await asyncio.sleep(0)
    async def never(): 
        try: await asyncio.sleep(100)
        except asyncio.CancelledError: print("cleanup"); raise
    asyncio.create_task(never()); await asyncio.sleep(0)
    return "R"
print(asyncio.run(main()))
loop=asyncio.new_event_loop(); print(loop.run_until_complete(w("l",0))); loop.close(); print(loop.is_closed())
try: asyncio.run(3)
except ValueError as e: print(e)
async def boom(): raise KeyError("k")
try: asyncio.run(boom())
except KeyError as e: print(repr(e))


