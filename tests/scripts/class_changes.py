"""__bases__, __class__ and mro() of classes that exist already."""
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
def setb(c, b):
    c.__bases__ = b
    return c.__mro__
class A: pass
class A2: x = 1
class B(A): pass
class C(B): pass
class S: __slots__ = ('q',)
class S2(S): pass
class D(dict): pass
class L(list): pass
class E(Exception): pass
t(lambda: setb(B, (object,)))
t(lambda: setb(A, (A2,)))
t(lambda: setb(B, (A2,)))
t(lambda: (C.__mro__, C.x, A.__subclasses__(), A2.__subclasses__()))
t(lambda: setb(B, (A, A2)))
t(lambda: C.__mro__)
t(lambda: setb(B, (S,)))
t(lambda: setb(S2, (A,)))
t(lambda: setb(B, (D,)))
t(lambda: setb(D, (L,)))
t(lambda: setb(D, (A,)))
t(lambda: setb(E, (ValueError,)))
t(lambda: setb(E, (OSError,)))
t(lambda: setb(B, (int,)))
t(lambda: setb(B, (1,)))
t(lambda: setb(B, (A, A)))
t(lambda: setb(B, (object, A)))
t(lambda: setb(A, (C,)))
t(lambda: setb(B, (bool,)))
def delb(c): del c.__bases__
t(lambda: delb(B))
class M(type):
    def mro(cls): return [cls, A, object] if cls.__name__ != 'Bad' else 5
class X(metaclass=M): pass
t(lambda: X.__mro__)
t(lambda: M('Bad', (), {}))
class M2(type):
    def mro(cls): return [cls, int, object] if cls.__name__ == 'N' else [1]
t(lambda: M2('N', (), {}))
t(lambda: M2('O', (), {}))
def setc(o, c):
    o.__class__ = c; return type(o).__name__
t(lambda: setc(A(), A2)); t(lambda: setc(A(), S)); t(lambda: setc(S(), A)); t(lambda: setc(D(), L)); t(lambda: setc(E(), ValueError)); t(lambda: setc([], L)); t(lambda: setc(L(), list)); t(lambda: setc(A(), M)); t(lambda: setc(A(), object))
class S3: __slots__ = ('q',)
class S4: __slots__ = ('r',)
class S5(A): __slots__ = ()
class S6: __slots__ = ('__dict__',)
t(lambda: setc(S(), S3)); t(lambda: setc(S(), S4)); t(lambda: setc(A(), S5)); t(lambda: setc(A(), S6)); t(lambda: setc(S6(), A))
