# Four search functions: split, str keys only without holes, str keys only, any keys.
d = {'a': 1, 'b': 2}
print('a' in d)
del d['a']
print('b' in d)
d[1] = 'int'
print(1 in d, 'b' in d)
e = {'k': 0}
try:
    e[3]
except KeyError:
    pass
print('k' in e)
f = {1: 'a'}
f['x'] = 2


class Str(str):
    pass


g = {'key': 1}
print(g[Str('key')], g.get('key'))
h = {}
h[Str('s')] = 1
print(h['s'])


class Obj:
    pass


o = Obj()
o.a = 1
o.b = 2
v = vars(o)
print(v['a'], 'zz' in v)
print(v.get(5))
i = {}
print(i.get('nothing'), 1 in i)
