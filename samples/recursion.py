"""One code object, many frames."""
import sys


def fact(n):
    if n <= 1:
        depth = 0
        frame = sys._getframe()
        while frame is not None:
            depth += 1
            frame = frame.f_back
        print("frames now:", depth)
        return 1
    return n * fact(n - 1)


print(fact(4))


def forever(n):
    return forever(n + 1)


sys.setrecursionlimit(60)
try:
    forever(0)
except RecursionError as error:
    print("RecursionError:", error)
