import logging, sys, io
logging.basicConfig(stream=sys.stdout, level=logging.DEBUG, format="%(levelname)-8s|%(name)s|%(funcName)s|%(lineno)d|%(message)s")
log = logging.getLogger("app.core")
def f():
    log.info("hi %s %d", "x", 3); log.debug("d")
f(); log.warning("w %(a)s", {"a": 1})
try: 1/0
except ZeroDivisionError: log.exception("oops")
log.error("e", extra={"foo": 1}); logging.info("root")
s = io.StringIO(); h = logging.StreamHandler(s); h.setLevel(logging.ERROR); h.setFormatter(logging.Formatter("{name}:{message}", style="{"))
log.addHandler(h); log.error("to both"); log.propagate=False; log.critical("only h"); print(repr(s.getvalue()))
print(log, h.level, logging.getLevelName(35), logging.getLevelName("INFO"), log.parent, logging.getLogger("app").getEffectiveLevel())
logging.addLevelName(25, "NOTICE"); logging.log(25, "noticed")
class F(logging.Filter):
    def filter(self, r): return "secret" not in r.getMessage()
log2=logging.getLogger("two"); log2.addFilter(F()); log2.info("secret"); log2.info("open")
logging.disable(logging.INFO); log2.info("no"); log2.warning("yes"); logging.disable(logging.NOTSET)
ad = logging.LoggerAdapter(log2, {"u": 1}); ad.info("adapted")
try: log.setLevel("NOPE")
except ValueError as e: print(e)
try: logging.Formatter("x", style="!")
except ValueError as e: print(e)
logging.getLogger("a.b.c"); print(logging.getLogger("a.b.c").parent, logging.getLogger("a").name, logging.getLogger("a.b.c").parent)
class H(logging.Handler):
    def emit(self, r): print("H", self.format(r), r.levelno, r.args)
logging.shutdown()
