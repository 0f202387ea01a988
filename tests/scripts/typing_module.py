# typing: how annotations show and what they let be done.
from typing import *
import typing
print(List[int], Dict[str, List[int]], Optional[int], Union[int,str,None], Callable[[int],str], Callable[...,int], Tuple[int,...], Any, Type[int], Iterable[str], ClassVar[int])
T=TypeVar('T')
class Stack(Generic[T]):
    def __init__(self): self.items: List[T]=[]
    def push(self, x: T) -> None: self.items.append(x)
s=Stack[int](); s.push(3); print(s.items, Stack[int], Stack.__mro__, T, Stack.__parameters__)
class P(NamedTuple):
    x: int
    y: int = 3
print(P(1), P(1,2).x, P.__annotations__, P._fields)
def f(a: 'int', b: Optional[str]=None) -> List[int]: pass
print(get_type_hints(f), f.__annotations__)
class D(TypedDict):
    a: int
print(D(a=1), D.__annotations__)
U=NewType('U', int); print(U(4), cast(int,'a'))
@runtime_checkable
class Sup(Protocol):
    def close(self): ...
class F:
    def close(self): pass
print(isinstance(F(), Sup), isinstance(3, Sup), isinstance([], Sequence), isinstance(3, SupportsInt))
class L(List[int]): pass
print(L([1]), L.__mro__)
print(List[T][int], Union[int,int], get_origin(List[int]), get_args(Dict[int,str]), Literal[1,'a'])
try: List[1]
except TypeError as e: print(e)
try: isinstance([], List[int])
except TypeError as e: print(e)
try: List()
except TypeError as e: print(e)
class N(Generic[T], Sized):
    def __len__(self): return 3
print(len(N()))
import random
random.seed('abc'); print(random.random()); random.seed(b'x'); print(random.random())
