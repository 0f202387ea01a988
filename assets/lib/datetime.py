"""Dates and times; everything is done by _datetime."""

from _datetime import *
from _datetime import __doc__
