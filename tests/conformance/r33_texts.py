"""Text and numbers."""
s = 'Hello, World'
print(s.lower(), s.upper(), s.title(), s.swapcase(), s.capitalize(), s.casefold())
print(s.center(20, '*'), s.ljust(15) + '|', s.rjust(15), s.zfill(14))
print(s.startswith('He'), s.startswith(('x', 'H')), s.endswith('d'), s.find('o'), s.rfind('o'), s.index('W'))
print(s.split(', '), s.rsplit('o', 1), s.partition(','), 'a\nb\r\nc'.splitlines(), ' pad '.strip(), 'xxaxx'.strip('x'))
print('-'.join(['a', 'b']), s.replace('l', 'L', 2), s.count('l'), s[::-1], s[1:8:2], 'ab' * 3, 'l' in s)
print(s.isalpha(), 'abc'.isalnum(), '12'.isdigit(), ' '.isspace(), 'Ab'.istitle(), 'x1'.isidentifier())
print(s.translate(str.maketrans('lo', '01')), s.encode(), s.expandtabs(), ord('é'), chr(8364), ascii('é'))
print('{0} {1} {0}'.format('a', 'b'), '{x[0]} {y.real}'.format(x=[1], y=2), '{:>{w}}'.format('r', w=4))
print('%5d|%-5s|%05.1f|%x|%o|%e|%%|%c|%r' % (42, 'ab', 3.14159, 255, 8, 12345.678, 'z', 'q'))
value = 1234567.891
print(f'{value:,.2f} {value:e} {value:>15.1f} {42:b} {42:#x} {0.25:%} {"s"!r:>5} {value!s:.4} {s=}')
print('a' < 'b', 'a' 'b', 'abc' > 'abd', max('hello'), sorted('hello'), list('abc'), 'é' == '\u00e9')
text = ''
for i in range(5):
    text += str(i)
print(text, len(text), text is text + '', hash('a') == hash('a'))
print(int('ff', 16), int('0b11', 0), float('1e3'), complex('1+2j'), bool(''), str(None), repr('it\'s'))
print(7 // 2, -7 // 2, 7 % -3, divmod(7, 2), 2 ** 10, 2 ** -1, pow(3, 4, 5), abs(-3), round(2.5), round(2.675, 2))
print(0.1 + 0.2, 1e16 + 1, 10 ** 20, -(2 ** 63), (1 << 70) >> 60, ~5, 6 & 3, 6 | 3, 6 ^ 3)
print(1_000_000, 0xff, 0o17, 0b101, 1e-5, float('inf') > 10 ** 300, float('nan') != float('nan'))
print((255).to_bytes(2, 'big'), int.from_bytes(b'\x01\x00', 'little'), (10).bit_length(), (0.5).as_integer_ratio())
print(bytes([1, 2]), bytearray(b'abc'), b'abc'[1], b'a' + b'b', b'%d' % 5, b'abc'.hex(), bytes.fromhex('0aff'))
data = bytearray(b'hello')
data[0] = 72
data.append(33)
data += b'!'
data[1:3] = b'E'
print(data, memoryview(data)[1:3].tolist(), data.find(b'l'), bytes(data).decode())
print(3 + 4j, (3 + 4j).conjugate(), abs(3 + 4j), 3.7.is_integer(), float.fromhex('0x1p3'), 1 if 2 > 1 else 0)


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __str__(self):
        return '%d.%02d' % divmod(self.cents, 100)

    def __format__(self, spec):
        return format(str(self), spec)

    def __int__(self):
        return self.cents

    def __float__(self):
        return self.cents / 100

    def __index__(self):
        return self.cents

    def __round__(self, n=None):
        return Money(round(self.cents, -2))

    def __bytes__(self):
        return b'money'


m = Money(1250)
print(m, f'{m:>8}', '%s and %d' % (m, m), int(m), float(m), hex(m), [0] * Money(2), round(m), bytes(m))
print('{} {!s:>7} {:<7}|'.format(m, m, m), str(m).split('.'), 'x'.join(str(Money(c)) for c in (5, 10)))
for bad in ('"%d" % "x"', '"{}".format()', '"{a}".format()', 'int("1.5")', '"a".index("z")', '"%s %s" % 1', 'chr(-1)'):
    try:
        eval(bad)
    except Exception as error:
        print(type(error).__name__, error)
