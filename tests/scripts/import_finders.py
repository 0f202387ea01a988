import sys, importlib, types
import _namespace.inner, _namespace.below.deep
from _namespace import inner
print(_namespace.inner.x, _namespace.below.deep.y, type(_namespace.__path__).__name__, len(_namespace.__path__), hasattr(_namespace,"__file__"), _namespace.__spec__.name)
try: import _namespace.nope
except ModuleNotFoundError as e: print(e, e.name)
try: import zzz
except ImportError as e: print(e)
import importlib.abc, importlib.util
from importlib.machinery import ModuleSpec
class F(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        if name.startswith("virtual"):
            print("find", name, path)
            return ModuleSpec(name, self, is_package=(name=="virtual"))
    def create_module(self, spec): return None
    def exec_module(self, m): print("exec", m.__name__); m.value = m.__name__.upper()
sys.meta_path.insert(0, F())
import virtual
print(virtual.value, virtual.__spec__.name)
import virtual.sub
print(virtual.sub.value)
from virtual import other
print(other.value)
m = importlib.import_module("virtual.dyn"); print(m.value)
class Log:
    def find_spec(self, name, path=None, target=None):
        print("asked", name)
sys.meta_path.append(Log())
try: import nowhere
except ImportError as e: print(e)
src = "def f(): return 42\n"
spec = importlib.util.spec_from_loader("made", loader=None); m = importlib.util.module_from_spec(spec); exec(src, m.__dict__); print(m.f(), m.__name__)
mod2 = types.ModuleType("dynm"); mod2.z = 3; sys.modules["dynm"] = mod2; import dynm; print(dynm.z)
importlib.reload(inner); print(importlib.import_module(".inner", "_namespace").x)
print(importlib.util.find_spec("_namespace.inner").name, importlib.util.find_spec("nothere"))
