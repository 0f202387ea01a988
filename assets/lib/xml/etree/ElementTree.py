"""Trees of elements: reading, changing and writing XML (Lib/xml/etree/ElementTree.py, whose elements
CPython has in Modules/_elementtree.c)."""

import io
import sys

import pyexpat as expat
from xml.etree import ElementPath

__all__ = ["Comment", "dump", "Element", "ElementTree", "fromstring", "fromstringlist", "iselement",
           "iterparse", "parse", "ParseError", "PI", "ProcessingInstruction", "QName", "SubElement",
           "tostring", "tostringlist", "TreeBuilder", "VERSION", "XML", "XMLID", "XMLParser",
           "XMLPullParser", "register_namespace"]
VERSION = "1.3.0"


class ParseError(SyntaxError):
    """A document isn't well-formed: `code` is Expat's number, `position` line and column."""


def iselement(element):
    return hasattr(element, "tag")


class Element:
    def __init__(self, tag, attrib={}, **extra):
        if not isinstance(attrib, dict):
            raise TypeError("attrib must be dict, not %s" % type(attrib).__name__)
        self.tag = tag
        self.attrib = {**attrib, **extra}
        self.text = self.tail = None
        self._children = []

    def __repr__(self):
        return "<Element %r at %#x>" % (self.tag, id(self))

    def makeelement(self, tag, attrib):
        return self.__class__(tag, attrib)

    def __copy__(self):
        made = self.makeelement(self.tag, self.attrib)
        made.text, made.tail = self.text, self.tail
        made._children = self._children[:]
        return made

    copy = __copy__

    def __len__(self):
        return len(self._children)

    def __bool__(self):
        import warnings

        warnings.warn("The behavior of this method will change in future versions.  Use specific "
                      "'len(elem)' or 'elem is not None' test instead.", FutureWarning, stacklevel=2)
        return bool(self._children)

    def __getitem__(self, index):
        try:
            return self._children[index]
        except IndexError:
            raise IndexError("child index out of range") from None

    def __setitem__(self, index, element):
        for one in element if isinstance(index, slice) else (element,):
            self._check(one, "__setitem__()")
        try:
            self._children[index] = element
        except IndexError:
            raise IndexError("child assignment index out of range") from None

    def __delitem__(self, index):
        try:
            del self._children[index]
        except IndexError:
            raise IndexError("child assignment index out of range") from None

    @staticmethod
    def _check(element, function, argument="argument"):
        if not isinstance(element, Element):
            raise TypeError("%s %s must be xml.etree.ElementTree.Element, not %s"
                            % (function, argument, type(element).__name__))

    def append(self, subelement):
        self._check(subelement, "append()")
        self._children.append(subelement)

    def extend(self, elements):
        for element in elements:
            if not isinstance(element, Element):
                raise TypeError('expected an Element, not "%s"' % type(element).__name__)
            self._children.append(element)

    def insert(self, index, subelement):
        self._check(subelement, "insert()", "argument 2")
        self._children.insert(index, subelement)

    def remove(self, subelement):
        self._check(subelement, "remove()")
        try:
            self._children.remove(subelement)
        except ValueError:
            raise ValueError("list.remove(x): x not in list") from None

    def find(self, path, namespaces=None):
        return ElementPath.find(self, path, namespaces)

    def findtext(self, path, default=None, namespaces=None):
        return ElementPath.findtext(self, path, default, namespaces)

    def findall(self, path, namespaces=None):
        return ElementPath.findall(self, path, namespaces)

    def iterfind(self, path, namespaces=None):
        return ElementPath.iterfind(self, path, namespaces)

    def clear(self):
        self.attrib = {}
        self._children = []
        self.text = self.tail = None

    def get(self, key, default=None):
        return self.attrib.get(key, default)

    def set(self, key, value):
        self.attrib[key] = value

    def keys(self):
        return list(self.attrib)

    def items(self):
        return list(self.attrib.items())

    def iter(self, tag=None):
        """The element and all below it, in the document's order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            if tag in (None, "*") or element.tag == tag:
                yield element
            waiting.extend(reversed(element._children))

    def itertext(self):
        if not isinstance(self.tag, str) and self.tag is not None:
            return
        if self.text:
            yield self.text
        for child in self._children:
            yield from child.itertext()
            if child.tail:
                yield child.tail


def SubElement(parent, tag, attrib={}, **extra):
    element = parent.makeelement(tag, {**attrib, **extra})
    parent.append(element)
    return element


def Comment(text=None):
    element = Element(Comment)
    element.text = text
    return element


def ProcessingInstruction(target, text=None):
    element = Element(ProcessingInstruction)
    element.text = target + " " + text if text else target
    return element


PI = ProcessingInstruction


class QName:
    """A name with its namespace, `{uri}local`."""

    def __init__(self, text_or_uri, tag=None):
        self.text = "{%s}%s" % (text_or_uri, tag) if tag else text_or_uri

    def __str__(self):
        return self.text

    def __repr__(self):
        return "<QName %r>" % (self.text,)

    def __hash__(self):
        return hash(self.text)

    def _other(self, other):
        return other.text if isinstance(other, QName) else other

    def __eq__(self, other):
        return self.text == self._other(other)

    def __lt__(self, other):
        return self.text < self._other(other)

    def __le__(self, other):
        return self.text <= self._other(other)

    def __gt__(self, other):
        return self.text > self._other(other)

    def __ge__(self, other):
        return self.text >= self._other(other)


class ElementTree:
    def __init__(self, element=None, file=None):
        self._root = element
        if file:
            self.parse(file)

    def getroot(self):
        return self._root

    def _setroot(self, element):
        self._root = element

    def parse(self, source, parser=None):
        opened = None
        if not hasattr(source, "read"):
            source = opened = open(source, "rb")
        try:
            parser = parser or XMLParser()
            while True:
                data = source.read(65536)
                if not data:
                    break
                parser.feed(data)
            self._root = parser.close()
            return self._root
        finally:
            if opened:
                opened.close()

    def iter(self, tag=None):
        return self._root.iter(tag)

    def _relative(self, path):
        if path[:1] == "/":
            import warnings

            path = "." + path
            warnings.warn("This search is broken in 1.3 and earlier, and will be fixed in a future "
                          "version.  If you rely on the current behaviour, change it to %r" % path,
                          FutureWarning, stacklevel=3)
        return path

    def find(self, path, namespaces=None):
        return self._root.find(self._relative(path), namespaces)

    def findtext(self, path, default=None, namespaces=None):
        return self._root.findtext(self._relative(path), default, namespaces)

    def findall(self, path, namespaces=None):
        return self._root.findall(self._relative(path), namespaces)

    def iterfind(self, path, namespaces=None):
        return self._root.iterfind(self._relative(path), namespaces)

    def write(self, file_or_filename, encoding=None, xml_declaration=None, default_namespace=None,
              method=None, *, short_empty_elements=True):
        method = method or "xml"
        if method not in ("xml", "html", "text"):
            raise ValueError("unknown method %r" % method)
        encoding = (encoding or "us-ascii").lower()
        parts = []
        if method == "xml" and (xml_declaration or xml_declaration is None and encoding not in (
                "utf-8", "us-ascii", "unicode")):
            declared = "UTF-8" if encoding == "unicode" else encoding
            parts.append("<?xml version='1.0' encoding='%s'?>\n" % declared)
        if method == "text":
            parts.extend(self._root.itertext())
        else:
            names, spaces = _qualified(self._root, default_namespace)
            _serialize(parts.append, self._root, names, spaces, short_empty_elements, method)
        text = "".join(parts)
        if encoding != "unicode":
            text = text.encode(encoding, "xmlcharrefreplace")
        if hasattr(file_or_filename, "write"):
            file_or_filename.write(text)
        else:
            with open(file_or_filename, "w" if encoding == "unicode" else "wb") as file:
                file.write(text)


# Writing.

_namespace_map = {
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://www.w3.org/1999/xhtml": "html",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://schemas.xmlsoap.org/wsdl/": "wsdl",
    "http://www.w3.org/2001/XMLSchema": "xs",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_EMPTY_IN_HTML = ("area", "base", "basefont", "br", "col", "frame", "hr", "img", "input", "isindex",
                  "link", "meta", "param")


def register_namespace(prefix, uri):
    if prefix[:2] == "ns" and prefix[2:].isdigit():
        raise ValueError("Prefix format reserved for internal use")
    for known, other in list(_namespace_map.items()):
        if known == uri or other == prefix:
            del _namespace_map[known]
    _namespace_map[uri] = prefix


def _refuse(text):
    raise TypeError("cannot serialize %r (type %s)" % (text, type(text).__name__))


def _qualified(root, default):
    """How each name is written, and the namespaces' prefixes."""
    names = {None: None}
    spaces = {default: ""} if default else {}

    def add(name):
        if isinstance(name, QName):
            name = name.text
        if name in names:
            return
        if not isinstance(name, str):
            _refuse(name)
        if name[:1] != "{":
            if default:
                raise ValueError("cannot use non-qualified names with default_namespace option")
            names[name] = name
            return
        uri, local = name[1:].rsplit("}", 1)
        prefix = spaces.get(uri)
        if prefix is None:
            prefix = _namespace_map.get(uri) or "ns%d" % len(spaces)
            if prefix != "xml":
                spaces[uri] = prefix
        names[name] = prefix + ":" + local if prefix else local

    for element in root.iter():
        if element.tag not in (None, Comment, PI):
            add(element.tag)
        for key, value in element.items():
            add(key)
            if isinstance(value, QName):
                add(value)
        if isinstance(element.text, QName):
            add(element.text)
    return names, spaces


def _escape(text):
    if not isinstance(text, str):
        _refuse(text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _escape_attribute(text, method="xml"):
    if method == "html":
        if not isinstance(text, str):
            _refuse(text)
        return text.replace("&", "&amp;").replace(">", "&gt;").replace('"', "&quot;")
    text = _escape(text).replace('"', "&quot;").replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\n", "&#10;").replace("\t", "&#09;")


def _name(name, names):
    return names[name.text if isinstance(name, QName) else name]


def _serialize(write, element, names, spaces, short_empty, method):
    """Writes an element; `spaces` are the namespaces to declare, the root's task."""
    tag, text = element.tag, element.text
    if tag is Comment:
        write("<!--%s-->" % text)
    elif tag is PI:
        write("<?%s?>" % text)
    else:
        written = _name(tag, names)
        if written is not None:
            write("<" + written)
            for uri, prefix in sorted((spaces or {}).items(), key=lambda pair: pair[1]):
                colon = ":" + prefix if prefix else ""
                write(' xmlns%s="%s"' % (colon, _escape_attribute(uri, method)))
            for key, value in element.items():
                value = names[value.text] if isinstance(value, QName) else (
                    _escape_attribute(value, method))
                write(' %s="%s"' % (_name(key, names), value))
        empty = not text and not len(element) and short_empty and method == "xml"
        if written is not None:
            write(" />" if empty else ">")
        if text:
            raw = method == "html" and str(written).lower() in ("script", "style")
            write(text if raw else names[text.text] if isinstance(text, QName) else _escape(text))
        for child in element:
            _serialize(write, child, names, None, short_empty, method)
        unclosed = method == "html" and str(written).lower() in _EMPTY_IN_HTML
        if written is not None and not empty and not unclosed:
            write("</%s>" % written)
    if element.tail:
        write(_escape(element.tail))


def tostring(element, encoding=None, method=None, *, xml_declaration=None, default_namespace=None,
             short_empty_elements=True):
    stream = io.StringIO() if encoding == "unicode" else io.BytesIO()
    ElementTree(element).write(stream, encoding, xml_declaration=xml_declaration,
                               default_namespace=default_namespace, method=method,
                               short_empty_elements=short_empty_elements)
    return stream.getvalue()


def tostringlist(element, encoding=None, method=None, **options):
    return [tostring(element, encoding, method, **options)]


def dump(elem):
    tree = elem if isinstance(elem, ElementTree) else ElementTree(elem)
    tree.write(sys.stdout, encoding="unicode")
    if not (tree.getroot().tail or "").endswith("\n"):
        sys.stdout.write("\n")


# Reading.

class TreeBuilder:
    """Makes a tree of what a parser finds."""

    def __init__(self, element_factory=None):
        self._factory = element_factory or Element
        self._data = []
        self._open = []
        self._last = self._root = None
        self._ended = False

    def _flush(self):
        if self._data and self._last is not None:
            text = "".join(self._data)
            if self._ended:
                self._last.tail = text
            else:
                self._last.text = text
        self._data = []

    def data(self, data):
        self._data.append(data)

    def start(self, tag, attrs):
        self._flush()
        self._last = element = self._factory(tag, attrs)
        if self._open:
            self._open[-1].append(element)
        elif self._root is None:
            self._root = element
        self._open.append(element)
        self._ended = False
        return element

    def end(self, tag):
        self._flush()
        self._last = self._open.pop()
        self._ended = True
        return self._last

    def close(self):
        self._flush()
        return self._root


class XMLParser:
    def __init__(self, *, target=None, encoding=None):
        self.target = TreeBuilder() if target is None else target
        self.entity = {}
        self.parser = parser = expat.ParserCreate(encoding, "}")
        self.version = "Expat %d.%d.%d" % expat.version_info
        parser.buffer_text = parser.ordered_attributes = parser.specified_attributes = True
        parser.DefaultHandlerExpand = self._default
        if hasattr(self.target, "start"):
            parser.StartElementHandler = self._start
        if hasattr(self.target, "end"):
            parser.EndElementHandler = lambda tag: self.target.end(self._full(tag))
        if hasattr(self.target, "data"):
            parser.CharacterDataHandler = self.target.data
        if hasattr(self.target, "comment"):
            parser.CommentHandler = self.target.comment
        if hasattr(self.target, "pi"):
            parser.ProcessingInstructionHandler = self.target.pi

    @staticmethod
    def _full(name):
        return "{" + name if "}" in name else name

    def _start(self, tag, attributes):
        pairs = zip(attributes[::2], attributes[1::2])
        return self.target.start(self._full(tag), {self._full(key): value for key, value in pairs})

    def _default(self, text):
        """An entity that something outside the document may declare."""
        if text[:1] != "&":
            return
        try:
            self.target.data(self.entity[text[1:-1]])
        except KeyError:
            line, column = self.parser.ErrorLineNumber, self.parser.ErrorColumnNumber
            error = ParseError("undefined entity %s: line %d, column %d" % (text, line, column))
            error.code, error.position = 11, (line, column)
            raise error from None

    def _parse(self, data, final):
        try:
            self.parser.Parse(data, final)
        except expat.error as exc:
            error = ParseError(str(exc))
            error.code, error.position = exc.code, (exc.lineno, exc.offset)
        else:
            return
        raise error

    def feed(self, data):
        self._parse(data, False)

    def close(self):
        self._parse("", True)
        return self.target.close() if hasattr(self.target, "close") else None


def parse(source, parser=None):
    tree = ElementTree()
    tree.parse(source, parser)
    return tree


def XML(text, parser=None):
    return fromstringlist([text], parser)


fromstring = XML


def fromstringlist(sequence, parser=None):
    parser = parser or XMLParser(target=TreeBuilder())
    for text in sequence:
        parser.feed(text)
    return parser.close()


def XMLID(text, parser=None):
    tree = XML(text, parser)
    return tree, {one.get("id"): one for one in tree.iter() if one.get("id")}


class _Events(TreeBuilder):
    """A builder that also tells what it built."""

    def __init__(self, events):
        super().__init__()
        self._wanted = tuple(events or ("end",))
        for event in self._wanted:
            if event not in ("start", "end"):
                raise ValueError("unknown event '%s'" % event)
        self.events = []

    def start(self, tag, attrs):
        element = super().start(tag, attrs)
        if "start" in self._wanted:
            self.events.append(("start", element))
        return element

    def end(self, tag):
        element = super().end(tag)
        if "end" in self._wanted:
            self.events.append(("end", element))
        return element


class XMLPullParser:
    def __init__(self, events=None, *, _parser=None):
        self._builder = _Events(events)
        self._parser = _parser or XMLParser(target=self._builder)

    def feed(self, data):
        self._parser.feed(data)

    def close(self):
        self.root = self._parser.close()

    def read_events(self):
        while self._builder.events:
            yield self._builder.events.pop(0)


class _Iterparse:
    """The events of a source, read piece by piece; `root` is there at its end."""

    def __init__(self, source, events):
        self.root = None
        self._pull = XMLPullParser(events)
        self._steps = self._read(source)

    def _read(self, source):
        opened = None
        if not hasattr(source, "read"):
            source = opened = open(source, "rb")
        try:
            while True:
                yield from self._pull.read_events()
                data = source.read(16 * 1024)
                if not data:
                    break
                self._pull.feed(data)
            self._pull.close()
            yield from self._pull.read_events()
            self.root = self._pull.root
        finally:
            if opened:
                opened.close()

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._steps)


def iterparse(source, events=None, parser=None):
    return _Iterparse(source, events)
