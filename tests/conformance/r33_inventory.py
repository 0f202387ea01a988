"""A small stock of goods: classes, properties, slots, sorting, formatting."""


class Item:
    __slots__ = ('name', 'price', '_count')

    def __init__(self, name, price, count=1):
        self.name = name
        self.price = price
        self._count = count

    @property
    def count(self):
        return self._count

    @count.setter
    def count(self, value):
        if value < 0:
            raise ValueError('negative count: %d' % value)
        self._count = value

    def total(self):
        return self.price * self._count

    def __repr__(self):
        return f'Item({self.name!r}, {self.price:.2f}, {self._count})'

    def __lt__(self, other):
        return self.price < other.price

    def __eq__(self, other):
        return isinstance(other, Item) and self.name == other.name

    def __hash__(self):
        return hash(self.name)


class Stock(dict):
    def __missing__(self, key):
        item = Item(key, 0.0, 0)
        self[key] = item
        return item

    def worth(self):
        return sum(item.total() for item in self.values())


stock = Stock()
for name, price, count in [('nail', 0.05, 200), ('saw', 12.5, 3), ('glue', 3.25, 10)]:
    stock[name] = Item(name, price, count)
print(stock['hammer'], len(stock))
stock['saw'].count += 2
try:
    stock['glue'].count -= 11
except ValueError as error:
    print('refused:', error)
print('%.2f' % stock.worth())
print(sorted(stock.values()))
print(sorted(stock.values(), key=lambda item: (-item.count, item.name))[0])
print(max(stock.values(), key=Item.total).name, min(stock, key=len))
same = Item('saw', 1.0)
print(same in stock.values(), {same, stock['saw']} == {same}, same == 'saw')
for line in ('{:<8}|{:>6}'.format(k, v.count) for k, v in stock.items()):
    print(line)
text = '%(name)s costs %(price)08.3f' % {'name': 'saw', 'price': 12.5}
print(text, text.split(), text.partition(' '), text.find('costs'), text.count('s'))
print(', '.join(map(repr, stock)), text.replace('saw', 'axe').title().swapcase())
del stock['hammer']
stock.pop('nail'), stock.pop('nail', None)
print(list(stock), stock.setdefault('nail', same) is same)
stock.update({'x': same}, y=same)
stock.clear()
