"""Decimal numbers: arithmetic as people do it on paper, with as many digits as wanted.

A number is a sign, a whole number (its digits) and an exponent: -12.30 is (1, 1230, -2). Results are
exact first and then rounded to the precision of the current context; what happens on the way
(rounded, inexact, divided by zero, ...) are *signals*: the context notes each as a flag, and raises it as
an exception where it has a trap for it.
"""

import math as _math
import numbers as _numbers
from collections import namedtuple as _namedtuple

# The classes call themselves after the module that shows them.
__name__ = 'decimal'
__version__ = '1.70'
__libmpdec_version__ = '2.4.2'
__all__ = ['Decimal', 'Context', 'DecimalTuple', 'DefaultContext', 'BasicContext',
           'ExtendedContext', 'DecimalException', 'Clamped', 'InvalidOperation', 'DivisionByZero',
           'Inexact', 'Rounded', 'Subnormal', 'Overflow', 'Underflow', 'FloatOperation',
           'DivisionImpossible', 'InvalidContext', 'ConversionSyntax', 'DivisionUndefined',
           'ROUND_DOWN', 'ROUND_HALF_UP', 'ROUND_HALF_EVEN', 'ROUND_CEILING', 'ROUND_FLOOR',
           'ROUND_UP', 'ROUND_HALF_DOWN', 'ROUND_05UP', 'setcontext', 'getcontext',
           'localcontext', 'MAX_PREC', 'MAX_EMAX', 'MIN_EMIN', 'MIN_ETINY', 'HAVE_THREADS',
           'HAVE_CONTEXTVAR']

DecimalTuple = _namedtuple('DecimalTuple', 'sign digits exponent', module='decimal')

ROUND_DOWN = 'ROUND_DOWN'
ROUND_HALF_UP = 'ROUND_HALF_UP'
ROUND_HALF_EVEN = 'ROUND_HALF_EVEN'
ROUND_CEILING = 'ROUND_CEILING'
ROUND_FLOOR = 'ROUND_FLOOR'
ROUND_UP = 'ROUND_UP'
ROUND_HALF_DOWN = 'ROUND_HALF_DOWN'
ROUND_05UP = 'ROUND_05UP'
_ROUNDINGS = (ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_DOWN,
              ROUND_HALF_EVEN, ROUND_05UP)

MAX_PREC = 999999999999999999
MAX_EMAX = 999999999999999999
MIN_EMIN = -999999999999999999
MIN_ETINY = MIN_EMIN - (MAX_PREC - 1)
HAVE_THREADS = True
HAVE_CONTEXTVAR = True


class DecimalException(ArithmeticError):
    """A signal."""


class Clamped(DecimalException):
    """An exponent had to be changed to fit."""


class InvalidOperation(DecimalException):
    """An operation without a meaning."""


class ConversionSyntax(InvalidOperation):
    """A text that is no number."""


class DivisionByZero(DecimalException, ZeroDivisionError):
    """A number divided by zero."""


class DivisionImpossible(InvalidOperation):
    """A whole quotient with more digits than the precision."""


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    """0 / 0."""


class InvalidContext(InvalidOperation):
    """A context that makes no sense."""


class Inexact(DecimalException):
    """Digits other than zeros were lost."""


class Rounded(DecimalException):
    """Digits were dropped."""


class Subnormal(DecimalException):
    """An exponent below Emin."""


class Overflow(Inexact, Rounded):
    """An exponent above Emax."""


class Underflow(Inexact, Rounded, Subnormal):
    """A result too small for its digits."""


class FloatOperation(DecimalException, TypeError):
    """A float was mixed in."""


# In the order in which a trap is looked for, and in which a context shows them.
_SIGNALS = (InvalidOperation, FloatOperation, DivisionByZero, Overflow, Underflow, Subnormal,
            Inexact, Rounded, Clamped)
_SHOWN = (Clamped, InvalidOperation, DivisionByZero, Inexact, FloatOperation, Overflow, Rounded,
          Subnormal, Underflow)
_PARENT = {ConversionSyntax: InvalidOperation, DivisionImpossible: InvalidOperation,
           DivisionUndefined: InvalidOperation, InvalidContext: InvalidOperation}


class Context:
    """How results are rounded, and which signals are raised."""

    def __init__(self, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None,
                 flags=None, traps=None):
        base = DefaultContext if 'DefaultContext' in globals() else self
        self.prec = base.prec if prec is None else prec
        self.rounding = base.rounding if rounding is None else rounding
        self.Emin = base.Emin if Emin is None else Emin
        self.Emax = base.Emax if Emax is None else Emax
        self.capitals = base.capitals if capitals is None else capitals
        self.clamp = base.clamp if clamp is None else clamp
        self.flags = self._signal_dict({} if flags is None else flags)
        self.traps = self._signal_dict(base.traps if traps is None else traps)

    @staticmethod
    def _signal_dict(given):
        if isinstance(given, dict):
            return {signal: bool(given.get(signal)) for signal in _SIGNALS}
        return {signal: signal in given for signal in _SIGNALS}

    def __setattr__(self, name, value):
        if name in ('prec', 'Emin', 'Emax', 'capitals', 'clamp'):
            if not isinstance(value, int):
                raise TypeError(f'an integer is required (got type {type(value).__name__})')
            if name == 'prec' and not 1 <= value <= MAX_PREC:
                raise ValueError('valid range for prec is [1, MAX_PREC]')
            if name == 'Emin' and not MIN_EMIN <= value <= 0:
                raise ValueError('valid range for Emin is [MIN_EMIN, 0]')
            if name == 'Emax' and not 0 <= value <= MAX_EMAX:
                raise ValueError('valid range for Emax is [0, MAX_EMAX]')
            if name in ('capitals', 'clamp') and value not in (0, 1):
                raise ValueError(f'valid values for {name} are 0 or 1')
        elif name == 'rounding' and value not in _ROUNDINGS:
            raise TypeError("valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, "
                            "ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, "
                            "ROUND_HALF_EVEN,\n   ROUND_05UP]")
        object.__setattr__(self, name, value)

    def __repr__(self):
        def names(signals):
            return '[' + ', '.join(s.__name__ for s in _SHOWN if signals[s]) + ']'

        return (f'Context(prec={self.prec}, rounding={self.rounding}, Emin={self.Emin}, '
                f'Emax={self.Emax}, capitals={self.capitals}, clamp={self.clamp}, '
                f'flags={names(self.flags)}, traps={names(self.traps)})')

    def copy(self):
        return Context(self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp,
                       self.flags, self.traps)

    __copy__ = copy

    def clear_flags(self):
        for signal in self.flags:
            self.flags[signal] = False

    def clear_traps(self):
        for signal in self.traps:
            self.traps[signal] = False

    def Etiny(self):
        return self.Emin - self.prec + 1

    def Etop(self):
        return self.Emax - self.prec + 1

    def _signal(self, *conditions, result=None):
        """Notes conditions, and raises the first that has a trap."""
        raised = []
        for condition in conditions:
            signal = _PARENT.get(condition, condition)
            self.flags[signal] = True
            if self.traps[signal]:
                raised.append(condition)
        if raised:
            signal = _PARENT.get(raised[0], raised[0])
            for order in _SIGNALS:
                if order in [_PARENT.get(one, one) for one in raised]:
                    signal = order
                    break
            raise signal(raised)
        return Decimal._raw(0, 0, 'n') if result is None else result

    def create_decimal(self, num='0'):
        """A number rounded to this context."""
        number = Decimal(num, self)
        if number._special == 'n' and len(str(number._int)) > self.prec - self.clamp and number._int:
            return self._signal(ConversionSyntax)
        return number._fix(self)

    def create_decimal_from_float(self, f):
        return Decimal.from_float(f)._fix(self)

    def _binary(name):
        def method(self, a, b):
            return getattr(_number(a), name)(_number(b), self)
        return method

    add = _binary('_add')
    subtract = _binary('_subtract')
    multiply = _binary('_multiply')
    divide = _binary('_divide')
    divide_int = _binary('_divide_int')
    remainder = _binary('_remainder')
    compare = _binary('compare')
    max = _binary('max')
    min = _binary('min')
    quantize = lambda self, a, b: _number(a).quantize(b, context=self)
    power = lambda self, a, b, modulo=None: _number(a)._power(_number(b), modulo, self)
    sqrt = lambda self, a: _number(a).sqrt(self)
    exp = lambda self, a: _number(a).exp(self)
    ln = lambda self, a: _number(a).ln(self)
    log10 = lambda self, a: _number(a).log10(self)
    abs = lambda self, a: _number(a).__abs__(context=self)
    plus = lambda self, a: _number(a)._fix(self)
    minus = lambda self, a: _number(a)._negated(self)
    normalize = lambda self, a: _number(a).normalize(self)
    to_sci_string = lambda self, a: _number(a)._text(context=self)
    divmod = lambda self, a, b: (_number(a)._divide_int(_number(b), self),
                                 _number(a)._remainder(_number(b), self))


def _number(value):
    """An operand as a Decimal."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    raise TypeError(f'conversion from {type(value).__name__} to Decimal is not supported')


def _rounds_up(rounding, sign, last, rest, half):
    """Whether dropping digits makes the one kept greater: `last` is that digit, `rest` compares what
    is dropped to nothing and `half` to one half (-1, 0, 1)."""
    if rest == 0:
        return False
    if rounding == ROUND_DOWN:
        return False
    if rounding == ROUND_UP:
        return True
    if rounding == ROUND_CEILING:
        return sign == 0
    if rounding == ROUND_FLOOR:
        return sign == 1
    if rounding == ROUND_05UP:
        return last in (0, 5)
    if half:
        return half > 0
    if rounding == ROUND_HALF_UP:
        return True
    return rounding == ROUND_HALF_EVEN and last % 2 == 1


def _drop_digits(digits, count, rounding, sign):
    """A whole number without its last digits, rounded; and whether something was lost."""
    unit = 10 ** count
    kept, rest = divmod(digits, unit)
    half = (rest * 2 > unit) - (rest * 2 < unit)
    if _rounds_up(rounding, sign, kept % 10, rest, half):
        kept += 1
    return kept, rest != 0


def _digit_count(number):
    return len(str(number)) if number else 1


class Decimal:
    """A decimal number: Decimal('3.14'), Decimal(3), Decimal(0.1), Decimal((0, (3, 1, 4), -2))."""

    # The exponent lies in _exp; _special is '' for numbers, 'F' infinity, 'n' quiet and 'N'
    # signalling NaN.
    __slots__ = ('_sign', '_int', '_exp', '_special')

    def __new__(cls, value='0', context=None):
        if isinstance(value, str):
            return cls._parse(value, context)
        if isinstance(value, int):
            return cls._raw(int(value < 0), abs(value), 0)
        if isinstance(value, Decimal):
            return cls._raw(value._sign, value._int, value._exp, value._special)
        if isinstance(value, float):
            context = context or getcontext()
            context._signal(FloatOperation)
            return cls.from_float(value)
        if isinstance(value, (list, tuple)):
            return cls._from_tuple(value)
        raise TypeError(f'conversion from {type(value).__name__} to Decimal is not supported')

    @classmethod
    def _raw(cls, sign, digits, exponent, special=''):
        self = object.__new__(cls)
        if isinstance(exponent, str):
            exponent, special = 0, exponent
        self._sign, self._int, self._exp, self._special = sign, digits, exponent, special
        return self

    @classmethod
    def _parse(cls, text, context):
        body = text.strip().replace('_', '')
        sign = int(body[:1] == '-')
        if body[:1] in ('+', '-'):
            body = body[1:]
        lower = body.lower()
        if lower in ('inf', 'infinity'):
            return cls._raw(sign, 0, 'F')
        for prefix, special in (('snan', 'N'), ('nan', 'n')):
            if lower.startswith(prefix) and (not lower[len(prefix):]
                                             or lower[len(prefix):].isdigit()):
                return cls._raw(sign, int(lower[len(prefix):] or 0), special)
        mantissa, mark, exponent = lower.partition('e')
        whole, point, fraction = mantissa.partition('.')
        digits = whole + fraction
        plain = exponent[1:] if exponent[:1] in ('+', '-') else exponent
        if not digits.isdecimal() or mark and not plain.isdecimal():
            return (context or getcontext())._signal(ConversionSyntax)
        return cls._raw(sign, int(digits), int(exponent or 0) - len(fraction))

    @classmethod
    def _from_tuple(cls, value):
        if len(value) != 3:
            raise ValueError('argument must be a sequence of length 3')
        sign, digits, exponent = value
        if sign not in (0, 1):
            raise ValueError('sign must be an integer with the value 0 or 1')
        number = 0
        for digit in digits:
            if not isinstance(digit, int) or not 0 <= digit <= 9:
                raise ValueError('coefficient must be a tuple of digits')
            number = number * 10 + digit
        if exponent == 'F':
            return cls._raw(sign, 0, 'F')
        if exponent in ('n', 'N'):
            return cls._raw(sign, number, exponent)
        if not isinstance(exponent, int):
            raise ValueError("string argument in the third position must be 'F', 'n' or 'N'")
        return cls._raw(sign, number, exponent)

    @classmethod
    def from_float(cls, f):
        """The exact value of a float: its denominator is a power of two, which is one of ten too."""
        if isinstance(f, int):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError('argument must be int or float')
        if _math.isinf(f) or _math.isnan(f):
            return cls(repr(f))
        sign = int(_math.copysign(1.0, f) < 0)
        n, d = abs(f).as_integer_ratio()
        k = d.bit_length() - 1
        return cls._raw(sign, n * 5 ** k, -k)

    def _fix(self, context):
        """Rounded to the context."""
        if self._special:
            if self._special != 'F' and self._int and _digit_count(self._int) > context.prec:
                return self._raw(self._sign, self._int % 10 ** context.prec, self._special)
            return self
        etiny, etop = context.Etiny(), context.Etop()
        digits, exponent = self._int, self._exp
        if not digits:
            most = etop if context.clamp else context.Emax
            new = min(max(exponent, etiny), most)
            if new == exponent:
                return self
            context._signal(Clamped)
            return self._raw(self._sign, 0, new)
        count = len(str(digits))
        least = count + exponent - context.prec
        if least > etop:
            return self._overflow(context)
        subnormal = least < etiny
        least = max(least, etiny)
        if exponent < least:
            digits, lost = _drop_digits(digits, least - exponent, context.rounding, self._sign)
            if len(str(digits)) > context.prec:
                digits //= 10
                least += 1
            if least > etop:
                return self._overflow(context)
            conditions = []
            if lost and subnormal:
                conditions.append(Underflow)
            if subnormal:
                conditions.append(Subnormal)
            if lost:
                conditions.append(Inexact)
            conditions.append(Rounded)
            if not digits:
                conditions.append(Clamped)
            result = self._raw(self._sign, digits, least)
            context._signal(*conditions)
            return result
        if subnormal:
            context._signal(Subnormal)
        if context.clamp and exponent > etop:
            context._signal(Clamped)
            return self._raw(self._sign, digits * 10 ** (exponent - etop), etop)
        return self

    def _overflow(self, context):
        sign, rounding = self._sign, context.rounding
        to_greatest = (rounding in (ROUND_DOWN, ROUND_05UP)
                       or rounding == (ROUND_FLOOR if sign == 0 else ROUND_CEILING))
        if to_greatest:
            result = self._raw(sign, 10 ** context.prec - 1, context.Etop())
        else:
            result = self._raw(sign, 0, 'F')
        context._signal(Overflow, Inexact, Rounded)
        return result

    def _check_nans(self, other, context):
        """The NaN that an operation gives, or None."""
        for number in (self, other):
            if number is not None and number._special == 'N':
                result = self._raw(number._sign, number._int, 'n')
                return context._signal(InvalidOperation, result=result)
        for number in (self, other):
            if number is not None and number._special == 'n':
                return number._fix(context)
        return None

    # Texts.

    def _text(self, eng=False, context=None):
        sign = '-' if self._sign else ''
        if self._special == 'F':
            return sign + 'Infinity'
        if self._special:
            return sign + ('sNaN' if self._special == 'N' else 'NaN') + (str(self._int) if self._int else '')
        digits = str(self._int)
        # Where the point stands, counted from the first digit.
        left = self._exp + len(digits)
        if self._exp <= 0 and left > -6:
            point = left
        elif not eng:
            point = 1
        elif digits == '0':
            point = (left + 1) % 3 - 1
        else:
            point = (left - 1) % 3 + 1
        if point <= 0:
            whole, fraction = '0', '.' + '0' * -point + digits
        elif point >= len(digits):
            whole, fraction = digits + '0' * (point - len(digits)), ''
        else:
            whole, fraction = digits[:point], '.' + digits[point:]
        exponent = ''
        if left != point:
            letter = 'E' if (context or getcontext()).capitals else 'e'
            exponent = f'{letter}{left - point:+d}'
        return sign + whole + fraction + exponent

    def __str__(self):
        return self._text()

    def __repr__(self):
        return f"Decimal('{self._text()}')"

    def to_eng_string(self, context=None):
        return self._text(True, context)

    def as_tuple(self):
        """Sign, digits and exponent."""
        if self._special == 'F':
            return DecimalTuple(self._sign, (0,), 'F')
        if self._special:
            digits = tuple(map(int, str(self._int))) if self._int else ()
            return DecimalTuple(self._sign, digits, self._special)
        return DecimalTuple(self._sign, tuple(map(int, str(self._int))), self._exp)

    def as_integer_ratio(self):
        """The number as a fraction in lowest terms."""
        if self._special == 'F':
            raise OverflowError('cannot convert Infinity to integer ratio')
        if self._special:
            raise ValueError('cannot convert NaN to integer ratio')
        n, d = self._int, 1
        if self._exp >= 0:
            n *= 10 ** self._exp
        else:
            d = 10 ** -self._exp
            common = _math.gcd(n, d)
            n, d = n // common, d // common
        return -n if self._sign else n, d

    # Questions.

    def is_nan(self):
        return self._special in ('n', 'N')

    def is_qnan(self):
        return self._special == 'n'

    def is_snan(self):
        return self._special == 'N'

    def is_infinite(self):
        return self._special == 'F'

    def is_finite(self):
        return not self._special

    def is_signed(self):
        return self._sign == 1

    def is_zero(self):
        return not self._special and not self._int

    def is_normal(self, context=None):
        context = context or getcontext()
        return bool(not self._special and self._int and context.Emin <= self.adjusted())

    def is_subnormal(self, context=None):
        context = context or getcontext()
        return bool(not self._special and self._int and self.adjusted() < context.Emin)

    def is_canonical(self):
        return True

    def canonical(self):
        return self

    def adjusted(self):
        """The exponent of the first digit."""
        return 0 if self._special else self._exp + _digit_count(self._int) - 1

    def __bool__(self):
        return bool(self._special or self._int)

    def __hash__(self):
        if self._special == 'N':
            raise TypeError('Cannot hash a signaling NaN value')
        if self._special == 'n':
            return 0
        if self._special == 'F':
            return -314159 if self._sign else 314159
        modulus = 2 ** 61 - 1
        if self._exp >= 0:
            power = pow(10, self._exp, modulus)
        else:
            power = pow(pow(10, modulus - 2, modulus), -self._exp, modulus)
        value = self._int * power % modulus
        value = -value if self._sign else value
        return -2 if value == -1 else value

    # Comparing.

    def _order(self, other):
        """-1, 0 or 1: neither may be NaN."""
        if self._special or other._special:
            mine = (1 - 2 * self._sign) if self._special else 0
            others = (1 - 2 * other._sign) if other._special else 0
            return (mine > others) - (mine < others)
        if not self._int or not other._int:
            mine = (1 - 2 * self._sign) if self._int else 0
            others = (1 - 2 * other._sign) if other._int else 0
            return (mine > others) - (mine < others)
        if self._sign != other._sign:
            return 1 if other._sign else -1
        direction = -1 if self._sign else 1
        mine, others = self.adjusted(), other.adjusted()
        if mine != others:
            return direction if mine > others else -direction
        shift = self._exp - other._exp
        a = self._int * 10 ** max(shift, 0)
        b = other._int * 10 ** max(-shift, 0)
        return direction * ((a > b) - (a < b))

    def _operand(self, other, equality=False):
        """What can be compared with, as a Decimal; else NotImplemented."""
        if isinstance(other, Decimal):
            return other
        if isinstance(other, int):
            return Decimal(other)
        if isinstance(other, float):
            context = getcontext()
            if equality:
                context.flags[FloatOperation] = True
            else:
                context._signal(FloatOperation)
            return Decimal.from_float(other)
        if isinstance(other, _numbers.Rational):
            return other
        if equality and isinstance(other, complex) and other.imag == 0:
            return self._operand(other.real, True)
        return NotImplemented

    def _compared(self, other, test, equality=False):
        other = self._operand(other, equality)
        if other is NotImplemented:
            return NotImplemented
        this = self
        if not isinstance(other, Decimal):
            # A fraction: both are multiplied by its denominator.
            if not self._special:
                this = Decimal._raw(self._sign, self._int * other.denominator, self._exp)
            other = Decimal(other.numerator)
        if this.is_nan() or other.is_nan():
            if 'N' in (this._special, other._special) or not equality:
                return bool(getcontext()._signal(InvalidOperation, result=0))
            return test is _not_equal
        return test(this._order(other))

    def __eq__(self, other):
        return self._compared(other, _equal, True)

    def __ne__(self, other):
        return self._compared(other, _not_equal, True)

    def __lt__(self, other):
        return self._compared(other, _less)

    def __le__(self, other):
        return self._compared(other, _less_equal)

    def __gt__(self, other):
        return self._compared(other, _greater)

    def __ge__(self, other):
        return self._compared(other, _greater_equal)

    def compare(self, other, context=None):
        """-1, 0, 1 or NaN as a Decimal."""
        other = _number(other)
        nan = self._check_nans(other, context or getcontext())
        return nan if nan is not None else Decimal(self._order(other))

    def compare_total(self, other, context=None):
        """Orders all numbers, also those that are equal: 12.0 before 12."""
        other = _number(other)

        def key(number):
            rank = {'': 0, 'F': 1, 'N': 2, 'n': 3}[number._special]
            return rank

        if self._sign != other._sign:
            return Decimal(-1 if self._sign else 1)
        direction = -1 if self._sign else 1
        mine, others = key(self), key(other)
        if mine == others == 0:
            order = self._order(other)
            if order:
                return Decimal(order)
            mine, others = self._exp, other._exp
        elif mine == others:
            mine, others = self._int, other._int
        return Decimal(direction * ((mine > others) - (mine < others)))

    def max(self, other, context=None):
        return self._extreme(other, context, 1)

    def min(self, other, context=None):
        return self._extreme(other, context, -1)

    def _extreme(self, other, context, wanted):
        other, context = _number(other), context or getcontext()
        if self.is_nan() or other.is_nan():
            # A quiet NaN gives way to a number.
            if self._special == 'n' and not other.is_nan():
                return other._fix(context)
            if other._special == 'n' and not self.is_nan():
                return self._fix(context)
            return self._check_nans(other, context)
        order = self._order(other) or int(self.compare_total(other))
        return (self if order == wanted or order == 0 else other)._fix(context)

    # Arithmetic.

    def _add(self, other, context):
        nan = self._check_nans(other, context)
        if nan is not None:
            return nan
        if self._special or other._special:
            if self._special and other._special and self._sign != other._sign:
                return context._signal(InvalidOperation)
            return self if self._special else other
        exponent = min(self._exp, other._exp)
        negative_zero = context.rounding == ROUND_FLOOR and self._sign != other._sign
        if not self._int and not other._int:
            sign = min(self._sign, other._sign) if not negative_zero else 1
            return self._raw(sign, 0, exponent)._fix(context)
        if not self._int or not other._int:
            number = self if self._int else other
            exponent = max(exponent, number._exp - context.prec - 1)
            shift = number._exp - exponent
            if shift > 0:
                return self._raw(number._sign, number._int * 10 ** shift, exponent)._fix(context)
            return number._fix(context)
        great, small = (self, other) if self.adjusted() >= other.adjusted() else (other, self)
        # A number far below the other one's last digit matters only for rounding.
        floor = min(great._exp, great.adjusted() - context.prec) - 2
        if small.adjusted() < floor:
            small = self._raw(small._sign, 1, floor)
            exponent = min(great._exp, floor)
        a = great._int * 10 ** (great._exp - exponent)
        b = small._int * 10 ** (small._exp - exponent)
        total = (-a if great._sign else a) + (-b if small._sign else b)
        if not total:
            return self._raw(int(negative_zero), 0, exponent)._fix(context)
        return self._raw(int(total < 0), abs(total), exponent)._fix(context)

    def _subtract(self, other, context):
        if other.is_nan():
            return self._add(other, context)
        return self._add(other.copy_negate(), context)

    def _multiply(self, other, context):
        sign = self._sign ^ other._sign
        nan = self._check_nans(other, context)
        if nan is not None:
            return nan
        if self._special or other._special:
            if not self or not other:
                return context._signal(InvalidOperation)
            return self._raw(sign, 0, 'F')
        return self._raw(sign, self._int * other._int, self._exp + other._exp)._fix(context)

    def _divide(self, other, context):
        sign = self._sign ^ other._sign
        nan = self._check_nans(other, context)
        if nan is not None:
            return nan
        if self._special and other._special:
            return context._signal(InvalidOperation)
        if self._special:
            return self._raw(sign, 0, 'F')
        if other._special:
            context._signal(Clamped)
            return self._raw(sign, 0, context.Etiny())
        if not other._int:
            if not self._int:
                return context._signal(DivisionUndefined)
            return context._signal(DivisionByZero, result=self._raw(sign, 0, 'F'))
        if not self._int:
            return self._raw(sign, 0, self._exp - other._exp)._fix(context)
        # As many digits as the precision needs, and one more that says what was cut off.
        shift = _digit_count(other._int) - _digit_count(self._int) + context.prec + 1
        exponent = self._exp - other._exp - shift
        if shift >= 0:
            quotient, rest = divmod(self._int * 10 ** shift, other._int)
        else:
            quotient, rest = divmod(self._int, other._int * 10 ** -shift)
        if rest:
            if quotient % 5 == 0:
                quotient += 1
        else:
            ideal = self._exp - other._exp
            while exponent < ideal and quotient % 10 == 0:
                quotient //= 10
                exponent += 1
        return self._raw(sign, quotient, exponent)._fix(context)

    def _whole_division(self, other, context):
        """Whole quotient and rest."""
        sign = self._sign ^ other._sign
        ideal = self._exp if other._special else min(self._exp, other._exp)
        if not self._int or other._special or self.adjusted() - other.adjusted() <= -2:
            rest = self if other._special else self._rescale(ideal, context.rounding)
            return self._raw(sign, 0, 0), rest
        if self.adjusted() - other.adjusted() <= context.prec:
            shift = self._exp - other._exp
            a = self._int * 10 ** max(shift, 0)
            b = other._int * 10 ** max(-shift, 0)
            quotient, rest = divmod(a, b)
            if quotient < 10 ** context.prec:
                return self._raw(sign, quotient, 0), self._raw(self._sign, rest, ideal)
        nan = context._signal(DivisionImpossible)
        return nan, nan

    def _divide_int(self, other, context):
        nan = self._check_nans(other, context)
        if nan is not None:
            return nan
        sign = self._sign ^ other._sign
        if self._special:
            if other._special:
                return context._signal(InvalidOperation)
            return self._raw(sign, 0, 'F')
        if not other:
            if self:
                return context._signal(DivisionByZero, result=self._raw(sign, 0, 'F'))
            return context._signal(DivisionUndefined)
        return self._whole_division(other, context)[0]

    def _remainder(self, other, context):
        nan = self._check_nans(other, context)
        if nan is not None:
            return nan
        if self._special:
            return context._signal(InvalidOperation)
        if not other:
            return context._signal(InvalidOperation if self else DivisionUndefined)
        return self._whole_division(other, context)[1]._fix(context)

    def _power(self, other, modulo, context):
        if modulo is not None:
            return Decimal(pow(int(self), int(other), int(modulo)))
        nan = self._check_nans(other, context)
        if nan is not None:
            return nan
        if not other:
            return context._signal(InvalidOperation) if not self else Decimal(1)
        whole = not other._special and other == other.to_integral_value()
        odd = whole and int(other) % 2 == 1
        sign = int(self._sign and odd)
        if self._sign and self and not whole:
            return context._signal(InvalidOperation)
        base = self.copy_abs()
        if not base:
            return self._raw(sign, 0, 0) if not other._sign else self._raw(sign, 0, 'F')
        if base._special:
            return self._raw(sign, 0, 0) if other._sign else self._raw(sign, 0, 'F')
        if other._special:
            order = base._order(Decimal(1))
            if order == 0:
                return self._raw(0, 10 ** (context.prec - 1), 1 - context.prec)
            return Decimal(0) if (order > 0) == bool(other._sign) else self._raw(0, 0, 'F')
        if whole and _digit_count(base._int) * abs(int(other)) <= context.prec * 20 + 400:
            power = abs(int(other))
            exact = self._raw(sign, base._int ** power, base._exp * power)
            if not other._sign:
                return exact._fix(context)
            inner = context.copy()
            inner.prec += 4
            inner.clear_traps()
            result = Decimal(1)._divide(exact, context)
            return result
        # x ** y = e ** (y * ln x), with digits to spare.
        inner = context.copy()
        inner.clear_traps()
        inner.prec = context.prec + 10 + max(0, other.adjusted()) + abs(base.adjusted()).bit_length()
        inner.rounding = ROUND_HALF_EVEN
        result = other._multiply(base.ln(inner), inner).exp(inner)
        result._sign = sign
        root = result.normalize(inner)
        if _digit_count(root._int) < context.prec:
            # An exact result has the precision's digits, as any inexact one.
            missing = context.prec - _digit_count(root._int)
            context._signal(Inexact, Rounded)
            return self._raw(sign, root._int * 10 ** missing, root._exp - missing)._fix(context)
        return result._fix(context)

    def __add__(self, other, context=None):
        return _operate(self, other, '_add', context)

    def __sub__(self, other, context=None):
        return _operate(self, other, '_subtract', context)

    def __mul__(self, other, context=None):
        return _operate(self, other, '_multiply', context)

    def __truediv__(self, other, context=None):
        return _operate(self, other, '_divide', context)

    def __floordiv__(self, other, context=None):
        return _operate(self, other, '_divide_int', context)

    def __mod__(self, other, context=None):
        return _operate(self, other, '_remainder', context)

    def __divmod__(self, other):
        quotient = _operate(self, other, '_divide_int', None)
        if quotient is NotImplemented:
            return NotImplemented
        return quotient, _operate(self, other, '_remainder', None)

    def __pow__(self, other, modulo=None):
        if not isinstance(other, (Decimal, int)):
            return NotImplemented
        return self._power(_number(other), modulo, getcontext())

    def __radd__(self, other):
        return _operate(other, self, '_add', None)

    def __rsub__(self, other):
        return _operate(other, self, '_subtract', None)

    def __rmul__(self, other):
        return _operate(other, self, '_multiply', None)

    def __rtruediv__(self, other):
        return _operate(other, self, '_divide', None)

    def __rfloordiv__(self, other):
        return _operate(other, self, '_divide_int', None)

    def __rmod__(self, other):
        return _operate(other, self, '_remainder', None)

    def __rdivmod__(self, other):
        if not isinstance(other, int):
            return NotImplemented
        return Decimal(other).__divmod__(self)

    def __rpow__(self, other):
        if not isinstance(other, int):
            return NotImplemented
        return Decimal(other) ** self

    def _negated(self, context):
        nan = self._check_nans(None, context)
        if nan is not None:
            return nan
        if not self and context.rounding != ROUND_FLOOR:
            return self.copy_abs()._fix(context)
        return self.copy_negate()._fix(context)

    def __neg__(self):
        return self._negated(getcontext())

    def __pos__(self):
        context = getcontext()
        nan = self._check_nans(None, context)
        if nan is not None:
            return nan
        if not self and context.rounding != ROUND_FLOOR:
            return self.copy_abs()._fix(context)
        return self._fix(context)

    def __abs__(self, round=True, context=None):
        context = context or getcontext()
        return self._negated(context) if self._sign else self.__pos__()

    def copy_abs(self):
        return self._raw(0, self._int, self._exp, self._special)

    def copy_negate(self):
        return self._raw(1 - self._sign, self._int, self._exp, self._special)

    def copy_sign(self, other, context=None):
        return self._raw(_number(other)._sign, self._int, self._exp, self._special)

    def conjugate(self):
        return self

    real = property(lambda self: self)
    imag = property(lambda self: Decimal(0))

    def fma(self, other, third, context=None):
        """self * other + third, rounded once."""
        context = context or getcontext()
        wide = context.copy()
        wide.prec = MAX_PREC
        return self._multiply(_number(other), wide)._add(_number(third), context)

    # Rounding.

    def _rescale(self, exponent, rounding):
        """The number with that exponent."""
        if self._special:
            return self
        shift = self._exp - exponent
        if shift >= 0 or not self._int:
            return self._raw(self._sign, self._int * 10 ** max(shift, 0), exponent)
        # Far below the last digit wanted, all digits are but a rest.
        if -shift > _digit_count(self._int) + 1:
            digits, _ = _drop_digits(1, 2, rounding, self._sign)
        else:
            digits, _ = _drop_digits(self._int, -shift, rounding, self._sign)
        return self._raw(self._sign, digits, exponent)

    def quantize(self, exp, rounding=None, context=None):
        """The number with the exponent of another one."""
        exp, context = _number(exp), context or getcontext()
        rounding = rounding or context.rounding
        if rounding not in _ROUNDINGS:
            raise TypeError("valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, "
                            "ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, "
                            "ROUND_HALF_EVEN,\n   ROUND_05UP]")
        nan = self._check_nans(exp, context)
        if nan is not None:
            return nan
        if self._special or exp._special:
            if self._special and exp._special:
                return self
            return context._signal(InvalidOperation)
        if not context.Etiny() <= exp._exp <= context.Emax:
            return context._signal(InvalidOperation)
        result = self._rescale(exp._exp, rounding)
        if result._int and (result.adjusted() > context.Emax
                            or _digit_count(result._int) > context.prec):
            return context._signal(InvalidOperation)
        if exp._exp > self._exp and self._int:
            lost = self._int % 10 ** min(exp._exp - self._exp, _digit_count(self._int) + 1)
            context._signal(*((Inexact, Rounded) if lost else (Rounded,)))
        return result._fix(context)

    def same_quantum(self, other, context=None):
        """Whether both have the same exponent."""
        other = _number(other)
        if self._special or other._special:
            return self.is_nan() and other.is_nan() or self.is_infinite() and other.is_infinite()
        return self._exp == other._exp

    def to_integral_value(self, rounding=None, context=None):
        """The nearest whole number."""
        context = context or getcontext()
        if self._special:
            nan = self._check_nans(None, context)
            return self if nan is None else nan
        if self._exp >= 0:
            return self
        return self._rescale(0, rounding or context.rounding)

    to_integral = to_integral_value

    def to_integral_exact(self, rounding=None, context=None):
        context = context or getcontext()
        result = self.to_integral_value(rounding, context)
        if not self._special and self._exp < 0:
            context._signal(*((Rounded,) if result == self else (Inexact, Rounded)))
        return result

    def normalize(self, context=None):
        """Without zeros at the end."""
        context = context or getcontext()
        nan = self._check_nans(None, context)
        if nan is not None:
            return nan
        number = self._fix(context)
        if number._special:
            return number
        if not number._int:
            return self._raw(number._sign, 0, 0)
        digits, exponent = number._int, number._exp
        while digits % 10 == 0 and exponent < context.Emax:
            digits //= 10
            exponent += 1
        return self._raw(number._sign, digits, exponent)

    def __round__(self, n=None):
        if n is not None:
            if not isinstance(n, int):
                raise TypeError('optional arg must be an integer')
            return self.quantize(Decimal._raw(0, 1, -n), rounding=getcontext().rounding)
        return self._to_int(ROUND_HALF_EVEN)

    def _to_int(self, rounding):
        if self._special == 'F':
            raise OverflowError('cannot convert Infinity to integer')
        if self._special:
            raise ValueError('cannot convert NaN to integer')
        number = self._rescale(0, rounding) if self._exp < 0 else self
        value = number._int * 10 ** number._exp
        return -value if number._sign else value

    def __int__(self):
        return self._to_int(ROUND_DOWN)

    __trunc__ = __int__

    def __floor__(self):
        return self._to_int(ROUND_FLOOR)

    def __ceil__(self):
        return self._to_int(ROUND_CEILING)

    def __float__(self):
        if self._special == 'N':
            raise ValueError('cannot convert signaling NaN to float')
        if self._special == 'n':
            return float('-nan' if self._sign else 'nan')
        return float(self._text())

    def __complex__(self):
        return complex(float(self))

    def scaleb(self, other, context=None):
        """The number with its exponent moved."""
        context = context or getcontext()
        if self._special:
            return self
        return self._raw(self._sign, self._int, self._exp + int(other))._fix(context)

    def shift(self, other, context=None):
        """The digits moved to the left, or to the right."""
        context = context or getcontext()
        count = int(other)
        digits = self._int * 10 ** count if count >= 0 else self._int // 10 ** -count
        return self._raw(self._sign, digits % 10 ** context.prec, self._exp)

    def logb(self, context=None):
        return Decimal(self.adjusted())

    def radix(self):
        return Decimal(10)

    def number_class(self, context=None):
        if self._special:
            return {'n': 'NaN', 'N': 'sNaN', 'F': '-+'[1 - self._sign] + 'Infinity'}[self._special]
        sign = '-' if self._sign else '+'
        if not self._int:
            return sign + 'Zero'
        return sign + ('Subnormal' if self.is_subnormal(context) else 'Normal')

    # Functions that are inexact.

    def sqrt(self, context=None):
        """The square root: that of the digits as a whole number, with one digit to spare."""
        context = context or getcontext()
        nan = self._check_nans(None, context)
        if nan is not None:
            return nan
        if self._special and not self._sign:
            return self
        if not self:
            return self._raw(self._sign, 0, self._exp // 2)._fix(context)
        if self._sign:
            return context._signal(InvalidOperation)
        precision = context.prec + 1
        exponent, digits = self._exp >> 1, self._int
        if self._exp & 1:
            digits *= 10
            length = (_digit_count(self._int) >> 1) + 1
        else:
            length = (_digit_count(self._int) + 1) >> 1
        shift = precision - length
        exact = True
        if shift >= 0:
            digits *= 100 ** shift
        else:
            digits, rest = divmod(digits, 100 ** -shift)
            exact = not rest
        exponent -= shift
        root = _math.isqrt(digits)
        exact = exact and root * root == digits
        if exact:
            root = root // 10 ** shift if shift >= 0 else root * 10 ** -shift
            exponent += shift
        elif root % 5 == 0:
            root += 1
        inner = context.copy()
        inner.rounding = ROUND_HALF_EVEN
        inner.flags = context.flags
        return self._raw(0, root, exponent)._fix(inner)

    def exp(self, context=None):
        """e to this power."""
        context = context or getcontext()
        nan = self._check_nans(None, context)
        if nan is not None:
            return nan
        if self._special:
            return Decimal(0) if self._sign else self
        if not self:
            return Decimal(1)
        if self.adjusted() > len(str(context.Emax)) + 1:
            limit = self._raw(0, 1, context.Emax + 1 if not self._sign else context.Etiny() - 1)
            return limit._fix(context)
        if self.adjusted() < -context.prec - 1:
            # 1 and a little: rounding sees the little.
            digits = 10 ** (context.prec + 1) + (-1 if self._sign else 1)
            return _half_even(self._raw(0, digits, -context.prec - 1), context)
        digits, exponent = _exp_digits(self, context.prec + 3)
        return _half_even(self._raw(0, digits, exponent), context)

    def ln(self, context=None):
        """The natural logarithm."""
        return self._logarithm(context, False)

    def log10(self, context=None):
        """The logarithm to base 10."""
        return self._logarithm(context, True)

    def _logarithm(self, context, base_ten):
        context = context or getcontext()
        nan = self._check_nans(None, context)
        if nan is not None:
            return nan
        if not self:
            return self._raw(1, 0, 'F')
        if self._sign:
            return context._signal(InvalidOperation)
        if self._special:
            return self
        if base_ten and self._int == 10 ** (_digit_count(self._int) - 1):
            return Decimal(self.adjusted())._fix(context)
        if self == 1:
            return Decimal(0)
        precision = context.prec + 10
        while True:
            value = _ln_fixed(self._int, self._exp, precision)
            if base_ten:
                value = value * 10 ** precision // _ln_fixed(10, 0, precision)
            # A value near zero needs more digits.
            missing = context.prec + 4 - _digit_count(abs(value))
            if missing <= 0:
                break
            precision += missing
        if value % 5 == 0:
            value += 1
        return _half_even(self._raw(int(value < 0), abs(value), -precision), context)

    def next_plus(self, context=None):
        """The next greater number."""
        context = context or getcontext()
        inner = context.copy()
        inner.rounding = ROUND_CEILING
        inner.clear_traps()
        new = self._fix(inner)
        if new != self:
            return new
        return self._add(self._raw(0, 1, context.Etiny() - 1), inner)

    def next_minus(self, context=None):
        return self.copy_negate().next_plus(context).copy_negate()

    # The rest.

    def __format__(self, specifier):
        import _decimal_format
        return _decimal_format.format(self, specifier)

    def __reduce__(self):
        return self.__class__, (str(self),)

    def __copy__(self):
        return self if type(self) is Decimal else self.__class__(str(self))

    def __deepcopy__(self, memo):
        return self.__copy__()


def _equal(order):
    return order == 0


def _not_equal(order):
    return order != 0


def _less(order):
    return order < 0


def _less_equal(order):
    return order <= 0


def _greater(order):
    return order > 0


def _greater_equal(order):
    return order >= 0


def _operate(a, b, name, context):
    """A binary operator: ints count as numbers, nothing else does."""
    if not isinstance(a, (Decimal, int)) or not isinstance(b, (Decimal, int)):
        return NotImplemented
    return getattr(_number(a), name)(_number(b), context or getcontext())


def _half_even(number, context):
    """Rounded to the nearest: inexact functions always round so."""
    inner = context.copy()
    inner.rounding = ROUND_HALF_EVEN
    inner.flags = context.flags
    return number._fix(inner)


def _exp_digits(number, precision):
    """Digits and exponent of e ** number.

    The number is cut into a multiple of ln 10, which only moves the point, and a rest; the rest is
    halved until its series ends soon, and the result squared as often.
    """
    extra = precision + max(0, number.adjusted()) + 12
    unit = 10 ** extra
    shift = number._exp + extra
    fixed = number._int * 10 ** shift if shift >= 0 else number._int // 10 ** -shift
    fixed = -fixed if number._sign else fixed
    tens, rest = divmod(fixed, _ln_fixed(10, 0, extra))
    halvings = 8
    rest = rest >> halvings
    term = total = unit
    n = 1
    while term:
        term = term * rest // (unit * n)
        total += term
        n += 1
    for _ in range(halvings):
        total = total * total // unit
    total //= 10 ** (extra - precision)
    if total % 5 == 0:
        total += 1
    return total, tens - precision


_logarithms = {}


def _ln_fixed(digits, exponent, precision):
    """ln(digits * 10 ** exponent), times 10 ** precision, to about that many digits."""
    key = digits, exponent, precision
    if key in _logarithms:
        return _logarithms[key]
    unit = 10 ** (precision + 8)
    if (digits, exponent) == (10, 0):
        # ln 10 = 3 ln 2 + ln(5/4)
        result = 3 * _ln_ratio(2, 1, unit) + _ln_ratio(5, 4, unit)
    else:
        count = _digit_count(digits)
        # digits = m * 10 ** count with m in [0.1, 1); m times a power of two is near 1.
        n, d, twos = digits, 10 ** count, 0
        while 4 * n < 3 * d:
            n, twos = n * 2, twos + 1
        result = (_ln_ratio(n, d, unit) - twos * _ln_ratio(2, 1, unit)
                  + (exponent + count) * _ln_fixed(10, 0, precision + 8))
    result = result // 10 ** 8 if result >= 0 else -(-result // 10 ** 8)
    if len(_logarithms) > 200:
        _logarithms.clear()
    _logarithms[key] = result
    return result


def _ln_ratio(n, d, unit):
    """ln(n / d) times unit: the series of atanh."""
    x = (n - d) * unit // (n + d)
    square = x * x // unit
    term, total, k = x, 0, 1
    while term not in (0, -1):
        total += term // k
        term = term * square // unit
        k += 2
    return 2 * total


DefaultContext = object.__new__(Context)
for _name, _value in (('prec', 28), ('rounding', ROUND_HALF_EVEN), ('Emin', -999999),
                      ('Emax', 999999), ('capitals', 1), ('clamp', 0),
                      ('flags', Context._signal_dict({})),
                      ('traps', Context._signal_dict([InvalidOperation, DivisionByZero,
                                                      Overflow]))):
    setattr(DefaultContext, _name, _value)
del _name, _value
BasicContext = Context(prec=9, rounding=ROUND_HALF_UP, flags=[],
                       traps=[DivisionByZero, Overflow, InvalidOperation, Clamped, Underflow])
ExtendedContext = Context(prec=9, rounding=ROUND_HALF_EVEN, flags=[], traps=[])
_current = None


def getcontext():
    """The current context."""
    global _current
    if _current is None:
        _current = DefaultContext.copy()
    return _current


def setcontext(context):
    """Makes a context the current one."""
    global _current
    if context in (DefaultContext, BasicContext, ExtendedContext):
        context = context.copy()
        context.clear_flags()
    _current = context


class localcontext:
    """`with localcontext() as ctx:` a context for a block."""

    def __init__(self, ctx=None):
        self._context = (ctx or getcontext()).copy()

    def __enter__(self):
        self._saved = getcontext()
        setcontext(self._context)
        return self._context

    def __exit__(self, kind, value, traceback):
        setcontext(self._saved)


_numbers.Number.register(Decimal)
