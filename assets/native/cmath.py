"""Functions of complex numbers (Modules/cmathmodule.c). Where a part is infinite or no number, a table
says what the result is; elsewhere the formulas are chosen so that no digits are lost."""

import math
from math import e, inf, nan, pi, tau

infj = complex(0.0, inf)
nanj = complex(0.0, nan)

_GREATEST = 1.7976931348623157e308
_LARGE = _GREATEST / 4.0
_SQRT_LARGE = math.sqrt(_LARGE)
_LOG_LARGE = math.log(_LARGE)
_SMALLEST_NORMAL = 2.2250738585072014e-308
_LN2 = math.log(2.0)


def _read(z):
    z = z if type(z) is complex else _to_complex(z)
    return z.real, z.imag


def _to_complex(z):
    if isinstance(z, str) or isinstance(z, (bytes, bytearray)):
        raise TypeError(f'must be real number, not {type(z).__name__}')
    try:
        return complex(z)
    except TypeError:
        raise TypeError(f'must be real number, not {type(z).__name__}') from None


def _hypot(x, y):
    """The distance from zero as the C library has it; math.hypot() computes it its own way."""
    return abs(complex(x, y))


def _finite(x, y):
    return math.isfinite(x) and math.isfinite(y)


def phase(z, /):
    """The angle of a number."""
    x, y = _read(z)
    return math.atan2(y, x)


def polar(z, /):
    """Distance and angle."""
    z = complex(*_read(z))
    return abs(z), math.atan2(z.imag, z.real)


def rect(r, phi, /):
    """The number with that distance and angle."""
    r, phi = float(r), float(phi)
    if not _finite(r, phi):
        if math.isinf(r) and math.isfinite(phi) and phi != 0.0:
            return complex(math.copysign(inf, math.cos(phi)) * math.copysign(1.0, r),
                           math.copysign(inf, math.sin(phi)) * math.copysign(1.0, r))
        if phi == 0.0:
            return complex(r, r * phi if math.isnan(r) else math.copysign(0.0, phi))
        if r == 0.0:
            return complex(0.0, 0.0)
        if math.isinf(phi) and not math.isnan(r):
            raise ValueError('math domain error')
        return complex(nan, nan)
    if phi == 0.0:
        return complex(r, r * phi)
    return complex(r * math.cos(phi), r * math.sin(phi))


def isfinite(z, /):
    return _finite(*_read(z))


def isinf(z, /):
    x, y = _read(z)
    return math.isinf(x) or math.isinf(y)


def isnan(z, /):
    x, y = _read(z)
    return math.isnan(x) or math.isnan(y)


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    """Whether two numbers are nearly equal."""
    a, b = complex(*_read(a)), complex(*_read(b))
    if rel_tol < 0.0 or abs_tol < 0.0:
        raise ValueError('tolerances must be non-negative')
    if a == b:
        return True
    if isinf(a) or isinf(b):
        return False
    diff = abs(a - b)
    return diff <= rel_tol * abs(b) or diff <= rel_tol * abs(a) or diff <= abs_tol


def sqrt(z, /):
    """The square root with a real part that isn't negative."""
    x, y = _read(z)
    if math.isinf(y):
        return complex(inf, y)
    if math.isnan(x):
        return complex(nan, nan)
    if math.isinf(x):
        if x > 0:
            return complex(inf, nan if math.isnan(y) else math.copysign(0.0, y))
        return complex(nan if math.isnan(y) else 0.0, math.copysign(inf, y))
    if math.isnan(y):
        return complex(nan, nan)
    if x == 0.0 and y == 0.0:
        return complex(0.0, y)
    ax, ay = abs(x), abs(y)
    if ax < _SMALLEST_NORMAL and ay < _SMALLEST_NORMAL and (ax > 0.0 or ay > 0.0):
        # Tiny numbers are made greater first.
        ax = math.ldexp(ax, 53)
        s = math.ldexp(math.sqrt(ax + _hypot(ax, math.ldexp(ay, 53))), -27)
    else:
        ax /= 8.0
        s = 2.0 * math.sqrt(ax + _hypot(ax, ay / 8.0))
    d = ay / (2.0 * s)
    if x >= 0.0:
        return complex(s, math.copysign(d, y))
    return complex(d, math.copysign(s, y))


def exp(z, /):
    """e to this power."""
    x, y = _read(z)
    if not _finite(x, y):
        if math.isinf(x) and math.isfinite(y) and y != 0.0:
            size = inf if x > 0 else 0.0
            return complex(math.copysign(size, math.cos(y)), math.copysign(size, math.sin(y)))
        if math.isinf(y) and (math.isfinite(x) or x > 0 and math.isinf(x)):
            raise ValueError('math domain error')
        if math.isinf(x):
            if y == 0.0:
                return complex(inf if x > 0 else 0.0, y)
            return complex(inf, nan) if x > 0 else complex(0.0, 0.0)
        if y == 0.0:
            return complex(x, y)
        return complex(nan, nan)
    if x > _LOG_LARGE:
        scale = math.exp(x - 1.0)
        result = complex(scale * math.cos(y) * math.e, scale * math.sin(y) * math.e)
    else:
        scale = math.exp(x)
        result = complex(scale * math.cos(y), scale * math.sin(y))
    return _checked(result)


def _checked(result):
    """A result of finite numbers must be finite."""
    if not _finite(result.real, result.imag):
        raise OverflowError('math range error')
    return result


def _log(x, y):
    """The natural logarithm of x + yj, neither of which need be finite."""
    if not _finite(x, y):
        if math.isinf(x) or math.isinf(y):
            return complex(inf, math.atan2(y, x))
        return complex(nan, nan)
    ax, ay = abs(x), abs(y)
    if ax > _LARGE or ay > _LARGE:
        real = math.log(_hypot(ax / 2.0, ay / 2.0)) + _LN2
    elif ax < _SMALLEST_NORMAL and ay < _SMALLEST_NORMAL:
        if ax == 0.0 and ay == 0.0:
            raise ValueError('math domain error')
        real = math.log(_hypot(math.ldexp(ax, 53), math.ldexp(ay, 53))) - 53 * _LN2
    else:
        h = _hypot(ax, ay)
        if 0.71 <= h <= 1.73:
            # Near one, log1p keeps the digits.
            am, an = max(ax, ay), min(ax, ay)
            real = math.log1p((am - 1) * (am + 1) + an * an) / 2.0
        else:
            real = math.log(h)
    return complex(real, math.atan2(y, x))


def log(z, base=None, /):
    """The logarithm, natural or to a base."""
    result = _log(*_read(z))
    if base is not None:
        other = _log(*_read(base))
        try:
            result = result / other
        except ZeroDivisionError:
            raise ValueError('math domain error') from None
    return result


def log10(z, /):
    """The logarithm to base 10."""
    result = _log(*_read(z))
    return complex(result.real / math.log(10.0), result.imag / math.log(10.0))


def _trigonometric(x, y):
    """Whether the hyperbolic functions' formulas can be used; an error where they mean nothing."""
    if _finite(x, y):
        return True
    if math.isinf(y) and not math.isnan(x):
        raise ValueError('math domain error')
    return False


def sinh(z, /):
    x, y = _read(z)
    if not _trigonometric(x, y):
        if math.isinf(x) and y != 0.0 and not math.isnan(y):
            return complex(math.copysign(inf, math.cos(y)) * math.copysign(1.0, x),
                           math.copysign(inf, math.sin(y)))
        if y == 0.0:
            return complex(x, y)
        return complex(x if math.isinf(x) else nan, nan)
    if abs(x) > _LOG_LARGE:
        z = x - math.copysign(1.0, x)
        return _checked(complex(math.cos(y) * math.sinh(z) * math.e,
                                math.sin(y) * math.cosh(z) * math.e))
    return _checked(complex(math.cos(y) * math.sinh(x), math.sin(y) * math.cosh(x)))


def cosh(z, /):
    x, y = _read(z)
    if not _trigonometric(x, y):
        if math.isinf(x) and y != 0.0 and not math.isnan(y):
            return complex(math.copysign(inf, math.cos(y)),
                           math.copysign(inf, math.sin(y)) * math.copysign(1.0, x))
        if y == 0.0:
            return complex(abs(x), math.copysign(0.0, x) * y if math.isinf(x) else y)
        return complex(inf if math.isinf(x) else nan, nan)
    if abs(x) > _LOG_LARGE:
        z = x - math.copysign(1.0, x)
        return _checked(complex(math.cos(y) * math.cosh(z) * math.e,
                                math.sin(y) * math.sinh(z) * math.e))
    return _checked(complex(math.cos(y) * math.cosh(x), math.sin(y) * math.sinh(x)))


def tanh(z, /):
    x, y = _read(z)
    if not _finite(x, y):
        if math.isinf(y) and math.isfinite(x):
            raise ValueError('math domain error')
        if math.isinf(x):
            sign = math.copysign(1.0, x)
            if math.isfinite(y):
                return complex(sign, math.copysign(0.0, 2.0 * math.sin(y) * math.cos(y)))
            return complex(sign, 0.0)
        return complex(nan, y if y == 0.0 else nan)
    if abs(x) > _LOG_LARGE:
        return complex(math.copysign(1.0, x),
                       4.0 * math.sin(y) * math.cos(y) * math.exp(-2.0 * abs(x)))
    tx, ty = math.tanh(x), math.tan(y)
    cx = 1.0 / math.cosh(x)
    txty = tx * ty
    denominator = 1.0 + txty * txty
    return complex(tx * (1.0 + ty * ty) / denominator, ((ty / denominator) * cx) * cx)


def sin(z, /):
    x, y = _read(z)
    result = sinh(complex(-y, x))
    return complex(result.imag, -result.real)


def cos(z, /):
    x, y = _read(z)
    return cosh(complex(-y, x))


def tan(z, /):
    x, y = _read(z)
    result = tanh(complex(-y, x))
    return complex(result.imag, -result.real)


def acos(z, /):
    x, y = _read(z)
    if not _finite(x, y):
        if math.isinf(x) or math.isinf(y):
            return complex(nan if math.isnan(x) or math.isnan(y) and math.isinf(x)
                           else math.atan2(abs(y), x), math.copysign(inf, -y))
        return complex(pi / 2 if x == 0.0 else nan, nan)
    if abs(x) > _LARGE or abs(y) > _LARGE:
        real = math.atan2(abs(y), x)
        size = math.log(_hypot(x / 2.0, y / 2.0)) + _LN2 * 2.0
        if x < 0.0:
            return complex(real, -math.copysign(size, y))
        return complex(real, math.copysign(size, -y))
    s1, s2 = sqrt(complex(1.0 - x, -y)), sqrt(complex(1.0 + x, y))
    return complex(2.0 * math.atan2(s1.real, s2.real),
                   math.asinh(s2.real * s1.imag - s2.imag * s1.real))


def acosh(z, /):
    x, y = _read(z)
    if not _finite(x, y):
        result = acos(complex(x, y))
        return complex(abs(result.imag), math.copysign(result.real, y))
    if abs(x) > _LARGE or abs(y) > _LARGE:
        return complex(math.log(_hypot(x / 2.0, y / 2.0)) + _LN2 * 2.0, math.atan2(y, x))
    s1, s2 = sqrt(complex(x - 1.0, y)), sqrt(complex(x + 1.0, y))
    return complex(math.asinh(s1.real * s2.real + s1.imag * s2.imag),
                   2.0 * math.atan2(s1.imag, s2.real))


def asinh(z, /):
    x, y = _read(z)
    if not _finite(x, y):
        if math.isinf(x) or math.isinf(y):
            return complex(math.copysign(inf, x),
                           nan if math.isnan(y) or math.isnan(x) and not math.isinf(y)
                           else math.copysign(math.atan2(abs(y), abs(x)), y))
        return complex(x, y) if y == 0.0 else complex(nan, nan)
    if abs(x) > _LARGE or abs(y) > _LARGE:
        size = math.log(_hypot(x / 2.0, y / 2.0)) + _LN2 * 2.0
        return complex(math.copysign(size, x), math.atan2(y, abs(x)))
    s1, s2 = sqrt(complex(1.0 + y, -x)), sqrt(complex(1.0 - y, x))
    return complex(math.asinh(s1.real * s2.imag - s2.real * s1.imag),
                   math.atan2(y, s1.real * s2.real - s1.imag * s2.imag))


def asin(z, /):
    x, y = _read(z)
    result = asinh(complex(-y, x))
    return complex(result.imag, -result.real)


def atanh(z, /):
    x, y = _read(z)
    if not _finite(x, y):
        if math.isinf(x) or math.isinf(y):
            imag = nan if math.isnan(y) else math.copysign(pi / 2.0, y)
            return complex(math.copysign(0.0, x), imag)
        return complex(x if x == 0.0 else nan, nan)
    # An odd function: the half with a real part that isn't negative is enough.
    if x < 0.0 or x == 0.0 and math.copysign(1.0, x) < 0.0:
        return -atanh(complex(-x, -y))
    ay = abs(y)
    if x > _SQRT_LARGE or ay > _SQRT_LARGE:
        h = _hypot(x / 2.0, y / 2.0)
        return complex(x / 4.0 / h / h, -math.copysign(pi / 2.0, -y))
    if x == 1.0 and ay < math.sqrt(_SMALLEST_NORMAL):
        if ay == 0.0:
            raise ValueError('math domain error')
        return complex(-math.log(math.sqrt(ay) / math.sqrt(_hypot(ay, 2.0))),
                       math.copysign(math.atan2(2.0, -ay) / 2, y))
    return complex(math.log1p(4.0 * x / ((1 - x) * (1 - x) + ay * ay)) / 4.0,
                   -math.atan2(-2.0 * y, (1 - x) * (1 + x) - ay * ay) / 2.0)


def atan(z, /):
    x, y = _read(z)
    result = atanh(complex(-y, x))
    return complex(result.imag, -result.real)
