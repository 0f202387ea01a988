"""Warnings: shown once for each place, on sys.stderr."""

import sys

__all__ = [
    "warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter",
    "resetwarnings", "catch_warnings",
]

# Rows of action, message, category, module, line; the first that fits decides.
filters = [
    ("default", None, DeprecationWarning, "__main__", 0),
    ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0),
    ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0),
]
defaultaction = "default"
onceregistry = {}
_filters_version = 1


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

    def __str__(self):
        return "{message : %r, category : %r, filename : %r, lineno : %s, line : %r}" % (
            self.message, self.category.__name__, self.filename, self.lineno, self.line,
        )


def formatwarning(message, category, filename, lineno, line=None):
    text = "%s:%s: %s: %s\n" % (filename, lineno, category.__name__, message)
    if line is None:
        source_line = getattr(sys, "_source_line", None)
        line = source_line(filename, lineno) if source_line is not None else None
    if line:
        text += "  %s\n" % line.strip()
    return text


def showwarning(message, category, filename, lineno, file=None, line=None):
    file = sys.stderr if file is None else file
    if file is not None:
        file.write(formatwarning(message, category, filename, lineno, line))


_showwarning = showwarning


def simplefilter(action, category=Warning, lineno=0, append=False):
    _add(append, (action, None, category, None, lineno))


def filterwarnings(
    action, message="", category=Warning, module="", lineno=0, append=False
):
    _add(append, (action, message or None, category, module or None, lineno))


def _add(append, row):
    global _filters_version
    if row in filters:
        if append:
            return
        filters.remove(row)
    if append:
        filters.append(row)
    else:
        filters.insert(0, row)
    _filters_version += 1


def resetwarnings():
    global _filters_version
    filters[:] = []
    _filters_version += 1


def warn(message, category=None, stacklevel=1, source=None):
    if isinstance(message, Warning):
        category = message.__class__
    category = UserWarning if category is None else category
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(
            "category must be a Warning subclass, not '%s'" % type(category).__name__
        )
    try:
        frame = sys._getframe(stacklevel)
    except ValueError:
        names, filename, lineno = sys.__dict__, "sys", 1
    else:
        names = frame.f_globals
        filename = frame.f_code.co_filename
        lineno = frame.f_lineno
    registry = names.setdefault("__warningregistry__", {})
    module = names.get("__name__", "<string>")
    warn_explicit(message, category, filename, lineno, module, registry, source=source)


def warn_explicit(
    message, category, filename, lineno, module=None, registry=None, module_globals=None,
    source=None
):
    registry = {} if registry is None else registry
    if registry.get("version", 0) != _filters_version:
        registry.clear()
        registry["version"] = _filters_version
    if isinstance(message, Warning):
        text = str(message)
        category = message.__class__
    else:
        text = message
        message = category(message)
    key = (text, category, lineno)
    if registry.get(key):
        return
    for action, wanted, cat, mod, line in filters:
        if (
            (wanted is None or text.lower().startswith(wanted.lower()))
            and issubclass(category, cat)
            and (mod is None or mod == module)
            and line in (0, lineno)
        ):
            break
    else:
        action = defaultaction
    if action == "ignore":
        return
    if action == "error":
        raise message
    if action == "once":
        registry[key] = 1
        if onceregistry.get((text, category)):
            return
        onceregistry[text, category] = 1
    elif action == "module":
        registry[key] = 1
        if registry.get((text, category, 0)):
            return
        registry[text, category, 0] = 1
    elif action == "default":
        registry[key] = 1
    elif action != "always":
        raise RuntimeError("Unrecognized action (%r) in warnings.filters" % action)
    _showwarnmsg(WarningMessage(message, category, filename, lineno, source=source))


def _showwarnmsg(msg):
    if showwarning is not _showwarning:
        showwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)
        return
    text = formatwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.line)
    if msg.source is not None:
        name = msg.category.__name__
        text += name + ": Enable tracemalloc to get the object allocation traceback\n"
    if sys.stderr is not None:
        sys.stderr.write(text)


def _warn_unawaited_coroutine(coro):
    text = "coroutine '%s' was never awaited" % coro.__qualname__
    if coro.cr_origin is not None:
        text += "\nCoroutine created at (most recent call last)"
        for filename, lineno, name in reversed(coro.cr_origin):
            text += '\n  File "%s", line %d, in %s' % (filename, lineno, name)
            line = sys._source_line(filename, lineno)
            if line:
                text += "\n    " + line.strip()
    warn(text, RuntimeWarning, 2, coro)


class catch_warnings:
    """Puts the filters back at the end; may record warnings instead of showing them."""

    def __init__(self, *, record=False, module=None):
        self._record = record
        self._entered = False

    def __enter__(self):
        global showwarning, _showwarnmsg, _filters_version, filters
        if self._entered:
            raise RuntimeError("Cannot enter %r twice" % self)
        self._entered = True
        self._saved = filters, showwarning, _showwarnmsg
        filters = filters[:]
        _filters_version += 1
        if self._record:
            log = []
            _showwarnmsg = log.append
            showwarning = _showwarning
            return log
        return None

    def __exit__(self, *exc_info):
        global showwarning, _showwarnmsg, _filters_version, filters
        if not self._entered:
            raise RuntimeError("Cannot exit %r without entering first" % self)
        filters, showwarning, _showwarnmsg = self._saved
        _filters_version += 1
