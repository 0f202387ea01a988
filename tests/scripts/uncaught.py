# The report of an uncaught exception, chained and folded.
def deep(n):
    if n == 0:
        raise ValueError('bottom')
    deep(n - 1)


def handler():
    try:
        deep(6)
    except ValueError as e:
        raise KeyError('outer') from e


try:
    handler()
finally:
    print('leaving')
