"""gc.set_debug: what is kept instead of freed, and what is found."""
import gc


class Node:
    pass


def make(name):
    node = Node()
    node.name, node.me = name, node


gc.collect()
print(gc.get_debug(), gc.garbage)
gc.set_debug(gc.DEBUG_SAVEALL)
make('a')
make('b')
print(gc.collect(), gc.get_debug())
print([type(thing).__name__ for thing in gc.garbage])
print([thing.name for thing in gc.garbage if type(thing) is Node])
gc.set_debug(0)
print(gc.collect(), len(gc.garbage))
gc.garbage.clear()
print(gc.collect())
make('c')
print(gc.collect(), gc.garbage, gc.get_debug())
gc.freeze()
print(gc.get_freeze_count() > 0, gc.collect())
gc.unfreeze()
print(gc.get_freeze_count())
