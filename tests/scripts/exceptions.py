# try, except, else, finally, raise, chaining, with.
def f(kind):
    try:
        if kind == 'value':
            raise ValueError('v')
        if kind == 'key':
            {}['missing']
        if kind == 'return':
            return 'returned'
    except ValueError as e:
        return 'caught ' + str(e)
    else:
        return 'else'
    finally:
        print('finally', kind)


for kind in ('value', 'return', 'none'):
    print(f(kind))
try:
    f('key')
except KeyError as e:
    print('KeyError', e, e.args)


def loop():
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            print('body', i)
        finally:
            print('fin', i)
    return 'end'


print(loop())


def override():
    try:
        raise ValueError
    finally:
        return 'swallowed'


print(override())
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError('k')
except KeyError as e:
    print(repr(e.__context__), e.__cause__, e.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError as z:
        raise KeyError('k') from z
except KeyError as e:
    print(repr(e.__cause__), e.__suppress_context__)
try:
    try:
        raise IndexError('i')
    except IndexError:
        raise
except Exception as e:
    print('reraised', repr(e))


class CM:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print('enter', self.name)
        return self

    def __exit__(self, et, ev, tb):
        print('exit', self.name, et and et.__name__, ev, tb is not None)
        return self.swallow


with CM('a') as a, CM('b', True):
    raise ValueError('inside')
print('after')


def ret():
    with CM('r'):
        return 'value'


print(ret())
try:
    with CM('p'):
        {}['x']
except KeyError as e:
    print('passed', e)
for x in range(3):
    with CM(x):
        if x == 1:
            break


class MyError(Exception):
    def __init__(self, code, *rest):
        super().__init__(code, *rest)
        self.code = code

    def __str__(self):
        return f'code {self.code}'


try:
    raise MyError(42, 'x')
except (ValueError, MyError) as e:
    print(e, e.args, repr(e))
try:
    e
except NameError as n:
    print(n)
try:
    raise 5
except TypeError as t:
    print(t)
try:
    try:
        raise ValueError
    except 5:
        pass
except TypeError as t:
    print(t)
try:
    raise
except RuntimeError as r:
    print(r)
try:
    assert 1 == 2, 'message'
except AssertionError as a:
    print('assert', a)


def deep(n):
    return deep(n + 1)


try:
    deep(0)
except RecursionError as r:
    print(r)


def unbound():
    print(y)
    y = 1


try:
    unbound()
except UnboundLocalError as u:
    print(u)


def nested():
    try:
        try:
            raise ValueError('inner')
        finally:
            print('inner finally')
    except ValueError as e:
        print('outer', e)
        try:
            raise TypeError('second')
        except TypeError as t:
            print(t, repr(t.__context__))
        print('still', e)


nested()
import sys
print(sys.exc_info())
try:
    raise ValueError('x')
except ValueError:
    print(sys.exc_info()[0].__name__)
    tb = sys.exc_info()[2]
    print(tb.tb_lineno, tb.tb_frame.f_code.co_name, tb.tb_next)
