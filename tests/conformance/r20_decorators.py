# Decorators are calls; methods are functions found through a class and bound on the way.
def trace(function):
    def wrapper(*args, **kwargs):
        calls.append(function.__name__)
        return function(*args, **kwargs)
    return wrapper


def tag(name):
    def decorate(function):
        function.tag = name
        return function
    return decorate


calls = []


@trace
@tag('t')
def add(a, b):
    return a + b


print(add(1, 2), add(b=3, a=4), calls)


class C:
    def method(self, x=1):
        return self, x

    @staticmethod
    def static(x):
        return x

    @classmethod
    def cls(cls, x):
        return cls, x


c = C()
bound = c.method
print(bound(5)[1], bound.__self__ is c, bound.__func__ is C.method, c.method is c.method)
print(C.static(1), c.static(2), C.cls(3)[1], c.cls(4)[0] is C)
print(C.method(c, 7)[1], [m(2)[1] for m in [c.method]])
del bound
