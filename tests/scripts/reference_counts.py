# Reference counts that built-in functions leave behind, sizes, what gc tells.
import sys, gc, weakref
a=[]; print(sys.getrefcount(a)); b=a; print(sys.getrefcount(a)); l=[a,a]; print(sys.getrefcount(a)); del b,l; print(sys.getrefcount(a))
def f(x): return sys.getrefcount(x)
print(f(a))
class C:
    def __del__(self): print('del')
c=C(); print(sys.getrefcount(c)); m=c.__del__; print(sys.getrefcount(c)); del m; print(sys.getrefcount(c), sys.getrefcount(C))
d={'k':a}; print(sys.getrefcount(a)); max(a,[1]); min([a,a]); sorted([a]); print(sys.getrefcount(a)); getattr(c,'x',a); print(sys.getrefcount(a))
s=object(); iter(lambda:1, s); print(sys.getrefcount(s)); isinstance(s,(int,str)); hasattr(s,'q'); repr(s); print(sys.getrefcount(s))
try: setattr(s,'q',a)
except AttributeError: pass
print(sys.getrefcount(a), sys.getrefcount(s))
e=ValueError(a); print(sys.getrefcount(a)); 
try: raise e
except ValueError as x: print(sys.getrefcount(x), sys.getrefcount(a))
print(sys.getrefcount(e)); del e; print(sys.getrefcount(a))
p=property(f); print(sys.getrefcount(f)); q=p.setter(f); print(sys.getrefcount(f)); del p,q; print(sys.getrefcount(f))
r=weakref.ref(c); print(sys.getrefcount(c), sys.getrefcount(r), weakref.getweakrefcount(c)); r2=weakref.ref(c); print(r is r2, sys.getrefcount(r))
print(any([a,1]), all([a]), sum([[1],[2]],a), sys.getrefcount(a))
exec('z=a'); print(sys.getrefcount(a)); del z; print(eval('sys.getrefcount(a)'), sys.getrefcount(a))
print(vars(c), dir(c)[:2], sys.getrefcount(c)); ns={}; exec('x=c',{'c':c},ns); print(sys.getrefcount(c)); del ns; print(sys.getrefcount(c))
super(C,c); print(sys.getrefcount(c), sys.getrefcount(C)); staticmethod(f); classmethod(f); print(sys.getrefcount(f))
def gen():
    x=yield a
    print('got',x)
g=gen(); next(g); print(sys.getrefcount(a));
try: g.send(a)
except StopIteration: pass
print(sys.getrefcount(a)); g=gen(); next(g); g.close(); print(sys.getrefcount(a))
import copy; copy.copy(c); copy.deepcopy(c)
print(sys.getrefcount(c)); del c; print('end')
x=[]; x.append(x); del x; print(gc.collect()); print(gc.get_count()[1:], gc.get_threshold(), gc.isenabled())
class N: pass
n=N(); n.n=n; w=weakref.ref(n); del n; print(w() is None); print(gc.collect(), w() is None)
print(gc.get_referents([1,2]), gc.is_tracked([]), gc.is_tracked(1), gc.is_tracked({}), gc.is_tracked({'a':[]}))
t=[]; u=[t]; print(gc.get_referrers(t)==[u] or len(gc.get_referrers(t)))
print(sys.getsizeof([]), sys.getsizeof([1,2]), sys.getsizeof({}), sys.getsizeof(''), sys.getsizeof('é'), sys.getsizeof(1), sys.getsizeof(2**70), sys.getsizeof(1.0), sys.getsizeof(()), sys.getsizeof((1,)), sys.getsizeof(set()), sys.getsizeof(C), sys.getsizeof(int), sys.getsizeof(f), sys.getsizeof(None), sys.getsizeof(C()), sys.getsizeof(b'a'), sys.getsizeof(range(3)), sys.getsizeof(f.__code__), sys.getsizeof(gen()))
