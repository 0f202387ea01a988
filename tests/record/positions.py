"""Compares the piece of source that each instruction comes from with the nodes of CPython 3.8's `ast`.

    cargo build --release --example dump_code
    python3.8 tests/record/positions.py target/release/examples/dump_code [PATH ...]

Without paths: every .py file of this interpreter's standard library. CPython 3.8 keeps no columns for
instructions, but its syntax tree has the place of each node (lineno, col_offset, end_lineno,
end_col_offset), so each instruction's piece must be the place of a node, of the right class where the
instruction tells it. These pieces are no node's, by intention, and are counted apart:

- head: of a statement with a body, the part before that: `if test:`;
- alias: one name of an import, one name of a `global`; 3.8 gives aliases no place;
- slice: `a:b` between brackets; 3.8 gives slices no place;
- f-string: within one 3.8 counts columns from elsewhere; here they are true;
- end: what returns None after the last statement: empty, where that ends.

The last line says how many are neither; the exit status is 0 if there are none. With `-v` each is shown.
"""
import ast
import collections
import opcode
import re
import subprocess
import sys
import warnings

from code_objects import library


def node_class(name):
    """The class of the nodes that an instruction comes from, if there is only one."""
    if name.endswith("_SUBSCR"):
        return "Subscript"
    if name.endswith(("_ATTR", "_METHOD")):
        return "Call" if name == "CALL_METHOD" else "Attribute"
    if name in ("CALL_FUNCTION_KW", "CALL_FUNCTION_EX"):
        return "Call"
    return {"BINARY": "BinOp", "UNARY": "UnaryOp", "INPLACE": "AugAssign"}.get(name.split("_")[0])


def places(tree):
    """The places of all nodes; those of f-strings, of imports, of statements with a body, of subscripts."""
    nodes, fstrings, imports, blocks, subscripts = collections.defaultdict(set), [], [], {}, []
    for node in ast.walk(tree):
        if not hasattr(node, "lineno"):
            continue
        place = node.lineno, node.col_offset, node.end_lineno, node.end_col_offset
        nodes[place].add(type(node).__name__)
        if isinstance(node, ast.AnnAssign):
            # It stores into `__annotations__`.
            nodes[place].add("Subscript")
        if isinstance(node, ast.JoinedStr):
            fstrings.append(place)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            imports.append(place)
        elif isinstance(node, ast.Subscript):
            subscripts.append(place)
        if hasattr(node, "body") and not isinstance(node, (ast.Lambda, ast.IfExp)):
            first = node.body[0]
            decorators = getattr(first, "decorator_list", ())
            first = decorators[0] if decorators else first
            blocks[place[:2]] = first.lineno, first.col_offset
    return nodes, fstrings, imports, blocks, subscripts


def within(place, outer):
    return any(begin[:2] <= place[:2] and place[2:] <= begin[2:] for begin in outer)


def compare(source, pieces, score, show):
    nodes, fstrings, imports, blocks, subscripts = places(ast.parse(source))
    for code, *place in pieces:
        place, name = tuple(place), opcode.opname[code]
        if place in nodes and node_class(name) in (None, *nodes[place]):
            score["a node's"] += 1
        elif place[:2] == place[2:]:
            score["end"] += 1
        elif fstrings and within(place, fstrings):
            score["f-string"] += 1
        elif place[:2] in blocks and place[2:] <= blocks[place[:2]]:
            score["head"] += 1
        elif within(place, imports):
            score["alias"] += 1
        elif name == "BUILD_SLICE" and within(place, subscripts):
            score["slice"] += 1
        else:
            score["neither"] += 1
            show(name, place)


def main():
    warnings.simplefilter("ignore")
    verbose = "-v" in sys.argv
    arguments = [argument for argument in sys.argv[1:] if argument != "-v"]
    paths = arguments[1:] or list(library())
    dump = subprocess.run([arguments[0], "--positions"], input="\n".join(paths) + "\n", check=True,
                          stdout=subprocess.PIPE, encoding="utf-8", errors="surrogateescape").stdout
    score, opcodes = collections.Counter(), collections.Counter()
    for part in re.split(r"^file ", dump, flags=re.M)[1:]:
        path, *lines = part.splitlines()
        if lines and lines[0].startswith("error"):
            continue

        def show(name, place):
            opcodes[name] += 1
            if verbose:
                print("%s:%d:%d-%d:%d %s" % (path, *place, name))

        with open(path, "rb") as file:
            source = file.read()
        compare(source, (map(int, line.split()) for line in lines), score, show)
    for name, count in opcodes.most_common():
        print(name, count)
    print(", ".join("%s %d" % item for item in score.most_common()), "of", sum(score.values()))
    return int(score["neither"] > 0)


if __name__ == "__main__":
    sys.exit(main())
