def risky(n):
    try:
        print('try', n)
        if n == 0:
            return 'returned'
        if n == 1:
            raise ValueError('one')
        if n == 2:
            {}['missing']
        if n == 3:
            1 / 0
    except ValueError as error:
        print('caught', error, error.args)
        return 'handled'
    except (KeyError, IndexError) as error:
        print('lookup', repr(error))
    else:
        print('else')
    finally:
        print('finally', n)
    return 'end'

for n in range(5):
    try:
        print(risky(n))
    except ZeroDivisionError as error:
        print('outside', error)

class MyError(Exception):
    def __init__(self, code):
        super().__init__('code %d' % code)
        self.code = code

try:
    try:
        raise MyError(7)
    except MyError as error:
        raise RuntimeError('wrapped') from error
except RuntimeError as error:
    print(error, '<-', error.__cause__, error.__cause__.code, error.__context__ is error.__cause__)

try:
    try:
        int('x')
    except ValueError:
        [][3]
except IndexError as error:
    print(type(error.__context__).__name__, error.__suppress_context__)

class Manager:
    def __init__(self, swallow):
        self.swallow = swallow
    def __enter__(self):
        print('enter')
        return self
    def __exit__(self, kind, value, traceback):
        print('exit', kind and kind.__name__, value)
        return self.swallow

with Manager(True) as m:
    raise ValueError('swallowed')
try:
    with Manager(False), Manager(False):
        raise ValueError('not swallowed')
except ValueError as error:
    print('got', error)

def loop():
    for i in range(3):
        try:
            if i == 1:
                continue
            print('body', i)
        finally:
            print('cleanup', i)
            if i == 2:
                break
loop()

def override():
    try:
        return 'try'
    finally:
        return 'finally'
print(override())

try:
    raise KeyError('k')
except LookupError as error:
    print(str(error), error.args)
try:
    assert 1 == 2, 'message'
except AssertionError as error:
    print(error)
try:
    raise Exception
except Exception as error:
    print(repr(error), error.args)
try:
    error
except NameError as e:
    print(e)
