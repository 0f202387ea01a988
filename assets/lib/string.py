"""Groups of characters, and simple templates."""

import _string

__all__ = [
    "ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits",
    "octdigits", "printable", "punctuation", "whitespace", "Formatter", "Template",
]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Capitalizes every word."""
    return (sep or " ").join(word.capitalize() for word in s.split(sep))


_FIRST = "_" + ascii_letters
_REST = _FIRST + digits


class Template:
    """A text with $names to be filled in."""

    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _pieces(self):
        """Plain text as (text, None), names as (written, name), bad places as (None, index)."""
        text = self.template
        at = 0
        while True:
            found = text.find(self.delimiter, at)
            if found < 0:
                yield text[at:], None
                return
            yield text[at:found], None
            at = found + len(self.delimiter)
            if text.startswith(self.delimiter, at):
                yield self.delimiter, None
                at += len(self.delimiter)
                continue
            braced = text.startswith("{", at)
            start = at + braced
            end = start
            if end < len(text) and text[end] in _FIRST:
                while end < len(text) and text[end] in _REST:
                    end += 1
            if end == start or (braced and not text.startswith("}", end)):
                yield None, found
                continue
            at = end + braced
            yield text[found:at], text[start:end]

    def _invalid(self, index):
        lines = self.template[:index].splitlines(keepends=True)
        if not lines:
            column, line = 1, 1
        else:
            column = index - len("".join(lines[:-1]))
            line = len(lines)
        raise ValueError("Invalid placeholder in string: line %d, col %d" % (line, column))

    def substitute(self, mapping={}, /, **kws):
        made = []
        for written, name in self._pieces():
            if written is None:
                self._invalid(name)
            elif name is None:
                made.append(written)
            else:
                made.append(str(kws[name] if name in kws else mapping[name]))
        return "".join(made)

    def safe_substitute(self, mapping={}, /, **kws):
        made = []
        for written, name in self._pieces():
            if written is None:
                made.append(self.delimiter)
            elif name is None:
                made.append(written)
            elif name in kws:
                made.append(str(kws[name]))
            elif name in mapping:
                made.append(str(mapping[name]))
            else:
                made.append(written)
        return "".join(made)


class Formatter:
    """str.format with its steps open to subclasses."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used_args = set()
        result, _ = self._vformat(format_string, args, kwargs, used_args, 2)
        self.check_unused_args(used_args, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError("Max string recursion exceeded")
        made = []
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                made.append(literal)
            if name is None:
                continue
            if name == "":
                if auto_arg_index is False:
                    raise ValueError("cannot switch from manual field specification to automatic "
                                     "field numbering")
                name = str(auto_arg_index)
                auto_arg_index += 1
            elif name.isdigit():
                if auto_arg_index:
                    raise ValueError("cannot switch from manual field specification to automatic "
                                     "field numbering")
                auto_arg_index = False
            value, key = self.get_field(name, args, kwargs)
            used_args.add(key)
            value = self.convert_field(value, conversion)
            spec, auto_arg_index = self._vformat(spec, args, kwargs, used_args,
                                                 recursion_depth - 1, auto_arg_index)
            made.append(self.format_field(value, spec))
        return "".join(made), auto_arg_index

    def parse(self, format_string):
        return _string.formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        first, rest = _string.formatter_field_name_split(field_name)
        value = self.get_value(first, args, kwargs)
        for is_attribute, name in rest:
            value = getattr(value, name) if is_attribute else value[name]
        return value, first

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError("Unknown conversion specifier {0!s}".format(conversion))
