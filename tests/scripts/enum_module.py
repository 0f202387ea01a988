# enum: members, aliases, flags.
import enum
from enum import *
class Color(Enum):
    RED=1
    GREEN=2
    B=2
print(Color.RED, repr(Color.B), list(Color), Color(1), Color['RED'], Color.RED.name, Color.RED.value, len(Color))
print(Color.__members__)
try: Color(5)
except ValueError as e: print(e)
try: Color.RED = 4
except AttributeError as e: print(e)
print(Color.RED in Color, hash(Color.RED)==hash('RED'), Color.RED is Color.RED, Color.RED == 1)
class N(IntEnum):
    A=1; C=3
print(N.A<N.C, N.A+1, repr(N.C), str(N.C), f"{N.C}", "%d"%N.C)
class F(Flag):
    X=auto(); Y=auto(); Z=auto()
print(F.X|F.Y, F.X&F.Y, ~F.X, bool(F.X&F.Y), F.X in (F.X|F.Y), repr(F.X|F.Z), F(7))
class P(IntFlag):
    R=4; W=2; E=1
print(P.R|P.W, repr(P.R|8), P(7), ~P.R)
class S(str, Enum):
    A='a'
print(S.A, S.A=='a', repr(S.A), S.A.upper())
@unique
class U(Enum):
    A=auto(); B=auto()
print(list(U), U)
try:
    @unique
    class V(Enum):
        A=1; B=1
except ValueError as e: print(e)
An = Enum('An','cat dog')
print(list(An), An.cat.value)
class Pl(Enum):
    EARTH=(5.9,6.3)
    def __init__(self, m, r): self.m=m; self.r=r
    @property
    def g(self): return self.m*self.r
print(Pl.EARTH.g, Pl.EARTH)
try:
    class X(Color): pass
except TypeError as e: print(e)
for c in Color: print(c)
print(sorted(N), max(N), {Color.RED:1})
