"""Metaclasses, descriptors, class hooks."""
class M(type):
    def __new__(m, n, b, d, **k): print('new', n, k); return super().__new__(m, n, b, d)
    def __init__(c, n, b, d, **k): print('init', n, k); super().__init__(n, b, d)
    @classmethod
    def __prepare__(m, n, b, **k): print('prep', n, b, k); return {'z': 1}
    def __call__(c, *a): print('call', a); return super().__call__(*a)
    def __instancecheck__(c, o): return o == 5
    def __subclasscheck__(c, o): return o is int
class A(metaclass=M, x=1):
    def __init__(s, v): s.v = v
print(A(3).v, A.z, isinstance(5, A), issubclass(int, A), issubclass(str, A))
print(type(A), A.__mro__)
