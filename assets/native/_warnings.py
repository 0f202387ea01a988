"""What the interpreter itself needs to warn: filters, registries, and the text when the module
`warnings` isn't loaded. Where it is, its filters and its way of showing count."""

import sys

# Rows of action, message, category, module, line; the first that fits decides.
filters = [
    ("default", None, DeprecationWarning, "__main__", 0),
    ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0),
    ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0),
]
_defaultaction = "default"
_onceregistry = {}
_filters_version = 1


def _filters_mutated():
    global _filters_version
    _filters_version += 1


def _of_warnings(name, own):
    """An attribute of the module `warnings`, if that is loaded and has it."""
    return getattr(sys.modules.get("warnings"), name, own)


def warn(message, category=None, stacklevel=1, source=None):
    if isinstance(message, Warning):
        category = message.__class__
    category = UserWarning if category is None else category
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(
            "category must be a Warning subclass, not '%s'" % type(category).__name__
        )
    try:
        frame = sys._getframe(stacklevel if stacklevel > 0 else 1)
    except ValueError:
        names, filename, lineno = sys.__dict__, "sys", 1
    else:
        names = frame.f_globals
        filename = frame.f_code.co_filename
        lineno = frame.f_lineno
    registry = names.setdefault("__warningregistry__", {})
    module = names.get("__name__", "<string>")
    _decide(message, category, filename, lineno, module, registry, source)


def warn_explicit(
    message, category, filename, lineno, module=None, registry=None, module_globals=None,
    source=None
):
    if registry is not None and not isinstance(registry, dict):
        raise TypeError("'registry' must be a dict or None")
    if module is None:
        module = filename[:-3] if filename.endswith(".py") else filename or "<unknown>"
    _decide(message, category, filename, lineno, module, registry, source)


def _decide(message, category, filename, lineno, module, registry, source):
    """Looks for the filter and does what it says."""
    if isinstance(message, Warning):
        text = str(message)
        category = message.__class__
    else:
        text = message
        message = category(message)
    key = (text, category, lineno)
    if registry is not None and _already(registry, key):
        return
    action = _action(category, text, lineno, module)
    if action == "error":
        raise message
    if action == "ignore":
        return
    if action != "always":
        if registry is not None:
            registry[key] = True
        if action == "once":
            once = _of_warnings("onceregistry", _onceregistry) if registry is None else registry
            seen = _already(once, (text, category))
            if not seen:
                once[text, category] = True
        elif action == "module":
            seen = registry is not None and _already(registry, (text, category, 0))
            if registry is not None and not seen:
                registry[text, category, 0] = True
        elif action == "default":
            seen = False
        else:
            raise RuntimeError(
                "Unrecognized action (%r) in warnings.filters:\n %s" % (action, _row)
            )
        if seen:
            return
    _show(message, text, category, filename, lineno, source)


def _already(registry, key):
    """Whether a registry has it, since the filters last changed."""
    if registry.get("version") != _filters_version:
        registry.clear()
        registry["version"] = _filters_version
        return False
    return bool(registry.get(key))


def _action(category, text, lineno, module):
    global _row
    for _row in _of_warnings("filters", filters):
        action, wanted, cat, mod, line = _row
        if (
            _fits(wanted, text)
            and issubclass(category, cat)
            and _fits(mod, module)
            and line in (0, lineno)
        ):
            return action
    return _of_warnings("defaultaction", _defaultaction)


def _fits(wanted, given):
    """None fits everything, a text itself, a pattern what it matches."""
    if wanted is None or type(wanted) is str:
        return wanted is None or wanted == given
    return wanted.match(given) is not None


def _show(message, text, category, filename, lineno, source):
    if source is not None and "warnings" not in sys.modules:
        import warnings
    show = _of_warnings("_showwarnmsg", None)
    if show is not None:
        make = sys.modules["warnings"].WarningMessage
        show(make(message, category, filename, lineno, source=source))
        return
    if sys.stderr is None:
        return
    shown = "%s:%s: %s: %s\n" % (filename, lineno, category.__name__, text)
    line = sys._source_line(filename, lineno)
    if line and line.strip():
        shown += "  %s\n" % line.strip()
    sys.stderr.write(shown)
