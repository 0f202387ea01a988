# Allocations minus frees of containers are counted; a threshold of ten shows collections often.
import gc

gc.collect()
gc.set_threshold(10, 3, 2)
keep = []
for i in range(60):
    keep.append([i])
    if i % 7 == 0:
        cycle = []
        cycle.append(cycle)
gc.set_threshold(700, 10, 10)
print(len(keep), gc.get_threshold())
del keep[10:]
gc.freeze()
gc.unfreeze()
print(gc.get_referrers(keep[0]) == [keep])
print(gc.get_referents([1, 'a']))
