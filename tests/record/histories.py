"""Writes a script that takes lists, dicts, sets, strings and more through random operations.

    python3.8 tests/record/histories.py SEED STEPS > tests/scripts/history_SEED.py

After every operation the script prints what is visible of each container: its length,
sys.getsizeof (which tells the slots of a list and the size of a dict's or set's table), and its
elements in order. Run on both sides, the outputs show the first operation that differs. Run with
PYTHONHASHSEED=0: the order of sets of strings depends on it.
"""

import random
import sys

HEAD = '''# Made by tests/record/histories.py {seed} {steps}: random operations on containers, and what shows of them.
import sys
from collections import deque

class Attributes:
    pass

def show(number, value):
    if isinstance(value, Attributes):
        value = vars(value)
    print(number, type(value).__name__, len(value), sys.getsizeof(value), list(value) if len(value) < 25 else (list(value)[:3], list(value)[-3:]))

def counted(n):
    for i in range(n):
        yield i

class Hinted:
    def __init__(self, n, hint):
        self.n, self.hint = n, hint
    def __iter__(self):
        return iter(range(self.n))
    def __length_hint__(self):
        return self.hint

def failing(n):
    yield from range(n)
    raise KeyError(n)

def attempt(number, value, operation):
    try:
        operation(value)
    except Exception as error:
        print(type(error).__name__, error)
    show(number, value)
'''

LISTS = [
    'v.append({a})', 'v.append({a})', 'v.append({a})', 'v.insert({a}, {b})', 'v.insert(-{a}, {b})', 'v.pop()', 'v.pop()', 'v.pop({a})',
    'v.extend([1] * {n})', 'v.extend(range({n}))', 'v.extend(counted({n}))', 'v.extend((1,) * {n})', 'v.extend(Hinted({n}, {a}))',
    'v.extend(v)', 'v.extend({{1: 2, 3: 4}})', 'v.extend({{5, 6}})', 'v.extend("ab")', 'v.extend(map(str, range({n})))', 'v.extend(failing({a}))',
    'v.__iadd__(range({n}))', 'v.__iadd__([0] * {n})', 'v.__imul__({s})', 'v.__setitem__(slice({a}, {b}), range({n}))',
    'v.__setitem__(slice({a}, {b}), [])', 'v.__setitem__(slice({a}, {b}), v)', 'v.__setitem__(slice(None, None, 2), [0] * len(v[::2]))',
    'v.__delitem__(slice({a}, {b}))', 'v.__delitem__(slice(None, None, {t}))', 'v.__delitem__(slice(None, None, -{t}))', 'v.__delitem__({a})', 'v.remove({a})',
    'v.clear()', 'v.sort(key=str)', 'v.reverse()', 'v.sort(key=lambda x: v.clear() or 0)', 'v.sort(key=lambda x: v.append(1) or 0)',
    'show("copy", v.copy())', 'show("slice", v[{a}:{b}])', 'show("list", list(v))', 'show("sum", v + [1] * {n})', 'show("times", v * {s})',
    'show("unpacked", [*v, *range({n})])', 'show("comprehension", [x for x in v])', 'show("sorted", sorted(v, key=str))',
    'show("generator", list(x for x in v))', 'show("reversed", list(reversed(v)))', 'show("zip", list(zip(v, v)))', 'show("tuple", tuple(v))', 'show("listset", list(set(map(str, v))))',
    'v.__init__(range({n}))', 'v.__init__(counted({n}))', 'v.__init__()', 'v.append(v.pop())',
]
KEYS = ['{a}', '{a}', '"k{a}"', '"k{a}"', '"k{b}"', '{a}.5', '(1, {a})', 'True', '{a} + 2**61']
DICTS = [
    'v[{k}] = {a}', 'v[{k}] = {a}', 'v[{k}] = {a}', 'v[{k}] = {a}', 'v.__delitem__({k})', 'v.__delitem__({k})', 'v.pop({k})', 'v.pop({k}, 0)', 'v.popitem()', 'v.popitem()',
    'v.setdefault({k}, {b})', 'v.setdefault({k})', 'v.update({{{k}: 1, {k2}: 2}})', 'v.update([({k}, 1), ({k2}, 2)])', 'v.update(a=1, b{a}=2)', 'v.update(v)', 'v.update(dict.fromkeys(range({n})))',
    'v.update(zip(range({n}), "abcdefgh"))', 'v.update(((i, i) for i in failing({a})))', 'v.clear()', 'v.get({k})', 'show("copy", v.copy())', 'show("dict", dict(v))', 'show("unpacked", {{**v}})', 'show("two", {{**v, **{{{k}: 1}}}})',
    'show("kwargs", dict(**{{str(x): 1 for x in v}}))', 'show("pairs", dict(list(v.items())))', 'show("comprehension", {{x: 1 for x in v}})', 'show("fromkeys", dict.fromkeys(v))', 'show("fromset", dict.fromkeys(set(v)))',
    'show("fromlist", dict.fromkeys(list(v)))', 'show("extra", dict(v, z=1))', 'show("set", set(v))', 'show("frozenset", frozenset(v))', 'show("keys", v.keys() & set(v))', 'show("keysor", v.keys() | {{1}})', 'show("keyssub", v.keys() - {{1, {k}}})', 'show("itemset", set(map(str, v.items())))',
    'v.__init__({{{k}: 1}})', 'v.__ior__ if 0 else None', '[v.pop(x) for x in list(v)[:{n}]]', '[v.popitem() for x in list(v)[:{n}]]',
    'show("list", list(v))', 'show("sorted", sorted(map(str, v)))', 'show("reversed", list(reversed(v)))',
]
SETS = [
    'v.add({k})', 'v.add({k})', 'v.add({k})', 'v.add({k})', 'v.discard({k})', 'v.discard({k})', 'v.remove({k})', 'v.pop()', 'v.pop()',
    'v.update([{k}, {k2}])', 'v.update({{{k}, {k2}}})', 'v.update(range({n}))', 'v.update(dict.fromkeys(range({n})))', 'v.update(v)', 'v.update({{1, 2}}, [3], {{"k4": 5}})',
    'v.difference_update([{k}])', 'v.difference_update(set(range({n})))', 'v.difference_update(v)', 'v.intersection_update(set(range({n})))', 'v.intersection_update(list(v)[:{n}])',
    'v.symmetric_difference_update({{{k}, {k2}}})', 'v.symmetric_difference_update([{k}, {k2}, {k}])', 'v.symmetric_difference_update({{{k}: 1}})', 'v.clear()', 'v.__ior__({{{k}}})', 'v.__iand__(set(range({n})))', 'v.__isub__({{{k}}})', 'v.__ixor__({{{k}}})',
    'show("copy", v.copy())', 'show("set", set(v))', 'show("frozenset", frozenset(v))', 'show("or", v | {{{k}}})', 'show("ror", {{{k}}} | v)', 'show("and", v & set(range({n})))', 'show("rand", set(range({n})) & v)', 'show("sub", v - {{{k}}})', 'show("subdict", v.difference({{{k}: 1}}))', 'show("xor", v ^ {{{k}}})', 'show("union", v.union(range({n}), "ab"))', 'show("intersection", v.intersection(range({n})))', 'show("difference", v.difference(range({n})))',
    'show("list", list(v))', 'show("comprehension", {{x for x in v}})', 'show("setlist", set(list(v)))', '[v.pop() for x in range(min(len(v), {n}))]', 'print(v == set(v), v <= {{{k}}}, v.isdisjoint([{k}]), {{{k}}} < v)', 'v.__init__(range({n}))', 'v.__init__()', 'show("dict", dict.fromkeys(v))',
]
BYTEARRAYS = [
    'v.append({a})', 'v.append({a})', 'v.extend(b"x" * {n})', 'v.extend(range({n}))', 'v.extend(counted({n}))', 'v.pop()', 'v.pop(0)', 'v.insert({a}, 65)', 'v.remove({a})', 'v.clear()', 'v.reverse()',
    'v.__iadd__(b"y" * {n})', 'v.__imul__({s})', 'v.__delitem__(slice({a}, {b}))', 'v.__delitem__(slice(None, {a}))', 'v.__delitem__(slice(None, None, 2))', 'v.__setitem__(slice({a}, {b}), b"z" * {n})', 'v.__setitem__(slice({a}, {b}), v)',
    'show("copy", v.copy())', 'show("slice", v[{a}:{b}])', 'show("sum", v + b"q")', 'show("times", v * {s})', 'show("new", bytearray(v))', 'show("upper", v.upper())', 'show("replace", v.replace(b"x", b"yy"))', 'v.__delitem__({a})',
]
DEQUES = [
    'v.append({a})', 'v.append({a})', 'v.appendleft({a})', 'v.appendleft({a})', 'v.pop()', 'v.popleft()', 'v.extend(range({n}))', 'v.extendleft(range({n}))', 'v.extend(range(70))', 'v.extendleft(range(70))', 'v.rotate({a})', 'v.rotate(-{b})', 'v.insert({a}, 1)', 'v.insert(-{a}, 1)', 'v.remove({a})', 'v.__delitem__({a})', 'v.__delitem__(-{a})', 'v.clear()', 'v.reverse()',
    '[v.pop() for x in range(min(len(v), 40))]', '[v.popleft() for x in range(min(len(v), 40))]', 'show("copy", v.copy())', 'show("deque", deque(v))', 'show("max", deque(v, 5))', 'show("sum", v + v)', 'v.__imul__({s})', 'v.__iadd__([1])', 'v.__iadd__(v)', 'v.extend(v)',
]
ATTRIBUTES = [
    'v.__setattr__("a{a}", {b})', 'v.__setattr__("a{s}", {b})', 'v.__setattr__("a{s}", {b})', 'v.__delattr__("a{a}")', 'v.__delattr__("a{s}")', 'v.__dict__.__setitem__("b{s}", 1)', 'v.__dict__.pop("a{s}")', 'v.__dict__.popitem()', 'v.__dict__.clear()', 'v.__dict__.update(c=1, d=2)', 'v.__dict__.setdefault("e{s}", 1)', 'v.__dict__.__setitem__({a}, 1)', 'show("copy", v.__dict__.copy())', 'show("dict", dict(v.__dict__))', 'v.__setattr__("__dict__", {{"x": 1}})', 'show("other", Attributes())',
]
KINDS = [('list', '[]', LISTS), ('dict', '{}', DICTS), ('dict', 'dict()', DICTS), ('set', 'set()', SETS), ('bytearray', 'bytearray()', BYTEARRAYS), ('deque', 'deque()', DEQUES), ('attributes', 'Attributes()', ATTRIBUTES)]


def main(seed, steps):
    choose = random.Random(seed)
    print(HEAD.format(seed=seed, steps=steps))
    names = []
    for index, (_, made, operations) in enumerate(KINDS):
        print('v%d = %s' % (index, made))
        names.append(('v%d' % index, operations))
    for number in range(steps):
        name, operations = choose.choice(names)
        operation = choose.choice(operations)
        small = choose.choice((3, 12, 40))

        def key():
            return choose.choice(KEYS).format(a=choose.randrange(small), b=choose.randrange(9))
        text = operation.format(a=choose.randrange(small), b=choose.randrange(20), n=choose.choice((0, 1, 2, 5, 9, 30)), s=choose.choice((0, 1, 1, 2)), t=choose.choice((1, 2, 3)), k=key(), k2=key())
        if ' = ' in text and not text.startswith(('show', 'print', '[')):
            text = 'v.__setitem__(%s, %s)' % (text[2:text.rindex('] = ')], text[text.rindex('] = ') + 4:])
        print('attempt(%d, %s, lambda v: %s)' % (number, name, text))


if __name__ == '__main__':
    main(int(sys.argv[1]), int(sys.argv[2]))
