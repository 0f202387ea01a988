# What is in the arguments of a syntax error, and what only in its attributes.
import __future__


def show(source, mode="exec", flags=0):
    try:
        compile(source, "f", mode, flags, True)
    except SyntaxError as error:
        print(repr(source), type(error).__name__, error.args)
        print("   ", error.msg, error.filename, error.lineno, error.offset, error.text)
        print("   ", error)
    else:
        print(repr(source), "is fine")


for source in [
    # The compiler's own.
    "return",
    "class A:\n  break",
    "await x",
    "*a",
    "x = 1\nfrom __future__ import division",
    # The parser's and the tree's.
    "1 = x",
    "f(",
    "  x",
    "f(a=1, a=2)",
    "f'{a b}'",
    # The symbol table's and the future statements'.
    "def f():\n nonlocal x",
    "def f(a, a): pass",
    "def f():\n x = 1\n global x",
    "def f(x):\n global x",
    "def f():\n [(yield 1) for x in y]",
    "[x := 1 for x in y]",
    "z = [[(aa := 1) for b in y] for aa in y]",
    "class A:\n  [(y := 1) for x in y]",
    "def f():\n  [i for i in [j for j in (k := 1)]]",
    "def f():\n return [i for i in x if (j := 0) for j in x]",
    "def f():\n  from y import *",
    "nonlocal x",
    "from __future__ import nope",
    "from __future__ import braces",
]:
    show(source)

for feature in __future__.all_feature_names:
    print(feature, getattr(__future__, feature))

for flags in 0, __future__.barry_as_FLUFL.compiler_flag:
    for source in "1 <> 2", "1 != 2", "f'{1 != 2}'", "f'{1 <> 2}'":
        show(source, "eval", flags)

try:
    try:
        1 / 0
    except ZeroDivisionError:
        compile("nonlocal x", "f", "exec")
except SyntaxError as error:
    print(error.args, repr(error.__context__))
