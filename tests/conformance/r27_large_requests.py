# Over 512 bytes memory comes from malloc, below it from pymalloc's pools.
small = 'x' * 400
large = 'x' * 600
pages = [bytes(n) for n in (0, 1, 2, 16, 100, 460, 479, 480, 500, 2000)]
print([len(p) for p in pages])
numbers = list(range(60))
numbers.append(60)
numbers.extend(range(100))
print(len(numbers))
table = {n: None for n in range(30)}
print(len(table))
tup = tuple(range(70))
print(len(tup + tup))
del pages[3:6]
big = 2 ** 5000
print(big % 1000, len(str(2 ** 300)))
del big, large, numbers[:150]
print(numbers)
