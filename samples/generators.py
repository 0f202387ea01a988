"""A generator is a frame that waits."""


def countdown(n):
    while n > 0:
        got = yield n
        if got is not None:
            n = got
        n -= 1
    return "lift off"


g = countdown(3)
print(next(g))
print(next(g))
print(g.send(10))
g.close()


def both():
    word = yield from countdown(2)
    print(word)


print(list(both()))
print(sum(k * k for k in range(4)))
