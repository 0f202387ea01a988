"""The source text of a syntax tree. Everything is put in parentheses, so that nothing needs to be known
of the order of operators."""

import _ast

_BINARY = {'Add': '+', 'Sub': '-', 'Mult': '*', 'MatMult': '@', 'Div': '/', 'Mod': '%',
           'Pow': '**', 'LShift': '<<', 'RShift': '>>', 'BitOr': '|', 'BitXor': '^',
           'BitAnd': '&', 'FloorDiv': '//'}
_UNARY = {'Invert': '~', 'Not': 'not ', 'UAdd': '+', 'USub': '-'}
_COMPARE = {'Eq': '==', 'NotEq': '!=', 'Lt': '<', 'LtE': '<=', 'Gt': '>', 'GtE': '>=',
            'Is': 'is', 'IsNot': 'is not', 'In': 'in', 'NotIn': 'not in'}


def text(tree):
    """The text of a whole unit."""
    if isinstance(tree, _ast.Expression):
        return expr(tree.body)
    lines = []
    block(tree.body, 0, lines)
    return '\n'.join(lines) + '\n'


def kind(node):
    return type(node).__name__


def block(body, depth, lines):
    for node in body:
        statement(node, depth, lines)


def suite(head, body, depth, lines):
    lines.append('    ' * depth + head + ':')
    block(body, depth + 1, lines)


def statement(node, depth, lines):
    write = globals().get('stmt_' + kind(node))
    if write is None:
        raise TypeError(f'expected some sort of stmt, but got {node!r}')
    result = write(node, depth, lines)
    if result is not None:
        lines.append('    ' * depth + result)


def decorated(node, depth, lines):
    for decorator in node.decorator_list:
        lines.append('    ' * depth + '@' + bare(decorator))


def bare(node):
    """A decorator or deletion target: names and dots without parentheses around them."""
    if isinstance(node, _ast.Attribute):
        return f'{bare(node.value)}.{node.attr}'
    if isinstance(node, _ast.Call):
        return f'{bare(node.func)}({call_arguments(node)})'
    return expr(node)


def stmt_FunctionDef(node, depth, lines, word='def'):
    decorated(node, depth, lines)
    returns = f' -> {expr(node.returns)}' if getattr(node, 'returns', None) else ''
    suite(f'{word} {node.name}({parameters(node.args)}){returns}', node.body, depth, lines)


def stmt_AsyncFunctionDef(node, depth, lines):
    stmt_FunctionDef(node, depth, lines, 'async def')


def stmt_ClassDef(node, depth, lines):
    decorated(node, depth, lines)
    arguments = [expr(base) for base in node.bases] + [keyword(one) for one in node.keywords]
    suite(f"class {node.name}({', '.join(arguments)})", node.body, depth, lines)


def stmt_Return(node, depth, lines):
    return 'return' if getattr(node, 'value', None) is None else f'return {expr(node.value)}'


def stmt_Delete(node, depth, lines):
    return 'del ' + ', '.join(map(expr, node.targets))


def stmt_Assign(node, depth, lines):
    return ' = '.join([*map(expr, node.targets), expr(node.value)])


def stmt_AugAssign(node, depth, lines):
    return f'{expr(node.target)} {_BINARY[kind(node.op)]}= {expr(node.value)}'


def stmt_AnnAssign(node, depth, lines):
    target = expr(node.target) if node.simple else f'({expr(node.target)})'
    value = '' if node.value is None else f' = {expr(node.value)}'
    return f'{target}: {expr(node.annotation)}{value}'


def stmt_For(node, depth, lines, word='for'):
    suite(f'{word} {expr(node.target)} in {expr(node.iter)}', node.body, depth, lines)
    otherwise(node, depth, lines)


def stmt_AsyncFor(node, depth, lines):
    stmt_For(node, depth, lines, 'async for')


def stmt_While(node, depth, lines):
    suite(f'while {expr(node.test)}', node.body, depth, lines)
    otherwise(node, depth, lines)


def stmt_If(node, depth, lines):
    suite(f'if {expr(node.test)}', node.body, depth, lines)
    otherwise(node, depth, lines)


def otherwise(node, depth, lines):
    if node.orelse:
        suite('else', node.orelse, depth, lines)


def stmt_With(node, depth, lines, word='with'):
    items = []
    for item in node.items:
        target = f' as {expr(item.optional_vars)}' if item.optional_vars is not None else ''
        items.append(expr(item.context_expr) + target)
    suite(f"{word} {', '.join(items)}", node.body, depth, lines)


def stmt_AsyncWith(node, depth, lines):
    stmt_With(node, depth, lines, 'async with')


def stmt_Raise(node, depth, lines):
    if node.exc is None:
        return 'raise'
    cause = '' if node.cause is None else f' from {expr(node.cause)}'
    return f'raise {expr(node.exc)}{cause}'


def stmt_Try(node, depth, lines):
    suite('try', node.body, depth, lines)
    for handler in node.handlers:
        head = 'except'
        if handler.type is not None:
            head += ' ' + expr(handler.type)
        if handler.name is not None:
            head += ' as ' + handler.name
        suite(head, handler.body, depth, lines)
    otherwise(node, depth, lines)
    if node.finalbody:
        suite('finally', node.finalbody, depth, lines)


def stmt_Assert(node, depth, lines):
    message = '' if node.msg is None else f', {expr(node.msg)}'
    return f'assert {expr(node.test)}{message}'


def aliases(names):
    return ', '.join(one.name + (f' as {one.asname}' if one.asname else '') for one in names)


def stmt_Import(node, depth, lines):
    return f'import {aliases(node.names)}'


def stmt_ImportFrom(node, depth, lines):
    return f"from {'.' * (node.level or 0)}{node.module or ''} import {aliases(node.names)}"


def stmt_Global(node, depth, lines):
    return 'global ' + ', '.join(node.names)


def stmt_Nonlocal(node, depth, lines):
    return 'nonlocal ' + ', '.join(node.names)


def stmt_Expr(node, depth, lines):
    return expr(node.value)


def stmt_Pass(node, depth, lines):
    return 'pass'


def stmt_Break(node, depth, lines):
    return 'break'


def stmt_Continue(node, depth, lines):
    return 'continue'


def parameters(args):
    def one(arg):
        annotation = getattr(arg, 'annotation', None)
        return arg.arg + ('' if annotation is None else f': {expr(annotation)}')

    pieces = []
    positional = args.posonlyargs + args.args
    without = len(positional) - len(args.defaults)
    for at, arg in enumerate(positional):
        default = '' if at < without else f'={expr(args.defaults[at - without])}'
        pieces.append(one(arg) + default)
        if at == len(args.posonlyargs) - 1:
            pieces.append('/')
    if args.vararg is not None:
        pieces.append('*' + one(args.vararg))
    elif args.kwonlyargs:
        pieces.append('*')
    for arg, default in zip(args.kwonlyargs, args.kw_defaults):
        pieces.append(one(arg) + ('' if default is None else f'={expr(default)}'))
    if args.kwarg is not None:
        pieces.append('**' + one(args.kwarg))
    return ', '.join(pieces)


def keyword(node):
    return f'**{expr(node.value)}' if node.arg is None else f'{node.arg}={expr(node.value)}'


def call_arguments(node):
    return ', '.join([*map(expr, node.args), *map(keyword, node.keywords)])


def expr(node):
    write = globals().get('expr_' + kind(node)) or _inherited(node)
    if write is None:
        raise TypeError(f'expected some sort of expr, but got {node!r}')
    return write(node)


def _inherited(node):
    """Subclasses of Constant, as ast.Num, are written as it."""
    return expr_Constant if isinstance(node, _ast.Constant) else None


def expr_BoolOp(node):
    word = ' and ' if isinstance(node.op, _ast.And) else ' or '
    return '(' + word.join(map(expr, node.values)) + ')'


def expr_NamedExpr(node):
    return f'({expr(node.target)} := {expr(node.value)})'


def expr_BinOp(node):
    return f'({expr(node.left)} {_BINARY[kind(node.op)]} {expr(node.right)})'


def expr_UnaryOp(node):
    return f'({_UNARY[kind(node.op)]}{expr(node.operand)})'


def expr_Lambda(node):
    return f'(lambda {parameters(node.args)}: {expr(node.body)})'


def expr_IfExp(node):
    return f'({expr(node.body)} if {expr(node.test)} else {expr(node.orelse)})'


def expr_Dict(node):
    pairs = [f'**{expr(value)}' if key is None else f'{expr(key)}: {expr(value)}'
             for key, value in zip(node.keys, node.values)]
    return '{' + ', '.join(pairs) + '}'


def expr_Set(node):
    return '{' + ', '.join(map(expr, node.elts)) + '}'


def clauses(generators):
    pieces = []
    for one in generators:
        word = ' async for ' if one.is_async else ' for '
        pieces.append(f'{word}{expr(one.target)} in {expr(one.iter)}')
        pieces += [f' if {expr(condition)}' for condition in one.ifs]
    return ''.join(pieces)


def expr_ListComp(node):
    return f'[{expr(node.elt)}{clauses(node.generators)}]'


def expr_SetComp(node):
    return f'{{{expr(node.elt)}{clauses(node.generators)}}}'


def expr_GeneratorExp(node):
    return f'({expr(node.elt)}{clauses(node.generators)})'


def expr_DictComp(node):
    return f'{{{expr(node.key)}: {expr(node.value)}{clauses(node.generators)}}}'


def expr_Await(node):
    return f'(await {expr(node.value)})'


def expr_Yield(node):
    return '(yield)' if node.value is None else f'(yield {expr(node.value)})'


def expr_YieldFrom(node):
    return f'(yield from {expr(node.value)})'


def expr_Compare(node):
    pieces = [expr(node.left)]
    for op, right in zip(node.ops, node.comparators):
        pieces += [_COMPARE[kind(op)], expr(right)]
    return '(' + ' '.join(pieces) + ')'


def expr_Call(node):
    return f'{expr(node.func)}({call_arguments(node)})'


def expr_FormattedValue(node):
    return expr_JoinedStr(_ast.JoinedStr([node]))


def expr_JoinedStr(node):
    # A call of format() for each value needs no nested quotes.
    pieces = []
    for value in node.values:
        if isinstance(value, _ast.Constant):
            pieces.append(repr(value.value))
            continue
        shown = expr(value.value)
        conversion = {115: 'str', 114: 'repr', 97: 'ascii'}.get(value.conversion)
        if conversion:
            shown = f'{conversion}({shown})'
        spec = '' if value.format_spec is None else ', ' + expr(value.format_spec)
        pieces.append(f'format({shown}{spec})')
    return "''.join([" + ', '.join(pieces) + '])'


def expr_Constant(node):
    value = node.value
    if value is ...:
        return '...'
    shown = repr(value).replace('inf', '1e999')
    if isinstance(value, (int, float, complex)) and not isinstance(value, bool):
        return f'({shown})'
    return shown


def expr_Attribute(node):
    return f'{expr(node.value)}.{node.attr}'


def expr_Subscript(node):
    return f'{expr(node.value)}[{subscript(node.slice)}]'


def subscript(node):
    if isinstance(node, _ast.Index):
        return expr(node.value)
    if isinstance(node, _ast.ExtSlice):
        return ', '.join(map(subscript, node.dims)) + ','
    parts = ['' if part is None else expr(part) for part in (node.lower, node.upper, node.step)]
    return ':'.join(parts)


def expr_Starred(node):
    return f'*{expr(node.value)}'


def expr_Name(node):
    return node.id


def expr_List(node):
    return '[' + ', '.join(map(expr, node.elts)) + ']'


def expr_Tuple(node):
    if not node.elts:
        return '()'
    return '(' + ', '.join(map(expr, node.elts)) + ',)'
