# gc.callbacks: when they are called, with what, and what they see.
import gc, sys
sys.unraisablehook = lambda u: print('unraisable', repr(u.exc_value), u.object is bad)
log = []
def cb(phase, info):
    log.append((phase, sorted(info.items()), gc.get_count(), gc.isenabled()))
    print(phase, info)
def other(phase, info):
    print('other', phase, info['generation'])
    if phase == 'stop':
        print(sys.getrefcount(info), gc.collect())
gc.callbacks.append(cb)
gc.callbacks.append(other)
print(gc.callbacks is gc.callbacks, len(gc.callbacks))
class A: pass
def cyc():
    a = A(); a.me = a
cyc(); cyc()
print(gc.collect())
print(gc.collect(0), gc.collect(1))
gc.callbacks.remove(other)
gc.set_threshold(50, 2, 2)
keep = []
for i in range(300):
    keep.append([i])
print(len(log))
print(log[-4:])
def bad(phase, info):
    raise ValueError('bad ' + phase)
gc.callbacks[:] = [bad]
gc.collect()
gc.callbacks.clear()
class D:
    def __del__(self):
        print('del')
d = D(); d.d = d; del d
gc.callbacks.append(cb)
gc.collect()
print([type(s) for s in gc.get_stats()], gc.get_stats()[2]['collections'] > 0)
gc.callbacks = 5
gc.collect()
