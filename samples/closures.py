"""Closures keep variables, not values."""


def make_counter():
    count = 0

    def bump():
        nonlocal count
        count += 1
        return count

    return bump


one = make_counter()
two = make_counter()
print(one(), one(), two())
print(one.__closure__[0].cell_contents)

late = []
for n in range(3):
    late.append(lambda: n)
print([f() for f in late])


def fixed():
    return [lambda k=k: k for k in range(3)]


print([f() for f in fixed()])
