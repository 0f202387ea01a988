"""fractions, numbers, textwrap, pprint, reprlib."""
import sys
from fractions import Fraction as F
import numbers, textwrap, pprint, reprlib, math, collections, types
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
for e in ["F(3,4)","F('0.75')","F(' -3/6 ')","F('1e-3')","F(0.1)","F(1,0)","F('x')","F(1.5,2)","F()","F(F(1,2),3)","F(1,3)+F(1,6)","F(1,3)+1","1-F(1,3)","F(1,3)*0.5","F(1,2)/F(3,4)","F(7,2)//1","F(7,2)%1","divmod(F(7,2),F(1,3))","F(1,2)**2","F(1,2)**-2","F(-1,2)**-3","F(1,2)**0.5","2**F(1,2)","4**F(2,1)","-F(1,2)","abs(F(-1,2))","round(F(5,2))","round(F(7,3),2)","round(F(1234),-2)","int(F(-7,2))","math.floor(F(-7,2))","math.ceil(F(-7,2))","math.trunc(F(-7,2))","float(F(1,3))","F(1,2)<0.75","F(1,2)==0.5","F(1,2)==F(2,4)","F(1,2)<'a'","F(1,2)+'a'","hash(F(1,2))==hash(0.5)","hash(F(3))==hash(3)","F(3.14159).limit_denominator(100)","F.from_float(0.5)","F(1,2).as_integer_ratio()","bool(F(0))","str(F(4,2))","complex(F(1,2))","F(1,2)+1j","sum([F(1,2),F(1,3)])","F(1,2)>float('inf')","F(1,2)==float('nan')","sorted([F(1,2),0.3,1])","isinstance(F(1),numbers.Rational)","isinstance(1,numbers.Integral)","isinstance(1.0,numbers.Rational)","isinstance(True,numbers.Number)","numbers.Complex()","math.gcd(4,6)","F('1/0')","F(10**30,3)","F(2,-4)","F(True)","f'{F(1,2)}'"]:
    print(e,end=' -> '); t(lambda: eval(e))
text="The quick brown fox jumps over the lazy dog. It's a well-known pangram -- used often, isn't it?  Antidisestablishmentarianism!\n\tTabbed line here."
for kw in [dict(width=20),dict(width=10),dict(width=30,initial_indent='* ',subsequent_indent='  '),dict(width=15,break_long_words=False),dict(width=12,break_on_hyphens=False),dict(width=40,max_lines=2),dict(width=25,fix_sentence_endings=True),dict(width=30,drop_whitespace=False),dict(width=30,expand_tabs=False,replace_whitespace=False),dict(width=0),dict(width=5,max_lines=1),dict(width=20,max_lines=1,placeholder='...')]:
    t(lambda: textwrap.wrap(text,**kw))
print(textwrap.fill(text,33)); t(lambda: textwrap.shorten(text,40)); t(lambda: textwrap.dedent("  a\n    b\n\n  c\n")); t(lambda: textwrap.indent("a\n\nb\n",'> ')); t(lambda: textwrap.indent("a\n\nb",'> ',lambda l: True)); t(lambda: textwrap.dedent("\ta\n  b")); t(lambda: textwrap.wrap(''))
data={'name':'x'*30,'list':list(range(40)),'nested':{'a':{'b':{'c':[1,2,{'d':(1,)}]}},'z':None},'text':'word '*30,3:[set('abc')],'t':(1,),'b':b'abcdefgh'*12}
data2=[data['nested'],[['a'*20]*4]*3,('tuple',)*12]
class P: 
    def __repr__(self): return 'P('+'p'*70+')'
for d in [data2, {'a':1,'b':[1,2]}, collections.OrderedDict((str(i),'v'*20) for i in range(5)), collections.Counter('mississippi'*3), collections.defaultdict(list,{i:['x'*20]*2 for i in range(4)}), collections.deque(range(50)), collections.deque(range(50),60), frozenset(range(40)), set(), (), [], {}, [P(),P()], collections.ChainMap({'a'*40:1},{'b'*40:2}), types.MappingProxyType({'a'*40:1,'b'*40:2}), 'long string '*12, ['long string '*12], b'bytes'*30, bytearray(b'bytes'*30), {1:2,'a':3}, collections.UserDict({'k'*40:1,'l'*40:2}), collections.namedtuple('N','a b')(1,'x'*80)]:
    pprint.pprint(d); pprint.pprint(d,width=30,indent=2); pprint.pprint(d,compact=True,width=40); pprint.pp(d,depth=2)
pprint.pprint({k:data[k] for k in ['name','list','text','b','t']})
l=[1]; l.append(l); print(pprint.isrecursive(l),pprint.isreadable(l),pprint.isreadable([1]), pprint.pformat([1,[2]],width=5)); t(lambda: pprint.PrettyPrinter(indent=-1))
for x in [list(range(20)),'a'*50,{i:i for i in range(9)},set(range(9)),10**60,(1,),[[[[[[[[1]]]]]]]],frozenset('abcdefgh'),collections.deque(range(9)),P(),b'x'*60,None]: print(reprlib.repr(x))
class N:
    @reprlib.recursive_repr()
    def __repr__(self): return '<'+repr(self.me)+'>'
n=N(); n.me=[n]; print(n)
