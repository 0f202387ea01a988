import configparser, io, html, uuid, sys
c=configparser.ConfigParser(); c.read_string("""[DEFAULT]
base = /x
; comment
[a]
path = %(base)s/y
num: 3
flag = yes
multi = one
  two
  three
f = 1.5
[b]
k=v
""")
print(c.sections(), c["a"]["path"], c.getint("a","num"), c.getboolean("a","flag"), c["a"].getfloat("f"), repr(c["a"]["multi"]), dict(c["b"]), c.get("b","zz",fallback="fb"), c.has_option("b","base"), "a" in c, c.options("b"), c.items("b"))
for f in (lambda: c["zz"], lambda: c.get("a","nope"), lambda: c.get("zz","a"), lambda: c.read_string("x=1"), lambda: c.read_string("[a]\n[a]"), lambda: c.read_string("[q]\na=1\na=2"), lambda: c.getint("a","path"), lambda: c.getboolean("b","k"), lambda: c.add_section("a"), lambda: c.set("b","x",1), lambda: c.read_string("[z]\n=3\njunk\n"), lambda: c.set("b","x","%(")):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
c["n"]={"x":"1","y":"2"}; c.set("n","z","%(x)s-%(y)s"); print(c["n"]["z"]); c.remove_option("n","x"); c.remove_section("b"); o=io.StringIO(); c.write(o); print(o.getvalue())
try: print(c["n"]["z"])
except configparser.InterpolationMissingOptionError as e: print(e)
d=configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation()); d.read_dict({"p":{"a":"1","b":"${a}/${q:c}"},"q":{"c":"2"}}); print(d["p"]["b"], repr(d["p"]), list(d), len(d))
r=configparser.RawConfigParser(allow_no_value=True, delimiters=("=",), inline_comment_prefixes=("#",)); r.optionxform=str; r.read_string("[s]\nKey\nOther = 1 # c\n"); print(dict(r["s"])); r.write(sys.stdout)
print(html.escape("<a href='x'>&\"</a>"), html.unescape("&lt;&amp;&eacute;&#65;&#x42;&copy &nope; &notit; &hellip;&rarr;&#128;"))
from html.parser import HTMLParser
class P(HTMLParser):
    def handle_starttag(self,t,a): print("S",t,a,self.getpos())
    def handle_endtag(self,t): print("E",t)
    def handle_data(self,d): print("D",repr(d))
    def handle_comment(self,d): print("C",d)
    def handle_decl(self,d): print("!",d)
    def handle_startendtag(self,t,a): print("SE",t,a)
p=P(); p.feed("<!DOCTYPE html><html><body class='a b' id=x disabled>Hi &amp; <b>bo\nld</b><!-- c --><br/><script>if(a<b){}</script><a href=\"u?x=1&amp;y=2\">l</a> tail 3 < 4</body></html>"); p.close()
print(uuid.UUID("12345678123456781234567812345678"), uuid.uuid5(uuid.NAMESPACE_DNS,"python.org"), uuid.uuid3(uuid.NAMESPACE_URL,"x"), repr(uuid.UUID(int=1)), uuid.uuid4().version, uuid.uuid5(uuid.NAMESPACE_DNS,"a").fields, uuid.UUID(int=5)<uuid.UUID(int=6), uuid.uuid5(uuid.NAMESPACE_DNS,"a").variant, len({uuid.uuid4() for _ in range(10)}))
for x in ("xyz",""):
    try: uuid.UUID(x)
    except ValueError as e: print(e)
