# s += x grows in place where nobody else sees the string.
import sys
def f():
    s = ''
    ids = []
    for i in range(60):
        s += 'ab'
        ids.append(id(s))
    same = [a == b for a, b in zip(ids, ids[1:])]
    print(same.count(True), sys.getrefcount(s), sys.getsizeof(s))
    t = s
    t = t + 'x'
    u = 'é'
    u = u + 'a'; i = id(u)
    u = u + 'b'
    print(id(u) == i)
f()
s = 'start'
x = 1
s += ' more'
print(list(globals())[-3:])
a = id(s); s += '!'; print(a == id(s), list(globals())[-3:])
c = 'q'
def g():
    nonlocal_ = 'z!'
    def h():
        nonlocal nonlocal_
        nonlocal_ += 'y'
        i = id(nonlocal_)
        nonlocal_ += 'y'
        return i == id(nonlocal_)
    return h
print(g()())
d = {s: 1}
i = id(s); s += 'k'; print(i == id(s))
