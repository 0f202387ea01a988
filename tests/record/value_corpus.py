"""Records what CPython 3.8 computes for tests/value_corpus.rs.

Run with CPython 3.8 from anywhere:  PYTHONHASHSEED=0 python3.8 tests/record/value_corpus.py

Each line of tests/data/value_corpus.txt is a case: the operation, its arguments and the result,
separated by tabs. Texts are escaped as in a Python string, bytes are hexadecimal digits, floats are
`float.hex`, None is `-`; an exception is `!Class: message`.
"""
import os
import random
import sys

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data', 'value_corpus.txt')
draw = random.Random(38)


def text(value):
    return value.encode('unicode_escape').decode()


def shown(value):
    if value is None:
        return '-'
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return value.hex()
    if isinstance(value, str):
        return "'" + text(value)
    if isinstance(value, bytes):
        return 'x' + value.hex()
    if isinstance(value, (list, tuple)):
        return '[' + '|'.join(shown(item) for item in value)
    return str(value)


def case(out, name, function, *args):
    try:
        result = shown(function(*args))
    except Exception as error:
        message = str(error.args) if isinstance(error, OverflowError) and len(error.args) > 1 else str(error)
        result = text('!%s: %s' % (type(error).__name__, message))
    line = '\t'.join([name, *map(shown, args), result])
    if len(line) < 400:
        out.add(line)


def some_int():
    bits = draw.choice([1, 3, 8, 20, 29, 30, 31, 32, 59, 60, 61, 63, 64, 65, 90, 130, 200])
    edge = draw.choice([1 << bits, (1 << bits) - 1, (1 << bits) + 1, draw.getrandbits(bits)])
    return draw.choice([1, -1]) * edge


def some_float():
    kind = draw.randrange(6)
    if kind == 0:
        return draw.choice([0.0, -0.0, 1.0, -1.5, 0.5, 2.5, 1e16, 1e-5, 5e-324, 1.7976931348623157e308,
                            float('inf'), float('-inf'), float('nan'), 0.1, 2.675, 1e22, 123456789.0])
    if kind == 1:
        return draw.uniform(-10, 10)
    if kind == 2:
        return round(draw.uniform(-1000, 1000), draw.randrange(4))
    if kind == 3:
        return float(draw.randrange(-100, 100))
    return draw.uniform(-1, 1) * 10.0 ** draw.randrange(-320, 308)


ALPHABETS = ['ab ', 'abAB.,', 'a\t\n\r b', 'aé ßÿ', 'aΣσςǆŉ', 'ab\U0001f600𐐀', '019²½٣ x', '\x1c\x85\u2028 a\ud800']


def some_text(longest=12):
    alphabet = draw.choice(ALPHABETS)
    return ''.join(draw.choice(alphabet) for _ in range(draw.randrange(longest)))


def some_part(whole):
    if draw.random() < 0.7 and whole:
        start = draw.randrange(len(whole))
        return whole[start:start + draw.randrange(1, 3)]
    return some_text(3)


def ints(out):
    binary = {
        'add': lambda a, b: a + b, 'sub': lambda a, b: a - b, 'mul': lambda a, b: a * b,
        'floordiv': lambda a, b: a // b, 'modulo': lambda a, b: a % b, 'truediv': lambda a, b: a / b,
        'and': lambda a, b: a & b, 'or': lambda a, b: a | b, 'xor': lambda a, b: a ^ b,
    }
    for _ in range(28):
        for name, function in binary.items():
            case(out, 'int.' + name, function, some_int(), draw.choice([some_int(), draw.randrange(-9, 9)]))
    for _ in range(60):
        a, small = some_int(), draw.randrange(-3, 70)
        case(out, 'int.pow', lambda a, b: a ** b, a, draw.randrange(-2, 9))
        case(out, 'int.pow_mod', pow, a, draw.randrange(-3, 99), draw.choice([some_int(), 0, 7, -5]))
        case(out, 'int.lshift', lambda a, b: a << b, a, small)
        case(out, 'int.rshift', lambda a, b: a >> b, a, small)
        case(out, 'int.hash', hash, a)
        case(out, 'int.float', float, a)
        case(out, 'int.round', round, a, draw.randrange(-20, 2))
        case(out, 'int.bit_length', int.bit_length, a)
        length, order, signed = draw.randrange(0, 12), draw.choice(['big', 'little']), draw.choice([True, False])
        case(out, 'int.to_bytes', lambda a, n, o, s: a.to_bytes(n, o, signed=s), a, length, order, signed)
        digits = draw.choice(['12', '-7', ' +0x1F ', '0b101', '1_000', '1__0', '', '0o17', 'zz', '09', '٣٤', '1 2', '0_7', '-', '7' * 30])
        case(out, 'int.parse', int, digits, draw.choice([10, 0, 16, 2, 8, 36, 7]))


def floats(out):
    binary = {
        'divide': lambda a, b: a / b, 'floordiv': lambda a, b: a // b, 'modulo': lambda a, b: a % b,
    }
    for _ in range(60):
        a, b = some_float(), some_float()
        for name, function in binary.items():
            case(out, 'float.' + name, function, a, b)
        case(out, 'float.repr', repr, a)
        case(out, 'float.hash', hash, a)
        case(out, 'float.int', int, a)
        case(out, 'float.round', round, a, draw.randrange(-6, 12))
        case(out, 'float.ratio', float.as_integer_ratio, a)
        case(out, 'float.compare_int', lambda a, b: a < b, a, some_int())
        number = draw.choice([repr(a), '%.3e' % a, ' %r\n' % a, '1_0.5', '1e', 'nan', '-Infinity', '.5', '5.', '٣.٥', '1e400', '', ' ', '0x1p3', '1__0'])
        case(out, 'float.parse', float, number)


def formats(out):
    number_specs = ['', '5', '<8', '^9', '+', ' ', '#x', 'b', '#o', 'X', '08', '=+9', 'x^12', ',', '_', '_x', '012,', 'c', 'e', '.3f', '%', 'n',
                    's', '.2', '10.3e', 'g', '.0f', '#.0f', '-010.4g', '+.3%', ',.2f', '_.1f', 'F', '.10g', 'z', '5.', '<<5', '*>10', '99999999999999999999']
    for spec in number_specs:
        for _ in range(5):
            case(out, 'format.int', format, draw.choice([draw.randrange(-99, 2000), some_int()]), spec)
            case(out, 'format.float', format, some_float(), spec)
        case(out, 'format.str', format, some_text(), spec)
    for spec in ['10', '<6', '>6', '^7', '.2', '6.1', 'é^9', 's', '=5', ',', '+', '#', 'd', '<<<', '05']:
        for _ in range(4):
            case(out, 'format.str', format, some_text(), spec)
    for template in ['%d', '%5d|', '%-6d|', '%+.4d', '%05d', '% d', '%x', '%#X', '%#o', '%i', '%08.3d', '%c', '%#10x', '%u']:
        for _ in range(4):
            case(out, 'percent.int', lambda t, v: t % v, template, draw.choice([draw.randrange(0, 900), some_int()]))
    for template in ['%f', '%.2f', '%10.1e', '%g', '%-9.3g|', '%+G', '%#.0f', '%010.3f', '% e', '%F', '%.0e']:
        for _ in range(5):
            case(out, 'percent.float', lambda t, v: t % v, template, some_float())
    for template in ['%s', '%5s|', '%-5s|', '%.2s', '%6.1s', 'a%%%s', '%z', '%', '%5', '%(a)s', '%.s', '%ls']:
        for _ in range(3):
            case(out, 'percent.str', lambda t, v: t % v, template, some_text())


def texts(out):
    for _ in range(110):
        whole = some_text()
        part, other = some_part(whole), some_text(4)
        for name in ['upper', 'lower', 'title', 'capitalize', 'swapcase', 'casefold']:
            if draw.random() < 0.5:
                case(out, 'str.' + name, getattr(str, name), whole)
        case(out, 'str.is', lambda s: [s.isalpha(), s.isalnum(), s.isdecimal(), s.isdigit(), s.isnumeric(), s.isspace(),
                                       s.isprintable(), s.islower(), s.isupper(), s.istitle(), s.isidentifier()], whole)
        case(out, 'str.split', str.split, whole, draw.choice([None, part or 'a']), draw.choice([-1, 0, 1, 2]))
        case(out, 'str.rsplit', str.rsplit, whole, draw.choice([None, part or 'a']), draw.choice([-1, 0, 1, 2]))
        case(out, 'str.splitlines', str.splitlines, whole, draw.choice([True, False]))
        case(out, 'str.strip', str.strip, whole, draw.choice([None, part]))
        case(out, 'str.lstrip', str.lstrip, whole, draw.choice([None, part]))
        case(out, 'str.rstrip', str.rstrip, whole, draw.choice([None, part]))
        start, end = draw.randrange(-14, 14), draw.randrange(-14, 14)
        case(out, 'str.find', str.find, whole, part, start, end)
        case(out, 'str.rfind', str.rfind, whole, part, start, end)
        case(out, 'str.count', str.count, whole, part, start, end)
        case(out, 'str.startswith', str.startswith, whole, part, start, end)
        case(out, 'str.endswith', str.endswith, whole, part, start, end)
        case(out, 'str.replace', str.replace, whole, part, other, draw.choice([-1, 0, 1, 2]))
        case(out, 'str.partition', str.partition, whole, part or 'a')
        case(out, 'str.rpartition', str.rpartition, whole, part or 'a')
        case(out, 'str.center', str.center, whole, draw.randrange(16), draw.choice(' *é'))
        case(out, 'str.zfill', str.zfill, draw.choice(['', '-', '+']) + whole, draw.randrange(16))
        case(out, 'str.expandtabs', str.expandtabs, whole, draw.randrange(9))
        case(out, 'str.repr', repr, whole + draw.choice(['', "'", '"', '\'"', '\\']))
        case(out, 'str.ascii', ascii, whole)
        case(out, 'str.hash', hash, whole)
        case(out, 'str.compare', lambda a, b: (a > b) - (a < b), whole, some_text(3))


def codecs(out):
    encodings = ['utf-8', 'ascii', 'latin-1', 'utf-16', 'utf-16-le', 'utf-32-be', 'utf-8-sig']
    handlers = ['strict', 'ignore', 'replace', 'backslashreplace', 'xmlcharrefreplace', 'surrogateescape', 'surrogatepass', 'namereplace', 'nope']
    for _ in range(170):
        encoding, errors = draw.choice(encodings), draw.choice(handlers)
        case(out, 'str.encode', str.encode, some_text(7), encoding, errors)
        raw = draw.choice([some_text(6).encode(draw.choice(['utf-8', 'utf-16']), 'ignore'),
                           bytes(draw.choice([0x41, 0x80, 0xc3, 0xa9, 0xe2, 0x82, 0xed, 0xa0, 0xf0, 0x9f, 0xff, 0xd8, 0])
                                 for _ in range(draw.randrange(8)))])
        case(out, 'bytes.decode', bytes.decode, raw, encoding, errors)


def main():
    assert sys.version_info[:2] == (3, 8), 'the judge is CPython 3.8'
    assert sys.flags.hash_randomization == 0, 'run with PYTHONHASHSEED=0'
    lines = []
    for part in [ints, floats, formats, texts, codecs]:
        out = set()
        part(out)
        lines += sorted(out)
    with open(OUT, 'w', encoding='utf-8') as file:
        file.write('\n'.join(lines) + '\n')
    print(len(lines), 'cases recorded')


main()
