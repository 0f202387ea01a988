"""Sees its importer half made."""
import _circular_a
seen = hasattr(_circular_a, 'from_b')
name = 'b'
