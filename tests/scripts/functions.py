def plain(a, b=2, *args, c, d=4, **kwargs):
    return a, b, args, c, d, kwargs

print(plain(1, c=3))
print(plain(1, 5, 6, 7, c=8, e=9))
print(plain(*[1, 2, 3], **{'c': 4, 'z': 5}))

def only(a, /, b, *, c):
    return a + b + c

print(only(1, 2, c=3))
for call in (lambda: only(a=1, b=2, c=3), lambda: only(1), lambda: plain(), lambda: only(1, 2, 3),
             lambda: only(1, b=2, c=3, d=4), lambda: plain(1, a=2, c=3)):
    try:
        call()
    except TypeError as error:
        print(error)

def defaults(x, seen=[]):
    seen.append(x)
    return seen

print(defaults(1), defaults(2))
print(plain.__name__, plain.__defaults__, plain.__kwdefaults__, only.__code__.co_posonlyargcount)

def deco(tag):
    def wrap(f):
        def inner(*args):
            print(tag, args)
            return f(*args)
        return inner
    return wrap

@deco('outer')
@deco('inner')
def add(x, y: int = 2) -> int:
    "Adds."
    return x + y

print(add(1, 2))
print((lambda *a, k=1: (a, k))(1, 2, k=3))
print(max([3, 1, 2], key=lambda v: -v), sorted('bca', reverse=True))
