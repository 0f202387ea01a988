//! What the compiler noted while it made a code object: why each name lives where it does
//! (`Python/symtable.c`), and what it computed, shortened or left out (`Python/ast_opt.c`,
//! `Python/compile.c`, `Python/peephole.c`). The passes write these notes as they work; CPython
//! keeps nothing of the kind, and a .pyc has none.

use std::sync::Arc;

use super::const_repr::repr_const;
use super::{Const, SourceRange};
use crate::value::PyStr;

/// The notes on one code object.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Notes {
    /// Its names, in the order in which they first appear in the source.
    pub names: Vec<NameNote>,
    /// What the passes changed, in the order in which they did.
    pub changes: Vec<Change>,
}

/// Where a name lives (the scope values of `Include/symtable.h`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Placement {
    /// In this scope's own variables.
    Local,
    /// Global, because a `global` statement says so.
    GlobalExplicit,
    /// Global (or built in), because nothing around binds it.
    GlobalImplicit,
    /// In a cell of an enclosing function.
    Free,
    /// Bound here, and kept in a cell because an inner function uses it.
    Cell,
}

/// The three kinds of scope (`_Py_block_ty`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BlockType {
    /// `def`, `lambda` and comprehensions.
    Function,
    /// `class`.
    Class,
    /// The module.
    Module,
}

/// How a scope comes by a name, or uses it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    /// A parameter; also `.0`, which a comprehension gets its iterator through.
    Parameter,
    /// `=`.
    Assigned,
    /// `+=` and the like.
    Augmented,
    /// A variable annotation.
    Annotated,
    /// The target of a `for`.
    For,
    /// `with ... as`.
    With,
    /// `except ... as`.
    Except,
    /// `def`.
    Def,
    /// `class`.
    Class,
    /// `import`.
    Import,
    /// `:=`.
    Walrus,
    /// `del`, which makes a name the scope's own as an assignment does.
    Deleted,
    /// A `global` or `nonlocal` statement.
    Declared,
}

impl How {
    fn words(self) -> &'static str {
        match self {
            How::Parameter => "a parameter",
            How::Assigned => "assigned",
            How::Augmented => "assigned by an augmented assignment",
            How::Annotated => "annotated",
            How::For => "bound by a `for`",
            How::With => "bound by a `with`",
            How::Except => "bound by an `except`",
            How::Def => "defined",
            How::Class => "defined as a class",
            How::Import => "imported",
            How::Walrus => "assigned by `:=`",
            How::Deleted => "deleted",
            How::Declared => "declared",
        }
    }
}

/// A place where something happens to a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Site {
    /// What happens.
    pub how: How,
    /// The source line, from 1.
    pub line: u32,
}

impl Site {
    fn text(self) -> String {
        match self.how {
            How::Parameter => "a parameter".to_owned(),
            how => format!("{} on line {}", how.words(), self.line),
        }
    }
}

/// Another scope that has its part in where a name lives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OtherScope {
    /// Its name, as in `co_name`.
    pub name: PyStr,
    /// The line it begins on.
    pub line: u32,
    /// What it does with the name first.
    pub site: Option<Site>,
}

impl OtherScope {
    fn text(&self) -> String {
        format!("`{}` (line {})", self.name, self.line)
    }
}

/// A name of a scope, where it lives, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NameNote {
    /// The name, mangled if it is private to a class.
    pub name: PyStr,
    /// The kind of scope it is noted for.
    pub block: BlockType,
    /// Where it lives.
    pub placement: Placement,
    /// Where this scope first binds it.
    pub bound: Option<Site>,
    /// Where this scope declares it `global` or `nonlocal`.
    pub declared: Option<Site>,
    /// The scope that decides with this one: for a free name the function that binds it, for a
    /// cell the first inner function that needs it, for a global the module if that binds it.
    pub other: Option<OtherScope>,
}

impl NameNote {
    /// Where the name lives, in one or two words.
    pub fn kind(&self) -> &'static str {
        match (self.placement, self.block) {
            (Placement::Local, BlockType::Function) => "local",
            (Placement::Local, BlockType::Class) => "in the class",
            (Placement::Local, BlockType::Module) => "in the module",
            (Placement::GlobalExplicit, _) => "global",
            (Placement::GlobalImplicit, _) if self.other.is_some() => "global",
            (Placement::GlobalImplicit, _) => "built-in?",
            (Placement::Free, _) => "free",
            (Placement::Cell, _) => "cell",
        }
    }

    /// Why it lives there, in one sentence.
    pub fn why(&self) -> String {
        let bound = self.bound.map(Site::text);
        match self.placement {
            Placement::Local => bound.unwrap_or_else(|| "bound here".to_owned()),
            Placement::GlobalExplicit => self.why_declared_global(),
            Placement::GlobalImplicit => match (&self.other, self.block) {
                (Some(module), _) => match module.site {
                    Some(site) => format!("not bound here; in the module {}", site.text()),
                    None => "not bound here; the module has it".to_owned(),
                },
                (None, BlockType::Class) => {
                    "not bound anywhere here: looked for in the class, the globals and the \
                     built-ins"
                        .to_owned()
                }
                (None, _) => {
                    "not bound anywhere here: looked for in the globals, then the built-ins"
                        .to_owned()
                }
            },
            Placement::Free => self.why_free(),
            Placement::Cell => {
                let bound = bound.unwrap_or_else(|| "the class being made".to_owned());
                match &self.other {
                    Some(inner) => format!("{bound}; in a cell because {} uses it", inner.text()),
                    None => format!("{bound}; in a cell because a method needs it"),
                }
            }
        }
    }

    fn why_declared_global(&self) -> String {
        match (self.declared, self.block) {
            (
                Some(Site {
                    how: How::Walrus,
                    line,
                }),
                _,
            ) => {
                format!("`:=` in a comprehension binds it around, line {line}")
            }
            (Some(site), _) => format!("`global {}` on line {}", self.name, site.line),
            (None, _) => match self.bound {
                Some(site) => format!("{}; a function declares it `global`", site.text()),
                None => "a function declares it `global`".to_owned(),
            },
        }
    }

    fn why_free(&self) -> String {
        let owner = match &self.other {
            Some(owner) if owner.site.is_some_and(|site| site.how == How::Parameter) => {
                format!("a parameter of {}", owner.text())
            }
            Some(owner) => match owner.site {
                Some(site) => format!("{} in {}", site.text(), owner.text()),
                None => format!("from {}", owner.text()),
            },
            None => "from an enclosing function".to_owned(),
        };
        match self.declared {
            Some(Site {
                how: How::Walrus,
                line,
            }) => {
                format!("`:=` in a comprehension binds it around, line {line}; {owner}")
            }
            Some(site) => format!("`nonlocal {}` on line {}; {owner}", self.name, site.line),
            None if self.bound.is_some() => format!("also bound here; for inner functions {owner}"),
            None => format!("not bound here; {owner}"),
        }
    }
}

/// Something that a pass changed.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// The piece of source that it concerns.
    pub place: SourceRange,
    /// The byte offset of the instruction that came out of it, where there is one.
    pub offset: Option<usize>,
    /// What was changed.
    pub kind: ChangeKind,
}

/// What a pass can change.
#[derive(Clone, PartialEq, Debug)]
pub enum ChangeKind {
    /// An expression of constants was computed (`ast_opt.c`).
    Folded {
        /// Its text.
        text: String,
        /// Its value.
        value: Arc<Const>,
    },
    /// A list display that is only iterated or searched became a tuple (`fold_iter`).
    ListBecameTuple {
        /// Its text.
        text: String,
    },
    /// `not a in b` became `a not in b` (`fold_unaryop`).
    NotMovedIn {
        /// Its text.
        text: String,
    },
    /// Statements that can never run were left out (`compiler_if`, `compiler_while`).
    NeverRuns {
        /// The constant test.
        test: String,
        /// Whether the test is true: it is then the `else` that never runs.
        is_true: bool,
    },
    /// A test that is always true is not made.
    NoTest {
        /// The constant test.
        test: String,
    },
    /// A constant alone on a line was left out (`compiler_visit_stmt_expr`).
    UselessConstant {
        /// Its text.
        text: String,
    },
    /// The first string of a function became its docstring, the first of its constants.
    Docstring,
    /// An `assert` was left out because of `-O`.
    NoAssert,
    /// BUILD_TUPLE of constants became one constant (`fold_tuple_on_constants`).
    TupleOfConstants {
        /// The tuple.
        value: Arc<Const>,
    },
    /// Packing and unpacking at once became a rotation.
    Rotation {
        /// How many values.
        count: u32,
    },
    /// LOAD_CONST and POP_JUMP_IF_FALSE of a true constant went away.
    TrueConstantTested,
    /// A jump to a jump goes to the end at once.
    JumpToJump {
        /// Where it went first, as an offset in the finished code.
        via: usize,
        /// Where it goes now.
        to: usize,
    },
    /// A jump to a return became that return.
    JumpToReturn,
    /// A conditional jump to a conditional jump of the same value.
    TestOfTest {
        /// Where it went first.
        via: usize,
        /// Where it goes now.
        to: usize,
        /// Whether the second test has the same outcome, and not the opposite one.
        same: bool,
    },
    /// What can't be reached after a return was removed.
    Unreachable {
        /// How many instructions.
        count: usize,
    },
}

/// Longest text of a constant in a sentence, in characters.
const LONGEST: usize = 60;

impl Change {
    /// What was done, in one sentence.
    pub fn sentence(&self) -> String {
        let repr = |value: &Arc<Const>| shorten(&repr_const(value, &|_| 0), LONGEST);
        match &self.kind {
            ChangeKind::Folded { text, value } => {
                format!("{text} became the constant {}", repr(value))
            }
            ChangeKind::ListBecameTuple { text } => {
                format!("{text} is only gone through here: it became a tuple")
            }
            ChangeKind::NotMovedIn { text } => {
                format!("{text}: the `not` became part of the comparison")
            }
            ChangeKind::NeverRuns { test, is_true } => {
                let part = if *is_true { "the `else`" } else { "the body" };
                format!("the test {test} is decided: {part} can never run and has no instructions")
            }
            ChangeKind::NoTest { test } => {
                format!("the test {test} is always true: it isn't made")
            }
            ChangeKind::UselessConstant { text } => {
                format!("{text} alone does nothing: it was left out")
            }
            ChangeKind::Docstring => {
                "the docstring has no instructions: it became co_consts[0]".to_owned()
            }
            ChangeKind::NoAssert => "the assert was left out, as -O asks".to_owned(),
            ChangeKind::TupleOfConstants { value } => {
                format!(
                    "constants packed into a tuple became the constant {}",
                    repr(value)
                )
            }
            ChangeKind::Rotation { count } => {
                let instead = match count {
                    1 => "nothing",
                    2 => "ROT_TWO",
                    _ => "ROT_THREE and ROT_TWO",
                };
                format!("packing {count} values and unpacking them again became {instead}")
            }
            ChangeKind::TrueConstantTested => {
                "the test of a constant that is true was removed".to_owned()
            }
            ChangeKind::JumpToJump { via, to } => {
                format!(
                    "jump to jump: it led to {via}, from there on to {to}; it goes to {to} at once"
                )
            }
            ChangeKind::JumpToReturn => {
                "jump to return: it became a RETURN_VALUE of its own".to_owned()
            }
            ChangeKind::TestOfTest { via, to, same } => {
                let then = if *same { "on" } else { "past it" };
                format!("jump to a test of the same value at {via}: it goes {then} to {to} at once")
            }
            ChangeKind::Unreachable { count: 1 } => {
                "1 instruction after the return can't be reached: removed".to_owned()
            }
            ChangeKind::Unreachable { count } => {
                format!("{count} instructions after the return can't be reached: removed")
            }
        }
    }
}

/// A text on one line, cut with `...` if it has more than `longest` characters.
pub fn shorten(text: &str, longest: usize) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if line.chars().count() <= longest {
        return line;
    }
    let mut cut: String = line.chars().take(longest.saturating_sub(3)).collect();
    cut.push_str("...");
    cut
}
