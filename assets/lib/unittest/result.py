"""What came of the tests."""

import io
import sys
import traceback

__unittest = True


class TestResult:
    _moduleSetUpFailed = False
    _previousTestClass = None
    _testRunEntered = False

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failfast = False
        self.failures = []
        self.errors = []
        self.testsRun = 0
        self.skipped = []
        self.expectedFailures = []
        self.unexpectedSuccesses = []
        self.shouldStop = False
        self.buffer = False
        self.tb_locals = False
        self._stdout_buffer = self._stderr_buffer = None
        self._original_stdout = sys.stdout
        self._original_stderr = sys.stderr

    def printErrors(self):
        pass

    def startTest(self, test):
        self.testsRun += 1
        self._setupStdout()

    def _setupStdout(self):
        if self.buffer:
            if self._stderr_buffer is None:
                self._stderr_buffer = io.StringIO()
                self._stdout_buffer = io.StringIO()
            sys.stdout, sys.stderr = self._stdout_buffer, self._stderr_buffer

    def startTestRun(self):
        pass

    def stopTest(self, test):
        self._restoreStdout()

    def _restoreStdout(self):
        if self.buffer:
            sys.stdout, sys.stderr = self._original_stdout, self._original_stderr
            for buffer in (self._stdout_buffer, self._stderr_buffer):
                buffer.seek(0)
                buffer.truncate()

    def stopTestRun(self):
        pass

    def _stop_if_failfast(self):
        if self.failfast:
            self.stop()

    def addError(self, test, err):
        self.errors.append((test, self._exc_info_to_string(err, test)))
        self._stop_if_failfast()

    def addFailure(self, test, err):
        self.failures.append((test, self._exc_info_to_string(err, test)))
        self._stop_if_failfast()

    def addSubTest(self, test, subtest, err):
        if err is None:
            return
        self._stop_if_failfast()
        bad = self.failures if issubclass(err[0], test.failureException) else self.errors
        bad.append((subtest, self._exc_info_to_string(err, test)))

    def addSuccess(self, test):
        pass

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        self.expectedFailures.append((test, self._exc_info_to_string(err, test)))

    def addUnexpectedSuccess(self, test):
        self.unexpectedSuccesses.append(test)
        self._stop_if_failfast()

    def wasSuccessful(self):
        return not (self.failures or self.errors or self.unexpectedSuccesses)

    def stop(self):
        self.shouldStop = True

    def _exc_info_to_string(self, err, test):
        kind, value, tb = err
        # Frames of unittest itself tell the reader nothing.
        while tb and "__unittest" in tb.tb_frame.f_globals:
            tb = tb.tb_next
        length = None
        if kind is test.failureException:
            length = 0
            each = tb
            while each and "__unittest" not in each.tb_frame.f_globals:
                length += 1
                each = each.tb_next
        report = traceback.TracebackException(kind, value, tb, limit=length,
                                              capture_locals=self.tb_locals)
        lines = list(report.format())
        if self.buffer:
            for title, stream in (("Stdout", sys.stdout), ("Stderr", sys.stderr)):
                text = stream.getvalue()
                if text:
                    lines.append("\n%s:\n%s" % (title, text if text.endswith("\n")
                                                else text + "\n"))
        return "".join(lines)

    def __repr__(self):
        return "<%s run=%i errors=%i failures=%i>" % (
            _class_name(self.__class__), self.testsRun, len(self.errors), len(self.failures))


def _class_name(cls):
    return "%s.%s" % (cls.__module__, cls.__qualname__)
