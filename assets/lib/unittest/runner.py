"""Running tests with a report as text."""

import sys
import time
import warnings
from unittest import result

__unittest = True


class _Writeln:
    """A stream with writeln."""

    def __init__(self, stream):
        self.stream = stream

    def __getattr__(self, name):
        if name in ("stream", "__getstate__"):
            raise AttributeError(name)
        return getattr(self.stream, name)

    def writeln(self, text=None):
        if text:
            self.write(text)
        self.write("\n")


class TextTestResult(result.TestResult):
    separator1 = "=" * 70
    separator2 = "-" * 70

    def __init__(self, stream, descriptions, verbosity):
        super().__init__(stream, descriptions, verbosity)
        self.stream = stream
        self.showAll = verbosity > 1
        self.dots = verbosity == 1
        self.descriptions = descriptions

    def getDescription(self, test):
        doc = test.shortDescription()
        return "\n".join((str(test), doc)) if self.descriptions and doc else str(test)

    def startTest(self, test):
        super().startTest(test)
        if self.showAll:
            self.stream.write(self.getDescription(test))
            self.stream.write(" ... ")
            self.stream.flush()

    def _tell(self, word, sign):
        if self.showAll:
            self.stream.writeln(word)
        elif self.dots:
            self.stream.write(sign)
            self.stream.flush()

    def addSuccess(self, test):
        super().addSuccess(test)
        self._tell("ok", ".")

    def addError(self, test, err):
        super().addError(test, err)
        self._tell("ERROR", "E")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._tell("FAIL", "F")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._tell("skipped {0!r}".format(reason), "s")

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._tell("expected failure", "x")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._tell("unexpected success", "u")

    def printErrors(self):
        if self.dots or self.showAll:
            self.stream.writeln()
        self.printErrorList("ERROR", self.errors)
        self.printErrorList("FAIL", self.failures)

    def printErrorList(self, flavour, errors):
        for test, err in errors:
            self.stream.writeln(self.separator1)
            self.stream.writeln("%s: %s" % (flavour, self.getDescription(test)))
            self.stream.writeln(self.separator2)
            self.stream.writeln("%s" % err)


class TextTestRunner:
    resultclass = TextTestResult

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False,
                 buffer=False, resultclass=None, warnings=None, *, tb_locals=False):
        self.stream = _Writeln(sys.stderr if stream is None else stream)
        self.descriptions = descriptions
        self.verbosity = verbosity
        self.failfast = failfast
        self.buffer = buffer
        self.tb_locals = tb_locals
        self.warnings = warnings
        if resultclass is not None:
            self.resultclass = resultclass

    def _makeResult(self):
        return self.resultclass(self.stream, self.descriptions, self.verbosity)

    def run(self, test):
        outcome = self._makeResult()
        outcome.failfast = self.failfast
        outcome.buffer = self.buffer
        outcome.tb_locals = self.tb_locals
        with warnings.catch_warnings():
            if self.warnings:
                warnings.simplefilter(self.warnings)
                if self.warnings in ("default", "always"):
                    warnings.filterwarnings("module", category=DeprecationWarning,
                                            message=r"Please use assert\w+ instead.")
            start = time.perf_counter()
            getattr(outcome, "startTestRun", lambda: None)()
            try:
                test(outcome)
            finally:
                getattr(outcome, "stopTestRun", lambda: None)()
            taken = time.perf_counter() - start
        outcome.printErrors()
        if hasattr(outcome, "separator2"):
            self.stream.writeln(outcome.separator2)
        run = outcome.testsRun
        self.stream.writeln("Ran %d test%s in %.3fs" % (run, "" if run == 1 else "s", taken))
        self.stream.writeln()
        infos = []
        if not outcome.wasSuccessful():
            self.stream.write("FAILED")
            if outcome.failures:
                infos.append("failures=%d" % len(outcome.failures))
            if outcome.errors:
                infos.append("errors=%d" % len(outcome.errors))
        else:
            self.stream.write("OK")
        for name, found in (("skipped", outcome.skipped),
                            ("expected failures", outcome.expectedFailures),
                            ("unexpected successes", outcome.unexpectedSuccesses)):
            if found:
                infos.append("%s=%d" % (name, len(found)))
        self.stream.write(" (%s)" % (", ".join(infos),) if infos else "")
        self.stream.write("\n")
        return outcome
