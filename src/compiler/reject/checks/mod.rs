//! What CPython 3.8 checks while it turns the concrete tree into the abstract one
//! (`Python/ast.c`), in the same order: things the grammar lets pass that are still no Python.

mod exprs;
mod stmts;

use super::parser::{NodeId, Tree};
use super::token::Token;

/// An error of this pass.
#[derive(Clone, Debug)]
pub enum CheckError {
    /// `ast_error`: at a node.
    At {
        /// The message.
        msg: String,
        /// The node's line.
        lineno: u32,
        /// The node's column, from 0.
        col_offset: u32,
        /// Whether the place counts from an expression inside an f-string.
        in_fstring: bool,
    },
    /// The expression inside an f-string does not even parse: that parse's own error.
    Inner(Box<super::Rejection>),
}

type Check<T = ()> = Result<T, CheckError>;

/// As much of an expression's abstract tree as the checks need (`expr_ty`).
#[derive(Clone, Debug)]
pub enum Shape {
    /// A name.
    Name(String),
    /// An attribute, by its last name.
    Attribute(String),
    /// A subscript.
    Subscript,
    /// `*x`.
    Starred(Box<Shape>),
    /// A list display.
    List(Vec<Shape>),
    /// A tuple.
    Tuple(Vec<Shape>),
    /// Anything else, by the words of `get_expr_name`.
    Other(&'static str),
}

impl Shape {
    /// `get_expr_name`.
    fn words(&self) -> &'static str {
        match self {
            Shape::Name(_) => "name",
            Shape::Attribute(_) => "attribute",
            Shape::Subscript => "subscript",
            Shape::Starred(_) => "starred",
            Shape::List(_) => "list",
            Shape::Tuple(_) => "tuple",
            Shape::Other(words) => words,
        }
    }
}

/// How an expression is used (`expr_context_ty`), as far as errors tell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Store,
    Del,
}

/// Where the expressions inside an f-string are placed (`fstring_fix_node_location`).
#[derive(Clone, Copy, Default)]
pub struct Placement {
    /// Lines to add.
    pub lines: u32,
    /// Columns to add.
    pub columns: u32,
    /// Whether this is inside an f-string at all.
    pub in_fstring: bool,
}

/// Walks a tree.
pub struct Checker<'t, 's> {
    tree: &'t Tree<'s>,
    /// Where nodes are really placed.
    pub placement: Placement,
}

/// Checks a whole tree.
pub fn check(tree: &Tree, placement: Placement) -> Check {
    let checker = Checker { tree, placement };
    checker.node(tree.root).map(|_| ())
}

impl<'t, 's> Checker<'t, 's> {
    fn name_of(&self, node: NodeId) -> &'static str {
        let node = &self.tree.nodes[node];
        node.rule
            .map_or("", |rule| super::grammar::Grammar::python().name(rule))
    }

    fn children(&self, node: NodeId) -> &'t [NodeId] {
        &self.tree.nodes[node].children
    }

    fn child(&self, node: NodeId, index: usize) -> NodeId {
        self.children(node).get(index).copied().unwrap_or(node)
    }

    fn count(&self, node: NodeId) -> usize {
        self.children(node).len()
    }

    fn token(&self, node: NodeId) -> &'t Token<'s> {
        &self.tree.nodes[node].token
    }

    /// The text of a token node; empty for a rule.
    fn text(&self, node: NodeId) -> &'s str {
        if self.tree.nodes[node].rule.is_some() {
            ""
        } else {
            self.token(node).text
        }
    }

    /// `ast_error`.
    pub fn error<T>(&self, node: NodeId, msg: impl Into<String>) -> Check<T> {
        let (lineno, col_offset) = self.place(node);
        Err(CheckError::At {
            msg: msg.into(),
            lineno,
            col_offset,
            in_fstring: self.placement.in_fstring,
        })
    }

    /// Line and column of a node.
    pub fn place(&self, node: NodeId) -> (u32, u32) {
        let token = self.token(node);
        let column = token.col_offset.unwrap_or(0) + self.placement.columns;
        (token.lineno + self.placement.lines, column)
    }

    /// `forbidden_name`.
    fn forbidden(&self, name: &str, node: NodeId, full: bool) -> Check {
        if name == "__debug__" || (full && matches!(name, "None" | "True" | "False")) {
            return self.error(node, format!("cannot assign to {name}"));
        }
        Ok(())
    }

    /// `set_context`.
    fn set_context(&self, shape: &Shape, usage: Use, node: NodeId) -> Check {
        match shape {
            Shape::Name(name) if usage == Use::Store => self.forbidden(name, node, false),
            Shape::Attribute(name) if usage == Use::Store => self.forbidden(name, node, true),
            Shape::Name(_) | Shape::Attribute(_) | Shape::Subscript => Ok(()),
            Shape::Starred(inner) => self.set_context(inner, usage, node),
            Shape::List(items) | Shape::Tuple(items) => items
                .iter()
                .try_for_each(|item| self.set_context(item, usage, node)),
            Shape::Other(words) => {
                let verb = if usage == Use::Store {
                    "assign to"
                } else {
                    "delete"
                };
                self.error(node, format!("cannot {verb} {words}"))
            }
        }
    }

    fn all(&self, node: NodeId) -> Check {
        self.children(node)
            .iter()
            .try_for_each(|&child| self.node(child).map(|_| ()))
    }

    /// Children at every second place, as in comma-separated lists.
    fn items(&self, node: NodeId) -> impl Iterator<Item = NodeId> + 't {
        self.children(node).iter().copied().step_by(2)
    }

    /// Any node: statements check themselves, expressions give their shape.
    fn node(&self, node: NodeId) -> Check<Shape> {
        let nothing = Shape::Other("statement");
        match self.name_of(node) {
            "" => Ok(nothing),
            "expr_stmt" => self.expr_stmt(node).map(|()| nothing),
            "del_stmt" => self
                .expr_list(self.child(node, 1), Some(Use::Del))
                .map(|_| nothing),
            "return_stmt" if self.count(node) > 1 => self.test_list(self.child(node, 1)),
            "import_name" => {
                let names = self.child(node, 1);
                self.items(names)
                    .try_for_each(|alias| self.alias(alias, true))?;
                Ok(nothing)
            }
            "import_from" => self.import_from(node).map(|()| nothing),
            "for_stmt" => {
                self.expr_list(self.child(node, 1), Some(Use::Store))?;
                self.test_list(self.child(node, 3))?;
                self.suites(node, 5)?;
                Ok(nothing)
            }
            "try_stmt" => self.try_stmt(node).map(|()| nothing),
            "with_item" => {
                self.node(self.child(node, 0))?;
                if self.count(node) == 3 {
                    let target = self.node(self.child(node, 2))?;
                    self.set_context(&target, Use::Store, node)?;
                }
                Ok(nothing)
            }
            "except_clause" => self.except_clause(node).map(|()| nothing),
            "funcdef" => self.function(node).map(|()| nothing),
            "classdef" => self.class(node).map(|()| nothing),
            "decorator" => {
                if self.count(node) > 5 {
                    self.call(self.child(node, 3), false)?;
                }
                Ok(nothing)
            }
            _ => self.expr(node),
        }
    }

    fn suites(&self, node: NodeId, from: usize) -> Check {
        self.children(node)
            .iter()
            .skip(from)
            .filter(|&&child| self.name_of(child) == "suite")
            .try_for_each(|&suite| self.all(suite))
    }
}
