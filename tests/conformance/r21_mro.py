# C3: the order in which classes are searched; super walks along it.
class Root:
    def hello(self):
        return ['Root']


class Left(Root):
    def hello(self):
        return ['Left'] + super().hello()


class Right(Root):
    def hello(self):
        return ['Right'] + super().hello()


class Bottom(Left, Right):
    def hello(self):
        return ['Bottom'] + super().hello()


print(Bottom().hello(), [c.__name__ for c in Bottom.__mro__])
try:
    class Wrong(Root, Left):
        pass
except TypeError as error:
    print(str(error)[:40])
print(super(Left, Bottom()).hello(), super(Right, Bottom).hello(Bottom()))
Left.hello = lambda self: ['new'] + Root.hello(self)
print(Bottom().hello())
Bottom.__bases__ = (Right, Left)
print([c.__name__ for c in Bottom.__mro__], Bottom().hello())
