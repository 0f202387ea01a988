# exec, eval, globals, comprehension scopes, class scopes, star imports of names.
x = 1


class C:
    x = 2
    y = [x for _ in range(2)]
    z = [i * 2 for i in range(x)]

    def f(self):
        return x


print(C.y, C.z, C().f())
exec('x = 5\nprint(x)')
print(x, eval('x + 1'), eval('a * 2', {'a': 21}))
ns = {}
exec('def f(n):\n    return n * n\nr = f(7)', ns)
print(ns['r'], sorted(k for k in ns if not k.startswith('__')))


def local():
    a, b = 1, 2
    return sorted(locals().items())


print(local())
print([f(3) for f in [lambda y, k=k: y * k for k in range(3)]])
fs = [lambda: i for i in range(3)]
print([f() for f in fs])


def deleted():
    v = 1
    del v
    try:
        v
    except UnboundLocalError as e:
        print(e)


deleted()
global_name = 'g'


def change():
    global global_name
    global_name = 'changed'


change()
print(global_name, __name__, 'x' in globals())
if (n := 10) > 5:
    print(f'{n:>5}|{n!r}|{"s":^5}|{3.14159:.2f}|{n=}')
print(*range(3), sep='-', end='!\n')
a = b = [1]
a += [2]
print(b, a is b)
t = (1, 2)
t += (3,)
print(t, 1 < 2 < 3, 1 < 3 < 2, not 0, 1 if t else 2, [] or 'or', 1 and 'and')
m = {**{'a': 1}, 'b': 2}
print(m, [*range(2), *'ab'], {*[1, 2], 3}, (*t, 4))
s = 'abc'
s += 'def'
print(s[1:4], s[::-1], s[-1])
l = [0, 1, 2, 3, 4]
l[1:3] = ['x']
del l[0]
print(l, l[1:], l[-2])
i = 0
while True:
    i += 1
    if i > 3:
        break
else:
    print('never')
for q in []:
    pass
else:
    print('else', i)
