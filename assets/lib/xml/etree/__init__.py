"""Trees of elements (Lib/xml/etree)."""
