"""A cycle and the collector."""
import gc

gc.disable()


class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone:", self.name)


alone = Node("alone")
alone = None
print("after alone")

a = Node("a")
b = Node("b")
a.other = b
b.other = a
del a
del b
print("after del: nobody can reach them")

print("collected:", gc.collect() > 0)
gc.enable()
