# Objects of one size fill pools; freed blocks are handed out again, the last one first.
class Small:
    __slots__ = ('v',)

    def __init__(self, v):
        self.v = v


row = [Small(i) for i in range(12)]
for i in (3, 7, 5):
    row[i] = None
back = [Small(100 + i) for i in range(3)]
print(len(back))
del row[2:8]
print(len(row))
floats = [n / 2 for n in range(10)]
floats = floats[::2]
print(sum(floats))
