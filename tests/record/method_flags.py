"""Records which built-in functions and methods want their arguments as a tuple (METH_VARARGS).

    python3.8 tests/record/method_flags.py > tests/data/method_flags.txt

A line: the module or type, the name, and `varargs` or `-`. The flags are read from the interpreter's own method
tables: ml_flags lies 16 bytes into a PyMethodDef, which the function or descriptor points to.
"""
import ctypes
import importlib
import sys
import types

METH_VARARGS = 1
DEFINITION = {'method_descriptor': 40, 'classmethod_descriptor': 40, 'builtin_function_or_method': 16}
MODULES = '''_abc _bisect _codecs _collections _functools _heapq _imp _io _opcode _operator _random _sre _string _struct
_thread _tracemalloc _warnings _weakref atexit builtins cmath errno faulthandler gc itertools marshal math posix signal
sys time unicodedata zlib binascii _csv _datetime _decimal _json _pickle _stat array'''.split()


def varargs(function):
    offset = DEFINITION.get(type(function).__name__)
    if offset is None:
        return None
    definition = ctypes.c_uint64.from_address(id(function) + offset).value
    return bool(ctypes.c_int32.from_address(definition + 16).value & METH_VARARGS)


def show(owner, name, function):
    if isinstance(function, staticmethod):
        function = function.__func__
    flag = varargs(function)
    if flag is not None:
        print(owner, name, 'varargs' if flag else '-')


def all_types():
    seen = []
    todo = [object]
    while todo:
        kind = todo.pop(0)
        for sub in type.__subclasses__(kind):
            if sub not in seen:
                seen.append(sub)
                todo.append(sub)
    return [object] + seen


def main():
    assert sys.version_info[:2] == (3, 8), 'the judge is CPython 3.8'
    for name in MODULES:
        module = importlib.import_module(name)
        for key, value in sorted(vars(module).items()):
            if getattr(value, '__module__', None) == name or getattr(value, '__self__', None) is module:
                show(name, key, value)
    heap_type = 1 << 9
    for kind in sorted(all_types(), key=lambda kind: (kind.__module__, kind.__name__)):
        if not kind.__flags__ & heap_type:
            for key, value in sorted(vars(kind).items()):
                show(f'{kind.__module__}.{kind.__name__}', key, value)


main()
