"""The whole comparison of Cutaway's compiler with the CPython 3.8 that runs this, in one command.

    python3.8 tests/record/compare_all.py [--quick] [--seed N]

It builds Cutaway and compares, over this interpreter's standard library: every code object in every
field; the piece of source of each instruction; what `dis` prints; the .pyc files, loaded back; and the
errors of 20,000 mutations of library sources (with `--quick` 2,000, and a twentieth of the files). The
exit status is 0 if nothing differs.
"""
import argparse
import os
import subprocess
import sys
import tempfile

from code_objects import library

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.join(HERE, os.pardir, os.pardir)


def run(title, *command):
    print("==", title, flush=True)
    return subprocess.run(command, cwd=PROJECT).returncode != 0


def main():
    assert sys.version_info[:2] == (3, 8), "the judge is CPython 3.8"
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ["PYTHONHASHSEED"] = "0"
    build = ["cargo", "build", "--release"]
    subprocess.run(build, cwd=PROJECT, check=True)
    subprocess.run(build + ["--examples"], cwd=PROJECT, check=True)
    target = os.environ.get("CARGO_TARGET_DIR", os.path.join(PROJECT, "target"))
    release = os.path.join(target, "release")
    script = lambda name: (sys.executable, os.path.join(HERE, name))
    paths = list(library())[::20] if options.quick else []
    count = "2000" if options.quick else "20000"
    failed = run("code objects", *script("code_objects.py"),
                 os.path.join(release, "examples", "dump_code"), *paths)
    failed |= run("positions", *script("positions.py"),
                  os.path.join(release, "examples", "dump_code"), *paths)
    failed |= run("dis and .pyc", *script("dis_text.py"), os.path.join(release, "cutaway"), *paths)
    with tempfile.TemporaryDirectory() as folder:
        mutations = os.path.join(folder, "mutations.jsonl")
        with open(mutations, "w") as file:
            subprocess.run([*script("mutations.py"), str(options.seed), count], stdout=file,
                           check=True)
        failed |= run("mutations, seed %d" % options.seed, *script("syntax_errors.py"),
                      os.path.join(release, "examples", "check_syntax"), mutations)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
