import _helper
from _helper import double as twice, VALUE
import _helper as again
print(_helper is again, twice(VALUE), _helper.__name__)
import _package.inner
print(_package.inner.where())
from _package import inner
from _helper import *
print(double(4))
try:
    _private
except NameError as error:
    print(error)
try:
    import no_such_module
except ModuleNotFoundError as error:
    print(error, error.name)
try:
    from _helper import nothing
except ImportError as error:
    print(str(error).split(' (')[0])
import sys
print('_helper' in sys.modules, __name__, sys.argv)
import math
print(math.pi, math.sqrt(16), math.floor(2.7), math.factorial(20), math.gcd(12, 18))
