"""A parser of HTML that calls a method for each piece."""

import re
from html import unescape

__all__ = ["HTMLParser"]

_tag_name = re.compile(r"([a-zA-Z][^\t\n\r\f />\x00]*)(?:\s|/(?!>))*")
_attribute = re.compile(
    r"""((?<=['"\s/])[^\s/>][^\s/=>]*)(\s*=+\s*('[^']*'|"[^"]*"|(?!['"])[^>\s]*))?(?:\s|/(?!>))*""")
_start_tag = re.compile(r"""<[a-zA-Z][^\t\n\r\f />\x00]*(?:"[^"]*"|'[^']*'|[^'">])*>""")
_end_tag = re.compile(r"</([a-zA-Z][^\t\n\r\f />\x00]*)[^>]*>")


class HTMLParser:
    """Feeds on text; subclasses say what becomes of tags and data."""

    CDATA_CONTENT_ELEMENTS = ("script", "style")

    def __init__(self, *, convert_charrefs=True):
        self.convert_charrefs = convert_charrefs
        self.reset()

    def reset(self):
        self.rawdata = ""
        self.lasttag = "???"
        self.cdata_elem = None
        self._offset = [1, 0]
        self._start_text = None

    def feed(self, data):
        self.rawdata += data
        self._parse(False)

    def close(self):
        self._parse(True)

    def getpos(self):
        return tuple(self._offset)

    def get_starttag_text(self):
        return self._start_text

    def _advance(self, end):
        """What lies before `end` is done."""
        done, self.rawdata = self.rawdata[:end], self.rawdata[end:]
        lines = done.count("\n")
        if lines:
            self._offset[0] += lines
            self._offset[1] = len(done) - done.rfind("\n") - 1
        else:
            self._offset[1] += len(done)

    def _data(self, end):
        text = self.rawdata[:end]
        if text:
            if self.convert_charrefs and not self.cdata_elem:
                text = unescape(text)
            self.handle_data(text)
        self._advance(end)

    def _parse(self, end):
        while self.rawdata:
            raw = self.rawdata
            if self.cdata_elem is not None:
                match = re.compile(r"</%s\s*>" % self.cdata_elem, re.I).search(raw)
                if not match:
                    if end:
                        self._data(len(raw))
                    return
                if match.start():
                    self._data(match.start())
                    continue
            at = raw.find("<")
            if not self.convert_charrefs and not self.cdata_elem:
                reference = re.search(r"&(#?)([xX]?[0-9a-zA-Z]+);?", raw[:at if at >= 0 else None])
                if reference:
                    if reference.start():
                        self._data(reference.start())
                        continue
                    if reference.group(1):
                        self.handle_charref(reference.group(2))
                    else:
                        self.handle_entityref(reference.group(2))
                    self._advance(reference.end())
                    continue
            if at < 0:
                # An ampersand near the end may be the beginning of a reference.
                if self.convert_charrefs and not end and "&" in raw[-34:] \
                        and not re.search(r"[\s;]", raw[raw.rfind("&"):]):
                    return
                self._data(len(raw))
                return
            if at > 0:
                self._data(at)
                continue
            if not self._markup(raw, end):
                return

    def _markup(self, raw, end):
        """Something that begins with <; whether it could be read."""
        match = _start_tag.match(raw)
        if match:
            self._start(match.group())
            self._advance(match.end())
            return True
        match = _end_tag.match(raw)
        if match:
            tag = match.group(1).lower()
            self.handle_endtag(tag)
            if self.cdata_elem == tag:
                self.cdata_elem = None
            self._advance(match.end())
            return True
        for opening, closing, handle in (("<!--", "-->", self.handle_comment),
                                         ("<![", "]>", self.unknown_decl),
                                         ("<!", ">", self._declaration),
                                         ("<?", ">", self.handle_pi)):
            if raw.startswith(opening):
                stop = raw.find(closing, len(opening))
                if stop < 0:
                    break
                handle(raw[len(opening):stop])
                self._advance(stop + len(closing))
                return True
        if re.match(r"</?[a-zA-Z!?]", raw) or raw in ("<", "</"):
            if not end:
                return False
        self.handle_data("<")
        self._advance(1)
        return True

    def _declaration(self, text):
        if text[:7].lower() == "doctype":
            self.handle_decl(text)
        else:
            self.handle_comment(text)

    def _start(self, text):
        self._start_text = text
        match = _tag_name.match(text, 1)
        tag = self.lasttag = match.group(1).lower()
        attrs = []
        at = match.end()
        while True:
            match = _attribute.match(text, at)
            if not match:
                break
            name, rest, value = match.group(1, 2, 3)
            if not rest:
                value = None
            elif value[:1] in ("'", '"') and value[:1] == value[-1:]:
                value = value[1:-1]
            if value:
                value = unescape(value)
            attrs.append((name.lower(), value))
            at = match.end()
        if text.endswith("/>"):
            self.handle_startendtag(tag, attrs)
        else:
            self.handle_starttag(tag, attrs)
            if tag in self.CDATA_CONTENT_ELEMENTS:
                self.cdata_elem = tag

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_starttag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        pass

    def handle_charref(self, name):
        pass

    def handle_entityref(self, name):
        pass

    def handle_data(self, data):
        pass

    def handle_comment(self, data):
        pass

    def handle_decl(self, decl):
        pass

    def handle_pi(self, data):
        pass

    def unknown_decl(self, data):
        pass
