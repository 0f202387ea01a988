# Deleting leaves a dummy in the index table and a hole among the entries; a resize clears both away.
d = {'a': 1, 'b': 2, 'c': 3, 'd': 4, 'e': 5}
del d['b']
del d['d']
print(d)
d['f'] = 6
print(list(d.items()))
d.pop('a')
print(d.pop('zz', 'default'))
print(d.popitem())
d['g'] = 7
d['h'] = 8
print(d)
try:
    del d['missing']
except KeyError as error:
    print('no', error)
window = {}
for i in range(14):
    window[i] = i
    if i >= 3:
        del window[i - 3]
print(window)
d.clear()
print(d)
d['again'] = 1
while d:
    d.popitem()
print(d)
