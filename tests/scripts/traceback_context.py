class Broken(Exception):
    def __str__(self):
        return 'broken: ' + ', '.join(map(str, self.args))

def first():
    [].pop()

try:
    first()
except IndexError:
    raise Broken(1, 'two')
