"""`unittest.main()`: the command line of a file of tests."""

import argparse
import os
import sys
from unittest import loader, runner

__unittest = True


class TestProgram:
    """Loads the tests of a module, runs them, and ends the program with what came of it."""

    verbosity = 1
    failfast = buffer = progName = warnings = testNamePatterns = None

    def __init__(self, module="__main__", defaultTest=None, argv=None, testRunner=None,
                 testLoader=loader.defaultTestLoader, exit=True, verbosity=1, failfast=None,
                 catchbreak=None, buffer=None, warnings=None, *, tb_locals=False):
        if isinstance(module, str):
            self.module = __import__(module)
            for part in module.split(".")[1:]:
                self.module = getattr(self.module, part)
        else:
            self.module = module
        argv = sys.argv if argv is None else argv
        self.exit = exit
        self.failfast = failfast
        self.verbosity = verbosity
        self.buffer = buffer
        self.tb_locals = tb_locals
        self.warnings = "default" if warnings is None and not sys.warnoptions else warnings
        self.defaultTest = defaultTest
        self.testRunner = testRunner
        self.testLoader = testLoader
        self.progName = os.path.basename(argv[0])
        self.parseArgs(argv)
        self.runTests()

    def parseArgs(self, argv):
        parser = argparse.ArgumentParser(prog=self.progName)
        parser.add_argument("-v", "--verbose", dest="verbosity", action="store_const", const=2,
                            help="Verbose output")
        parser.add_argument("-q", "--quiet", dest="verbosity", action="store_const", const=0,
                            help="Quiet output")
        parser.add_argument("--locals", dest="tb_locals", action="store_true",
                            help="Show local variables in tracebacks")
        parser.add_argument("-f", "--failfast", action="store_true", default=None,
                            help="Stop on first fail or error")
        parser.add_argument("-c", "--catch", action="store_true", default=None,
                            help="Catch Ctrl-C and display results so far")
        parser.add_argument("-b", "--buffer", action="store_true", default=None,
                            help="Buffer stdout and stderr during tests")
        parser.add_argument("-k", dest="patterns", action="append",
                            help="Only run tests which match the given substring")
        parser.add_argument("tests", nargs="*", help="a list of any number of test modules, "
                            "classes and test methods.")
        given = parser.parse_args(argv[1:])
        for name in ("verbosity", "failfast", "buffer"):
            if getattr(given, name) is not None:
                setattr(self, name, getattr(given, name))
        self.tb_locals = self.tb_locals or given.tb_locals
        if given.patterns:
            self.testLoader.testNamePatterns = [
                pattern if "*" in pattern else "*%s*" % pattern for pattern in given.patterns]
        names = given.tests
        if not names and self.defaultTest is not None:
            names = [self.defaultTest] if isinstance(self.defaultTest, str) \
                else list(self.defaultTest)
        if names:
            module = self.module if self.module.__name__ == "__main__" else self.module
            self.test = self.testLoader.loadTestsFromNames(names, module)
        else:
            self.test = self.testLoader.loadTestsFromModule(self.module)

    def runTests(self):
        make = self.testRunner or runner.TextTestRunner
        if isinstance(make, type):
            make = make(verbosity=self.verbosity, failfast=self.failfast, buffer=self.buffer,
                        warnings=self.warnings, tb_locals=self.tb_locals)
        self.result = make.run(self.test)
        if self.exit:
            sys.exit(not self.result.wasSuccessful())


main = TestProgram
