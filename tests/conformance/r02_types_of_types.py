# instance -> class -> metaclass, base classes up to object, and type, which is its own type.
class Meta(type):
    pass


class Base:
    pass


class Derived(Base, metaclass=Meta):
    pass


d = Derived()
print(type(d) is Derived, type(Derived) is Meta, type(Meta) is type, type(type) is type)
print(Derived.__bases__, Derived.__mro__, object.__bases__)
print(isinstance(d, Base), issubclass(Derived, object), issubclass(Meta, type))
print(type(None).__name__, type(Ellipsis), type(NotImplemented))
for c in Derived.__mro__:
    print(c.__name__, c.__base__)
print(Base.__subclasses__() == [Derived])
Derived.extra = 1
print(d.extra, 'extra' in Derived.__dict__)
