# A list grows by leaps: 0, 4, 8, 16, 25, 35, 46 slots.
import sys

numbers = []
last = sys.getsizeof(numbers)
for i in range(30):
    numbers.append(i)
    size = sys.getsizeof(numbers)
    if size != last:
        last = size
while numbers:
    numbers.pop()
print(last, numbers)
