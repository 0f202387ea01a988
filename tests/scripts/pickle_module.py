import pickle, io, copyreg, collections, datetime, decimal, enum, functools
class P:
    def __init__(self,x): self.x=x
    def __eq__(self,o): return type(o) is P and o.__dict__==self.__dict__
class S:
    __slots__=("a","b")
class G:
    def __getstate__(self): return {"z":1}
    def __setstate__(self,s): self.__dict__.update(s); print("setstate",s)
class R:
    def __reduce__(self): return (R,())
class E(enum.Enum): A=1
N=collections.namedtuple("N","a b")
class L(list): pass
vals=[None,True,0,255,256,-1,2**31,2**40,-2**70,1.5,"","abc","é"*3,b"x",b"y"*300,bytearray(b"q"),(),(1,),(1,2),(1,2,3),(1,2,3,4),[1,[2]],{"a":[1]},{1},frozenset([1]),1j,range(3),slice(1,2),P(3),E.A,N(1,2),L([1,2]),collections.OrderedDict(a=1),collections.Counter("aab"),collections.deque([1]),collections.defaultdict(list,{1:[2]}),len,int,type(None),Ellipsis,datetime.date(2020,1,2),decimal.Decimal("1.5"),"x"*300, functools.partial(int, base=2)]
for v in vals:
    for p in range(6):
        d=pickle.dumps(v,p)
        r=pickle.loads(d)
        try: same = r==v
        except Exception: same='?'
        if p in (0,2,4): print(p,d if len(d)<90 else len(d),same, type(r).__name__)
s=S(); s.a=1; r=pickle.loads(pickle.dumps(s)); print(r.a, hasattr(r,"b")); pickle.loads(pickle.dumps(G()))
a=[1]; a.append(a); b=pickle.loads(pickle.dumps(a)); print(b[1] is b, pickle.dumps(a)); x=[1]; print(pickle.dumps([x,x,"k","k"]))
t=(a,); print(pickle.dumps(t,2))
def f(): pass
print(pickle.loads(pickle.dumps(f)) is f, pickle.dumps(f), pickle.dumps(P))
for bad in (lambda: 1, (i for i in []), open):
    try: pickle.dumps(bad); print("ok")
    except Exception as e: print(type(e).__name__, str(e).split(" at 0x")[0])
def loc():
    class C: pass
    return C()
try: pickle.dumps(loc())
except Exception as e: print(type(e), e)
for bad in (b"", b"x", b"\x80\x04.", b"\x80\x04K", b"(lp0", b"\x80\x09."):
    try: pickle.loads(bad)
    except Exception as e: print(type(e).__name__, e)
f=io.BytesIO(); pickle.dump(1,f); pickle.dump([2],f); f.seek(0); print(pickle.load(f), pickle.load(f))
try: pickle.load(f)
except EOFError as e: print("EOF", e)
class PP(pickle.Pickler):
    def persistent_id(self,o): return "pid" if o=="special" else None
class UU(pickle.Unpickler):
    def persistent_load(self,p): return "loaded "+p
f=io.BytesIO(); PP(f).dump(["special",1]); f.seek(0); print(UU(f).load())
class RU(pickle.Unpickler):
    def find_class(self,m,n): raise pickle.UnpicklingError("forbidden %s.%s"%(m,n))
try: RU(io.BytesIO(pickle.dumps(P(1)))).load()
except pickle.UnpicklingError as e: print(e)
print(pickle.HIGHEST_PROTOCOL, pickle.DEFAULT_PROTOCOL, len(pickle.dumps(list(range(3000)))), pickle.loads(pickle.dumps(list(range(3000))))[-1])
import copy; e=pickle.loads(pickle.dumps(ValueError("v",2))); print(repr(e))
