"""Compares Cutaway's syntax errors with those of the CPython 3.8 that runs this.

    cargo build --release --example check_syntax
    python3.8 tests/record/syntax_errors.py target/release/examples/check_syntax FILE

FILE has a JSON object a line whose key "s" is a source. The last lines have the score.
"""
import collections
import json
import subprocess
import sys
import warnings


def expected(source):
    try:
        compile(source, "<m>", "exec", dont_inherit=True)
    except SyntaxError as error:
        return [type(error).__name__, error.msg, error.lineno, error.offset, error.text]
    except (ValueError, MemoryError, RecursionError, OverflowError) as error:
        return [type(error).__name__, str(error), None, None, None]
    return None


def main():
    warnings.simplefilter("ignore")
    with open(sys.argv[2]) as file:
        sources = [json.loads(line)["s"] for line in file]
    found = subprocess.run([sys.argv[1]], input="\n".join(map(json.dumps, sources)).encode(),
                           stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()
    score = collections.Counter()
    shown = 0
    for source, mine in zip(sources, map(json.loads, found)):
        theirs = expected(source)
        score["all"] += 1
        score["accepts or rejects alike"] += (mine is None) == (theirs is None)
        if theirs is not None:
            score["rejected"] += 1
            for upto, words in ((2, "class and message"), (4, "and place"), (5, "and text")):
                score[words] += mine is not None and mine[:upto] == theirs[:upto]
        if mine != theirs and shown < 60:
            shown += 1
            print(repr(source[-700:]))
            print("  cutaway", mine)
            print("  cpython", theirs)
    for words, count in score.items():
        print("%6d %s" % (count, words))
    alike = score["accepts or rejects alike"] == score["all"]
    return int(not (alike and score["and place"] == score["rejected"]))


if __name__ == "__main__":
    sys.exit(main())
