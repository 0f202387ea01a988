# Names are references: binding, arguments, aliasing, and the default that remembers.
def append_to(item, box=[]):
    box.append(item)
    return box


def rebind(value):
    value = 'other'
    return value


def change(values):
    values[0] = 'changed'


first = append_to(1)
second = append_to(2)
print(first is second, first)
third = append_to(3, [])
print(third)
word = 'word'
print(rebind(word), word)
items = ['a', 'b']
alias = items
change(alias)
print(items, alias is items)
x = y = z = []
x.append(1)
print(y, z)
y = [2]
print(x, y, z)
a, b = 1, 2
a, b = b, a
print(a, b)
del x
print(z)
swap = [1, 2, 3]
swap[0], swap[2] = swap[2], swap[0]
print(swap)
