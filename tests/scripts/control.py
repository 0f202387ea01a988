total = 0
for i in range(10):
    if i % 2: continue
    if i > 6: break
    total += i
else:
    print('never')
print(total, i)
n = 5
while n:
    n -= 1
else:
    print('while else', n)
print('yes' if total else 'no', total and 'and', 0 or 'or', not total)
x = y = z = 0
x += 1; y -= 1; z |= 6; z ^= 3; z <<= 2; z **= 2; z //= 3; z %= 50
print(x, y, z)
if (n := 10) > 5:
    print('walrus', n)
print([y := 1, y ** 2], (lambda: (yield))().__class__.__name__)
for a, (b, *c) in [(1, (2, 3, 4)), (5, (6,))]:
    print(a, b, c)
del a
print('a' in globals(), 'b' in dir())
pass
def nothing(): ...
print(nothing(), nothing.__doc__, __name__)
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], list(zip(*matrix)))
print(sum(x for row in matrix for x in row if x > 2))
global_var = 1
def change():
    global global_var
    global_var += 1
    return locals()
print(change(), global_var)
exec('made = 1 + 2')
print(made, eval('made * 2'), eval('a + b', {'a': 1}, {'b': 2}))
print(1 if 0 else 2 if 0 else 3, (1, 2) == (1, 2) != (2, 1))
assert True
print(*[1, 2], sep='-', end='!\n')
print('a', 'b', sep='')
i: int = 5
j: 'annotation'
print(__annotations__)
