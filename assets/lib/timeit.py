"""Measuring small pieces of code, by the virtual clock."""

import gc
import sys
import time

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

default_timer = time.perf_counter
default_number = 1000000
default_repeat = 5
_globals = globals


class Timer:
    """Times a statement, given as text or as a callable."""

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        names = _globals() if globals is None else globals
        local = {}
        parts = []
        for what, given in (("stmt", stmt), ("setup", setup)):
            if isinstance(given, str):
                compile(given if what == "setup" else "%s\n%s" % (setup, given)
                        if isinstance(setup, str) else given, "<timeit-src>", "exec")
                parts.append(given)
            elif callable(given):
                local["_" + what] = given
                parts.append("_%s()" % what)
            else:
                raise ValueError("%s is neither a string nor callable" % what)
        stmt, setup = (part.replace("\n", "\n" + " " * width)
                       for part, width in zip(parts, (8, 4)))
        parameters = "".join(", %s=%s" % (name, name) for name in local)
        self.src = (
            "def inner(_it, _timer%s):\n    %s\n    _t0 = _timer()\n    for _i in _it:\n"
            "        %s\n        pass\n    _t1 = _timer()\n    return _t1 - _t0\n"
            % (parameters, setup, stmt))
        code = compile(self.src, "<timeit-src>", "exec")
        space = {**names, **local}
        made = {}
        exec(code, names if not local else space, made)
        self.inner = made["inner"]

    def timeit(self, number=default_number):
        from itertools import repeat
        was = gc.isenabled()
        gc.disable()
        try:
            return self.inner(repeat(None, number), self.timer)
        finally:
            if was:
                gc.enable()

    def repeat(self, repeat=default_repeat, number=default_number):
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        size = 1
        while True:
            for number in (size, size * 2, size * 5):
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            size *= 10

    def print_exc(self, file=None):
        import traceback
        traceback.print_exc(file=file)


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number,
           globals=None):
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat,
           number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
