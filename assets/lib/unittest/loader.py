"""Finding tests in classes, modules and names."""

import functools
import sys
import traceback
import types
from fnmatch import fnmatchcase
from unittest import case, suite

__unittest = True


class _FailedTest(case.TestCase):
    """Stands for tests that couldn't be loaded."""

    _testMethodName = None

    def __init__(self, method_name, exception):
        self._exception = exception
        super().__init__(method_name)

    def __getattr__(self, name):
        if name != self._testMethodName:
            return super().__getattribute__(name)

        def fail():
            raise self._exception
        return fail


class TestLoader:
    testMethodPrefix = "test"
    sortTestMethodsUsing = staticmethod(lambda a, b: (a > b) - (a < b))
    testNamePatterns = None
    suiteClass = suite.TestSuite

    def __init__(self):
        self.errors = []

    def loadTestsFromTestCase(self, testCaseClass):
        if issubclass(testCaseClass, suite.TestSuite):
            raise TypeError("Test cases should not be derived from TestSuite. Maybe you meant to "
                            "derive from TestCase?")
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, "runTest"):
            names = ["runTest"]
        return self.suiteClass(map(testCaseClass, names))

    def loadTestsFromModule(self, module, *args, pattern=None, **kws):
        tests = []
        for name in dir(module):
            found = getattr(module, name)
            if isinstance(found, type) and issubclass(found, case.TestCase):
                tests.append(self.loadTestsFromTestCase(found))
        tests = self.suiteClass(tests)
        load_tests = getattr(module, "load_tests", None)
        if load_tests is not None:
            try:
                return load_tests(self, tests, pattern)
            except Exception as error:
                return self._failed(module.__name__, error,
                                    "Failed to call load_tests:\n%s" % traceback.format_exc())
        return tests

    def _failed(self, name, error, message):
        self.errors.append(message)
        return self.suiteClass((_FailedTest(name, error),))

    def loadTestsFromName(self, name, module=None):
        parts = name.split(".")
        found = module
        rest = parts[:]
        if module is None:
            while parts:
                try:
                    __import__(".".join(parts))
                    found = sys.modules[parts[0]]
                    break
                except ImportError as error:
                    last = parts.pop()
                    if not parts:
                        message = "Failed to import test module: %s\n%s" % (
                            last, traceback.format_exc())
                        return self._failed(last, ImportError(message), message)
            rest = rest[1:]
        parent = None
        for part in rest:
            try:
                parent, found = found, getattr(found, part)
            except AttributeError as error:
                return self._failed(part, error,
                                    "Failed to access attribute:\n%s" % traceback.format_exc())
        if isinstance(found, types.ModuleType):
            return self.loadTestsFromModule(found)
        if isinstance(found, type) and issubclass(found, case.TestCase):
            return self.loadTestsFromTestCase(found)
        if isinstance(found, types.FunctionType) and isinstance(parent, type) \
                and issubclass(parent, case.TestCase):
            return self.suiteClass([parent(rest[-1])])
        if isinstance(found, suite.TestSuite):
            return found
        if callable(found):
            test = found()
            if isinstance(test, suite.TestSuite):
                return test
            if isinstance(test, case.TestCase):
                return self.suiteClass([test])
            raise TypeError("calling %s returned %s, not a test" % (found, test))
        raise TypeError("don't know how to make test from: %s" % found)

    def loadTestsFromNames(self, names, module=None):
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])

    def getTestCaseNames(self, testCaseClass):
        def wanted(name):
            if not name.startswith(self.testMethodPrefix):
                return False
            if not callable(getattr(testCaseClass, name)):
                return False
            full = "%s.%s.%s" % (testCaseClass.__module__, testCaseClass.__qualname__, name)
            return self.testNamePatterns is None or any(
                fnmatchcase(full, pattern) for pattern in self.testNamePatterns)
        names = list(filter(wanted, dir(testCaseClass)))
        if self.sortTestMethodsUsing:
            names.sort(key=functools.cmp_to_key(self.sortTestMethodsUsing))
        return names

    def discover(self, start_dir, pattern="test*.py", top_level_dir=None):
        import os
        folder = os.path.abspath(start_dir)
        if folder not in sys.path:
            sys.path.insert(0, folder)
        tests = []
        for name in sorted(os.listdir(folder)):
            if fnmatchcase(name, pattern) and name.endswith(".py"):
                tests.append(self.loadTestsFromName(name[:-3]))
        return self.suiteClass(tests)


defaultTestLoader = TestLoader()


def _make(prefix, sort, suite_class=None):
    loader = TestLoader()
    loader.testMethodPrefix = prefix
    loader.sortTestMethodsUsing = sort
    if suite_class:
        loader.suiteClass = suite_class
    return loader


def getTestCaseNames(testCaseClass, prefix, sortUsing=TestLoader.sortTestMethodsUsing,
                     testNamePatterns=None):
    return _make(prefix, sortUsing).getTestCaseNames(testCaseClass)


def makeSuite(testCaseClass, prefix="test", sortUsing=TestLoader.sortTestMethodsUsing,
              suiteClass=suite.TestSuite):
    return _make(prefix, sortUsing, suiteClass).loadTestsFromTestCase(testCaseClass)


def findTestCases(module, prefix="test", sortUsing=TestLoader.sortTestMethodsUsing,
                  suiteClass=suite.TestSuite):
    return _make(prefix, sortUsing, suiteClass).loadTestsFromModule(module)
