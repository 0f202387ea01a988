# Descriptors, property, __getattr__, __getattribute__, __setattr__.
class Positive:
    def __init__(self, name):
        self.name = name

    def __get__(self, obj, owner):
        if obj is None:
            return self
        return obj.__dict__.get(self.name, 0)

    def __set__(self, obj, value):
        if value < 0:
            raise ValueError(self.name)
        obj.__dict__[self.name] = value

    def __delete__(self, obj):
        del obj.__dict__[self.name]


class Account:
    balance = Positive('balance')

    @property
    def double(self):
        return self.balance * 2

    @double.setter
    def double(self, value):
        self.balance = value // 2

    def __getattr__(self, name):
        return 'no ' + name


a = Account()
a.balance = 5
print(a.balance, a.double, a.other, Account.balance is Account.__dict__['balance'])
a.double = 30
print(a.balance)
try:
    a.balance = -1
except ValueError as error:
    print(error)
del a.balance
print(a.balance)


class Watched:
    def __getattribute__(self, name):
        seen.append(name)
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        seen.append('=' + name)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        seen.append('-' + name)
        super().__delattr__(name)


seen = []
w = Watched()
w.x = 1
print(w.x)
del w.x
print(seen)
