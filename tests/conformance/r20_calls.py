# Binding arguments: defaults, *args, **kwargs, keyword-only, positional-only.
def f(a, b=2, *args, c, d=4, **kwargs):
    return a, b, args, c, d, kwargs


def g(a, b, /, c, *, d):
    return a + b + c + d


print(f(1, c=3), f(1, 2, 3, 4, c=5, e=6))
print(f(*[1, 2], **{'c': 3, 'z': 4}), g(1, 2, 3, d=4), g(1, 2, c=3, d=4))
for call in (lambda: f(1), lambda: g(1, 2, 3, 4), lambda: g(a=1, b=2, c=3, d=4), lambda: f(1, c=1, a=2)):
    try:
        call()
    except TypeError as error:
        print(error)
first = [1, 2]
print(f(*first, *first, c=0), dict(**{'a': 1}, **{'b': 2}))
print(f.__defaults__, f.__kwdefaults__, f.__code__.co_flags & 12)
f.__defaults__ = (20,)
print(f(1, c=0)[1])
f.note = 'attribute'
print(f.note, f.__dict__)


def annotated(x: int = 1) -> str:
    """Says nothing."""
    return str(x)


print(annotated.__annotations__, annotated.__doc__, annotated())
print((lambda *a, **k: (a, k))(1, b=2))
