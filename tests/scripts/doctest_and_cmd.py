import sched, getopt, cmd, signal, locale, gettext, doctest, io, sys, platform, timeit
t=[0]
def now(): return t[0]
def delay(d): t[0]+=d
s=sched.scheduler(now, delay); s.enter(3,1,print,("c",)); s.enter(1,2,print,("a",)); e=s.enter(2,1,print,("x",)); s.enter(1,1,print,("first",),{"end":"!\n"}); s.cancel(e); print(len(s.queue), s.queue[0].time); s.run(); print(s.empty(), t)
print(getopt.getopt(["-a","-b","v","--long=1","--flag","x","-c"],"ab:c",["long=","flag"]), getopt.gnu_getopt(["x","-a","y","--lo","3"],"a",["long="]))
for a in (["-z"],["-b"],["--nope"],["--flag=1"],["--long"]):
    try: getopt.getopt(a,"ab:",["long=","flag"])
    except getopt.GetoptError as e: print(e, repr(e.opt))
class C(cmd.Cmd):
    intro="hi"; prompt="> "; use_rawinput=0
    def do_greet(self,a): "greet NAME"; print("hello",a,file=self.stdout)
    def do_bare(self,a): print("bare", file=self.stdout)
    def do_quit(self,a): return True
    def help_topic(self): print("t", file=self.stdout)
o=io.StringIO(); C(stdin=io.StringIO("greet bob\n\nhelp\nhelp greet\n?topic\nhelp zz\nfoo bar\nbare\nquit\n"),stdout=o).cmdloop(); print(o.getvalue())
print(signal.SIGINT, repr(signal.SIGTERM), int(signal.SIGKILL), signal.Signals(2).name, gettext.gettext("x"), gettext.ngettext("a","b",2), platform.python_implementation(), platform.system(), platform.python_version()[:3])
def add(a,b):
    """Adds.

    >>> add(1,2)
    3
    >>> add(1,2)  # wrong
    4
    >>> add("a",1)
    Traceback (most recent call last):
        ...
    TypeError: can only concatenate str (not "int") to str
    >>> for i in range(2):
    ...     print(i)
    0
    1
    >>> print("a\\n\\nb")
    a
    <BLANKLINE>
    b
    >>> list(range(20)) # doctest: +ELLIPSIS
    [0, 1, ..., 19]
    >>> x = 5
    >>> x
    5
    """
    return a+b
class K:
    """
    >>> K().m()
    1
    """
    def m(self):
        """
        >>> 2
        2
        """
        return 1
print(doctest.testmod(), doctest.testmod(verbose=True))
print(doctest.DocTestParser().get_examples(">>> a\n1\ntext\n\n>>> b\n")[0].want)
doctest.run_docstring_examples(K.m, globals(), verbose=True)
