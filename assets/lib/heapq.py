"""A list as a heap. The basic operations are native; these are built on them."""

from _heapq import (heapify, heappop, heappush, heappushpop, heapreplace, _heapify_max,
                    _heappop_max, _heapreplace_max)

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest',
           'heappushpop']


def merge(*iterables, key=None, reverse=False):
    """Merges sorted inputs into one sorted iterator, without reading ahead."""
    direction = -1 if reverse else 1
    shape, pop, replace = ((_heapify_max, _heappop_max, _heapreplace_max) if reverse
                           else (heapify, heappop, heapreplace))
    heap = []
    # The input's number settles ties, so that equal items come in the inputs' order.
    for number, step in enumerate(iter(it).__next__ for it in iterables):
        try:
            value = step()
        except StopIteration:
            continue
        rank = value if key is None else key(value)
        heap.append([rank, number * direction, value, step])
    shape(heap)
    while heap:
        top = heap[0]
        yield top[2]
        try:
            value = top[3]()
        except StopIteration:
            pop(heap)
            continue
        top[2] = value
        top[0] = value if key is None else key(value)
        replace(heap, top)


def nsmallest(n, iterable, key=None):
    """The n smallest items, the smallest first."""
    return _select(n, iterable, key, sign=1)


def nlargest(n, iterable, key=None):
    """The n largest items, the largest first."""
    return _select(n, iterable, key, sign=-1)


def _select(n, iterable, key, sign):
    """The n first items in sorted order (sign 1) or reversed sorted order (sign -1).

    A heap holds the n best items seen so far with the worst of them on top, so that most items
    need a single comparison to be passed over.
    """
    if n == 1:
        missing = object()
        best = (min if sign > 0 else max)(iterable, default=missing, key=key)
        return [] if best is missing else [best]
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return sorted(iterable, key=key, reverse=sign < 0)[:n]
    shape, replace = ((_heapify_max, _heapreplace_max) if sign > 0 else (heapify, heapreplace))
    source = iter(iterable)
    rank = (lambda item: item) if key is None else key
    # Of equal items the earlier ones win, so their order number takes part in comparing.
    kept = [(rank(item), order, item)
            for order, item in zip(range(0, sign * n, sign), source)]
    if not kept:
        return kept
    shape(kept)
    worst = kept[0][0]
    order = sign * n
    for item in source:
        value = rank(item)
        if (value < worst) if sign > 0 else (worst < value):
            replace(kept, (value, order, item))
            worst = kept[0][0]
            order += sign
    kept.sort(reverse=sign < 0)
    return [item for _, _, item in kept]
