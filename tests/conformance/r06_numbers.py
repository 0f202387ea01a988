# Ints as digits of 30 bits, floats, complex numbers, and what arithmetic makes.
small = 5
big = 10 ** 20
print(big * big, big // 7, big % 7, -big // 3)
print(2 ** 100 >> 95, 1 << 70, big & 0xffff, big | 1, big ^ big, ~small)
print(divmod(17, 5), divmod(-17, 5), pow(3, 100, 7), abs(-3))
print(0.1 + 0.2, 1 / 3, 7 // 2.0, 2 ** 0.5, 2 ** -1)
print(float('1e300') * 1e10, int(3.99), round(2.5), round(2.675, 2))
c = complex(1, 2)
print(c * c, c.real, c.imag, abs(3 + 4j), c.conjugate())
print(True + True, int('ff', 16), hex(255), oct(8), bin(5))
print((5).bit_length(), (255).to_bytes(2, 'big'), int.from_bytes(b'\x01\x00', 'big'))
total = 0
for i in range(5):
    total += i * 1.5
print(total)
x = 1
for i in range(6):
    x *= 100000
print(x, x == 10 ** 30)
