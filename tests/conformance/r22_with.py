# with: __enter__, __exit__, and swallowing an exception by returning True.
class Context:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow

    def __enter__(self):
        log.append('enter ' + self.name)
        return self

    def __exit__(self, kind, value, traceback):
        log.append('exit %s %s' % (self.name, kind and kind.__name__))
        return self.swallow


log = []
with Context('a') as a, Context('b'):
    log.append('body')
with Context('c', True):
    raise ValueError
try:
    with Context('d'):
        1 / 0
except ZeroDivisionError:
    log.append('seen')


def leave():
    for i in range(3):
        with Context(str(i)):
            if i == 0:
                continue
            return i


print(leave())
for entry in log:
    print(entry)
