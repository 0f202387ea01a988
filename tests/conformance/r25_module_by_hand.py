# A module is an object with a dict: made here without any file.
import sys
import types

module = types.ModuleType('handmade', 'its doc')
code = compile('answer = 42\ndef double():\n    return answer * 2\n', '<handmade>', 'exec')
exec(code, module.__dict__)
sys.modules['handmade'] = module
import handmade
from handmade import double

print(handmade is module, handmade.answer, double(), handmade.__doc__)
print(double.__globals__ is vars(module), double.__module__)
handmade.answer = 5
print(double())
del sys.modules['handmade'], handmade, module
print(double())
