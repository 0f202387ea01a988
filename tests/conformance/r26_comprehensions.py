# A comprehension is a function of its own, called with the outermost iterator.
base = 10
squares = [n * n for n in range(5)]
evens = {n for n in range(10) if n % 2 == 0}
index = {c: i for i, c in enumerate('abc')}
lazy = (n + base for n in [1, 2, 3])
base = 20
print(squares, evens, index, list(lazy))
matrix = [[i * j for j in range(3)] for i in range(3)]
flat = [v for row in matrix for v in row if v]
print(matrix, flat)
names = [(a, b) for a in 'xy' for b in 'pq']
print(names)


def scope():
    factor = 3
    return [factor * n for n in range(3)]


print(scope())


class Holder:
    items = [1, 2]
    doubled = [i * 2 for i in items]


print(Holder.doubled)
total = 0
print([total := total + n for n in range(4)], total)
print(any(n > 2 for n in range(5)), all(n < 2 for n in range(5)), sum(n for n in squares))
print({**{k: v for k, v in zip('ab', 'cd')}, 'e': 1}, [*(n for n in 'xy')])
