"""Reading dates and times: the opposite of strftime()."""

import re
import time
from datetime import date, timedelta, timezone

_DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
_MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september',
           'october', 'november', 'december']
_SHORT_DAYS = [name[:3] for name in _DAYS]
_SHORT_MONTHS = [name[:3] for name in _MONTHS]


def _one_of(letter, names):
    return f"(?P<{letter}>{'|'.join(sorted(names, key=len, reverse=True))})"


# What each directive matches; a group has the directive's name.
_PATTERNS = {
    'd': r'(?P<d>3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9])',
    'f': r'(?P<f>[0-9]{1,6})',
    'H': r'(?P<H>2[0-3]|[0-1]\d|\d)',
    'I': r'(?P<I>1[0-2]|0[1-9]|[1-9])',
    'G': r'(?P<G>\d\d\d\d)',
    'j': r'(?P<j>36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9])',
    'm': r'(?P<m>1[0-2]|0[1-9]|[1-9])',
    'M': r'(?P<M>[0-5]\d|\d)',
    'S': r'(?P<S>6[0-1]|[0-5]\d|\d)',
    'U': r'(?P<U>5[0-3]|[0-4]\d|\d)',
    'w': r'(?P<w>[0-6])',
    'u': r'(?P<u>[1-7])',
    'V': r'(?P<V>5[0-3]|0[1-9]|[1-4]\d|\d)',
    'W': r'(?P<W>5[0-3]|[0-4]\d|\d)',
    'y': r'(?P<y>\d\d)',
    'Y': r'(?P<Y>\d\d\d\d)',
    'z': r'(?P<z>[+-]\d\d:?[0-5]\d(:?[0-5]\d(\.\d{1,6})?)?|(?-i:Z))',
    'A': _one_of('A', _DAYS),
    'a': _one_of('a', _SHORT_DAYS),
    'B': _one_of('B', _MONTHS),
    'b': _one_of('b', _SHORT_MONTHS),
    'p': _one_of('p', ['am', 'pm']),
    'Z': _one_of('Z', ['utc', 'gmt']),
    '%': '%',
}
# Directives that stand for several.
_COMPOSED = {'c': '%a %b %d %H:%M:%S %Y', 'x': '%m/%d/%y', 'X': '%H:%M:%S'}
_compiled = {}


def _compile(format):
    """The regular expression of a format."""
    if format in _compiled:
        return _compiled[format]
    pieces = []
    text = re.sub(r'([\\.^$*+?\(\){}\[\]|])', r'\\\1', format)
    text = re.sub(r'\s+', r'\\s+', text)
    for letter, composed in _COMPOSED.items():
        text = text.replace('%' + letter, composed)
    at = text.find('%')
    while at >= 0:
        letter = text[at + 1:at + 2]
        if not letter:
            raise ValueError("stray %% in format '%s'" % format)
        if letter not in _PATTERNS:
            raise ValueError("'%s' is a bad directive in format '%s'"
                             % (letter.replace('\\', ''), format))
        pieces += text[:at], _PATTERNS[letter]
        text = text[at + 2:]
        at = text.find('%')
    pattern = re.compile(''.join(pieces) + text, re.IGNORECASE)
    _compiled[format] = pattern
    return pattern


def _offset(text):
    """Seconds and microseconds of a distance to UTC."""
    if text == 'Z':
        return 0, 0
    digits = text[1:].replace(':', '')
    if text[3] == ':' and len(text) > 6 and text[6] != ':':
        raise ValueError('Inconsistent use of : in ' + text)
    seconds = int(digits[:2]) * 3600 + int(digits[2:4]) * 60 + int(digits[4:6] or 0)
    fraction = int((digits[7:] or '0').ljust(6, '0'))
    return (-seconds, -fraction) if text[0] == '-' else (seconds, fraction)


def _ordinal_of_week(year, week, weekday, monday_first):
    """The day of the year of a weekday, 0 for Monday, in a week counted from the year's first
    Monday or Sunday."""
    first = date(year, 1, 1).weekday()
    if not monday_first:
        first, weekday = (first + 1) % 7, (weekday + 1) % 7
    before_week_1 = (7 - first) % 7
    if week == 0:
        return 1 + weekday - first
    return 1 + before_week_1 + 7 * (week - 1) + weekday


def _strptime(text, format='%a %b %d %H:%M:%S %Y'):
    """The fields that a text means, the fraction in microseconds, and the distance to UTC's."""
    for number, argument in enumerate((text, format)):
        if not isinstance(argument, str):
            raise TypeError(f'strptime() argument {number} must be str, not {type(argument)}')
    found = _compile(format).match(text)
    if not found:
        raise ValueError(f'time data {text!r} does not match format {format!r}')
    if found.end() != len(text):
        raise ValueError(f'unconverted data remains: {text[found.end():]}')
    fields = {name: value for name, value in found.groupdict().items() if value is not None}
    number = {name: int(value) for name, value in fields.items() if value.strip().isdigit()}

    year = number.get('Y')
    if 'y' in fields:
        year = number['y'] + (2000 if number['y'] <= 68 else 1900)
    month, day = number.get('m', 1), number.get('d', 1)
    if 'B' in fields:
        month = _MONTHS.index(fields['B'].lower()) + 1
    elif 'b' in fields:
        month = _SHORT_MONTHS.index(fields['b'].lower()) + 1
    hour = number.get('H', 0)
    if 'I' in fields:
        hour = number['I'] % 12 + (12 if fields.get('p', '').lower() == 'pm' else 0)
    fraction = int(fields['f'].ljust(6, '0')) if 'f' in fields else 0
    weekday = None
    if 'A' in fields:
        weekday = _DAYS.index(fields['A'].lower())
    elif 'a' in fields:
        weekday = _SHORT_DAYS.index(fields['a'].lower())
    elif 'w' in fields:
        weekday = (number['w'] - 1) % 7
    elif 'u' in fields:
        weekday = number['u'] - 1
    if year is None and 'G' in fields:
        if 'V' not in fields or weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive "
                             "'%V' and a weekday directive ('%A', '%a', '%w', or '%u').")
        if 'j' in fields:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year "
                             "directive '%G'. Use '%Y' instead.")
    elif 'V' in fields and 'G' not in fields:
        raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' "
                         "and a weekday directive ('%A', '%a', '%w', or '%u')."
                         if weekday is None or year is None else
                         "ISO week directive '%V' is incompatible with the year directive '%Y'. "
                         "Use the ISO year '%G' instead.")
    # A 29th of February without a year belongs to a leap year.
    leap_year_fix = year is None and month == 2 and day == 29
    if leap_year_fix:
        year = 1904
    elif year is None and 'G' not in fields:
        year = 1900
    day_of_year = number.get('j')
    if day_of_year is None and weekday is not None:
        if 'U' in fields or 'W' in fields:
            monday_first = 'W' in fields
            week = number['W' if monday_first else 'U']
            day_of_year = _ordinal_of_week(year, week, weekday, monday_first)
        elif 'G' in fields and 'V' in fields:
            found_day = date.fromisocalendar(number['G'], number['V'], weekday + 1)
            year, month, day = found_day.year, found_day.month, found_day.day
    if day_of_year is not None:
        found_day = date(year, 1, 1) + timedelta(day_of_year - 1)
        year, month, day = found_day.year, found_day.month, found_day.day
    today = date(year, month, day)
    day_of_year = today.toordinal() - date(year, 1, 1).toordinal() + 1
    if weekday is None:
        weekday = today.weekday()
    if leap_year_fix:
        year = 1900
    offset, offset_fraction = _offset(fields['z']) if 'z' in fields else (None, 0)
    zone = fields.get('Z')
    fields = (year, month, day, hour, number.get('M', 0), number.get('S', 0), weekday,
              day_of_year, 0 if zone else -1)
    return fields, fraction, zone and zone.upper(), offset, offset_fraction


def _strptime_time(text, format='%a %b %d %H:%M:%S %Y'):
    """What time.strptime() gives."""
    return time.struct_time(_strptime(text, format)[0])


def _strptime_datetime(cls, text, format='%a %b %d %H:%M:%S %Y'):
    """What datetime.strptime() gives."""
    fields, fraction, zone, offset, offset_fraction = _strptime(text, format)
    arguments = fields[:6] + (fraction,)
    if offset is not None:
        delta = timedelta(seconds=offset, microseconds=offset_fraction)
        arguments += (timezone(delta, zone) if zone else timezone(delta)),
    return cls(*arguments)
