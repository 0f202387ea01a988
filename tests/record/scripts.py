"""Records what CPython 3.8 says to the scripts in tests/scripts.

Run with CPython 3.8 from anywhere:  python3.8 tests/record/scripts.py [NAME ...]

For each NAME.py it writes NAME.expected: what went to stdout, to stderr, and the exit status.
"""
import os
import subprocess
import sys

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'scripts')


def record(name):
    # Beside PYTHONHASHSEED nothing of the environment is handed on.
    env = {'PYTHONHASHSEED': '0', 'PYTHONIOENCODING': 'utf-8', 'PYTHONDONTWRITEBYTECODE': '1'}
    done = subprocess.run([sys.executable, name + '.py'], cwd=FOLDER, env=env, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with open(os.path.join(FOLDER, name + '.expected'), 'wb') as out:
        out.write(b'--- status %d\n--- stdout\n' % done.returncode + done.stdout)
        out.write(b'--- stderr\n' + done.stderr)


def main():
    assert sys.version_info[:2] == (3, 8), 'the judge is CPython 3.8'
    names = sys.argv[1:] or sorted(f[:-3] for f in os.listdir(FOLDER) if f.endswith('.py') and f[0] != '_')
    for name in names:
        record(name)
    print(len(names), 'scripts recorded')


main()
