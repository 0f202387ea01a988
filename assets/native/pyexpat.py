"""A parser of XML with Expat's interface (Modules/pyexpat.c): documents in, calls of handlers out.

It checks that documents are well-formed and reads entities of the internal subset; it reads nothing
from outside, and no declarations but those of entities. `DefaultHandler` hears only of entities that
aren't known because something outside may declare them.
"""

import re
import sys
import types

__all__ = ["ParserCreate", "ErrorString", "ExpatError", "error", "XMLParserType", "EXPAT_VERSION",
           "version_info", "native_encoding", "features", "errors", "model"]

EXPAT_VERSION = "expat_2.5.0"
version_info = (2, 5, 0)
native_encoding = "UTF-8"
features = []
XML_PARAM_ENTITY_PARSING_NEVER = 0
XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE = 1
XML_PARAM_ENTITY_PARSING_ALWAYS = 2
_XML = "http://www.w3.org/XML/1998/namespace"

# The errors that are found here, by Expat's numbers.
_ERRORS = {
    2: ("XML_ERROR_SYNTAX", "syntax error"),
    3: ("XML_ERROR_NO_ELEMENTS", "no element found"),
    4: ("XML_ERROR_INVALID_TOKEN", "not well-formed (invalid token)"),
    5: ("XML_ERROR_UNCLOSED_TOKEN", "unclosed token"),
    7: ("XML_ERROR_TAG_MISMATCH", "mismatched tag"),
    8: ("XML_ERROR_DUPLICATE_ATTRIBUTE", "duplicate attribute"),
    9: ("XML_ERROR_JUNK_AFTER_DOC_ELEMENT", "junk after document element"),
    11: ("XML_ERROR_UNDEFINED_ENTITY", "undefined entity"),
    12: ("XML_ERROR_RECURSIVE_ENTITY_REF", "recursive entity reference"),
    14: ("XML_ERROR_BAD_CHAR_REF", "reference to invalid character number"),
    17: ("XML_ERROR_MISPLACED_XML_PI", "XML or text declaration not at start of entity"),
    18: ("XML_ERROR_UNKNOWN_ENCODING", "unknown encoding"),
    20: ("XML_ERROR_UNCLOSED_CDATA_SECTION", "unclosed CDATA section"),
    27: ("XML_ERROR_UNBOUND_PREFIX", "unbound prefix"),
    36: ("XML_ERROR_FINISHED", "parsing finished"),
}


class ExpatError(Exception):
    pass


ExpatError.__module__ = "xml.parsers.expat"
error = ExpatError

errors = types.ModuleType("pyexpat.errors", "Constants used to describe error conditions.")
errors.codes = {}
errors.messages = {}
for _code, (_name, _message) in _ERRORS.items():
    setattr(errors, _name, _message)
    errors.codes[_message] = _code
    errors.messages[_code] = _message
model = types.ModuleType("pyexpat.model", "Constants used to interpret content model information.")
for _code, _name in enumerate(("EMPTY", "ANY", "MIXED", "NAME", "CHOICE", "SEQ"), 1):
    setattr(model, "XML_CTYPE_" + _name, _code)
for _code, _name in enumerate(("NONE", "OPT", "REP", "PLUS")):
    setattr(model, "XML_CQUANT_" + _name, _code)
sys.modules["pyexpat.errors"] = errors
sys.modules["pyexpat.model"] = model


def ErrorString(code):
    return errors.messages.get(code)


_SPACE = " \t\n"
_name = re.compile(r"(?:[^\W\d]|:)[\w.:\xb7-]*").match
_not_a_character = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]").search
_reference = re.compile(r"&(?:#(\d+)|#x([0-9a-fA-F]+)|((?:[^\W\d]|:)[\w.:\xb7-]*));").match
_entity = re.compile(r"<!ENTITY\s+([\w.:-]+)\s+(?:\"([^\"]*)\"|'([^']*)')\s*>").finditer
_declared_encoding = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)").match
_HANDLERS = (
    "StartElementHandler EndElementHandler CharacterDataHandler CommentHandler DefaultHandler "
    "ProcessingInstructionHandler StartCdataSectionHandler EndCdataSectionHandler "
    "DefaultHandlerExpand StartNamespaceDeclHandler EndNamespaceDeclHandler XmlDeclHandler "
    "StartDoctypeDeclHandler EndDoctypeDeclHandler EntityDeclHandler ElementDeclHandler "
    "AttlistDeclHandler NotationDeclHandler UnparsedEntityDeclHandler ExternalEntityRefHandler "
    "NotStandaloneHandler SkippedEntityHandler").split()


class _Incomplete(Exception):
    """What stands at the place goes on in data that isn't there yet."""


class XMLParserType:
    def __init__(self, encoding, separator, intern):
        for handler in _HANDLERS:
            setattr(self, handler, None)
        self.buffer_text = self.ordered_attributes = self.specified_attributes = False
        self.namespace_prefixes = False
        self.buffer_size = 8192
        self.intern = intern
        self.ErrorCode = 0
        self._encoding = encoding
        self._separator = separator
        self._raw = b""
        self._text = ""
        self._at = 0
        self._open = []
        self._scopes = [{"xml": _XML, "": ""}]
        self._entities = {"lt": "<", "gt": ">", "amp": "&", "apos": "'", "quot": '"'}
        self._waiting = []
        self._seen_root = self._seen_doctype = self._outside = self._finished = False

    # Places.

    def _line(self):
        return self._text.count("\n", 0, self._at) + 1

    def _column(self):
        return self._at - (self._text.rfind("\n", 0, self._at) + 1)

    CurrentLineNumber = ErrorLineNumber = property(_line)
    CurrentColumnNumber = ErrorColumnNumber = property(_column)
    CurrentByteIndex = ErrorByteIndex = property(lambda self: len(self._text[:self._at].encode()))

    def _fail(self, code, at):
        self._at = at
        self.ErrorCode = code
        exc = ExpatError("%s: line %d, column %d"
                         % (errors.messages[code], self._line(), self._column()))
        exc.code, exc.lineno, exc.offset = code, self._line(), self._column()
        self._finished = True
        raise exc

    # Data.

    def Parse(self, data, isfinal=False):
        if self._finished:
            self._fail(36, self._at)
        if isinstance(data, str):
            # CPython gives Expat UTF-8 then, whatever the document says.
            self._encoding = self._encoding or "utf-8"
            data = data.encode("utf-8")
        self._raw += bytes(data)
        self._decode(isfinal)
        while self._at < len(self._text):
            try:
                self._token(isfinal)
            except _Incomplete:
                if isfinal:
                    self._unclosed()
                break
        if isfinal:
            if self._open or not self._seen_root:
                self._fail(3, self._at)
            self._finished = True
        self._flush()
        return 1

    def ParseFile(self, file):
        while True:
            data = file.read(2048)
            if not data:
                return self.Parse(b"", True)
            self.Parse(data)

    def _decode(self, final):
        if self._encoding is None:
            if self._raw.startswith((b"\xff\xfe", b"\xfe\xff")):
                self._encoding = "utf-16"
            elif self._raw.startswith(b"<?xml") and b">" not in self._raw and not final:
                return
            else:
                declared = _declared_encoding(self._raw)
                self._encoding = declared[1].decode() if declared else "utf-8"
        try:
            text = self._raw.decode(self._encoding)
            self._raw = b""
        except LookupError:
            self._fail(18, self._text.find("encoding") + 10)
        except UnicodeDecodeError as exc:
            text = self._raw[:exc.start].decode(self._encoding)
            self._raw = self._raw[exc.start:]
            if final or exc.reason not in ("unexpected end of data", "truncated data"):
                self._text += text
                self._fail(4, len(self._text))
        if not self._text and text.startswith("\ufeff"):
            text = text[1:]
        if text.endswith("\r") and not final:
            self._raw = text[-1].encode(self._encoding) + self._raw
            text = text[:-1]
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        wrong = _not_a_character(text)
        self._text += text
        if wrong:
            self._fail(4, len(self._text) - len(text) + wrong.start())

    def _find(self, what, at):
        found = self._text.find(what, at)
        if found < 0:
            raise _Incomplete
        return found

    def _char(self, at):
        if at >= len(self._text):
            raise _Incomplete
        return self._text[at]

    def _unclosed(self):
        if not self._text.startswith("<![CDATA[", self._at):
            self._fail(5, self._at)
        if self.StartCdataSectionHandler:
            self._call("StartCdataSectionHandler")
        self._characters(self._text[self._at + 9:])
        self._fail(20, len(self._text))

    # Text: what the handler gets is joined until something else comes, if it wants that.

    def _characters(self, text):
        if self.buffer_text:
            self._waiting.append(text)
        elif self.CharacterDataHandler:
            for piece in re.findall("\n|[^\n]+", text):
                self.CharacterDataHandler(piece)

    def _flush(self):
        text = "".join(self._waiting)
        self._waiting = []
        if text and self.CharacterDataHandler:
            self.CharacterDataHandler(text)

    def _call(self, handler, *args):
        self._flush()
        function = getattr(self, handler)
        if function:
            function(*args)

    # One thing of the document, at `_at`.

    def _token(self, final):
        text, at = self._text, self._at
        if text[at] != "<":
            end = text.find("<", at)
            end = len(text) if end < 0 else end
            if self._open:
                if not final and end == len(text) and text.endswith("]"):
                    raise _Incomplete
                self._at = self._content(at, end, final)
                return
            stripped = len(text[at:end]) - len(text[at:end].lstrip(_SPACE))
            if at + stripped < end:
                self._fail(9 if self._seen_root else 2, at + stripped)
            self._at = end
            return
        kind = self._char(at + 1)
        if kind == "/":
            self._at = self._end_tag(at)
        elif kind == "?":
            self._at = self._instruction(at)
        elif kind == "!":
            self._at = self._declaration(at)
        elif not _name(kind):
            self._fail(4, at + 1)
        elif self._seen_root and not self._open:
            self._fail(9, at)
        else:
            self._at = self._start_tag(at)

    def _content(self, at, end, final):
        """Text with references, up to `end`; where it came to."""
        text = self._text
        while at < end:
            mark = text.find("&", at, end)
            mark = end if mark < 0 else mark
            bad = text.find("]]>", at, mark)
            if bad >= 0:
                self._fail(4, bad + 2)
            if mark > at:
                self._characters(text[at:mark])
            if mark == end:
                return end
            self._at = mark
            if ";" not in text[mark:end] and end == len(text) and not final:
                raise _Incomplete
            found = _reference(text, mark)
            if not found:
                bad = self._bad_reference(mark)
                self._fail(5 if bad == len(text) else 4, mark if bad == len(text) else bad)
            self._reference(found, mark)
            at = found.end()
        return at

    def _bad_reference(self, at):
        """Where a reference stops being one."""
        at += 1
        if self._text[at:at + 1] == "#":
            at += 1
            digits = "0123456789"
            if self._text[at:at + 1] == "x":
                at += 1
                digits += "abcdefABCDEF"
            while at < len(self._text) and self._text[at] in digits:
                at += 1
            return at
        name = _name(self._text, at)
        return name.end() if name else at

    def _number(self, found, at):
        code = int(found[1]) if found[1] else int(found[2], 16)
        if code > 0x10FFFF or code == 0 or _not_a_character(chr(code)):
            self._fail(14, at)
        return chr(code)

    def _reference(self, found, at):
        if not found[3]:
            self._characters(self._number(found, at))
        elif found[3] in self._entities:
            self._characters(self._expanded(self._entities[found[3]], at, (found[3],)))
        elif self._outside:
            handler = self.DefaultHandlerExpand or self.DefaultHandler
            self._flush()
            if handler:
                handler(found[0])
        else:
            self._fail(11, at)

    def _expanded(self, value, at, inside):
        """An entity's text, or an attribute's value, with the references in it replaced."""
        if inside and len(value) == 1:
            return value
        result, place = [], 0
        while True:
            mark = value.find("&", place)
            if mark < 0:
                return "".join(result) + value[place:]
            result.append(value[place:mark])
            found = _reference(value, mark)
            if not found:
                self._fail(4, at)
            if not found[3]:
                result.append(self._number(found, at))
            elif found[3] in inside:
                self._fail(12, at)
            elif found[3] in self._entities:
                result.append(self._expanded(self._entities[found[3]], at, inside + (found[3],)))
            else:
                self._fail(11, at)
            place = found.end()

    def _skip_space(self, at):
        while self._char(at) in _SPACE:
            at += 1
        return at

    def _name_at(self, at):
        self._char(at)
        found = _name(self._text, at)
        if not found:
            self._fail(4, at)
        self._char(found.end())
        return found[0], found.end()

    def _start_tag(self, start):
        name, at = self._name_at(start + 1)
        attributes = []
        while True:
            after = self._skip_space(at)
            char = self._char(after)
            if char == ">":
                empty, at = False, after + 1
                break
            if char == "/":
                if self._char(after + 1) != ">":
                    self._fail(4, after + 1)
                empty, at = True, after + 2
                break
            if after == at:
                self._fail(4, at)
            key, equals = self._name_at(after)
            equals = self._skip_space(equals)
            if self._char(equals) != "=":
                self._fail(4, equals)
            quote = self._skip_space(equals + 1)
            if self._char(quote) not in "\"'":
                self._fail(4, quote)
            end = self._find(self._text[quote], quote + 1)
            less = self._text.find("<", quote, end)
            if less >= 0:
                self._fail(4, less)
            value = self._text[quote + 1:end].replace("\n", " ").replace("\t", " ")
            if any(key == other for other, _ in attributes):
                self._fail(8, after)
            attributes.append((key, self._expanded(value, start, ())))
            at = end + 1
        self._seen_root = True
        self._flush()
        name, attributes, declared = self._named(start, name, attributes)
        if self.ordered_attributes:
            attributes = [part for pair in attributes for part in pair]
        else:
            attributes = dict(attributes)
        self._call("StartElementHandler", name, attributes)
        self._open.append((self._text[start + 1:_name(self._text, start + 1).end()], name, declared))
        if empty:
            self._close()
        return at

    def _named(self, start, name, attributes):
        """Names with the namespaces that their prefixes stand for."""
        if self._separator is None:
            return name, attributes, None
        declared = {}
        for key, value in attributes:
            if key == "xmlns" or key.startswith("xmlns:"):
                declared[key[6:]] = value
                self._call("StartNamespaceDeclHandler", key[6:] or None, value or None)
        self._scopes.append({**self._scopes[-1], **declared})

        def full(name, is_element):
            prefix, colon, local = name.rpartition(":")
            if not colon and not is_element:
                return name
            if prefix not in self._scopes[-1]:
                self._fail(27, start)
            uri = self._scopes[-1][prefix]
            return uri + self._separator + local if uri else local

        kept = [(full(key, False), value) for key, value in attributes
                if key != "xmlns" and not key.startswith("xmlns:")]
        return full(name, True), kept, declared

    def _close(self):
        _, name, declared = self._open.pop()
        self._call("EndElementHandler", name)
        if declared is not None:
            self._scopes.pop()
            for prefix in reversed(list(declared)):
                self._call("EndNamespaceDeclHandler", prefix or None)

    def _end_tag(self, start):
        name, at = self._name_at(start + 2)
        at = self._skip_space(at)
        if self._char(at) != ">":
            self._fail(4, at)
        if not self._open:
            self._fail(4, start + 1)
        if self._open[-1][0] != name:
            self._fail(7, start + 2)
        self._close()
        return at + 1

    def _instruction(self, start):
        target, at = self._name_at(start + 2)
        end = self._find("?>", at)
        words = self._text[at:end].lstrip(_SPACE)
        if target == "xml":
            if start:
                self._fail(17, start)
            fields = dict(re.findall(r"(\w+)\s*=\s*[\"']([^\"']*)[\"']", words))
            alone = {"yes": 1, "no": 0}.get(fields.get("standalone"), -1)
            self._call("XmlDeclHandler", fields.get("version"), fields.get("encoding"), alone)
        else:
            self._call("ProcessingInstructionHandler", target, words)
        return end + 2

    def _declaration(self, start):
        text = self._text
        if text.startswith("<!--", start):
            end = self._find("--", start + 4)
            if self._char(end + 2) != ">":
                self._fail(4, end + 2)
            self._call("CommentHandler", text[start + 4:end])
            return end + 3
        if text.startswith("<![CDATA[", start) and self._open:
            end = self._find("]]>", start + 9)
            if self.StartCdataSectionHandler:
                self._call("StartCdataSectionHandler")
            self._characters(text[start + 9:end])
            if self.EndCdataSectionHandler:
                self._call("EndCdataSectionHandler")
            return end + 3
        for word in ("<!--", "<![CDATA[", "<!DOCTYPE"):
            if len(text) - start < len(word) and word.startswith(text[start:]):
                raise _Incomplete
        if text.startswith("<!DOCTYPE", start) and not self._seen_root and not self._seen_doctype:
            return self._doctype(start)
        self._fail(4 if self._open or not self._seen_root else 9,
                   start + 2 if self._open or not self._seen_root else start)

    def _doctype(self, start):
        name, at = self._name_at(self._skip_space(start + 9))
        subset = None
        words = []
        while True:
            at = self._skip_space(at)
            char = self._char(at)
            if char == ">":
                break
            if char in "\"'":
                end = self._find(char, at + 1)
                words.append(self._text[at + 1:end])
                at = end + 1
            elif char == "[":
                end = self._find("]", at)
                while not self._text[end + 1:].lstrip(_SPACE).startswith(">"):
                    end = self._find("]", end + 1)
                subset = self._text[at + 1:end]
                at = end + 1
            else:
                word, at = self._name_at(at)
                words.append(word)
        system = public = None
        if words:
            system = words[-1]
            public = words[1] if words[0] == "PUBLIC" and len(words) > 2 else None
        self._seen_doctype = True
        self._outside = system is not None
        self._call("StartDoctypeDeclHandler", name, system, public, int(subset is not None))
        for found in _entity(subset or ""):
            value = found[2] if found[2] is not None else found[3]
            if found[1] not in self._entities:
                self._entities[found[1]] = value
            self._call("EntityDeclHandler", found[1], 0, value, None, None, None, None)
        self._call("EndDoctypeDeclHandler")
        return at + 1

    # What else Expat's parsers have.

    def SetBase(self, base):
        self._base = base

    def GetBase(self):
        return getattr(self, "_base", None)

    def GetInputContext(self):
        return None

    def UseForeignDTD(self, flag=True):
        raise NotImplementedError("cutaway's pyexpat reads nothing from outside a document")

    def SetParamEntityParsing(self, flag):
        return int(flag == XML_PARAM_ENTITY_PARSING_NEVER)

    def ExternalEntityParserCreate(self, context, encoding=None):
        raise NotImplementedError("cutaway's pyexpat reads nothing from outside a document")


XMLParserType.__name__ = XMLParserType.__qualname__ = "xmlparser"


def ParserCreate(encoding=None, namespace_separator=None, intern=None):
    if namespace_separator is not None and len(namespace_separator) > 1:
        raise ValueError("namespace_separator must be at most one character, omitted, or None")
    return XMLParserType(encoding, namespace_separator, {} if intern is None else intern)
