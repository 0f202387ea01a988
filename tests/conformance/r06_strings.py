# Four ways of storing text, from one byte to four for each character; the hash is kept once known.
ascii_text = 'plain text'
latin = 'caf\xe9'
greek = '\u03b1\u03b2'
smile = 'hi \U0001f600'
for text in (ascii_text, latin, greek, smile):
    print(len(text), len(text.encode('utf-8')), text.upper(), text[0])
joined = ascii_text + latin
joined = joined + greek
print(joined[:5], joined[-1], joined.find('caf'))
table = {joined: 1}
print(table[joined])
print('a,b,,c'.split(','), '  x '.strip(), 'abc'.replace('b', 'xx'), '-'.join(['1', '2', '3']))
print('%s is %d' % ('n', 5), '{} {!r}'.format('a', 'b'), f'{latin:>8}|')
print('abc'.startswith('ab'), 'abc'.center(9, '*'), 'Title Case'.swapcase())
print(ord('a'), chr(8364), repr('it\'s'), 'x' * 3)
print(sorted('hello'), 'hello'.count('l'), 'l' in 'hello')
