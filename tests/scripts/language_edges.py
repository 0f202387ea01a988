"""Corners of the language and of built-in types: descriptors with only __set__, streams of bytes,
normal forms, warnings about strict subclasses, arguments that are missing."""
import copy
import functools
import operator
import sys
import unicodedata
import warnings


class OnlySet:
    def __set__(self, instance, value):
        instance.__dict__["field"] = value * 2


class Holder:
    field = OnlySet()


holder = Holder()
print(type(holder.field).__name__)
holder.field = 4
print(holder.field)
try:
    del holder.field
except AttributeError as error:
    print(error)


class Flexible(dict):
    __setattr__ = dict.__setitem__


flexible = Flexible()
flexible.name = 1
print(flexible)

for form in "NFC", "NFD", "NFKC", "NFKD":
    print(form, ascii(unicodedata.normalize(form, "e\u0301\ufb01\u00b2\uac01A\u030a")))
print(unicodedata.decomposition("\u00b2"), unicodedata.combining("\u0301"),
      unicodedata.bidirectional("\u05d0"), unicodedata.east_asian_width("\u3042"))

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")

    class Index:
        def __index__(self):
            return True

    print([1, 2][Index()], len(caught), caught[0].category.__name__)

print(bytearray(b"it's"), b"it's")
for wrong in (lambda: (1).to_bytes(byteorder="big", size=1), lambda: round(digits=1),
              lambda: sum(start=1), lambda: memoryview(b"", 1), lambda: [].sort(1, 2, 3)):
    try:
        wrong()
    except TypeError as error:
        print(error)

partial = functools.partial(int, base=2)
partial.note = "kept"
print(copy.copy(partial).note, copy.copy(operator.itemgetter(1))("ab"))
print(operator.methodcaller("split", sep=",").__reduce__()[0].keywords)

sys.set_int_max_str_digits(640)
try:
    int("1" * 641)
except ValueError as error:
    print(error)
sys.set_int_max_str_digits(0)
print(len(str(10 ** 5000)))

sys.stdout.flush()
sys.stdout.buffer.write("bytes \u20ac\n".encode())
sys.stdout.buffer.flush()
sys.stdout.reconfigure(errors="backslashreplace")
print("\udc80", sys.stdout.errors)
sys.stdout.flush()
