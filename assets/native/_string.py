"""Taking format strings apart, for string.Formatter."""


def formatter_field_name_split(field_name):
    """The first part of a field's name, and an iterator over (is attribute, name) of the rest."""
    if not isinstance(field_name, str):
        raise TypeError("expected str, got %s" % type(field_name).__name__)
    end = 0
    while end < len(field_name) and field_name[end] not in ".[":
        end += 1
    first = field_name[:end]
    return int(first) if first.isdecimal() else first, _rest(field_name, end)


def _rest(text, at):
    while at < len(text):
        if text[at] == ".":
            end = at + 1
            while end < len(text) and text[end] not in ".[":
                end += 1
            if end == at + 1:
                raise ValueError("Empty attribute in format string")
            yield True, text[at + 1:end]
            at = end
        elif text[at] == "[":
            end = text.find("]", at)
            if end < 0:
                raise ValueError("Missing ']' in format string")
            if end == at + 1:
                raise ValueError("Empty attribute in format string")
            name = text[at + 1:end]
            yield False, int(name) if name.isdecimal() else name
            at = end + 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")


def formatter_parser(format_string):
    """Pieces of a format string: literal text, field name, format spec, conversion."""
    if not isinstance(format_string, str):
        raise TypeError("expected str, got %s" % type(format_string).__name__)
    return _pieces(format_string)


def _pieces(text):
    at = 0
    while at < len(text):
        literal = ""
        field = False
        while at < len(text):
            char = text[at]
            at += 1
            if char not in "{}":
                literal += char
                continue
            doubled = text[at:at + 1] == char
            if doubled:
                literal += char
                at += 1
                break
            if char == "}":
                raise ValueError("Single '}' encountered in format string")
            if at == len(text):
                raise ValueError("Single '{' encountered in format string")
            field = True
            break
        if not field:
            yield literal, None, None, None
            continue
        start = at
        depth = 1
        while at < len(text) and depth:
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            at += 1
        if depth:
            raise ValueError("expected '}' before end of string")
        yield (literal,) + _field(text[start:at - 1])


def _field(body):
    """Name, spec and conversion of a replacement field."""
    at = 0
    while at < len(body) and body[at] not in ":!":
        if body[at] == "[":
            close = body.find("]", at)
            at = close if close > 0 else len(body) - 1
        if body[at] == "{":
            raise ValueError("unexpected '{' in field name")
        at += 1
    name, spec, conversion = body[:at], "", None
    if body[at:at + 1] == "!":
        if at + 1 >= len(body):
            raise ValueError("end of string while looking for conversion specifier")
        conversion = body[at + 1]
        at += 2
        if at < len(body) and body[at] != ":":
            raise ValueError("expected ':' after conversion specifier")
    if body[at:at + 1] == ":":
        spec = body[at + 1:]
    return name, spec, conversion
