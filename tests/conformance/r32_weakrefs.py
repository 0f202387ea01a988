# Weak references don't keep their object; callbacks tell of its death.
import weakref


class Thing:
    def __init__(self, name):
        self.name = name


def gone(ref):
    print('gone', ref() is None)


t = Thing('t')
r = weakref.ref(t)
s = weakref.ref(t)
c = weakref.ref(t, gone)
print(r is s, r() is t, c() is t, weakref.getweakrefcount(t), hash(r) == hash(t))
p = weakref.proxy(t)
print(p.name)
p.name = 'by proxy'
print(t.name)
del t
print(r(), c())
try:
    p.name
except ReferenceError as error:
    print(error)
for value in (1, 'a', (), [], {}):
    try:
        weakref.ref(value)
    except TypeError as error:
        print(error)
u = Thing('u')
first = weakref.ref(u, lambda ref: print('first'))
second = weakref.ref(u, lambda ref: print('second'))
u = None
v = Thing('v')
d = weakref.ref(v, gone)
del d
v = None
print('quiet')


def function():
    pass


f = weakref.ref(function)
print(f() is function)
