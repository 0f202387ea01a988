import gc
class Noisy:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print('del', self.name)
a = Noisy('a')
b = a
del a
print('still')
b = None
print('gone')
def scope():
    local = Noisy('local')
    print('in scope')
scope()
x, y = Noisy('x'), Noisy('y')
x.other, y.other = y, x
del x, y
print('cycle dropped')
print(gc.collect() >= 2)
class Failing:
    def __del__(self):
        raise ValueError('in del')
f = Failing()
f = None
[Noisy(i) for i in range(3)]
end = Noisy('at the end')
