"""format() of Decimals: the specification's parts, rounding, grouping and padding."""

import re
from _decimal import ROUND_HALF_EVEN, Decimal, getcontext

_SPECIFIER = re.compile(r"""\A
    (?: (?P<fill>.)? (?P<align>[<>=^]) )?
    (?P<sign>[-+ ])?
    (?P<zero>0)?
    (?P<width>(?!0)\d+)?
    (?P<comma>,)?
    (?: \. (?P<precision>\d+) )?
    (?P<type>[eEfFgGn%])?
    \Z""", re.VERBOSE | re.DOTALL)


def format(number, specifier):
    """The text of a Decimal after a format specification."""
    found = _SPECIFIER.match(specifier)
    if found is None or found['zero'] and found['align']:
        raise ValueError('invalid format string')
    kind = found['type'] or ('G' if getcontext().capitals else 'g')
    precision = None if found['precision'] is None else int(found['precision'])
    sign = '-' if number._sign else {'+': '+', ' ': ' '}.get(found['sign'], '')
    if number._special:
        return _pad(sign, str(number.copy_abs()), found, '')
    if kind == '%':
        number = Decimal._raw(number._sign, number._int, number._exp + 2)
    number = _rounded(number, kind, precision, found['type'] is None)
    digits = str(number._int)
    left = number._exp + len(digits)
    if kind in 'eE':
        point = 1 - precision if not number._int and precision is not None else 1
    elif kind in 'fF%':
        point = left
    elif number._exp <= 0 and left > -6:
        point = left
    else:
        point = 1
    if point < 0:
        whole, fraction = '0', '0' * -point + digits
    elif point > len(digits):
        whole, fraction = digits + '0' * (point - len(digits)), ''
    else:
        whole, fraction = digits[:point] or '0', digits[point:]
    exponent = left - point
    tail = '.' + fraction if fraction else ''
    if exponent != 0 or kind in 'eE':
        tail += f"{'E' if kind in 'EG' else 'e'}{exponent:+d}"
    if kind == '%':
        tail += '%'
    return _pad(sign, whole, found, tail)


def _rounded(number, kind, precision, default):
    """The number with the digits that the format shows."""
    if precision is None:
        if kind in 'fF%' and number._exp > 0:
            return number._rescale(0, ROUND_HALF_EVEN)
        return number
    rounding = getcontext().rounding
    if kind in 'eE':
        return _to_places(number, precision + 1, rounding)
    if kind in 'fF%':
        return number._rescale(-precision, rounding)
    precision = precision or 1
    if len(str(number._int)) > precision:
        return _to_places(number, precision, rounding)
    return number


def _to_places(number, places, rounding):
    """The number with that many digits."""
    if not number._int:
        return Decimal._raw(number._sign, 0, number.adjusted() + 1 - places)
    result = number._rescale(number.adjusted() + 1 - places, rounding)
    # 99 may have become 100.
    return result._rescale(result.adjusted() + 1 - places, rounding)


def _pad(sign, whole, found, tail):
    """Groups of three digits, zeros or fill characters up to the width."""
    width = int(found['width'] or 0)
    fill, align = found['fill'] or ' ', found['align'] or '>'
    if found['zero']:
        fill, align = '0', '='
    grouped = found['comma'] and whole.isdigit()
    if fill == '0' and align == '=' and whole.isdigit():
        room = width - len(sign) - len(tail)
        if grouped:
            while len(_group(whole)) < room:
                whole = '0' + whole
        else:
            whole = whole.zfill(room)
    body = (_group(whole) if grouped else whole) + tail
    missing = width - len(sign) - len(body)
    if missing <= 0:
        return sign + body
    if align == '<':
        return sign + body + fill * missing
    if align == '=':
        return sign + fill * missing + body
    if align == '^':
        return fill * (missing // 2) + sign + body + fill * (missing - missing // 2)
    return fill * missing + sign + body


def _group(digits):
    """12345 as 12,345."""
    first = len(digits) % 3
    groups = [digits[:first]] if first else []
    groups += [digits[at:at + 3] for at in range(first, len(digits), 3)]
    return ','.join(groups)
