"""Examples in documentation, run and compared with what they say."""

import difflib
import inspect
import io
import linecache
import re
import sys
import traceback
import unittest
from collections import namedtuple

__all__ = [
    "register_optionflag", "DONT_ACCEPT_TRUE_FOR_1", "DONT_ACCEPT_BLANKLINE",
    "NORMALIZE_WHITESPACE", "ELLIPSIS", "SKIP", "IGNORE_EXCEPTION_DETAIL", "COMPARISON_FLAGS",
    "REPORT_UDIFF", "REPORT_CDIFF", "REPORT_NDIFF", "REPORT_ONLY_FIRST_FAILURE",
    "REPORTING_FLAGS", "FAIL_FAST", "Example", "DocTest", "DocTestParser", "DocTestFinder",
    "DocTestRunner", "OutputChecker", "DocTestFailure", "UnexpectedException", "DebugRunner",
    "testmod", "run_docstring_examples", "DocTestSuite", "TestResults",
]

TestResults = namedtuple("TestResults", "failed attempted")
OPTIONFLAGS_BY_NAME = {}


def register_optionflag(name):
    return OPTIONFLAGS_BY_NAME.setdefault(name, 1 << len(OPTIONFLAGS_BY_NAME))


for _name in ("DONT_ACCEPT_TRUE_FOR_1", "DONT_ACCEPT_BLANKLINE", "NORMALIZE_WHITESPACE",
              "ELLIPSIS", "SKIP", "IGNORE_EXCEPTION_DETAIL", "REPORT_UDIFF", "REPORT_CDIFF",
              "REPORT_NDIFF", "REPORT_ONLY_FIRST_FAILURE", "FAIL_FAST"):
    globals()[_name] = register_optionflag(_name)
COMPARISON_FLAGS = (DONT_ACCEPT_TRUE_FOR_1 | DONT_ACCEPT_BLANKLINE | NORMALIZE_WHITESPACE
                    | ELLIPSIS | SKIP | IGNORE_EXCEPTION_DETAIL)
REPORTING_FLAGS = (REPORT_UDIFF | REPORT_CDIFF | REPORT_NDIFF | REPORT_ONLY_FIRST_FAILURE
                   | FAIL_FAST)
BLANKLINE_MARKER = "<BLANKLINE>"
ELLIPSIS_MARKER = "..."


class Example:
    """A statement and what it should print."""

    def __init__(self, source, want, exc_msg=None, lineno=0, indent=0, options=None):
        self.source = source if source.endswith("\n") else source + "\n"
        self.want = want + "\n" if want and not want.endswith("\n") else want
        if exc_msg is not None and not exc_msg.endswith("\n"):
            exc_msg += "\n"
        self.exc_msg = exc_msg
        self.lineno = lineno
        self.indent = indent
        self.options = {} if options is None else options


class DocTest:
    """The examples of one piece of documentation."""

    def __init__(self, examples, globs, name, filename, lineno, docstring):
        self.examples = examples
        self.globs = globs.copy()
        self.name = name
        self.filename = filename
        self.lineno = lineno
        self.docstring = docstring

    def __repr__(self):
        count = len(self.examples)
        shown = "no examples" if not count else "1 example" if count == 1 \
            else "%d examples" % count
        return "<%s %s from %s:%s (%s)>" % (self.__class__.__name__, self.name, self.filename,
                                            self.lineno, shown)

    def __lt__(self, other):
        return (self.name, self.filename or "", self.lineno or 0) < (
            other.name, other.filename or "", other.lineno or 0)


class DocTestParser:
    """Finds examples in a text."""

    _EXAMPLE = re.compile(
        r"(?P<source>^(?P<indent> *)>>>.*(?:\n *\.\.\..*)*)\n?"
        r"(?P<want>(?:(?![ ]*$)(?![ ]*>>>).+$\n?)*)", re.MULTILINE)
    _TRACEBACK = re.compile(
        r"^Traceback \((?:most recent call last|innermost last)\):\s*$(?P<stack>.*?)"
        r"^(?P<msg>\w+.*)", re.MULTILINE | re.DOTALL)
    _OPTIONS = re.compile(r"#\s*doctest:\s*([^\n'\"]*)$", re.MULTILINE)

    def parse(self, string, name="<string>"):
        string = string.expandtabs()
        indents = [len(line) - len(line.lstrip()) for line in string.split("\n")
                   if line.strip()]
        margin = min(indents, default=0)
        if margin:
            string = "\n".join(line[margin:] for line in string.split("\n"))
        found = []
        at = lineno = 0
        for match in self._EXAMPLE.finditer(string):
            found.append(string[at:match.start()])
            lineno += string.count("\n", at, match.start())
            indent = len(match.group("indent"))
            lines = match.group("source").split("\n")
            for number, line in enumerate(lines):
                if len(line) >= indent + 4 and line[indent + 3] != " ":
                    raise ValueError(
                        "line %r of the docstring for %s lacks blank after %s: %r" % (
                            lineno + number + 1, name, line[indent:indent + 3], line))
            source = "\n".join(line[indent + 4:] for line in lines)
            wanted = match.group("want").rstrip().split("\n")
            for number, line in enumerate(wanted):
                if line and not line.startswith(" " * indent):
                    raise ValueError(
                        "line %r of the docstring for %s has inconsistent leading whitespace: %r"
                        % (lineno + len(lines) + number + 1, name, line))
            want = "\n".join(line[indent:] for line in wanted)
            error = self._TRACEBACK.match(want)
            options = {}
            for each in self._OPTIONS.findall(source):
                for option in each.replace(",", " ").split():
                    if option[0] not in "+-" or option[1:] not in OPTIONFLAGS_BY_NAME:
                        raise ValueError("line %r of the doctest for %s has an invalid option: "
                                         "%r" % (lineno + 1, name, option))
                    options[OPTIONFLAGS_BY_NAME[option[1:]]] = option[0] == "+"
            if source.strip() and not source.lstrip().startswith("#") \
                    or any(line.strip() and not line.strip().startswith("#")
                           for line in source.split("\n")):
                found.append(Example(source, want, error.group("msg") if error else None,
                                     lineno, margin + indent, options))
            lineno += string.count("\n", match.start(), match.end())
            at = match.end()
        found.append(string[at:])
        return found

    def get_examples(self, string, name="<string>"):
        return [each for each in self.parse(string, name) if isinstance(each, Example)]

    def get_doctest(self, string, globs, name, filename, lineno):
        return DocTest(self.get_examples(string, name), globs, name, filename, lineno, string)


class DocTestFinder:
    """Finds the documentation of a module's functions and classes."""

    def __init__(self, verbose=False, parser=DocTestParser(), recurse=True, exclude_empty=True):
        self._parser = parser
        self._verbose = verbose
        self._recurse = recurse
        self._exclude_empty = exclude_empty

    def find(self, obj, name=None, module=None, globs=None, extraglobs=None):
        if name is None:
            name = getattr(obj, "__name__", None)
            if name is None:
                raise ValueError("DocTestFinder.find: name must be given when obj.__name__ "
                                 "doesn't exist: %r" % (type(obj),))
        if module is None:
            module = inspect.getmodule(obj)
        if globs is None:
            globs = {} if not module else module.__dict__.copy()
        else:
            globs = globs.copy()
        globs.update(extraglobs or {})
        globs.setdefault("__name__", "__main__")
        tests = []
        self._find(tests, obj, name, module, globs, set())
        tests.sort()
        return tests

    def _find(self, tests, obj, name, module, globs, seen):
        if id(obj) in seen:
            return
        seen.add(id(obj))
        if self._verbose:
            print("Finding tests in %s" % name)
        test = self._test_of(obj, name, module, globs)
        if test is not None:
            tests.append(test)
        if not self._recurse:
            return
        if inspect.ismodule(obj):
            for key, value in obj.__dict__.items():
                if (inspect.isroutine(inspect.unwrap(value)) or inspect.isclass(value)) \
                        and self._belongs(module, value):
                    self._find(tests, value, "%s.%s" % (name, key), module, globs, seen)
            for key, value in getattr(obj, "__test__", {}).items():
                self._find(tests, value, "%s.__test__.%s" % (name, key), module, globs, seen)
        elif inspect.isclass(obj):
            for key, value in obj.__dict__.items():
                if isinstance(value, staticmethod):
                    value = getattr(obj, key)
                if isinstance(value, classmethod):
                    value = getattr(obj, key).__func__
                if (inspect.isroutine(value) or inspect.isclass(value)
                        or isinstance(value, property)) and self._belongs(module, value):
                    self._find(tests, value, "%s.%s" % (name, key), module, globs, seen)

    def _belongs(self, module, obj):
        if module is None or isinstance(obj, property):
            return True
        if inspect.isfunction(obj):
            return module.__dict__ is obj.__globals__
        return getattr(obj, "__module__", None) == module.__name__

    def _test_of(self, obj, name, module, globs):
        doc = obj if isinstance(obj, str) else getattr(obj, "__doc__", None)
        doc = "" if doc is None else str(doc)
        if self._exclude_empty and not doc:
            return None
        filename = getattr(module, "__file__", None)
        return self._parser.get_doctest(doc, globs, name, filename,
                                        self._line_of(obj, name, filename))

    def _line_of(self, obj, name, filename):
        lines = linecache.getlines(filename) if filename else []
        start = None
        if inspect.ismodule(obj):
            start = 0
        if inspect.isclass(obj):
            pattern = re.compile(r"^\s*class\s*%s\b" % obj.__name__)
            start = next((at for at, line in enumerate(lines) if pattern.match(line)), None)
        if isinstance(obj, property):
            obj = obj.fget
        if inspect.ismethod(obj):
            obj = obj.__func__
        if inspect.isfunction(obj) and obj.__doc__:
            start = obj.__code__.co_firstlineno - 1
        if start is None:
            return None
        quotes = re.compile(r"(^|.*:)\s*\w*(\"|')")
        return next((at for at in range(start, len(lines)) if quotes.match(lines[at])), None)


class OutputChecker:
    """Whether what came is what was wanted."""

    def check_output(self, want, got, optionflags):
        if got == want:
            return True
        if not optionflags & DONT_ACCEPT_TRUE_FOR_1 \
                and (got, want) in (("True\n", "1\n"), ("False\n", "0\n")):
            return True
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            want = re.sub(r"(?m)^%s\s*?$" % re.escape(BLANKLINE_MARKER), "", want)
            got = re.sub(r"(?m)^[^\S\n]+$", "", got)
            if got == want:
                return True
        if optionflags & NORMALIZE_WHITESPACE:
            got, want = " ".join(got.split()), " ".join(want.split())
            if got == want:
                return True
        if optionflags & ELLIPSIS and ELLIPSIS_MARKER in want:
            pattern = ".*".join(map(re.escape, want.split(ELLIPSIS_MARKER)))
            return re.fullmatch(pattern, got, re.DOTALL) is not None
        return False

    def output_difference(self, example, got, optionflags):
        want = example.want
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            got = re.sub("(?m)^[ ]*(?=\n)", BLANKLINE_MARKER, got)
        diffs = {REPORT_UDIFF: (difflib.unified_diff, "unified diff with -expected +actual"),
                 REPORT_CDIFF: (difflib.context_diff, "context diff with expected followed by "
                                                      "actual"),
                 REPORT_NDIFF: (None, "ndiff with -expected +actual")}
        chosen = optionflags & (REPORT_UDIFF | REPORT_CDIFF | REPORT_NDIFF)
        if chosen in diffs and (chosen == REPORT_NDIFF
                                or want.count("\n") > 2 and got.count("\n") > 2):
            make, kind = diffs[chosen]
            old, new = want.splitlines(keepends=True), got.splitlines(keepends=True)
            if make is None:
                lines = list(difflib.Differ(
                    charjunk=difflib.IS_CHARACTER_JUNK).compare(old, new))
            else:
                lines = list(make(old, new, n=2))[2:]
            return "Differences (%s):\n" % kind + _indent("".join(lines))
        if want and got:
            return "Expected:\n%sGot:\n%s" % (_indent(want), _indent(got))
        if want:
            return "Expected:\n%sGot nothing\n" % _indent(want)
        if got:
            return "Expected nothing\nGot:\n%s" % _indent(got)
        return "Expected nothing\nGot nothing\n"


def _indent(text, indent=4):
    return re.sub("(?m)^(?!$)", indent * " ", text)


def _exception_text(info):
    out = io.StringIO()
    traceback.print_exception(*info, file=out)
    return out.getvalue()


class _Captured(io.StringIO):
    def getvalue(self):
        text = io.StringIO.getvalue(self)
        return text if not text or text.endswith("\n") else text + "\n"


class DocTestRunner:
    """Runs examples and reports."""

    DIVIDER = "*" * 70

    def __init__(self, checker=None, verbose=None, optionflags=0):
        self._checker = checker or OutputChecker()
        self._verbose = "-v" in sys.argv if verbose is None else verbose
        self.optionflags = self.original_optionflags = optionflags
        self.tries = self.failures = 0
        self._name2ft = {}

    def report_start(self, out, test, example):
        if self._verbose:
            if example.want:
                out("Trying:\n" + _indent(example.source) + "Expecting:\n"
                    + _indent(example.want))
            else:
                out("Trying:\n" + _indent(example.source) + "Expecting nothing\n")

    def report_success(self, out, test, example, got):
        if self._verbose:
            out("ok\n")

    def report_failure(self, out, test, example, got):
        out(self._header(test, example)
            + self._checker.output_difference(example, got, self.optionflags))

    def report_unexpected_exception(self, out, test, example, exc_info):
        out(self._header(test, example) + "Exception raised:\n"
            + _indent(_exception_text(exc_info)))

    def _header(self, test, example):
        lines = [self.DIVIDER]
        if test.filename:
            lineno = "?" if test.lineno is None or example.lineno is None \
                else test.lineno + example.lineno + 1
            lines.append('File "%s", line %s, in %s' % (test.filename, lineno, test.name))
        else:
            lines.append("Line %s, in %s" % (example.lineno + 1, test.name))
        lines.append("Failed example:")
        lines.append(_indent(example.source))
        return "\n".join(lines)

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        saved = sys.stdout
        out = saved.write if out is None else out
        saved_hook, sys.displayhook = sys.displayhook, sys.__displayhook__
        failures = tries = 0
        try:
            for number, example in enumerate(test.examples):
                self.optionflags = self.original_optionflags
                for flag, on in example.options.items():
                    self.optionflags = self.optionflags | flag if on \
                        else self.optionflags & ~flag
                if self.optionflags & SKIP:
                    continue
                quiet = self.optionflags & REPORT_ONLY_FIRST_FAILURE and failures > 0
                tries += 1
                if not quiet:
                    self.report_start(out, test, example)
                name = "<doctest %s[%d]>" % (test.name, number)
                sys.stdout = captured = _Captured()
                info = None
                try:
                    exec(compile(example.source, name, "single", compileflags or 0, True),
                         test.globs)
                except KeyboardInterrupt:
                    raise
                except:
                    info = sys.exc_info()
                    info = info[0], info[1], info[2].tb_next
                finally:
                    sys.stdout = saved
                got = captured.getvalue()
                passed = self._passed(example, got, info)
                if passed:
                    if not quiet:
                        self.report_success(out, test, example, got)
                    continue
                failures += 1
                if quiet:
                    continue
                if info is not None and example.exc_msg is None:
                    self.report_unexpected_exception(out, test, example, info)
                else:
                    if info is not None:
                        got += _exception_text(info)
                    self.report_failure(out, test, example, got)
                if self.optionflags & FAIL_FAST:
                    break
        finally:
            sys.stdout = saved
            sys.displayhook = saved_hook
            self.optionflags = self.original_optionflags
            if clear_globs:
                test.globs.clear()
        failed, tried = self._name2ft.get(test.name, (0, 0))
        self._name2ft[test.name] = failed + failures, tried + tries
        self.failures += failures
        self.tries += tries
        return TestResults(failures, tries)

    def _passed(self, example, got, info):
        check = self._checker.check_output
        if info is None:
            return check(example.want, got, self.optionflags)
        if example.exc_msg is None:
            return False
        text = traceback.format_exception_only(*info[:2])[-1]
        if check(example.exc_msg, text, self.optionflags):
            return True
        if self.optionflags & IGNORE_EXCEPTION_DETAIL:
            wanted, given = (each.partition(":")[0].rpartition(".")[2].strip()
                             for each in (example.exc_msg, text))
            return wanted == given
        return False

    def summarize(self, verbose=None):
        verbose = self._verbose if verbose is None else verbose
        silent, passed, failed = [], [], []
        tries = failures = 0
        for name, (bad, tried) in self._name2ft.items():
            tries += tried
            failures += bad
            if not tried:
                silent.append(name)
            elif not bad:
                passed.append((name, tried))
            else:
                failed.append((name, bad, tried))
        if verbose:
            if silent:
                print(len(silent), "items had no tests:")
                for name in sorted(silent):
                    print("   ", name)
            if passed:
                print(len(passed), "items passed all tests:")
                for name, count in sorted(passed):
                    print(" %3d tests in %s" % (count, name))
        if failed:
            print(self.DIVIDER)
            print(len(failed), "items had failures:")
            for name, bad, tried in sorted(failed):
                print(" %3d of %3d in %s" % (bad, tried, name))
        if verbose:
            print(tries, "tests in", len(self._name2ft), "items.")
            print(tries - failures, "passed and", failures, "failed.")
        if failures:
            print("***Test Failed***", failures, "failures.")
        elif verbose:
            print("Test passed.")
        return TestResults(failures, tries)


class DocTestFailure(Exception):
    def __init__(self, test, example, got):
        self.test = test
        self.example = example
        self.got = got

    def __str__(self):
        return str(self.test)


class UnexpectedException(Exception):
    def __init__(self, test, example, exc_info):
        self.test = test
        self.example = example
        self.exc_info = exc_info

    def __str__(self):
        return str(self.test)


class DebugRunner(DocTestRunner):
    """Raises at the first failure."""

    def report_failure(self, out, test, example, got):
        raise DocTestFailure(test, example, got)

    def report_unexpected_exception(self, out, test, example, exc_info):
        raise UnexpectedException(test, example, exc_info)


master = None


def testmod(m=None, name=None, globs=None, verbose=None, report=True, optionflags=0,
            extraglobs=None, raise_on_error=False, exclude_empty=False):
    m = sys.modules.get("__main__") if m is None else m
    if not inspect.ismodule(m):
        raise TypeError("testmod: module required; %r" % (m,))
    make = DebugRunner if raise_on_error else DocTestRunner
    runner = make(verbose=verbose, optionflags=optionflags)
    finder = DocTestFinder(exclude_empty=exclude_empty)
    for test in finder.find(m, m.__name__ if name is None else name, globs=globs,
                            extraglobs=extraglobs):
        runner.run(test)
    if report:
        runner.summarize()
    return TestResults(runner.failures, runner.tries)


def run_docstring_examples(f, globs, verbose=False, name="NoName", compileflags=None,
                           optionflags=0):
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    for test in DocTestFinder(verbose=verbose, recurse=False).find(f, name, globs=globs):
        runner.run(test, compileflags=compileflags)


class DocTestCase(unittest.TestCase):
    def __init__(self, test, optionflags=0):
        super().__init__()
        self._dt_test = test
        self._dt_optionflags = optionflags

    def runTest(self):
        out = io.StringIO()
        runner = DocTestRunner(optionflags=self._dt_optionflags, verbose=False)
        runner.DIVIDER = "-" * 70
        failures, _ = runner.run(self._dt_test, out=out.write, clear_globs=False)
        if failures:
            test = self._dt_test
            raise self.failureException(
                'Failed doctest test for %s\n  File "%s", line %s, in %s\n\n%s' % (
                    test.name, test.filename,
                    "unknown line number" if test.lineno is None else test.lineno,
                    test.name.split(".")[-1], out.getvalue()))

    def id(self):
        return self._dt_test.name

    def __str__(self):
        name = self._dt_test.name.split(".")
        return "%s (%s)" % (name[-1], ".".join(name[:-1]))

    def shortDescription(self):
        return "Doctest: " + self._dt_test.name


def DocTestSuite(module=None, globs=None, extraglobs=None, test_finder=None, optionflags=0,
                 **options):
    if module is None:
        module = sys.modules["__main__"]
    elif isinstance(module, str):
        module = __import__(module, fromlist=["*"])
    tests = (test_finder or DocTestFinder()).find(module, globs=globs, extraglobs=extraglobs)
    return unittest.TestSuite(DocTestCase(test, optionflags) for test in sorted(tests)
                              if test.examples)
