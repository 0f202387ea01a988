# Cycles: reference counts can't free them, the collector can.
import gc

gc.collect()
gc.disable()


class Node:
    def __init__(self, name):
        self.name = name
        self.other = None

    def __del__(self):
        print('del', self.name)


a = Node('a')
b = Node('b')
a.other = b
b.other = a
print(gc.is_tracked(a), gc.is_tracked(1), gc.is_tracked([]), gc.is_tracked({}), gc.is_tracked({'a': []}))
del a, b
print('unreachable')
print(gc.collect() > 0)
loop = []
loop.append(loop)
del loop
print(gc.collect())
c = Node('c')
c.other = c
d = [c]
c.extra = d
del c, d
print(gc.collect() > 0, gc.garbage)
t = (1, (2, 3))
u = ([], 1)
print(gc.is_tracked(t), gc.is_tracked(u))
gc.collect()
print(gc.is_tracked(t), gc.is_tracked(u))
print(gc.get_threshold(), gc.isenabled())
gc.enable()
