# Importing modules of one's own: run once, found again in sys.modules.
import sys
import _helper_module
from _helper_module import value, make as build
import _helper_module as again

print(_helper_module is again, value, build(3), _helper_module.runs)
print('_helper_module' in sys.modules, _helper_module.__name__)
value = 'rebound'
print(_helper_module.value)
_helper_module.value = 'changed'
from _helper_module import value
print(value)
del sys.modules['_helper_module']
import _helper_module
print(_helper_module is again, _helper_module.value)
try:
    from _helper_module import nothing
except ImportError as error:
    print(str(error)[:46])
try:
    import no_such_module
except ModuleNotFoundError as error:
    print(error)
import _circular_a
print(_circular_a.from_b, _circular_a.b.seen)
