"""Everything a list can do."""
words = 'the quick brown fox jumps over the lazy dog'.split()
print(len(words), words[0], words[-1], words[2:5], words[::-2])
words.sort(key=len)
words.sort(key=str.lower, reverse=True)
print(words)
words.insert(2, 'INSERTED')
words.remove('the')
print(words.index('fox'), words.count('the'), words.pop(), words.pop(0))
words[1:3] = ['a', 'b', 'c']
words[::2] = [w.upper() for w in words[::2]]
del words[0], words[-2:]
print(words)
words.extend(w for w in ('x', 'y'))
words += ('z',)
words *= 2
words.reverse()
copy = words.copy()
print(copy == words, copy is words, copy < words + ['more'])
words.clear()
grid = [[0] * 3 for _ in range(3)]
for i in range(3):
    for j in range(3):
        grid[i][j] = i * j
print(grid, list(zip(*grid)), [sum(row) for row in grid])
shared = [[]] * 3
shared[0].append(1)
print(shared, shared.count([1]))
matrix = [list(range(i, i + 3)) for i in range(3)]
flat = [x for row in matrix for x in row if x % 2]
print(flat, any(flat), all(flat), sorted(flat, reverse=True), sum(flat, 10))


class Key:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return self.value < other.value

    def __eq__(self, other):
        return self.value == getattr(other, 'value', None)

    def __repr__(self):
        return 'K%d' % self.value


keys = [Key(v) for v in (3, 1, 2, 1)]
keys.sort()
print(keys, Key(2) in keys, keys.index(Key(2)), keys.count(Key(1)))
keys.remove(Key(1))
print(keys, keys == [Key(1), Key(2), Key(3)], keys[:1] + keys[1:] == keys)
stack = []
for ch in '([]{})':
    if ch in '([{':
        stack.append(ch)
    else:
        stack.pop()
print(stack)
a, b, *c = range(6)
(d, e), f = [1, 2], 3
print(a, b, c, d, e, f)
a, b = b, a
print([i for i, x in enumerate('abcabc') if x == 'b'], list(reversed(c)), list(filter(None, [0, 1, '', 'x'])))
it = iter(c)
print(next(it), it.__length_hint__(), list(it), list(map(pow, [2, 3], [3, 2])))
try:
    [1, 'a'].sort()
except TypeError as error:
    print(error)
try:
    c.index(99)
except ValueError as error:
    print(error)
numbers = [5, 3, 8, 1]
for n in range(len(numbers) - 1):
    for m in range(len(numbers) - 1 - n):
        if numbers[m] > numbers[m + 1]:
            numbers[m], numbers[m + 1] = numbers[m + 1], numbers[m]
print(numbers, slice(1, None, 2).indices(4), numbers[slice(1, 3)])
