"""array: construction, items, errors, bytes."""
from array import array, typecodes
import copy
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
a=array('i',[1,2,3])
for e in ["a","array('d',[1,2.5])","array('u','héy')","array('b')","a[0]","a[-1]","a[1:]","a[5]","a['x']","a+a","a*2","2*a","a+[1]","a==array('i',[1,2,3])","a==array('d',[1,2,3])","a<array('i',[1,3])","a==[1,2,3]","len(a)","2 in a","list(a)","a.tolist()","a.itemsize","a.typecode","a.tobytes()","bytes(a)","array('b',[200])","array('B',[-1])","array('h',[2**15])","array('H',[-1])","array('i',[2**31])","array('I',[-1])","array('l',[2**63])","array('L',[-1])","array('Q',[2**64])","array('q',[-2**63])","array('i',['a'])","array('i',[1.5])","array('d',['x'])","array('x')","array('i','abc')","array(1)","array('u',[1])","array('h',b'\\x01\\x02\\x03\\x04')","array('h',b'\\x01')","a.index(2)","a.index(9)","a.count(1)","array('i').pop()","a.pop(7)","copy.copy(a)","sum(a)","max(a)","a.extend([4.5])","a.extend(array('d',[1]))","typecodes","array('i',range(5))[::2]","array('i',(x for x in 'a'))","array('u','ab').tounicode()","a.tounicode()","array('B',[1,2]).tobytes()","a.remove(9)","array('i',array('b',[1]))"]:
    print(e,end=' -> '); t(lambda: eval(e))
a.append(4); a.insert(0,9); a.extend([5,6]); a.remove(2); print(a, a.pop(), a.pop(0)); a.reverse(); print(a); a[0]=7; a[1:2]=array('i',[8,8]); del a[0]; print(a); a.byteswap(); print(a); a*=2; a+=array('i',[1]); print(a)
def bad(): a[0]='x'
t(bad)
def bad2(): a[0:1]=[1]
t(bad2)
def bad3(): a[99]=1
t(bad3)
b=array('b'); b.frombytes(b'\x01\xff'); b.fromlist([1,2]); print(b); t(lambda: b.fromlist((1,)))
