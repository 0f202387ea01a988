"""The other half of `cutaway verify`: what a CPython 3.8 has in memory before every instruction.

Cutaway puts this file into an empty folder under the name sitecustomize.py and starts Python with
that folder on its path. So the script runs as `python3.8 SCRIPT` runs it, as its main program; this
module has only installed a trace function beforehand. Nothing but the standard library is used.

The trace function is a C function (made by ctypes) rather than one for sys.settrace, because
CPython copies a frame's local variables into a dict before it calls a Python trace function, which
changes their reference counts and keeps deleted ones alive. Objects are read as bare memory, so
that looking at them changes nothing: no reference is taken, no attribute asked for.

One JSON record a line goes to the file named by CUTAWAY_VERIFY_LOG: a step's instruction, value
stack, locals, cells, block stack and handled exceptions, and every object reachable from them that
changed since the step before. Objects are named by their address. The last record says how it ended.
"""

import atexit
import ctypes
import gc
import json
import os
import sys

# The offsets below are those of CPython 3.8 on a 64-bit system, in bytes.
FRAME_BACK, FRAME_CODE, FRAME_GLOBALS, FRAME_LOCALS = 24, 32, 48, 56
FRAME_VALUESTACK, FRAME_STACKTOP = 64, 72
FRAME_TRACE_LINES, FRAME_TRACE_OPCODES = 88, 89
FRAME_LASTI, FRAME_IBLOCK, FRAME_BLOCKSTACK, FRAME_LOCALSPLUS = 104, 112, 120, 360
CODE_BYTES, CODE_CONSTS, CODE_FILENAME, CODE_NAME = 48, 56, 104, 112
THREAD_RECURSION_DEPTH, THREAD_EXC_INFO = 32, 144
HEAP_TYPE_SIZE = 880

# Bits of tp_flags (Include/object.h).
HEAPTYPE, HAVE_GC = 1 << 9, 1 << 14
LONG, LIST, TUPLE, BYTES = 1 << 24, 1 << 25, 1 << 26, 1 << 27
STR, DICT, EXCEPTION, TYPE = 1 << 28, 1 << 29, 1 << 30, 1 << 31

# What a trace function is told (Include/cpython/pystate.h).
CALL, OPCODE = 0, 7
CO_OPTIMIZED = 1
BLOCKS = {122: 'SETUP_FINALLY', 257: 'EXCEPT_HANDLER'}
# Calls that must be left below the recursion limit for this module's own work.
ROOM = 12
# Objects followed at one step at most.
OBJECTS = 5000
# Characters shown of a text.
HEAD = 60

# All memory, as words and as 32-bit ints.
words = (ctypes.c_ssize_t * (1 << 58)).from_address(0)
ints = (ctypes.c_int * (1 << 58)).from_address(0)
octets = (ctypes.c_ubyte * (1 << 58)).from_address(0)


def word(address):
    return words[address >> 3]


def number(address):
    return ints[address >> 2]


def object_at(address):
    """The object itself, with a reference: only for types and code objects, whose counts aren't compared."""
    return ctypes.cast(address, ctypes.py_object).value


def type_name(cls):
    """`tp_name`: `deque`'s is `collections.deque`."""
    return ctypes.string_at(word(cls + 24)).decode()


class Kind:
    """What is known of a type."""

    def __init__(self, cls):
        self.name = type_name(id(cls))
        self.flags = cls.__flags__
        self.heap = bool(self.flags & HEAPTYPE)
        self.basicsize, self.itemsize = cls.__basicsize__, cls.__itemsize__
        self.dictoffset = cls.__dictoffset__
        base = cls
        while base.__flags__ & HEAPTYPE:
            base = base.__base__
        self.base = base.__name__
        module = type.__getattribute__(cls, '__dict__').get('__module__')
        self.user = self.heap and module in user_modules


kinds = {}
user_modules = {'__main__'}


def kind_of(address):
    """The type of the object at an address. A dead class's memory may serve another: its name tells them apart."""
    cls = word(address + 8)
    key = cls, word(cls + 24)
    kind = kinds.get(key)
    if kind is None:
        kind = kinds[key] = Kind(object_at(cls))
    return kind


def text(address, limit=None):
    """The characters of a str."""
    length, state = word(address + 16), number(address + 32)
    size = state >> 2 & 7
    if limit is not None:
        length = min(length, limit)
    if state >> 5 & 1:
        data = address + (48 if state >> 6 & 1 else 72)
    else:
        data = word(address + 72)
    codec = {1: 'latin-1', 2: 'utf-16-le', 4: 'utf-32-le'}[size]
    return ctypes.string_at(data, length * size).decode(codec, 'surrogatepass')


def integer(address):
    """The value of an int, if it isn't a very long one."""
    size = word(address + 16)
    if abs(size) > 33:
        return None
    value = 0
    for index in range(abs(size)):
        value |= number(address + 24 + 4 * index) << 30 * index
    return -value if size < 0 else value


SINGLETONS = {id(value): repr(value) for value in (None, True, False, Ellipsis, NotImplemented)}


def short(address):
    """The text of an object whose kind has a stable one."""
    single = SINGLETONS.get(address)
    if single is not None:
        return single
    kind = kind_of(address)
    flags, base = kind.flags, kind.base
    if flags & LONG:
        value = integer(address)
        return None if value is None else repr(value)
    if flags & STR:
        length = word(address + 16)
        return repr(text(address, HEAD)) + ('...%d' % length if length > HEAD else '')
    if flags & BYTES:
        length = word(address + 16)
        shown = repr(ctypes.string_at(address + 32, min(length, HEAD)))
        return shown + ('...%d' % length if length > HEAD else '')
    if base == 'float':
        return repr(ctypes.c_double.from_address(address + 16).value)
    if base == 'complex':
        return repr(complex(ctypes.c_double.from_address(address + 16).value,
                            ctypes.c_double.from_address(address + 24).value))
    if flags & TYPE:
        return '<class %s>' % type_name(address)
    if base == 'function':
        return '<function %s>' % text(word(address + 104))
    if base in ('generator', 'coroutine', 'async_generator'):
        return '<%s %s>' % (base, text(word(address + 56)))
    if flags & (LIST | TUPLE | DICT):
        return {LIST: '[%d]', TUPLE: '(%d)', DICT: '{%d}'}[flags & (LIST | TUPLE | DICT)] % word(address + 16)
    if base in ('set', 'frozenset'):
        return '{%d}' % word(address + 24)
    return None


def brief(address):
    """An object in short: address, type, text, reference count."""
    if not address:
        return None
    return {'o': address, 't': kind_of(address).name, 'r': short(address), 'rc': word(address)}


class Code:
    """What is known of a code object of the user's."""

    def __init__(self, address, code, qualname):
        # Copies: the tuples and the bytecode shall not gain references.
        self.name = qualname
        self.bytes = bytearray(code.co_code)
        self.locals = [*code.co_varnames]
        self.cells = [*code.co_cellvars, *code.co_freevars]
        self.own_cells = len(code.co_cellvars)
        self.optimized = code.co_flags & CO_OPTIMIZED
        self.lines = {}
        line, offset = code.co_firstlineno, 0
        table = code.co_lnotab
        spans = []
        for index in range(0, len(table), 2):
            step = table[index + 1]
            if table[index]:
                spans.append((offset, offset + table[index], line))
            offset += table[index]
            line += step - 256 if step > 127 else step
        spans.append((offset, len(code.co_code), line))
        for start, end, line in spans:
            for place in range(start, end, 2):
                self.lines[place] = line


codes = {}
qualnames = {}


def code_at(address):
    """What is known of a code object; None if it isn't the user's. A dead one's memory may serve another."""
    key = address, word(address + CODE_BYTES), word(address + CODE_CONSTS), word(address + CODE_NAME)
    try:
        return codes[key]
    except KeyError:
        pass
    known = None
    file = text(word(address + CODE_FILENAME))
    if file.startswith(PREFIX) and file != __file__:
        code = object_at(address)
        name = qualnames.pop(address, code.co_name)
        known = Code(address, code, name)
        # Inner code objects are named after the one that contains them.
        inside = '' if name == '<module>' else name + '.' if not code.co_flags & CO_OPTIMIZED else name + '.<locals>.'
        for constant in code.co_consts:
            if type(constant) is type(code):
                qualnames[id(constant)] = inside + constant.co_name
                code_at(id(constant))
    codes[key] = known
    return known


def lookup_functions():
    """The addresses of the four functions that search a dict, found on dicts that use them."""
    class Instance:
        def __init__(self):
            self.a = 1
    plain, dummy, general, split = {'a': 1}, {'a': 1, 'b': 2}, {1: 1}, Instance().__dict__
    del dummy['a']
    return {word(word(id(d) + 32) + 16): name for d, name in (
        (plain, 'lookdict_unicode_nodummy'), (dummy, 'lookdict_unicode'), (general, 'lookdict'),
        (split, 'lookdict_split'))}


def dict_state(address, ref):
    keys, values = word(address + 32), word(address + 40)
    size, entries = word(keys + 8), word(keys + 32)
    width = 1 if size <= 0xff else 2 if size <= 0xffff else 4
    shape = (ctypes.c_int8, ctypes.c_int16, None, ctypes.c_int32)[width - 1]
    first = keys + 40 + size * width
    rows = []
    for index in range(entries):
        entry = first + 24 * index
        key, value = word(entry + 8), word(values + 8 * index) if values else word(entry + 16)
        shown = (short(key) or '<%s>' % kind_of(key).name) if key else None
        rows.append([word(entry), shown, ref(key), ref(value)])
    kind = ('empty' if keys == EMPTY_KEYS else 'split') if values else 'combined'
    return {'used': word(address + 16), 'kind': kind, 'dk': {
        'rc': word(keys), 'size': size, 'lookup': LOOKUPS.get(word(keys + 16)), 'usable': word(keys + 24),
        'nent': entries, 'idx': list((shape * size).from_address(keys + 40)), 'ent': rows}}


def set_state(address, ref):
    mask, table = word(address + 32), word(address + 40)
    rows = []
    for index in range(mask + 1):
        key, hash_ = word(table + 16 * index), word(table + 16 * index + 8)
        if not key:
            rows.append(None)
        elif key == DUMMY:
            rows.append('dummy')
        else:
            rows.append([hash_, short(key) or '<%s>' % kind_of(key).name, ref(key)])
    return {'fill': word(address + 16), 'used': word(address + 24), 'mask': mask, 'hash': word(address + 48),
            'finger': word(address + 56), 'small': table == address + 64, 'tab': rows}


def state(address, ref):
    """The state of an object; `ref` is told every object that it refers to."""
    kind = kind_of(address)
    flags, base = kind.flags, kind.base
    fields = {'t': kind.name, 'rc': word(address)}
    if flags & LIST:
        length, items = word(address + 16), word(address + 24)
        fields['len'], fields['alloc'] = length, word(address + 32)
        fields['items'] = [ref(word(items + 8 * i)) for i in range(length)]
    elif flags & TUPLE:
        fields['items'] = [ref(word(address + 24 + 8 * i)) for i in range(word(address + 16))]
    elif flags & DICT:
        fields.update(dict_state(address, ref))
    elif base in ('set', 'frozenset'):
        fields.update(set_state(address, ref))
    elif flags & STR:
        bits = number(address + 32)
        fields['r'] = short(address)
        fields['str'] = {'len': word(address + 16), 'kind': bits >> 2 & 7, 'ascii': bits >> 6 & 1,
                         'compact': bits >> 5 & 1, 'interned': bits & 3, 'hash': word(address + 24)}
    elif flags & LONG:
        fields['r'], fields['digits'] = short(address), word(address + 16)
    elif flags & TYPE:
        fields['r'] = short(address)
        if object_at(address).__flags__ & HEAPTYPE and word(address + 264):
            cls = object_at(address)
            if type.__getattribute__(cls, '__dict__').get('__module__') in user_modules:
                fields['bases'], fields['mro'] = ref(word(address + 336)), ref(word(address + 344))
                fields['dict'] = ref(word(address + 264))
                fields['basicsize'], fields['itemsize'] = word(address + 32), word(address + 40)
    elif base == 'function':
        fields['r'] = short(address)
        if code_at(word(address + 16)):
            for name, offset in (('globals', 24), ('defaults', 32), ('kwdefaults', 40), ('closure', 48),
                                 ('dict', 72), ('annotations', 96)):
                fields[name] = ref(word(address + offset))
    elif base == 'cell':
        fields['ref'] = ref(word(address + 16))
    elif base == 'method':
        fields['func'], fields['self'] = ref(word(address + 16)), ref(word(address + 24))
    elif base in ('generator', 'coroutine', 'async_generator'):
        fields['r'], fields['running'] = short(address), octets[address + 24]
        frame, code = word(address + 16), code_at(word(address + 32))
        # The frame of a running one is the current frame, or waits for it.
        if frame and code and not fields['running']:
            fields['fr'] = frame_state(frame, code, ref)
    elif base == 'slice':
        fields['args'] = [ref(word(address + 16 + 8 * i)) for i in range(3)]
    elif base in ('classmethod', 'staticmethod'):
        fields['func'] = ref(word(address + 16))
    elif flags & EXCEPTION:
        for name, offset in (('args', 24), ('traceback', 32), ('context', 40), ('cause', 48)):
            fields[name] = ref(word(address + offset))
        fields['suppress'] = octets[address + 56]
    elif base == 'traceback':
        fields['next'] = ref(word(address + 16))
        fields['lasti'], fields['line'] = number(address + 32), number(address + 36)
    else:
        shown = short(address)
        if shown is not None:
            fields['r'] = shown
    if kind.user and not flags & TYPE:
        fields['cls'] = ref(word(address + 8))
        offset = kind.dictoffset
        if offset < 0:
            offset += kind.basicsize + abs(word(address + 16)) * kind.itemsize + 7 & ~7
        if offset:
            fields['dict'] = ref(word(address + offset))
    collected = flags & HAVE_GC and not (flags & TYPE and not object_at(address).__flags__ & HEAPTYPE)
    fields['gen'] = ('t' if word(address - 16) else 'u') if collected else '-'
    return fields


def frame_state(frame, code, ref):
    """Stack, locals, cells and blocks of a frame."""
    def shown(address):
        ref(address)
        return brief(address)
    slots = frame + FRAME_LOCALSPLUS
    bottom, top = word(frame + FRAME_VALUESTACK), word(frame + FRAME_STACKTOP)
    fields = {'st': [shown(word(at)) for at in range(bottom, top, 8)] if top else None}
    fields['lo'] = {name: shown(word(slots + 8 * i)) for i, name in enumerate(code.locals)}
    if code.cells:
        first = slots + 8 * len(code.locals)
        fields['ce'] = {}
        for index, name in enumerate(code.cells):
            cell = word(first + 8 * index)
            fields['ce'][name] = cell and {'cell': shown(cell), 'v': shown(word(cell + 16)),
                                           'free': index >= code.own_cells} or None
    blocks = [frame + FRAME_BLOCKSTACK + 12 * i for i in range(number(frame + FRAME_IBLOCK))]
    fields['bl'] = [[BLOCKS.get(number(b), number(b)), number(b + 4), number(b + 8)] for b in blocks]
    if not code.optimized and word(frame + FRAME_LOCALS):
        fields['f_locals'] = ref(word(frame + FRAME_LOCALS))
    return fields


class Collector:
    """Keeps the cyclic collector out of the tracer's work, and the tracer's work out of its counts."""

    def __init__(self, counts):
        # Three records of two pointers, a threshold and a count, somewhere in the runtime's state.
        thresholds = gc.get_threshold()
        at = ctypes.addressof(ctypes.c_char.in_dll(ctypes.pythonapi, '_PyRuntime'))
        while [number(at + 16 + 24 * i) for i in range(3)] != list(thresholds):
            at += 8
        self.counts = [at + 20 + 24 * i for i in range(3)]
        self.enabled = at - 12
        # Both sides begin with the same counts.
        for place, count in zip(self.counts, counts):
            ints[place >> 2] = count

    def hold(self):
        self.kept = [(place >> 2, ints[place >> 2]) for place in (self.enabled, *self.counts)]
        ints[self.enabled >> 2] = 0

    def resume(self):
        for place, value in self.kept:
            ints[place] = value


class Recorder:
    """Writes the records."""

    def __init__(self, path, limit):
        # Written line by line: a script may end the process without a warning.
        self.out = open(path, 'w', encoding='utf-8', buffering=1)
        self.limit = limit
        self.steps = 0
        # What was last written of the object at an address.
        self.last = {}
        # All that lives at an address reached in this step, in the order in which it was reached.
        self.todo = []
        self.thread = ctypes.pythonapi.PyThreadState_Get()
        self.collector = None

    def ref(self, address):
        if not address:
            return None
        self.todo.append(address)
        return address

    def step(self, frame):
        """Writes the state before an instruction; false when there is nothing more to write."""
        if word(self.thread + THREAD_RECURSION_DEPTH) & 0xffffffff > sys.getrecursionlimit() - ROOM:
            self.end('recursion')
            return False
        code = code_at(word(frame + FRAME_CODE))
        if code is None:
            return True
        if self.steps >= self.limit:
            self.end('limit')
            os._exit(0)
        self.todo = []
        last = number(frame + FRAME_LASTI)
        record = {'k': 'step', 'n': self.steps, 'co': code.name, 'i': last, 'lasti': last,
                  'op': OPNAME[code.bytes[last]], 'line': code.lines.get(last),
                  'arg': code.bytes[last + 1] if code.bytes[last] >= 90 else None}
        record.update(frame_state(frame, code, self.ref))
        self.exceptions(record)
        self.outer_frames(frame)
        record['ob'] = self.walk(record)
        self.write(record)
        self.steps += 1
        return True

    def exceptions(self, record):
        """The exceptions being handled, the innermost first."""
        rows = []
        item = word(self.thread + THREAD_EXC_INFO)
        while item and len(rows) < 30:
            cls, value = word(item), word(item + 8)
            if cls and cls != id(None):
                rows.append([type_name(cls), self.ref(value)])
            item = word(item + 24)
        if rows:
            record['exc'] = rows

    def outer_frames(self, frame):
        """The variables of the calling frames are followed too."""
        self.ref(word(frame + FRAME_GLOBALS))
        frame = word(frame + FRAME_BACK)
        while frame:
            code = code_at(word(frame + FRAME_CODE))
            if code is not None:
                for index in range(len(code.locals) + len(code.cells)):
                    self.ref(word(frame + FRAME_LOCALSPLUS + 8 * index))
                if not code.optimized:
                    self.ref(word(frame + FRAME_LOCALS))
            frame = word(frame + FRAME_BACK)

    def walk(self, record):
        """The objects reachable at this step that changed."""
        changed, seen = {}, set()
        todo = self.todo
        todo.reverse()
        while todo:
            address = todo.pop()
            if address in seen:
                continue
            if len(seen) >= OBJECTS:
                record['cut'] = True
                break
            seen.add(address)
            now = state(address, self.ref)
            if self.last.get(address) != now:
                changed[address] = self.last[address] = now
        return changed

    def write(self, record):
        self.out.write(json.dumps(record, separators=(',', ':')))
        self.out.write('\n')

    def end(self, why):
        """The last record."""
        if not self.out.closed:
            self.write({'k': 'end', 'why': why, 'steps': self.steps})
            self.out.close()


def start():
    recorder = Recorder(os.environ.pop('CUTAWAY_VERIFY_LOG'), int(os.environ.pop('CUTAWAY_VERIFY_STEPS')))
    counts = [int(count) for count in os.environ.pop('CUTAWAY_VERIFY_COUNTS').split(',')]
    set_trace = ctypes.pythonapi.PyEval_SetTrace
    set_trace.argtypes, set_trace.restype = [ctypes.c_void_p, ctypes.c_void_p], None

    def stop():
        set_trace(None, None)

    @ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
    def trace(_, frame, what, argument):
        if what == OPCODE:
            if recorder.collector is None:
                recorder.collector = Collector(counts)
            recorder.collector.hold()
            if not recorder.step(frame):
                stop()
            recorder.collector.resume()
        elif what == CALL and code_at(word(frame + FRAME_CODE)) is not None:
            octets[frame + FRAME_TRACE_LINES] = 0
            octets[frame + FRAME_TRACE_OPCODES] = 1
        return 0

    def finish():
        stop()
        recorder.end('exit')

    atexit.register(finish)
    # Kept alive here as long as it may be called.
    recorder.trace = trace
    set_trace(ctypes.cast(trace, ctypes.c_void_p), None)


if 'CUTAWAY_VERIFY_LOG' in os.environ:
    import opcode
    ctypes.pythonapi.PyThreadState_Get.restype = ctypes.c_void_p
    OPNAME = opcode.opname
    PREFIX = os.environ.pop('CUTAWAY_VERIFY_PREFIX')
    LOOKUPS = lookup_functions()
    EMPTY_KEYS = word(id({}) + 32)
    emptied = {0}
    emptied.discard(0)
    DUMMY = word(id(emptied) + 64)
    # The script shall not find the folder that this module came from.
    here = os.path.dirname(__file__)
    sys.path[:] = [entry for entry in sys.path if entry != here]
    del os.environ['PYTHONPATH']
    start()
