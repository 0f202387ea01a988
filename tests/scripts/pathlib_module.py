from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
import os, tempfile
p=Path("/usr/lib/python3.8/x.tar.gz"); print(p, repr(p), p.name, p.stem, p.suffix, p.suffixes, p.parent, list(p.parents)[:2], p.parts, p.anchor, p.root, p.drive)
print(p/"a"/"b", "x"/Path("y"), p.with_name("n.py"), p.with_suffix(".zip"), p.relative_to("/usr"), p.is_absolute(), p.match("*.gz"), p.match("/usr/*"), p.as_posix(), p.as_uri(), p.joinpath("..","z"))
for a in ("", ".", "a//b/./c", "a/..", "//x/y", "///x", "~/q"): print(repr(Path(a)), Path(a).parts, Path(a).name, repr(Path(a).parent))
try: p.relative_to("/var")
except ValueError as e: print(e)
for f in (lambda: Path("").with_name("x"), lambda: p.with_name("a/b"), lambda: p.with_suffix("x"), lambda: Path(3), lambda: Path("/").with_suffix(".x"), lambda: Path("x").as_uri()):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
w=PureWindowsPath("c:/Users\\me/f.TXT"); print(w, repr(w), w.drive, w.root, w.parts, w.suffix, w==PureWindowsPath("C:\\users\\ME\\F.txt"), w.parent)
print(PureWindowsPath("//srv/share/x"), PureWindowsPath("c:x"), PureWindowsPath("c:/a","/b"), PureWindowsPath("c:/a","d:x"))
print(sorted([Path("b"),Path("a/z"),Path("a")]), Path("a")<Path("b"), Path("a")==PurePosixPath("a"), {Path("a"):1}[Path("a")], hash(Path("a"))==hash(Path("a")), Path("a")=="a")
d=Path(tempfile.mkdtemp()); (d/"s"/"t").mkdir(parents=True); (d/"s"/"a.txt").write_text("héllo\nx"); (d/"s"/"t"/"b.txt").write_bytes(b"\x00\x01"); (d/"e").touch()
print((d/"s"/"a.txt").read_text().splitlines(), (d/"s/t/b.txt").read_bytes(), sorted(x.name for x in d.iterdir()), sorted(str(x.relative_to(d)) for x in d.rglob("*.txt")), sorted(str(x.relative_to(d)) for x in d.glob("*/*")), sorted(str(x.relative_to(d)) for x in d.glob("**/*")), sorted(str(x.relative_to(d)) for x in d.glob("**")))
print((d/"s").is_dir(), (d/"e").is_file(), (d/"zz").exists(), (d/"e").stat().st_size)
for f in (lambda: (d/"s").mkdir(), lambda: (d/"q"/"r").mkdir(), lambda: (d/"zz").read_text(), lambda: (d/"zz").unlink(), lambda: (d/"s").rmdir(), lambda: (d/"e").touch(exist_ok=False), lambda: (d/"zz").resolve(strict=True)):
    try: f()
    except OSError as e: print(type(e).__name__, e.errno, e.strerror, os.path.relpath(e.filename,d) if e.filename else None)
(d/"s").mkdir(exist_ok=True); r=(d/"e").rename(d/"f"); print(r.name, (d/"f").exists()); (d/"f").unlink(); (d/"f").unlink(missing_ok=True)
with (d/"o").open("w") as fh: print(fh.write("abc"), file=fh)
print((d/"o").read_text(), os.fspath(Path("a/b")), f"{Path('x')}", Path("a").joinpath("/b"), Path(".").resolve()==Path.cwd(), Path("x").absolute()==Path.cwd()/"x")
print(PurePath("a.b.c").stem, PurePath(".bashrc").suffix, PurePath("a.").suffix, PurePath("a/b")/PurePath("c"), Path("a").samefile if 0 else 1, len(Path("/a/b/c").parents), Path("/a/b").parents[1], Path("a/b.py").match("a/*.py"))
import pickle; print(pickle.loads(pickle.dumps(Path("x/y"))), isinstance(Path("x"), os.PathLike), issubclass(Path, PurePath), type(Path("x")).__name__)
