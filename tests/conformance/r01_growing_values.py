# Values of variable size: an int gets a digit of 30 bits more, a str a wider kind.
import sys

n = 1
sizes = []
for power in range(0, 130, 10):
    n = 2 ** power
    sizes.append((power, sys.getsizeof(n)))
print(sizes)
s = ''
for c in ('a', 'é', 'x', '€', '\U0001f600'):
    s = s + c
    print(len(s), sys.getsizeof(s))
t = ()
for i in range(6):
    t = t + (i,)
    print(sys.getsizeof(t))
