# Which name is local, global, free, or a cell, and what the code object knows of it.
top = 1


def outer(a, b=2, *args, c=3, **kwargs):
    d = 4

    def inner(e):
        nonlocal d
        d += e
        return a + d + top
    return inner


code = outer.__code__
print(code.co_varnames, code.co_cellvars, code.co_names, code.co_argcount, code.co_kwonlyargcount)
f = outer(10, 20, 30, c=40, z=50)
print(f.__code__.co_freevars, f(1), f(2), [cell.cell_contents for cell in f.__closure__])


class Body:
    top = 2
    values = [top for _ in range(2)]

    def method(self):
        return top


print(Body().method(), Body.values)
for const in code.co_consts:
    if hasattr(const, 'co_name'):
        print(const.co_name, const.co_flags, const.co_stacksize)


def unbound():
    try:
        print(later)
    except UnboundLocalError as error:
        print(error)
    later = 1


unbound()
