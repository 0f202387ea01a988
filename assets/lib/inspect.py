"""Looking into live objects: what they are, their members, signatures, source and frames."""

import abc
import ast
import collections.abc
import dis
import enum
import functools
import linecache
import os
import re
import sys
import token
import tokenize
import types
from collections import OrderedDict, namedtuple
from operator import attrgetter

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS = 1, 2, 4, 8
CO_NESTED, CO_GENERATOR, CO_NOFREE, CO_COROUTINE = 16, 32, 64, 128
CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 256, 512
TPFLAGS_IS_ABSTRACT = 1 << 20


# What an object is.

def ismodule(object):
    return isinstance(object, types.ModuleType)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    return isinstance(object, types.MethodType)


def ismethoddescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return hasattr(kind, "__get__") and not hasattr(kind, "__set__")


def isdatadescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return hasattr(kind, "__set__") or hasattr(kind, "__delete__")


def ismemberdescriptor(object):
    return isinstance(object, types.MemberDescriptorType)


def isgetsetdescriptor(object):
    return isinstance(object, types.GetSetDescriptorType)


def isfunction(object):
    return isinstance(object, types.FunctionType)


def _has_code_flag(f, flag):
    while ismethod(f):
        f = f.__func__
    while isinstance(f, functools.partial):
        f = f.func
    return isfunction(f) and bool(f.__code__.co_flags & flag)


def isgeneratorfunction(obj):
    return _has_code_flag(obj, CO_GENERATOR)


def iscoroutinefunction(obj):
    return _has_code_flag(obj, CO_COROUTINE)


def isasyncgenfunction(obj):
    return _has_code_flag(obj, CO_ASYNC_GENERATOR)


def isasyncgen(object):
    return isinstance(object, types.AsyncGeneratorType)


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    return isinstance(object, types.CoroutineType)


def isawaitable(object):
    return (
        isinstance(object, types.CoroutineType)
        or isinstance(object, types.GeneratorType)
        and bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE)
        or isinstance(object, collections.abc.Awaitable)
    )


def istraceback(object):
    return isinstance(object, types.TracebackType)


def isframe(object):
    return isinstance(object, types.FrameType)


def iscode(object):
    return isinstance(object, types.CodeType)


def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType)


def isroutine(object):
    return isbuiltin(object) or isfunction(object) or ismethod(object) \
        or ismethoddescriptor(object)


def isabstract(object):
    return isinstance(object, type) and bool(object.__flags__ & TPFLAGS_IS_ABSTRACT)


# Members and classes.

def getmembers(object, predicate=None):
    bases = getmro(object) if isclass(object) else ()
    names = dir(object)
    # What a metaclass offers by DynamicClassAttribute isn't in dir().
    for base in getattr(object, "__bases__", ()):
        for name, value in base.__dict__.items():
            if isinstance(value, types.DynamicClassAttribute):
                names.append(name)
    found = []
    seen = set()
    for name in names:
        try:
            value = getattr(object, name)
            if name in seen:
                raise AttributeError
        except AttributeError:
            for base in bases:
                if name in base.__dict__:
                    value = base.__dict__[name]
                    break
            else:
                continue
        if predicate is None or predicate(value):
            found.append((name, value))
        seen.add(name)
    found.sort(key=lambda pair: pair[0])
    return found


Attribute = namedtuple("Attribute", "name kind defining_class object")


def classify_class_attrs(cls):
    mro = getmro(cls)
    result = []
    for name in sorted(set(dir(cls)) | {n for base in mro for n in base.__dict__}):
        home = next((base for base in mro if name in base.__dict__), None)
        if home is None:
            home = next((base for base in type(cls).__mro__ if name in base.__dict__), None)
        if home is None:
            continue
        raw = home.__dict__[name]
        if isinstance(raw, (staticmethod, types.BuiltinMethodType)):
            kind = "static method"
        elif isinstance(raw, (classmethod, types.ClassMethodDescriptorType)):
            kind = "class method"
        elif isinstance(raw, property):
            kind = "property"
        elif isroutine(raw):
            kind = "method"
        else:
            kind = "data"
        result.append(Attribute(name, kind, home, raw))
    return result


def getmro(cls):
    return cls.__mro__


def unwrap(func, *, stop=None):
    first = func
    seen = {id(func): func}
    while hasattr(func, "__wrapped__") and not (stop is not None and stop(func)):
        func = func.__wrapped__
        if id(func) in seen or len(seen) >= sys.getrecursionlimit():
            raise ValueError("wrapper loop when unwrapping {!r}".format(first))
        seen[id(func)] = func
    return func


def getclasstree(classes, unique=False):
    children = {}
    roots = []
    for cls in classes:
        for parent in cls.__bases__:
            below = children.setdefault(parent, [])
            if cls not in below:
                below.append(cls)
            if unique and parent in classes:
                break
        if not cls.__bases__ and cls not in roots:
            roots.append(cls)
    for parent in children:
        if parent not in classes:
            roots.append(parent)
    return walktree(roots, children, None)


def walktree(classes, children, parent):
    result = []
    classes.sort(key=attrgetter("__module__", "__name__"))
    for cls in classes:
        result.append((cls, cls.__bases__))
        if cls in children:
            result.append(walktree(children[cls], children, cls))
    return result


# Documentation.

def getdoc(object):
    try:
        doc = object.__doc__
    except AttributeError:
        return None
    if doc is None:
        doc = _inherited_doc(object)
    return cleandoc(doc) if isinstance(doc, str) else None


def _inherited_doc(object):
    """The documentation of what this overrides."""
    if isclass(object):
        for base in object.__mro__:
            if base is not builtins_object and base.__doc__ is not None:
                return base.__doc__
        return None
    if ismethod(object):
        owner = object.__self__
        cls = owner if isclass(owner) else type(owner)
        name = object.__func__.__name__
    elif isfunction(object):
        name = object.__name__
        cls = _owner(object)
    elif isinstance(object, property):
        name = object.fget.__name__
        cls = _owner(object.fget)
    else:
        return None
    for base in getattr(cls, "__mro__", ()):
        doc = getattr(getattr(base, name, None), "__doc__", None)
        if doc is not None:
            return doc
    return None


builtins_object = object


def _owner(function):
    """The class in whose body a function was written."""
    cls = sys.modules.get(function.__module__)
    for name in function.__qualname__.split(".")[:-1]:
        cls = getattr(cls, name, None)
    return cls if isclass(cls) else None


def cleandoc(doc):
    lines = doc.expandtabs().split("\n")
    margins = [len(line) - len(line.lstrip()) for line in lines[1:] if line.lstrip()]
    margin = min(margins, default=0)
    lines[0] = lines[0].lstrip()
    lines[1:] = [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getcomments(object):
    try:
        lines, number = findsource(object)
    except (OSError, TypeError):
        return None
    found = []
    number -= 1
    indent = None
    while number >= 0 and lines[number].lstrip().startswith("#"):
        line = lines[number].expandtabs()
        width = len(line) - len(line.lstrip())
        if indent is None:
            indent = width
        if width != indent:
            break
        found.insert(0, line.lstrip())
        number -= 1
    return "".join(found) or None


# Source.

def getfile(object):
    if ismodule(object):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError("{!r} is a built-in module".format(object))
    if isclass(object):
        if hasattr(object, "__module__"):
            module = sys.modules.get(object.__module__)
            if getattr(module, "__file__", None):
                return module.__file__
        raise TypeError("{!r} is a built-in class".format(object))
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    if iscode(object):
        return object.co_filename
    raise TypeError("module, class, method, function, traceback, frame, or code object was "
                    "expected, got {}".format(type(object).__name__))


def getmodulename(path):
    name, suffix = os.path.splitext(os.path.basename(path))
    return name if suffix == ".py" else None


def getsourcefile(object):
    filename = getfile(object)
    if filename.endswith(".pyc"):
        return None
    if os.path.exists(filename) or filename in linecache.cache:
        return filename
    return None


def getabsfile(object, _filename=None):
    return os.path.normcase(os.path.abspath(_filename or getsourcefile(object)
                                            or getfile(object)))


def getmodule(object, _filename=None):
    if ismodule(object):
        return object
    if hasattr(object, "__module__"):
        return sys.modules.get(object.__module__)
    try:
        file = getabsfile(object, _filename)
    except TypeError:
        return None
    for module in list(sys.modules.values()):
        name = getattr(module, "__file__", None)
        if name and os.path.abspath(name) == file:
            return module
    return None


class EndOfBlock(Exception):
    pass


def findsource(object):
    file = getsourcefile(object)
    if file:
        linecache.checkcache(file)
    else:
        file = getfile(object)
        if not (file.startswith("<") and file.endswith(">")):
            raise OSError("source code not available")
    module = getmodule(object, file)
    lines = linecache.getlines(file, module.__dict__ if module else None)
    if not lines:
        raise OSError("could not get source code")
    if ismodule(object):
        return lines, 0
    if isclass(object):
        pattern = re.compile(r"^(\s*)class\s*" + object.__name__ + r"\b")
        found = []
        for number, line in enumerate(lines):
            match = pattern.match(line)
            if match:
                if line[0] == "c":
                    return lines, number
                found.append((match.group(1), number))
        if found:
            return lines, min(found)[1]
        raise OSError("could not find class definition")
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    if not iscode(object):
        raise OSError("could not find code object")
    if not hasattr(object, "co_firstlineno"):
        raise OSError("could not find function definition")
    start = re.compile(r"^(\s*def\s)|(\s*async\s+def\s)|(.*(?<!\w)lambda(:|\s))|^(\s*@)")
    number = min(object.co_firstlineno, len(lines)) - 1
    while number > 0 and not start.match(lines[number]):
        number -= 1
    return lines, number


class BlockFinder:
    """Reads tokens until a block is over."""

    def __init__(self):
        self.depth = 0
        self.started = False
        self.is_lambda = False
        self.of_decorator = False
        self.last = 1
        self.body_column = None

    def token(self, kind, text, start, end, line):
        if not self.started and not self.of_decorator:
            if text == "@":
                self.of_decorator = True
            elif text in ("def", "class", "lambda"):
                self.is_lambda = text == "lambda"
                self.started = True
            self.waiting = True
        elif kind == tokenize.NEWLINE:
            self.waiting = False
            self.last = end[0]
            if self.is_lambda:
                raise EndOfBlock
            if self.of_decorator and not self.started:
                self.of_decorator = False
                self.waiting = True
        elif self.waiting:
            pass
        elif kind == tokenize.INDENT:
            if self.body_column is None:
                self.body_column = end[1]
            self.depth += 1
            self.waiting = True
        elif kind == tokenize.DEDENT:
            self.depth -= 1
            if self.depth <= 0:
                raise EndOfBlock
        elif kind == tokenize.COMMENT:
            if self.body_column is not None and start[1] >= self.body_column:
                self.last = end[0]
        elif self.depth == 0 and kind not in (tokenize.COMMENT, tokenize.NL):
            raise EndOfBlock


def getblock(lines):
    """The lines of the block that begins with the first."""
    finder = BlockFinder()
    try:
        for each in tokenize.generate_tokens(iter(lines).__next__):
            finder.token(*each)
    except (EndOfBlock, IndentationError):
        pass
    return lines[:finder.last]


def getsourcelines(object):
    object = unwrap(object)
    lines, number = findsource(object)
    if istraceback(object):
        object = object.tb_frame
    if ismodule(object) or isframe(object) and object.f_code.co_name == "<module>":
        return lines, 0
    return getblock(lines[number:]), number + 1


def getsource(object):
    lines, _ = getsourcelines(object)
    return "".join(lines)


def indentsize(line):
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


# Frames.

Traceback = namedtuple("Traceback", "filename lineno function code_context index")
FrameInfo = namedtuple("FrameInfo", ("frame",) + Traceback._fields)
ArgInfo = namedtuple("ArgInfo", "args varargs keywords locals")
Arguments = namedtuple("Arguments", "args, varargs, varkw")


def getframeinfo(frame, context=1):
    if istraceback(frame):
        lineno = frame.tb_lineno
        frame = frame.tb_frame
    elif isframe(frame):
        lineno = frame.f_lineno
    else:
        raise TypeError("{!r} is not a frame or traceback object".format(frame))
    filename = getsourcefile(frame) or getfile(frame)
    lines = index = None
    if context > 0:
        start = lineno - 1 - context // 2
        try:
            lines, _ = findsource(frame)
        except OSError:
            lines = None
        else:
            start = max(0, min(start, len(lines) - context))
            lines = lines[start:start + context]
            index = lineno - 1 - start
    return Traceback(filename, lineno, frame.f_code.co_name, lines, index)


def getlineno(frame):
    return frame.f_lineno


def getouterframes(frame, context=1):
    found = []
    while frame:
        found.append(FrameInfo(*(frame,) + getframeinfo(frame, context)))
        frame = frame.f_back
    return found


def getinnerframes(tb, context=1):
    found = []
    while tb:
        found.append(FrameInfo(*(tb.tb_frame,) + getframeinfo(tb, context)))
        tb = tb.tb_next
    return found


def currentframe():
    return sys._getframe(1)


def stack(context=1):
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    return getinnerframes(sys.exc_info()[2], context)


def getargs(co):
    if not iscode(co):
        raise TypeError("{!r} is not a code object".format(co))
    names = co.co_varnames
    count = co.co_argcount + co.co_kwonlyargcount
    varargs = varkw = None
    after = count
    if co.co_flags & CO_VARARGS:
        varargs = names[after]
        after += 1
    if co.co_flags & CO_VARKEYWORDS:
        varkw = names[after]
    return Arguments(list(names[:count]), varargs, varkw)


def getargvalues(frame):
    args, varargs, varkw = getargs(frame.f_code)
    return ArgInfo(args, varargs, varkw, frame.f_locals)


GEN_CREATED, GEN_RUNNING = "GEN_CREATED", "GEN_RUNNING"
GEN_SUSPENDED, GEN_CLOSED = "GEN_SUSPENDED", "GEN_CLOSED"
CORO_CREATED, CORO_RUNNING = "CORO_CREATED", "CORO_RUNNING"
CORO_SUSPENDED, CORO_CLOSED = "CORO_SUSPENDED", "CORO_CLOSED"


def _state(running, frame):
    if running:
        return "RUNNING"
    if frame is None:
        return "CLOSED"
    return "CREATED" if frame.f_lasti == -1 else "SUSPENDED"


def getgeneratorstate(generator):
    return "GEN_" + _state(generator.gi_running, generator.gi_frame)


def getcoroutinestate(coroutine):
    return "CORO_" + _state(coroutine.cr_running, coroutine.cr_frame)


def getgeneratorlocals(generator):
    if not isgenerator(generator):
        raise TypeError("{!r} is not a Python generator".format(generator))
    frame = generator.gi_frame
    return frame.f_locals if frame is not None else {}


def getcoroutinelocals(coroutine):
    frame = coroutine.cr_frame
    return frame.f_locals if frame is not None else {}


ClosureVars = namedtuple("ClosureVars", "nonlocals globals builtins unbound")


def getclosurevars(func):
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError("{!r} is not a Python function".format(func))
    code = func.__code__
    cells = zip(code.co_freevars, func.__closure__ or ())
    nonlocals = {name: cell.cell_contents for name, cell in cells}
    space = func.__globals__
    builtin = space.get("__builtins__", {})
    if ismodule(builtin):
        builtin = builtin.__dict__
    used, built_in, unbound = {}, {}, set()
    for name in code.co_names:
        if name in ("None", "True", "False"):
            continue
        if name in space:
            used[name] = space[name]
        elif name in builtin:
            built_in[name] = builtin[name]
        else:
            unbound.add(name)
    return ClosureVars(nonlocals, used, built_in, unbound)


_sentinel = object()


def getattr_static(obj, attr, default=_sentinel):
    """An attribute without asking descriptors or __getattr__."""
    found = _sentinel
    if not isclass(obj):
        try:
            found = object.__getattribute__(obj, "__dict__").get(attr, _sentinel)
        except AttributeError:
            pass
        classes = type(obj).__mro__
    else:
        classes = obj.__mro__
    of_class = next((cls.__dict__[attr] for cls in classes if attr in cls.__dict__), _sentinel)
    if found is not _sentinel and of_class is not _sentinel:
        kind = type(of_class)
        if hasattr(kind, "__get__") and hasattr(kind, "__set__"):
            return of_class
    for value in (found, of_class):
        if value is not _sentinel:
            return value
    if isclass(obj):
        for cls in type(obj).__mro__:
            if attr in cls.__dict__:
                return cls.__dict__[attr]
    if default is not _sentinel:
        return default
    raise AttributeError(attr)


# Signatures.

class _void:
    pass


class _empty:
    pass


class _ParameterKind(enum.IntEnum):
    POSITIONAL_ONLY = 0
    POSITIONAL_OR_KEYWORD = 1
    VAR_POSITIONAL = 2
    KEYWORD_ONLY = 3
    VAR_KEYWORD = 4

    def __str__(self):
        return self._name_

    @property
    def description(self):
        return _DESCRIPTIONS[self]


_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD = (
    _ParameterKind)
_DESCRIPTIONS = {
    _POSITIONAL_ONLY: "positional-only",
    _POSITIONAL_OR_KEYWORD: "positional or keyword",
    _VAR_POSITIONAL: "variadic positional",
    _KEYWORD_ONLY: "keyword-only",
    _VAR_KEYWORD: "variadic keyword",
}


def formatannotation(annotation, base_module=None):
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


class Parameter:
    """One parameter of a signature."""

    __slots__ = ("_name", "_kind", "_default", "_annotation")

    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _VAR_POSITIONAL
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError("value %r is not a valid Parameter.kind" % (kind,))
        if default is not _empty and self._kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError("{} parameters cannot have default values".format(
                self._kind.description))
        self._default = default
        self._annotation = annotation
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError("name must be a str, not a {}".format(type(name).__name__))
        if name[0] == "." and name[1:].isdigit():
            # The iterable of a comprehension.
            if self._kind != _POSITIONAL_OR_KEYWORD:
                raise ValueError(
                    "implicit arguments must be passed as positional or keyword arguments, "
                    "not {}".format(self._kind.description))
            self._kind = _POSITIONAL_ONLY
            name = "implicit{}".format(name[1:])
        if not name.isidentifier():
            raise ValueError("{!r} is not a valid parameter name".format(name))
        self._name = name

    name = property(lambda self: self._name)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)
    kind = property(lambda self: self._kind)

    def replace(self, *, name=_void, kind=_void, annotation=_void, default=_void):
        return type(self)(
            self._name if name is _void else name,
            self._kind if kind is _void else kind,
            default=self._default if default is _void else default,
            annotation=self._annotation if annotation is _void else annotation)

    def __str__(self):
        shown = self._name
        if self._annotation is not _empty:
            shown = "{}: {}".format(shown, formatannotation(self._annotation))
        if self._default is not _empty:
            sign = " = " if self._annotation is not _empty else "="
            shown = shown + sign + repr(self._default)
        if self._kind == _VAR_POSITIONAL:
            shown = "*" + shown
        elif self._kind == _VAR_KEYWORD:
            shown = "**" + shown
        return shown

    def __repr__(self):
        return '<{} "{}">'.format(self.__class__.__name__, self)

    def __hash__(self):
        return hash((self.name, self.kind, self.annotation, self.default))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self._name, self._kind, self._default, self._annotation) == (
            other._name, other._kind, other._default, other._annotation)

    def __reduce__(self):
        return (_make_parameter, (type(self), self._name, self._kind, self._default,
                                  self._annotation))


def _make_parameter(cls, name, kind, default, annotation):
    return cls(name, kind, default=default, annotation=annotation)


class BoundArguments:
    """What each parameter got."""

    __slots__ = ("arguments", "_signature")

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    signature = property(lambda self: self._signature)

    @property
    def args(self):
        args = []
        for name, parameter in self._signature.parameters.items():
            if parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY) or name not in self.arguments:
                break
            if parameter.kind == _VAR_POSITIONAL:
                args.extend(self.arguments[name])
            else:
                args.append(self.arguments[name])
        return tuple(args)

    @property
    def kwargs(self):
        kwargs = {}
        by_keyword = False
        for name, parameter in self._signature.parameters.items():
            if not by_keyword:
                if parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                    by_keyword = True
                elif name not in self.arguments:
                    by_keyword = True
                    continue
            if not by_keyword or name not in self.arguments:
                continue
            if parameter.kind == _VAR_KEYWORD:
                kwargs.update(self.arguments[name])
            else:
                kwargs[name] = self.arguments[name]
        return kwargs

    def apply_defaults(self):
        filled = []
        for name, parameter in self._signature.parameters.items():
            if name in self.arguments:
                filled.append((name, self.arguments[name]))
            elif parameter.default is not _empty:
                filled.append((name, parameter.default))
            elif parameter.kind is _VAR_POSITIONAL:
                filled.append((name, ()))
            elif parameter.kind is _VAR_KEYWORD:
                filled.append((name, {}))
        self.arguments = OrderedDict(filled)

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __repr__(self):
        shown = ["{}={!r}".format(name, value) for name, value in self.arguments.items()]
        return "<{} ({})>".format(self.__class__.__name__, ", ".join(shown))


class Signature:
    """The parameters of a callable and what it returns."""

    __slots__ = ("_return_annotation", "_parameters")
    _parameter_cls = Parameter
    _bound_arguments_cls = BoundArguments
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty,
                 __validate_parameters__=True):
        made = OrderedDict()
        highest = _POSITIONAL_ONLY
        defaults = False
        for parameter in parameters or ():
            kind, name = parameter.kind, parameter.name
            if __validate_parameters__:
                if kind < highest:
                    raise ValueError("wrong parameter order: {} parameter before {} parameter"
                                     .format(highest.description, kind.description))
                if kind > highest:
                    defaults = False
                    highest = kind
                if kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
                    if parameter.default is _empty:
                        if defaults:
                            raise ValueError("non-default argument follows default argument")
                    else:
                        defaults = True
                if name in made:
                    raise ValueError("duplicate parameter name: {!r}".format(name))
            made[name] = parameter
        self._parameters = types.MappingProxyType(made)
        self._return_annotation = return_annotation

    @classmethod
    def from_function(cls, func):
        return _of_function(cls, func)

    @classmethod
    def from_builtin(cls, func):
        return _of_builtin(cls, func)

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True):
        return _of_callable(cls, obj, follow_wrapped)

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    def replace(self, *, parameters=_void, return_annotation=_void):
        return type(self)(
            self.parameters.values() if parameters is _void else parameters,
            return_annotation=self._return_annotation if return_annotation is _void
            else return_annotation)

    def _basis(self):
        ordered = tuple(p for p in self.parameters.values() if p.kind != _KEYWORD_ONLY)
        named = {p.name: p for p in self.parameters.values() if p.kind == _KEYWORD_ONLY}
        return ordered, named, self.return_annotation

    def __hash__(self):
        ordered, named, returned = self._basis()
        return hash((ordered, frozenset(named.values()), returned))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Signature):
            return NotImplemented
        return self._basis() == other._basis()

    def _bind(self, args, kwargs, *, partial=False):
        arguments = OrderedDict()
        parameters = list(self.parameters.values())
        given = list(args)
        at = 0
        while True:
            parameter = parameters[at] if at < len(parameters) else None
            if not given:
                break
            if parameter is None or parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                raise TypeError("too many positional arguments") from None
            if parameter.kind == _VAR_POSITIONAL:
                arguments[parameter.name] = tuple(given)
                given = []
                at += 1
                break
            if parameter.name in kwargs and parameter.kind != _POSITIONAL_ONLY:
                raise TypeError("multiple values for argument {arg!r}".format(
                    arg=parameter.name)) from None
            arguments[parameter.name] = given.pop(0)
            at += 1
        rest_name = None
        for parameter in parameters[at:]:
            if parameter.kind == _VAR_KEYWORD:
                rest_name = parameter.name
                continue
            if parameter.kind == _VAR_POSITIONAL:
                continue
            name = parameter.name
            if parameter.kind == _POSITIONAL_ONLY:
                if name in kwargs:
                    raise TypeError("{arg!r} parameter is positional only, but was passed as a "
                                    "keyword".format(arg=name))
                if not partial and parameter.default is _empty:
                    raise TypeError("missing a required argument: {arg!r}".format(arg=name))
                continue
            if name in kwargs:
                arguments[name] = kwargs.pop(name)
            elif not partial and parameter.default is _empty:
                raise TypeError("missing a required argument: {arg!r}".format(
                    arg=name)) from None
        if kwargs:
            if rest_name is None:
                raise TypeError("got an unexpected keyword argument {arg!r}".format(
                    arg=next(iter(kwargs))))
            arguments[rest_name] = kwargs
        return self._bound_arguments_cls(self, arguments)

    def bind(*args, **kwargs):
        return args[0]._bind(args[1:], kwargs)

    def bind_partial(self, *args, **kwargs):
        return self._bind(args, kwargs, partial=True)

    def __reduce__(self):
        return (type(self), (tuple(self._parameters.values()),),
                {"_return_annotation": self._return_annotation})

    def __setstate__(self, state):
        self._return_annotation = state["_return_annotation"]

    def __repr__(self):
        return "<{} {}>".format(self.__class__.__name__, self)

    def __str__(self):
        shown = []
        positional_only = False
        star = True
        for parameter in self.parameters.values():
            kind = parameter.kind
            if kind == _POSITIONAL_ONLY:
                positional_only = True
            elif positional_only:
                shown.append("/")
                positional_only = False
            if kind == _VAR_POSITIONAL:
                star = False
            elif kind == _KEYWORD_ONLY and star:
                shown.append("*")
                star = False
            shown.append(str(parameter))
        if positional_only:
            shown.append("/")
        text = "({})".format(", ".join(shown))
        if self.return_annotation is not _empty:
            text += " -> {}".format(formatannotation(self.return_annotation))
        return text


def signature(obj, *, follow_wrapped=True):
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped)


def _of_function(cls, func):
    code = func.__code__
    names = code.co_varnames
    positional = code.co_argcount
    defaults = func.__defaults__ or ()
    annotations = func.__annotations__
    named_defaults = func.__kwdefaults__ or {}
    make = cls._parameter_cls
    parameters = []
    for at, name in enumerate(names[:positional]):
        default = at - (positional - len(defaults))
        parameters.append(make(
            name,
            _POSITIONAL_ONLY if at < code.co_posonlyargcount else _POSITIONAL_OR_KEYWORD,
            default=defaults[default] if default >= 0 else _empty,
            annotation=annotations.get(name, _empty)))
    after = positional + code.co_kwonlyargcount
    if code.co_flags & CO_VARARGS:
        name = names[after]
        parameters.append(make(name, _VAR_POSITIONAL, annotation=annotations.get(name, _empty)))
    for name in names[positional:positional + code.co_kwonlyargcount]:
        parameters.append(make(name, _KEYWORD_ONLY, default=named_defaults.get(name, _empty),
                               annotation=annotations.get(name, _empty)))
    if code.co_flags & CO_VARKEYWORDS:
        name = names[after + bool(code.co_flags & CO_VARARGS)]
        parameters.append(make(name, _VAR_KEYWORD, annotation=annotations.get(name, _empty)))
    return cls(parameters, return_annotation=annotations.get("return", _empty),
               __validate_parameters__=False)


def _of_builtin(cls, func):
    text = getattr(func, "__text_signature__", None)
    if not text:
        raise ValueError("no signature found for builtin {!r}".format(func))
    # "$self" is the parameter that binding takes away, "/" ends the positional-only ones.
    bound = re.sub(r"\$\w+\s*,?\s*", "", text) if getattr(func, "__self__", None) is not None \
        and not ismodule(getattr(func, "__self__", None)) or "$module" in text \
        else text.replace("$", "")
    bound = re.sub(r"^\(\s*/\s*,?\s*", "(", bound)
    try:
        args = ast.parse("def f%s: pass" % bound).body[0].args
    except SyntaxError:
        raise ValueError("no signature found for builtin {!r}".format(func)) from None
    module = sys.modules.get(getattr(func, "__module__", None))
    space = dict(vars(module)) if module is not None else {}

    def value(node):
        if node is None:
            return _empty
        try:
            return eval(compile(ast.Expression(node), "<signature>", "eval"), space)
        except Exception:
            raise ValueError("no signature found for builtin {!r}".format(func)) from None

    make = cls._parameter_cls
    parameters = []
    positional = args.posonlyargs + args.args
    defaults = [None] * (len(positional) - len(args.defaults)) + args.defaults
    for at, (arg, default) in enumerate(zip(positional, defaults)):
        kind = _POSITIONAL_ONLY if at < len(args.posonlyargs) else _POSITIONAL_OR_KEYWORD
        parameters.append(make(arg.arg, kind, default=value(default)))
    if args.vararg:
        parameters.append(make(args.vararg.arg, _VAR_POSITIONAL))
    for arg, default in zip(args.kwonlyargs, args.kw_defaults):
        parameters.append(make(arg.arg, _KEYWORD_ONLY, default=value(default)))
    if args.kwarg:
        parameters.append(make(args.kwarg.arg, _VAR_KEYWORD))
    return cls(parameters)


def _without_first(signature):
    """The signature once the first argument is bound."""
    parameters = list(signature.parameters.values())
    if not parameters or parameters[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError("invalid method signature")
    if parameters[0].kind is not _VAR_POSITIONAL:
        parameters = parameters[1:]
    return signature.replace(parameters=parameters)


def _of_partial(wrapped, partial):
    parameters = OrderedDict(wrapped.parameters)
    try:
        bound = wrapped.bind_partial(*partial.args, **partial.keywords or {})
    except TypeError as error:
        raise ValueError("partial object {!r} has incorrect arguments".format(
            partial)) from error
    by_keyword = False
    for name, parameter in wrapped.parameters.items():
        if name in bound.arguments:
            value = bound.arguments[name]
            if parameter.kind is _POSITIONAL_ONLY:
                parameters.pop(name)
                continue
            if parameter.kind is _POSITIONAL_OR_KEYWORD:
                if name in partial.keywords:
                    by_keyword = True
                    parameters[name] = parameter.replace(default=value)
                else:
                    parameters.pop(name)
                    continue
            elif parameter.kind is _KEYWORD_ONLY:
                parameters[name] = parameter.replace(default=value)
        if by_keyword:
            if parameter.kind is _POSITIONAL_OR_KEYWORD:
                changed = parameters[name].replace(kind=_KEYWORD_ONLY)
                parameters[name] = changed
                parameters.move_to_end(name)
            elif parameter.kind in (_KEYWORD_ONLY, _VAR_KEYWORD):
                parameters.move_to_end(name)
            elif parameter.kind is _VAR_POSITIONAL:
                parameters.pop(name)
    return wrapped.replace(parameters=parameters.values())


def _own_method(cls, name):
    """A method that a class or one of its bases wrote in Python."""
    for base in cls.__mro__:
        if name in base.__dict__:
            method = base.__dict__[name]
            if isinstance(method, (classmethod, staticmethod)):
                method = method.__func__
            return method if isfunction(method) or isinstance(method, functools.partial) \
                else None
    return None


def _of_callable(cls, obj, follow_wrapped=True):
    if not callable(obj):
        raise TypeError("{!r} is not a callable object".format(obj))
    if isinstance(obj, types.MethodType):
        return _without_first(_of_callable(cls, obj.__func__, follow_wrapped))
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__"))
        if isinstance(obj, types.MethodType):
            return _of_callable(cls, obj, follow_wrapped)
    given = getattr(obj, "__signature__", None)
    if given is not None:
        if not isinstance(given, Signature):
            raise TypeError("unexpected object {!r} in __signature__ attribute".format(given))
        return given
    if isinstance(obj, functools.partial):
        return _of_partial(_of_callable(cls, obj.func), obj)
    if isfunction(obj):
        return _of_function(cls, obj)
    if isinstance(obj, (types.BuiltinFunctionType, types.WrapperDescriptorType,
                        types.MethodWrapperType, types.MethodDescriptorType,
                        types.ClassMethodDescriptorType)):
        return _of_builtin(cls, obj)
    if isinstance(obj, type):
        called = _own_method(type(obj), "__call__")
        if called is None:
            called = _own_method(obj, "__new__")
            made = _own_method(obj, "__init__")
            if called is None:
                called = made
        if called is not None:
            return _without_first(_of_callable(cls, called))
        for base in obj.__mro__[:-1]:
            text = base.__dict__.get("__text_signature__", None) or (
                getattr(base, "__text_signature__", None) if base.__module__ == "builtins"
                else None)
            if text:
                return _of_builtin(cls, base)
        if type not in obj.__mro__:
            if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
                return cls()
            raise ValueError("no signature found for builtin type {!r}".format(obj))
    else:
        called = getattr(type(obj), "__call__", None)
        if called is not None:
            try:
                return _without_first(_of_callable(cls, called))
            except ValueError as error:
                raise ValueError("no signature found for {!r}".format(obj)) from error
    raise ValueError("callable {!r} is not supported by signature".format(obj))


FullArgSpec = namedtuple(
    "FullArgSpec", "args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations")
ArgSpec = namedtuple("ArgSpec", "args varargs keywords defaults")


def getfullargspec(func):
    try:
        found = _of_method_too(func)
    except Exception as error:
        raise TypeError("unsupported callable") from error
    args, named, defaults = [], [], ()
    varargs = varkw = None
    named_defaults, annotations = {}, {}
    if found.return_annotation is not _empty:
        annotations["return"] = found.return_annotation
    for parameter in found.parameters.values():
        kind, name = parameter.kind, parameter.name
        if kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
            args.append(name)
            if parameter.default is not _empty:
                defaults += (parameter.default,)
        elif kind is _VAR_POSITIONAL:
            varargs = name
        elif kind is _KEYWORD_ONLY:
            named.append(name)
            if parameter.default is not _empty:
                named_defaults[name] = parameter.default
        else:
            varkw = name
        if parameter.annotation is not _empty:
            annotations[name] = parameter.annotation
    return FullArgSpec(args, varargs, varkw, defaults or None, named, named_defaults or None,
                       annotations)


def _of_method_too(func):
    """A signature that keeps what binding takes away, and doesn't look behind wrappers."""
    if ismethod(func):
        return _of_callable(Signature, func.__func__, False)
    return _of_callable(Signature, func, False)


def getargspec(func):
    import warnings
    warnings.warn("inspect.getargspec() is deprecated since Python 3.0, use inspect.signature() "
                  "or inspect.getfullargspec()", DeprecationWarning, stacklevel=2)
    spec = getfullargspec(func)
    if spec.kwonlyargs or spec.annotations:
        raise ValueError("Function has keyword-only parameters or annotations, use "
                         "inspect.signature() API which can support them")
    return ArgSpec(*spec[:4])


def getcallargs(*func_and_positional, **named):
    func, *positional = func_and_positional
    if ismethod(func) and func.__self__ is not None:
        positional.insert(0, func.__self__)
        func = func.__func__
    found = _of_function(Signature, func)
    bound = found.bind(*positional, **named).arguments
    # In the order in which Python fills them: given ones, the rest, then defaults.
    kinds = (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD)
    values = {name: bound[name] for name in bound if found.parameters[name].kind in kinds}
    for name, parameter in found.parameters.items():
        if parameter.kind is _VAR_POSITIONAL:
            values[name] = bound.get(name, ())
        elif parameter.kind is _VAR_KEYWORD:
            values[name] = bound.get(name, {})
    values.update((name, bound[name]) for name in bound if name not in values)
    values.update((name, parameter.default) for name, parameter in found.parameters.items()
                  if name not in values)
    return values
