"""The instructions by name and number, and what their arguments mean."""

import _opcode
from _opcode import stack_effect

__all__ = ['cmp_op', 'hasconst', 'hasname', 'hasjrel', 'hasjabs', 'haslocal', 'hascompare',
           'hasfree', 'opname', 'opmap', 'HAVE_ARGUMENT', 'EXTENDED_ARG', 'hasnargs',
           'stack_effect']

cmp_op = ('<', '<=', '==', '!=', '>', '>=', 'in', 'not in', 'is', 'is not', 'exception match',
          'BAD')
HAVE_ARGUMENT = 90

opmap = {}
opname = [f'<{number}>' for number in range(256)]
hasconst, hasname, hasjrel, hasjabs = [], [], [], []
haslocal, hascompare, hasfree, hasnargs = [], [], [], []
_lists = {'const': hasconst, 'name': hasname, 'jrel': hasjrel, 'jabs': hasjabs,
          'local': haslocal, 'free': hasfree, 'compare': hascompare}
for _number, _name, _kind in _opcode._table():
    opmap[_name] = _number
    opname[_number] = _name
    if _kind in _lists:
        _lists[_kind].append(_number)
EXTENDED_ARG = opmap['EXTENDED_ARG']
del _number, _name, _kind, _lists
