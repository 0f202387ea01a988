# Frames: one code object, many frames; the chain of callers; what a traceback keeps.
import sys


def depth():
    frame = sys._getframe()
    names = []
    while frame is not None:
        names.append((frame.f_code.co_name, frame.f_lineno))
        frame = frame.f_back
    return names


def middle(n):
    if n:
        return middle(n - 1)
    return depth()


print(middle(2))


def factorial(n):
    if n < 2:
        return 1
    return n * factorial(n - 1)


print(factorial(6))


def caller_locals():
    return sys._getframe(1).f_locals['secret']


def holder():
    secret = 42
    return caller_locals()


print(holder())


def fail(n):
    if n == 0:
        raise ValueError('bottom')
    fail(n - 1)


try:
    fail(2)
except ValueError as error:
    tb = error.__traceback__
    while tb:
        print(tb.tb_lineno, tb.tb_frame.f_code.co_name, tb.tb_lasti)
        tb = tb.tb_next
