def counter():
    count = 0
    def up(by=1):
        nonlocal count
        count += by
        return count
    return up

a, b = counter(), counter()
print(a(), a(5), b())
print(a.__closure__[0].cell_contents, a.__code__.co_freevars)

late = [lambda: i for i in range(3)]
print([f() for f in late])
early = [lambda i=i: i for i in range(3)]
print([f() for f in early])

x = 'global'
def scopes():
    x = 'enclosing'
    def inner():
        print(x)
        def deeper():
            global x
            x = 'changed'
        deeper()
    inner()
scopes()
print(x)

def unbound():
    print(y)
    y = 1
try:
    unbound()
except UnboundLocalError as error:
    print(error)

class Scope:
    x = 'class'
    ys = [x for _ in range(2)]
    def method(self):
        return x
print(Scope.ys, Scope().method())
