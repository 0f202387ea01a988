# dataclasses: the methods written from annotations.
from dataclasses import *
@dataclass
class P:
    x:int
    y:int=0
    l:list=field(default_factory=list)
p=P(1); print(p, p==P(1), P(1,2,[3]), P.__doc__, asdict(p), astuple(p), replace(p,x=5))
try: P()
except TypeError as e: print(e)
@dataclass(order=True, frozen=True)
class Q:
    a:int; b:str='z'
print(sorted([Q(2),Q(1,'b'),Q(1,'a')]), hash(Q(1))==hash((1,'z')), Q(1)<Q(2))
try: Q(1).a=3
except FrozenInstanceError as e: print(type(e).__name__, e)
@dataclass
class R(P):
    z:float=1.5
    c: int = field(default=3, repr=False, compare=False)
    def __post_init__(self): self.sum=self.x+self.y
print(R(1,2), R(1,2).sum, [f.name for f in fields(R)], R.__hash__)
try:
    @dataclass
    class Bad: a:list=[]
except ValueError as e: print(e)
print(make_dataclass('M',[('a',int),('b',int,field(default=2))])(1))
try:
    @dataclass
    class Bad2:
        a:int=1
        b:int
except TypeError as e: print(e)
print(is_dataclass(p), is_dataclass(P), is_dataclass(1))
