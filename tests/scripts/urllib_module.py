from urllib.parse import *
for u in ("http://user:pw@Host.COM:8080/p/a;x=1?q=1&r=2#frag","//h/p","mailto:a@b.c","path?x#y","http://[::1]:80/","ftp://f/;type=a","x:80","javascript:1","http://h?q","http:///p"):
    p=urlparse(u); print(p, p.geturl(), p.hostname, p.username, p.password); s=urlsplit(u); print(s, urlunsplit(s))
    try: print(p.port)
    except ValueError as e: print(e)
b="http://a/b/c/d;p?q"
for r in "g:h g ./g g/ /g //g ?y g?y #s g#s ;x g;x . ./ .. ../ ../g ../.. ../../g ../../../g /./g g. ..g ./../g http:g".split(): print(r, urljoin(b,r))
print(quote("a b/ü&=+~"), quote_plus("a b/ü"), quote("x/y",safe=""), unquote("a%20b%C3%BC%zz+"), unquote_plus("a+b%2B"), urlencode({"a":1,"b":"x y","c":[1,2]}), urlencode({"c":[1,2]},doseq=True), urlencode([("k","é")]))
print(parse_qs("a=1&a=2&b=&c"), parse_qsl("a=1&b=&c=x%20y+z",keep_blank_values=True), urldefrag("http://x/y#z"), unquote_to_bytes("%ff%41"), urlparse(b"http://x/y"), ParseResult("http","h","p","","q","f").geturl())
