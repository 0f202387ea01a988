# An exception passes through frames; each keeps its locals as long as the traceback lives.
class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


def inner():
    x = Noisy('inner')
    raise LookupError('deep')


def outer():
    y = Noisy('outer')
    try:
        inner()
    finally:
        print('cleaning')


try:
    outer()
except LookupError:
    print('caught')
print('after')


def local_error():
    try:
        raise ValueError
    except ValueError as e:
        pass
    z = Noisy('z')


local_error()
try:
    raise Noisy
except TypeError as error:
    print(error)
