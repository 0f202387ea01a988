"""Showing bytecode: the instructions of functions, classes, code objects and source.

An instruction is two bytes, opcode and argument. An argument above 255 comes in pieces: EXTENDED_ARG
instructions before it carry its higher bytes.
"""

import collections
import io
import sys
import types
from opcode import *
from opcode import __all__ as _opcodes_all

__all__ = ['code_info', 'dis', 'disassemble', 'distb', 'disco', 'findlinestarts', 'findlabels',
           'show_code', 'get_instructions', 'Instruction', 'Bytecode'] + _opcodes_all
del _opcodes_all

_have_code = (types.MethodType, types.FunctionType, types.CodeType, classmethod, staticmethod,
              type)
FORMAT_VALUE = opmap['FORMAT_VALUE']
FORMAT_VALUE_CONVERTERS = ((None, ''), (str, 'str'), (repr, 'repr'), (ascii, 'ascii'))
MAKE_FUNCTION = opmap['MAKE_FUNCTION']
MAKE_FUNCTION_FLAGS = ('defaults', 'kwdefaults', 'annotations', 'closure')
COMPILER_FLAG_NAMES = {1: 'OPTIMIZED', 2: 'NEWLOCALS', 4: 'VARARGS', 8: 'VARKEYWORDS',
                       16: 'NESTED', 32: 'GENERATOR', 64: 'NOFREE', 128: 'COROUTINE',
                       256: 'ITERABLE_COROUTINE', 512: 'ASYNC_GENERATOR'}
_OPNAME_WIDTH = 20
_OPARG_WIDTH = 5


def _try_compile(source, name):
    """Source as an expression if it is one, else as statements."""
    try:
        return compile(source, name, 'eval')
    except SyntaxError:
        return compile(source, name, 'exec')


def dis(x=None, *, file=None, depth=None):
    """Shows the bytecode of anything that has some; without an argument, of the last traceback."""
    if x is None:
        distb(file=file)
        return
    if hasattr(x, '__func__'):
        x = x.__func__
    if hasattr(x, '__code__'):
        x = x.__code__
    else:
        for name in ('gi_code', 'ag_code', 'cr_code'):
            if hasattr(x, name):
                x = getattr(x, name)
                break
    if hasattr(x, '__dict__'):
        for name, member in sorted(x.__dict__.items()):
            if isinstance(member, _have_code):
                print('Disassembly of %s:' % name, file=file)
                try:
                    dis(member, file=file, depth=depth)
                except TypeError as problem:
                    print('Sorry:', problem, file=file)
                print(file=file)
    elif hasattr(x, 'co_code'):
        _disassemble_recursive(x, file=file, depth=depth)
    elif isinstance(x, (bytes, bytearray)):
        _disassemble_bytes(x, file=file)
    elif isinstance(x, str):
        _disassemble_recursive(_try_compile(x, '<dis>'), file=file, depth=depth)
    else:
        raise TypeError("don't know how to disassemble %s objects" % type(x).__name__)


def distb(tb=None, *, file=None):
    """Shows the bytecode where a traceback ends."""
    if tb is None:
        try:
            tb = sys.last_traceback
        except AttributeError:
            raise RuntimeError('no last traceback to disassemble') from None
        while tb.tb_next:
            tb = tb.tb_next
    disassemble(tb.tb_frame.f_code, tb.tb_lasti, file=file)


def pretty_flags(flags):
    """The names of co_flags."""
    names = []
    for bit in range(32):
        flag = 1 << bit
        if flags & flag:
            names.append(COMPILER_FLAG_NAMES.get(flag, hex(flag)))
            flags ^= flag
            if not flags:
                break
    else:
        names.append(hex(flags))
    return ', '.join(names)


def _get_code_object(x):
    """The code object of whatever has one."""
    if hasattr(x, '__func__'):
        x = x.__func__
    for name in ('__code__', 'gi_code', 'ag_code', 'cr_code'):
        if hasattr(x, name):
            x = getattr(x, name)
            break
    if isinstance(x, str):
        x = _try_compile(x, '<disassembly>')
    if hasattr(x, 'co_code'):
        return x
    raise TypeError("don't know how to disassemble %s objects" % type(x).__name__)


def code_info(x):
    """What a code object says of itself, as text."""
    return _format_code_info(_get_code_object(x))


def _format_code_info(co):
    lines = ['Name:              %s' % co.co_name,
             'Filename:          %s' % co.co_filename,
             'Argument count:    %s' % co.co_argcount,
             'Positional-only arguments: %s' % co.co_posonlyargcount,
             'Kw-only arguments: %s' % co.co_kwonlyargcount,
             'Number of locals:  %s' % co.co_nlocals,
             'Stack size:        %s' % co.co_stacksize,
             'Flags:             %s' % pretty_flags(co.co_flags)]
    for title, values, show in (('Constants', co.co_consts, repr), ('Names', co.co_names, str),
                                ('Variable names', co.co_varnames, str),
                                ('Free variables', co.co_freevars, str),
                                ('Cell variables', co.co_cellvars, str)):
        if values:
            lines.append(title + ':')
            lines += ['%4d: %s' % (number, show(value)) for number, value in enumerate(values)]
    return '\n'.join(lines)


def show_code(co, *, file=None):
    """Prints code_info()."""
    print(code_info(co), file=file)


_Instruction = collections.namedtuple(
    '_Instruction', 'opname opcode arg argval argrepr offset starts_line is_jump_target')


class Instruction(_Instruction):
    """One instruction: name and number, argument as number, value and text, its place."""

    def _disassemble(self, lineno_width=3, mark_as_current=False, offset_width=4):
        fields = []
        if lineno_width:
            if self.starts_line is None:
                fields.append(' ' * lineno_width)
            else:
                fields.append('%*d' % (lineno_width, self.starts_line))
        fields.append('-->' if mark_as_current else '   ')
        fields.append('>>' if self.is_jump_target else '  ')
        fields.append(repr(self.offset).rjust(offset_width))
        fields.append(self.opname.ljust(_OPNAME_WIDTH))
        if self.arg is not None:
            fields.append(repr(self.arg).rjust(_OPARG_WIDTH))
            if self.argrepr:
                fields.append('(' + self.argrepr + ')')
        return ' '.join(fields).rstrip()


def get_instructions(x, *, first_line=None):
    """The instructions of a function, code object or source, one by one."""
    co = _get_code_object(x)
    linestarts = dict(findlinestarts(co))
    line_offset = 0 if first_line is None else first_line - co.co_firstlineno
    return _get_instructions_bytes(co.co_code, co.co_varnames, co.co_names, co.co_consts,
                                   co.co_cellvars + co.co_freevars, linestarts, line_offset)


def _from_table(table, arg, show):
    """The value that an argument is the index of; itself where there is no table."""
    if table is None:
        return arg, repr(arg)
    value = table[arg]
    return value, show(value)


def _get_instructions_bytes(code, varnames=None, names=None, constants=None, cells=None,
                            linestarts=None, line_offset=0):
    labels = findlabels(code)
    starts_line = None
    for offset, op, arg in _unpack_opargs(code):
        if linestarts is not None:
            starts_line = linestarts.get(offset, None)
            if starts_line is not None:
                starts_line += line_offset
        argval, argrepr = None, ''
        if arg is not None:
            argval = arg
            if op in hasconst:
                argval, argrepr = _from_table(constants, arg, repr)
            elif op in hasname:
                argval, argrepr = _from_table(names, arg, str)
            elif op in hasjrel:
                argval = offset + 2 + arg
                argrepr = 'to ' + repr(argval)
            elif op in haslocal:
                argval, argrepr = _from_table(varnames, arg, str)
            elif op in hascompare:
                argval = argrepr = cmp_op[arg]
            elif op in hasfree:
                argval, argrepr = _from_table(cells, arg, str)
            elif op == FORMAT_VALUE:
                converter, argrepr = FORMAT_VALUE_CONVERTERS[arg & 3]
                argval = converter, bool(arg & 4)
                if argval[1]:
                    argrepr += ', with format' if argrepr else 'with format'
            elif op == MAKE_FUNCTION:
                argrepr = ', '.join(flag for bit, flag in enumerate(MAKE_FUNCTION_FLAGS)
                                    if arg & (1 << bit))
        yield Instruction(opname[op], op, arg, argval, argrepr, offset, starts_line,
                          offset in labels)


def disassemble(co, lasti=-1, *, file=None):
    """Shows a code object; an arrow marks the instruction at lasti."""
    _disassemble_bytes(co.co_code, lasti, co.co_varnames, co.co_names, co.co_consts,
                       co.co_cellvars + co.co_freevars, dict(findlinestarts(co)), file=file)


def _disassemble_recursive(co, *, file=None, depth=None):
    disassemble(co, file=file)
    if depth is None or depth > 0:
        if depth is not None:
            depth -= 1
        for constant in co.co_consts:
            if hasattr(constant, 'co_code'):
                print(file=file)
                print('Disassembly of %r:' % (constant,), file=file)
                _disassemble_recursive(constant, file=file, depth=depth)


def _disassemble_bytes(code, lasti=-1, varnames=None, names=None, constants=None, cells=None,
                       linestarts=None, *, file=None, line_offset=0):
    lineno_width = 0
    if linestarts is not None:
        greatest = max(linestarts.values()) + line_offset
        lineno_width = max(3, len(str(greatest)))
    offset_width = max(4, len(str(len(code) - 2)))
    for instruction in _get_instructions_bytes(code, varnames, names, constants, cells,
                                               linestarts, line_offset):
        if linestarts is not None and instruction.starts_line is not None and instruction.offset:
            print(file=file)
        print(instruction._disassemble(lineno_width, instruction.offset == lasti, offset_width),
              file=file)


disco = disassemble


def _unpack_opargs(code):
    """Offset, opcode and whole argument of each instruction."""
    extended = 0
    for offset in range(0, len(code), 2):
        op = code[offset]
        arg = None
        if op >= HAVE_ARGUMENT:
            arg = code[offset + 1] | extended
            extended = arg << 8 if op == EXTENDED_ARG else 0
        yield offset, op, arg


def findlabels(code):
    """Where jumps go to."""
    labels = []
    for offset, op, arg in _unpack_opargs(code):
        if arg is None:
            continue
        if op in hasjrel:
            label = offset + 2 + arg
        elif op in hasjabs:
            label = arg
        else:
            continue
        if label not in labels:
            labels.append(label)
    return labels


def findlinestarts(code):
    """Offset and line of each line's first instruction: co_lnotab has how far both go on."""
    last_line = None
    line, address = code.co_firstlineno, 0
    table = code.co_lnotab
    for at in range(0, len(table), 2):
        step, line_step = table[at], table[at + 1]
        if step:
            if line != last_line:
                yield address, line
                last_line = line
            address += step
            if address >= len(code.co_code):
                return
        line += line_step - 256 if line_step >= 128 else line_step
    if line != last_line:
        yield address, line


class Bytecode:
    """The instructions of something, to be gone through or shown."""

    def __init__(self, x, *, first_line=None, current_offset=None):
        self.codeobj = co = _get_code_object(x)
        self.first_line = co.co_firstlineno if first_line is None else first_line
        self._line_offset = self.first_line - co.co_firstlineno
        self._cell_names = co.co_cellvars + co.co_freevars
        self._linestarts = dict(findlinestarts(co))
        self._original_object = x
        self.current_offset = current_offset

    def __iter__(self):
        co = self.codeobj
        return _get_instructions_bytes(co.co_code, co.co_varnames, co.co_names, co.co_consts,
                                       self._cell_names, self._linestarts, self._line_offset)

    def __repr__(self):
        return '{}({!r})'.format(self.__class__.__name__, self._original_object)

    @classmethod
    def from_traceback(cls, tb):
        while tb.tb_next:
            tb = tb.tb_next
        return cls(tb.tb_frame.f_code, current_offset=tb.tb_lasti)

    def info(self):
        return _format_code_info(self.codeobj)

    def dis(self):
        co = self.codeobj
        offset = -1 if self.current_offset is None else self.current_offset
        with io.StringIO() as output:
            _disassemble_bytes(co.co_code, varnames=co.co_varnames, names=co.co_names,
                               constants=co.co_consts, cells=self._cell_names,
                               linestarts=self._linestarts, line_offset=self._line_offset,
                               file=output, lasti=offset)
            return output.getvalue()
