# Made by tests/record/random_tables.py 4 160: tables and lookup functions after random operations.
class A:
    pass


class S(str):
    pass


ds = [{} for i in range(3)]
os = [A() for i in range(4)]
ss = [set() for i in range(3)]
ds[2][-1] = 0
ds[2][1] = 1
'g' in ds[0]
ds[0][5] = 3
ds[1][7] = 4
'b' in ds[2]
ss[2].discard('a')
ss[0].add('e')
ss[2].add((1, 2))
ds[1]['d'] = 9
os[3].e = 10
ds[2]['a'] = 11
ds[1]['h'] = 12
ds[0]['x y'] = 13
ds[2][15] = 14
ss[0].discard('f')
ss[2].add(16)
ss[1].add('c')
ss[0].add(13)
ds[0]['h'] = 19
ds[2].pop(S('a'), None)
os[2].h = 21
os[3].__dict__.get(9)
ss[1].add('h')
ss[0].discard('b')
ds[0]['h'] = 25
os[1].b = 26
os[2].__dict__.pop('c', 0)
os[0].f = 28
ds[2][S('a')] = 29
ds[0] and ds[0].popitem()
ds[0]['e'] = 31
ss[0].discard(5)
ss[1].discard('a')
os[0].f = 34
ds[2].pop('g', None)
ss[1].discard(12)
os[3].b = 37
ss[2].discard('a')
ss[0].add('c')
os[0].h = 40
3 in ds[1]
os[2].e = 42
19 in ds[0]
ds[2][5] = 44
ds[2].pop('b', None)
ss[2].add(7)
ds[2][5] = 47
ds[2]['d'] = 48
os[1].a = 49
ds[1].pop((1, 2), None)
os[1].d = 51
ds[0].update({'a': 1, 18: 2})
ds[1].pop('d', None)
ss[0] = ss[0] & {1, 2, 3, 4, 5, 6}
ds[2]['d'] = 55
'b' in ds[1]
ds[2]['b'] = 57
os[3].f = 58
ds[0]['c'] = 59
ds[0].pop('a', None)
ss[0].add(16)
ds[0].pop(1, None)
os[2].f = 63
ss[1].discard(-2)
ds[0][-1] = 65
ds[0]['a'] = 66
ds[1]['e'] = 67
ss[1].add(13)
os[0].a = 69
ds[2]['d'] = 70
ds[0].pop(6, None)
ds[2][17] = 72
ds[2].setdefault('c', 1)
ds[2][1] = 74
os[2] = A()
ss[2].discard('d')
ss[1] and ss[1].pop()
os[3].__dict__.get('e')
ss[0] and ss[0].pop()
ds[0]['e'] = 80
ds[1].pop('d', None)
ss[0] = ss[0].copy()
ss[2].add('a')
7 in ds[0]
ss[2] |= {1, 2, 15}
os[0].b = 86
ss[1].add('h')
ds[0].pop(9, None)
ds[0][10] = 89
ds[2] = ds[2].copy()
ds[1][8] = 91
ds[2].pop(10, None)
ss[1] and ss[1].pop()
ds[0].pop(8, None)
ds[1][14] = 95
ds[1]['d'] = 96
ds[1]['a'] = 97
ss[0].add('b')
ds[2].pop('d', None)
ds[2].pop('g', None)
ds[2]['a'] = 101
ss[2] ^= {'d', 5}
S('a') in ds[2]
ds[0][0] = 104
ds[0][8] = 105
ds[2]['f'] = 106
ds[2][2] = 107
os[0].__dict__.pop('a', 0)
ds[2]['h'] = 109
ds[1][S('q')] = 110
ds[2] = dict(ds[2])
ds[0][S('a')] = 112
ss[0] = ss[0] & {1, 2, 3, 4, 5, 6}
ds[1][15] = 114
os[2].h = 115
ss[0].add(16)
'b' in ds[0]
ss[1] ^= {12, 5}
ds[1] and ds[1].popitem()
ds[2][15] = 120
'a' in ds[2]
ds[1]['h'] = 122
'e' in ds[2]
ds[0]['b'] = 124
ss[0].discard('a')
ss[1].add('h')
os[3].a = 127
ds[1][5] = 128
ds[2]['e'] = 129
ds[1][5] = 130
ds[2]['c'] = 131
ds[2][18] = 132
ss[2].discard('h')
ds[2]['f'] = 134
ds[1]['k3'] = 135
ss[2].discard('g')
os[3].h = 137
ss[1] ^= {'b', 5}
'c' in ds[1]
ss[2].discard(-1)
os[1].__dict__.pop('e', 0)
ss[0].add('c')
ss[0].add('a')
os[2].e = 144
ds[0]['b'] = 145
ds[0]['f'] = 146
ss[1].discard(2)
ss[2].discard('b')
ss[0].discard('a')
ds[2].pop('e', None)
os[0].__dict__.pop('d', 0)
ss[1].add(15)
os[0].__dict__.pop('g', 0)
ss[0].add('d')
os[1].c = 155
os[2].__dict__.pop('e', 0)
os[3].__dict__.pop('b', 0)
ds[2]['h'] = 158
ss[0].discard('f')
