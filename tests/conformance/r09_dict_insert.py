# A dict's index table and entries: 8 slots with 5 usable, then 16 with 10, then 32 with 21.
d = {}
for word in ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']:
    d[word] = len(word)
d['one'] = 111
print(d['seven'], d.get('none'), 'ten' in d, 'x' in d)
numbers = {}
for n in (0, 8, 16, 24, 1):
    numbers[n] = n
print(numbers[24], 32 in numbers)
mixed = {'a': 1}
mixed[1] = 'b'
mixed[(1, 2)] = 'c'
mixed[2.5] = 'd'
mixed[None] = 'e'
print(mixed['a'], mixed[1], mixed[1.0], mixed[True], mixed[(1, 2)], len(mixed))
print(d.setdefault('one', 5), d.setdefault('more', 5))
print(list(d))
