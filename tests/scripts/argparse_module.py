import argparse, sys
p = argparse.ArgumentParser(prog="tool", description="A tool that does many things, some of which take a long time to describe in a single line.", epilog="bye")
p.add_argument("file", help="the file"); p.add_argument("rest", nargs="*", type=int, help="numbers")
p.add_argument("-v", "--verbose", action="count", default=0, help="more output"); p.add_argument("-o", "--output", metavar="OUT", default="a.out", help="where (default: %(default)s)")
p.add_argument("--level", type=int, choices=[1,2,3]); g = p.add_mutually_exclusive_group(); g.add_argument("--fast", action="store_true"); g.add_argument("--slow", action="store_true")
p.add_argument("--tag", action="append"); p.add_argument("-D", dest="defs", nargs=2, metavar=("K","V")); p.add_argument("--version", action="version", version="%(prog)s 1.0")
p.print_help(); p.print_usage()
print(p.parse_args(["f"])); print(p.parse_args("f 1 2 -vv --output=x --tag a --tag b --level 2 --fast -D k v".split()))
print(p.parse_known_args(["f", "--nope", "-z"]))
def t(*a):
    try: print(p.parse_args(list(a)))
    except SystemExit as e: print("exit", e.code)
sys.stderr = sys.stdout
t(); t("f","x"); t("f","--level","9"); t("f","--fast","--slow"); t("f","--ver"); t("f","--verb"); t("f","-D","1"); t("f","--unknown"); t("-h")
q = argparse.ArgumentParser(prog="git"); s = q.add_subparsers(dest="cmd", title="commands", help="what"); a = s.add_parser("add", help="add it", aliases=["a"]); a.add_argument("path", nargs="+"); c = s.add_parser("commit"); c.add_argument("-m", required=True); a.set_defaults(func="F")
q.print_help(); print(q.parse_args(["add","x","y"])); print(q.parse_args(["commit","-m","hi"])); a.print_help()
for args in (["commit"], ["zap"], []):
    try: print(q.parse_args(args))
    except SystemExit as e: print("exit", e.code)
r = argparse.ArgumentParser(prog="r", formatter_class=argparse.ArgumentDefaultsHelpFormatter, add_help=False); r.add_argument("--n", type=float, default=1.5, help="num"); r.add_argument("pos", nargs="?", default="d", help="opt pos"); gg=r.add_argument_group("grp","group desc"); gg.add_argument("--in-group", required=True, choices="ab")
r.print_help(); print(r.parse_args(["--in-group","a"])); print(argparse.Namespace(a=1, b="x"), argparse.Namespace(a=1)==argparse.Namespace(a=1), vars(argparse.Namespace(z=1)))
try: r.add_argument("--n")
except argparse.ArgumentError as e: print(e)
def even(s):
    v=int(s)
    if v%2: raise argparse.ArgumentTypeError("%s is odd" % s)
    return v
u=argparse.ArgumentParser(prog="u"); u.add_argument("e", type=even); u.add_argument("--neg", type=int)
for args in (["3"],["x"],["4"],["4","--neg","-5"],["-2"]):
    try: print(u.parse_args(args))
    except SystemExit as e: print("exit", e.code)
