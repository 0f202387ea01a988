# Containers in everyday use: subclasses, unpacking, comprehensions, iterators written in Python.
import sys, collections, itertools, functools, operator, heapq, bisect
from collections import *
class L(list):
    def __init__(self, *a): super().__init__(a)
l=L(1,2,3); print(l, l.copy(), type(l.copy()), l+[4], L.__mro__)
class D(dict):
    def __setitem__(self,k,v): super().__setitem__(k,v*2)
d=D(a=1); d['b']=2; print(d, d.get('b'), list(d.items()))
class T(tuple):
    def __new__(cls,*a): return super().__new__(cls,a)
print(T(1,2), T(3)[0], hash(T(1,2))==hash((1,2)))
class S(set):
    pass
s=S([1,2]); s.x=3; print(s, s.x, s|{5})
a,*b,c=range(6); print(a,b,c)
print({**{'a':1},'b':2}, [*range(3),*'ab'], {*[1,2],*[3]}, (*[1],))
def f(*args,**kw): return args,kw
print(f(*[1,2],**{'x':1}))
print([i for i in range(10) if i%2], {i:i*i for i in range(4)}, {i%3 for i in range(9)})
x=[3,1,2]; x.sort(); print(x, sorted('hello'), sorted({'b':1,'a':2}), max([1,5,2]), min('abc'), sum([1,2,3]))
m=[[0]*3 for _ in range(2)]; m[0][1]=5; print(m)
it=iter([1,2,3]); print(next(it),next(it),list(it))
print(list(zip(*[(1,2),(3,4)])), dict(zip('ab',[1,2])), list(map(lambda a,b:a*b,[1,2],[3,4])))
print(list(enumerate('ab',1)), list(reversed(range(5))), list(filter(None,[0,1,2])))
print(any([0,1]), all([]), len({}), 'a' in {'a':1}, [1,2]<[1,3])
q=deque([1,2,3],maxlen=3); q.append(4); q.appendleft(0); print(q, q[0], len(q), list(q))
print(Counter('hello').most_common(1), defaultdict(int,{'a':1})['zz'])
P=namedtuple('P','x y'); p=P(1,y=2); print(p,p.x,p._asdict(),P._fields); x,y=p; print(x,y, p==(1,2))
print(list(itertools.chain([1],[2])), list(itertools.islice(itertools.count(),3)))
print(functools.reduce(operator.mul,[1,2,3,4]))
h=[]; [heapq.heappush(h,v) for v in (3,1,2)]; print(heapq.heappop(h), h)
print(bisect.bisect([1,2,3],2))
d={}; d['self']=d; print(d)
for k in {}: pass
try:
    for k in (dd:={'a':1}): dd['b']=2
except RuntimeError as e: print(e)
print(sys.getrefcount(l)-1, sys.getsizeof([]), sys.getsizeof({}), [].__sizeof__())
print(dict.fromkeys('abc',0), {1,2,3}&{2,3,4}, frozenset('ab')==frozenset('ba'))
del m[0]; print(m); l[1:2]=[9,9]; print(l); l.extend(i for i in range(2)); print(l, l.index(9), l.count(9)); l.remove(9); l.insert(0,'z'); l.reverse(); print(l, l.pop(), l.pop(0))
print(str([1,'a',None,2.5,(1,),{'k':[1]}]), repr({1:'x'}), '%s' % ([1],))
print(list(range(0,10,3)), range(5)[::2], range(10)[-1], 5 in range(10))
print(list({'x':1,'y':2}), {'x':1,'y':2}.popitem(), {'a':1}.setdefault('b',2))
class C:
    def __len__(self): return 3
    def __getitem__(self,i):
        if i>=3: raise IndexError(i)
        return i*i
print(list(C()), list(reversed(C())), 4 in C(), tuple(C()), sum(C()))
class It:
    def __init__(self): self.n=0
    def __iter__(self): return self
    def __next__(self):
        self.n+=1
        if self.n>3: raise StopIteration
        return self.n
print(list(It()), set(It()), dict(zip(It(),It())), sorted(It(),reverse=True), [*It()])
def g():
    yield 1
    yield 2
print(list(g()), tuple(g()), set(g()), dict((k,k) for k in g()), max(g()), list(map(str,g())), list(zip(g(),g())))
