# collections.


def show(text, compute):
    try:
        result = compute()
    except Exception as error:
        print(text, '->', type(error).__name__, error.args)
    else:
        print(text, '->', type(result).__name__, result)


from collections import *
from collections.abc import *

Point = namedtuple('Point', 'x y', defaults=[5])
p = Point(1, 2)
counts = Counter('abracadabra')
ordered = OrderedDict(a=1, b=2, c=3)
groups = defaultdict(list)
for word in ['apple', 'bean', 'avocado']:
    groups[word[0]].append(word)
chained = ChainMap({'a': 1}, {'a': 2, 'b': 3})


class Stack(MutableSequence):
    def __init__(self):
        self.items = []

    def __getitem__(self, i):
        return self.items[i]

    def __setitem__(self, i, value):
        self.items[i] = value

    def __delitem__(self, i):
        del self.items[i]

    def __len__(self):
        return len(self.items)

    def insert(self, i, value):
        self.items.insert(i, value)


class Half(Mapping):
    def __len__(self):
        return 0


def changed(change, start='abcdef'):
    values = deque(start)
    change(values)
    return values


def mutate():
    values = deque([1, 2])
    for value in values:
        values.append(value)


stack = Stack()
stack.extend([1, 2, 3])


show('p', lambda: p)
show('Point(1)', lambda: Point(1))
show('Point()', lambda: Point())
show('Point(1, 2, 3)', lambda: Point(1, 2, 3))
show('p.x + p.y', lambda: p.x + p.y)
show('p[0]', lambda: p[0])
show('p._replace(x=9)', lambda: p._replace(x=9))
show('p._replace(z=9)', lambda: p._replace(z=9))
show('p._asdict()', lambda: p._asdict())
show('Point._make([3, 4])', lambda: Point._make([3, 4]))
show('Point._make([3])', lambda: Point._make([3]))
show('Point._fields', lambda: Point._fields)
show('Point._field_defaults', lambda: Point._field_defaults)
show('p == (1, 2)', lambda: p == (1, 2))
show('Point.__doc__', lambda: Point.__doc__)
show("namedtuple('A', 'x x')", lambda: namedtuple('A', 'x x'))
show("namedtuple('A', 'def')", lambda: namedtuple('A', 'def'))
show("namedtuple('A', 'x _y')", lambda: namedtuple('A', 'x _y'))
show("namedtuple('A', 'def x x', rename=True)._fields", lambda: namedtuple('A', 'def x x', rename=True)._fields)
show('counts', lambda: counts)
show('counts.most_common(2)', lambda: counts.most_common(2))
show("counts['z']", lambda: counts['z'])
show("counts - Counter('ab')", lambda: counts - Counter('ab'))
show("counts & Counter('aab')", lambda: counts & Counter('aab'))
show("counts | Counter('zz')", lambda: counts | Counter('zz'))
show('Counter(a=1) + Counter(b=2)', lambda: Counter(a=1) + Counter(b=2))
show('sorted(counts.elements())', lambda: sorted(counts.elements()))
show('Counter([1, 1, 2])', lambda: Counter([1, 1, 2]))
show('Counter()', lambda: Counter())
show('+Counter(a=-1, b=2)', lambda: +Counter(a=-1, b=2))
show('ordered', lambda: ordered)
show("ordered.move_to_end('a')", lambda: ordered.move_to_end('a'))
show('ordered', lambda: ordered)
show('ordered.popitem(last=False)', lambda: ordered.popitem(last=False))
show('ordered.popitem()', lambda: ordered.popitem())
show('ordered', lambda: ordered)
show('OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1)', lambda: OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1))
show('OrderedDict(a=1, b=2) == dict(b=2, a=1)', lambda: OrderedDict(a=1, b=2) == dict(b=2, a=1))
show('OrderedDict()', lambda: OrderedDict())
show('groups', lambda: groups)
show('dict(groups)', lambda: dict(groups))
show("groups['zebra']", lambda: groups['zebra'])
show('groups.default_factory', lambda: groups.default_factory)
show('groups.copy()', lambda: groups.copy())
show('defaultdict(1)', lambda: defaultdict(1))
show("defaultdict()['a']", lambda: defaultdict()['a'])
show('defaultdict(int, a=1)', lambda: defaultdict(int, a=1))
show('defaultdict(list, [(1, 2)])', lambda: defaultdict(list, [(1, 2)]))
show('chained', lambda: chained)
show("chained['a']", lambda: chained['a'])
show("chained['z']", lambda: chained['z'])
show('len(chained)', lambda: len(chained))
show('sorted(chained)', lambda: sorted(chained))
show("chained.new_child({'c': 1})", lambda: chained.new_child({'c': 1}))
show('chained.parents', lambda: chained.parents)
show('deque()', lambda: deque())
show('deque([1], 2)', lambda: deque([1], 2))
show("deque('abc', maxlen=2)", lambda: deque('abc', maxlen=2))
show('deque(1)', lambda: deque(1))
show('deque([], -1)', lambda: deque([], -1))
show("deque([], 'a')", lambda: deque([], 'a'))
show('deque([1])[5]', lambda: deque([1])[5])
show("deque([1])['a']", lambda: deque([1])['a'])
show('deque().pop()', lambda: deque().pop())
show('deque().popleft()', lambda: deque().popleft())
show('deque([1]).index(2)', lambda: deque([1]).index(2))
show('deque([1]).remove(2)', lambda: deque([1]).remove(2))
show('deque([1], 1).insert(0, 2)', lambda: deque([1], 1).insert(0, 2))
show('deque([1]) + [1]', lambda: deque([1]) + [1])
show('deque([1]) + deque([2])', lambda: deque([1]) + deque([2]))
show('deque([1]) * 2', lambda: deque([1]) * 2)
show('deque([1]) == deque([1])', lambda: deque([1]) == deque([1]))
show('deque([1]) < deque([2])', lambda: deque([1]) < deque([2]))
show('deque([1]) == [1]', lambda: deque([1]) == [1])
show('deque([1], 3).maxlen', lambda: deque([1], 3).maxlen)
show('1 in deque([1])', lambda: 1 in deque([1]))
show("list(reversed(deque('abc')))", lambda: list(reversed(deque('abc'))))
show('deque([1, 1]).count(1)', lambda: deque([1, 1]).count(1))
show('changed(lambda d: d.rotate(2))', lambda: changed(lambda d: d.rotate(2)))
show('changed(lambda d: d.rotate(-3))', lambda: changed(lambda d: d.rotate(-3)))
show('changed(deque.reverse)', lambda: changed(deque.reverse))
show("changed(lambda d: d.appendleft('z'))", lambda: changed(lambda d: d.appendleft('z')))
show("changed(lambda d: d.extendleft('zy'))", lambda: changed(lambda d: d.extendleft('zy')))
show("changed(lambda d: d.insert(2, 'x'))", lambda: changed(lambda d: d.insert(2, 'x')))
show('changed(lambda d: d.__delitem__(1))', lambda: changed(lambda d: d.__delitem__(1)))
show('changed(deque.popleft)', lambda: changed(deque.popleft))
show('mutate()', lambda: mutate())
show('UserList([1, 2]) + [3]', lambda: UserList([1, 2]) + [3])
show("UserString('abc').upper()", lambda: UserString('abc').upper())
show('UserDict(a=1)', lambda: UserDict(a=1))
show('list(stack)', lambda: list(stack))
show('stack.pop()', lambda: stack.pop())
show('2 in stack', lambda: 2 in stack)
show('stack.index(2)', lambda: stack.index(2))
show('list(reversed(stack))', lambda: list(reversed(stack)))
show('Half()', lambda: Half())
show('isinstance([], Sequence)', lambda: isinstance([], Sequence))
show('isinstance({}, Mapping)', lambda: isinstance({}, Mapping))
show('isinstance(3, Hashable)', lambda: isinstance(3, Hashable))
show('isinstance([], Hashable)', lambda: isinstance([], Hashable))
show('issubclass(dict, Iterable)', lambda: issubclass(dict, Iterable))
show('isinstance((x for x in []), Iterator)', lambda: isinstance((x for x in []), Iterator))
show('isinstance(range(3), Sequence)', lambda: isinstance(range(3), Sequence))
show('isinstance(stack, Sequence)', lambda: isinstance(stack, Sequence))
show('isinstance(len, Callable)', lambda: isinstance(len, Callable))

window = deque(maxlen=3)
for n in range(6):
    window.append(n)
print(window, list(window))
queue = deque(range(200))
while len(queue) > 3:
    queue.popleft()
    queue.rotate(1)
print(queue)
