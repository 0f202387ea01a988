"""Decimal arithmetic, contexts, rounding, formats."""
from decimal import *
import decimal, math, copy
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
D=Decimal
es="""D('0.1')+D('0.2')|D(1)/D(3)|D(1)/3|D('1.10')*2|D(7)//2|D(-7)//2|D(-7)%2|divmod(D(7),2)|D(2)**10|D(2)**-1|D(2)**D('0.5')|D(10)**20|D('1.5')**3|D(2).sqrt()|D(4).sqrt()|D('0.01').sqrt()|D(-1).sqrt()|D(1)/0|D(0)/0|D('abc')|D(0.1)|D(1.5)|D('1e5')|D('1E-10')|D('-0')|D('NaN')|D('Infinity')|D('-inf')|D('3.14').quantize(D('0.1'))|D('2.675').quantize(D('0.01'),ROUND_HALF_UP)|D('2.5').quantize(D(1))|D('1234').quantize(D('1e2'))|D('1.5').to_integral_value()|round(D('2.567'),2)|round(D('2.5'))|int(D('-3.7'))|float(D('0.1'))|math.floor(D('-1.5'))|math.ceil(D('1.2'))|D('1.20').normalize()|D('100').normalize()|D('1.23').as_tuple()|D('0.25').as_integer_ratio()|D((1,(1,2,3),-2))|D(3)==3|D('1.0')==1.0|D('0.1')==0.1|D(1)<2.5|1+D(1)|2-D('0.5')|hash(D('1.0'))==hash(1)|hash(D('0.5'))==hash(0.5)|{D(1):1}[1]|str(D('1E+5'))|str(D('0.0000001'))|str(D('123456789E-3'))|D('0.00001')|D('1E+2').to_eng_string()|-D('1.5')|abs(D('-2'))|+D('1.00')|D(5).copy_sign(D(-1))|max(D(1),D(2))|D(1).max(D(2))|sum([D('0.1')]*10)|sorted([D(3),D(1)])|D('12345.678').adjusted()|D(1).exp()|D(2).ln()|D(100).log10()|D(50).log10()|D('1e-5').exp()|D(-10).exp()|D('1000').ln()|bool(D(0))|f"{D('1234.5678'):.2f}"|f"{D('1234567.891'):,.2f}"|f"{D('0.5'):%}"|f"{D('0.1234'):.1%}"|f"{D('12.3'):>10}"|f"{D('12.3'):010.3f}"|f"{D('-5'):+}"|f"{D('1e10'):f}"|f"{D('123.456'):e}"|f"{D('123.456'):.3g}"|f"{D('3'):5d}"|format(D('1.10'))|f"{D('1.5'):*^9}"|"%.2f" % D('1.005')|getcontext()|getcontext().prec|D('1').is_nan()|D('nan').is_nan()|D('nan')==D('nan')|D('nan')<1|D('inf')>10**100|D('inf')-D('inf')|D('sNaN')+1|D(3).fma(2,1)|D(1).compare(2)|D('1.0').compare_total(D('1'))|D('1.23E+3')|D('9'*30)+1|D(2)**100|D(2)**1000|D('0.1')**50|D(3)**D(-3)|D(10)**-2|D('1.1')**D('2.2')|pow(D(3),4,5)|D([1,2])|D(None)|D('1_000.5')|D(' 1.5 ')|D('1e')|D('.5')|D('5.')|D('+1')|D('1e1000000')*10|D('1e-999999')/10**30|D('123').scaleb(-2)|D('1.1').shift(1)|D(1).next_plus()|D('5E-1').number_class()|D('12.3').to_integral_exact()|repr(D('1e400'))|D(True)|D(10**40)/7|D(1)/D('1e30')|D(22)/7*7|D('0.1')*3-D('0.3')|D('1.0')/D('3.00')|D('6')/D('2')|D('600')/D('20')|D('1')/D('8')|copy.copy(D(1))|D('0E-5')+0|D('0.000')|D('-0.0')|D('1.00')-D('1.00')|Context(prec=5)|Context(prec=5).divide(1,3)|Context(prec=3).create_decimal('1.23456')|Context(prec=0)|Context(rounding='x')|D(1).quantize(D('0.1'),'bad')|D('1e30').quantize(D(1))|DivisionByZero.__mro__|D.from_float(0.5)|D('1')-D('1e-40')|D(1)+D('1e-40')"""
for e in es.split('|'):
    print(e,end=' -> '); t(lambda: eval(e))
getcontext().prec=6
for e in ["D(1)/7","D(2).sqrt()","D('123456789')+0","+D('3.1415926535')","D(1)/D(3)*3"]: print(e, eval(e))
for r in [ROUND_CEILING,ROUND_DOWN,ROUND_FLOOR,ROUND_HALF_DOWN,ROUND_HALF_EVEN,ROUND_HALF_UP,ROUND_UP,ROUND_05UP]:
    print(r,[str(D(x).quantize(D(1),rounding=r)) for x in ['2.5','-2.5','1.1','-1.1','1.6','0.5','5.1']])
with localcontext() as c:
    c.prec=50; print(D(1)/7, D(2).sqrt(), D(1).exp(), D(2).ln())
print(D(1)/7, getcontext().flags[Inexact])
getcontext().clear_flags(); D(1)/4; print(getcontext())
getcontext().traps[Inexact]=True; t(lambda: D(1)/3)
getcontext().traps[Inexact]=False; getcontext().traps[DivisionByZero]=False; print(D(1)/0, D(-1)/0)
setcontext(ExtendedContext); print(D(1)/3, D(0)/0, getcontext().prec)
import random; R=random.Random(5); getcontext().prec=20
for i in range(60):
    a=D(R.randrange(-10**R.randrange(1,25),10**R.randrange(1,25))).scaleb(R.randrange(-20,20)); b=D(R.randrange(-10**R.randrange(1,25),10**R.randrange(1,25))).scaleb(R.randrange(-20,20))
    print(a,b,a+b,a-b,a*b,a/b,a//b,a%b,abs(a).sqrt(), a<b, hash(a)==hash(a.normalize()), abs(a).ln(), abs(b).log10(), (a/10**20).exp() if abs(a)<10**22 else '')
