"""Comma-separated values: dialects, readers and writers of dicts, guessing a dialect."""

import re
from _csv import (
    QUOTE_ALL, QUOTE_MINIMAL, QUOTE_NONE, QUOTE_NONNUMERIC, Dialect as _Dialect, Error,
    __version__, field_size_limit, get_dialect, list_dialects, reader, register_dialect,
    unregister_dialect, writer,
)

__all__ = [
    "QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE", "Error", "Dialect",
    "__doc__", "excel", "excel_tab", "field_size_limit", "reader", "writer",
    "register_dialect", "get_dialect", "list_dialects", "Sniffer", "unregister_dialect",
    "__version__", "DictReader", "DictWriter", "unix_dialect",
]


class Dialect:
    """A base for classes that describe a dialect by their attributes."""

    _name = ""
    _valid = False
    delimiter = quotechar = escapechar = doublequote = None
    skipinitialspace = lineterminator = quoting = None

    def __init__(self):
        if self.__class__ != Dialect:
            self._valid = True
        self._validate()

    def _validate(self):
        try:
            _Dialect(self)
        except TypeError as error:
            raise Error(str(error))


class excel(Dialect):
    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\r\n"
    quoting = QUOTE_MINIMAL


class excel_tab(excel):
    delimiter = "\t"


class unix_dialect(Dialect):
    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\n"
    quoting = QUOTE_ALL


register_dialect("excel", excel)
register_dialect("excel-tab", excel_tab)
register_dialect("unix", unix_dialect)


class DictReader:
    """Records as dicts; the first row names the fields unless names are given."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel",
                 *args, **kwds):
        self._fieldnames = fieldnames
        self.restkey = restkey
        self.restval = restval
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect = dialect
        self.line_num = 0

    def __iter__(self):
        return self

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            self._fieldnames = next(self.reader, None)
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        while not row:
            row = next(self.reader)
        self.line_num = self.reader.line_num
        names = self.fieldnames
        record = dict(zip(names, row))
        if len(row) > len(names):
            record[self.restkey] = row[len(names):]
        for name in names[len(row):]:
            record[name] = self.restval
        return record


class DictWriter:
    """Writes dicts as records."""

    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel",
                 *args, **kwds):
        self.fieldnames = fieldnames
        self.restval = restval
        if extrasaction.lower() not in ("raise", "ignore"):
            raise ValueError("extrasaction (%s) must be 'raise' or 'ignore'" % extrasaction)
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _row(self, record):
        if self.extrasaction == "raise":
            wrong = record.keys() - self.fieldnames
            if wrong:
                raise ValueError("dict contains fields not in fieldnames: "
                                 + ", ".join([repr(name) for name in wrong]))
        return (record.get(name, self.restval) for name in self.fieldnames)

    def writerow(self, rowdict):
        return self.writer.writerow(self._row(rowdict))

    def writerows(self, rowdicts):
        return self.writer.writerows(map(self._row, rowdicts))


class Sniffer:
    """Guesses how a sample is written."""

    def __init__(self):
        self.preferred = [",", "\t", ";", " ", ":"]

    def sniff(self, sample, delimiters=None):
        found = self._by_quotes(sample, delimiters) or self._by_counts(sample, delimiters)
        if found is None:
            raise Error("Could not determine delimiter")
        delimiter, quote, doubled, spaced = found

        class dialect(Dialect):
            _name = "sniffed"
            lineterminator = "\r\n"
            quoting = QUOTE_MINIMAL

        dialect.doublequote = doubled
        dialect.delimiter = delimiter
        dialect.quotechar = quote or '"'
        dialect.skipinitialspace = spaced
        return dialect

    def _by_quotes(self, sample, delimiters):
        """What stands most often between quoted fields."""
        pieces = re.findall(r"""(?:^|([^\w\n"']))( ?)(["'])(.*?)\3(?=([^\w\n"'])|\n|$)""",
                            sample, re.DOTALL | re.MULTILINE)
        if not pieces:
            return None
        quotes = [piece[2] for piece in pieces]
        quote = max(sorted(set(quotes)), key=quotes.count)
        signs = [sign for piece in pieces for sign in (piece[0], piece[4])
                 if sign and (delimiters is None or sign in delimiters)]
        if not signs:
            return None
        delimiter = max(sorted(set(signs)), key=signs.count)
        spaced = all(piece[1] for piece in pieces if piece[0] == delimiter) \
            and any(piece[0] == delimiter for piece in pieces)
        doubled = re.search("%s%s%s" % (r"\w", quote * 2, r"\w"), sample) is not None
        return delimiter, quote, doubled, spaced

    def _by_counts(self, sample, delimiters):
        """The character that stands equally often in nearly every line."""
        lines = [line for line in sample.split("\n") if line]
        likely = {}
        for char in map(chr, range(127)):
            if delimiters is not None and char not in delimiters:
                continue
            counts = [line.count(char) for line in lines]
            usual = max(set(counts), key=counts.count) if counts else 0
            share = counts.count(usual) / len(lines) if lines else 0
            if usual and share >= 0.9 and (delimiters is not None or not char.isalnum()):
                likely[char] = share, usual
        if not likely:
            return None
        best = max(share for share, _ in likely.values())
        chosen = [char for char in likely if likely[char][0] == best]
        preferred = [char for char in self.preferred if char in chosen]
        delimiter = preferred[0] if preferred else max(chosen, key=lambda c: likely[c][1])
        first = lines[0]
        spaced = first.count(delimiter) == first.count(delimiter + " ")
        return delimiter, "", False, spaced

    def has_header(self, sample):
        """Whether the columns' types differ below the first row."""
        rows = reader(sample.splitlines(), self.sniff(sample))
        header = next(rows)
        kinds = dict.fromkeys(range(len(header)))
        for number, row in enumerate(rows):
            if number > 20:
                break
            if len(row) != len(header):
                continue
            for column in list(kinds):
                kind = self._kind(row[column])
                if kinds[column] is None:
                    kinds[column] = kind
                elif kinds[column] != kind:
                    del kinds[column]
        votes = 0
        for column, kind in kinds.items():
            if type(kind) is int:
                votes += 1 if len(header[column]) != kind else -1
            else:
                try:
                    kind(header[column])
                    votes -= 1
                except (ValueError, TypeError):
                    votes += 1
        return votes > 0

    @staticmethod
    def _kind(text):
        """A type that the text converts to, else its length."""
        for kind in (int, float, complex):
            try:
                kind(text)
                return kind
            except (ValueError, OverflowError):
                pass
        return len(text)
