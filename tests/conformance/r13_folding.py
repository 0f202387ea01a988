# What the compiler works out beforehand: constants, swaps, tests of constants.
a = 1 + 2 * 3
b = 'ab' * 2
c = (1, 2, (3, 'x'))
d = -5
e = 2 ** 10
f = not True
g = 'abc'[1]
x, y = a, b
x, y = y, x
p, q, r = 1, 2, 3
p, q, r = r, p, q
print(a, b, c, d, e, f, g, x, y, p, q, r)
if x in ('abab', 'q'):
    print('in a tuple')
if y in {1, 7}:
    print('in a frozen set')
while 1:
    break
z = 3 if 0 else 4
v = a and b or c
w = [1, 2, 3] if a else []
print(z, v, w, 1 < a < 10, a is not None)
assert a == 7, 'message'
