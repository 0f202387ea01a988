"""Warnings: shown once for each place, on sys.stderr. Deciding is `_warnings`' business; here they
are filtered, formatted and shown."""

import sys
from _warnings import (
    _defaultaction as defaultaction, _filters_mutated, _onceregistry as onceregistry, filters,
    warn, warn_explicit,
)

__all__ = [
    "warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter",
    "resetwarnings", "catch_warnings",
]


class WarningMessage:
    def __init__(
        self, message, category, filename, lineno, file=None, line=None, source=None
    ):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return "{message : %r, category : %r, filename : %r, lineno : %s, line : %r}" % (
            self.message, self._category_name, self.filename, self.lineno, self.line,
        )


def showwarning(message, category, filename, lineno, file=None, line=None):
    _show(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    return _format(WarningMessage(message, category, filename, lineno, None, line))


_showwarning, _formatwarning = showwarning, formatwarning


def _format(msg):
    name = msg.category.__name__
    text = "%s:%s: %s: %s\n" % (msg.filename, msg.lineno, name, msg.message)
    line = msg.line
    if line is None:
        line = sys._source_line(msg.filename, msg.lineno)
    if line and line.strip():
        text += "  %s\n" % line.strip()
    if msg.source is not None:
        text += name + ": Enable tracemalloc to get the object allocation traceback\n"
    return text


def _show(msg):
    file = sys.stderr if msg.file is None else msg.file
    if file is None:
        return
    if formatwarning is not _formatwarning:
        text = formatwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.line)
    else:
        text = _format(msg)
    try:
        file.write(text)
    except OSError:
        pass


def _showwarnmsg(msg):
    if showwarning is not _showwarning:
        if not callable(showwarning):
            raise TypeError("warnings.showwarning() must be set to a function or method")
        showwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)
    else:
        _show(msg)


def filterwarnings(
    action, message="", category=Warning, module="", lineno=0, append=False
):
    assert action in ("error", "ignore", "always", "default", "module", "once"), \
        "invalid action: %r" % (action,)
    assert isinstance(message, str), "message must be a string"
    assert isinstance(category, type), "category must be a class"
    assert issubclass(category, Warning), "category must be a Warning subclass"
    assert isinstance(module, str), "module must be a string"
    assert isinstance(lineno, int) and lineno >= 0, "lineno must be an int >= 0"
    if message or module:
        import re
    message = re.compile(message, re.I) if message else None
    module = re.compile(module) if module else None
    _add(append, (action, message, category, module, lineno))


def simplefilter(action, category=Warning, lineno=0, append=False):
    assert action in ("error", "ignore", "always", "default", "module", "once"), \
        "invalid action: %r" % (action,)
    assert isinstance(lineno, int) and lineno >= 0, "lineno must be an int >= 0"
    _add(append, (action, None, category, None, lineno))


def _add(append, row):
    if append:
        if row not in filters:
            filters.append(row)
    else:
        if row in filters:
            filters.remove(row)
        filters.insert(0, row)
    _filters_mutated()


def resetwarnings():
    filters[:] = []
    _filters_mutated()


def _warn_unawaited_coroutine(coro):
    text = "coroutine '%s' was never awaited\n" % coro.__qualname__
    if coro.cr_origin is not None:
        text += "Coroutine created at (most recent call last)\n"
        for filename, lineno, name in reversed(coro.cr_origin):
            text += '  File "%s", line %d, in %s\n' % (filename, lineno, name)
            line = sys._source_line(filename, lineno)
            if line and line.strip():
                text += "    %s\n" % line.strip()
    warn(text.rstrip("\n"), category=RuntimeWarning, stacklevel=2, source=coro)


class catch_warnings:
    """Puts the filters back at the end; may record warnings instead of showing them."""

    def __init__(self, *, record=False, module=None):
        self._record = record
        self._module = sys.modules["warnings"] if module is None else module
        self._entered = False

    def __repr__(self):
        args = []
        if self._record:
            args.append("record=True")
        if self._module is not sys.modules["warnings"]:
            args.append("module=%r" % self._module)
        return "%s(%s)" % (type(self).__name__, ", ".join(args))

    def __enter__(self):
        if self._entered:
            raise RuntimeError("Cannot enter %r twice" % self)
        self._entered = True
        module = self._module
        self._saved = module.filters, module.showwarning, module._show
        module.filters = module.filters[:]
        module._filters_mutated()
        if not self._record:
            return None
        log = []
        module._show = log.append
        module.showwarning = _showwarning
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError("Cannot exit %r without entering first" % self)
        module = self._module
        module.filters, module.showwarning, module._show = self._saved
        module._filters_mutated()
