"""Python source as a stream of tokens."""

import re
import sys
from codecs import BOM_UTF8, lookup
from collections import namedtuple
from io import TextIOWrapper
from builtins import open as _open
import token
from token import *
from token import EXACT_TOKEN_TYPES

__all__ = token.__all__ + [
    "tokenize", "generate_tokens", "detect_encoding", "untokenize", "TokenInfo", "open",
    "TokenError",
]

_cookie = re.compile(r"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.ASCII)
_blank = re.compile(br"^[ \t\f]*(?:[#\r\n]|$)", re.ASCII)


class TokenInfo(namedtuple("TokenInfo", "type string start end line")):
    def __repr__(self):
        kind = "%d (%s)" % (self.type, tok_name[self.type])
        return "TokenInfo(type=%s, string=%r, start=%r, end=%r, line=%r)" % (
            (kind,) + self[1:])

    @property
    def exact_type(self):
        if self.type == OP and self.string in EXACT_TOKEN_TYPES:
            return EXACT_TOKEN_TYPES[self.string]
        return self.type


class TokenError(Exception):
    pass


class StopTokenizing(Exception):
    pass


_number = (
    r"0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+"
    r"|(?:[0-9](?:_?[0-9])*\.(?:[0-9](?:_?[0-9])*)?|\.[0-9](?:_?[0-9])*)"
    r"(?:[eE][-+]?[0-9](?:_?[0-9])*)?[jJ]?"
    r"|[0-9](?:_?[0-9])*[eE][-+]?[0-9](?:_?[0-9])*[jJ]?"
    r"|[0-9](?:_?[0-9])*[jJ]|(?:0(?:_?0)*|[1-9](?:_?[0-9])*)"
)
_prefix = r"(?:[bB][rR]?|[rR][bB]?|[uU]|[fF][rR]?|[rR][fF])?"
_signs = "|".join(re.escape(sign) for sign in sorted(EXACT_TOKEN_TYPES, reverse=True))
_pattern = re.compile(
    r"(?P<blank>[ \f\t]*)(?:(?P<comment>\#[^\r\n]*)|(?P<number>%s)"
    r"|(?P<triple>%s(?:'''|\"\"\"))"
    r"|(?P<string>%s(?:'[^\n'\\]*(?:\\.[^\n'\\]*)*(?:'|\\\r?\n)"
    r"|\"[^\n\"\\]*(?:\\.[^\n\"\\]*)*(?:\"|\\\r?\n)))"
    r"|(?P<name>\w+)|(?P<op>%s)|(?P<line>\r?\n)|(?P<joined>\\\r?\n)|(?P<end>\Z))"
    % (_number, _prefix, _prefix, _signs))
_ends = {
    "'": re.compile(r"[^'\\]*(?:\\.[^'\\]*)*'", re.S),
    '"': re.compile(r'[^"\\]*(?:\\.[^"\\]*)*"', re.S),
    "'''": re.compile(r"[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'''", re.S),
    '"""': re.compile(r'[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""', re.S),
}


def detect_encoding(readline):
    """The encoding that the first two lines tell, and the lines read for that."""
    name = getattr(getattr(readline, "__self__", None), "name", None)
    bom = False
    read = []

    def next_line():
        try:
            return readline()
        except StopIteration:
            return b""

    def of_line(line):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            message = "invalid or missing encoding declaration"
            raise SyntaxError(message + (" for {!r}".format(name) if name else ""))
        match = _cookie.match(text)
        if not match:
            return None
        wanted = match.group(1)
        short = wanted[:12].lower().replace("_", "-")
        if short == "utf-8" or short.startswith("utf-8-"):
            wanted = "utf-8"
        elif short in ("latin-1", "iso-8859-1", "iso-latin-1") or short.startswith(
                ("latin-1-", "iso-8859-1-", "iso-latin-1-")):
            wanted = "iso-8859-1"
        try:
            lookup(wanted)
        except LookupError:
            raise SyntaxError("unknown encoding: " + wanted if name is None
                              else "unknown encoding for {!r}: {}".format(name, wanted))
        if bom:
            if wanted != "utf-8":
                raise SyntaxError("encoding problem: utf-8")
            wanted += "-sig"
        return wanted

    first = next_line()
    if first.startswith(BOM_UTF8):
        bom = True
        first = first[3:]
    default = "utf-8-sig" if bom else "utf-8"
    if not first:
        return default, []
    found = of_line(first)
    if found:
        return found, [first]
    if not _blank.match(first):
        return default, [first]
    second = next_line()
    if not second:
        return default, [first]
    return of_line(second) or default, [first, second]


def open(filename):
    """A source file as text, in the encoding it tells."""
    file = _open(filename, "rb")
    try:
        encoding, _ = detect_encoding(file.readline)
        file.seek(0)
        text = TextIOWrapper(file, encoding, line_buffering=True)
        text.mode = "r"
        return text
    except:
        file.close()
        raise


def tokenize(readline):
    encoding, consumed = detect_encoding(readline)

    def lines():
        yield from consumed
        while True:
            try:
                line = readline()
            except StopIteration:
                return
            if not line:
                return
            yield line

    rest = lines()
    return _tokens(lambda: next(rest, b"").decode(encoding), encoding)


def generate_tokens(readline):
    return _tokens(readline, None)


def _tokens(readline, encoding):
    if encoding is not None:
        yield TokenInfo(ENCODING, "utf-8" if encoding == "utf-8-sig" else encoding,
                        (0, 0), (0, 0), "")
    row = depth = 0
    continued = False
    indents = [0]
    open_string = None  # Its text so far, start, quotes and lines.
    line = last_line = ""
    while True:
        last_line = line
        try:
            line = readline()
        except StopIteration:
            line = ""
        row += 1
        at = 0
        if open_string is not None:
            text, start, quotes, whole = open_string
            if not line:
                raise TokenError("EOF in multi-line string", start)
            match = _ends[quotes].match(line)
            if match:
                at = match.end()
                yield TokenInfo(STRING, text + line[:at], start, (row, at), whole + line)
                open_string = None
            elif len(quotes) == 1 and not line.endswith(("\\\n", "\\\r\n")):
                yield TokenInfo(ERRORTOKEN, text + line, start, (row, len(line)), whole)
                open_string = None
                continue
            else:
                open_string = text + line, start, quotes, whole + line
                continue
        elif depth == 0 and not continued:
            if not line:
                break
            column = 0
            while at < len(line) and line[at] in " \t\f":
                column = {" ": column + 1, "\t": (column // 8 + 1) * 8, "\f": 0}[line[at]]
                at += 1
            if at == len(line):
                break
            if line[at] in "#\r\n":
                if line[at] == "#":
                    comment = line[at:].rstrip("\r\n")
                    yield TokenInfo(COMMENT, comment, (row, at), (row, at + len(comment)), line)
                    at += len(comment)
                yield TokenInfo(NL, line[at:], (row, at), (row, len(line)), line)
                continue
            if column > indents[-1]:
                indents.append(column)
                yield TokenInfo(INDENT, line[:at], (row, 0), (row, at), line)
            while column < indents[-1]:
                if column not in indents:
                    raise IndentationError(
                        "unindent does not match any outer indentation level",
                        ("<tokenize>", row, at, line))
                indents.pop()
                yield TokenInfo(DEDENT, "", (row, at), (row, at), line)
        else:
            if not line:
                raise TokenError("EOF in multi-line statement", (row, 0))
            continued = False
        while at < len(line):
            match = _pattern.match(line, at)
            if not match:
                yield TokenInfo(ERRORTOKEN, line[at], (row, at), (row, at + 1), line)
                at += 1
                continue
            kind = match.lastgroup
            begin, end = match.span(kind)
            text = match.group(kind)
            at = end
            if kind == "end":
                break
            if kind == "triple":
                quotes = text[-3:]
                closed = _ends[quotes].match(line, end)
                if closed:
                    at = closed.end()
                    yield TokenInfo(STRING, line[begin:at], (row, begin), (row, at), line)
                else:
                    open_string = line[begin:], (row, begin), quotes, line
                    break
                continue
            if kind == "string" and text.endswith(("\\\n", "\\\r\n")):
                open_string = line[begin:], (row, begin), text.lstrip("rRbBuUfF")[0], line
                break
            if kind == "joined":
                continued = True
                continue
            if kind == "line":
                number = NL if depth > 0 else NEWLINE
            else:
                number = {"comment": COMMENT, "number": NUMBER, "string": STRING,
                          "name": NAME, "op": OP}[kind]
            if kind == "name" and not text.isidentifier():
                number = ERRORTOKEN
            if kind == "op":
                if text in "([{":
                    depth += 1
                elif text in ")]}":
                    depth -= 1
            yield TokenInfo(number, text, (row, begin), (row, end), line)
    if last_line and last_line[-1] not in "\r\n":
        end = len(last_line)
        yield TokenInfo(NEWLINE, "", (row - 1, end), (row - 1, end + 1), "")
    for _ in indents[1:]:
        yield TokenInfo(DEDENT, "", (row, 0), (row, 0), "")
    yield TokenInfo(ENDMARKER, "", (row, 0), (row, 0), "")


def untokenize(iterable):
    """Source text of which the same tokens would come."""
    made = []
    row, column = 1, 0
    encoding = None
    full = True
    indents = []
    at_start = False
    last_was_string = False
    for item in iterable:
        if len(item) == 2 and full:
            full = False
            at_start = bool(made) and made[-1].endswith("\n")
        if full:
            kind, text, start, end, _ = item
            if kind == ENCODING:
                encoding = text
                continue
            if kind == ENDMARKER:
                break
            if kind == INDENT:
                indents.append(text)
                continue
            if kind == DEDENT:
                indents.pop()
                row, column = end
                continue
            if kind in (NEWLINE, NL):
                at_start = True
            elif at_start and indents:
                if start[1] >= len(indents[-1]):
                    made.append(indents[-1])
                    column = len(indents[-1])
                at_start = False
            if start[0] < row or start[0] == row and start[1] < column:
                raise ValueError("start ({},{}) precedes previous end ({},{})".format(
                    *start, row, column))
            if start[0] > row:
                made.append("\\\n" * (start[0] - row))
                column = 0
            made.append(" " * (start[1] - column) + text)
            row, column = end
            if kind in (NEWLINE, NL):
                row, column = row + 1, 0
            continue
        kind, text = item[:2]
        if kind == ENCODING:
            encoding = text
            continue
        if kind in (NAME, NUMBER):
            text += " "
        if kind == STRING:
            if last_was_string:
                text = " " + text
            last_was_string = True
        else:
            last_was_string = False
        if kind == INDENT:
            indents.append(text)
            continue
        if kind == DEDENT:
            indents.pop()
            continue
        if kind in (NEWLINE, NL):
            at_start = True
        elif at_start and indents:
            made.append(indents[-1])
            at_start = False
        made.append(text)
    text = "".join(made)
    return text.encode(encoding) if encoding is not None else text
