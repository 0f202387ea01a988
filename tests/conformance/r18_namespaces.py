# Local, enclosing, global, built-in: where a name is looked for, in which order.
x = 'global'


def outer():
    x = 'enclosing'

    def inner():
        x = 'local'
        return x

    def reader():
        return x

    def declared():
        global x
        return x
    return inner(), reader(), declared()


print(outer())


def builtin_hidden():
    len = lambda value: 'mine'
    return len('abc')


print(builtin_hidden(), len('abc'))


class C:
    x = 'class'
    y = x

    def get(self):
        return x


print(C.y, C().get(), sorted(k for k in globals() if k[0] != '_'))
globals()['made'] = 5
print(made)
del made
try:
    made
except NameError as error:
    print(error)
len = len
print(len([1]))
del len
print(len([1, 2]), 'len' in dir(__builtins__))
