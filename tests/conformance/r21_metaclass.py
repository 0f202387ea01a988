# A metaclass takes part in making a class: __prepare__, __new__, __init__, __call__.
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        return {'made_by': 'Meta'}

    def __new__(mcs, name, bases, space, **kw):
        cls = super().__new__(mcs, name, bases, space)
        cls.order = [k for k in space if k[0] != '_']
        return cls

    def __init__(cls, name, bases, space, flag=None):
        super().__init__(name, bases, space)
        cls.flag = flag

    def __call__(cls, *args):
        obj = super().__call__(*args)
        obj.called = True
        return obj

    def __iter__(cls):
        return iter(cls.order)


class A(metaclass=Meta, flag=7):
    x = 1

    def f(self):
        return self.x


class B(A):
    y = 2


b = B()
print(A.order, B.order, A.flag, B.flag, b.called, b.f(), type(B), list(A))


class Registry:
    known = []

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        cls.known.append(cls.__name__)


class P(Registry):
    pass


class Q(P):
    pass


print(Registry.known)


class Named:
    def __set_name__(self, owner, name):
        self.where = (owner.__name__, name)


class Owner:
    field = Named()


print(Owner.__dict__['field'].where)
