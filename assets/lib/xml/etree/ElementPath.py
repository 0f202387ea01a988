"""The paths that find elements in a tree (Lib/xml/etree/ElementPath.py): `a/b`, `*`, `.`, `..`,
`//`, and conditions in brackets."""

import re

_token = re.compile(
    r"('[^']*'|\"[^\"]*\")|(::|//?|\.\.|\(\)|!=|[/.*:\[\]()@=])|((?:\{[^}]+\})?[^/\[\]()@!=\s]+)|\s+")


def _tokens(path, namespaces):
    """Names with their namespaces, signs and quoted texts: pairs of kind and text."""
    namespaces = namespaces or {}
    attribute = False
    for found in _token.finditer(path):
        quoted, sign, name = found.groups()
        if quoted is not None:
            yield "'", quoted[1:-1]
        elif sign is not None:
            yield sign, sign
        elif name is not None:
            prefix, colon, local = name.partition(":")
            if name[0] != "{" and colon:
                if prefix not in namespaces:
                    raise SyntaxError("prefix %r not found in prefix map" % prefix) from None
                name = "{%s}%s" % (namespaces[prefix], local)
            elif name[0] != "{" and namespaces.get("") and not attribute:
                name = "{%s}%s" % (namespaces[""], name)
            yield "name", name
        attribute = sign == "@"


def _matches(tag):
    """What says whether an element has that tag, which may have wildcards."""
    if tag in ("*", "{*}*"):
        return lambda element: tag == "*" or isinstance(element.tag, str)
    if tag.startswith("{*}"):
        return lambda element: isinstance(element.tag, str) and (
            element.tag == tag[3:] or element.tag.endswith("}" + tag[3:]))
    if tag.startswith("{}"):
        return lambda element: element.tag == tag[2:]
    if tag.endswith("}*"):
        return lambda element: isinstance(element.tag, str) and element.tag.startswith(tag[:-1])
    return lambda element: element.tag == tag


def _parents(root):
    return {child: parent for parent in root.iter() for child in parent}


def _condition(kinds, words, root):
    """What chooses among elements, given those before it: a function from a list to a list."""
    form = " ".join(kinds)
    if form == "@ name":
        return lambda found: [one for one in found if one.get(words[1]) is not None]
    if form == "@ name = '":
        return lambda found: [one for one in found if one.get(words[1]) == words[3]]
    if form == ". = '":
        return lambda found: [one for one in found if "".join(one.itertext()) == words[2]]
    if form == "name = '":
        return lambda found: [one for one in found if any(
            "".join(child.itertext()) == words[2] for child in one.findall(words[0]))]
    if form == "name" and not re.match(r"-?\d+$", words[0]):
        return lambda found: [one for one in found if one.find(words[0]) is not None]
    if form == "name":
        index = int(words[0]) - 1
        if index < 0:
            raise SyntaxError("XPath position >= 1 expected")
    elif words[:2] == ["last", "()"]:
        index = -1
        if len(words) > 2:
            if not re.match(r"-\d+$", words[2]):
                raise SyntaxError("unsupported expression")
            index += int(words[2])
    else:
        raise SyntaxError("invalid predicate")

    def choose(found):
        parents = _parents(root)
        kept = []
        for one in found:
            parent = parents.get(one)
            same = parent.findall(one.tag) if parent is not None else []
            if -len(same) <= index < len(same) and same[index] is one:
                kept.append(one)
        return kept

    return choose


def iterfind(element, path, namespaces=None):
    if path[-1:] == "/":
        path += "*"
    tokens = list(_tokens(path, namespaces))
    if tokens and tokens[0][0] in ("/", "//"):
        raise SyntaxError("cannot use absolute path on element")
    found = [element]
    at = 0
    while at < len(tokens):
        kind, word = tokens[at]
        at += 1
        if kind in ("name", "*"):
            matches = _matches(word)
            found = [child for one in found for child in one if matches(child)]
        elif kind == "//":
            if at == len(tokens) or tokens[at][0] not in ("name", "*"):
                raise SyntaxError("invalid descendant")
            matches = _matches(tokens[at][1])
            at += 1
            found = [below for one in found for below in one.iter()
                     if below is not one and matches(below)]
        elif kind == "..":
            parents = _parents(element)
            found = list(dict.fromkeys(parents[one] for one in found if one in parents))
        elif kind == "[":
            end = next((place for place in range(at, len(tokens)) if tokens[place][0] == "]"), None)
            if end is None:
                raise SyntaxError("invalid predicate")
            inside = tokens[at:end]
            choose = _condition([k for k, _ in inside], [w for _, w in inside], element)
            found = choose(found)
            at = end + 1
            if at < len(tokens) and tokens[at][0] == "[":
                continue
        elif kind != ".":
            raise SyntaxError("invalid path")
        if at < len(tokens) and tokens[at][0] == "/":
            at += 1
            if at == len(tokens):
                raise SyntaxError("invalid path")
    return iter(found)


def find(element, path, namespaces=None):
    return next(iterfind(element, path, namespaces), None)


def findall(element, path, namespaces=None):
    return list(iterfind(element, path, namespaces))


def findtext(element, path, default=None, namespaces=None):
    found = find(element, path, namespaces)
    return default if found is None else found.text or ""
