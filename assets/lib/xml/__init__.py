"""XML: `xml.etree` is here (Lib/xml)."""
