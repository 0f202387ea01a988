"""Records what `tests/compiler.rs` checks, with the CPython 3.8 that runs this.

    PYTHONHASHSEED=0 python3.8 tests/record/compiler_cases.py

For each tests/compiler/*.py all code objects, as `code_objects.py` writes them, go to a .txt file of
the same name; for each case of tests/compiler/syntax_cases.txt (separated by lines of four dashes)
what the interpreter prints when it is asked to run that as a file, to syntax_errors.jsonl: null
where the source is accepted.
"""
import json
import os
import subprocess
import sys
import tempfile
import warnings

from code_objects import lines

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "compiler")


def printed(source):
    try:
        compile(source, "case.py", "exec", dont_inherit=True)
        return None
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        pass
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "case.py"), "w", encoding="utf-8") as file:
            file.write(source)
        result = subprocess.run([sys.executable, "-W", "ignore", "case.py"], cwd=folder,
                                stderr=subprocess.PIPE)
    return result.stderr.decode()


def main():
    warnings.simplefilter("ignore")
    for name in sorted(os.listdir(FOLDER)):
        path = os.path.join(FOLDER, name)
        if name.endswith(".py"):
            with open(path, "rb") as file:
                code = compile(file.read(), name, "exec", dont_inherit=True, optimize=0)
            with open(path[:-3] + ".txt", "w") as file:
                file.writelines(line + "\n" for line in lines(code))
    with open(os.path.join(FOLDER, "syntax_cases.txt"), encoding="utf-8") as file:
        cases = file.read().split("----\n")
    with open(os.path.join(FOLDER, "syntax_errors.jsonl"), "w") as file:
        for case in cases:
            file.write(json.dumps([case, printed(case)]) + "\n")


if __name__ == "__main__":
    main()
