"""How a dict finds a key."""
import sys

d = {}
d[8] = "eight"
d[16] = "sixteen"
d[24] = "twenty-four"
print(d[24])

del d[16]
print(d[24])

print(16 in d)
d[3] = "three"
d[16] = "again"
print(list(d))

before = sys.getsizeof(d)
d[5] = "five"
print(before, "->", sys.getsizeof(d), "bytes")
print(list(d))
