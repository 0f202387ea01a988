"""Tracebacks as text."""

import sys

__all__ = [
    "extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list",
    "format_stack", "format_tb", "print_exc", "format_exc", "print_exception", "print_last",
    "print_stack", "print_tb", "clear_frames", "FrameSummary", "StackSummary",
    "TracebackException", "walk_stack", "walk_tb",
]

_RECURSIVE_CUTOFF = 3


class FrameSummary:
    """One entry of a traceback."""

    __slots__ = ("filename", "lineno", "name", "_line", "locals")

    def __init__(
        self, filename, lineno, name, *, lookup_line=True, locals=None, line=None
    ):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self._line = line
        self.locals = {k: repr(v) for k, v in locals.items()} if locals else None

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return tuple(self) == tuple(other) and self.locals == other.locals
        if isinstance(other, tuple):
            return tuple(self) == other
        return NotImplemented

    def __getitem__(self, pos):
        return (self.filename, self.lineno, self.name, self.line)[pos]

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __len__(self):
        return 4

    def __repr__(self):
        return "<FrameSummary file %s, line %s in %s>" % (
            self.filename, self.lineno, self.name,
        )

    @property
    def line(self):
        if self._line is None:
            self._line = _source_line(self.filename, self.lineno)
        return self._line


def _source_line(filename, lineno):
    source_line = getattr(sys, "_source_line", None)
    if source_line is None:
        return ""
    return (source_line(filename, lineno) or "").strip()


def walk_stack(f):
    if f is None:
        f = sys._getframe().f_back.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


class StackSummary(list):
    """The entries of a traceback."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        frames = list(frame_gen)
        if limit is not None:
            frames = frames[:limit] if limit >= 0 else frames[limit:]
        result = klass()
        for f, lineno in frames:
            code = f.f_code
            result.append(FrameSummary(
                code.co_filename, lineno, code.co_name,
                locals=f.f_locals if capture_locals else None,
            ))
        return result

    @classmethod
    def from_list(klass, a_list):
        result = klass()
        for frame in a_list:
            if not isinstance(frame, FrameSummary):
                filename, lineno, name, line = frame
                frame = FrameSummary(filename, lineno, name, line=line)
            result.append(frame)
        return result

    def format(self):
        result = []
        last = None
        count = 0

        def repeated():
            if count > _RECURSIVE_CUTOFF:
                more = count - _RECURSIVE_CUTOFF
                result.append(
                    "  [Previous line repeated %d more time%s]\n"
                    % (more, "s" if more > 1 else "")
                )

        for frame in self:
            place = (frame.filename, frame.lineno, frame.name)
            if place != last:
                repeated()
                last = place
                count = 0
            count += 1
            if count > _RECURSIVE_CUTOFF:
                continue
            row = ['  File "%s", line %s, in %s\n' % place]
            if frame.line:
                row.append("    %s\n" % frame.line.strip())
            if frame.locals:
                for name, value in sorted(frame.locals.items()):
                    row.append("    %s = %s\n" % (name, value))
            result.append("".join(row))
        repeated()
        return result


def _some_str(value):
    try:
        return str(value)
    except Exception:
        return "<unprintable %s object>" % type(value).__name__


def _final_line(name, value):
    text = _some_str(value)
    if value is None or not text:
        return "%s\n" % name
    return "%s: %s\n" % (name, text)


class TracebackException:
    """All that is shown of an exception."""

    def __init__(
        self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True,
        capture_locals=False, _seen=None
    ):
        seen = set() if _seen is None else _seen
        seen.add(id(exc_value))

        def chained(exception):
            if exception is None or id(exception) in seen:
                return None
            return TracebackException(
                type(exception), exception, exception.__traceback__, limit=limit,
                capture_locals=capture_locals, _seen=seen,
            )

        self.__cause__ = chained(exc_value.__cause__) if exc_value is not None else None
        self.__context__ = chained(exc_value.__context__) if exc_value is not None else None
        self.__suppress_context__ = (
            exc_value.__suppress_context__ if exc_value is not None else False
        )
        self.exc_type = exc_type
        self.stack = StackSummary.extract(
            walk_tb(exc_traceback), limit=limit, capture_locals=capture_locals
        )
        self._value = exc_value
        self._str = _some_str(exc_value)
        if exc_type is not None and issubclass(exc_type, SyntaxError):
            self.filename = exc_value.filename
            self.lineno = exc_value.lineno
            self.text = exc_value.text
            self.offset = exc_value.offset
            self.msg = exc_value.msg

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def __str__(self):
        return self._str

    def format_exception_only(self):
        if self.exc_type is None:
            yield _final_line(None, self._value)
            return
        name = self.exc_type.__qualname__
        module = self.exc_type.__module__
        if module not in ("__main__", "builtins"):
            name = module + "." + name
        if not issubclass(self.exc_type, SyntaxError):
            yield _final_line(name, self._value)
            return
        yield '  File "%s", line %s\n' % (
            self.filename or "<string>", str(self.lineno or "?")
        )
        if self.text is not None:
            yield "    %s\n" % self.text.strip()
            if self.offset is not None:
                caret = self.text.rstrip("\n")
                before = caret[:min(len(caret), self.offset) - 1].lstrip()
                yield "    %s^\n" % "".join(c if c.isspace() else " " for c in before)
        yield "%s: %s\n" % (name, self.msg or "<no detail available>")

    def format(self, *, chain=True):
        if chain:
            if self.__cause__ is not None:
                yield from self.__cause__.format(chain=chain)
                yield (
                    "\nThe above exception was the direct cause of the following exception:\n\n"
                )
            elif self.__context__ is not None and not self.__suppress_context__:
                yield from self.__context__.format(chain=chain)
                yield (
                    "\nDuring handling of the above exception, another exception occurred:\n\n"
                )
        if self.stack:
            yield "Traceback (most recent call last):\n"
        yield from self.stack.format()
        yield from self.format_exception_only()


def _write(lines, file):
    file = sys.stderr if file is None else file
    for line in lines:
        print(line, file=file, end="")


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    _write(format_list(extracted_list), file)


def extract_tb(tb, limit=None):
    return StackSummary.extract(walk_tb(tb), limit=limit)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit=limit).format()


def print_tb(tb, limit=None, file=None):
    _write(format_tb(tb, limit), file)


def extract_stack(f=None, limit=None):
    stack = StackSummary.extract(walk_stack(f), limit=limit)
    stack.reverse()
    return stack


def format_stack(f=None, limit=None):
    return extract_stack(f or sys._getframe().f_back, limit=limit).format()


def print_stack(f=None, limit=None, file=None):
    _write(extract_stack(f or sys._getframe().f_back, limit=limit).format(), file)


def format_exception(etype, value, tb, limit=None, chain=True):
    return list(TracebackException(type(value), value, tb, limit=limit).format(chain=chain))


def print_exception(etype, value, tb, limit=None, file=None, chain=True):
    _write(format_exception(etype, value, tb, limit, chain), file)


def format_exception_only(etype, value):
    return list(TracebackException(etype, value, None).format_exception_only())


def format_exc(limit=None, chain=True):
    return "".join(format_exception(*sys.exc_info(), limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    print_exception(*sys.exc_info(), limit=limit, file=file, chain=chain)


def print_last(limit=None, file=None, chain=True):
    if not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)


def clear_frames(tb):
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass
        tb = tb.tb_next
