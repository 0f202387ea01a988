"""Functions set by sys.settrace and sys.setprofile."""
import sys
ev = []
class CM:
    def __repr__(s): return 'CM'
    def __enter__(s): return s
    def __exit__(s, *a): return True
def tr(frame, event, arg):
    ev.append((frame.f_code.co_name, event, frame.f_lineno, arg if event != 'exception' else arg[0].__name__))
    return tr
class It:
    def __init__(s): s.n = 0
    def __iter__(s): return s
    def __repr__(s): return 'It'
    def __next__(s):
        s.n += 1
        if s.n > 2: raise StopIteration
        return s.n
def gen():
    x = yield 1
    try:
        yield 2
    except ValueError:
        pass
    return 3
def deleg():
    r = yield from gen()
    return r
def f(n):
    while n:
        n -= 1
        if n == 1: continue
    for a in It():
        pass
    with CM():
        raise KeyError('k')
    try:
        boom()
    except ZeroDivisionError as e:
        pass
    finally:
        z = 1
    g = deleg()
    next(g); g.send(5)
    try: g.throw(ValueError)
    except StopIteration as s: v = s.value
    d = [x for x in (1,
                     2)]
    class K:
        a = 1
        b = 2
    lam = lambda q: q
    return lam(
        n)
def boom():
    return 1 / 0
sys.settrace(tr); f(3); sys.settrace(None)
for e in ev: print(e)

import sys
ev = []
def pr(frame, event, arg):
    ev.append((frame.f_code.co_name, event, getattr(arg, '__name__', arg)))
def g():
    yield 1
def f():
    len('a'); 'a'.upper(); [].append(1); str(5); list(g())
    try: int('x')
    except ValueError: pass
    try: [].pop()
    except IndexError: pass
    sorted([2, 1], key=lambda v: -v)
    print('p', end='\n')
    return max(*[1, 2])
sys.setprofile(pr); f(); sys.setprofile(None)
for e in ev: print(e)
print(sys.getprofile())

import sys
def tr(frame, event, arg):
    if event == 'line' and frame.f_code.co_name == 'f':
        frame.f_locals['x'] = frame.f_locals.get('x', 0) + 100
    return tr
def f():
    x = 1
    y = x
    return x, y
sys.settrace(tr); print(f()); sys.settrace(None)
def only_call(frame, event, arg):
    print(event, frame.f_code.co_name); return None
def h(): return k()
def k(): return 5
sys.settrace(only_call); h(); sys.settrace(None)
def err(frame, event, arg):
    if event == 'return': raise RuntimeError('in return')
    return err
sys.settrace(err)
try: h()
except RuntimeError as e: print(e, sys.gettrace())
def err2(frame, event, arg):
    if event == 'exception': raise RuntimeError('in exc')
    return err2
def z(): 1/0
sys.settrace(err2)
try: z()
except RuntimeError as e: print(e, repr(e.__context__), sys.gettrace())
fr = sys._getframe()
print(fr.f_trace, fr.f_trace_lines, fr.f_trace_opcodes)
fr.f_trace_lines = False; print(fr.f_trace_lines); fr.f_trace_lines = True
try: fr.f_trace_lines = 1
except TypeError as e: print(e)
try: fr.f_lineno = 3
except ValueError as e: print(e)
del fr.f_trace
class T:
    def __init__(s): s.n = 0
    def __call__(s, f, e, a):
        s.n += 1
        return s
t = T(); sys.settrace(t); h(); sys.settrace(None); print(t.n)
lines = []
def lt(f, e, a):
    if e == 'line': lines.append(f.f_lineno)
    return lt
def multi():
    if (1 and
        0 or
        2):
        a = [1,
             2,
             3]
    for i in range(2): a.append(i)
    try:
        raise ValueError
    except (KeyError, ValueError):
        pass
    else:
        pass
    finally:
        i = 3
    @staticmethod
    def dec(a=1,
            b=2): pass
    return a
sys.settrace(lt); multi(); sys.settrace(None)
L = multi.__code__.co_firstlineno
print([l - L for l in lines])
