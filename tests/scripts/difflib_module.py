import difflib
a="one two three four five six seven".split(); b="one tow three 4 five seven eight".split()
s=difflib.SequenceMatcher(None,a,b); print(s.ratio(), s.get_opcodes(), s.get_matching_blocks())
print(difflib.SequenceMatcher(None,"private","privately").ratio(), difflib.get_close_matches("appel",["ape","apple","peach","puppy"]))
print("\n".join(difflib.ndiff(a,b))); print("\n".join(difflib.unified_diff(a,b,"x","y",lineterm="")));print("\n".join(difflib.context_diff(a,b,"x","y","d1","d2",n=1,lineterm="")))
print("".join(difflib.Differ().compare("a b c\nhello world\nsame\n".splitlines(1),"a b d\nhello there world\nsame\nnew\n".splitlines(1))))
print(list(difflib.restore(difflib.ndiff(a,b),1))==a)
print(difflib.SequenceMatcher(lambda x:x==" "," abcd","abcd abcd").find_longest_match(0,5,0,9))
