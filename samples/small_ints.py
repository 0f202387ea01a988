"""Why `is` says True."""
a = 7
b = 3 + 4
print("small:", a is b)

c = 1000
d = 1000
print("one constant:", c is d)

e = int("1000")
print("made later:", c is e, c == e)

s = "hello"
t = "hel" + "lo"
u = "".join(["hel", "lo"])
print("interned:", s is t, s is u, s == u)

x = float("2.5")
place = id(x)
del x
y = float("1.25")
print("free list:", id(y) == place)

empty = ()
print("singleton:", empty is tuple([]))
