//! Source bytes to code objects, as CPython 3.8 makes them.
//!
//! The passes, in order: `source` decodes, `lex` finds the tokens, `parse` builds the tree, `future` looks for future statements, `fold` computes constant expressions,
//! `symtable` decides where every name lives, `codegen` emits instructions into blocks,
//! `assemble` turns blocks into bytes, `peephole` improves them.

mod assemble;
mod ast;
mod codegen;
mod constants;
mod fault;
mod fold;
mod footprint;
mod fstring;
mod future;
mod index;
mod lex;
mod literal;
mod names;
mod notebook;
mod ordered;
mod parse;
mod peephole;
mod reject;
mod source;
mod symtable;
mod tree;
mod unparse;

use std::sync::Arc;

pub use fault::{CompileWarning, FaultClass, STACK_OVERFLOW, SyntaxFault, WarningCategory};

use crate::code::Code;
use crate::code::flags::CO_FUTURE_BARRY_AS_BDFL;
use crate::code::footprint::Tree;
use crate::value::PyStr;
use fault::Located;
use footprint::Footprint;
use names::{Names, known};
use notebook::Notebook;
use source::Source;

/// What kind of source it is: the third argument of Python's `compile`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// `"exec"`: a file.
    Exec,
    /// `"eval"`: an expression.
    Eval,
    /// `"single"`: one interactive statement.
    Single,
}

/// How to compile.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// `-O` level: 1 drops assertions, 2 docstrings too.
    pub optimize: u8,
    /// Future flags, given or inherited from the code that calls `compile`, as `co_flags` bits
    /// ([`PYCF_MASK`]); [`PYCF_ALLOW_TOP_LEVEL_AWAIT`].
    pub flags: u32,
    /// How the source came.
    pub source: SourceKind,
    /// How many Python calls are open: Python's recursion limit holds for the compiler too.
    pub recursion_depth: u32,
    /// `sys.getrecursionlimit()`.
    pub recursion_limit: u32,
    /// Whether the code objects shall carry notes on why they are as they are.
    pub explain: bool,
    /// Whether to note the containers that CPython's compiler makes and drops.
    pub footprint: bool,
}

/// The flags of `compile` that go into `co_flags`: what future statements mean
/// (`Include/compile.h`).
pub const PYCF_MASK: u32 = 0x01fe_0000;
/// The flag of `compile` that lets a module await (`Include/compile.h`).
pub const PYCF_ALLOW_TOP_LEVEL_AWAIT: u32 = 0x2000;
/// The flag of `compile` that asks for the syntax tree instead of code (`Include/compile.h`): the
/// unit's only constant is that tree.
pub const PYCF_ONLY_AST: u32 = 0x0400;
/// Python's recursion limit, if nobody changes it (`Py_DEFAULT_RECURSION_LIMIT`,
/// `Python/ceval.c`).
const PY_DEFAULT_RECURSION_LIMIT: u32 = 1000;

impl Default for Options {
    fn default() -> Options {
        Options {
            optimize: 0,
            flags: 0,
            source: SourceKind::Bytes,
            recursion_depth: 0,
            recursion_limit: PY_DEFAULT_RECURSION_LIMIT,
            explain: false,
            footprint: false,
        }
    }
}

/// How a source came, which decides how it is decoded and what its errors show.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum SourceKind {
    /// Bytes given to `compile`: decoded by their cookie or byte order mark.
    #[default]
    Bytes,
    /// A `str` given to `compile`, as UTF-8: a cookie means nothing.
    Text,
    /// The contents of the file that `filename` names. CPython reads the line it shows for most
    /// errors from there; for the other kinds it has none.
    File,
}

/// A compiled unit and the warnings on the way.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The module's code object.
    pub code: Arc<Code>,
    /// Warnings in the order CPython gives them.
    pub warnings: Vec<CompileWarning>,
    /// What the syntax tree referred to.
    pub tree: Tree,
}

/// Compiles a source (`PyAST_CompileObject` and what comes before it).
pub fn compile(
    source: &[u8],
    filename: &PyStr,
    mode: Mode,
    options: Options,
) -> Result<Arc<Code>, Box<SyntaxFault>> {
    compile_unit(source, filename, mode, options, false).map(|compiled| compiled.code)
}

/// The same, with the warnings and what the tree referred to.
pub fn compile_with_warnings(
    source: &[u8],
    filename: &PyStr,
    mode: Mode,
    options: Options,
) -> Result<Compiled, Box<SyntaxFault>> {
    compile_unit(source, filename, mode, options, true)
}

fn compile_unit(
    source: &[u8],
    filename: &PyStr,
    mode: Mode,
    options: Options,
    keeps_tree: bool,
) -> Result<Compiled, Box<SyntaxFault>> {
    let source = source::decode(source, options.source, filename).map_err(|located| {
        let is_file = options.source == SourceKind::File;
        let place = located.place.filter(|&(lineno, _)| lineno > 0 || !is_file);
        Box::new(SyntaxFault {
            class: located.class,
            msg: PyStr::new(&located.msg),
            filename: filename.clone(),
            lineno: place.map(|(lineno, _)| lineno),
            offset: place.and_then(|(_, offset)| (!is_file).then_some(offset)),
            text: None,
            place_in_args: true,
            hint: None,
        })
    })?;
    let explain = || {
        let origin = reject::Origin {
            filename,
            is_file: options.source == SourceKind::File,
            barry: options.flags & CO_FUTURE_BARRY_AS_BDFL != 0,
        };
        let mut fault = reject::explain(&source, mode, origin)?;
        if fault.class.is_syntax_error() {
            let hint = |lineno| parse::newer::hint(&source, lineno);
            fault.hint = fault.lineno.and_then(hint);
        }
        Some(Box::new(fault))
    };
    let described =
        |located: Box<Located>| Box::new(located_fault(&located, &source, filename, options));
    let mut names = Names::new();
    let parsed = match parse::parse(&source.text, mode, options.flags, &mut names) {
        Ok(parsed) => {
            // What is rare is left to 3.8's own parser: limits of its stack, and the ends of what
            // isn't a file.
            if (parsed.deep || mode != Mode::Exec)
                && let Some(fault) = explain()
            {
                return Err(fault);
            }
            parsed
        }
        Err(refusal) => {
            return Err(explain().unwrap_or_else(|| match refusal.too_deep {
                true => described(Located::too_deep()),
                false => Box::new(unexplained(refusal.offset, &source, filename)),
            }));
        }
    };
    let mut warnings = parsed.warnings;
    let mut module = parsed.module;
    if options.flags & PYCF_ONLY_AST != 0 {
        let tree = tree::tree(&module, &names, &source.lines);
        let code = Arc::new(Code {
            co_consts: vec![Arc::new(tree)],
            ..Code::default()
        });
        return Ok(Compiled {
            code,
            warnings,
            tree: Tree::default(),
        });
    }
    let mut tree = Tree::default();
    if keeps_tree {
        tree.names = names.uses();
    }
    let mut footprint = Footprint::new(options.footprint);
    let mut notebook = options.explain.then(|| Notebook::new(&source));
    let future = future::future(&module, &names);
    let optimize = options.optimize;
    let folded = fold::fold(&mut module, optimize, keeps_tree, notebook.as_mut());
    // Nothing may bind `__debug__`. Where it isn't only read, 3.8's own parser has a look.
    if names.uses_of(known::DEBUG) > folded.debug_reads
        && let Some(fault) = explain()
    {
        return Err(fault);
    }
    let generated = (|| {
        let future = future?;
        footprint.parsed(&folded.parsed);
        footprint.begin();
        footprint.folded(&folded.made);
        tree.constants = folded.all();
        let table = symtable::build(
            &module,
            parsed.scopes,
            symtable::Depth {
                open: options.recursion_depth,
                limit: options.recursion_limit,
            },
            options.explain,
            &mut names,
            &mut footprint,
        )?;
        let generated = codegen::generate(
            &module,
            codegen::Context {
                filename,
                names: &mut names,
                table: &table,
                lines: &source.lines,
                options,
                notebook: notebook.as_ref(),
                future_lineno: future.lineno,
                future_flags: future.flags | (options.flags & PYCF_MASK),
                footprint: &mut footprint,
            },
        )?;
        footprint.end(&table);
        Ok(generated)
    })()
    .map_err(described)?;
    warnings.extend(generated.warnings);
    (tree.footprint, tree.unmerged) = footprint.finish();
    for constant in &mut tree.constants {
        if let Some(used) = generated.constants.first_of(constant) {
            *constant = used;
        }
    }
    Ok(Compiled {
        code: generated.code,
        warnings,
        tree,
    })
}

/// The text that a source stands for, if it can be decoded: no byte order mark, all line ends
/// `\n`. Positions in code objects count in it.
pub fn source_text(source: &[u8], kind: SourceKind) -> Option<String> {
    let nameless = PyStr::default();
    source::decode(source, kind, &nameless)
        .ok()
        .map(|source| source.text.into_owned())
}

/// An error found after parsing. CPython shows the line only if it can read it from the file.
fn located_fault(
    located: &Located,
    source: &Source<'_>,
    filename: &PyStr,
    options: Options,
) -> SyntaxFault {
    let lineno = located.place.map(|(lineno, _)| lineno);
    SyntaxFault {
        class: located.class,
        msg: PyStr::new(&located.msg),
        filename: filename.clone(),
        lineno,
        offset: located.place.map(|(_, offset)| offset),
        text: lineno
            .filter(|_| options.source == SourceKind::File)
            .and_then(|lineno| source.line(lineno)),
        place_in_args: located.place_in_args,
        hint: None,
    }
}

/// The parser refused a token, and 3.8's own parser would not. That should not be.
fn unexplained(offset: u32, source: &Source, filename: &PyStr) -> SyntaxFault {
    let (lineno, column) = source.lines.position(offset);
    SyntaxFault {
        class: FaultClass::SyntaxError,
        msg: PyStr::new("invalid syntax"),
        filename: filename.clone(),
        lineno: Some(lineno),
        offset: Some(column + 1),
        text: source.line(lineno),
        place_in_args: true,
        hint: None,
    }
}
