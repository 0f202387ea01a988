# __del__, weak references, cycles.
class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


a = Noisy('a')
a = None
b = Noisy('b')
c = [b, Noisy('c')]
del b
c.clear()


def f():
    x = Noisy('local')
    print('in f')


f()
print('after f')


def g():
    y = Noisy('exc')
    raise ValueError


try:
    g()
except ValueError as e:
    print('handling')
print('handled')


class Bad:
    def __del__(self):
        raise ValueError('in del')


class Node:
    def __init__(self):
        self.me = self
        self.n = Noisy('cycle')


n = Node()
n = None
import gc
print('collecting')
print(gc.collect() > 0)
Noisy('last')
{Noisy('dict'): 1}
print('end')
