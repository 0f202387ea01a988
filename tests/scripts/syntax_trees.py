"""Syntax trees: parsing, dumping, walking, changing, compiling, literals."""
import ast
SRC='''
"""doc"""
import os.path as p, sys
from . import x as y, z
from ..a.b import *
@dec(1)
async def f(a, b: int = 2, /, c=3, *args, d, e=5, **kw) -> str:
    async with a as b, c: await d
    async for i in x: pass
    else: return
    global g
    yield
    x = yield from y
class C(B, metaclass=M):
    x: int = 1
    (y): int
    def m(self): nonlocal_ = lambda *a, k=1: a
for i, *j in k:
    if i: continue
    elif j: break
    else: del a, b[0]
else: pass
while True:
    try: raise E from e
    except (A, B) as e: pass
    except: raise
    else: assert x, "m"
    finally: a += 1; b **= 2
try: pass
finally: pass
with open(f) as g: pass
x = y = {1: 2, **d}, {1, 2}, [a for b in c if d if e for f in g], {a: b for c in d}, {s for s in t}, (g for g in h)
z = a if b else c and d or not e
w = a < b <= c != d is e is not f in g not in h
v = f"a{b!r:>{w}}c{d}" "x" f'{e=}'
u = a[1], a[1:2], a[::3], a[1:2, 3], a[...], -1, +x, ~y, u'u', b'b', 1.5, 2j, None, True, a.b.c(*d, e, f=1, **g), (n := 3)
def g(): return 1 @ 2 // 3 % 4 << 5 >> 6 | 7 ^ 8 & 9
'''
t=ast.parse(SRC)
print(ast.dump(t)); print(ast.dump(ast.parse('1+2*x',mode='eval'))); print(ast.dump(ast.parse('x',mode='single')))
print(ast.dump(ast.parse('if x:\n    return_ = [1,\n 2]\nfoo(a.b)\n'),include_attributes=True))
for s in ["[1,(2,3),{'a':-1.5},{1},None,True,b'x',1+2j,'s']","a","1+1","{}","f()","'a' 'b'","-5","()","...","[","1-2j","{**a}"]:
    try: print(repr(ast.literal_eval(s)))
    except Exception as e: print(type(e).__name__, str(e).split(' at 0x')[0])
class V(ast.NodeVisitor):
    def visit_Name(self,n): print('name',n.id,n.lineno,n.col_offset); self.generic_visit(n)
    def visit_BinOp(self,n): print(type(n.op).__name__); self.generic_visit(n)
V().visit(ast.parse('a+b*(c-1)\nfoo(d)'))
class T(ast.NodeTransformer):
    def visit_Constant(self,n): return ast.copy_location(ast.Constant(n.value*10),n) if isinstance(n.value,int) else n
    def visit_BinOp(self,n):
        self.generic_visit(n); return ast.BinOp(n.left,ast.Mult(),n.right) if isinstance(n.op,ast.Add) else n
tree=ast.fix_missing_locations(T().visit(ast.parse('print(2+3, [i+1 for i in range(1)])'))); print(ast.dump(tree)); exec(compile(tree,'<t>','exec'))
print(eval(compile(ast.Expression(ast.BinOp(ast.Num(6),ast.Mult(),ast.Num(7))) if False else ast.fix_missing_locations(ast.Expression(ast.BinOp(ast.Constant(6),ast.Mult(),ast.Constant(7)))),'','eval')))
ns={}; exec(compile(t.__class__([n for n in t.body if isinstance(n,(ast.ClassDef,))and False] or [ast.parse('def q(a,b=2,*c,d=4,**e):\n  "doc"\n  try:\n    return f"{a!r:>5}{b}" + str([x for x in c if x]) \n  finally:\n    print("fin")').body[0]],[]),'f','exec'),ns); print(ns['q'](1,2,3), ns['q'].__doc__)
print([type(n).__name__ for n in ast.walk(ast.parse('a=b+1'))], ast.get_docstring(t), list(ast.iter_fields(ast.parse('x').body[0]))[0][0])
n=ast.parse('5').body[0].value; print(isinstance(n,ast.Num), isinstance(n,ast.Str), n.n, ast.Num(5).value, ast.Str('a').s, ast.dump(ast.Num(3)), ast.Constant(1)._fields, ast.Name._attributes, ast.expr.__mro__[1].__name__)
try: ast.parse('a b')
except SyntaxError as e: print(e.msg,e.lineno,e.offset,e.filename)
for f in [lambda: ast.Name(1,2,3), lambda: ast.dump(5), lambda: compile(5,'','exec'), lambda: ast.get_source_segment('foo(bar)',ast.parse('foo(bar)').body[0].value.args[0])]:
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__,e)
