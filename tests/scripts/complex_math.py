"""cmath on a grid of finite numbers."""
import cmath, math
vals=[0,1,-1,0.5,-0.5,2.5,1e200,1e308,-3,100,710,-0.0,1e-5,1.0000001]
import sys
fns=[cmath.sqrt,cmath.exp,cmath.log,cmath.log10,cmath.sin,cmath.cos,cmath.tan,cmath.asin,cmath.acos,cmath.atan,cmath.sinh,cmath.cosh,cmath.tanh,cmath.asinh,cmath.acosh,cmath.atanh,cmath.phase,cmath.polar,cmath.isfinite,cmath.isinf,cmath.isnan]
for f in fns:
    for x in vals:
        for y in vals:
            z=complex(x,y)
            try: r=repr(f(z))
            except Exception as e: r=type(e).__name__+str(e)
            print(f.__name__,z,r)
for x in vals:
    for y in vals:
        try: r=cmath.rect(x,y)
        except Exception as e: r=type(e).__name__+str(e)
        print('rect',x,y,r)
print(cmath.isclose(1+1e-10j,1), cmath.isclose(1,2,abs_tol=1.5), cmath.pi, cmath.e, cmath.tau, cmath.inf, cmath.nan, cmath.infj, cmath.nanj, cmath.log(8,2), cmath.sqrt(-1), cmath.sqrt(4), cmath.exp(1j*cmath.pi))
for a in ['x',None,[]]:
    try: cmath.sqrt(a)
    except Exception as e: print(type(e).__name__,e)
