"""Test cases whose methods are coroutines."""

import asyncio
import inspect
from unittest.case import TestCase

__unittest = True


class IsolatedAsyncioTestCase(TestCase):
    async def asyncSetUp(self):
        pass

    async def asyncTearDown(self):
        pass

    def addAsyncCleanup(self, func, /, *args, **kwargs):
        self.addCleanup(*(func, *args), **kwargs)

    def _wait(self, result):
        if inspect.isawaitable(result):
            return self._loop.run_until_complete(result)
        return result

    def _callSetUp(self):
        self.setUp()
        self._wait(self.asyncSetUp())

    def _callTestMethod(self, method):
        self._wait(method())

    def _callTearDown(self):
        self._wait(self.asyncTearDown())
        self.tearDown()

    def _callCleanup(self, function, *args, **kwargs):
        self._wait(function(*args, **kwargs))

    def run(self, result=None):
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        try:
            return super().run(result)
        finally:
            asyncio.set_event_loop(None)
            self._loop.close()
