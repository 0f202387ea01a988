"""Tests: cases, suites, a loader, results and a text runner."""

__all__ = [
    "TestResult", "TestCase", "IsolatedAsyncioTestCase", "TestSuite", "TextTestRunner",
    "TestLoader", "FunctionTestCase", "main", "defaultTestLoader", "SkipTest", "skip", "skipIf",
    "skipUnless", "expectedFailure", "TextTestResult", "getTestCaseNames", "makeSuite",
    "findTestCases", "addModuleCleanup",
]
__unittest = True

from unittest.result import TestResult
from unittest.case import (
    FunctionTestCase, SkipTest, TestCase, addModuleCleanup, doModuleCleanups, expectedFailure,
    skip, skipIf, skipUnless,
)
from unittest.suite import BaseTestSuite, TestSuite
from unittest.loader import (
    TestLoader, defaultTestLoader, findTestCases, getTestCaseNames, makeSuite,
)
from unittest.runner import TextTestResult, TextTestRunner
from unittest.main import TestProgram, main


def __getattr__(name):
    # asyncio is large: it is loaded only for those who test with it.
    if name == "IsolatedAsyncioTestCase":
        from unittest.async_case import IsolatedAsyncioTestCase
        return IsolatedAsyncioTestCase
    raise AttributeError("module %r has no attribute %r" % (__name__, name))
