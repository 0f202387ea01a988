"""Writes mutations of the standard library's functions, for `syntax_errors.py` to compare.

    python3.8 tests/record/mutations.py SEED COUNT > FILE

Each is a top-level statement of this interpreter's library with one token deleted, replaced, doubled,
swapped with the next, or with another put before it: a JSON object a line whose key "s" is the source.
"""
import ast
import io
import json
import random
import sys
import tokenize
import warnings

from code_objects import library

# Longest statement, in lines: the mutation should be near what it breaks.
LONGEST = 25
TOKENS = (
    "( ) [ ] { } , : ; = == := + - * ** / // % @ . ... -> ! $ ? \\ ' \" ''' x 1 0777 1_ 0x 1e \"s\" b'b' "
    "f'{a}' f'{' None True if elif else for while in is not and or lambda yield return async await def "
    "class import from as with pass break continue del global nonlocal try except finally raise assert "
    "print exec match += <<= ~ <>"
).split()


def statements():
    for path in library():
        try:
            with open(path, encoding="utf-8") as file:
                source = file.read()
            tree = ast.parse(source)
        except (SyntaxError, ValueError):
            continue
        lines = source.split("\n")
        for node in tree.body:
            if node.end_lineno - node.lineno < LONGEST:
                piece = "\n".join(lines[node.lineno - 1:node.end_lineno]) + "\n"
                try:
                    ast.parse(piece)
                except SyntaxError:
                    continue
                yield piece


def mutated(source, chance):
    starts = [0]
    for line in source.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    places = [(starts[token.start[0] - 1] + token.start[1], starts[token.end[0] - 1] + token.end[1])
              for token in tokenize.generate_tokens(io.StringIO(source).readline)
              if token.string.strip() or token.type == tokenize.INDENT]
    index = chance.randrange(len(places))
    start, end = places[index]
    kind = chance.randrange(5)
    if kind == 0:
        return source[:start] + source[end:]
    if kind == 1:
        return source[:start] + chance.choice(TOKENS) + source[end:]
    if kind == 2:
        return source[:start] + chance.choice(TOKENS) + " " + source[start:]
    if kind == 3:
        return source[:end] + " " + source[start:end] + source[end:]
    after, stop = places[min(index + 1, len(places) - 1)]
    if after < end:
        return source
    return source[:start] + source[after:stop] + source[end:after] + source[start:end] + source[stop:]


def main():
    warnings.simplefilter("ignore")
    chance = random.Random(int(sys.argv[1]))
    pieces = list(statements())
    written = 0
    while written < int(sys.argv[2]):
        source = chance.choice(pieces)
        mutation = mutated(source, chance)
        if mutation != source:
            print(json.dumps({"s": mutation}))
            written += 1


if __name__ == "__main__":
    main()
