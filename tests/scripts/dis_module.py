"""dis, opcode and _opcode."""
import dis, opcode, sys, io
def f(a, b=2, *args, k, **kw):
    """doc"""
    x = [i for i in range(a) if i]
    def g(): return x, f"{a!r:>5}{b}"
    try:
        while a < 10 and b is not None: a += 1
    except (ValueError, TypeError) as e:
        raise
    finally:
        del x
    return g
async def co(): 
    async with a as b: await c
class C:
    z = 1
    def m(self): return self.z
    @classmethod
    def c(cls): return lambda: 0
    @staticmethod
    def s(): pass
def out(fn,*a,**k):
    b=io.StringIO()
    try: fn(*a,file=b,**k)
    except Exception as e: print(type(e).__name__,e)
    import re
    print(re.sub('0x[0-9a-f]+','0x',b.getvalue()))
for x in [f, co, C, C().m, 'a=1;b=a+2', 'x*y', b'd\x00S\x00', f.__code__, (i for i in 'a'), lambda: 0]: out(dis.dis,x)
out(dis.dis, f, depth=0); out(dis.dis, 5)
import re
print(re.sub('0x[0-9a-f]+','0x',dis.code_info(f))); print(dis.code_info('1+1')); out(dis.show_code, co)
for i in dis.get_instructions(f): print(re.sub('0x[0-9a-f]+','0x',str(i)))
print(re.sub('0x[0-9a-f]+','0x',dis.Bytecode(f).dis())); print(list(dis.findlinestarts(f.__code__)), dis.findlabels(f.__code__.co_code))
print(dis.opmap['LOAD_FAST'], dis.opname[124], dis.opname[7], dis.HAVE_ARGUMENT, dis.EXTENDED_ARG, dis.cmp_op, dis.hasconst, dis.hasname, dis.hasjrel, dis.hasjabs, dis.haslocal, dis.hascompare, dis.hasfree, len(dis.opmap))
for a in [(100,1),(90,1),(1,),(131,2),(93,1),(7,),(100,),(1,5),(122,1)]:
    try: print(a, dis.stack_effect(*a), [dis.stack_effect(*a,jump=j) for j in (True,False,None)])
    except Exception as e: print(a,type(e).__name__,e)
def boom():
    x=1
    return x/0
try: boom()
except ZeroDivisionError as e: out(dis.distb,e.__traceback__.tb_next); print(dis.Bytecode.from_traceback(e.__traceback__).dis())
out(dis.dis)
src='\n'.join(f'v{i}={i}' for i in range(300)); out(dis.dis, compile(src+'\nif v1:\n  '+';'.join(f'v{i}' for i in range(200)),'x','exec'))
