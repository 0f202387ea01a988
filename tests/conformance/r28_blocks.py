# Objects of one size fill pools; freed blocks are handed out again, the last one first.
class Small:
    __slots__ = ('v',)

    def __init__(self, v):
        self.v = v


row = [Small(i) for i in range(12)]
places = [id(s) for s in row]
steps = {b - a for a, b in zip(places, places[1:])}
print(len(steps) > 0)
for i in (3, 7, 5):
    row[i] = None
back = [Small(100 + i) for i in range(3)]
print([id(b) == places[i] for b, i in zip(back, (5, 7, 3))])
del row[2:8]
print(len(row))
floats = [n / 2 for n in range(10)]
floats = floats[::2]
print(sum(floats))
