"""Compares the code objects that Cutaway makes with those of the CPython 3.8 that runs this.

    cargo build --release --example dump_code
    python3.8 tests/record/code_objects.py target/release/examples/dump_code [PATH ...]

    python3.8 tests/record/code_objects.py --digests > tests/data/library_digests.txt

The second form writes for each file of the library its path, a digest of its contents and a digest of
its code objects: what `tests/library.rs` compares. The digests are those that .pyc files keep.

Without paths: every .py file of this interpreter's standard library, test folder included.
Every field of every code object is compared, recursively. The last line has the score.
"""
import difflib
import os
import struct
import subprocess
import sys
import sysconfig
import warnings
from importlib.util import source_hash

FIELDS = ("argcount posonlyargcount kwonlyargcount nlocals stacksize flags firstlineno name "
          "code lnotab consts names varnames freevars cellvars").split()


def text(string):
    return "s" + "".join(c if c == "_" or (c.isascii() and c.isalnum()) else "<%x>" % ord(c)
                         for c in string)


def bits(number):
    return "%016x" % struct.unpack("<Q", struct.pack("<d", number))[0]


def constant(value):
    if value is None or value is Ellipsis:
        return "%s," % value
    kind = type(value)
    if kind is bool:
        return "b%d," % value
    if kind is int:
        return "i%s%x," % ("-" if value < 0 else "", abs(value))
    if kind is float:
        return "f%s," % bits(value)
    if kind is complex:
        return "c%s%s," % (bits(value.real), bits(value.imag))
    if kind is str:
        return text(value) + ","
    if kind is bytes:
        return "yh%s," % value.hex()
    if kind is tuple:
        return "(%s)," % "".join(map(constant, value))
    if kind is frozenset:
        return "{%s}," % "".join(sorted(map(constant, value)))
    return "code,"


def lines(code):
    tuples = ["(%s)" % "".join(text(name) + "," for name in names) for names in
              (code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)]
    yield " ".join([str(getattr(code, "co_" + field)) for field in FIELDS[:7]]
                   + [text(code.co_name), "h" + code.co_code.hex(), "h" + code.co_lnotab.hex(),
                      "(%s)" % "".join(map(constant, code.co_consts))] + tuples)
    for value in code.co_consts:
        if hasattr(value, "co_code"):
            yield from lines(value)


def expected(path):
    with open(path, "rb") as file:
        source = file.read()
    try:
        return list(lines(compile(source, path, "exec", dont_inherit=True, optimize=0)))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return ["error %s" % type(error).__name__]


def library():
    root = sysconfig.get_path("stdlib")
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(set(folders) - {"site-packages", "__pycache__"})
        yield from (os.path.join(folder, name) for name in sorted(files) if name.endswith(".py"))


def digests():
    root = sysconfig.get_path("stdlib")
    print("# %s of CPython %s: file, digest of its contents, digest of its code objects" % (
        "the standard library", sys.version.split()[0]))
    for path in library():
        with open(path, "rb") as file:
            contents = source_hash(file.read()).hex()
        dump = "".join(line + "\n" for line in expected(path)).encode()
        print(os.path.relpath(path, root), contents, source_hash(dump).hex())


def differing(mine, theirs):
    mine, theirs = mine.split(" "), theirs.split(" ")
    if len(mine) != len(theirs):
        return ["everything"]
    return [field for field, a, b in zip(FIELDS, mine, theirs) if a != b]


def main():
    warnings.simplefilter("ignore")
    if sys.argv[1] == "--digests":
        digests()
        return 0
    paths = sys.argv[2:] or list(library())
    dump = subprocess.run([sys.argv[1]], input="\n".join(paths).encode(), stdout=subprocess.PIPE,
                          check=True).stdout.decode()
    found = {}
    for line in dump.splitlines():
        if line.startswith("file "):
            current = found.setdefault(line[5:], [])
        elif line.startswith("error "):
            current.append(" ".join(line.split(" ")[:2]))
        else:
            current.append(line)
    total = same = wrong_files = shown = 0
    for path in paths:
        theirs, mine = expected(path), found[path]
        total += len(theirs)
        if mine == theirs:
            same += len(theirs)
            continue
        wrong_files += 1
        if len(mine) != len(theirs):
            matcher = difflib.SequenceMatcher(None, mine, theirs, autojunk=False)
            same += sum(block.size for block in matcher.get_matching_blocks())
            pairs = [next(pair for pair in zip(mine, theirs) if pair[0] != pair[1])] \
                if mine and theirs and mine[0] != theirs[0] else [(str(len(mine)), str(len(theirs)))]
        else:
            pairs = [pair for pair in zip(mine, theirs) if pair[0] != pair[1]]
            same += len(theirs) - len(pairs)
        for a, b in pairs[:3]:
            if shown < 40:
                shown += 1
                print(path, differing(a, b))
                if len(a) + len(b) < 4000:
                    print("  cutaway", a)
                    print("  cpython", b)
    print("files %d, of which different %d; code objects %d, identical %d (%.4f %%)" % (
        len(paths), wrong_files, total, same, 100 * same / total))
    return int(same != total)


if __name__ == "__main__":
    sys.exit(main())
