"""Special methods with odd results."""
class Ix:
    def __index__(self): return 2
class Bad:
    def __index__(self): return 'x'
class B2:
    def __bool__(self): return 1
class B3:
    def __len__(self): return -1
class B4:
    def __len__(self): return 'a'
class B5:
    def __len__(self): return 2**70
class B6:
    def __bool__(self): return False
class B7:
    def __len__(self): return 0
class LH:
    def __init__(s, v): s.v = v
    def __length_hint__(s): 
        if isinstance(s.v, Exception): raise s.v
        return s.v
    def __iter__(s): return iter([1,2])
class Hsh:
    def __hash__(s): return 2**64
class Hsh2:
    def __hash__(s): return 'a'
class Hsh3:
    def __eq__(s, o): return True
class St:
    def __str__(s): return 1
class Rp:
    def __repr__(s): return 1
class Fm:
    def __format__(s, f): return 1
class By:
    def __bytes__(s): return 1
class In:
    def __int__(s): return 'a'
class Fl:
    def __float__(s): return 1
class Co:
    def __complex__(s): return 1
class It:
    def __iter__(s): return 1
class Cn:
    def __contains__(s, x): return 5
class Ms(dict):
    def __missing__(s, k): return k * 2
class Rv:
    def __reversed__(s): return 'rev'
class Di:
    def __dir__(s): return ['b', 'a']
class Di2:
    def __dir__(s): return 1
class Rd:
    def __round__(s, n='d'): return ('r', n)
    def __trunc__(s): return 7
    def __floor__(s): return 8
    def __ceil__(s): return 9
    def __abs__(s): return 10
    def __neg__(s): return 11
    def __pos__(s): return 12
    def __invert__(s): return 13
import math
for e in ['[1,2,3][Ix()]','"abc"[Ix():]','range(Ix())','bin(Ix())','hex(Ix())','oct(Ix())','chr(Ix())','[0]*Ix()','bytes(Ix())','int(Ix())','float(Ix())','complex(Ix())','1 << Ix()','[1][Bad()]','bin(Bad())','bool(B2())','bool(B3())','bool(B4())','bool(B5())','bool(B6())','bool(B7())','len(B3())','len(B4())','len(B5())','list(LH(3))','list(LH(-1))','list(LH("a"))','list(LH(ValueError(1)))','list(LH(TypeError(1)))','list(LH(NotImplemented))','__import__("operator").length_hint(LH(5))','hash(Hsh())','hash(Hsh2())','hash(Hsh3())','{Hsh3():1}','str(St())','repr(Rp())','format(Fm())','f"{Fm()}"','bytes(By())','int(In())','float(Fl())','complex(Co())','iter(It())','list(It())','3 in Cn()','Ms()[4]','Ms().get(4)','reversed(Rv())','dir(Di())','dir(Di2())','round(Rd())','round(Rd(),3)','int(Rd())','math.floor(Rd())','math.ceil(Rd())','math.trunc(Rd())','abs(Rd())','-Rd()','+Rd()','~Rd()', '"%s" % St()', '"%r" % Rp()', 'print(St())', '"{}".format(St())', 'str(b"a", Rp())', 'hex(Bad())','round(1.5, Ix())', 'int("11", Ix())', '"a".center(Ix())', 'math.factorial(Ix())', 'pow(Ix(),2)', 'divmod(Ix(),2)', 'sum([Ix()])', '"%d" % Ix()', '"%x" % Ix()', '"%c" % Ix()', 'f"{Ix():d}"', 'Ix() == 2', 'slice(Ix()).indices(5)', 'slice(Bad()).indices(5)']:
    try: print(e, '->', eval(e))
    except Exception as x: print(e, type(x).__name__, x)
