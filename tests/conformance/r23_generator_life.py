# What a generator holds: its frame lives in the generator, and dies with it.
class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


def hold():
    x = Noisy('local')
    yield 1
    yield 2


g = hold()
next(g)
del g
g = hold()
next(g)
g = None
many = [hold() for _ in range(4)]
for m in many:
    next(m)
many.pop()
del many[0], m
print('two left')
many.clear()


def ignores():
    try:
        yield
    except GeneratorExit:
        print('asked to leave')
        raise


i = ignores()
next(i)
i.close()
never = hold()
del never
nested = ((a, b) for a in range(2) for b in range(2))
print(list(nested))
