"""Syntax trees: reading source into one, showing, walking and changing it."""

from _ast import *
from _ast import PyCF_ONLY_AST, PyCF_TYPE_COMMENTS


def parse(source, filename='<unknown>', mode='exec', *, type_comments=False,
          feature_version=None):
    """The tree of a source."""
    flags = PyCF_ONLY_AST
    if type_comments:
        flags |= PyCF_TYPE_COMMENTS
    return compile(source, filename, mode, flags)


def literal_eval(node_or_string):
    """The value of an expression that is made of literals only."""
    if isinstance(node_or_string, str):
        node_or_string = parse(node_or_string, mode='eval')
    if isinstance(node_or_string, Expression):
        node_or_string = node_or_string.body
    return _literal(node_or_string)


def _literal(node):
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Tuple):
        return tuple(map(_literal, node.elts))
    if isinstance(node, List):
        return list(map(_literal, node.elts))
    if isinstance(node, Set):
        return set(map(_literal, node.elts))
    if isinstance(node, Dict):
        return dict(zip(map(_literal, node.keys), map(_literal, node.values)))
    if isinstance(node, BinOp) and isinstance(node.op, (Add, Sub)):
        left, right = _signed(node.left), _number(node.right)
        if isinstance(left, (int, float)) and isinstance(right, complex):
            return left + right if isinstance(node.op, Add) else left - right
    return _signed(node)


def _number(node):
    if isinstance(node, Constant) and type(node.value) in (int, float, complex):
        return node.value
    raise ValueError('malformed node or string: ' + repr(node))


def _signed(node):
    if isinstance(node, UnaryOp) and isinstance(node.op, (UAdd, USub)):
        operand = _number(node.operand)
        return +operand if isinstance(node.op, UAdd) else -operand
    return _number(node)


def dump(node, annotate_fields=True, include_attributes=False):
    """The tree as text."""

    def show(node):
        if isinstance(node, AST):
            fields = []
            names = annotate_fields
            for field in node._fields:
                try:
                    value = getattr(node, field)
                except AttributeError:
                    names = True
                else:
                    shown = show(value)
                    fields.append(f'{field}={shown}' if names else shown)
            if include_attributes and node._attributes:
                for name in node._attributes:
                    try:
                        fields.append(f'{name}={show(getattr(node, name))}')
                    except AttributeError:
                        pass
            return f"{node.__class__.__name__}({', '.join(fields)})"
        if isinstance(node, list):
            return '[' + ', '.join(map(show, node)) + ']'
        return repr(node)

    if not isinstance(node, AST):
        raise TypeError('expected AST, got %r' % node.__class__.__name__)
    return show(node)


def copy_location(new_node, old_node):
    """Gives a node the place of another one."""
    for name in 'lineno', 'col_offset', 'end_lineno', 'end_col_offset':
        if (name in old_node._attributes and name in new_node._attributes
                and hasattr(old_node, name)):
            setattr(new_node, name, getattr(old_node, name))
    return new_node


def fix_missing_locations(node):
    """Gives nodes without a place that of the node around them."""

    def fix(node, place):
        place = dict(place)
        if 'lineno' in node._attributes:
            for name in place:
                if getattr(node, name, None) is None:
                    setattr(node, name, place[name])
                else:
                    place[name] = getattr(node, name)
        for child in iter_child_nodes(node):
            fix(child, place)

    fix(node, {'lineno': 1, 'col_offset': 0, 'end_lineno': 1, 'end_col_offset': 0})
    return node


def increment_lineno(node, n=1):
    """Moves the lines of a tree."""
    for child in walk(node):
        if 'lineno' in child._attributes:
            child.lineno = getattr(child, 'lineno', 0) + n
        if 'end_lineno' in child._attributes:
            child.end_lineno = (getattr(child, 'end_lineno', 0) or 0) + n
    return node


def iter_fields(node):
    """Names and values of a node's fields."""
    for field in node._fields:
        try:
            yield field, getattr(node, field)
        except AttributeError:
            pass


def iter_child_nodes(node):
    """The nodes right below a node."""
    for name, field in iter_fields(node):
        if isinstance(field, AST):
            yield field
        elif isinstance(field, list):
            for item in field:
                if isinstance(item, AST):
                    yield item


def get_docstring(node, clean=True):
    """The docstring of a function, class or module."""
    if not isinstance(node, (AsyncFunctionDef, FunctionDef, ClassDef, Module)):
        raise TypeError("%r can't have docstrings" % node.__class__.__name__)
    if not (node.body and isinstance(node.body[0], Expr)):
        return None
    value = node.body[0].value
    if not (isinstance(value, Constant) and isinstance(value.value, str)):
        return None
    return _clean(value.value) if clean else value.value


def _clean(text):
    """A docstring without the indentation that the source gave its lines."""
    first, *rest = text.expandtabs().split('\n')
    margin = min((len(line) - len(line.lstrip()) for line in rest if line.strip()), default=0)
    lines = [first.lstrip()] + [line[margin:] for line in rest]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return '\n'.join(lines)


def get_source_segment(source, node, *, padded=False):
    """The piece of source that a node came from."""
    try:
        first, last = node.lineno - 1, node.end_lineno - 1
        start, end = node.col_offset, node.end_col_offset
    except (AttributeError, TypeError):
        return None
    lines = [line.encode() for line in source.splitlines(True)]
    if first == last:
        return lines[first][start:end].decode()
    head = lines[first][start:].decode()
    if padded:
        head = ' ' * start + head
    middle = [line.decode() for line in lines[first + 1:last]]
    return ''.join([head, *middle, lines[last][:end].decode()])


def walk(node):
    """A node and all nodes below it, the near ones first."""
    from collections import deque
    todo = deque([node])
    while todo:
        node = todo.popleft()
        todo.extend(iter_child_nodes(node))
        yield node


class NodeVisitor:
    """Walks a tree: visit_CLASS is called for the nodes of a class."""

    def visit(self, node):
        return getattr(self, 'visit_' + node.__class__.__name__, self.generic_visit)(node)

    def generic_visit(self, node):
        for child in iter_child_nodes(node):
            self.visit(child)

    def visit_Constant(self, node):
        # Older code names constants by their type.
        name = _CONSTANT_NAMES.get(type(node.value))
        if name is None and node.value is ...:
            name = 'Ellipsis'
        method = name and getattr(self, 'visit_' + name, None)
        if method:
            import warnings
            warnings.warn(f'visit_{name} is deprecated; add visit_Constant',
                          PendingDeprecationWarning, 2)
            return method(node)
        return self.generic_visit(node)


class NodeTransformer(NodeVisitor):
    """Changes a tree: what a method gives takes the node's place, None removes it."""

    def generic_visit(self, node):
        for field, old in iter_fields(node):
            if isinstance(old, list):
                new = []
                for value in old:
                    if isinstance(value, AST):
                        value = self.visit(value)
                        if value is None:
                            continue
                        if not isinstance(value, AST):
                            new.extend(value)
                            continue
                    new.append(value)
                old[:] = new
            elif isinstance(old, AST):
                value = self.visit(old)
                if value is None:
                    delattr(node, field)
                else:
                    setattr(node, field, value)
        return node


_CONSTANT_NAMES = {int: 'Num', float: 'Num', complex: 'Num', str: 'Str', bytes: 'Bytes',
                   type(None): 'NameConstant', bool: 'NameConstant'}

# What constants were before 3.8: their attributes, and classes that are no more than names.
Constant.n = Constant.s = property(lambda self: self.value,
                                   lambda self, value: setattr(self, 'value', value))


class _Old(type):
    def __instancecheck__(cls, instance):
        if not isinstance(instance, Constant):
            return False
        if cls in _OLD_TYPES:
            return type(instance.value) in _OLD_TYPES[cls]
        return type.__instancecheck__(cls, instance)


def _new(cls, *args, **kwargs):
    if cls in _OLD_TYPES:
        return Constant(*args, **kwargs)
    return Constant.__new__(cls, *args, **kwargs)


class Num(Constant, metaclass=_Old):
    _fields = ('n',)
    __new__ = _new


class Str(Constant, metaclass=_Old):
    _fields = ('s',)
    __new__ = _new


class Bytes(Constant, metaclass=_Old):
    _fields = ('s',)
    __new__ = _new


class NameConstant(Constant, metaclass=_Old):
    __new__ = _new


class Ellipsis(Constant, metaclass=_Old):
    _fields = ()

    def __new__(cls, *args, **kwargs):
        return Constant(..., *args, **kwargs)


_OLD_TYPES = {Num: (int, float, complex), Str: (str,), Bytes: (bytes,),
              NameConstant: (type(None), bool), Ellipsis: (type(...),)}
