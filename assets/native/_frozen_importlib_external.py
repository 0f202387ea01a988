"""The name under which importlib knows its frozen self, of files."""

from importlib._bootstrap_external import *
from importlib._bootstrap_external import (
    _calc_mode, _code_to_timestamp_pyc, _pack_uint32, _path_join, _unpack_uint32, _write_atomic,
)
