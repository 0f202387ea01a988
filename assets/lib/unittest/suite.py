"""Tests together, with what classes and modules do before and after."""

import sys
from unittest import case
from unittest.result import _class_name

__unittest = True


class BaseTestSuite:
    _cleanup = True

    def __init__(self, tests=()):
        self._tests = []
        self._removed_tests = 0
        self.addTests(tests)

    def __repr__(self):
        return "<%s tests=%s>" % (_class_name(self.__class__), list(self))

    def __eq__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return list(self) == list(other)

    def __iter__(self):
        return iter(self._tests)

    def countTestCases(self):
        return self._removed_tests + sum(test.countTestCases() for test in self if test)

    def addTest(self, test):
        if not callable(test):
            raise TypeError("{} is not callable".format(repr(test)))
        if isinstance(test, type) and issubclass(test, (case.TestCase, TestSuite)):
            raise TypeError("TestCases and TestSuites must be instantiated before passing them "
                            "to addTest()")
        self._tests.append(test)

    def addTests(self, tests):
        if isinstance(tests, str):
            raise TypeError("tests must be an iterable of tests, not a string")
        for test in tests:
            self.addTest(test)

    def run(self, result):
        for at, test in enumerate(self):
            if result.shouldStop:
                break
            test(result)
            if self._cleanup:
                self._forget(at)
        return result

    def _forget(self, at):
        test = self._tests[at]
        if hasattr(test, "countTestCases"):
            self._removed_tests += test.countTestCases()
        self._tests[at] = None

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def debug(self):
        for test in self:
            test.debug()


class TestSuite(BaseTestSuite):
    def run(self, result, debug=False):
        top = not getattr(result, "_testRunEntered", False)
        if top:
            result._testRunEntered = True
        for at, test in enumerate(self):
            if result.shouldStop:
                break
            if not isinstance(test, BaseTestSuite):
                self._tear_down_class(test, result)
                self._module_fixture(test, result)
                self._set_up_class(test, result)
                result._previousTestClass = test.__class__
                if getattr(test.__class__, "_classSetupFailed", False) \
                        or result._moduleSetUpFailed:
                    continue
            test(result)
            if self._cleanup:
                self._forget(at)
        if top:
            self._tear_down_class(None, result)
            self._tear_down_module(result)
            result._testRunEntered = False
        return result

    def _set_up_class(self, test, result):
        current = test.__class__
        if current == result._previousTestClass or result._moduleSetUpFailed \
                or getattr(current, "__unittest_skip__", False):
            return
        try:
            current._classSetupFailed = False
        except TypeError:
            pass
        set_up = getattr(current, "setUpClass", None)
        if set_up is None:
            return
        try:
            set_up()
        except Exception as error:
            current._classSetupFailed = True
            self._add_error(result, error, "setUpClass", _class_name(current))
            self._class_cleanups(current, result)

    def _class_cleanups(self, cls, result):
        if hasattr(cls, "doClassCleanups"):
            cls.doClassCleanups()
            for info in cls.tearDown_exceptions:
                self._add_error(result, info[1], "setUpClass", _class_name(cls), info)

    def _tear_down_class(self, test, result):
        previous = result._previousTestClass
        if previous is None or previous == test.__class__ \
                or getattr(previous, "_classSetupFailed", False) or result._moduleSetUpFailed \
                or getattr(previous, "__unittest_skip__", False):
            return
        tear_down = getattr(previous, "tearDownClass", None)
        if tear_down is None:
            return
        try:
            tear_down()
        except Exception as error:
            self._add_error(result, error, "tearDownClass", _class_name(previous))
        if hasattr(previous, "doClassCleanups"):
            previous.doClassCleanups()
            for info in previous.tearDown_exceptions:
                self._add_error(result, info[1], "tearDownClass", _class_name(previous), info)

    def _module_fixture(self, test, result):
        previous = result._previousTestClass
        if previous is not None and previous.__module__ == test.__class__.__module__:
            return
        self._tear_down_module(result)
        result._moduleSetUpFailed = False
        name = test.__class__.__module__
        set_up = getattr(sys.modules.get(name), "setUpModule", None)
        if set_up is not None:
            try:
                set_up()
            except Exception as error:
                result._moduleSetUpFailed = True
                self._add_error(result, error, "setUpModule", name)

    def _tear_down_module(self, result):
        previous = result._previousTestClass
        if previous is None or result._moduleSetUpFailed:
            return
        name = previous.__module__
        tear_down = getattr(sys.modules.get(name), "tearDownModule", None)
        if tear_down is not None:
            try:
                tear_down()
            except Exception as error:
                self._add_error(result, error, "tearDownModule", name)
        try:
            case.doModuleCleanups()
        except Exception as error:
            self._add_error(result, error, "tearDownModule", name)

    def _add_error(self, result, error, method, parent, info=None):
        holder = _ErrorHolder("%s (%s)" % (method, parent))
        if isinstance(error, case.SkipTest) and hasattr(result, "addSkip"):
            result.addSkip(holder, str(error))
        else:
            result.addError(holder, info or sys.exc_info())


class _ErrorHolder:
    """Stands for the test where a fixture failed."""

    failureException = None

    def __init__(self, description):
        self.description = description

    def id(self):
        return self.description

    def shortDescription(self):
        return None

    def __repr__(self):
        return "<ErrorHolder description=%r>" % (self.description,)

    def __str__(self):
        return self.id()

    def run(self, result):
        pass

    __call__ = run

    def countTestCases(self):
        return 0
