"""Runs one of CPython's own test files by the real unittest and says, method by method, how it went.

    cutaway run --stdlib DIR tests/cpython/run_one.py test.test_list [METHOD TO LEAVE OUT ...]

Each line on stderr that begins with @@ is for `cargo run --example cpython_tests`.
"""
import sys
import unittest

STDERR = sys.stderr


def say(*words):
    STDERR.write("@@ " + " ".join(words) + "\n")


class Result(unittest.TestResult):
    """Says at once what happens, so that nothing is lost when a test hangs."""

    def startTest(self, test):
        super().startTest(test)
        self.problem = None
        say("start", test.id())

    def note(self, kind, error):
        if self.problem is None:
            text = str(error[1]).strip().replace("\n", " | ")
            self.problem = kind, "%s: %s" % (error[0].__name__, text[:300])

    def addError(self, test, error):
        if hasattr(self, "problem"):
            self.note("error", error)
        else:
            say("outside", test.id(), repr(error[1]))

    def addFailure(self, test, error):
        self.note("fail", error)

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.note("fail", error)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.problem = self.problem or ("skip", reason)

    def addExpectedFailure(self, test, error):
        self.problem = None

    def addUnexpectedSuccess(self, test):
        self.problem = "fail", "unexpected success"

    def stopTest(self, test):
        super().stopTest(test)
        kind, reason = self.problem or ("pass", "")
        say(kind, test.id(), reason)


def without(suite, left_out):
    """The suite without some methods."""
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from without(test, left_out)
        elif test.id() not in left_out:
            yield test


def main():
    name, *left_out = sys.argv[1:]
    import test.support
    test.support.verbose = False
    test.support.use_resources = []
    suite = unittest.defaultTestLoader.loadTestsFromName(name)
    for problem in unittest.defaultTestLoader.errors:
        say("outside", name, problem.strip().splitlines()[-1])
    tests = list(without(suite, set(left_out)))
    say("count", str(len(tests)))
    unittest.TestSuite(tests).run(Result())
    say("done", name)


main()
