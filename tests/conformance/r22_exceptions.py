# Raising, handling, finally, chaining, and what a traceback keeps alive.
def risky(n):
    try:
        if n == 0:
            raise ValueError('zero')
        if n == 1:
            return {}['missing']
        if n == 2:
            return [][5]
        return 10 / (n - 3)
    except KeyError as error:
        return 'key', error.args
    finally:
        log.append(n)


log = []
for n in range(5):
    try:
        print(risky(n))
    except (ValueError, IndexError) as error:
        print(type(error).__name__, error)
    except ZeroDivisionError:
        print('division')
    else:
        print('fine')
print(log)
try:
    try:
        raise KeyError('inner')
    except KeyError as inner:
        raise RuntimeError('outer') from inner
except RuntimeError as outer:
    print(outer.__cause__, outer.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        undefined
except NameError as error:
    print(type(error.__context__).__name__)


def reraise():
    try:
        raise OSError(2, 'no file')
    except OSError:
        raise


try:
    reraise()
except OSError as error:
    print(error.errno, error.strerror, error.__traceback__.tb_next.tb_lineno)
try:
    error
except NameError:
    print('the name is gone')


def swallow():
    try:
        1 / 0
    finally:
        return 'swallowed'


print(swallow())
try:
    raise ValueError from None
except ValueError as e:
    kept = e
print(kept.__traceback__ is not None, kept.__cause__)
del kept
