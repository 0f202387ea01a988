# Operator hooks, their reflected and in-place forms.
class Num:
    def __init__(self, v):
        self.v = v

    def __add__(self, other):
        if isinstance(other, Num):
            return Num(self.v + other.v)
        if isinstance(other, int):
            return Num(self.v + other)
        return NotImplemented

    __radd__ = __add__

    def __iadd__(self, other):
        self.v += other
        return self

    def __mul__(self, k):
        return Num(self.v * k)

    def __neg__(self):
        return Num(-self.v)

    def __bool__(self):
        return self.v != 0

    def __len__(self):
        return abs(self.v)

    def __getitem__(self, i):
        return self.v + i

    def __contains__(self, x):
        return x == self.v

    def __call__(self, *args):
        return self.v, args

    def __lt__(self, other):
        return self.v < other.v

    def __index__(self):
        return self.v

    def __format__(self, spec):
        return 'Num' + spec


n = Num(3)
print((n + n).v, (n + 1).v, (1 + n).v, (n * 4).v, (-n).v, bool(Num(0)), len(n))
m = n
n += 5
print(m is n, n.v, n[2], 8 in n, n(1, 2), Num(1) < Num(2), Num(2) > Num(1), [0, 1, 2][Num(1)])
try:
    n + 'x'
except TypeError as error:
    print(error)
print(sum([Num(1), Num(2)]).v, max(Num(1), Num(5)).v, f'{n:>3}', '{}'.format(n))
