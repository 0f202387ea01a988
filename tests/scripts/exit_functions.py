# atexit: functions called at the end, the last registered first.
import atexit
atexit.register(print, 'one', 1)
@atexit.register
def two():
    print('two')
    1/0
class X:
    def __del__(self): print('X gone')
x = X()
raise SystemExit(3)
