//! Source bytes to code objects, as CPython 3.8 makes them.
//!
//! The passes, in order: `source` decodes, `parse` builds the tree (the one adapter to the parser
//! library), `future` looks for future statements, `fold` computes constant expressions,
//! `symtable` decides where every name lives, `codegen` emits instructions into blocks,
//! `assemble` turns blocks into bytes, `peephole` improves them.

mod assemble;
mod ast;
mod codegen;
mod constants;
mod fault;
mod fold;
mod future;
mod literal;
mod names;
mod parse;
mod peephole;
mod reject;
mod source;
mod symtable;
mod unparse;

use std::sync::Arc;

pub use fault::{CompileWarning, FaultClass, SyntaxFault, WarningCategory};

use crate::code::Code;
use crate::value::PyStr;
use fault::Located;
use names::Names;
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
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// `-O` level: 1 drops assertions, 2 docstrings too.
    pub optimize: u8,
    /// Future flags inherited from the code that calls `compile`, as `co_flags` bits.
    pub flags: u32,
    /// Whether `filename` names the very file that the source comes from. CPython reads the
    /// line it shows for most errors from that file, so for text from elsewhere it has none.
    pub source_is_file: bool,
}

/// A compiled unit and the warnings on the way.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The module's code object.
    pub code: Arc<Code>,
    /// Warnings in the order CPython gives them.
    pub warnings: Vec<CompileWarning>,
}

/// Compiles a source (`PyAST_CompileObject` and what comes before it).
pub fn compile(
    source: &[u8],
    filename: &PyStr,
    mode: Mode,
    options: Options,
) -> Result<Arc<Code>, Box<SyntaxFault>> {
    compile_with_warnings(source, filename, mode, options).map(|compiled| compiled.code)
}

/// The same, with the warnings.
pub fn compile_with_warnings(
    source: &[u8],
    filename: &PyStr,
    mode: Mode,
    options: Options,
) -> Result<Compiled, Box<SyntaxFault>> {
    let source = source::decode(source).map_err(|located| {
        Box::new(SyntaxFault {
            class: located.class,
            msg: PyStr::new(&located.msg),
            filename: filename.clone(),
            lineno: None,
            offset: None,
            text: None,
            hint: None,
        })
    })?;
    let mut names = Names::new();
    let origin = reject::Origin {
        filename,
        is_file: options.source_is_file,
    };
    let parsed = parse::parse(&source.text, &source.lines, mode, &mut names)
        .map_err(|objection| rejection(&objection, &source, mode, origin))?;
    let mut warnings = parsed.warnings;
    let mut module = parsed.module;
    let (code, later_warnings) = (|| {
        let future = future::future(&module, &names)?;
        fold::fold(&mut module, options.optimize);
        let table = symtable::build(&module, parsed.scopes, &mut names)?;
        codegen::generate(
            &module,
            codegen::Context {
                filename,
                names: &mut names,
                table: &table,
                lines: &source.lines,
                options,
                future_lineno: future.lineno,
                future_flags: future.flags | options.flags,
            },
        )
    })()
    .map_err(|located: Located| Box::new(located_fault(&located, &source, filename, options)))?;
    warnings.extend(later_warnings);
    Ok(Compiled { code, warnings })
}

/// An error found after parsing. CPython shows the line only if it can read it from the file.
fn located_fault(
    located: &Located,
    source: &Source,
    filename: &PyStr,
    options: Options,
) -> SyntaxFault {
    SyntaxFault {
        class: located.class,
        msg: PyStr::new(&located.msg),
        filename: filename.clone(),
        lineno: Some(located.lineno),
        offset: Some(located.offset),
        text: options
            .source_is_file
            .then(|| source.line(located.lineno))
            .flatten(),
        hint: None,
    }
}

/// The parser library objected: 3.8's own error, with the library's words as a hint. If 3.8's
/// grammar has nothing against the source, the library's objection stands.
fn rejection(
    objection: &parse::ParserObjection,
    source: &Source,
    mode: Mode,
    origin: reject::Origin,
) -> Box<SyntaxFault> {
    let mut fault = reject::explain(source, mode, origin).unwrap_or_else(|| {
        let (lineno, column) = source.lines.position(objection.offset);
        SyntaxFault {
            class: FaultClass::SyntaxError,
            msg: PyStr::new("invalid syntax"),
            filename: origin.filename.clone(),
            lineno: Some(lineno),
            offset: Some(column + 1),
            text: source.line(lineno),
            hint: None,
        }
    });
    fault.hint = Some(objection.message.clone());
    Box::new(fault)
}
