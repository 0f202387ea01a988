# Globals of a module whose functions keep it alive.
class Noisy:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print('del', self.name, flush=True)
first = Noisy('first')
_private = Noisy('private')
second = Noisy('second')
def keeper(default=Noisy('default')):
    return first
cycle = [Noisy('in cycle')]
cycle.append(cycle)
print('end of script')
