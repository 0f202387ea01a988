print(7 // 2, -7 // 2, 7 % -3, -7 % 3, 2 ** 10, 2 ** -1, 7 / 2, divmod(-7, 2), 10 ** 30, -3 ** 2)
print(0.1 + 0.2, 1e100, 1.5e-7, 1 / 3, 2.0, 1e16, 123456789012345680.0, float('inf'), -0.0, 5e-324)
print(round(2.5), round(3.5), round(2.675, 2), round(-1.5), int(-3.9), abs(-4), pow(3, 4, 5), int('ff', 16), int('0b101', 0))
print(5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 70, (1 << 70) >> 68, -1 >> 3, bin(10), oct(8), hex(255))
print(True + True, True == 1, isinstance(True, int), bool(''), bool([0]), not 0)
print((3 + 4j) * 2, abs(3 + 4j), (1 + 2j).conjugate(), complex('1+2j'))
print(2 ** 100 // 3 ** 20, 2 ** 100 % 1000007, -(2 ** 65), (2 ** 64) * (2 ** 64), 12345678901234567890 - 1)
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0, 0.1 + 0.2 == 0.3, 3 != 4)
print('%d %5d|%-5d|%05d %x %o %e %.3f %g %s %r %c %%' % (1, 2, 3, 4, 255, 8, 12345.678, 3.14159, 0.0001, 's', 'r', 'c'))
print('{} {0!r:>5}'.format('a') if False else '{0} {1:>5} {name!r:<6}|{2:^7.2f}|{3:+d} {4:,} {5:#x} {6:e}'.format('a', 'b', 2.5, 7, 1234567, 255, 1.5, name='n'))
w = 10
print(f'{w!r:>{w}}|{w:08.3f}|{w:b}|{w=}|{"nested " + str(w)}|{{}}|{w:%}' )
for bad in (lambda: 1 / 0, lambda: 1 // 0, lambda: 1.0 % 0, lambda: int('x'), lambda: float('y'), lambda: 'a' + 1, lambda: 1 + 'a',
            lambda: -'a', lambda: 1 < 'a', lambda: len(3), lambda: 3(), lambda: 2 ** 'x', lambda: None.x, lambda: int('12', 99)):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__ + ':', error)
print((255).to_bytes(2, 'big'), int.from_bytes(b'\x01\x00', 'little'), (10).bit_length(), (3.75).as_integer_ratio(), (0.5).hex(), 3.0.is_integer())
print(sum([0.1] * 10), min(1, 2.0), max('a', 'b'), sum(range(101)))
print(hash(1), hash(1.0), hash(2 ** 61 - 1), hash(-1), hash('a'), hash(0.5))
