s = 'Hello, World'
print(s.upper(), s.lower(), s.swapcase(), s.title(), s.find('o'), s.rfind('o'), s.count('l'), s.replace('l', 'L', 2))
print(s[0], s[-1], s[2:5], s[::-1], len(s), 'World' in s, s.startswith('Hell'), s.endswith(('x', 'ld')))
print(s.split(', '), 'a b  c'.split(), 'a,b,,c'.split(',', 2), '-'.join(['x', 'y', 'z']), 'abc'.center(9, '*'), '7'.zfill(3))
print('  pad '.strip() + '|', 'xxyxx'.strip('x'), 'abc'.partition('b'), 'line1\nline2\r\nline3'.splitlines(), 'tab\tx'.expandtabs(4))
print('abc'.isalpha(), '123'.isdigit(), 'a1'.isalnum(), ' '.isspace(), 'Abc'.istitle(), 'x_1'.isidentifier())
print(repr('it\'s'), repr("say \"hi\""), repr('new\nline\t\\ \x00 \x7f é 你好 \U0001f600 \ud800'), ascii('é你'))
print('ß'.upper(), 'ǅ'.lower(), 'İ'.lower() == 'i̇', 'é' < 'z', ord('€'), chr(8364), '\N{GREEK SMALL LETTER ALPHA}')
print('abc' * 3, 'a' 'b', 'abc' < 'abd', sorted('hello'), ''.join(reversed('abc')), 'x'.encode(), 'é'.encode('latin-1'), b'\xc3\xa9'.decode())
try:
    'é'.encode('ascii')
except UnicodeEncodeError as error:
    print(error)
try:
    b'\xff'.decode()
except UnicodeDecodeError as error:
    print(error)
print('é€'.encode('utf-16-le'), 'é'.encode('ascii', 'ignore'), 'é'.encode('ascii', 'xmlcharrefreplace'), b'a\xff'.decode('utf-8', 'replace'))
b = b'bytes \x00\xff'
print(b, b[0], b[1:3], b.hex(), bytes([65, 66]), bytes(3), b.upper(), b'a' + b'b', b'x' in b'xyz', bytearray(b'ab'))
ba = bytearray(b'hello'); ba[0] = 72; ba.append(33); print(ba, ba.decode())
print('{:>10}|{:<10}|{:^10}|'.format('r', 'l', 'c'), '{:.3}'.format('abcdef'), '%-6s|%6s' % ('ab', 'cd'), '%(k)s=%(v)d' % {'k': 'a', 'v': 1})
print(str(None), str(1.0), str([1, 'a']), repr({'a': (1,)}), str(b'x'), 'a\\b', r'raw\n', '''multi
line''')
print('a-b_c'.translate({ord('-'): '+', ord('_'): None}), str.maketrans('ab', 'xy'), 'Hello'.casefold(), 'x=1;y=2'.rsplit(';', 1))
for bad in (lambda: 'abc'[10], lambda: 'a'.index('z'), lambda: 'a' + b'b', lambda: ' '.join([1]), lambda: '%d' % 'x', lambda: '%s %s' % 1, lambda: 'abc'.foo, lambda: '{}'.format()):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__ + ':', error)
text = ''
for word in 'the quick brown fox'.split():
    text += word[0].upper() + word[1:] + ' '
print(text.strip(), len(text))
