"""The second stage of a regular expression: from its tree to code for the engine.

The code is a list of ints. Each item of the tree becomes an opcode with its arguments; whatever holds
other items gets a *skip*: how far it is to what comes after, which is filled in once that is known.

    a|bc   -->   BRANCH  skip LITERAL 97 JUMP end  skip LITERAL 98 LITERAL 99 JUMP end  0
"""

import _sre
import sre_parse
from sre_constants import *

if _sre.MAGIC != MAGIC:
    raise ImportError('the engine is of another version')

MAXCODE = (1 << 32) - 1

# Lower-case characters that share their upper-case form with others: matching without case must
# find each by the other.
EQUIVALENT = (
    'i\u0131', 's\u017f', '\xb5\u03bc', '\u0345\u03b9\u1fbe', '\u0390\u1fd3', '\u03b0\u1fe3',
    '\u03b2\u03d0', '\u03b5\u03f5', '\u03b8\u03d1', '\u03ba\u03f0', '\u03c0\u03d6', '\u03c1\u03f1',
    '\u03c2\u03c3', '\u03c6\u03d5', '\u1e61\u1e9b', '\ufb05\ufb06',
)
FIXES = {ord(char): tuple(ord(other) for other in chars if other != char)
         for chars in EQUIVALENT for char in chars}

MULTILINE_PLACES = {AT_BEGINNING: AT_BEGINNING_LINE, AT_END: AT_END_LINE}
LOCALE_PLACES = {AT_BOUNDARY: AT_LOC_BOUNDARY, AT_NON_BOUNDARY: AT_LOC_NON_BOUNDARY}
UNICODE_PLACES = {AT_BOUNDARY: AT_UNI_BOUNDARY, AT_NON_BOUNDARY: AT_UNI_NON_BOUNDARY}
LOCALE_CATEGORIES = {CATEGORY_WORD: CATEGORY_LOC_WORD, CATEGORY_NOT_WORD: CATEGORY_LOC_NOT_WORD}
UNICODE_CATEGORIES = {
    plain: plain + CATEGORY_UNI_DIGIT for plain in range(CATEGORY_WORD)
}
UNICODE_CATEGORIES[CATEGORY_WORD] = CATEGORY_UNI_WORD
UNICODE_CATEGORIES[CATEGORY_NOT_WORD] = CATEGORY_UNI_NOT_WORD


class Cases:
    """How letters are compared under some flags: `lower` is None if their case counts."""

    def __init__(self, flags):
        self.locale = bool(flags & SRE_FLAG_LOCALE)
        self.lower = self.iscased = None
        self.fixes = {}
        if flags & SRE_FLAG_IGNORECASE and not self.locale:
            if flags & SRE_FLAG_UNICODE:
                self.lower, self.iscased = _sre.unicode_tolower, _sre.unicode_iscased
                self.fixes = FIXES
            else:
                self.lower, self.iscased = _sre.ascii_tolower, _sre.ascii_iscased


def variant(op, flags, unicode, ascii, locale):
    """The opcode that ignores case as the flags want it."""
    if not flags & SRE_FLAG_IGNORECASE:
        return op
    if flags & SRE_FLAG_LOCALE:
        return locale
    return unicode if flags & SRE_FLAG_UNICODE else ascii


def combine_flags(flags, add_flags, del_flags):
    if add_flags & sre_parse.TYPE_FLAGS:
        flags &= ~sre_parse.TYPE_FLAGS
    return (flags | add_flags) & ~del_flags


def compile_sequence(code, sequence, flags):
    """Appends the code of a sequence."""
    for op, arg in sequence:
        if op == LITERAL or op == NOT_LITERAL:
            compile_literal(code, op, arg, flags)
        elif op == IN:
            compile_set(code, arg, flags)
        elif op == ANY:
            code.append(ANY_ALL if flags & SRE_FLAG_DOTALL else ANY)
        elif op in sre_parse.REPEATS:
            compile_repeat(code, op, arg, flags)
        elif op == SUBPATTERN:
            group, add_flags, del_flags, body = arg
            if group:
                code += MARK, (group - 1) * 2
            compile_sequence(code, body, combine_flags(flags, add_flags, del_flags))
            if group:
                code += MARK, (group - 1) * 2 + 1
        elif op == ASSERT or op == ASSERT_NOT:
            compile_assertion(code, op, arg, flags)
        elif op == AT:
            code += AT, place(arg, flags)
        elif op == BRANCH:
            compile_branch(code, arg, flags)
        elif op == GROUPREF:
            code += variant(GROUPREF, flags, GROUPREF_UNI_IGNORE, GROUPREF_IGNORE,
                            GROUPREF_LOC_IGNORE), arg - 1
        elif op == GROUPREF_EXISTS:
            compile_conditional(code, arg, flags)
        else:
            raise error(f'internal: unsupported operand type {op!r}')


def open_skip(code):
    """A place for a skip."""
    code.append(0)
    return len(code) - 1


def close_skip(code, skip, extra=0):
    code[skip] = len(code) - skip + extra


def compile_literal(code, op, char, flags):
    negated = op == NOT_LITERAL
    cases = Cases(flags)
    if flags & SRE_FLAG_IGNORECASE and cases.locale:
        code += NOT_LITERAL_LOC_IGNORE if negated else LITERAL_LOC_IGNORE, char
    elif cases.lower is None or not cases.iscased(char):
        code += op, char
    else:
        char = cases.lower(char)
        if char in cases.fixes:
            code.append(IN_UNI_IGNORE)
            skip = open_skip(code)
            if negated:
                code.append(NEGATE)
            for one in (char, *cases.fixes[char]):
                code += LITERAL, one
            code.append(FAILURE)
            close_skip(code, skip)
        elif cases.fixes:
            code += NOT_LITERAL_UNI_IGNORE if negated else LITERAL_UNI_IGNORE, char
        else:
            code += NOT_LITERAL_IGNORE if negated else LITERAL_IGNORE, char


def compile_set(code, chars, flags):
    cases = Cases(flags)
    chars, hascased = optimize_charset(chars, cases)
    if flags & SRE_FLAG_IGNORECASE and cases.locale:
        code.append(IN_LOC_IGNORE)
    elif not hascased:
        code.append(IN)
    else:
        code.append(IN_UNI_IGNORE if cases.fixes else IN_IGNORE)
    skip = open_skip(code)
    emit_charset(code, chars, flags)
    close_skip(code, skip)


def emit_charset(code, chars, flags):
    for op, arg in chars:
        code.append(op)
        if op == LITERAL:
            code.append(arg)
        elif op == CATEGORY:
            if flags & SRE_FLAG_LOCALE:
                arg = LOCALE_CATEGORIES.get(arg, arg)
            elif flags & SRE_FLAG_UNICODE:
                arg = UNICODE_CATEGORIES[arg]
            code.append(arg)
        elif op != NEGATE:
            code += arg
    code.append(FAILURE)


def optimize_charset(chars, cases):
    """A set's items in a form that is quick to search, and whether letters have cases in it.

    The characters are entered into a map with one byte for each; what doesn't fit into it, categories
    and far characters, stands behind. The map becomes two ranges at the most, or a bitmap.
    """
    lower, fixes = cases.lower, cases.fixes
    negate, rest = [], []
    charmap = bytearray(256)
    hascased = False
    for op, arg in chars:
        if op == NEGATE:
            negate.append((op, arg))
            continue
        if op == CATEGORY:
            rest.append((op, arg))
            continue
        low, high = arg if op == RANGE else (arg, arg)
        if high > 0xFFFF:
            if lower:
                hascased = True
                # The engine lowers the text's character; a range may have to see the upper one.
                op = RANGE_UNI_IGNORE if op == RANGE else op
            rest.append((op, arg))
            continue
        if high > 0xFF and len(charmap) == 256:
            charmap.extend(bytes(0xFF00))
        if not lower:
            charmap[low:high + 1] = b'\1' * (high + 1 - low)
            continue
        for char in range(low, high + 1):
            hascased = hascased or cases.iscased(char)
            char = lower(char)
            for one in (char, *fixes.get(char, ())):
                if one >= len(charmap):
                    charmap.extend(bytes(0xFF00))
                charmap[one] = 1
    runs = find_runs(charmap)
    if len(runs) <= 2:
        found = [(LITERAL, low) if high - low == 1 else (RANGE, (low, high - 1))
                 for low, high in runs]
        if not lower and len(negate) + len(found) + len(rest) >= len(chars):
            return chars, hascased
    elif len(charmap) == 256:
        found = [(CHARSET, bitmap(charmap))]
    else:
        found = [(BIGCHARSET, bigcharset(charmap))]
    return negate + found + rest, hascased


def find_runs(charmap):
    """Where the map has ones: begin and end of the first three runs."""
    runs, start = [], charmap.find(1)
    while start >= 0 and len(runs) < 3:
        end = charmap.find(0, start)
        if end < 0:
            end = len(charmap)
        runs.append((start, end))
        start = charmap.find(1, end)
    return runs


def bitmap(charmap):
    """One bit for each byte, 32 to a word, the lowest first."""
    digits = charmap.translate(b'01' + bytes(254))[::-1]
    return [int(digits[end - 32:end], 2) for end in range(len(digits), 0, -32)]


def bigcharset(charmap):
    """Blocks of 256 characters: how many differ, which block serves which 256, the blocks' bits."""
    blocks, index = {}, bytearray(256)
    for high in range(256):
        block = bytes(charmap[high * 256:high * 256 + 256])
        index[high] = blocks.setdefault(block, len(blocks))
    words = [len(blocks)]
    for at in range(0, 256, 4):
        words.append(int.from_bytes(index[at:at + 4], 'little'))
    for block in blocks:
        words += bitmap(bytearray(block))
    return words


def is_simple(body):
    """Whether what is repeated is one character."""
    if len(body) != 1:
        return False
    op, arg = body[0]
    if op == SUBPATTERN:
        return arg[0] is None and is_simple(arg[3])
    return op in (LITERAL, NOT_LITERAL, ANY, IN)


def compile_repeat(code, op, arg, flags):
    least, greatest, body = arg
    if flags & SRE_FLAG_TEMPLATE:
        raise error(f'internal: unsupported template operator {op!r}')
    lazy = op == MIN_REPEAT
    if is_simple(body):
        code.append(MIN_REPEAT_ONE if lazy else REPEAT_ONE)
        skip = open_skip(code)
        code += least, greatest
        compile_sequence(code, body, flags)
        code.append(SUCCESS)
        close_skip(code, skip)
    else:
        code.append(REPEAT)
        skip = open_skip(code)
        code += least, greatest
        compile_sequence(code, body, flags)
        close_skip(code, skip)
        code.append(MIN_UNTIL if lazy else MAX_UNTIL)


def compile_assertion(code, op, arg, flags):
    direction, body = arg
    code.append(op)
    skip = open_skip(code)
    back = 0
    if direction < 0:
        back, greatest = body.getwidth()
        if back != greatest:
            raise error('look-behind requires fixed-width pattern')
    code.append(back)
    compile_sequence(code, body, flags)
    code.append(SUCCESS)
    close_skip(code, skip)


def place(at, flags):
    if flags & SRE_FLAG_MULTILINE:
        at = MULTILINE_PLACES.get(at, at)
    if flags & SRE_FLAG_LOCALE:
        return LOCALE_PLACES.get(at, at)
    if flags & SRE_FLAG_UNICODE:
        return UNICODE_PLACES.get(at, at)
    return at


def compile_branch(code, alternatives, flags):
    code.append(BRANCH)
    ends = []
    for alternative in alternatives:
        skip = open_skip(code)
        compile_sequence(code, alternative, flags)
        code.append(JUMP)
        ends.append(open_skip(code))
        close_skip(code, skip)
    code.append(FAILURE)
    for end in ends:
        close_skip(code, end)


def compile_conditional(code, arg, flags):
    group, yes, no = arg
    if group >= yes.state.groups:
        raise RuntimeError('invalid SRE code')
    code += GROUPREF_EXISTS, group - 1
    skip = open_skip(code)
    compile_sequence(code, yes, flags)
    # This skip is counted from the word before it.
    if no:
        code.append(JUMP)
        end = open_skip(code)
        close_skip(code, skip, 1)
        compile_sequence(code, no, flags)
        close_skip(code, end)
    else:
        close_skip(code, skip, 1)


def literal_prefix(sequence, flags):
    """The characters that every match begins with, how many of them come before the first group,
    and whether that is all of the sequence."""
    prefix, before_group = [], None
    cases = Cases(flags)
    for op, arg in sequence:
        if op == LITERAL:
            if cases.iscased and cases.iscased(arg):
                break
            prefix.append(arg)
        elif op == SUBPATTERN:
            group, add_flags, del_flags, body = arg
            inner_flags = combine_flags(flags, add_flags, del_flags)
            if inner_flags & SRE_FLAG_IGNORECASE and inner_flags & SRE_FLAG_LOCALE:
                break
            inner, inner_before, got_all = literal_prefix(body, inner_flags)
            if before_group is None:
                if group is not None:
                    before_group = len(prefix)
                elif inner_before is not None:
                    before_group = len(prefix) + inner_before
            prefix += inner
            if not got_all:
                break
        else:
            break
    else:
        return prefix, before_group, True
    return prefix, before_group, False


def charset_prefix(sequence, flags):
    """A set that holds the first character of every match, or None."""
    while True:
        if not sequence:
            return None
        op, arg = sequence[0]
        if op != SUBPATTERN:
            break
        _, add_flags, del_flags, sequence = arg
        flags = combine_flags(flags, add_flags, del_flags)
        if flags & SRE_FLAG_IGNORECASE and flags & SRE_FLAG_LOCALE:
            return None
    iscased = Cases(flags).iscased
    if op == LITERAL:
        return None if iscased and iscased(arg) else [(op, arg)]
    if op == BRANCH:
        chars = []
        for alternative in arg:
            if not alternative or alternative[0][0] != LITERAL:
                return None
            if iscased and iscased(alternative[0][1]):
                return None
            chars.append(alternative[0])
        return chars
    if op == IN:
        if iscased:
            for op, char in arg:
                if op == LITERAL and iscased(char):
                    return None
                if op == RANGE and (char[1] > 0xFFFF or
                                    any(map(iscased, range(char[0], char[1] + 1)))):
                    return None
        return arg
    return None


def overlaps(prefix):
    """For each beginning of the prefix, how much of it is a beginning again (Knuth, Morris,
    Pratt): how far a search need not go back."""
    table = [0] * len(prefix)
    for i in range(1, len(prefix)):
        known = table[i - 1]
        while prefix[i] != prefix[known]:
            if known == 0:
                known = -1
                break
            known = table[known - 1]
        table[i] = known + 1
    return table


def compile_info(code, tree, flags):
    """What helps a search to skip places: widths, and how every match begins."""
    least, greatest = tree.getwidth()
    greatest = min(greatest, MAXCODE)
    if least == 0:
        code += INFO, 4, 0, least, greatest
        return
    prefix, before_group, got_all, charset = [], 0, False, None
    if not (flags & SRE_FLAG_IGNORECASE and flags & SRE_FLAG_LOCALE):
        prefix, before_group, got_all = literal_prefix(tree, flags)
        if not prefix:
            charset = charset_prefix(tree, flags)
    code.append(INFO)
    skip = open_skip(code)
    mask = 0
    if prefix:
        mask = SRE_INFO_PREFIX
        if before_group is None and got_all:
            mask |= SRE_INFO_LITERAL
    elif charset:
        mask = SRE_INFO_CHARSET
    code += mask, min(least, MAXCODE), greatest
    if prefix:
        code += len(prefix), len(prefix) if before_group is None else before_group
        code += prefix
        code += overlaps(prefix)
    elif charset:
        charset, _ = optimize_charset(charset, Cases(0))
        emit_charset(code, charset, flags)
    close_skip(code, skip)


def isstring(obj):
    return isinstance(obj, (str, bytes))


def compile(pattern, flags=0):
    """The pattern object of a text, or of a tree."""
    if isstring(pattern):
        tree = sre_parse.parse(pattern, flags)
    else:
        tree, pattern = pattern, None
    state = tree.state
    flags |= state.flags
    code = []
    compile_info(code, tree, flags)
    compile_sequence(code, tree, flags)
    code.append(SUCCESS)
    indexgroup = [None] * state.groups
    for name, number in state.groupdict.items():
        indexgroup[number] = name
    return _sre.compile(pattern, flags, code, state.groups - 1, state.groupdict,
                        tuple(indexgroup))
