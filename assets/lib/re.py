"""Regular expressions: patterns that describe strings.

    import re
    re.findall(r'\\d+', 'b52 and r2d2')          # ['52', '2', '2']

A pattern's text is compiled to code first (sre_parse, sre_compile), and kept: compiling the same text
again costs nothing. The code is run by the engine `_sre`.
"""

import copyreg
import enum
import sre_compile
import sre_parse
from sre_constants import error

__all__ = [
    'match', 'fullmatch', 'search', 'sub', 'subn', 'split', 'findall', 'finditer', 'compile',
    'purge', 'template', 'escape', 'error', 'Pattern', 'Match', 'A', 'I', 'L', 'M', 'S', 'X', 'U',
    'ASCII', 'IGNORECASE', 'LOCALE', 'MULTILINE', 'DOTALL', 'VERBOSE', 'UNICODE',
]

__version__ = '2.2.1'


class RegexFlag(enum.IntFlag):
    ASCII = A = 256
    IGNORECASE = I = 2
    LOCALE = L = 4
    UNICODE = U = 32
    MULTILINE = M = 8
    DOTALL = S = 16
    VERBOSE = X = 64
    TEMPLATE = T = 1
    DEBUG = 128

    def __repr__(self):
        if self._name_ is not None:
            return f're.{self._name_}'
        value = self._value_
        negative = value < 0
        if negative:
            value = ~value
        members = []
        for member in self.__class__:
            if value & member._value_:
                value &= ~member._value_
                members.append(f're.{member._name_}')
        if value:
            members.append(hex(value))
        text = '|'.join(members)
        if not negative:
            return text
        return f'~({text})' if len(members) > 1 else f'~{text}'

    __str__ = object.__str__


globals().update(RegexFlag.__members__)


def match(pattern, string, flags=0):
    """The match at the beginning of the string, or None."""
    return _compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """The match of the whole string, or None."""
    return _compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """The first match anywhere in the string, or None."""
    return _compile(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    """The string with every match replaced: by a text, in which \\1 and \\g<name> stand for groups,
    or by what a function gives for the match."""
    return _compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    """The same, and how many matches were replaced."""
    return _compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    """What lies between the matches; the pattern's groups stand between the pieces."""
    return _compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    """All matches as a list: their texts, or their groups if there are any."""
    return _compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """An iterator over all matches."""
    return _compile(pattern, flags).finditer(string)


def compile(pattern, flags=0):
    """The pattern as an object, whose methods do what the functions here do."""
    return _compile(pattern, flags)


def purge():
    """Forgets the compiled patterns."""
    _cache.clear()
    _templates.clear()


def template(pattern, flags=0):
    """A pattern that must do without repeats."""
    return _compile(pattern, flags | RegexFlag.TEMPLATE)


_SPECIAL = {char: '\\' + chr(char) for char in b'()[]{}?*+-|^$\\.&~# \t\n\r\v\f'}


def escape(pattern):
    """The text with a backslash before everything that means something in a pattern."""
    if isinstance(pattern, str):
        return pattern.translate(_SPECIAL)
    return str(pattern, 'latin1').translate(_SPECIAL).encode('latin1')


Pattern = type(sre_compile.compile('', 0))
Match = type(sre_compile.compile('', 0).match(''))

# Compiled patterns by their type, text and flags, the oldest first; and parsed templates.
_cache = {}
_templates = {}
_MAXCACHE = 512


def _remember(cache, key, value):
    if len(cache) >= _MAXCACHE:
        del cache[next(iter(cache))]
    cache[key] = value
    return value


def _compile(pattern, flags):
    if isinstance(flags, RegexFlag):
        flags = flags.value
    try:
        return _cache[type(pattern), pattern, flags]
    except KeyError:
        pass
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError('cannot process flags argument with a compiled pattern')
        return pattern
    if not sre_compile.isstring(pattern):
        raise TypeError('first argument must be string or compiled pattern')
    if flags & RegexFlag.DEBUG:
        raise NotImplementedError('re.DEBUG: showing a compiled pattern is not supported')
    compiled = sre_compile.compile(pattern, flags)
    return _remember(_cache, (type(pattern), pattern, flags), compiled)


def _compile_repl(repl, pattern):
    key = repl, pattern
    if key not in _templates:
        _remember(_templates, key, sre_parse.parse_template(repl, pattern))
    return _templates[key]


def _expand(pattern, match, template):
    """What Match.expand calls."""
    return sre_parse.expand_template(sre_parse.parse_template(template, pattern), match)


def _subx(pattern, template):
    """What Pattern.sub calls for a template: a text, or a function of the match."""
    groups, literals = template = _compile_repl(template, pattern)
    if not groups and len(literals) == 1:
        return literals[0]

    def filter(match, template=template):
        return sre_parse.expand_template(template, match)

    return filter


def _pickle(pattern):
    return _compile, (pattern.pattern, pattern.flags)


copyreg.pickle(Pattern, _pickle, _compile)


class Scanner:
    """Cuts a text into tokens: each pattern of the lexicon has an action for what it finds."""

    def __init__(self, lexicon, flags=0):
        from sre_constants import BRANCH, SUBPATTERN
        self.lexicon = lexicon
        if isinstance(flags, RegexFlag):
            flags = flags.value
        state = sre_parse.State(flags)
        alternatives = []
        for phrase, action in lexicon:
            group = state.opengroup()
            body = sre_parse.parse(phrase, flags)
            alternatives.append(sre_parse.Sequence(state, [(SUBPATTERN, (group, 0, 0, body))]))
            state.closegroup(group, alternatives[-1])
        tree = sre_parse.Sequence(state, [(BRANCH, alternatives)])
        self.scanner = sre_compile.compile(tree)

    def scan(self, string):
        """The tokens, and what was left."""
        result = []
        next_match = self.scanner.scanner(string).match
        end = 0
        while True:
            found = next_match()
            if not found or found.end() == end:
                break
            action = self.lexicon[found.lastindex - 1][1]
            if callable(action):
                self.match = found
                action = action(self, found.group())
            if action is not None:
                result.append(action)
            end = found.end()
        return result, string[end:]
