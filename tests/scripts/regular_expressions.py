"""Patterns against strings, errors with their places, and everything `re` offers."""
import re
import warnings

PATTERNS = r"""
a abc [abc] [^abc]+ a*b a+?b a{2} a{1,2}b a{,2} a{2,}? (a)(b)? (a|ab)(c|bcd)(d*) (a*)* (a*)+ (a|b)*b
^a a$ ^a$ \Aa a\Z \ba\b \Ba (?=a)b (?=a)a (?!a)b (?<=a)b (?<!a)b (?<=ab)c (?:ab)+ (?P<x>a)(?P=x) (a)\1
(a)|b (?(1)a|b) (a)?b(?(1)a|c) (a(b)?)+ (?:(a)|b)* ((a)|(b))* (a+)+b (?i)aBc (?i:a)b (?-i:a)b (?s)a.b
(?m)^a (?m)a$ a.b \d+ \D+ \w+ \W+ \s+ \S+ [\d\s]+ [a-c\-]+ [-a]+ []a]+ [^]a]+ \x61 \141 \u0061 \t? é+ (?i)É+
(?i)ß (?i)ſ (?i)K [à-ü]+ (?i)[à-ü]+ [α-ω]+ (?a)\w+ (?a)é|\W x* (x|y)* .*? (.*?)b (.*)b (a?)*? (?:a?)*?b a??b
(|a)+ (?:|a)* (a|b|c|d|e)+f ab|cd|ef (ab|cd)ef ((((a)))) (?=(a+))\1b (?!(a)b)a (?=.*b)a+ (?P<n>a)(?(n)b|c)
(?x)a|b [a&&b] \. \\ \/ a\ b a{0} (a{0})b a{0}b (?#remark)a ()a a() (a)(?=b) (a*)(?<!b) (?:a|b){2,3}? ((a){2}){2}
""".split()

STRINGS = ["", "a", "b", "ab", "ba", "aab", "abab", "abcabc", "abcd", "aa b", "a\nb", "AbC", "xyx", "é É", "ßs",
           "K k", "αβΓ", "12 ab_", "a.b\\", "---", "bbbaaab", "aaaaab"]


def show(match):
    return match and (match.span(), match.groups(), match.lastindex, match.lastgroup)


for text in PATTERNS:
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            pattern = re.compile(text)
    except (re.error, RuntimeError) as problem:
        print(text, "->", problem)
        continue
    print(text, pattern.flags, pattern.groups, dict(pattern.groupindex), [str(w.message) for w in caught])
    for string in STRINGS:
        found = [show(pattern.search(string)), show(pattern.fullmatch(string)), pattern.findall(string)]
        found += [pattern.split(string), pattern.subn("<\\g<0>>", string)]
        print("   ", ascii(string), ascii(found))

for text in ["(", ")", "a)", "(a", "[", "[a", "[]", "*", "a**", "a{2,1}", "(?", "(?P", "(?P<", "(?P<a", "(?P<1>a)",
             "(?P<a>a)(?P<a>b)", "(?P=a)", "(?P=", "\\", "\\1", "(\\1)", "\\400", "\\x1", "\\u12", "\\y", "[\\y]", "[b-a]",
             "[\\w-a]", "(?<=a*)b", "(?z)", "(?i", "(?i-", "(?-", "(?-a:b)", "(?au)b", "(?L)a", "(?(1", "(?(0)a)", "(?(a)b)",
             "(?(1)a|b|c)", "(?#", "(?<a", "(?P>a)", "ab\n(c", "a|*", "^*", "(?i-i:a)", "x{99999999999}", "\\N", "(?<=(a)\\1)"]:
    try:
        print(ascii(text), re.compile(text))
    except (re.error, OverflowError, RuntimeError) as problem:
        print(ascii(text), type(problem).__name__, problem, getattr(problem, "pos", None),
              getattr(problem, "lineno", None), getattr(problem, "colno", None))

print(re.sub("(a)(b)?", r"[\2\1\g<1>\n\t\\]", "ab a"), re.sub(b"a", b"\\0", b"ba"), re.sub("a", lambda m: m[0] * 2, "banana"))
print(re.sub("a", "b", "aaaa", 2), re.subn("x", "y", "aaa"), re.sub("", "-", "abc"), re.sub("a*", "-", "baac"))
for template in ["\\g", "\\g<", "\\g<1", "\\g<a>", "\\g<2>", "\\2", "\\q", "\\g<-1>", "\\400"]:
    try:
        print(re.sub("(x)", template, "x"))
    except (re.error, IndexError) as problem:
        print(template, type(problem).__name__, problem)
for function in (lambda: re.match("a", b"a"), lambda: re.match(b"a", "a"), lambda: re.match("a", 1), lambda: re.compile(1),
                 lambda: re.compile(re.compile("a"), re.I), lambda: re.match("(a)", "a").group(2), lambda: re.match("a", "a")["x"],
                 lambda: re.sub("a", lambda m: 1, "a"), lambda: re.compile("a").match(), lambda: re.compile("a").split("a", 1, 2)):
    try:
        print(function())
    except (TypeError, ValueError, IndexError) as problem:
        print(type(problem).__name__, problem)
m = re.search(r"(?P<first>\w+) (?P<second>\w+)?", "say hello world", re.I)
print(m, repr(m.re), m.string, m.pos, m.endpos, m.regs, m.groupdict(), m.expand(r"\2-\g<first>"), m["second"], m.group(1, "second"))
print(m.start("second"), m.end(2), m.span(), m.groups("none"), bool(m), m.lastgroup)
print(re.compile("a", re.I | re.M), re.compile(b"a", re.A | re.X), re.compile("a" * 300), re.compile("x", 32), re.I | re.X, re.RegexFlag(0))
print(re.compile("a") == re.compile("a"), re.compile("a") == re.compile("a", re.I), re.compile("a") == re.compile(b"a"), len({re.compile("a"), re.compile("a")}))
print(re.escape("a.b*c [x]\n_é"), re.escape(b"a-b"), re.split("[,;] *", "a, b;c"), re.split("(,)", "a,b", 1))
p = re.compile("o")
print(p.search("foo", 2), p.match("foo", 1), p.findall("foo boo", 2, 6), [f.span() for f in p.finditer("foo")], p.fullmatch("xo", 1))
scanner = re.Scanner([(r"[0-9]+", lambda s, t: int(t)), (r"[a-z]+", lambda s, t: t), (r"[+*]", None), (r"\s+", None)])
print(scanner.scan("12 + ab * 3 !"))
s = re.compile("a|b*").scanner("abbc")
print([s.match(), s.search(), s.search()])
print(len(re.match("(?:a|b)*", "ab" * 20000).group()), len(re.match("(?:ab?)*?c", "ab" * 5000 + "c").group()))
print(re.findall(rb"\w+", b"ab \xe9c"), re.findall(b"(?L)\\w", b"a\xe9"), re.match(b"a", bytearray(b"abc")), re.sub(b"b", b"x", memoryview(b"abc")))
