"""Compressing as zlib does: repeated text becomes (length, distance), and what comes most often gets
the shortest codes. Every choice is zlib's own, so the bytes are the same."""

import binascii as _binascii

DEFLATED, MAX_WBITS, DEF_MEM_LEVEL, DEF_BUF_SIZE = 8, 15, 8, 16384
Z_NO_COMPRESSION, Z_BEST_SPEED, Z_BEST_COMPRESSION, Z_DEFAULT_COMPRESSION = 0, 1, 9, -1
Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED = range(5)
Z_NO_FLUSH, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH, Z_BLOCK, Z_TREES = range(7)
ZLIB_VERSION = ZLIB_RUNTIME_VERSION = "1.2.13"
crc32 = _binascii.crc32


class error(Exception):
    pass


error.__module__ = "zlib"


def _bytes(data):
    try:
        return memoryview(data).tobytes()
    except TypeError:
        raise TypeError("a bytes-like object is required, not %r" % type(data).__name__) from None


def adler32(data, value=1):
    a, b = value & 0xFFFF, value >> 16 & 0xFFFF
    for byte in _bytes(data):
        a += byte
        b += a
        if b > 1 << 60:
            b %= 65521
    return b % 65521 << 16 | a % 65521


# Lengths and distances come in groups: a code says which, extra bits say which of it.
_LENGTH_EXTRA = [0] * 8 + [1] * 4 + [2] * 4 + [3] * 4 + [4] * 4 + [5] * 4 + [0]
_DISTANCE_EXTRA = [0, 0] + [bits for bits in range(14) for _ in (0, 1)]
_CODE_EXTRA = [0] * 16 + [2, 3, 7]
_CODE_ORDER = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15)
_END_BLOCK = 256


def _starts(extra, first):
    starts = []
    for bits in extra:
        starts.append(first)
        first += 1 << bits
    return starts


_LENGTH_BASE = _starts(_LENGTH_EXTRA, 3)
_LENGTH_BASE[28] = 258
_DISTANCE_BASE = _starts(_DISTANCE_EXTRA, 1)
_LENGTH_CODE = [0] * 259
for _code in range(28):
    for _length in range(_LENGTH_BASE[_code], min(_LENGTH_BASE[_code] + (1 << _LENGTH_EXTRA[_code]),
                                                  259)):
        _LENGTH_CODE[_length] = _code
_LENGTH_CODE[258] = 28
_FIXED_LENGTHS = [8] * 144 + [9] * 112 + [7] * 24 + [8] * 8


def _distance_code(distance):
    if distance <= 4:
        return distance - 1
    bits = (distance - 1).bit_length() - 2
    return 2 * bits + 2 + ((distance - 1) >> bits & 1)


def _codes(lengths):
    """The canonical code of each symbol, its bits reversed as they are written."""
    counts = [0] * 16
    for length in lengths:
        counts[length] += 1
    counts[0] = 0
    following, code = [0] * 17, 0
    for bits in range(1, 16):
        code = code + counts[bits - 1] << 1
        following[bits] = code
    made = []
    for length in lengths:
        if length:
            made.append(int(format(following[length], "0%db" % length)[::-1], 2))
            following[length] += 1
        else:
            made.append(0)
    return made


def _tree(freqs, longest):
    """The lengths of the codes by Huffman, none longer than `longest`; and the last symbol."""
    count = len(freqs)
    freqs = freqs + [0] * (count + 1)
    depth = [0] * len(freqs)
    dad = [0] * len(freqs)
    lengths = [0] * len(freqs)
    heap = [0]
    last = -1
    for symbol in range(count):
        if freqs[symbol]:
            heap.append(symbol)
            last = symbol
    while len(heap) < 3:
        node = 0
        if last < 2:
            last += 1
            node = last
        heap.append(node)
        freqs[node] = 1

    def smaller(n, m):
        return freqs[n] < freqs[m] or freqs[n] == freqs[m] and depth[n] <= depth[m]

    def sink(k):
        node = heap[k]
        child = 2 * k
        while child < len(heap):
            if child + 1 < len(heap) and smaller(heap[child + 1], heap[child]):
                child += 1
            if smaller(node, heap[child]):
                break
            heap[k] = heap[child]
            k = child
            child *= 2
        heap[k] = node

    for k in range((len(heap) - 1) // 2, 0, -1):
        sink(k)
    order = []
    node = count
    while True:
        n = heap[1]
        heap[1] = heap.pop()
        sink(1)
        m = heap[1]
        order += [n, m]
        freqs[node] = freqs[n] + freqs[m]
        depth[node] = max(depth[n], depth[m]) + 1
        dad[n] = dad[m] = node
        heap[1] = node
        node += 1
        sink(1)
        if len(heap) <= 2:
            break
    order.append(heap[1])
    order.reverse()
    counts = [0] * (longest + 1)
    overflow = 0
    for n in order[1:]:
        bits = lengths[dad[n]] + 1
        if bits > longest:
            bits = longest
            overflow += 1
        lengths[n] = bits
        if n < count:
            counts[bits] += 1
    if overflow:
        while overflow > 0:
            bits = longest - 1
            while not counts[bits]:
                bits -= 1
            counts[bits] -= 1
            counts[bits + 1] += 2
            counts[longest] -= 1
            overflow -= 2
        symbols = [n for n in reversed(order) if n < count]
        at = 0
        for bits in range(longest, 0, -1):
            for _ in range(counts[bits]):
                lengths[symbols[at]] = bits
                at += 1
    return lengths[:count], last


def _run_lengths(lengths):
    """Code lengths with runs shortened: (code, extra value)."""
    made = []
    previous = None
    at = 0
    limit, least = (138, 3) if lengths[0] == 0 else (7, 4)
    count = 0
    for at, length in enumerate(lengths):
        following = lengths[at + 1] if at + 1 < len(lengths) else None
        count += 1
        if count < limit and length == following:
            continue
        if count < least:
            made += [(length, 0)] * count
        elif length:
            if length != previous:
                made.append((length, 0))
                count -= 1
            made.append((16, count - 3))
        elif count <= 10:
            made.append((17, count - 3))
        else:
            made.append((18, count - 11))
        count = 0
        previous = length
        if following == 0:
            limit, least = 138, 3
        elif length == following:
            limit, least = 6, 3
        else:
            limit, least = 7, 4
    return made


class _Bits:
    """Bits, the lowest first."""

    def __init__(self):
        self.out = bytearray()
        self.value = self.count = 0

    def put(self, value, count):
        self.value |= value << self.count
        self.count += count
        while self.count >= 8:
            self.out.append(self.value & 255)
            self.value >>= 8
            self.count -= 8

    def align(self):
        if self.count:
            self.put(0, 8 - self.count)


# good_length, max_lazy, nice_length and max_chain of each level (`configuration_table`).
_CONFIGURATION = (
    (0, 0, 0, 0), (4, 4, 8, 4), (4, 5, 16, 8), (4, 6, 32, 32), (4, 4, 16, 16), (8, 16, 32, 32),
    (8, 16, 128, 128), (8, 32, 128, 256), (32, 128, 258, 1024), (32, 258, 258, 4096),
)
_MAX_DIST = 32768 - 262
_TOO_FAR = 4096


class _Deflate:
    """Compresses a text at once."""

    def __init__(self, level, mem_level=DEF_MEM_LEVEL):
        self.level = 6 if level == -1 else level
        self.bits = _Bits()
        self.limit = (1 << mem_level + 6) - 1
        self.hash_bits = mem_level + 7

    def run(self, data, last):
        if self.level == 0:
            self.stored(data, last)
            return
        self.data = data
        self.symbols = []
        self.block_start = 0
        self.head = {}
        self.prev = {}
        self.good, self.lazy, self.nice, self.chain = _CONFIGURATION[self.level]
        (self.fast if self.level < 4 else self.slow)()
        self.block(len(data), last)

    def stored(self, data, last):
        at = 0
        while True:
            piece = data[at:at + 65535]
            at += len(piece)
            self.stored_block(piece, last and at >= len(data))
            if at >= len(data):
                return

    def stored_block(self, piece, last):
        self.bits.put(1 if last else 0, 3)
        self.bits.align()
        self.bits.out += len(piece).to_bytes(2, "little")
        self.bits.out += (len(piece) ^ 0xFFFF).to_bytes(2, "little")
        self.bits.out += piece

    def insert(self, at):
        """Remembers a place by the three bytes there; the last such place, 0 for none."""
        data = self.data
        shift = (self.hash_bits + 2) // 3
        key = (data[at] << 2 * shift ^ data[at + 1] << shift ^ data[at + 2]) \
            & (1 << self.hash_bits) - 1
        found = self.head.get(key, 0)
        self.prev[at] = found
        self.head[key] = at
        return found

    def longest(self, at, match, best, start):
        """The longest repetition of what begins at `at`: its length and place."""
        data = self.data
        ahead = len(data) - at
        chain = self.chain >> 2 if best >= self.good else self.chain
        nice = min(self.nice, ahead)
        most = min(258, ahead)
        limit = max(at - _MAX_DIST, 0)
        while True:
            if best >= most or data[match:match + best + 1] == data[at:at + best + 1]:
                length = 0
                while length < most and data[match + length] == data[at + length]:
                    length += 1
                if length > best:
                    start, best = match, length
                    if length >= nice:
                        break
            match = self.prev[match]
            chain -= 1
            if match <= limit or not chain:
                break
        return min(best, ahead), start

    def tally(self, symbol, end):
        self.symbols.append(symbol)
        if len(self.symbols) == self.limit:
            self.block(end, False)

    def slow(self):
        """A match counts only if the next byte doesn't begin a longer one."""
        data = self.data
        end = len(data)
        at = 0
        length, start = 2, 0
        available = False
        while at < end:
            found = self.insert(at) if end - at >= 3 else 0
            before, before_start = length, start
            length = 2
            if found and before < self.lazy and at - found <= _MAX_DIST:
                length, start = self.longest(at, found, before, start)
                if length == 3 and at - start > _TOO_FAR:
                    length = 2
            if before >= 3 and length <= before:
                symbol = before, at - 1 - before_start
                for place in range(at + 1, at - 1 + before):
                    if place <= end - 3:
                        self.insert(place)
                at += before - 1
                available = False
                length = 2
                self.tally(symbol, at)
            elif available:
                self.tally((data[at - 1], 0), at)
                at += 1
            else:
                available = True
                at += 1
        if available:
            self.symbols.append((data[at - 1], 0))

    def fast(self):
        """The first match counts."""
        data = self.data
        end = len(data)
        at = 0
        while at < end:
            found = self.insert(at) if end - at >= 3 else 0
            length = 2
            if found and at - found <= _MAX_DIST:
                length, start = self.longest(at, found, 2, 0)
            if length >= 3:
                symbol = length, at - start
                if length <= self.lazy and end - at - length >= 3:
                    for place in range(at + 1, at + length):
                        self.insert(place)
                at += length
                self.tally(symbol, at)
            else:
                self.tally((data[at], 0), at + 1)
                at += 1

    def block(self, end, last):
        """Writes the symbols so far, in whichever way is shortest."""
        literals = [0] * 286
        distances = [0] * 30
        literals[_END_BLOCK] = 1
        for length, distance in self.symbols:
            if distance:
                literals[257 + _LENGTH_CODE[length]] += 1
                distances[_distance_code(distance)] += 1
            else:
                literals[length] += 1
        llens, lmax = _tree(literals, 15)
        dlens, dmax = _tree(distances, 15)
        runs = _run_lengths(llens[:lmax + 1]) + _run_lengths(dlens[:dmax + 1])
        freqs = [0] * 19
        for code, _ in runs:
            freqs[code] += 1
        blens, _ = _tree(freqs, 7)
        used = 18
        while used >= 3 and not blens[_CODE_ORDER[used]]:
            used -= 1

        def size(lens, dist_lens):
            bits = sum(count * (lens[symbol] + (_LENGTH_EXTRA[symbol - 257]
                                                if symbol > 256 else 0))
                       for symbol, count in enumerate(literals) if count)
            return bits + sum(count * (dist_lens[code] + _DISTANCE_EXTRA[code])
                              for code, count in enumerate(distances) if count)

        dynamic = size(llens, dlens) + 14 + 3 * (used + 1) + sum(
            freqs[code] * (blens[code] + _CODE_EXTRA[code]) for code in range(19))
        fixed = size(_FIXED_LENGTHS, [5] * 30)
        dynamic, fixed = dynamic + 10 >> 3, fixed + 10 >> 3
        piece = self.data[self.block_start:end]
        bits = self.bits
        if len(piece) + 4 <= min(dynamic, fixed):
            for at in range(0, max(len(piece), 1), 65535):
                self.stored_block(piece[at:at + 65535], last and at + 65535 >= len(piece))
        else:
            if fixed <= dynamic:
                bits.put(2 + last, 3)
                llens, dlens = _FIXED_LENGTHS, [5] * 30
            else:
                bits.put(4 + last, 3)
                bits.put(lmax - 256, 5)
                bits.put(dmax, 5)
                bits.put(used - 3, 4)
                for code in _CODE_ORDER[:used + 1]:
                    bits.put(blens[code], 3)
                codes = _codes(blens)
                for code, extra in runs:
                    bits.put(codes[code], blens[code])
                    bits.put(extra, _CODE_EXTRA[code])
            lcodes, dcodes = _codes(llens), _codes(dlens)
            for length, distance in self.symbols:
                if not distance:
                    bits.put(lcodes[length], llens[length])
                    continue
                code = _LENGTH_CODE[length]
                bits.put(lcodes[257 + code], llens[257 + code])
                bits.put(length - _LENGTH_BASE[code], _LENGTH_EXTRA[code])
                code = _distance_code(distance)
                bits.put(dcodes[code], dlens[code])
                bits.put(distance - _DISTANCE_BASE[code], _DISTANCE_EXTRA[code])
            bits.put(lcodes[_END_BLOCK], llens[_END_BLOCK])
        if last:
            bits.align()
        self.block_start = end
        self.symbols = []


class _Short(Exception):
    """The data ends in the middle."""


class _Inflate:
    """Reads what deflate wrote."""

    def __init__(self, data, at):
        self.data = data
        self.at = at
        self.value = self.count = 0
        self.out = bytearray()

    def get(self, count):
        while self.count < count:
            if self.at >= len(self.data):
                raise _Short
            self.value |= self.data[self.at] << self.count
            self.at += 1
            self.count += 8
        got = self.value & (1 << count) - 1
        self.value >>= count
        self.count -= count
        return got

    def symbol(self, table):
        code = length = 0
        while True:
            code |= self.get(1) << length
            length += 1
            found = table.get((length, code))
            if found is not None:
                return found
            if length > 15:
                raise error("Error -3 while decompressing data: invalid code lengths set")

    def run(self):
        """All blocks; the place behind the last one."""
        last = False
        while not last:
            last = self.get(1)
            kind = self.get(2)
            if kind == 0:
                self.value = self.count = 0
                header = self.data[self.at:self.at + 4]
                if len(header) < 4:
                    raise _Short
                size = int.from_bytes(header[:2], "little")
                if size ^ 0xFFFF != int.from_bytes(header[2:], "little"):
                    raise error("Error -3 while decompressing data: invalid stored block lengths")
                piece = self.data[self.at + 4:self.at + 4 + size]
                if len(piece) < size:
                    raise _Short
                self.out += piece
                self.at += 4 + size
            elif kind == 1:
                self.block(_FIXED_LENGTHS, [5] * 30)
            elif kind == 2:
                self.block(*self.lengths())
            else:
                raise error("Error -3 while decompressing data: invalid block type")
        return self.at

    def lengths(self):
        literals, distances, used = self.get(5) + 257, self.get(5) + 1, self.get(4) + 4
        own = [0] * 19
        for code in _CODE_ORDER[:used]:
            own[code] = self.get(3)
        table = _table(own)
        made = []
        while len(made) < literals + distances:
            code = self.symbol(table)
            if code < 16:
                made.append(code)
            elif code == 16:
                if not made:
                    raise error("Error -3 while decompressing data: invalid bit length repeat")
                made += [made[-1]] * (3 + self.get(2))
            else:
                made += [0] * (3 + self.get(3) if code == 17 else 11 + self.get(7))
        return made[:literals], made[literals:]

    def block(self, llens, dlens):
        literals, distances = _table(llens), _table(dlens)
        out = self.out
        while True:
            symbol = self.symbol(literals)
            if symbol < 256:
                out.append(symbol)
                continue
            if symbol == _END_BLOCK:
                return
            length = _LENGTH_BASE[symbol - 257] + self.get(_LENGTH_EXTRA[symbol - 257])
            code = self.symbol(distances)
            distance = _DISTANCE_BASE[code] + self.get(_DISTANCE_EXTRA[code])
            if distance > len(out):
                raise error("Error -3 while decompressing data: invalid distance too far back")
            for _ in range(length):
                out.append(out[-distance])


def _table(lengths):
    return {(length, code): symbol
            for symbol, (length, code) in enumerate(zip(lengths, _codes(lengths))) if length}


def _unwrap(data, wbits):
    """The text and the place behind the data, of raw, zlib's or gzip's form."""
    if wbits < 0:
        inflate = _Inflate(data, 0)
        return inflate, inflate.run()
    is_gzip = wbits > 15 and data[:2] == b"\x1f\x8b"
    if len(data) < 2:
        raise _Short
    if not is_gzip:
        if wbits >= 24 and wbits < 40 or int.from_bytes(data[:2], "big") % 31 \
                or data[0] & 15 != 8:
            raise error("Error -3 while decompressing data: incorrect header check")
        inflate = _Inflate(data, 2)
        end = inflate.run()
        check = data[end:end + 4]
        if len(check) < 4:
            raise _Short
        if int.from_bytes(check, "big") != adler32(inflate.out):
            raise error("Error -3 while decompressing data: incorrect data check")
        return inflate, end + 4
    flags, at = data[3], 10
    if flags & 4:
        at += 2 + int.from_bytes(data[at:at + 2], "little")
    for flag in (8, 16):
        if flags & flag:
            at = data.index(b"\0", at) + 1
    at += 2 if flags & 2 else 0
    inflate = _Inflate(data, at)
    end = inflate.run()
    if len(data) < end + 8:
        raise _Short
    if int.from_bytes(data[end:end + 4], "little") != crc32(bytes(inflate.out)):
        raise error("Error -3 while decompressing data: incorrect data check")
    return inflate, end + 8


class Compress:
    def __init__(self, level, wbits, mem_level):
        self._deflate = _Deflate(level, mem_level)
        self._wbits = wbits
        self._data = bytearray()
        self._pending = bytearray()

    def compress(self, data):
        self._pending += data
        return b""

    def flush(self, mode=Z_FINISH):
        if mode == Z_NO_FLUSH:
            return b""
        first = not self._data and not getattr(self, "_begun", False)
        self._begun = True
        bits = self._deflate.bits
        self._deflate.run(bytes(self._pending), mode == Z_FINISH)
        self._data += self._pending
        self._pending.clear()
        if mode != Z_FINISH:
            self._deflate.stored_block(b"", False)
        made = bytes(bits.out)
        bits.out.clear()
        level = self._deflate.level
        if self._wbits > 15:
            head = b"\x1f\x8b\x08\0\0\0\0\0" + bytes(
                [2 if level == 9 else 4 if level == 1 else 0, 3])
            tail = crc32(bytes(self._data)).to_bytes(4, "little") \
                + (len(self._data) & 0xFFFFFFFF).to_bytes(4, "little")
        elif self._wbits > 0:
            effort = 0 if level < 2 else 1 if level < 6 else 2 if level == 6 else 3
            head = 0x0800 | self._wbits - 8 << 12 | effort << 6
            head = (head + 31 - head % 31).to_bytes(2, "big")
            tail = adler32(self._data).to_bytes(4, "big")
        else:
            head = tail = b""
        return (head if first else b"") + made + (tail if mode == Z_FINISH else b"")

    def copy(self):
        import copy
        return copy.deepcopy(self)


class Decompress:
    def __init__(self, wbits):
        self._wbits = wbits
        self._input = bytearray()
        self._out = None
        self._given = 0
        self.unused_data = self.unconsumed_tail = b""
        self.eof = False

    def decompress(self, data, max_length=0):
        if max_length < 0:
            raise ValueError("max_length must be non-negative")
        if self.eof:
            self.unused_data += bytes(data)
            return b""
        if self._out is None:
            self._input += data
            try:
                inflate, end = _unwrap(bytes(self._input), self._wbits)
            except _Short:
                return b""
            self._out = bytes(inflate.out)
            self._rest = bytes(self._input[end:])
        else:
            self._rest += bytes(data)
        stop = self._given + max_length if max_length else len(self._out)
        piece = self._out[self._given:stop]
        self._given += len(piece)
        if self._given == len(self._out):
            self.eof = True
            self.unused_data = self._rest
        return piece

    def flush(self, length=DEF_BUF_SIZE):
        if self._out is None or self.eof:
            return b""
        return self.decompress(b"")


def compressobj(level=-1, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL,
                strategy=Z_DEFAULT_STRATEGY, zdict=None):
    if not -1 <= level <= 9 or method != DEFLATED or zdict is not None:
        raise ValueError("Invalid initialization option")
    return Compress(level, wbits, memLevel)


def decompressobj(wbits=MAX_WBITS, zdict=None):
    return Decompress(wbits)


def compress(data, level=-1):
    data = _bytes(data)
    if not -1 <= level <= 9:
        raise error("Bad compression level")
    made = compressobj(level)
    return made.compress(data) + made.flush()


def decompress(data, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE):
    data = _bytes(data)
    try:
        return bytes(_unwrap(data, wbits)[0].out)
    except (_Short, ValueError):
        raise error("Error -5 while decompressing data: incomplete or truncated stream") from None
