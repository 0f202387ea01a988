"""Dates and times.

A date is a day of the calendar that Gregory's reform gave us, thought on in both directions. Its
*ordinal* numbers the days, 1 being the first of January of the year 1: differences of dates are
differences of ordinals. A timedelta keeps days, seconds and microseconds, each in its range.
"""

import math as _math
import time as _time

# The classes call themselves after the module that shows them.
__name__ = 'datetime'
__all__ = ['date', 'datetime', 'time', 'timedelta', 'timezone', 'tzinfo', 'MINYEAR', 'MAXYEAR']

MINYEAR = 1
MAXYEAR = 9999
_MAXORDINAL = 3652059

_DAY_NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
_MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
_MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
_DAYS_IN_400_YEARS = 146097


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_in_month(year, month):
    return 29 if month == 2 and _is_leap(year) else _MONTH_DAYS[month - 1]


def _days_before_year(year):
    """Days of all years before this one."""
    year -= 1
    return year * 365 + year // 4 - year // 100 + year // 400


def _days_before_month(year, month):
    """Days of this year before the month."""
    return sum(_MONTH_DAYS[:month - 1]) + (month > 2 and _is_leap(year))


def _to_ordinal(year, month, day):
    return _days_before_year(year) + _days_before_month(year, month) + day


def _from_ordinal(ordinal):
    """Year, month and day of an ordinal."""
    cycles, rest = divmod(ordinal - 1, _DAYS_IN_400_YEARS)
    # A guess that is right or one too great, put right.
    year = rest // 365 + 1
    while _days_before_year(year) > rest:
        year -= 1
    rest -= _days_before_year(year)
    month = 1
    while rest >= _days_in_month(year, month):
        rest -= _days_in_month(year, month)
        month += 1
    return year + cycles * 400, month, rest + 1


def _integer(value):
    """An argument that must be whole."""
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        raise TypeError('integer argument expected, got float')
    try:
        return value.__index__()
    except AttributeError:
        raise TypeError(f'an integer is required (got type {type(value).__name__})') from None


def _check_date(year, month, day):
    year, month, day = _integer(year), _integer(month), _integer(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f'year {year} is out of range')
    if not 1 <= month <= 12:
        raise ValueError('month must be in 1..12')
    if not 1 <= day <= _days_in_month(year, month):
        raise ValueError('day is out of range for month')
    return year, month, day


def _check_time(hour, minute, second, microsecond, fold):
    hour, minute, second = _integer(hour), _integer(minute), _integer(second)
    microsecond = _integer(microsecond)
    if not 0 <= hour <= 23:
        raise ValueError('hour must be in 0..23')
    if not 0 <= minute <= 59:
        raise ValueError('minute must be in 0..59')
    if not 0 <= second <= 59:
        raise ValueError('second must be in 0..59')
    if not 0 <= microsecond <= 999999:
        raise ValueError('microsecond must be in 0..999999')
    if fold not in (0, 1):
        raise ValueError('fold must be either 0 or 1')
    return hour, minute, second, microsecond, fold


def _check_tzinfo(tz):
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError('tzinfo argument must be None or of a tzinfo subclass, '
                        f"not type '{type(tz).__name__}'")
    return tz


def _check_offset(name, offset):
    if offset is None:
        return
    if not isinstance(offset, timedelta):
        raise TypeError(f"tzinfo.{name}() must return None or a timedelta, not '{type(offset).__name__}'")
    if not -timedelta(1) < offset < timedelta(1):
        raise ValueError('offset must be a timedelta strictly between -timedelta(hours=24) '
                         'and timedelta(hours=24).')


def _show_offset(offset, colon=':'):
    """+01:00; seconds and microseconds only where there are any."""
    if offset is None:
        return ''
    sign = '+'
    if offset.days < 0:
        sign, offset = '-', -offset
    minutes, seconds = divmod(offset.seconds, 60)
    text = f'{sign}{minutes // 60:02d}{colon}{minutes % 60:02d}'
    if seconds or offset.microseconds:
        text += f'{colon}{seconds:02d}'
        if offset.microseconds:
            text += f'.{offset.microseconds:06d}'
    return text


_TIMESPECS = {
    'hours': '{:02d}',
    'minutes': '{:02d}:{:02d}',
    'seconds': '{:02d}:{:02d}:{:02d}',
    'milliseconds': '{:02d}:{:02d}:{:02d}.{:03d}',
    'microseconds': '{:02d}:{:02d}:{:02d}.{:06d}',
}


def _show_time(hour, minute, second, microsecond, timespec):
    if timespec == 'auto':
        timespec = 'microseconds' if microsecond else 'seconds'
    if timespec not in _TIMESPECS:
        raise ValueError('Unknown timespec value')
    if timespec == 'milliseconds':
        microsecond //= 1000
    return _TIMESPECS[timespec].format(hour, minute, second, microsecond)


def _strftime(moment, format, fields):
    """What only datetime knows is filled in first, time.strftime() does the rest."""
    pieces = []
    at = 0
    while at < len(format):
        char = format[at]
        at += 1
        if char != '%' or at == len(format):
            pieces.append(char)
            continue
        char = format[at]
        at += 1
        if char == 'f':
            pieces.append(f"{getattr(moment, 'microsecond', 0):06d}")
        elif char == 'z':
            offset = moment.utcoffset() if hasattr(moment, 'utcoffset') else None
            pieces.append(_show_offset(offset, ''))
        elif char == 'Z':
            name = moment.tzname() if hasattr(moment, 'tzname') else None
            pieces.append((name or '').replace('%', '%%'))
        else:
            pieces.append('%' + char)
    return _time.strftime(''.join(pieces), fields)


def _divide_nearest(a, b):
    """a / b as a whole number, halves to the even one."""
    quotient, rest = divmod(a, b)
    rest *= 2
    greater = rest > b if b > 0 else rest < b
    if greater or rest == b and quotient % 2 == 1:
        quotient += 1
    return quotient


class timedelta:
    """A span of time."""

    __slots__ = '_days', '_seconds', '_microseconds', '_hashcode'

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0,
                weeks=0):
        # Whole numbers of microseconds stay exact; the parts of floats are added up apart.
        exact, inexact = 0, 0.0
        for name, value, unit in (('microseconds', microseconds, 1),
                                  ('milliseconds', milliseconds, 1000),
                                  ('seconds', seconds, 10**6),
                                  ('minutes', minutes, 60 * 10**6),
                                  ('hours', hours, 3600 * 10**6),
                                  ('days', days, 86400 * 10**6),
                                  ('weeks', weeks, 7 * 86400 * 10**6)):
            if isinstance(value, int):
                exact += value * unit
            elif isinstance(value, float):
                fraction, whole = _math.modf(value)
                exact += int(whole) * unit
                part_fraction, part_whole = _math.modf(fraction * unit)
                exact += int(part_whole)
                inexact += part_fraction
            else:
                raise TypeError('unsupported type for timedelta '
                                f'{name} component: {type(value).__name__}')
        if inexact:
            # Rounding looks at the whole sum: a half goes to the even microsecond.
            whole = round(inexact)
            if abs(whole - inexact) == 0.5:
                is_odd = exact & 1
                whole = 2 * round((inexact + is_odd) * 0.5) - is_odd
            exact += whole
        return cls._from_microseconds(exact)

    @classmethod
    def _from_microseconds(cls, total):
        seconds, microseconds = divmod(total, 10**6)
        days, seconds = divmod(seconds, 86400)
        if abs(days) > 999999999:
            raise OverflowError(f'days={days}; must have magnitude <= 999999999')
        self = object.__new__(cls)
        self._days = days
        self._seconds = seconds
        self._microseconds = microseconds
        self._hashcode = -1
        return self

    def _to_microseconds(self):
        return (self._days * 86400 + self._seconds) * 10**6 + self._microseconds

    days = property(lambda self: self._days, doc='days')
    seconds = property(lambda self: self._seconds, doc='seconds')
    microseconds = property(lambda self: self._microseconds, doc='microseconds')

    def __repr__(self):
        parts = [f'{name}={value}' for name, value in (('days', self._days),
                                                       ('seconds', self._seconds),
                                                       ('microseconds', self._microseconds))
                 if value]
        module, name = self.__class__.__module__, self.__class__.__qualname__
        return f"{module}.{name}({', '.join(parts) or 0})"

    def __str__(self):
        minutes, seconds = divmod(self._seconds, 60)
        hours, minutes = divmod(minutes, 60)
        text = f'{hours}:{minutes:02d}:{seconds:02d}'
        if self._days:
            plural = '' if abs(self._days) == 1 else 's'
            text = f'{self._days} day{plural}, {text}'
        if self._microseconds:
            text += f'.{self._microseconds:06d}'
        return text

    def total_seconds(self):
        """The span in seconds, as a float."""
        return self._to_microseconds() / 10**6

    def __add__(self, other):
        if isinstance(other, timedelta):
            return timedelta._from_microseconds(self._to_microseconds() + other._to_microseconds())
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._from_microseconds(self._to_microseconds() - other._to_microseconds())
        return NotImplemented

    def __rsub__(self, other):
        if isinstance(other, timedelta):
            return other - self
        return NotImplemented

    def __neg__(self):
        return timedelta._from_microseconds(-self._to_microseconds())

    def __pos__(self):
        return timedelta._from_microseconds(self._to_microseconds())

    def __abs__(self):
        return -self if self._days < 0 else +self

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._from_microseconds(self._to_microseconds() * other)
        if isinstance(other, float):
            numerator, denominator = other.as_integer_ratio()
            return timedelta._from_microseconds(
                _divide_nearest(self._to_microseconds() * numerator, denominator))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._to_microseconds() // other._to_microseconds()
        if isinstance(other, int):
            return timedelta._from_microseconds(self._to_microseconds() // other)
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._to_microseconds() / other._to_microseconds()
        if isinstance(other, int):
            return timedelta._from_microseconds(_divide_nearest(self._to_microseconds(), other))
        if isinstance(other, float):
            numerator, denominator = other.as_integer_ratio()
            return timedelta._from_microseconds(
                _divide_nearest(self._to_microseconds() * denominator, numerator))
        return NotImplemented

    def __mod__(self, other):
        if isinstance(other, timedelta):
            return timedelta._from_microseconds(
                self._to_microseconds() % other._to_microseconds())
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            quotient, rest = divmod(self._to_microseconds(), other._to_microseconds())
            return quotient, timedelta._from_microseconds(rest)
        return NotImplemented

    def _key(self):
        return self._days, self._seconds, self._microseconds

    def __eq__(self, other):
        if isinstance(other, timedelta):
            return self._key() == other._key()
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, timedelta):
            return self._key() < other._key()
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, timedelta):
            return self._key() <= other._key()
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, timedelta):
            return self._key() > other._key()
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, timedelta):
            return self._key() >= other._key()
        return NotImplemented

    def __hash__(self):
        if self._hashcode == -1:
            self._hashcode = hash(self._key())
        return self._hashcode

    def __bool__(self):
        return self._key() != (0, 0, 0)

    def __reduce__(self):
        return self.__class__, self._key()


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(999999999, 86399, 999999)
timedelta.resolution = timedelta(microseconds=1)


class date:
    """A day."""

    __slots__ = '_year', '_month', '_day', '_hashcode'

    def __new__(cls, year, month=None, day=None):
        if isinstance(year, bytes) and month is None:
            year, month, day = int.from_bytes(year[:2], 'big'), year[2], year[3]
        elif month is None or day is None:
            missing, place = ('month', 2) if month is None else ('day', 3)
            raise TypeError(f"function missing required argument '{missing}' (pos {place})")
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        self._hashcode = -1
        return self

    @classmethod
    def fromtimestamp(cls, t):
        """The day of a time in seconds since 1970."""
        fields = _time.localtime(t)
        return cls(fields.tm_year, fields.tm_mon, fields.tm_mday)

    @classmethod
    def today(cls):
        """The day of the clock."""
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromordinal(cls, n):
        """The day of that number."""
        if n < 1:
            raise ValueError('ordinal must be >= 1')
        if n > _MAXORDINAL:
            raise ValueError(f'year {_from_ordinal(n)[0]} is out of range')
        return cls(*_from_ordinal(n))

    @classmethod
    def fromisoformat(cls, date_string):
        """The day written as YYYY-MM-DD."""
        if not isinstance(date_string, str):
            raise TypeError('fromisoformat: argument must be str')
        try:
            return cls(*_parse_iso_date(date_string))
        except ValueError as problem:
            if str(problem) != _NOT_ISO:
                raise
            raise ValueError(f'Invalid isoformat string: {date_string!r}') from None

    @classmethod
    def fromisocalendar(cls, year, week, day):
        """The day of that year's week."""
        if not MINYEAR <= year <= MAXYEAR:
            raise ValueError(f'Year is out of range: {year}')
        if not 0 < week < 53:
            first_weekday = _to_ordinal(year, 1, 1) % 7
            long_year = first_weekday == 4 or first_weekday == 3 and _is_leap(year)
            if not (week == 53 and long_year):
                raise ValueError(f'Invalid week: {week}')
        if not 0 < day < 8:
            raise ValueError(f'Invalid weekday: {day} (range is [1, 7])')
        return cls.fromordinal(_first_monday(year) + (week - 1) * 7 + day - 1)

    year = property(lambda self: self._year)
    month = property(lambda self: self._month)
    day = property(lambda self: self._day)

    def __repr__(self):
        module, name = self.__class__.__module__, self.__class__.__qualname__
        return f'{module}.{name}({self._year}, {self._month}, {self._day})'

    def ctime(self):
        """Mon Jan  1 00:00:00 2024"""
        name = _DAY_NAMES[self.weekday()]
        return f'{name} {_MONTH_NAMES[self._month - 1]} {self._day:2d} 00:00:00 {self._year:04d}'

    def strftime(self, fmt):
        """The day in a form that the format describes."""
        return _strftime(self, fmt, self.timetuple())

    def __format__(self, fmt):
        if not isinstance(fmt, str):
            raise TypeError(f'__format__() argument 1 must be str, not {type(fmt).__name__}')
        return self.strftime(fmt) if fmt else str(self)

    def isoformat(self):
        """YYYY-MM-DD"""
        return f'{self._year:04d}-{self._month:02d}-{self._day:02d}'

    def __str__(self):
        return self.isoformat()

    def timetuple(self):
        """The fields as time.localtime() gives them."""
        return self._fields(0, 0, 0, -1)

    def _fields(self, hour, minute, second, dst):
        day_of_year = _days_before_month(self._year, self._month) + self._day
        return _time.struct_time((self._year, self._month, self._day, hour, minute, second,
                                  self.weekday(), day_of_year, dst))

    def toordinal(self):
        """The number of the day."""
        return _to_ordinal(self._year, self._month, self._day)

    def replace(self, year=None, month=None, day=None):
        """The day with other fields."""
        return type(self)(self._year if year is None else year,
                          self._month if month is None else month,
                          self._day if day is None else day)

    def weekday(self):
        """0 for Monday to 6 for Sunday."""
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        """1 for Monday to 7 for Sunday."""
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        """Year, week, weekday as ISO 8601 counts them: week 1 is the one with the first
        Thursday."""
        year, today = self._year, self.toordinal()
        week, day = divmod(today - _first_monday(year), 7)
        if week < 0:
            year -= 1
            week, day = divmod(today - _first_monday(year), 7)
        elif week >= 52 and today >= _first_monday(year + 1):
            year, week = year + 1, 0
        return year, week + 1, day + 1

    def _key(self):
        return self._year, self._month, self._day

    def __eq__(self, other):
        if isinstance(other, date):
            return self._compare(other) == 0
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, date):
            return self._compare(other) < 0
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, date):
            return self._compare(other) <= 0
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, date):
            return self._compare(other) > 0
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, date):
            return self._compare(other) >= 0
        return NotImplemented

    def _compare(self, other):
        mine, others = self._key(), other._key()
        return (mine > others) - (mine < others)

    def __hash__(self):
        if self._hashcode == -1:
            self._hashcode = hash(self._state())
        return self._hashcode

    def _state(self):
        return bytes([*divmod(self._year, 256), self._month, self._day])

    def __reduce__(self):
        return self.__class__, (self._state(),)

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        ordinal = self.toordinal() + other.days
        if not 0 < ordinal <= _MAXORDINAL:
            raise OverflowError('date value out of range')
        return type(self).fromordinal(ordinal)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(days=1)

_NOT_ISO = 'not iso'


def _digits(text):
    if not (text.isascii() and text.isdigit()):
        raise ValueError(_NOT_ISO)
    return int(text)


def _parse_iso_date(text):
    if len(text) != 10 or text[4] != '-' or text[7] != '-':
        raise ValueError(_NOT_ISO)
    return _digits(text[:4]), _digits(text[5:7]), _digits(text[8:])


def _parse_iso_clock(text):
    """HH[:MM[:SS[.fff[fff]]]]"""
    fields = [0, 0, 0, 0]
    for at in range(3):
        fields[at] = _digits(text[:2]) if len(text) >= 2 else _digits('x')
        text = text[2:]
        if not text:
            return fields
        if text[0] == ':' and at < 2:
            text = text[1:]
        elif text[0] == '.' and at == 2 and len(text) in (4, 7):
            fields[3] = _digits(text[1:]) * (1000 if len(text) == 4 else 1)
            return fields
        else:
            break
    raise ValueError(_NOT_ISO)


def _parse_iso_time(text):
    """The fields of a time with its zone."""
    at = max(text.find('+'), text.find('-'))
    if at < 0:
        return (*_parse_iso_clock(text), None)
    zone = text[at + 1:]
    if len(zone) not in (5, 8, 15):
        raise ValueError(_NOT_ISO)
    hour, minute, second, microsecond = _parse_iso_clock(zone)
    offset = timedelta(hours=hour, minutes=minute, seconds=second, microseconds=microsecond)
    if text[at] == '-':
        offset = -offset
    return (*_parse_iso_clock(text[:at]), timezone.utc if not offset else timezone(offset))


def _first_monday(year):
    """The ordinal of the Monday that the year's first week begins with."""
    first = _to_ordinal(year, 1, 1)
    weekday = (first + 6) % 7
    return first - weekday + (7 if weekday > 3 else 0)


class tzinfo:
    """A time zone: what it says of a moment is for subclasses to say."""

    __slots__ = ()

    def tzname(self, dt):
        raise NotImplementedError('a tzinfo subclass must implement tzname()')

    def utcoffset(self, dt):
        raise NotImplementedError('a tzinfo subclass must implement utcoffset()')

    def dst(self, dt):
        raise NotImplementedError('a tzinfo subclass must implement dst()')

    def fromutc(self, dt):
        """The moment in this zone, of one in UTC."""
        if not isinstance(dt, datetime):
            raise TypeError('fromutc: argument must be a datetime')
        if dt.tzinfo is not self:
            raise ValueError('fromutc: dt.tzinfo is not self')
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError('fromutc: non-None utcoffset() result required')
        dst = dt.dst()
        if dst is None:
            raise ValueError('fromutc: non-None dst() result required')
        delta = offset - dst
        if delta:
            dt += delta
            dst = dt.dst()
            if dst is None:
                raise ValueError('fromutc: tz.dst() gave inconsistent results; cannot convert')
        return dt + dst

    def __reduce__(self):
        getinitargs = getattr(self, '__getinitargs__', None)
        args = getinitargs() if getinitargs else ()
        state = getattr(self, '__dict__', None) or None
        return (self.__class__, args) if state is None else (self.__class__, args, state)


class time:
    """A time of the day."""

    __slots__ = '_hour', '_minute', '_second', '_microsecond', '_tzinfo', '_fold', '_hashcode'

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        if isinstance(hour, bytes):
            tzinfo = minute or None
            hour, minute, second, *rest = hour
            fold, hour = divmod(hour, 128)
            microsecond = int.from_bytes(rest, 'big')
        self = object.__new__(cls)
        (self._hour, self._minute, self._second, self._microsecond,
         self._fold) = _check_time(hour, minute, second, microsecond, fold)
        self._tzinfo = _check_tzinfo(tzinfo)
        self._hashcode = -1
        return self

    @classmethod
    def fromisoformat(cls, time_string):
        """The time written as HH[:MM[:SS[.fff[fff]]]][+HH:MM]."""
        if not isinstance(time_string, str):
            raise TypeError('fromisoformat: argument must be str')
        try:
            return cls(*_parse_iso_time(time_string))
        except ValueError as problem:
            if str(problem) != _NOT_ISO:
                raise
            raise ValueError(f'Invalid isoformat string: {time_string!r}') from None

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    def _compare(self, other, equality=False):
        mine, others = self.utcoffset(), other.utcoffset()
        if (mine is None) != (others is None):
            if equality:
                return 1
            raise TypeError("can't compare offset-naive and offset-aware times")
        mine, others = self._since_midnight(mine), other._since_midnight(others)
        return (mine > others) - (mine < others)

    def _since_midnight(self, offset):
        """Microseconds since midnight, in UTC if there is an offset."""
        total = ((self._hour * 60 + self._minute) * 60 + self._second) * 10**6 + self._microsecond
        return total if offset is None else total - offset._to_microseconds()

    def __eq__(self, other):
        if isinstance(other, time):
            return self._compare(other, equality=True) == 0
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, time):
            return self._compare(other) < 0
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, time):
            return self._compare(other) <= 0
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, time):
            return self._compare(other) > 0
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, time):
            return self._compare(other) >= 0
        return NotImplemented

    def __hash__(self):
        if self._hashcode == -1:
            offset = self.utcoffset()
            self._hashcode = hash(self._since_midnight(offset) if offset
                                  else self.replace(fold=0)._state())
        return self._hashcode

    def _state(self):
        return bytes([self._hour + 128 * self._fold, self._minute, self._second,
                      *self._microsecond.to_bytes(3, 'big')])

    def __reduce_ex__(self, protocol):
        state = self._state(),
        return self.__class__, state if self._tzinfo is None else state + (self._tzinfo,)

    def __reduce__(self):
        return self.__reduce_ex__(2)

    def __repr__(self):
        fields = [self._hour, self._minute]
        if self._second or self._microsecond:
            fields.append(self._second)
        if self._microsecond:
            fields.append(self._microsecond)
        return _show_call(self, fields)

    def isoformat(self, timespec='auto'):
        """HH:MM:SS and so on."""
        text = _show_time(self._hour, self._minute, self._second, self._microsecond, timespec)
        return text + _show_offset(self.utcoffset())

    def __str__(self):
        return self.isoformat()

    def strftime(self, fmt):
        """The time in a form that the format describes."""
        fields = (1900, 1, 1, self._hour, self._minute, self._second, 0, 1, -1)
        return _strftime(self, fmt, fields)

    __format__ = date.__format__

    def utcoffset(self):
        """What the zone says its distance to UTC is."""
        return _ask_zone(self._tzinfo, 'utcoffset', None)

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(None)

    def dst(self):
        return _ask_zone(self._tzinfo, 'dst', None)

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *,
                fold=None):
        """The time with other fields."""
        return type(self)(self._hour if hour is None else hour,
                          self._minute if minute is None else minute,
                          self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo,
                          fold=self._fold if fold is None else fold)


def _ask_zone(zone, name, moment):
    if zone is None:
        return None
    offset = getattr(zone, name)(moment)
    _check_offset(name, offset)
    return offset


def _show_call(moment, fields):
    """The repr of a time or datetime."""
    texts = [str(field) for field in fields]
    if moment.tzinfo is not None:
        texts.append(f'tzinfo={moment.tzinfo!r}')
    if moment.fold:
        texts.append('fold=1')
    module, name = moment.__class__.__module__, moment.__class__.__qualname__
    return f"{module}.{name}({', '.join(texts)})"


time.min = time(0, 0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)


class datetime(date):
    """A moment: a day and a time of the day."""

    __slots__ = '_hour', '_minute', '_second', '_microsecond', '_tzinfo', '_fold'

    def __new__(cls, year, month=None, day=None, hour=0, minute=0, second=0, microsecond=0,
                tzinfo=None, *, fold=0):
        if isinstance(year, bytes):
            state, tzinfo = year, month
            year = int.from_bytes(state[:2], 'big')
            fold, month = divmod(state[2], 128)
            day, hour, minute, second = state[3:7]
            microsecond = int.from_bytes(state[7:], 'big')
        elif month is None or day is None:
            missing, place = ('month', 2) if month is None else ('day', 3)
            raise TypeError(f"function missing required argument '{missing}' (pos {place})")
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        (self._hour, self._minute, self._second, self._microsecond,
         self._fold) = _check_time(hour, minute, second, microsecond, fold)
        self._tzinfo = _check_tzinfo(tzinfo)
        self._hashcode = -1
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def _from_timestamp(cls, t, utc, tz):
        whole = int(t // 1)
        microsecond = _divide_nearest(*_scaled_ratio(t - whole))
        if microsecond >= 1000000:
            whole, microsecond = whole + 1, microsecond - 1000000
        fields = (_time.gmtime if utc else _time.localtime)(whole)
        return cls(*fields[:5], min(fields[5], 59), microsecond, tz)

    @classmethod
    def fromtimestamp(cls, t, tz=None):
        """The moment of a time in seconds since 1970."""
        _check_tzinfo(tz)
        result = cls._from_timestamp(t, tz is not None, tz)
        return result if tz is None else tz.fromutc(result)

    @classmethod
    def utcfromtimestamp(cls, t):
        """The same in UTC, without a zone."""
        return cls._from_timestamp(t, True, None)

    @classmethod
    def now(cls, tz=None):
        """The moment of the clock."""
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.utcfromtimestamp(_time.time())

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        """A day and a time together."""
        if not isinstance(date, _date_class):
            raise TypeError('combine() argument 1 must be datetime.date, '
                            f'not {type(date).__name__}')
        if not isinstance(time, _time_class):
            raise TypeError('combine() argument 2 must be datetime.time, '
                            f'not {type(time).__name__}')
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second,
                   time.microsecond, time.tzinfo if tzinfo is True else tzinfo, fold=time.fold)

    @classmethod
    def fromisoformat(cls, date_string):
        """The moment as isoformat() writes it."""
        if not isinstance(date_string, str):
            raise TypeError('fromisoformat: argument must be str')
        try:
            fields = _parse_iso_date(date_string[:10])
            rest = date_string[11:]
            if len(date_string) > 10 and not rest:
                raise ValueError(_NOT_ISO)
            return cls(*fields, *(_parse_iso_time(rest) if rest else ()))
        except ValueError as problem:
            if str(problem) != _NOT_ISO:
                raise
            raise ValueError(f'Invalid isoformat string: {date_string!r}') from None

    @classmethod
    def strptime(cls, date_string, format):
        """The moment that a text in that format means."""
        import _strptime
        return _strptime._strptime_datetime(cls, date_string, format)

    def timetuple(self):
        dst = self.dst()
        return self._fields(self._hour, self._minute, self._second,
                            -1 if dst is None else int(bool(dst)))

    def utctimetuple(self):
        offset = self.utcoffset()
        moment = self - offset if offset else self
        return moment._fields(moment.hour, moment.minute, moment.second, 0)

    def timestamp(self):
        """Seconds since 1970."""
        if self._tzinfo is not None:
            return (self - _EPOCH).total_seconds()
        seconds = _time.mktime(self._fields(self._hour, self._minute, self._second, -1))
        return seconds + self._microsecond / 1e6

    def date(self):
        """The day."""
        return _date_class(self._year, self._month, self._day)

    def time(self):
        """The time of the day, without zone."""
        return _time_class(self._hour, self._minute, self._second, self._microsecond,
                           fold=self._fold)

    def timetz(self):
        """The same with zone."""
        return _time_class(self._hour, self._minute, self._second, self._microsecond,
                           self._tzinfo, fold=self._fold)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None,
                microsecond=None, tzinfo=True, *, fold=None):
        """The moment with other fields."""
        return type(self)(self._year if year is None else year,
                          self._month if month is None else month,
                          self._day if day is None else day,
                          self._hour if hour is None else hour,
                          self._minute if minute is None else minute,
                          self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo,
                          fold=self._fold if fold is None else fold)

    def astimezone(self, tz=None):
        """The same moment in another zone; by default in the clock's, which is UTC here."""
        if tz is None:
            tz = timezone(timedelta(seconds=-_time.timezone), _time.tzname[0])
        elif not isinstance(tz, tzinfo):
            raise TypeError('tz argument must be an instance of tzinfo')
        offset = self.utcoffset()
        if offset is None:
            offset = timedelta(seconds=-_time.timezone)
        elif tz is self._tzinfo:
            return self
        return tz.fromutc((self - offset).replace(tzinfo=tz))

    def ctime(self):
        name, month = _DAY_NAMES[self.weekday()], _MONTH_NAMES[self._month - 1]
        return (f'{name} {month} {self._day:2d} '
                f'{self._hour:02d}:{self._minute:02d}:{self._second:02d} {self._year:04d}')

    def isoformat(self, sep='T', timespec='auto'):
        """YYYY-MM-DDTHH:MM:SS and so on."""
        clock = _show_time(self._hour, self._minute, self._second, self._microsecond, timespec)
        return date.isoformat(self) + sep + clock + _show_offset(self.utcoffset())

    def __repr__(self):
        fields = [self._year, self._month, self._day, self._hour, self._minute]
        if self._second or self._microsecond:
            fields.append(self._second)
        if self._microsecond:
            fields.append(self._microsecond)
        return _show_call(self, fields)

    def __str__(self):
        return self.isoformat(sep=' ')

    def utcoffset(self):
        return _ask_zone(self._tzinfo, 'utcoffset', self)

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(self)

    def dst(self):
        return _ask_zone(self._tzinfo, 'dst', self)

    def __eq__(self, other):
        if isinstance(other, datetime):
            return self._compare(other, equality=True) == 0
        if not isinstance(other, date):
            return NotImplemented
        return False

    def __lt__(self, other):
        return self._ordered(other, -1, -1)

    def __le__(self, other):
        return self._ordered(other, -1, 0)

    def __gt__(self, other):
        return self._ordered(other, 1, 1)

    def __ge__(self, other):
        return self._ordered(other, 0, 1)

    def _ordered(self, other, low, high):
        if isinstance(other, datetime):
            return low <= self._compare(other) <= high
        if not isinstance(other, date):
            return NotImplemented
        raise TypeError(f"can't compare {self.__class__.__module__}.{self.__class__.__qualname__} "
                        f'to {other.__class__.__module__}.{other.__class__.__qualname__}')

    def _compare(self, other, equality=False):
        mine, others = self.utcoffset(), other.utcoffset()
        if (mine is None) != (others is None):
            if equality:
                return 1
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        mine, others = self._since_start(mine), other._since_start(others)
        return (mine > others) - (mine < others)

    def _since_start(self, offset):
        """Microseconds since the beginning of the calendar, in UTC if there is an offset."""
        seconds = ((self.toordinal() * 24 + self._hour) * 60 + self._minute) * 60 + self._second
        total = seconds * 10**6 + self._microsecond
        return total if offset is None else total - offset._to_microseconds()

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        total = self._since_start(None) + other._to_microseconds()
        seconds, microsecond = divmod(total, 10**6)
        days, seconds = divmod(seconds, 86400)
        if not 0 < days <= _MAXORDINAL:
            raise OverflowError('date value out of range')
        hours, seconds = divmod(seconds, 3600)
        return type(self)(*_from_ordinal(days), hours, *divmod(seconds, 60), microsecond,
                          self._tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if not isinstance(other, datetime):
            return NotImplemented
        mine, others = self.utcoffset(), other.utcoffset()
        if (mine is None) != (others is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        return timedelta._from_microseconds(
            self._since_start(mine) - other._since_start(others))

    def __hash__(self):
        if self._hashcode == -1:
            moment = self.replace(fold=0) if self._fold else self
            offset = moment.utcoffset()
            if offset is None:
                self._hashcode = hash(moment._state())
            else:
                self._hashcode = hash(timedelta._from_microseconds(self._since_start(offset)))
        return self._hashcode

    def _state(self):
        return bytes([*divmod(self._year, 256), self._month + 128 * self._fold, self._day,
                      self._hour, self._minute, self._second,
                      *self._microsecond.to_bytes(3, 'big')])

    def __reduce_ex__(self, protocol):
        state = self._state(),
        return self.__class__, state if self._tzinfo is None else state + (self._tzinfo,)

    def __reduce__(self):
        return self.__reduce_ex__(2)


def _scaled_ratio(fraction):
    """A fraction of a second as a ratio of microseconds."""
    numerator, denominator = fraction.as_integer_ratio()
    return numerator * 10**6, denominator


_date_class, _time_class = date, time
datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)


class timezone(tzinfo):
    """A fixed distance to UTC."""

    __slots__ = '_offset', '_name'

    def __new__(cls, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError('timezone() argument 1 must be datetime.timedelta, '
                            f'not {type(offset).__name__}')
        if name is not None and not isinstance(name, str):
            raise TypeError(f'timezone() argument 2 must be str, not {type(name).__name__}')
        if not -timedelta(1) < offset < timedelta(1):
            raise ValueError('offset must be a timedelta strictly between -timedelta(hours=24) '
                             f'and timedelta(hours=24), not {offset!r}.')
        if name is None and not offset and hasattr(cls, 'utc'):
            return cls.utc
        self = tzinfo.__new__(cls)
        self._offset, self._name = offset, name
        return self

    def __eq__(self, other):
        if isinstance(other, timezone):
            return self._offset == other._offset
        return NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is self.utc:
            return 'datetime.timezone.utc'
        module, name = self.__class__.__module__, self.__class__.__qualname__
        if self._name is None:
            return f'{module}.{name}({self._offset!r})'
        return f'{module}.{name}({self._offset!r}, {self._name!r})'

    def __str__(self):
        return self.tzname(None)

    def _check(self, dt, method):
        if dt is not None and not isinstance(dt, datetime):
            raise TypeError(f'{method}(dt) argument must be a datetime instance or None, '
                            f'not {type(dt).__name__}')

    def utcoffset(self, dt):
        self._check(dt, 'utcoffset')
        return self._offset

    def tzname(self, dt):
        self._check(dt, 'tzname')
        if self._name is not None:
            return self._name
        return 'UTC' + _show_offset(self._offset) if self._offset else 'UTC'

    def dst(self, dt):
        self._check(dt, 'dst')
        return None

    def fromutc(self, dt):
        if not isinstance(dt, datetime):
            raise TypeError('fromutc: argument must be a datetime')
        if dt.tzinfo is not self:
            raise ValueError('fromutc: dt.tzinfo is not self')
        return dt + self._offset

    def __getinitargs__(self):
        return (self._offset,) if self._name is None else (self._offset, self._name)


timezone.utc = timezone(timedelta(0))
timezone.min = timezone(-timedelta(hours=23, minutes=59))
timezone.max = timezone(timedelta(hours=23, minutes=59))
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
