# Classes: inheritance, hooks, properties, metaclasses.
class Base:
    count = 0

    def __init__(self, name):
        self.name = name
        Base.count += 1

    def __repr__(self):
        return f'{type(self).__name__}({self.name!r})'

    def hello(self):
        return 'base ' + self.name

    @property
    def upper(self):
        return self.name.upper()

    @upper.setter
    def upper(self, value):
        self.name = value.lower()

    @classmethod
    def make(cls, *args):
        return cls(*args)

    @staticmethod
    def twice(x):
        return x * 2


class Child(Base):
    def __init__(self, name, age):
        super().__init__(name)
        self.age = age

    def hello(self):
        return 'child of ' + super().hello()

    def __eq__(self, other):
        return isinstance(other, Child) and self.age == other.age

    def __hash__(self):
        return hash(self.age)

    def __lt__(self, other):
        return self.age < other.age


a, b = Base('ann'), Child.make('bob', 7)
print(a, b, Base.count, b.hello(), b.upper, Child.twice(4))
b.upper = 'EVE'
print(b.name, b == Child('x', 7), b != Child('y', 8), b < Child('z', 9), {b: 1}[Child('q', 7)])
print(Child.__mro__, Child.__bases__, Child.__name__, Child.__dict__.keys())
print(isinstance(b, Base), issubclass(Child, Base), issubclass(Base, Child), type(b) is Child)


class Vector:
    __slots__ = ('x', 'y')

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __iadd__(self, other):
        self.x += other.x
        return self

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __getitem__(self, i):
        return (self.x, self.y)[i]

    def __len__(self):
        return 2

    def __bool__(self):
        return bool(self.x or self.y)

    def __contains__(self, v):
        return v in (self.x, self.y)

    def __call__(self, *args):
        return ('called', args)

    def __repr__(self):
        return f'<{self.x}, {self.y}>'


v = Vector(1, 2)
w = v + Vector(3, 4)
print(w, v * 3, 3 * v, -v, v[0], v[-1], len(v), bool(Vector(0, 0)), 2 in v, v(1, 2), list(v))
v += w
print(v)
try:
    v.z = 1
except AttributeError as e:
    print(e)
try:
    del v.x
    v.x
except AttributeError as e:
    print(e)
for bad in (lambda: v + 1, lambda: 1 + v, lambda: v < w, lambda: v.nope, lambda: Vector.nope, lambda: Base(),
            lambda: object().x, lambda: [] + 1, lambda: 'a' + 1, lambda: 1 + 'a', lambda: {}['k'], lambda: v.x()):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)


class Meta(type):
    def __new__(meta, name, bases, ns, **kw):
        ns['made_by'] = 'meta'
        return super().__new__(meta, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
        cls.kw = kw

    def __call__(cls, *args):
        print('calling', cls.__name__)
        return super().__call__(*args)


class WithMeta(metaclass=Meta, color='red'):
    pass


print(WithMeta().made_by, WithMeta.kw, type(WithMeta).__name__)


class Desc:
    def __set_name__(self, owner, name):
        self.name = name
        print('set_name', owner.__name__, name)

    def __get__(self, obj, cls):
        return (self.name, obj is None)

    def __set__(self, obj, value):
        print('set', self.name, value)


class UsesDesc:
    d = Desc()

    def __init_subclass__(cls, **kw):
        print('init_subclass', cls.__name__, kw)


u = UsesDesc()
u.d = 5
print(u.d, UsesDesc.d)


class Sub(UsesDesc, tag=1):
    def __getattr__(self, name):
        return 'dynamic ' + name


print(Sub().anything)


class A:
    def who(self): return ['A']


class B(A):
    def who(self): return ['B'] + super().who()


class C(A):
    def who(self): return ['C'] + super().who()


class D(B, C):
    def who(self): return ['D'] + super().who()


print(D().who(), [c.__name__ for c in D.mro()])
try:
    class E(A, B):
        pass
except TypeError as e:
    print(e)


class New:
    def __new__(cls, x):
        print('new', x)
        return super().__new__(cls)

    def __init__(self, x):
        print('init', x)


New(3)


class Counter(dict):
    def __missing__(self, key):
        return 0


c = Counter()
c['a'] += 1
print(c, c['b'], isinstance(c, dict))


class L(list):
    def __add__(self, other):
        return L(list.__add__(self, other))

    def total(self):
        return sum(self)


print((L([1, 2]) + [3]).total(), type(L() + []).__name__)
