# sort: with a key, in reverse, stable, and what the list looks like meanwhile (empty).
words = ['pear', 'fig', 'apple', 'kiwi', 'date', 'plum']
calls = []


def key(word):
    calls.append(word)
    return len(word)


words.sort(key=key)
print(words, calls)
words.sort(reverse=True)
print(words)
print(sorted(words, key=lambda w: w[-1]))
data = []


def peek(x):
    data.append(len(numbers))
    return -x


numbers = [3, 1, 2]
numbers.sort(key=peek)
print(numbers, data)


class Card:
    def __init__(self, rank):
        self.rank = rank

    def __lt__(self, other):
        return self.rank < other.rank


cards = [Card(3), Card(1), Card(2)]
print([card.rank for card in sorted(cards)])
print(min(words), max(words, key=len), sum([1, 2, 3]))
