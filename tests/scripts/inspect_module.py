import inspect, functools, sys
def f(a, b: int, /, c=1, *args: str, d, e: "x" = 5, **kw) -> list: "doc"; return a
print(inspect.signature(f)); print(repr(inspect.signature(f)))
class C:
    """Doc
       more
    """
    x = 1
    def __init__(self, p, q=2): self.p = p
    def m(self, z): return z  # comment
    @classmethod
    def c(cls, a): pass
    @staticmethod
    def s(a, b=3): pass
    @property
    def pr(self): return 1
print(inspect.signature(C), inspect.signature(C.m), inspect.signature(C(1).m), inspect.signature(C.c), inspect.signature(C.s))
print(inspect.getdoc(C), inspect.getsource(C.m))
print(inspect.getsource(f)); print(inspect.getsource(C))
print([n for n,_ in inspect.getmembers(C, inspect.isfunction)])
print([n for n,_ in inspect.getmembers(C(1)) if not n.startswith('__')])
b = inspect.signature(f).bind(1,2,3,4,d=5,z=6); print(b, b.args, b.kwargs); b.apply_defaults(); print(b.arguments)
try: inspect.signature(f).bind(1)
except TypeError as e: print(e)
try: inspect.signature(f).bind(1,2,d=1,a=3)
except TypeError as e: print(e)
print(inspect.signature(len), inspect.signature(sorted))
print(inspect.signature(functools.partial(f, 1, d=3)))
@functools.wraps(f)
def w(*a, **k): pass
print(inspect.signature(w), inspect.isgeneratorfunction(lambda: (yield)))
async def co(): pass
def gen(): yield 1
g = gen(); print(inspect.getgeneratorstate(g)); next(g); print(inspect.getgeneratorstate(g)); g.close(); print(inspect.getgeneratorstate(g))
print(inspect.iscoroutinefunction(co), inspect.isclass(C), inspect.ismodule(sys), inspect.isbuiltin(len), inspect.isroutine(C.m))
print(inspect.getfullargspec(f)); print(inspect.getmro(C))
def who(): return inspect.currentframe().f_code.co_name, inspect.stack()[1].function, inspect.stack()[0].lineno
def caller(): return who()
print(caller())
p = inspect.Parameter('x', inspect.Parameter.KEYWORD_ONLY, default=3, annotation=int); print(p, repr(p), p.kind, p.kind.description)
for n, p in inspect.signature(f).parameters.items(): print(n, p.kind, p.default, p.annotation)
def outer():
    n = 1
    def inner(): return n + len(undefined)
    return inner
print(inspect.getclosurevars(outer()))
print(inspect.getcallargs(f, 1, 2, d=3))
print(inspect.cleandoc("  a\n    b\n      c\n"))
lam = lambda x, y=2: x
print(inspect.getsource(lam), inspect.getsourcelines(C.s))
import abc
class A(abc.ABC):
    @abc.abstractmethod
    def q(self): ...
print(inspect.isabstract(A), inspect.unwrap(w) is f)
import dataclasses
@dataclasses.dataclass
class D:
    a: int
    b: str = "x"
print(inspect.signature(D))
