class Animal:
    count = 0

    def __init__(self, name):
        self.name = name
        Animal.count += 1

    def speak(self):
        return f'{self.name} makes a sound'

    def __repr__(self):
        return f'{type(self).__name__}({self.name!r})'

class Dog(Animal):
    def speak(self):
        return super().speak() + ': woof'

    @property
    def loud(self):
        return self.name.upper()

    @loud.setter
    def loud(self, value):
        self.name = value.lower()

    @classmethod
    def make(cls):
        return cls('made')

    @staticmethod
    def legs():
        return 4

d = Dog('Rex')
print(d, d.speak(), d.loud, Dog.make(), Dog.legs(), Animal.count)
d.loud = 'FIDO'
print(d.name, vars(d))

class Vector:
    __slots__ = ('x', 'y')
    def __init__(self, x, y):
        self.x, self.y = x, y
    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)
    def __mul__(self, k):
        return Vector(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __eq__(self, other):
        return isinstance(other, Vector) and (self.x, self.y) == (other.x, other.y)
    def __hash__(self):
        return hash((self.x, self.y))
    def __repr__(self):
        return 'Vector(%r, %r)' % (self.x, self.y)
    def __bool__(self):
        return bool(self.x or self.y)
    def __len__(self):
        return 2
    def __getitem__(self, i):
        return (self.x, self.y)[i]
    def __iter__(self):
        yield self.x
        yield self.y
    def __contains__(self, v):
        return v in (self.x, self.y)
    def __call__(self, z):
        return self.x + self.y + z

v = Vector(1, 2)
print(v + Vector(3, 4), 3 * v, v * 2, v == Vector(1, 2), bool(Vector(0, 0)), len(v), v[0], list(v), 2 in v, v(10))
try:
    v.z = 1
except AttributeError as error:
    print(error)
try:
    v + 1
except AttributeError as error:
    print(error)

class A:
    def who(self): return 'A'
class B(A):
    def who(self): return 'B' + super().who()
class C(A):
    def who(self): return 'C' + super().who()
class D(B, C):
    def who(self): return 'D' + super().who()
print(D().who(), [c.__name__ for c in D.__mro__])
try:
    class E(A, B): pass
except TypeError as error:
    print(error)

class Meta(type):
    def __new__(mcls, name, bases, ns, **kw):
        ns['made_by'] = mcls.__name__
        return super().__new__(mcls, name, bases, ns)
    def __call__(cls, *args):
        print('calling', cls.__name__)
        return super().__call__(*args)

class WithMeta(metaclass=Meta):
    def __init_subclass__(cls, **kw):
        print('subclass', cls.__name__, kw)

class Sub(WithMeta, flag=1): pass
print(Sub().made_by, type(Sub))

class Lazy:
    def __getattr__(self, name):
        if name.startswith('_'):
            raise AttributeError(name)
        return name * 2
    def __setattr__(self, name, value):
        print('set', name)
        object.__setattr__(self, name, value)
    def __delattr__(self, name):
        print('del', name)
        object.__delattr__(self, name)
l = Lazy()
print(l.ab)
l.q = 1
print(l.q)
del l.q
print(l.q)

class Descr:
    def __set_name__(self, owner, name):
        self.name = name
    def __get__(self, obj, owner):
        return self if obj is None else obj.__dict__.get(self.name, 'unset')
    def __set__(self, obj, value):
        obj.__dict__[self.name] = value * 10
class Uses:
    field = Descr()
u = Uses()
print(u.field)
u.field = 4
print(u.field, Uses.field.name)
print(isinstance(d, Animal), issubclass(Dog, Animal), hasattr(d, 'nope'), getattr(d, 'nope', 'default'))
print(object.__repr__(d).split(' at ')[0], callable(Dog), Dog.__bases__, Dog.__qualname__)
