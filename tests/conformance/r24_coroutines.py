# await suspends a chain of coroutines; a loop of one's own resumes it.
class Pause:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield self.value
        return got


async def child(n):
    x = await Pause(n)
    return x + 1


async def parent():
    a = await child(10)
    b = await child(a)
    return a + b


c = parent()
print(c.send(None), c.send(20), c.cr_frame is not None)
try:
    c.send(30)
except StopIteration as stop:
    print(stop.value)


class Loop:
    def __init__(self):
        self.ready = []

    def add(self, coroutine):
        self.ready.append((coroutine, None))

    def run(self):
        while self.ready:
            coroutine, value = self.ready.pop(0)
            try:
                asked = coroutine.send(value)
            except StopIteration as stop:
                print('result', stop.value)
            else:
                self.ready.append((coroutine, asked * 2))


loop = Loop()
loop.add(child(1))
loop.add(child(2))
loop.run()


class Manager:
    async def __aenter__(self):
        await Pause('in')
        return self

    async def __aexit__(self, *exc):
        await Pause('out')
        return False


async def use():
    async with Manager():
        await Pause('body')
    return 'used'


u = use()
steps = []
try:
    while True:
        steps.append(u.send(None))
except StopIteration as stop:
    print(steps, stop.value)


class Ticks:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.n:
            raise StopAsyncIteration
        self.n -= 1
        return self.n


async def gather():
    out = []
    async for t in Ticks(3):
        out.append(t)
    return out


try:
    gather().send(None)
except StopIteration as stop:
    print(stop.value)
k = parent()
k.close()
