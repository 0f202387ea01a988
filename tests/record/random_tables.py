"""Writes a script of random operations on dicts, attributes and sets, one a line, to be compared step by step.

    python3.8 tests/record/random_tables.py SEED STEPS > tests/conformance/r09_random_tables.py

Where tests/record/histories.py shows what a script can see, the steps of this one tell what it can't: the tables,
the lookup function of each dict (lookdict, lookdict_unicode, lookdict_unicode_nodummy, lookdict_split), the place where a
set's pop goes on searching.
"""

import random
import sys

HEAD = '''# Made by tests/record/random_tables.py {seed} {steps}: tables and lookup functions after random operations.
class A:
    pass


class S(str):
    pass


ds = [{{}} for i in range(3)]
os = [A() for i in range(4)]
ss = [set() for i in range(3)]'''
NAMES = 'abcdefgh'
KEYS = [repr(name) for name in NAMES]
OTHERS = [str(i) for i in range(-3, 20)] + ["S('a')", "S('q')", '(1, 2)', '1.5', "'x y'", "'k3'"]
# Each with how often it comes.
OPERATIONS = [
    (30, '{d}[{k}] = {i}'), (12, '{d}.pop({k}, None)'), (5, '{k} in {d}'), (1, '{d} = {d}.copy()'), (1, '{d}.clear()'),
    (1, '{d}.setdefault({k}, 1)'), (1, '{d}.update({{{k}: 1, {k2}: 2}})'), (1, '{d} and {d}.popitem()'), (1, '{d} = dict({d})'),
    (16, '{o}.{n} = {i}'), (6, '{o}.__dict__.pop({n!r}, 0)'), (1, '{o} = A()'), (1, '{o}.__dict__[{k}] = 1'),
    (1, '{o}.__dict__ = {d}.copy()'), (1, 'vars({o}).clear()'), (1, '{o}.__dict__.get({k})'),
    (13, '{s}.add({k})'), (8, '{s}.discard({k})'), (1, '{s} |= {{1, 2, {k}}}'), (2, '{s} and {s}.pop()'),
    (1, '{s} = {s}.copy()'), (1, '{s}.clear()'), (1, '{s} ^= {{{k}, 5}}'), (1, '{s} = {s} & {{1, 2, 3, 4, 5, 6}}'),
]


def main(seed, steps):
    choose = random.Random(seed)
    print(HEAD.format(seed=seed, steps=steps))
    weights, operations = zip(*OPERATIONS)
    for i, operation in enumerate(choose.choices(operations, weights, k=steps)):
        keys = [choose.choice(KEYS if choose.random() < 0.6 else OTHERS) for _ in range(2)]
        print(operation.format(d='ds[%d]' % choose.randrange(3), o='os[%d]' % choose.randrange(4), s='ss[%d]' % choose.randrange(3),
                               n=choose.choice(NAMES), i=i, k=keys[0], k2=keys[1]))


if __name__ == '__main__':
    main(int(sys.argv[1]), int(sys.argv[2]))
