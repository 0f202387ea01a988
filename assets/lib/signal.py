"""Signals: nobody sends any, but the program to itself."""

import _signal
from _signal import *
from enum import IntEnum as _IntEnum

_names = {name: value for name, value in vars(_signal).items()
          if name.startswith("SIG") and name.isupper() and isinstance(value, int)}
Signals = _IntEnum("Signals", {name: value for name, value in _names.items()
                               if not name.startswith(("SIG_", "SIGRT"))}, module=__name__)
Handlers = _IntEnum("Handlers", {name: value for name, value in _names.items()
                                 if name in ("SIG_DFL", "SIG_IGN")}, module=__name__)
globals().update(Signals.__members__)
globals().update(Handlers.__members__)


def _as(value, kind):
    try:
        return kind(value)
    except (ValueError, TypeError):
        return value


def signal(signalnum, handler):
    return _as(_signal.signal(signalnum, handler), Handlers)


def getsignal(signalnum):
    return _as(_signal.getsignal(signalnum), Handlers)
