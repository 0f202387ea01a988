# A dead object's memory is used again at once, by an object of the same size.
first = [1]
number = id(first)
del first
second = [2]
print(id(second) == number)
f = 1.5 + n if (n := 1) else 0
number = id(f)
del f
g = n * 2.5
print(id(g) == number)
t = (n, n)
number = id(t)
del t
u = (n, 2)
print(id(u) == number)
d = {}
number = id(d)
del d
e = {}
print(id(e) == number)


def function():
    pass


number = id(function)
del function


def function():
    pass


print(id(function) == number)
print(id([]) == id([]))
