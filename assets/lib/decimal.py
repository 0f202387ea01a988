"""Decimal numbers; everything is done by _decimal."""

from _decimal import *
from _decimal import __doc__
