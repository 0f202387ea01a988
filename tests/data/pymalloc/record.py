#!/usr/bin/env python3
"""Reduces a recording of the real interpreter's allocations to what the test replays.

    (record churn.py with its allocations and a dump of the heap as log.jsonl)
    record.py log.jsonl churn

writes churn.json, the state of pymalloc at the script's first instruction, and churn.trace, one
allocation a line:

    m SIZE BLOCK         malloc or calloc: the bytes asked for, the block given
    r OLD SIZE BLOCK     realloc of block OLD
    f BLOCK              free

A block is ARENA:POOL:INDEX, or - when it is the C library's. Frees of blocks of the C library are
left out, and so is what happens after the script's last instruction. The dump does not name full
pools, as no list of CPython does; their classes are taken from the blocks that come back to them later.
"""
import json
import sys


def name(block):
    """The recorder's 'arena:pool:index/size' -> 'arena:pool:index', or '-'."""
    return '-' if not block or block.startswith('sys') else block.split('/')[0]


def main(log, out):
    image, lines, classes = None, [], {}
    records = [json.loads(line) for line in open(log)]
    last_step = max(record['n'] for record in records if record['k'] == 'step')
    for record in records:
        if record.get('n') == last_step:
            break
        if record['k'] == 'heap':
            image = record
        for event in record.get('ev', ()):
            kind = event[0]
            if kind == 'dealloc' or image is None:
                continue
            for block in event[2:]:
                if isinstance(block, str) and '/' in block and not block.startswith('sys'):
                    where, size = block.split('/')
                    arena, pool, _ = map(int, where.split(':'))
                    classes.setdefault((arena, pool), int(size) // 16 - 1)
            if kind == 'free':
                if name(event[2]) != '-':
                    lines.append('f ' + name(event[2]))
            elif kind == 'realloc' and event[3] is not None:
                lines.append('r %s %d %s' % (name(event[3]), event[2], name(event[4])))
            else:
                lines.append('m %d %s' % (event[2], name(event[-1])))
    known = {tuple(pool['pool']) for row in image['classes'] for pool in row}
    known |= {(i, pool['pool']) for i, arena in enumerate(image['arenas']) if arena for pool in arena['freepools']}
    image['full'] = [{'pool': pool, 'szidx': szidx} for pool, szidx in sorted(classes.items())
                     if pool not in known and image['arenas'][pool[0]] and pool[1] < image['arenas'][pool[0]]['virgin']]
    for key in ('k', 'freelists'):
        del image[key]
    with open(out + '.json', 'w') as file:
        json.dump(image, file, separators=(',', ':'))
        file.write('\n')
    with open(out + '.trace', 'w') as file:
        file.write('\n'.join(lines) + '\n')
    print('%d events' % len(lines))


main(*sys.argv[1:])
