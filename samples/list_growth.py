"""A list grows by leaps."""
import sys

words = []
print("empty:", sys.getsizeof(words), "bytes")

for number in range(20):
    before = sys.getsizeof(words)
    words.append(number)
    after = sys.getsizeof(words)
    if after != before:
        print("item", len(words), "->", (after - 56) // 8, "slots")

while len(words) > 3:
    words.pop()
print("after popping:", (sys.getsizeof(words) - 56) // 8, "slots for", len(words))

exact = [1, 2, 3]
exact += [4]
print("a literal is exact, then grows:", (sys.getsizeof(exact) - 56) // 8)
