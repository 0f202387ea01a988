"""Makes and drops objects of all sizes, in all orders, so that pools and arenas go through all
their states. No imports: everything that happens is this script's doing."""

seed = 2024


def random(n):
    global seed
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed // 65536 % n


# Objects of 33 to 632 bytes at random, replaced at random; the largest pass pymalloc by.
live = [None] * 150
for _ in range(300):
    live[random(150)] = bytes(random(600))
live = None

# Four arenas of the largest blocks ...
large = [bytes(470 + i % 9) for i in range(1900)]
# ... half of them freed, every second one, so that no pool becomes empty,
for i in range(0, 1900, 2):
    large[i] = None
# then a stretch that empties pools in the middle, then refilled by another class,
for i in range(500, 1300):
    large[i] = None
middle = [bytes(400) for i in range(300)]
# then all, from the end to the start: arenas go back.
while large:
    large.pop()
del middle

# A list grows in place and out of the pools, and shrinks.
grown = []
for i in range(120):
    grown.append(i)
while grown:
    grown.pop()

# Strings of all small sizes, kept by a dict that is resized.
names = {}
for i in range(200):
    names['k' * i] = (i, -i)
for i in range(0, 200, 3):
    del names['k' * i]
names.clear()
