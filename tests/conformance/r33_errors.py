"""Chains, contexts, finally, else, re-raise, custom classes."""


class AppError(Exception):
    def __init__(self, message, code=0):
        super().__init__(message)
        self.code = code

    def __str__(self):
        return f'[{self.code}] {super().__str__()}'


class NotFound(AppError, KeyError):
    pass


def find(table, key):
    try:
        return table[key]
    except KeyError as error:
        raise NotFound(f'no {key}', 404) from error


def wrapped(key):
    try:
        find({'a': 1}, key)
    except AppError:
        print('logging')
        raise
    else:
        print('found', key)
    finally:
        print('finally', key)


wrapped('a')
try:
    wrapped('b')
except KeyError as error:
    print(error, error.code, repr(error.__cause__), error.__suppress_context__)
    tb = error.__traceback__
    depth = 0
    while tb:
        depth += 1
        tb = tb.tb_next
    print(depth)


def chain():
    try:
        int('x')
    except ValueError:
        [][1]


try:
    chain()
except IndexError as error:
    print(error, '<-', error.__context__)
    kept = error
print(kept.__traceback__.tb_lineno)
kept.__traceback__ = None
del kept


def returning():
    for i in range(3):
        try:
            if i == 1:
                continue
            if i == 2:
                return 'done'
        finally:
            print('leaving', i)


print(returning())


def swallow():
    try:
        raise RuntimeError
    finally:
        return 'swallowed'


print(swallow())


class Manager:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        print(kind.__name__ if kind else None, value)
        return self.swallow


with Manager(True) as m, Manager(False):
    raise OSError(2, 'No such file', 'name')
with Manager(False):
    pass
try:
    with Manager(False):
        raise AppError('inner', code=1)
except AppError as error:
    print(error.args, str(error))
try:
    raise AppError
except TypeError as error:
    print(error)
try:
    raise 42
except TypeError as error:
    print(error)
try:
    assert not 1, 'message'
except AssertionError as error:
    print(error)
try:
    try:
        raise KeyError('first')
    except KeyError:
        raise ValueError('second') from None
except (TypeError, ValueError) as error:
    print(error.__cause__, error.__context__, error.__suppress_context__)
for bad in ('undefined', '(1).x', '"a" + 1', '{}[0]', 'len(5)', 'f()', '[].pop()', 'int("z", 3)'):
    try:
        eval(bad)
    except Exception as error:
        print(type(error).__name__, error)
