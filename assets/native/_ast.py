"""The classes of the syntax tree's nodes (Parser/Python.asdl of 3.8), made from a table, and what
compile() needs of them: making a tree from the compiler's constants, and its text again."""

PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000
PyCF_ONLY_AST = 0x0400
PyCF_TYPE_COMMENTS = 0x1000

# Of each family its classes with their fields.
_GRAMMAR = {
    'mod': 'Module(body type_ignores) Interactive(body) Expression(body) '
           'FunctionType(argtypes returns) Suite(body)',
    'stmt': 'FunctionDef(name args body decorator_list returns type_comment) '
            'AsyncFunctionDef(name args body decorator_list returns type_comment) '
            'ClassDef(name bases keywords body decorator_list) Return(value) Delete(targets) '
            'Assign(targets value type_comment) AugAssign(target op value) '
            'AnnAssign(target annotation value simple) For(target iter body orelse type_comment) '
            'AsyncFor(target iter body orelse type_comment) While(test body orelse) '
            'If(test body orelse) With(items body type_comment) '
            'AsyncWith(items body type_comment) Raise(exc cause) '
            'Try(body handlers orelse finalbody) Assert(test msg) Import(names) '
            'ImportFrom(module names level) Global(names) Nonlocal(names) Expr(value) Pass() '
            'Break() Continue()',
    'expr': 'BoolOp(op values) NamedExpr(target value) BinOp(left op right) UnaryOp(op operand) '
            'Lambda(args body) IfExp(test body orelse) Dict(keys values) Set(elts) '
            'ListComp(elt generators) SetComp(elt generators) DictComp(key value generators) '
            'GeneratorExp(elt generators) Await(value) Yield(value) YieldFrom(value) '
            'Compare(left ops comparators) Call(func args keywords) '
            'FormattedValue(value conversion format_spec) JoinedStr(values) '
            'Constant(value kind) Attribute(value attr ctx) Subscript(value slice ctx) '
            'Starred(value ctx) Name(id ctx) List(elts ctx) Tuple(elts ctx)',
    'expr_context': 'Load() Store() Del() AugLoad() AugStore() Param()',
    'slice': 'Slice(lower upper step) ExtSlice(dims) Index(value)',
    'boolop': 'And() Or()',
    'operator': 'Add() Sub() Mult() MatMult() Div() Mod() Pow() LShift() RShift() BitOr() '
                'BitXor() BitAnd() FloorDiv()',
    'unaryop': 'Invert() Not() UAdd() USub()',
    'cmpop': 'Eq() NotEq() Lt() LtE() Gt() GtE() Is() IsNot() In() NotIn()',
    'comprehension': '(target iter ifs is_async)',
    'excepthandler': 'ExceptHandler(type name body)',
    'arguments': '(posonlyargs args vararg kwonlyargs kw_defaults kwarg defaults)',
    'arg': '(arg annotation type_comment)',
    'keyword': '(arg value)',
    'alias': '(name asname)',
    'withitem': '(context_expr optional_vars)',
    'type_ignore': 'TypeIgnore(lineno tag)',
}
_PLACE = ('lineno', 'col_offset', 'end_lineno', 'end_col_offset')
_PLACED = ('stmt', 'expr', 'excepthandler', 'arg')


class AST:
    """A node: its fields are attributes."""

    _fields = ()
    _attributes = ()

    def __init__(self, *args, **kwargs):
        fields = self._fields
        if len(args) > len(fields):
            plural = '' if len(fields) == 1 else 's'
            raise TypeError(f'{type(self).__name__} constructor takes at most {len(fields)} '
                            f'positional argument{plural}')
        for name, value in zip(fields, args):
            setattr(self, name, value)
        for name, value in kwargs.items():
            setattr(self, name, value)

    def __reduce__(self):
        return type(self), (), self.__dict__


def _define():
    for family, text in _GRAMMAR.items():
        attributes = _PLACE if family in _PLACED else ()
        own, _, rest = text.partition(')') if text.startswith('(') else ('', '', text)
        space = {'_fields': tuple(own[1:].split()), '_attributes': attributes,
                 '__module__': '_ast'}
        base = globals()[family] = type(family, (AST,), space)
        for one in rest.split(') ') if rest else ():
            name, _, fields = one.rstrip(')').partition('(')
            space = {'_fields': tuple(fields.split()), '__module__': '_ast'}
            globals()[name] = type(name, (base,), space)


_define()

# Operators and contexts are one object each, wherever they occur.
_singletons = {}


def _from_constants(tree):
    """The node that the compiler wrote as a tuple."""
    if not isinstance(tree, tuple):
        return tree
    first = tree[0]
    if first is None:
        return [_from_constants(item) for item in tree[1:]]
    if first is True:
        return tree[1]
    cls = globals()[first]
    if not cls._fields:
        if len(tree) == 2 and tree[1] is None:
            if first not in _singletons:
                _singletons[first] = cls()
            return _singletons[first]
    node = cls()
    for name, value in zip(cls._fields, tree[2:]):
        setattr(node, name, _from_constants(value))
    if tree[1] is not None:
        for name, value in zip(_PLACE, tree[1]):
            setattr(node, name, value)
    return node


def _to_text(tree):
    """A tree's source text for compile(); None for what is no tree."""
    if not isinstance(tree, AST):
        return None
    if not isinstance(tree, (Module, Interactive, Expression)):
        raise TypeError(f'expected Module node, got {type(tree).__name__}')
    import _ast_text
    return _ast_text.text(tree)
