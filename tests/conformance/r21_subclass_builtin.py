# Subclasses of built-in types: their instances have the C part and a dict.
class Stack(list):
    def push(self, item):
        self.append(item)

    def peek(self):
        return self[-1]


class Default(dict):
    def __missing__(self, key):
        self[key] = key * 2
        return self[key]


class Text(str):
    def shout(self):
        return Text(self.upper() + '!')


class Count(int):
    def __new__(cls, value):
        return super().__new__(cls, value + 1)


class Pair(tuple):
    @property
    def first(self):
        return self[0]


s = Stack([1])
s.push(2)
s.name = 'stack'
print(s, s.peek(), len(s), s.name, isinstance(s, list))
d = Default(a='b')
print(d['a'], d['x'], d)
t = Text('hi').shout()
print(t, type(t).__name__, t + 'x', len(t))
c = Count(4)
print(c, c + 1, type(c + 1).__name__)
p = Pair((7, 8))
print(p.first, p, p + (9,))


class MyError(ValueError):
    def __init__(self, code, *args):
        super().__init__(code, *args)
        self.code = code


try:
    raise MyError(5, 'text')
except ValueError as error:
    print(error.code, error.args, repr(error))
