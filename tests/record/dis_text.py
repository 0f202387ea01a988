"""Compares `cutaway dis FILE` with `python -m dis FILE` of the CPython 3.8 that runs this.

    cargo build --release
    PYTHONHASHSEED=0 python3.8 tests/record/dis_text.py target/release/cutaway [PATH ...]

Without paths: every .py file of this interpreter's standard library. Addresses of code objects
are left out of the comparison. Then each .pyc that `cutaway compile` makes is loaded and compared
with the code object that CPython compiles.
"""
import contextlib
import dis
import io
import marshal
import os
import re
import subprocess
import sys
import tempfile
import warnings

from code_objects import library, lines

ADDRESS = re.compile(r"0x[0-9a-f]{6,}")


def expected(path):
    with open(path, "rb") as file:
        source = file.read()
    code = compile(source, path, "exec", dont_inherit=True)
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        dis.dis(code)
    return code, text.getvalue()


def main():
    warnings.simplefilter("ignore")
    cutaway, paths = sys.argv[1], sys.argv[2:] or list(library())
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        pyc = os.path.join(folder, "out.pyc")
        for path in paths:
            result = subprocess.run([cutaway, "dis", path], stdout=subprocess.PIPE,
                                    stderr=subprocess.PIPE)
            try:
                code, theirs = expected(path)
            except (SyntaxError, ValueError):
                if result.returncode == 0:
                    wrong += 1
                    print("accepted:", path)
                continue
            mine = result.stdout.decode("utf-8", "surrogatepass")
            if ADDRESS.sub("0x", mine) != ADDRESS.sub("0x", theirs):
                wrong += 1
                print(path)
                for a, b in zip(mine.split("\n"), theirs.split("\n")):
                    if ADDRESS.sub("0x", a) != ADDRESS.sub("0x", b):
                        print("  cutaway", a[:300])
                        print("  cpython", b[:300])
                        break
                continue
            subprocess.run([cutaway, "compile", path, "-o", pyc], check=True)
            with open(pyc, "rb") as file:
                back = marshal.loads(file.read()[16:])
            if list(lines(back)) != list(lines(code)):
                wrong += 1
                print("pyc:", path)
    print("files %d, different %d" % (len(paths), wrong))
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
