"""Messages name types of C modules with their module, as tp_name has it."""
import array
import collections
import csv
import functools
import io
import itertools
import operator
import random
import struct
import time


def attempt(action):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)


for thing in (
    io.StringIO(), io.BytesIO(), collections.deque(), itertools.count(), functools.partial(int),
    functools.lru_cache()(len), operator.itemgetter(1), array.array("i"), struct.Struct("i"),
    random.Random(1), time.gmtime(0), csv.reader([]), csv.writer(io.StringIO()),
):
    cls = type(thing)
    print(cls, cls.__name__, cls.__qualname__, cls.__module__)
    attempt(lambda: thing.nothing)
    attempt(lambda: thing @ 1)
    attempt(lambda: cls.nothing)
