"""A few hundred calls of library functions, errors included."""
import collections, functools, itertools, contextlib, json, string, copy, random, heapq, bisect, operator, io, enum, math
from collections import *
def t(e):
    try: r=eval(e,globals()); print(e,'->',r if isinstance(r,str) else repr(r))
    except Exception as x: print(e,'->',type(x).__name__, x)
P=namedtuple('P','x y',defaults=[5])
c=Counter('abracadabra'); cm=ChainMap({'a':1},{'a':2,'b':3}); od=OrderedDict(a=1,b=2,c=3); dd=defaultdict(list,a=[1]); dq=deque([1,2,3],maxlen=4)
for e in """P(1)|P(1,2)._asdict()|P._fields|P(1)._replace(x=3)|P(1)._replace(z=3)|P._make([1,2])|P(1,2,3)|P()|P._field_defaults|namedtuple('A','a a')|namedtuple('A','def b',rename=True)._fields|namedtuple('A','_a')|namedtuple('1A','a')|namedtuple('A','a b',defaults=[1,2,3])|P(1,2)==(1,2)|P.__doc__|P.x.__doc__|P(1)[5]|hash(P(1,2))==hash((1,2))|P(1).__getnewargs__()|isinstance(P(1),tuple)|P.__new__.__defaults__|P.__slots__|repr(P)
c.most_common(2)|c['zz']|c-Counter('aab')|c+Counter('z')|c&Counter('aabz')|c|Counter(a=3,b=-1)|+Counter(a=-1,b=2)|-Counter(a=-1)|list(Counter(a=2,b=0).elements())|Counter([1,1,2])|Counter(5)|Counter('a','b')|c.subtract('aa')|c|sum(c.values())|Counter.fromkeys('ab')|c.copy()==c|Counter(a=1)==Counter(a=1,b=0)
cm['a']|cm.new_child({'z':1})|cm.parents|list(cm)|dict(cm)|cm.maps|cm['q']|cm.pop('q')|cm.popitem()|len(cm)|'b' in cm|cm.get('z',9)|ChainMap()
od.popitem(False)|od.move_to_end('b')|od|od.move_to_end('zz')|OrderedDict([(1,2)])==OrderedDict([(1,2)])|list(reversed(od))|od.pop('zz',3)|od.pop('zz')|OrderedDict.fromkeys('ab',1)|od.popitem()|od.setdefault('n',3)|OrderedDict(1)
dd['z']|dd|dd.default_factory|defaultdict(5)|defaultdict(None)['a']|dd.copy()|defaultdict(int,[(1,2)])|dq.rotate(1)|dq|dq.append(9)|dq.appendleft(8)|dq|dq.extend([1,2])|dq.index(2)|dq.index(77)|dq.remove(77)|dq[9]|dq.maxlen|dq.copy()|deque([1])*3|deque([1])+deque([2])|deque([1])+[2]|deque().pop()|deque(maxlen=-1)|deque([1,2])<deque([1,3])|dq.count(2)|dq.insert(0,1)|list(reversed(deque([1,2])))
UserDict({'a':1})|UserDict(a=1)|UserList([1,2])+[3]|UserString('ab').upper()|UserList([3,1,2])[0]|UserDict()['x']|UserString('a')+'b'
functools.reduce(operator.add,[1,2,3])|functools.reduce(operator.add,[])|functools.partial(int,base=2)('11')|functools.partial(print,1,sep='')|sorted([1,3,2],key=functools.cmp_to_key(lambda a,b:b-a))|functools.total_ordering(type('X',(),{}))|functools.singledispatch(len)('ab')|functools.lru_cache(maxsize=2)(lambda x:x).cache_info()|functools.lru_cache(5.5)|functools.partial()|functools.wraps(len)(lambda:0).__name__
list(itertools.accumulate([1,2,3],operator.mul,initial=2))|list(itertools.chain.from_iterable(['ab','c']))|list(itertools.combinations('abc',2))|list(itertools.combinations_with_replacement('ab',2))|list(itertools.permutations('abc',2))|list(itertools.product('ab',repeat=2))|list(itertools.compress('abc',[1,0,1]))|list(itertools.dropwhile(lambda x:x<2,[1,2,1]))|list(itertools.takewhile(lambda x:x<2,[1,2,1]))|list(itertools.filterfalse(None,[0,1]))|[(k,list(g)) for k,g in itertools.groupby('aabc')]|list(itertools.islice('abcdef',1,5,2))|list(itertools.starmap(pow,[(2,3)]))|list(itertools.zip_longest('ab','c',fillvalue=0))|itertools.count(1,0.5)|itertools.count(3)|itertools.repeat(1,3)|itertools.repeat('a')|itertools.islice([],-1)|itertools.tee([1,2])[0].__class__|list(itertools.islice(itertools.cycle('ab'),5))|itertools.combinations('a',-1)|itertools.product('a',repeat=-1)|itertools.permutations([1,2]).__sizeof__()>0|itertools.zip_longest([],x=1)|copy.copy(itertools.count(4))|next(itertools.groupby([]))|itertools.accumulate()
json.dumps({'a':[1,2.5,None,True,'é"\\n']})|json.dumps({'b':1,'a':2},sort_keys=True,indent=2)|json.dumps([1,[2]],indent='\\t')|json.dumps('é',ensure_ascii=False)|json.dumps(float('nan'))|json.dumps(float('inf'),allow_nan=False)|json.dumps({1:2,None:3,True:4,1.5:5})|json.dumps({(1,):2})|json.dumps({(1,):2},skipkeys=True)|json.dumps(object)|json.dumps({1,2})|json.dumps([1,2],separators=(',',':'))|json.loads('[1, 2.5, "a\\\\u00e9", null, true]')|json.loads('{"a": {"b": []}}')|json.loads('')|json.loads('[1,]')|json.loads('{"a" 1}')|json.loads('{a:1}')|json.loads('"a')|json.loads('nul')|json.loads('1 2')|json.loads('[1')|json.loads('"\\x01"')|json.loads('NaN')|json.loads('-Infinity')|json.loads('1e5')|json.loads(b'[1]')|json.loads(5)|json.loads('{"a":1,"a":2}',object_pairs_hook=list)|json.loads('[1.5]',parse_float=str)|json.loads('"\\\\ud83d\\\\ude00"')|json.dumps('\\U0001f600')|json.dumps(10**30)|json.dumps([],indent=2)|json.dumps({},indent=2)|json.loads('{"a":1}',object_hook=lambda d:list(d))|json.dumps(P(1,2))|json.JSONEncoder().encode([1])|list(json.JSONEncoder().iterencode([1,{'a':2}]))|json.JSONDecoder().raw_decode('[1] x')|json.dumps(enum.IntEnum('E','A').A)|json.loads('"\\\\x"')
string.Template('$a ${b} $$').substitute(a=1,b=2)|string.Template('$a').substitute()|string.Template('$a $b').safe_substitute(a=1)|string.Template('$').substitute()|string.capwords('hello  world')|string.Formatter().format('{0} {a!r:>5}',1,a='x')|string.ascii_letters|string.punctuation|list(string.Formatter().parse('a{b!r:c}d'))|string.whitespace|string.Formatter().format('{}{}',1)|string.Formatter().vformat('{x.real}',(),{'x':1})
copy.deepcopy([1,[2,{3:(4,[5])}]])|copy.copy({1:2})|copy.deepcopy(P([1],2))|copy.copy(5)|copy.deepcopy(len)|list(heapq.merge([1,4],[2,3],reverse=False))|heapq.nlargest(2,[3,1,2],key=lambda x:-x)|heapq.nsmallest(5,'cab')|heapq.heappop([])|heapq.heappushpop([2,3],1)|heapq.heapreplace([1,2],5)|list(heapq.merge([4,1],[3],reverse=True))|bisect.bisect([1,2,2,3],2)|bisect.bisect_left([1,2,2,3],2)|bisect.bisect([1],1,-1)|operator.itemgetter(1,0)('ab')|operator.attrgetter('real','imag')(1j)|operator.methodcaller('upper')('a')|operator.itemgetter(0)|operator.attrgetter('a.b')|operator.countOf([1,1],1)|operator.indexOf([1],5)|operator.index(1.5)|operator.concat(1,2)|operator.length_hint([1])
contextlib.nullcontext(5).__enter__()|contextlib.suppress(ValueError).__class__|contextlib.ExitStack().__enter__().__class__|contextlib.redirect_stdout(io.StringIO()).__class__
math.comb(5,2)|math.perm(5,2)|math.perm(5)|math.isqrt(17)|math.isqrt(-1)|math.dist([1,2],[4,6])|math.dist([1],[1,2])|math.hypot(3,4,12)|math.prod([1,2,3],start=2)|math.fsum([.1]*10)|math.factorial(20)|math.factorial(-1)|math.factorial(2.5)|math.gcd(12,-18)|math.frexp(8)|math.ldexp(1,2000)|math.modf(-2.5)|math.log(0)|math.log(8,2)|math.log2(8)|math.log10(1000)|math.log(10**400)|math.sqrt(-1)|math.exp(1000)|math.pow(0,-1)|math.fmod(5,0)|math.remainder(5,3)|math.copysign(1,-0.0)|math.trunc(2.7)|math.ceil(2.1)|math.floor('a')|math.isclose(1,1+1e-10)|math.erf(1)|math.gamma(5.5)|math.lgamma(10)|math.degrees(1)|math.nan==math.nan|math.acos(2)|math.comb(5,-1)|math.comb(5,2.0)|math.expm1(1e-5)|math.atan2(-0.0,-1)""".replace('\n','|').split('|'): t(e)
R=random.Random
for e in """R(1).random()|R('abc').random()|R(b'x').randint(1,100)|R(1.5).random()|R(None).__class__|R(-5).random()|R((1,2)).random()|R(10**50).random()|R(3).shuffle([1])|R(3).sample(range(100),5)|R(3).sample([1],2)|R(3).sample({1,2,3},2)|R(3).choices('abc',[1,2,3],k=5)|R(3).choices('abc',cum_weights=[1,2,3],k=3)|R(3).choices('ab',[1])|R(3).choice([])|R(3).choice('abc')|R(3).randrange(10,20,3)|R(3).randrange(0)|R(3).randrange(1.5)|R(3).randint(5,1)|R(3).uniform(1,2)|R(3).gauss(0,1)|R(3).normalvariate(0,1)|R(3).expovariate(2)|R(3).betavariate(1,2)|R(3).gammavariate(2,3)|R(3).triangular(1,5,2)|R(3).paretovariate(2)|R(3).weibullvariate(1,2)|R(3).vonmisesvariate(0,4)|R(3).lognormvariate(0,1)|R(3).getrandbits(70)|R(3).getrandbits(0)|R(3).getstate()[1][:3]|R(3).seed('x',version=1)|random.seed(4)|random.random()|random.sample(list('abcdef'),3)|random.getstate()[0]|random.SystemRandom""".split('|'): t(e)
st=random.getstate(); a=random.random(); random.setstate(st); print(a==random.random())
l=list(range(20)); R(7).shuffle(l); print(l)
class C(enum.Flag): A=1; B=2; D=A|B
for e in "C.A|C.B|C.A;~C.A;C(3);C(0);C(8);C.A in C.D;list(C);C.D.name;bool(C(0));C['A'];C['Z'];enum.IntFlag('F','a b').a|4;enum.Enum('E',['x','y'])['x'];enum.Enum('E',dict(a=1)).a;len(C);C.A<C.B;enum.unique(enum.Enum('E',[('a',1),('b',1)]))".split(';'): t(e)
with contextlib.ExitStack() as s:
    s.callback(print,'cb',x:=1) if False else s.callback(print,'cb'); s.push(lambda *a: print('exit',a[0])); s.enter_context(contextlib.suppress(KeyError)); raise KeyError
@contextlib.contextmanager
def cm2():
    try: yield 1
    except ValueError as e: print('caught',e)
with cm2() as v: raise ValueError('x')
try:
    with cm2(): raise StopIteration
except Exception as e: print(type(e).__name__, e)
@functools.singledispatch
def sd(x): return 'obj'
@sd.register
def _(x:int): return 'int'
@sd.register(list)
def _(x): return 'list'
print(sd(1),sd([]),sd('a'),sd(True),sd.dispatch(bool)(1),sorted(str(k) for k in sd.registry))
class Q:
    @functools.cached_property
    def v(self): print('calc'); return 3
    @functools.singledispatchmethod
    def m(self,x): return 'o'
    @m.register
    def _(self,x:int): return 'i'
    pm=functools.partialmethod(lambda self,a,b:(a,b),1)
q=Q(); print(q.v,q.v,q.m(1),q.m('a'),q.pm(2))
try: sd.register(5)
except Exception as e: print(type(e).__name__,e)
