# __del__ runs at zero, at once; containers let go of their items in an order of their own.
class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


a = Noisy('a')
b = a
del a
print('still there')
del b
items = [Noisy('0'), Noisy('1'), Noisy('2')]
del items
pair = (Noisy('x'), Noisy('y'))
pair = None
table = {'k': Noisy('v1'), 'l': Noisy('v2')}
table['k'] = Noisy('v3')
del table
bag = {Noisy('in set')}
bag.clear()


def scope():
    first = Noisy('first')
    second = Noisy('second')
    print('leaving')


scope()


class Owner:
    def __init__(self):
        self.part = Noisy('part')

    def __del__(self):
        print('del owner')


o = Owner()
o = 5
Noisy('temporary')
print('next')
n = Noisy('rebound')
n = Noisy('rebound again')
n = None
nested = [[[Noisy('deep')]]]
nested[0] = None
chain = None
for i in range(3):
    chain = [chain, Noisy('c%d' % i)]
chain = None
