"""Splitting text as a shell does."""

import re
import sys
from collections import deque
from io import StringIO

__all__ = ["shlex", "split", "quote", "join"]


class shlex:
    """Reads one word after another."""

    def __init__(self, instream=None, infile=None, posix=False, punctuation_chars=False):
        self.instream = StringIO(instream) if isinstance(instream, str) \
            else sys.stdin if instream is None else instream
        self.infile = infile
        self.posix = posix
        self.eof = None if posix else ""
        self.commenters = "#"
        self.wordchars = "abcdfeghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
        if posix:
            self.wordchars += "".join(chr(code) for code in range(0xDF, 0x100)
                                      if code != 0xF7) \
                + "".join(chr(code) for code in range(0xC0, 0xDF) if code != 0xD7)
        self.whitespace = " \t\r\n"
        self.whitespace_split = False
        self.quotes = "'\""
        self.escape = "\\"
        self.escapedquotes = '"'
        self.state = " "
        self.pushback = deque()
        self.lineno = 1
        self.debug = 0
        self.token = ""
        self.source = None
        if not punctuation_chars:
            punctuation_chars = ""
        elif punctuation_chars is True:
            punctuation_chars = "();<>|&"
        self._punctuation_chars = punctuation_chars
        if punctuation_chars:
            self._pushed = deque()
            self.wordchars += "~-./*?="
            self.wordchars = self.wordchars.translate(
                {ord(char): None for char in punctuation_chars})

    punctuation_chars = property(lambda self: self._punctuation_chars)

    def push_token(self, tok):
        self.pushback.appendleft(tok)

    def get_token(self):
        if self.pushback:
            return self.pushback.popleft()
        return self.read_token()

    def _next_char(self):
        if self._punctuation_chars and self._pushed:
            return self._pushed.pop()
        return self.instream.read(1)

    def read_token(self):
        quoted = False
        before = " "
        while True:
            char = self._next_char()
            if char == "\n":
                self.lineno += 1
            state = self.state
            if state is None:
                self.token = ""
                break
            if state == " ":
                if not char:
                    self.state = None
                    break
                if char in self.whitespace:
                    if self.token or self.posix and quoted:
                        break
                elif char in self.commenters:
                    self.instream.readline()
                    self.lineno += 1
                elif self.posix and char in self.escape:
                    before = "a"
                    self.state = char
                elif char in self.wordchars:
                    self.token = char
                    self.state = "a"
                elif char in self._punctuation_chars:
                    self.token = char
                    self.state = "c"
                elif char in self.quotes:
                    if not self.posix:
                        self.token = char
                    self.state = char
                elif self.whitespace_split:
                    self.token = char
                    self.state = "a"
                else:
                    self.token = char
                    if self.token or self.posix and quoted:
                        break
            elif state in self.quotes:
                quoted = True
                if not char:
                    raise ValueError("No closing quotation")
                if char == state:
                    if not self.posix:
                        self.token += char
                        self.state = " "
                        break
                    self.state = "a"
                elif self.posix and char in self.escape and state in self.escapedquotes:
                    before = state
                    self.state = char
                else:
                    self.token += char
            elif state in self.escape:
                if not char:
                    raise ValueError("No escaped character")
                if before in self.quotes and char != state and char != before:
                    self.token += state
                self.token += char
                self.state = before
            else:
                if not char:
                    self.state = None
                    break
                if char in self.whitespace:
                    self.state = " "
                    if self.token or self.posix and quoted:
                        break
                elif char in self.commenters:
                    self.instream.readline()
                    self.lineno += 1
                    if self.posix:
                        self.state = " "
                        if self.token or quoted:
                            break
                elif state == "c":
                    if char in self._punctuation_chars:
                        self.token += char
                    else:
                        if char not in self.whitespace:
                            self._pushed.append(char)
                        self.state = " "
                        break
                elif self.posix and char in self.quotes:
                    self.state = char
                elif self.posix and char in self.escape:
                    before = "a"
                    self.state = char
                elif char in self.wordchars or char in self.quotes \
                        or self.whitespace_split and char not in self._punctuation_chars:
                    self.token += char
                else:
                    if self._punctuation_chars:
                        self._pushed.append(char)
                    else:
                        self.pushback.appendleft(char)
                    self.state = " "
                    if self.token or self.posix and quoted:
                        break
        result, self.token = self.token, ""
        if self.posix and not quoted and result == "":
            return None
        return result

    def __iter__(self):
        return self

    def __next__(self):
        token = self.get_token()
        if token == self.eof:
            raise StopIteration
        return token


def split(s, comments=False, posix=True):
    lexer = shlex(s, posix=posix)
    lexer.whitespace_split = True
    if not comments:
        lexer.commenters = ""
    return list(lexer)


def join(split_command):
    return " ".join(quote(arg) for arg in split_command)


_unsafe = re.compile(r"[^\w@%+=:,./-]", re.ASCII).search


def quote(s):
    if not s:
        return "''"
    if _unsafe(s) is None:
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"
