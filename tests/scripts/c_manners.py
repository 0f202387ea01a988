# Functions of modules in C as attributes of classes, interactive statements, lists changed while
# they are sorted, and the odds and ends of sys.
import _sre
import _thread
import array
import binascii
import cmath
import posix
import re
import sre_compile
import sys
import zlib


def attempt(action, *args, **kwargs):
    try:
        return action(*args, **kwargs)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


# A function in C doesn't become a method.
class Holder:
    isclose = cmath.isclose
    crc32 = zlib.crc32
    hexlify = binascii.hexlify
    getpid = posix.getpid
    new_lock = _thread.allocate_lock
    python = lambda self, value: (type(self).__name__, value)


holder = Holder()
print(holder.isclose(1, 1), holder.crc32(b"abc"), holder.hexlify(b"abc"), holder.new_lock().locked())
print(holder.isclose is cmath.isclose, Holder.crc32 is zlib.crc32, holder.getpid is posix.getpid)
print(cmath.isclose, zlib.crc32, binascii.hexlify, posix.getpid)
print(holder.python(3), getattr(holder, "hexlify")(b"\x01"), super(Holder, holder).__init__())


class Lower(Holder):
    def run(self):
        return super().crc32(b"abc") == super().crc32(b"abc", 0)


print(Lower().run())

# An interactive statement must be complete, with the empty line that ends a compound one.
SOURCES = [
    "def f():pass", "def f():pass\n", "def f():\n pass", "def f():\n pass\n", "if 1: pass",
    "if 1: pass\n", "if 1: pass\n\n", "class C: pass", "for i in x: pass", "while 1: pass",
    "x=1", "x=1;y=2", "with a: pass", "try: pass\nexcept: pass", "try: pass\nexcept: pass\n",
    "a\nb", "a\n\n#c\n", "def f():pass#x", "", "\n", "#c", "@d\ndef f(): pass",
    "async def f(): pass", "def f():\n pass\n#c", "def f():\n pass\n #c\n", "pass\npass",
    "if 1:\n  pass\nelse: pass", "def f(:", "x = (", "if x:\n  y\n z\n", "if x: pass\n  ",
    "if x: pass\\\n", "def f():pass  ", "a;", "if 1: a;", '"""a\n"""', "a # c", "a \\",
    "def f():pass\n\n\n", "if 1: pass #x\n", "if 1: pass\n#x\n",
]
for source in SOURCES:
    try:
        compile(source, "", "single")
        print(repr(source), "is complete")
    except SyntaxError as error:
        print(repr(source), type(error).__name__, error.args)

# A list that is changed while it is sorted, even if it is empty again afterwards.
CHANGES = {
    "append, clear": lambda l: (l.append(1), l.clear()),
    "append, pop": lambda l: (l.append(1), l.pop()),
    "append, del": lambda l: (l.append(1), l.__delitem__(slice(None))),
    "clear": lambda l: l.clear(),
    "slice": lambda l: l.__setitem__(slice(None), []),
    "extend by nothing": lambda l: l.extend([]),
    "extend, slice": lambda l: (l.extend([1]), l.__setitem__(slice(None), [])),
    "append, remove": lambda l: (l.append(1), l.remove(1)),
    "sort": lambda l: l.sort(),
    "reverse": lambda l: l.reverse(),
    "init": lambda l: l.__init__(),
    "insert, init": lambda l: (l.insert(0, 1), l.__init__()),
    "extend by a generator": lambda l: l.extend(x for x in []),
    "append, times 0": lambda l: (l.append(1), l.__imul__(0)),
    "append": lambda l: l.append(1),
}
for name, change in CHANGES.items():
    numbers = [3, 2, 1, 5]
    print(name, attempt(numbers.sort, key=lambda x: (change(numbers), x)[1]), numbers)


class Meddler:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        meddlers.append(1)
        meddlers.clear()
        return self.value < other.value


meddlers = [Meddler(2), Meddler(1)]
print(attempt(meddlers.sort), [meddler.value for meddler in meddlers])

# array.array lends its memory.
numbers = array.array("h", [1, -2, 300])
print(bytes(numbers), bytearray(numbers), b"-".join([numbers, numbers]), b"ab" + numbers)
view = memoryview(numbers)
print(view.format, view.itemsize, view.nbytes, view.shape, view.readonly, view.tolist(), view.obj is numbers)
view[1] = 77
print(numbers, view[1:].tolist(), attempt(view.__setitem__, 0, 1 << 20))
for change in (lambda: numbers.append(4), lambda: numbers.extend([5]), lambda: numbers.pop(),
               lambda: numbers.insert(0, 1), lambda: numbers.remove(77), lambda: numbers.fromlist([1]),
               lambda: numbers.frombytes(b"ab"), lambda: numbers.__delitem__(0),
               lambda: numbers.__setitem__(slice(0, 1), array.array("h", [1, 2])),
               lambda: numbers.__imul__(2), lambda: numbers.__delitem__(slice(None, None, 2))):
    print(attempt(change), end="; ")
print(numbers)
numbers[0] = 9
numbers[:2] = array.array("h", [5, 6])
numbers.reverse()
numbers.byteswap()
print(view.tolist(), view == numbers, numbers == array.array("h", view.tolist()))
view.release()
numbers.append(4)
print(numbers, sys.getrefcount(numbers))
for code in "bBhHiIlLqQfd":
    made = array.array(code, [1, 2, 3])
    made.extend((4, 5))
    print(code, made, made[1:4], made[::-2], memoryview(made).tolist(), made.tobytes()[:9], len(made))
letters = array.array("u", "déf")
letters.extend("gh")
letters[0] = "D"
print(letters, letters[1:3], letters.tounicode(), list(letters), "é" in letters, letters.tobytes()[:8])
print(attempt(letters.append, "xy"), attempt(letters.append, 3))
made = array.array("i", range(10))
del made[2:4]
del made[::3]
made[::2] = array.array("i", [-1, -2, -3])
made[1:1] = array.array("i", [50, 51])
print(made, attempt(made.__setitem__, slice(None, None, 2), array.array("i", [1])))
print(made.index(50), made.count(-1), made.pop(), made.pop(0), made.pop(-2), made)
print(attempt(made.pop, 99), attempt(made.__getitem__, 99), attempt(made.__setitem__, 99, 1),
      attempt(made.__getitem__, "a"), attempt(made.append, 1 << 40), attempt(made.append, 1.5),
      attempt(array.array("f").append, "x"), attempt(array.array, "h", [1, "a"]), attempt(made.__delitem__, 99))
print(made + made, made * 2, 2 * made, made < made * 2, made == made[:], attempt(lambda: made + [1]))
growing = array.array("i", [1, 2, 3])
print([growing.append(x + 3) or x for x in growing if x < 5], growing)
print(array.array("B", b"abc"), array.array("B", bytearray(b"xy")), array.array("d", array.array("i", [1, 2])),
      array.array("i", b"\1\0\0\0"), attempt(array.array, "i", b"abc"), attempt(array.array, "u", [1]))
print(type(iter(made)), array.array("i"), bytes(array.array("i")), memoryview(array.array("d")).tolist())
target = bytearray(8)
memoryview(target)[2:4] = array.array("B", [7, 8])
print(target, int.from_bytes(array.array("H", [258]), "big"), bytes.fromhex("00").join([made, b""])[:5])


class Named(array.array):
    def __init__(self, *args):
        self.name = "x"


named = Named("b", [1, 2])
print(named, named.name, bytes(named), bytes(memoryview(named)), type(named[:1]))

# How long a thread may run is kept, in microseconds.
print(sys.getswitchinterval())
for seconds in (0.25, 0, -1, "a", 1e-9, 1.2345678):
    print(attempt(sys.setswitchinterval, seconds), sys.getswitchinterval())
sys.setswitchinterval(0.005)

# A compiled pattern is checked before it may run. Here are some with one word changed.
PATTERNS = [r"(a|bc)*?d+(?=x)(?<!ab)\1", r"(?i)[a-z\d]+[^\w]", r"(a)?(?(1)b|c)d", r"(a)?(?(1)b)",
            r"^\bfoo(?:bar|baz)$", "[\u0100\u0300\u0500-\u0900]x{2,5}?", r"abcabc", r"[ab]c",
            r"(?:ab){2,}", r"x*"]


compile_code = _sre.compile


def compiled(text):
    """What a pattern becomes: its code and the number of its groups."""
    _sre.compile = lambda pattern, flags, code, groups, *names: (code, groups)
    try:
        return sre_compile.compile(text)
    finally:
        _sre.compile = compile_code


def is_valid(code, groups):
    try:
        compile_code(None, 0, code, groups, {}, (None,) * (groups + 1))
    except RuntimeError as error:
        assert str(error) == "invalid SRE code"
        return 0
    return 1


for text in PATTERNS:
    code, groups = compiled(text)
    print(text, is_valid(code, groups), is_valid(code, -1), is_valid(code[:-1], groups), is_valid([], 0))
    for at in range(len(code)):
        changed = [[*code[:at], word, *code[at + 1:]] for word in (41, 200, 100000)]
        print(*(is_valid(each, groups) for each in changed), sep="", end=" ")
    print()
for text in ("(?(1)a|b)", "(a)(?(1)a|b)", "(?(2)a)"):
    print(text, attempt(re.compile, text))
