"""The name under which importlib knows its frozen self."""

from importlib._bootstrap import *
from importlib._bootstrap import (
    _call_with_frames_removed, _exec, _gcd_import, _load, _resolve_name,
)
