# What dies when a program ends, and in which order.
import sys
import _exit_module
import weakref

class Noisy:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print('del', self.name, flush=True)

first = Noisy('first')
_private = Noisy('private')
second = Noisy('second')

def keeper(default=Noisy('default')):
    return first

cycle = [Noisy('in cycle')]
cycle.append(cycle)

def gen():
    try:
        yield 1
    finally:
        print('generator closed')
g = gen()
next(g)

class Holder:
    pass
h = Holder()
r = weakref.ref(h, lambda ref: print('callback'))
sys.extra = Noisy('on sys')
import builtins
builtins.thing = Noisy('on builtins')
print('end of script')
