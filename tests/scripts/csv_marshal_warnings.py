import sys
sys.stderr=sys.stdout
import warnings, csv, io, secrets, hmac, marshal
warnings.warn("hey")
def f():
    warnings.warn("dep", DeprecationWarning, stacklevel=2)
f(); f()
for i in range(3): warnings.warn("loop")
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    warnings.warn("a"); warnings.warn("b", UserWarning)
    print(len(log), log[0].message, log[1].category, log[0].lineno)
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try: warnings.warn("err")
    except UserWarning as e: print("caught", e)
warnings.filterwarnings("ignore", message="ign.*")
warnings.warn("ignore me"); warnings.warn("not ignored")
async def co(): pass
co()
b=io.StringIO()
w=csv.writer(b); w.writerow(["a,b", 'q"x', 1, None, 2.5, ""]); w.writerow([""]); w.writerow(["x\ny"])
print(repr(b.getvalue()))
print(list(csv.reader(io.StringIO(b.getvalue()))))
d=csv.DictReader(io.StringIO("n,v\na,1\nb,2,3\nc"))
for r in d: print(dict(r))
print(list(csv.reader(["a b 'c d'"], delimiter=" ", quotechar="'")), csv.list_dialects(), csv.Sniffer().sniff("a;b;c\n1;2;3\n").delimiter)
w=csv.writer(sys.stdout, quoting=csv.QUOTE_NONNUMERIC); w.writerow([1,"a",2.5,None])
print(list(csv.reader(['"a",1.5'],quoting=csv.QUOTE_NONNUMERIC)))
try: csv.reader([], delimiter="ab")
except TypeError as e: print(e)
try: csv.writer(sys.stdout, dialect="nope")
except csv.Error as e: print(e)
print(hmac.compare_digest("a","a"), hmac.new(b"k",b"m","sha256").hexdigest())
for v in [1,-5,2**40,-2**70,1.5,1j,"abc","a b",b"x",(1,2),[1,[2]],{"a":1},None,True,...,{1},frozenset([2]),"é"]:
    d=marshal.dumps(v); print(d, marshal.loads(d)==v)
x=[1];print(marshal.dumps([x,x]), marshal.dumps([[1],[1.5,1.5]]))
c=compile("a=1\ndef f(x): return x+a\nprint(f(2))","<s>","exec")
d=marshal.dumps(c); exec(marshal.loads(d)); print(len(d))
