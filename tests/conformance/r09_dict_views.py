# keys, values, items: views that follow the dict; iterating while it changes is refused.
d = {'a': 1, 'b': 2, 'c': 3}
keys = d.keys()
values = d.values()
items = d.items()
print(len(keys), 'a' in keys, ('b', 2) in items, 3 in values)
d['d'] = 4
print(list(keys), list(values), list(items))
it = iter(d)
print(next(it), next(it))
try:
    for k in d:
        d[k + '!'] = 0
except RuntimeError as error:
    print(error)
print(keys & {'a', 'z'}, keys | {'z'}, keys - {'a'})
for k, v in d.items():
    print(k, v)
print(list(reversed(d)))
for k in list(d):
    if d[k] == 0:
        del d[k]
print(d)
