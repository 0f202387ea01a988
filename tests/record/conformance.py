"""Records every step of CPython 3.8 in the scripts of tests/conformance, and compares other scripts.

The recorder is a program that runs a script under CPython 3.8 and writes a record of each step in the form
that `cutaway trace` writes too:  RECORDER run -q -o LOG SCRIPT

    python3.8 tests/record/conformance.py --recorder PATH [NAME ...]
        records the scripts anew: NAME.py gives NAME.steps, reduced to what is compared, and packed
    python3.8 tests/record/conformance.py --recorder PATH --agreement FILE ...
        records any scripts and prints for each field how often a run here agrees
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, '..', 'conformance')

STEP = ('co', 'i', 'lasti', 'op', 'arg', 'argv', 'line', 'd', 'rd', 'chain', 'st', 'lo', 'ce', 'f_locals', 'bl',
        'curexc', 'exc', 'gc', 'fl', 'collecting', 'calls', 'opcache')
# What depends on where objects lie in memory and on collections before the script began.
LEFT_OUT = ('blk', 'buf', 'reuses', 'gen', 'subclasses')


def reduced(step, folder):
    """The fields of a step that are compared, as one line."""
    short = {key: step[key] for key in STEP if key in step}
    short['fr'] = {'o': step['fr']['o'], 'rc': step['fr']['rc']}
    deaths = [event for event in step.get('ev', ()) if event[0] == 'dealloc']
    if deaths:
        short['ev'] = deaths
    objects = {}
    for number, state in step['ob'].items():
        if isinstance(state, dict):
            state = {key: value for key, value in state.items() if key not in LEFT_OUT}
            if 'dk' in state:
                state['dk'].pop('blk', None)
        objects[number] = state
    short['ob'] = objects
    return json.dumps(short, separators=(',', ':')).replace(folder, '<folder>')


def number(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7f | 0x80)
        value >>= 7
    out.append(value)
    return out


def pack(data):
    """Replaces repetitions by references (tests/agreement/packed.rs reads it)."""
    out = bytearray()
    seen = {}
    begin = at = 0
    end = len(data)
    while at < end:
        key = data[at:at + 8]
        best = 0
        for before in seen.get(key, ()):
            length = 8
            while at + length < end and data[before + length] == data[at + length] and length < 65535:
                length += 1
            if length > best:
                best, place = length, before
        if best > 8:
            out += number(at - begin) + data[begin:at] + number(best) + number(at - place)
            step = max(1, best // 16)
            for i in range(at, min(at + best, end - 8), step):
                remember(seen, data[i:i + 8], i)
            at += best
            begin = at
        else:
            remember(seen, key, at)
            at += 1
    out += number(end - begin) + data[begin:] + number(0) + number(0)
    return bytes(out)


def remember(seen, key, place):
    places = seen.setdefault(key, [])
    places.append(place)
    if len(places) > 12:
        del places[0]


def record(recorder, script):
    """The packed steps of a script, recorded in a folder of its own."""
    source = os.path.dirname(os.path.abspath(script))
    with tempfile.TemporaryDirectory() as folder:
        for name in os.listdir(source):
            if name.endswith('.py'):
                shutil.copy(os.path.join(source, name), folder)
        log = os.path.join(folder, 'log')
        subprocess.run([sys.executable, recorder, 'run', '-q', '-o', log, os.path.join(folder, os.path.basename(script))],
                       check=True, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        steps = []
        with open(log) as lines:
            for line in lines:
                step = json.loads(line)
                if step['k'] == 'step':
                    steps.append(reduced(step, folder))
    return pack('\n'.join(steps).encode())


def main():
    assert sys.version_info[:2] == (3, 8), 'the judge is CPython 3.8'
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--recorder', required=True)
    parser.add_argument('--agreement', action='store_true')
    parser.add_argument('names', nargs='*')
    given = parser.parse_args()
    if given.agreement:
        scripts = []
        with tempfile.TemporaryDirectory() as folder:
            for n, script in enumerate(given.names):
                place = os.path.join(folder, str(n))
                shutil.copytree(os.path.dirname(os.path.abspath(script)), place)
                copy = os.path.join(place, os.path.basename(script))
                with open(copy[:-3] + '.steps', 'wb') as out:
                    out.write(record(given.recorder, copy))
                scripts.append(copy)
            env = dict(os.environ, CUTAWAY_AGREEMENT=':'.join(scripts))
            subprocess.run(['cargo', 'test', '--test', 'conformance', 'agreement_of_given_scripts', '--', '--ignored',
                            '--nocapture'], env=env, cwd=HERE, check=True)
        return
    names = given.names or sorted(n[:-3] for n in os.listdir(FOLDER) if n.endswith('.py') and n[0] != '_')
    total = 0
    for name in names:
        packed = record(given.recorder, os.path.join(FOLDER, name + '.py'))
        total += len(packed)
        with open(os.path.join(FOLDER, name + '.steps'), 'wb') as out:
            out.write(packed)
    print(len(names), 'scripts recorded,', total, 'bytes')


main()
