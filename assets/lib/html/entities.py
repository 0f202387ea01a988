"""Names of characters in HTML: those of HTML 4."""

_LATIN = (
    "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn "
    "sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave "
    "Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc "
    "Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute "
    "THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml "
    "igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave "
    "uacute ucirc uuml yacute thorn yuml"
).split()
_GREEK = (
    "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho . "
    "Sigma Tau Upsilon Phi Chi Psi Omega"
).split()
_OTHERS = (
    "quot 22 amp 26 lt 3c gt 3e OElig 152 oelig 153 Scaron 160 scaron 161 Yuml 178 circ 2c6 tilde "
    "2dc ensp 2002 emsp 2003 thinsp 2009 zwnj 200c zwj 200d lrm 200e rlm 200f ndash 2013 mdash "
    "2014 lsquo 2018 rsquo 2019 sbquo 201a ldquo 201c rdquo 201d bdquo 201e dagger 2020 Dagger "
    "2021 permil 2030 lsaquo 2039 rsaquo 203a euro 20ac fnof 192 thetasym 3d1 upsih 3d2 piv 3d6 "
    "sigmaf 3c2 bull 2022 hellip 2026 prime 2032 Prime 2033 oline 203e frasl 2044 weierp 2118 "
    "image 2111 real 211c trade 2122 alefsym 2135 larr 2190 uarr 2191 rarr 2192 darr 2193 harr "
    "2194 crarr 21b5 lArr 21d0 uArr 21d1 rArr 21d2 dArr 21d3 hArr 21d4 forall 2200 part 2202 exist "
    "2203 empty 2205 nabla 2207 isin 2208 notin 2209 ni 220b prod 220f sum 2211 minus 2212 lowast "
    "2217 radic 221a prop 221d infin 221e ang 2220 and 2227 or 2228 cap 2229 cup 222a int 222b "
    "there4 2234 sim 223c cong 2245 asymp 2248 ne 2260 equiv 2261 le 2264 ge 2265 sub 2282 sup "
    "2283 nsub 2284 sube 2286 supe 2287 oplus 2295 otimes 2297 perp 22a5 sdot 22c5 lceil 2308 "
    "rceil 2309 lfloor 230a rfloor 230b lang 2329 rang 232a loz 25ca spades 2660 clubs 2663 hearts "
    "2665 diams 2666"
).split()

name2codepoint = {name: 160 + at for at, name in enumerate(_LATIN)}
for _at, _name in enumerate(_GREEK):
    if _name != ".":
        name2codepoint[_name] = 0x391 + _at
        name2codepoint[_name.lower()] = 0x3B1 + _at
name2codepoint.update(zip(_OTHERS[::2], (int(_code, 16) for _code in _OTHERS[1::2])))
codepoint2name = {code: name for name, code in name2codepoint.items()}
entitydefs = {name: chr(code) if code < 256 else "&#%d;" % code
              for name, code in name2codepoint.items()}
# HTML 5 knows more names; those of Latin-1 may lack the semicolon.
html5 = {name + ";": chr(code) for name, code in name2codepoint.items()}
html5.update((name, chr(160 + at)) for at, name in enumerate(_LATIN))
html5.update({"apos;": "'", "AMP;": "&", "LT;": "<", "GT;": ">", "QUOT;": '"', "lang;": "\u27e8",
              "rang;": "\u27e9", "check;": "\u2713", "star;": "\u2606", "num;": "#", "excl;": "!",
              "dollar;": "$", "percnt;": "%", "lpar;": "(", "rpar;": ")", "ast;": "*",
              "plus;": "+", "comma;": ",", "period;": ".", "sol;": "/", "colon;": ":",
              "semi;": ";", "equals;": "=", "quest;": "?", "commat;": "@", "lbrack;": "[",
              "rbrack;": "]", "lowbar;": "_", "lbrace;": "{", "rbrace;": "}", "verbar;": "|",
              "Tab;": "\t", "NewLine;": "\n"})
html5.update((name, html5[name + ";"]) for name in ("quot", "amp", "lt", "gt", "AMP", "LT", "GT",
                                                    "QUOT"))
