//! Which Python brought a piece of syntax that 3.8 does not have, in one line: CPython 3.8 itself
//! can't know.

use ruff_python_ast::PythonVersion;
use ruff_python_parser::{ParseOptions, UnsupportedSyntaxErrorKind as Kind, parse_unchecked};
use ruff_text_size::Ranged;

use crate::compiler::Mode;
use crate::compiler::source::Source;

/// What to say if newer syntax begins on the line of an error or goes across it.
pub fn hint(source: &Source, mode: Mode, lineno: u32) -> Option<String> {
    let options = ParseOptions::from(library_mode(mode)).with_target_version(PythonVersion::PY38);
    let parsed = parse_unchecked(&source.text, options);
    let line = |offset| source.lines.position(offset).0;
    let near = parsed.unsupported_syntax_errors().iter().find(|error| {
        let (first, last) = (error.start().into(), error.end().into());
        (line(first)..=line(last)).contains(&lineno)
    })?;
    let (what, version) = words(near.kind)?;
    Some(format!("{what} with Python {version}; this is Python 3.8"))
}

/// The syntax, as the beginning of a sentence, and the version that brought it.
fn words(kind: Kind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        Kind::Match => ("`match` statements came", "3.10"),
        Kind::ExceptStar => ("`except*` came", "3.11"),
        Kind::UnparenthesizedNamedExpr(_) => {
            ("`:=` in this place without parentheses came", "3.10")
        }
        Kind::RelaxedDecorator(_) => ("decorators of any form came", "3.9"),
        Kind::TypeParameterList => ("type parameters in brackets came", "3.12"),
        Kind::TypeAliasStatement => ("`type` statements came", "3.12"),
        Kind::TypeParamDefault => ("defaults of type parameters came", "3.13"),
        Kind::Pep701FString(_) => (
            "f-strings whose expressions may hold quotes, backslashes and comments came",
            "3.12",
        ),
        Kind::ParenthesizedContextManager => {
            ("parentheses around the items of a `with` came", "3.10")
        }
        Kind::StarExpressionInIndex => ("`*` between the brackets of a subscript came", "3.11"),
        Kind::StarAnnotation => ("`*` in the annotation of *args came", "3.11"),
        Kind::UnparenthesizedUnpackInFor => (
            "`*` in what a `for` goes through, without parentheses, came",
            "3.9",
        ),
        Kind::UnparenthesizedExceptionTypes => {
            ("several exception types without parentheses came", "3.14")
        }
        Kind::TemplateStrings => ("t-strings came", "3.14"),
        Kind::UnpackingInComprehension(_) => ("unpacking in comprehensions came", "3.15"),
        Kind::LazyImportStatement => ("`lazy` imports came", "3.15"),
        // 3.8 has these itself, or no newer Python either.
        Kind::Walrus
        | Kind::StarTuple(_)
        | Kind::PositionalOnlyParameter
        | Kind::ParenthesizedKeywordArgumentName => return None,
    })
}

/// The library's word for a mode.
fn library_mode(mode: Mode) -> ruff_python_parser::Mode {
    match mode {
        Mode::Exec | Mode::Single => ruff_python_parser::Mode::Module,
        Mode::Eval => ruff_python_parser::Mode::Expression,
    }
}
