"""The first stage of a regular expression: from its text to a tree.

The grammar is small:

    alternatives:  sequence ('|' sequence)*
    sequence:      (item repeat?)*
    item:          a character, '.', '^', '$', a set '[...]', a group '(...)', an escape
    repeat:        ('*' | '+' | '?' | '{m,n}') '?'?

Each of these is one method of Parser, which calls the others: a parser by recursive descent. The tree
is a Sequence of pairs (opcode, argument); arguments can hold Sequences again.
"""

from sre_constants import *

SPECIAL_CHARS = '.\\[{()*+?^$|'
REPEAT_CHARS = '*+?{'
DIGITS = frozenset('0123456789')
OCTDIGITS = frozenset('01234567')
HEXDIGITS = frozenset('0123456789abcdefABCDEF')
ASCIILETTERS = frozenset('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')
WHITESPACE = frozenset(' \t\n\r\v\f')
REPEATS = (MAX_REPEAT, MIN_REPEAT)

ESCAPES = {
    r'\a': (LITERAL, 7),
    r'\b': (LITERAL, 8),
    r'\f': (LITERAL, 12),
    r'\n': (LITERAL, 10),
    r'\r': (LITERAL, 13),
    r'\t': (LITERAL, 9),
    r'\v': (LITERAL, 11),
    '\\\\': (LITERAL, 92),
}

CATEGORIES = {
    r'\A': (AT, AT_BEGINNING_STRING),
    r'\b': (AT, AT_BOUNDARY),
    r'\B': (AT, AT_NON_BOUNDARY),
    r'\d': (IN, [(CATEGORY, CATEGORY_DIGIT)]),
    r'\D': (IN, [(CATEGORY, CATEGORY_NOT_DIGIT)]),
    r'\s': (IN, [(CATEGORY, CATEGORY_SPACE)]),
    r'\S': (IN, [(CATEGORY, CATEGORY_NOT_SPACE)]),
    r'\w': (IN, [(CATEGORY, CATEGORY_WORD)]),
    r'\W': (IN, [(CATEGORY, CATEGORY_NOT_WORD)]),
    r'\Z': (AT, AT_END_STRING),
}

FLAGS = {
    'i': SRE_FLAG_IGNORECASE,
    'L': SRE_FLAG_LOCALE,
    'm': SRE_FLAG_MULTILINE,
    's': SRE_FLAG_DOTALL,
    'x': SRE_FLAG_VERBOSE,
    'a': SRE_FLAG_ASCII,
    't': SRE_FLAG_TEMPLATE,
    'u': SRE_FLAG_UNICODE,
}

# Of these three a pattern has one at most.
TYPE_FLAGS = SRE_FLAG_ASCII | SRE_FLAG_LOCALE | SRE_FLAG_UNICODE
# These can't be had for a part of the pattern.
GLOBAL_FLAGS = SRE_FLAG_DEBUG | SRE_FLAG_TEMPLATE


class VerboseFound(Exception):
    """(?x) came up in a pattern read as if white space counted: it must be read again."""


class State:
    """What is known of the pattern as a whole while it is read."""

    def __init__(self, flags):
        self.flags = flags
        self.groupdict = {}
        # The least and greatest width of each group; None while it is open. Group 0 is the
        # whole pattern.
        self.groupwidths = [None]
        # How many groups there were when the outermost look-behind began.
        self.lookbehindgroups = None

    @property
    def groups(self):
        return len(self.groupwidths)

    def opengroup(self, name=None):
        gid = self.groups
        self.groupwidths.append(None)
        if self.groups > MAXGROUPS:
            raise error('too many groups')
        if name is not None:
            older = self.groupdict.get(name)
            if older is not None:
                raise error(f'redefinition of group name {name!r} as group {gid}; '
                            f'was group {older}')
            self.groupdict[name] = gid
        return gid

    def closegroup(self, gid, tree):
        self.groupwidths[gid] = tree.getwidth()

    def checkgroup(self, gid):
        return gid < self.groups and self.groupwidths[gid] is not None


class Sequence(list):
    """Items that must match one after the other: pairs of opcode and argument."""

    def __init__(self, state, items=()):
        super().__init__(items)
        self.state = state
        self.width = None

    def getwidth(self):
        """The least and the greatest number of characters that can match."""
        if self.width is not None:
            return self.width
        least = greatest = 0
        for op, arg in self:
            low, high = self.width_of(op, arg)
            least += low
            greatest += high
        self.width = min(least, MAXREPEAT - 1), min(greatest, MAXREPEAT)
        return self.width

    def width_of(self, op, arg):
        if op in (LITERAL, NOT_LITERAL, ANY, IN, RANGE, CATEGORY):
            return 1, 1
        if op == BRANCH:
            widths = [alternative.getwidth() for alternative in arg]
            return (min(MAXREPEAT - 1, *[low for low, _ in widths]),
                    max(high for _, high in widths))
        if op == SUBPATTERN:
            return arg[-1].getwidth()
        if op in REPEATS:
            low, high = arg[2].getwidth()
            return low * arg[0], high * arg[1]
        if op == GROUPREF:
            return self.state.groupwidths[arg]
        if op == GROUPREF_EXISTS:
            _, yes, no = arg
            low, high = yes.getwidth()
            if no is None:
                return 0, high
            other_low, other_high = no.getwidth()
            return min(low, other_low), max(high, other_high)
        return 0, 0


class Tokenizer:
    """The text as characters, where a backslash and what follows it are one."""

    def __init__(self, string):
        self.istext = isinstance(string, str)
        self.string = string
        self.decoded = string if self.istext else str(string, 'latin-1')
        self.index = 0
        self.next = None
        self.advance()

    def advance(self):
        index = self.index
        try:
            char = self.decoded[index]
        except IndexError:
            self.next = None
            return
        if char == '\\':
            char = self.decoded[index:index + 2]
            if len(char) == 1:
                raise error('bad escape (end of pattern)', self.string, len(self.string) - 1)
        self.index = index + len(char)
        self.next = char

    def match(self, char):
        """Steps over that character if it is next."""
        if char == self.next:
            self.advance()
            return True
        return False

    def get(self):
        this = self.next
        self.advance()
        return this

    def getwhile(self, most, charset):
        result = ''
        while len(result) < most and self.next in charset:
            result += self.get()
        return result

    def getuntil(self, terminator, name):
        result = ''
        while True:
            char = self.get()
            if char is None:
                if not result:
                    raise self.error('missing ' + name)
                raise self.error(f'missing {terminator}, unterminated name', len(result))
            if char == terminator:
                if not result:
                    raise self.error('missing ' + name, 1)
                return result
            result += char

    def tell(self):
        return self.index - len(self.next or '')

    def seek(self, index):
        self.index = index
        self.advance()

    def error(self, msg, offset=0):
        """An error that lies `offset` characters before the next one."""
        return error(msg, self.string, self.tell() - offset)


def read_number(source, escape):
    """The character that \\x, \\u, \\U or \\N with what follows stands for; None for others."""
    letter = escape[1]
    digits = {'x': 2, 'u': 4, 'U': 8}.get(letter)
    if letter != 'x' and not source.istext:
        return None
    if digits:
        escape += source.getwhile(digits, HEXDIGITS)
        if len(escape) != digits + 2:
            raise source.error('incomplete escape ' + escape, len(escape))
        number = int(escape[2:], 16)
        if number > 0x10FFFF:
            raise source.error('bad escape ' + escape, len(escape))
        return LITERAL, number
    if letter == 'N':
        if not source.match('{'):
            raise source.error('missing {')
        name = source.getuntil('}', 'character name')
        import unicodedata
        try:
            return LITERAL, ord(unicodedata.lookup(name))
        except KeyError:
            raise source.error(f'undefined character name {name!r}',
                               len(name) + len(r'\N{}')) from None
    return None


def octal(source, escape):
    number = int(escape[1:], 8)
    if number > 0o377:
        raise source.error(f'octal escape value {escape} outside of range 0-0o377', len(escape))
    return LITERAL, number


def other_escape(source, escape):
    """A backslash before a character without a meaning of its own."""
    if escape[1] in ASCIILETTERS:
        raise source.error('bad escape ' + escape, len(escape))
    return LITERAL, ord(escape[1])


def class_escape(source, escape):
    """An escape inside a set."""
    code = ESCAPES.get(escape)
    if code:
        return code
    code = CATEGORIES.get(escape)
    if code and code[0] == IN:
        return code
    letter = escape[1]
    code = read_number(source, escape)
    if code:
        return code
    if letter in OCTDIGITS:
        return octal(source, escape + source.getwhile(2, OCTDIGITS))
    if letter in DIGITS:
        raise source.error('bad escape ' + escape, len(escape))
    return other_escape(source, escape)


def warn(message, kind, nested):
    import warnings
    warnings.warn(message, kind, stacklevel=nested + 6)


def unique(items):
    return list(dict.fromkeys(items))


class Parser:
    """Reads a pattern by recursive descent."""

    def __init__(self, source, flags):
        self.source = source
        self.state = State(flags)

    def alternatives(self, verbose, nested):
        """sequence ('|' sequence)*"""
        source, state = self.source, self.state
        start = source.tell()
        items = []
        while True:
            items.append(self.sequence(verbose, nested + 1, not nested and not items))
            if not source.match('|'):
                break
        if len(items) == 1:
            return items[0]
        result = Sequence(state)
        # What all alternatives begin with needs to be tried once only.
        while all(items):
            prefix = items[0][0]
            if any(item[0] != prefix for item in items):
                break
            for item in items:
                del item[0]
            result.append(prefix)
        # Alternatives that are single characters are a set.
        chars = []
        for item in items:
            if len(item) != 1:
                break
            op, arg = item[0]
            if op == LITERAL:
                chars.append((op, arg))
            elif op == IN and arg[0][0] != NEGATE:
                chars.extend(arg)
            else:
                break
        else:
            result.append((IN, unique(chars)))
            return result
        result.append((BRANCH, items))
        return result

    def sequence(self, verbose, nested, first=False):
        """(item repeat?)*, up to '|', ')' or the end."""
        source = self.source
        result = Sequence(self.state)
        while True:
            this = source.next
            if this is None or this in '|)':
                break
            source.advance()
            if verbose:
                if this in WHITESPACE:
                    continue
                if this == '#':
                    while True:
                        this = source.get()
                        if this is None or this == '\n':
                            break
                    continue
            if this[0] == '\\':
                result.append(self.escape(this))
            elif this not in SPECIAL_CHARS:
                result.append((LITERAL, ord(this)))
            elif this == '[':
                result.append(self.charset(nested))
            elif this in REPEAT_CHARS:
                self.repeat(this, result)
            elif this == '.':
                result.append((ANY, None))
            elif this == '(':
                item = self.group(verbose, nested, first and not result)
                if item is not None:
                    result.append(item)
            elif this == '^':
                result.append((AT, AT_BEGINNING))
            else:
                result.append((AT, AT_END))
        # A group without number or flags has done its work once it is read.
        for i in reversed(range(len(result))):
            op, arg = result[i]
            if op == SUBPATTERN and is_plain(arg):
                result[i:i + 1] = arg[3]
        return result

    def escape(self, escape):
        """An escape outside a set."""
        source, state = self.source, self.state
        code = CATEGORIES.get(escape) or ESCAPES.get(escape) or read_number(source, escape)
        if code:
            return code
        letter = escape[1]
        if letter == '0':
            return LITERAL, int((escape + source.getwhile(2, OCTDIGITS))[1:], 8)
        if letter not in DIGITS:
            return other_escape(source, escape)
        # Three octal digits are a character, everything else is a group's number.
        if source.next in DIGITS:
            escape += source.get()
            if letter in OCTDIGITS and escape[2] in OCTDIGITS and source.next in OCTDIGITS:
                return octal(source, escape + source.get())
        group = int(escape[1:])
        if group >= state.groups:
            raise source.error(f'invalid group reference {group}', len(escape) - 1)
        return self.reference(group, len(escape))

    def reference(self, group, offset):
        """What a group matched must come again."""
        if not self.state.checkgroup(group):
            raise self.source.error('cannot refer to an open group', offset)
        self.check_lookbehind(group)
        return GROUPREF, group

    def check_lookbehind(self, group):
        """A look-behind must know its width: it can't refer to groups not finished before it."""
        before = self.state.lookbehindgroups
        if before is not None:
            if not self.state.checkgroup(group):
                raise self.source.error('cannot refer to an open group')
            if group >= before:
                raise self.source.error(
                    'cannot refer to group defined in the same lookbehind subpattern')

    def charset(self, nested):
        """[...]"""
        source = self.source
        here = source.tell() - 1
        chars = []
        if source.next == '[':
            warn(f'Possible nested set at position {source.tell()}', FutureWarning, nested)
        negate = source.match('^')
        while True:
            this = source.get()
            if this is None:
                raise source.error('unterminated character set', source.tell() - here)
            if this == ']' and chars:
                break
            low = self.set_item(this, chars, nested)
            if not source.match('-'):
                chars.append(low[1][0] if low[0] == IN else low)
                continue
            that = source.get()
            if that is None:
                raise source.error('unterminated character set', source.tell() - here)
            if that == ']':
                chars.append(low[1][0] if low[0] == IN else low)
                chars.append((LITERAL, ord('-')))
                break
            if that[0] == '\\':
                high = class_escape(source, that)
            else:
                if that == '-':
                    warn(f'Possible set difference at position {source.tell() - 2}',
                         FutureWarning, nested)
                high = LITERAL, ord(that)
            if low[0] != LITERAL or high[0] != LITERAL or high[1] < low[1]:
                raise source.error(f'bad character range {this}-{that}',
                                   len(this) + 1 + len(that))
            chars.append((RANGE, (low[1], high[1])))
        chars = unique(chars)
        if len(chars) == 1 and chars[0][0] == LITERAL:
            return NOT_LITERAL if negate else LITERAL, chars[0][1]
        if negate:
            chars.insert(0, (NEGATE, None))
        return IN, chars

    def set_item(self, this, chars, nested):
        source = self.source
        if this[0] == '\\':
            return class_escape(source, this)
        if chars and this in '-&~|' and source.next == this:
            kind = {'-': 'difference', '&': 'intersection', '~': 'symmetric difference',
                    '|': 'union'}[this]
            warn(f'Possible set {kind} at position {source.tell() - 1}', FutureWarning, nested)
        return LITERAL, ord(this)

    def repeat(self, this, result):
        """A repeat's sign: it takes the newest item of the sequence."""
        source = self.source
        here = source.tell()
        if this == '?':
            least, greatest = 0, 1
        elif this == '*':
            least, greatest = 0, MAXREPEAT
        elif this == '+':
            least, greatest = 1, MAXREPEAT
        else:
            bounds = self.bounds(here)
            if bounds is None:
                # A brace that isn't a repeat stands for itself.
                result.append((LITERAL, ord(this)))
                return
            least, greatest = bounds
        item = Sequence(self.state, result[-1:])
        if not item or item[0][0] == AT:
            raise source.error('nothing to repeat', source.tell() - here + len(this))
        if item[0][0] in REPEATS:
            raise source.error('multiple repeat', source.tell() - here + len(this))
        if item[0][0] == SUBPATTERN and is_plain(item[0][1]):
            item = item[0][1][3]
        op = MIN_REPEAT if source.match('?') else MAX_REPEAT
        result[-1] = op, (least, greatest, item)

    def bounds(self, here):
        """m,n} behind a brace; None if that isn't what stands there."""
        source = self.source
        if source.next == '}':
            return None
        low = source.getwhile(MAXREPEAT, DIGITS)
        high = source.getwhile(MAXREPEAT, DIGITS) if source.match(',') else low
        if not source.match('}'):
            source.seek(here)
            return None
        least, greatest = int(low or 0), int(high) if high else MAXREPEAT
        if least >= MAXREPEAT or (high and greatest >= MAXREPEAT):
            raise OverflowError('the repetition number is too large')
        if greatest < least:
            raise source.error('min repeat greater than max repeat', source.tell() - here)
        return least, greatest

    def group(self, verbose, nested, first):
        """What stands behind '('; None if nothing is left of it."""
        source, state = self.source, self.state
        start = source.tell() - 1
        name, add_flags, del_flags, capture = None, 0, 0, True
        if source.match('?'):
            char = self.need()
            if char == 'P':
                if source.match('='):
                    return self.named_reference()
                if not source.match('<'):
                    char = self.need()
                    raise source.error('unknown extension ?P' + char, len(char) + 2)
                name = self.name('>')
            elif char == ':':
                capture = False
            elif char == '#':
                while True:
                    if source.next is None:
                        raise source.error('missing ), unterminated comment',
                                           source.tell() - start)
                    if source.get() == ')':
                        return None
            elif char in '=!<':
                return self.assertion(char, start, verbose, nested)
            elif char == '(':
                return self.conditional(start, verbose, nested)
            elif char in FLAGS or char == '-':
                flags = self.inline_flags(char)
                if flags is None:
                    if not first:
                        text = source.string
                        more = ' (truncated)' if len(text) > 20 else ''
                        warn(f'Flags not at the start of the expression {text[:20]!r}{more}',
                             DeprecationWarning, nested)
                    if state.flags & SRE_FLAG_VERBOSE and not verbose:
                        raise VerboseFound
                    return None
                add_flags, del_flags = flags
                capture = False
            else:
                raise source.error('unknown extension ?' + char, len(char) + 1)
        group = None
        if capture:
            try:
                group = state.opengroup(name)
            except error as err:
                raise source.error(err.msg, len(name) + 1) from None
        verbose = (verbose or add_flags & SRE_FLAG_VERBOSE) and not del_flags & SRE_FLAG_VERBOSE
        body = self.alternatives(verbose, nested + 1)
        self.close(start)
        if group is not None:
            state.closegroup(group, body)
        return SUBPATTERN, (group, add_flags, del_flags, body)

    def need(self):
        """The next character, which must be there."""
        char = self.source.get()
        if char is None:
            raise self.source.error('unexpected end of pattern')
        return char

    def close(self, start):
        if not self.source.match(')'):
            raise self.source.error('missing ), unterminated subpattern',
                                    self.source.tell() - start)

    def name(self, terminator):
        """A group's name."""
        name = self.source.getuntil(terminator, 'group name')
        if not name.isidentifier():
            raise self.source.error(f'bad character in group name {name!r}', len(name) + 1)
        return name

    def known_group(self, name):
        group = self.state.groupdict.get(name)
        if group is None:
            raise self.source.error(f'unknown group name {name!r}', len(name) + 1)
        return group

    def named_reference(self):
        """(?P=name)"""
        name = self.name(')')
        return self.reference(self.known_group(name), len(name) + 1)

    def assertion(self, char, start, verbose, nested):
        """(?=...), (?!...), (?<=...), (?<!...): looks without stepping on."""
        source, state = self.source, self.state
        direction = 1
        outer = state.lookbehindgroups
        if char == '<':
            char = self.need()
            if char not in '=!':
                raise source.error('unknown extension ?<' + char, len(char) + 2)
            direction = -1
            if outer is None:
                state.lookbehindgroups = state.groups
        body = self.alternatives(verbose, nested + 1)
        if direction < 0 and outer is None:
            state.lookbehindgroups = None
        self.close(start)
        return ASSERT if char == '=' else ASSERT_NOT, (direction, body)

    def conditional(self, start, verbose, nested):
        """(?(group)yes|no)"""
        source = self.source
        name = source.getuntil(')', 'group name')
        offset = len(name) + 1
        if name.isidentifier():
            group = self.known_group(name)
        else:
            try:
                group = int(name)
                if group < 0:
                    raise ValueError
            except ValueError:
                raise source.error(f'bad character in group name {name!r}', offset) from None
            if not group:
                raise source.error('bad group number', offset)
            if group >= MAXGROUPS:
                raise source.error(f'invalid group reference {group}', offset)
        self.check_lookbehind(group)
        yes, no = self.sequence(verbose, nested + 1), None
        if source.match('|'):
            no = self.sequence(verbose, nested + 1)
            if source.next == '|':
                raise source.error('conditional backref with more than two branches')
        self.close(start)
        return GROUPREF_EXISTS, (group, yes, no)

    def inline_flags(self, char):
        """(?aiLmsux) for the whole pattern: None; (?aiLmsux-imsx: for a group: on and off."""
        source = self.source

        def next_flag(wanted, end):
            """The character behind a flag: a flag again, or one of those that end the list."""
            char = source.get()
            if char is None:
                raise source.error('missing ' + wanted)
            if char not in end and char not in FLAGS:
                message = 'unknown flag' if char.isalpha() else 'missing ' + wanted
                raise source.error(message, len(char))
            return char

        on = off = 0
        if char != '-':
            while True:
                flag = FLAGS[char]
                if source.istext and char == 'L':
                    raise source.error(
                        "bad inline flags: cannot use 'L' flag with a str pattern")
                if not source.istext and char == 'u':
                    raise source.error(
                        "bad inline flags: cannot use 'u' flag with a bytes pattern")
                on |= flag
                if flag & TYPE_FLAGS and on & TYPE_FLAGS != flag:
                    raise source.error(
                        "bad inline flags: flags 'a', 'u' and 'L' are incompatible")
                char = next_flag('-, : or )', ')-:')
                if char in ')-:':
                    break
        if char == ')':
            self.state.flags |= on
            return None
        if on & GLOBAL_FLAGS:
            raise source.error('bad inline flags: cannot turn on global flag', 1)
        if char == '-':
            char = next_flag('flag', '')
            while char != ':':
                flag = FLAGS[char]
                if flag & TYPE_FLAGS:
                    raise source.error(
                        "bad inline flags: cannot turn off flags 'a', 'u' and 'L'")
                off |= flag
                char = next_flag(':', ':')
        if off & GLOBAL_FLAGS:
            raise source.error('bad inline flags: cannot turn off global flag', 1)
        if on & off:
            raise source.error('bad inline flags: flag turned on and off', 1)
        return on, off


def is_plain(group):
    """Whether a group only holds things together: no number, no flags."""
    number, add_flags, del_flags, _ = group
    return number is None and not add_flags and not del_flags


def fix_flags(src, flags):
    """The flags with those that a pattern has by its type."""
    if isinstance(src, str):
        if flags & SRE_FLAG_LOCALE:
            raise ValueError('cannot use LOCALE flag with a str pattern')
        if flags & SRE_FLAG_ASCII and flags & SRE_FLAG_UNICODE:
            raise ValueError('ASCII and UNICODE flags are incompatible')
        return flags if flags & SRE_FLAG_ASCII else flags | SRE_FLAG_UNICODE
    if flags & SRE_FLAG_UNICODE:
        raise ValueError('cannot use UNICODE flag with a bytes pattern')
    if flags & SRE_FLAG_LOCALE and flags & SRE_FLAG_ASCII:
        raise ValueError('ASCII and LOCALE flags are incompatible')
    return flags


def parse(string, flags=0):
    """The tree of a pattern; what is known of the whole lies in its `state`."""
    source = Tokenizer(string)
    parser = Parser(source, flags)
    try:
        tree = parser.alternatives(flags & SRE_FLAG_VERBOSE, 0)
    except VerboseFound:
        source.seek(0)
        parser = Parser(source, flags | SRE_FLAG_VERBOSE)
        tree = parser.alternatives(True, 0)
    tree.state.flags = fix_flags(string, tree.state.flags)
    if source.next is not None:
        raise source.error('unbalanced parenthesis')
    return tree


def parse_template(source, pattern):
    """A replacement's text: places and numbers of its groups, and its pieces, where None stands
    for a group."""
    tokens = Tokenizer(source)
    groups, literals, literal = [], [], []

    def finish_literal():
        if literal:
            literals.append(''.join(literal))
            literal.clear()

    def add_group(index, offset):
        if index > pattern.groups:
            raise tokens.error(f'invalid group reference {index}', offset)
        finish_literal()
        groups.append((len(literals), index))
        literals.append(None)

    while True:
        this = tokens.get()
        if this is None:
            break
        if this[0] != '\\':
            literal.append(this)
            continue
        char = this[1]
        if char == 'g':
            name = template_name(tokens)
            add_group(template_group(tokens, pattern, name), len(name) + 1)
        elif char == '0':
            this += tokens.getwhile(2, OCTDIGITS)
            literal.append(chr(int(this[1:], 8) & 0xff))
        elif char in DIGITS:
            if tokens.next in DIGITS:
                this += tokens.get()
                if char in OCTDIGITS and this[2] in OCTDIGITS and tokens.next in OCTDIGITS:
                    literal.append(chr(octal(tokens, this + tokens.get())[1]))
                    continue
            add_group(int(this[1:]), len(this) - 1)
        elif this in ESCAPES:
            literal.append(chr(ESCAPES[this][1]))
        elif char in ASCIILETTERS:
            raise tokens.error('bad escape ' + this, len(this))
        else:
            literal.append(this)
    finish_literal()
    if not isinstance(source, str):
        literals = [piece and piece.encode('latin-1') for piece in literals]
    return groups, literals


def template_name(tokens):
    if not tokens.match('<'):
        raise tokens.error('missing <')
    return tokens.getuntil('>', 'group name')


def template_group(tokens, pattern, name):
    """The number of the group that \\g<name> means."""
    if name.isidentifier():
        try:
            return pattern.groupindex[name]
        except KeyError:
            raise IndexError(f'unknown group name {name!r}') from None
    try:
        index = int(name)
        if index < 0:
            raise ValueError
    except ValueError:
        raise tokens.error(f'bad character in group name {name!r}', len(name) + 1) from None
    if index >= MAXGROUPS:
        raise tokens.error(f'invalid group reference {index}', len(name) + 1)
    return index


def expand_template(template, match):
    """A template with the groups of a match filled in."""
    groups, literals = template
    empty = match.string[:0]
    literals = literals[:]
    for place, group in groups:
        try:
            literals[place] = match.group(group) or empty
        except IndexError:
            raise error(f'invalid group reference {group}') from None
    return empty.join(literals)
