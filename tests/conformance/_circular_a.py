"""Imports a module that imports this one."""
import _circular_b as b
from_b = b.name
