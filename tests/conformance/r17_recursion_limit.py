# RecursionError: how deep calls may nest, and how the interpreter finds its way back.
import sys

sys.setrecursionlimit(60)


def down(n):
    return down(n + 1)


try:
    down(0)
except RecursionError as error:
    print(error)
count = 0


def counted():
    global count
    count += 1
    counted()


try:
    counted()
except RecursionError:
    print(count > 40)
sys.setrecursionlimit(1000)
print(sys.getrecursionlimit())
