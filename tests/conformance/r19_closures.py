# Cells: variables that outlive their function; late binding; nonlocal.
def counter():
    n = 0

    def up():
        nonlocal n
        n += 1
        return n

    def read():
        return n
    return up, read


up, read = counter()
print(up(), up(), read())
late = [lambda: i for i in range(3)]
print([f() for f in late])
bound = [lambda i=i: i for i in range(3)]
print([f() for f in bound])


def adder(a):
    def add(b):
        def more(c):
            return a + b + c
        return more
    return add


print(adder(1)(2)(3))


def arg_in_cell(x, y):
    def show():
        return x
    x = x + 1
    return show


s = arg_in_cell(5, 6)
print(s(), s.__closure__[0].cell_contents)


def unset():
    def f():
        return v
    try:
        f()
    except NameError as error:
        print(error)
    v = 1
    print(f())
    del v


unset()


class WithCell:
    def who(self):
        return __class__


print(WithCell().who() is WithCell)
