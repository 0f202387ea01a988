"""Objects that stand for others and remember how they were used (Lib/unittest/mock.py): the common
parts, without autospec, asynchronous mocks, `mock_open` and `PropertyMock`."""

import contextlib
import functools
import importlib

__all__ = ["Mock", "MagicMock", "NonCallableMock", "patch", "sentinel", "DEFAULT", "ANY", "call"]


class _Sentinel:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "sentinel.%s" % self.name


class _Sentinels:
    def __init__(self):
        self._known = {}

    def __getattr__(self, name):
        if name == "__bases__":
            raise AttributeError
        return self._known.setdefault(name, _Sentinel(name))


sentinel = _Sentinels()
DEFAULT = sentinel.DEFAULT
_MISSING = sentinel.MISSING


class _Any:
    """Equal to everything."""

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __repr__(self):
        return "<ANY>"


ANY = _Any()


class _Call(tuple):
    """A call: the path of what was called, arguments, keywords. The name may be left out."""

    def __new__(cls, value=(), name="", two=False):
        if len(value) == 3:
            name, args, kwargs = value
        else:
            args, kwargs = value or ((), {})
        return tuple.__new__(cls, (args, kwargs) if two else (name, args, kwargs))

    def __init__(self, value=(), name="", two=False):
        self._path = name

    args = property(lambda self: tuple.__getitem__(self, -2))
    kwargs = property(lambda self: tuple.__getitem__(self, -1))
    __hash__ = None

    def __eq__(self, other):
        if not isinstance(other, tuple):
            return NotImplemented
        parts = {str: "", tuple: (), dict: {}}
        for part in other:
            for kind in parts:
                if isinstance(part, kind):
                    parts[kind] = part
        name = tuple.__getitem__(self, 0) if len(self) == 3 else ""
        if len(self) == 3 and isinstance(other, _Call) and len(other) == 2:
            name = ""
        if len(self) == 2:
            parts[str] = ""
        return (parts[str], parts[tuple], parts[dict]) == (name, self.args, self.kwargs)

    def __ne__(self, other):
        return not self == other

    def __call__(self, *args, **kwargs):
        return _Call((self._path, args, kwargs), self._path + "()")

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _Call(name=self._path + "." + name if self._path else name)

    def __repr__(self):
        name = tuple.__getitem__(self, 0) if len(self) == 3 else ""
        if not name:
            return _shown("call", self.args, self.kwargs)
        return _shown("call" + name if name.startswith("()") else "call." + name,
                      self.args, self.kwargs)


call = _Call()


class _CallList(list):
    def __contains__(self, value):
        if not isinstance(value, list):
            return list.__contains__(self, value)
        return any(self[at:at + len(value)] == value
                   for at in range(len(self) - len(value) + 1))


def _shown(name, args, kwargs):
    parts = [repr(arg) for arg in args] + ["%s=%r" % pair for pair in kwargs.items()]
    return "%s(%s)" % (name, ", ".join(parts))


_ASSERTIONS = ("assert", "assret")


class NonCallableMock:
    def __new__(cls, *args, **kwargs):
        # A class of its own, so that special methods may be set on one mock only.
        return object.__new__(type(cls.__name__, (cls,), {"__doc__": cls.__doc__}))

    def __init__(self, spec=None, wraps=None, name=None, spec_set=None, side_effect=None,
                 return_value=DEFAULT, parent=None, **kwargs):
        own = self.__dict__
        spec = spec_set if spec is None else spec
        own["_mock_strict"] = spec_set is not None
        own["_mock_names"] = None
        if spec is not None:
            own["_mock_names"] = spec if isinstance(spec, (list, tuple)) else dir(spec)
            if not isinstance(spec, (list, tuple)):
                own["_mock_class"] = spec if isinstance(spec, type) else type(spec)
        own.update(_mock_name=name, _mock_parent=parent, _mock_path="", _mock_children={},
                   _mock_wraps=wraps, _mock_return=return_value, side_effect=side_effect)
        self.reset_mock()
        self.configure_mock(**kwargs)

    @property
    def __class__(self):
        return self.__dict__.get("_mock_class") or type(self)

    def configure_mock(self, **kwargs):
        for path, value in sorted(kwargs.items(), key=lambda pair: pair[0].count(".")):
            *owners, last = path.split(".")
            target = self
            for owner in owners:
                target = getattr(target, owner)
            setattr(target, last, value)

    def reset_mock(self, *, return_value=False, side_effect=False):
        own = self.__dict__
        own.update(called=False, call_count=0, call_args=None, call_args_list=_CallList(),
                   mock_calls=_CallList(), method_calls=_CallList())
        if return_value:
            own["_mock_return"] = DEFAULT
        if side_effect:
            own["side_effect"] = None
        for child in list(own["_mock_children"].values()):
            child.reset_mock()
        if isinstance(own["_mock_return"], NonCallableMock) and own["_mock_return"] is not self:
            own["_mock_return"].reset_mock()

    def _child(self, path, **kwargs):
        kind = type(self).__mro__[1]
        if kind is NonCallableMock:
            kind = Mock
        child = kind(parent=self, **kwargs)
        child.__dict__["_mock_path"] = path
        return child

    def __getattr__(self, name):
        if name.startswith("_mock_") or name in ("__bases__", "__path__"):
            raise AttributeError(name)
        names = self._mock_names
        if names is not None and name not in names or name.startswith("__") and name.endswith("__"):
            if names is None:
                raise AttributeError(name)
            raise AttributeError("Mock object has no attribute %r" % name)
        if name.startswith(_ASSERTIONS):
            raise AttributeError("Attributes cannot start with 'assert' or 'assret'")
        children = self._mock_children
        if name not in children:
            wrapped = self._mock_wraps
            wraps = getattr(wrapped, name) if wrapped is not None else None
            children[name] = self._child("." + name, wraps=wraps)
        return children[name]

    def __setattr__(self, name, value):
        if name == "return_value":
            self.__dict__["_mock_return"] = value
        elif name in _MAGIC:
            setattr(type(self), name, value if not callable(value) or isinstance(
                value, NonCallableMock) else lambda own, *args, **kw: value(own, *args, **kw))
        else:
            if self._mock_strict and name not in self._mock_names and name not in self.__dict__:
                raise AttributeError("Mock object has no attribute '%s'" % name)
            if isinstance(value, NonCallableMock) and value._mock_parent is None \
                    and value._mock_name is None:
                value.__dict__.update(_mock_parent=self, _mock_path="." + name)
            self.__dict__[name] = value

    @property
    def return_value(self):
        if self._mock_return is DEFAULT:
            self.__dict__["_mock_return"] = self._child("()")
        return self._mock_return

    def _full_name(self):
        path, mock = "", self
        while mock._mock_parent is not None and mock._mock_name is None:
            path = mock._mock_path + path
            mock = mock._mock_parent
        name = mock._mock_name
        return (name or "mock") + path if name or path else None

    def __repr__(self):
        name = self._full_name()
        shown = " name=%r" % name if name else ""
        spec = self.__dict__.get("_mock_class")
        shown += " spec=%r" % spec.__name__ if spec else ""
        return "<%s%s id='%d'>" % (type(self).__name__, shown, id(self))

    # What is asserted.

    def _short_name(self):
        return self._mock_name or self._mock_path.strip(".") or "mock"

    def _calls(self, prefix="Calls"):
        return "\n%s: %r." % (prefix, self.mock_calls) if self.mock_calls else ""

    def assert_called(self):
        if not self.call_count:
            raise AssertionError("Expected '%s' to have been called." % self._short_name())

    def assert_not_called(self):
        if self.call_count:
            raise AssertionError("Expected '%s' to not have been called. Called %s times.%s"
                                 % (self._short_name(), self.call_count, self._calls()))

    def assert_called_once(self):
        if self.call_count != 1:
            raise AssertionError("Expected '%s' to have been called once. Called %s times.%s"
                                 % (self._short_name(), self.call_count, self._calls()))

    def assert_called_with(self, *args, **kwargs):
        expected = _shown(self._short_name(), args, kwargs)
        if self.call_args is None:
            raise AssertionError("expected call not found.\nExpected: %s\nActual: not called."
                                 % expected)
        if self.call_args != (args, kwargs):
            raise AssertionError("expected call not found.\nExpected: %s\nActual: %s" % (
                expected, _shown(self._short_name(), *self.call_args)))

    def assert_called_once_with(self, *args, **kwargs):
        if self.call_count != 1:
            raise AssertionError("Expected '%s' to be called once. Called %s times.%s"
                                 % (self._short_name(), self.call_count, self._calls()))
        self.assert_called_with(*args, **kwargs)

    def assert_any_call(self, *args, **kwargs):
        if (args, kwargs) not in self.call_args_list:
            raise AssertionError("%s call not found" % _shown(self._short_name(), args, kwargs))

    def assert_has_calls(self, calls, any_order=False):
        if not any_order:
            if list(calls) not in self.mock_calls:
                raise AssertionError("Calls not found.\nExpected: %r%s" % (
                    _CallList(calls), self._calls("Actual").rstrip(".")))
            return
        left = list(self.mock_calls)
        missing = []
        for one in calls:
            if one in left:
                left.remove(one)
            else:
                missing.append(one)
        if missing:
            raise AssertionError("%r does not contain all of %r in its call list, found %r instead"
                                 % (self._short_name(), tuple(missing), self.mock_calls))


class Mock(NonCallableMock):
    def __call__(self, *args, **kwargs):
        own = self.__dict__
        own["called"] = True
        own["call_count"] += 1
        own["call_args"] = _Call((args, kwargs), two=True)
        own["call_args_list"].append(own["call_args"])
        own["mock_calls"].append(_Call(("", args, kwargs)))
        path, mock = self._mock_path, self
        while mock._mock_parent is not None and mock._mock_name is None:
            mock = mock._mock_parent
            known = _Call((path.lstrip("."), args, kwargs))
            mock.mock_calls.append(known)
            if "()" not in path:
                mock.method_calls.append(known)
            path = mock._mock_path + path
        effect = self.side_effect
        if effect is not None:
            if isinstance(effect, BaseException) or (
                    isinstance(effect, type) and issubclass(effect, BaseException)):
                raise effect
            if callable(effect):
                result = effect(*args, **kwargs)
            else:
                if not hasattr(effect, "__next__"):
                    effect = own["side_effect"] = iter(effect)
                result = next(effect)
                if isinstance(result, BaseException) or (
                        isinstance(result, type) and issubclass(result, BaseException)):
                    raise result
            if result is not DEFAULT:
                return result
        if self._mock_return is DEFAULT and self._mock_wraps is not None:
            return self._mock_wraps(*args, **kwargs)
        return self.return_value


# Special methods, and what a MagicMock's give at first.
_DEFAULTS = {"__len__": 0, "__int__": 1, "__float__": 1.0, "__complex__": 1j, "__bool__": True,
             "__index__": 1, "__contains__": False, "__exit__": False}
_MAGIC = frozenset(_DEFAULTS) | {"__%s__" % name for name in (
    "iter getitem setitem delitem enter call add sub mul truediv floordiv mod pow lt gt le ge eq ne "
    "str hash next neg pos invert and or xor lshift rshift").split()} - {"__call__"}
_BY_OBJECT = {"__str__", "__hash__", "__eq__", "__ne__", "__lt__", "__gt__", "__le__", "__ge__"}
_NOT_AT_FIRST = _BY_OBJECT | {"__next__"}


class _Special:
    """A special method that becomes a mock of its own when it is first asked for."""

    def __init__(self, name):
        self.name = name

    def __get__(self, mock, owner):
        if mock is None:
            return self
        children = mock._mock_children
        if self.name not in children:
            child = children[self.name] = mock._child("." + self.name)
            if self.name in _DEFAULTS:
                child.return_value = _DEFAULTS[self.name]
            elif self.name == "__iter__":
                child.side_effect = lambda: iter(()) if child._mock_return is DEFAULT else (
                    iter(child._mock_return))
        return children[self.name]


class MagicMock(Mock):
    pass


for _name in _MAGIC - _NOT_AT_FIRST:
    type.__setattr__(MagicMock, _name, _Special(_name))


# Patches.

class _Patch:
    def __init__(self, target, attribute, new, kwargs):
        self.target, self.attribute, self.new, self.kwargs = target, attribute, new, kwargs

    def __enter__(self):
        owner = self.owner = self.target()
        self.local = self.attribute in vars(owner)
        if not self.local and not hasattr(owner, self.attribute):
            raise AttributeError("%s does not have the attribute %r" % (owner, self.attribute))
        self.original = vars(owner)[self.attribute] if self.local else (
            getattr(owner, self.attribute))
        new = self.new
        if new is DEFAULT:
            kwargs = dict(self.kwargs)
            kind = kwargs.pop("new_callable", MagicMock)
            named = {"name": self.attribute} if isinstance(kind, type) and issubclass(
                kind, NonCallableMock) else {}
            new = kind(**{**named, **kwargs})
        setattr(owner, self.attribute, new)
        return new

    def __exit__(self, *exc_info):
        if self.local:
            setattr(self.owner, self.attribute, self.original)
        else:
            delattr(self.owner, self.attribute)

    start = __enter__

    def stop(self):
        self.__exit__()

    def __call__(self, function):
        if isinstance(function, type):
            for name in dir(function):
                if name.startswith(patch.TEST_PREFIX):
                    setattr(function, name, self(getattr(function, name)))
            return function

        # One wrapper has the patches of all decorators, the nearest first.
        if hasattr(function, "patchings"):
            function.patchings.append(self)
            return function

        @functools.wraps(function)
        def patched(*args, **kwargs):
            with contextlib.ExitStack() as stack:
                for one in patched.patchings:
                    new = stack.enter_context(one)
                    args += (new,) if one.new is DEFAULT else ()
                return function(*args, **kwargs)

        patched.patchings = [self]
        return patched


def _imported(path):
    first, *rest = path.split(".")
    found = importlib.import_module(first)
    for at, name in enumerate(rest):
        if not hasattr(found, name):
            importlib.import_module(".".join([first] + rest[:at + 1]))
        found = getattr(found, name)
    return found


def patch(target, new=DEFAULT, **kwargs):
    try:
        owner, attribute = target.rsplit(".", 1)
    except (TypeError, ValueError):
        raise TypeError("Need a valid target to patch. You supplied: %r" % (target,))
    return _Patch(lambda: _imported(owner), attribute, new, kwargs)


def _patch_object(target, attribute, new=DEFAULT, **kwargs):
    return _Patch(lambda: target, attribute, new, kwargs)


class _PatchDict:
    def __init__(self, in_dict, values=(), clear=False, **kwargs):
        self.in_dict, self.values, self.clear = in_dict, {**dict(values), **kwargs}, clear

    def __enter__(self):
        if isinstance(self.in_dict, str):
            self.in_dict = _imported(self.in_dict)
        self.original = dict(self.in_dict)
        if self.clear:
            self.in_dict.clear()
        self.in_dict.update(self.values)
        return self.in_dict

    def __exit__(self, *exc_info):
        self.in_dict.clear()
        self.in_dict.update(self.original)

    start = __enter__

    def stop(self):
        self.__exit__()

    def __call__(self, function):
        @functools.wraps(function)
        def patched(*args, **kwargs):
            with self:
                return function(*args, **kwargs)

        return patched


patch.object = _patch_object
patch.dict = _PatchDict
patch.TEST_PREFIX = "test"
