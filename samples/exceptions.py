"""How an exception finds its handler."""


def risky(n):
    try:
        return 10 // n
    finally:
        print("finally, n =", n)


def careful(n):
    try:
        return risky(n)
    except ZeroDivisionError as error:
        print("caught:", error)
        return None


print(careful(5))
print(careful(0))

try:
    try:
        {}["missing"]
    except KeyError:
        [][1]
except IndexError as error:
    print(repr(error), "while handling", repr(error.__context__))
