# A collection: finalizers first, in the order of the list; then the cycle is broken.
import gc
import weakref

gc.collect()
gc.disable()


class Part:
    def __init__(self, name, ring):
        self.name = name
        ring.append(self)
        self.ring = ring

    def __del__(self):
        log.append(self.name)


log = []
ring = []
parts = [Part(n, ring) for n in 'abc']
ref = weakref.ref(parts[0], lambda r: log.append('callback'))
del parts, ring
gc.collect()
print(log, ref())


class Back:
    def __del__(self):
        global kept
        kept = self


x = Back()
x.me = x
del x
print(gc.collect(), kept.me is kept)
kept.me = None
del kept
f = {}
f['f'] = f
g = [f]
del f, g
print(gc.collect())


def closure():
    def inner():
        return inner
    return inner


closure()
print(gc.collect())
gc.enable()
