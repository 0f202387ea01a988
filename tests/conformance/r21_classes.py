# __build_class__, the body's namespace, __init__, class and instance attributes.
class Animal:
    kind = 'animal'
    count = 0

    def __init__(self, name):
        self.name = name
        Animal.count += 1

    def speak(self):
        return self.name + ' makes a sound'

    def __repr__(self):
        return 'Animal(%r)' % self.name


class Dog(Animal):
    kind = 'dog'

    def speak(self):
        return super().speak() + ': woof'

    def __str__(self):
        return self.name


a = Animal('cat')
d = Dog('rex')
print(a.speak(), d.speak(), a, d, repr(d), Animal.count)
print(d.kind, a.kind, Dog.__mro__)
d.kind = 'mine'
print(d.kind, Dog.kind, vars(d))
del d.kind
print(d.kind, hasattr(d, 'zzz'), getattr(d, 'zzz', None))
try:
    d.zzz
except AttributeError as error:
    print(error)
Dog.extra = lambda self: 'extra ' + self.name
print(d.extra())
Dynamic = type('Dynamic', (Dog,), {'x': 1, 'get': lambda self: self.x})
print(Dynamic('n').get(), Dynamic.__name__, isinstance(Dynamic('m'), Animal))
d.__class__ = Dynamic
print(d.x, type(d).__name__)
