"""compile, exec and eval: modes, flags, sources of all kinds, and their errors."""
import sys


def attempt(label, *args, **kwargs):
    try:
        code = compile(*args, **kwargs)
    except SyntaxError as error:
        place = error.filename, error.lineno, error.offset, error.text
        print(label, type(error).__name__, error.msg, place)
    except BaseException as error:
        print(label, type(error).__name__, error.args)
    else:
        consts = ["code" if hasattr(c, "co_code") else c for c in code.co_consts]
        print(label, code.co_name, code.co_filename, code.co_flags, consts)


# Kinds of source.
attempt("str", "x = 1", "f", "exec")
attempt("cookie in str", "# coding: latin-1\nx = 'é'", "f", "exec")
attempt("bytes", b"x = 'a'", "f", "exec")
attempt("latin bytes", b"# coding: latin-1\nx = '\xe9'", "f", "exec")
attempt("utf8 bytes", "x = 'é'".encode(), "f", "exec")
attempt("bom bytes", b"\xef\xbb\xbfx = 1", "f", "exec")
attempt("bom str", "\ufeffx = 1", "f", "exec")
attempt("bad cookie", b"# coding: nonsense\n", "f", "exec")
attempt("null str", "x\0y", "f", "exec")
attempt("null bytes", b"x\0y", "f", "exec")
attempt("surrogate", "x = '\ud800'", "f", "exec")
attempt("bytearray", bytearray(b"x = 2"), "f", "exec")
attempt("number", 3, "f", "exec")
attempt("none", None, "f", "exec")
attempt("crlf", "x = 1\r\ny = '''a\r\nb'''\r", "f", "exec")
attempt("empty", "", "f", "exec")
attempt("blank", "   ", "f", "exec")

# File names.
attempt("bytes name", "x", b"name", "eval")
attempt("bad name", "x", 3, "eval")
attempt("none name", "x", None, "eval")

# Modes.
attempt("eval", "1 + 2", "f", "eval")
attempt("eval blank", "  1", "f", "eval")
attempt("eval newline", "1\n\n", "f", "eval")
attempt("eval statement", "x = 1", "f", "eval")
attempt("eval two", "1\n2", "f", "eval")
attempt("eval empty", "", "f", "eval")
attempt("single", "x = 1", "f", "single")
attempt("single expr", "1 + 1", "f", "single")
attempt("single semicolons", "a = 1; b = 2; a + b", "f", "single")
attempt("single two lines", "a = 1\nb = 2", "f", "single")
attempt("single two lines end", "a = 1\nb = 2\n", "f", "single")
attempt("single then comment", "a = 1\n# comment\n", "f", "single")
attempt("single blank after", "a = 1\n\n\n", "f", "single")
attempt("single compound", "if 1:\n    x\n", "f", "single")
attempt("single compound open", "if 1:\n    x", "f", "single")
attempt("single compound two", "if 1:\n    x\ny\n", "f", "single")
attempt("single def", "def f():\n    return 1\n", "f", "single")
attempt("single empty", "", "f", "single")
attempt("single newline", "\n", "f", "single")
attempt("single comment", "# only\n", "f", "single")
attempt("bad mode", "x", "f", "other")
attempt("mode number", "x", "f", 3)

# Flags.
attempt("flag", "x", "f", "eval", 0x100000)
attempt("flag annotations", "def f(a: 1): pass", "f", "exec", flags=0x1000000)
attempt("bad flag", "x", "f", "eval", 1 << 30)
attempt("bad flag 2", "x", "f", "eval", flags=2)
attempt("nested flag", "x", "f", "eval", 0x10)
attempt("huge flag", "x", "f", "eval", 1 << 40)
attempt("str flag", "x", "f", "eval", "a")
attempt("inherit", "x", "f", "eval", 0, True)
attempt("optimize 3", "x", "f", "exec", optimize=3)
attempt("optimize -2", "x", "f", "exec", optimize=-2)
attempt("optimize 0", "assert x; __debug__", "f", "exec", optimize=0)
attempt("optimize 1", "assert x\nprint(__debug__)", "f", "exec", optimize=1)
attempt("optimize 2", "def f():\n    'doc'\n    assert x", "f", "exec", optimize=2)
attempt("await", "await x", "f", "exec", 0x2000)
attempt("async with", "async with x: pass", "f", "exec", 0x2000)
attempt("no async with", "async with x: pass", "f", "exec")

# Errors.
for source in ["x =", "(", "return", "if x:\npass", "  x", "x\n  y", "f'{a b}'", "f'{'", "'abc",
               "'''abc", "a\\b", "1 = 2", "f() = 1", "x = $", "x?", "é = 1 é", "print 1", "def f(a, a): pass",
               "nonlocal x", "from __future__ import nope", "\tx\n        y", "if 1:\n\tx\n        y",
               "yield", "await x", "break", "0777", "1_", "0x", "'\\x'", "b'é'", "'\\N{nope}'", "(1, 2",
               "x = (", "[1,\n2", "lambda: (yield)", "del f()", "a + 1 = 2", "None = 1", "f(a=1, a=2)",
               "f(**k, *a)", "*a", "import *", "class C: return 1", "with a as 1: pass", "x: int: 3"]:
    attempt(repr(source), source, "file.py", "exec")

attempt("missing")
attempt("missing", "x")
attempt("missing", "x", "f")
attempt("unknown", "x", "f", "eval", nothing=1)

# exec and eval.
for source in ["1 + 1", "  2 * 3", "\t4", "x = 1", b"5", "len('abc')", "[i for i in range(3)]", "", "1;2", 7]:
    try:
        print("eval", repr(source), eval(source))
    except BaseException as error:
        print("eval", repr(source), type(error).__name__, error.args)
for source in ["print('hi')", b"print('bytes')", "  indented", "return", compile("print('code')", "f", "exec"),
               compile("6", "f", "eval"), 7, None]:
    try:
        print("exec", exec(source))
    except BaseException as error:
        print("exec", type(error).__name__, error.args)
exec(compile("1 + 1; 'text'; None", "f", "single"))
exec(compile("for i in range(3): i\n", "f", "single"))
namespace = {}
exec("a = 1\nb = a + 1", namespace)
print(sorted(k for k in namespace if k != "__builtins__"))
print(eval("a + b", namespace, {"b": 10}))


def inner():
    y = 5
    return y


free = (lambda z: lambda: z)(1)
for run in (exec, eval):
    try:
        run(free.__code__)
    except TypeError as error:
        print(error)
try:
    eval("1", 3)
except TypeError as error:
    print(error)
try:
    exec("1", [])
except TypeError as error:
    print(error)
try:
    exec("1", {}, 3)
except TypeError as error:
    print(error)

# Depth.
attempt("parens", "(" * 100 + ")" * 100, "f", "eval")
attempt("deep", "+".join(["x"] * 3000), "f", "eval")
attempt("deeper", "-" * 5000 + "1", "f", "eval")
attempt("indents", "".join(" " * i + "if 1:\n" for i in range(101)) + " " * 101 + "pass", "f", "exec")
attempt("blocks", "".join(" " * i + "while 1:\n" for i in range(21)) + " " * 21 + "pass", "f", "exec")


def nested(depth):
    if depth:
        return nested(depth - 1)
    try:
        compile("+".join(["x"] * 2000), "f", "eval")
        return "fine"
    except RecursionError as error:
        return error.args


print(nested(0), nested(300), nested(700))

# Warnings: printed as CPython prints them, or made errors.
compile("x is 'a'\n1 is not x\n(1)(2)\nx = '\\d'", "warned.py", "exec")
eval("x is 1 or 2", {"x": 1})
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("error")
    attempt("warning as error", "x is 'a'", "w", "exec")
    attempt("escape as error", "x = '\\d'", "w", "exec")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    attempt("ignored", "x is 'a'", "w", "exec")
compile("x is 'b'", "again.py", "exec")
