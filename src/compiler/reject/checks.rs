//! What CPython 3.8 checks while it turns the concrete tree into the abstract one
//! (`Python/ast.c`), in the same order: things the grammar lets pass that are still no Python.

use super::fstring;
use super::parser::{NodeId, Tree};
use super::strings;
use super::token::{Kind, Token};

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

    // ---- statements ------------------------------------------------------------------------

    fn expr_stmt(&self, node: NodeId) -> Check {
        let first = self.child(node, 0);
        if self.count(node) == 1 {
            return self.test_list(first).map(|_| ());
        }
        let second = self.child(node, 1);
        match self.name_of(second) {
            "augassign" => {
                let target = self.test_list(first)?;
                self.set_context(&target, Use::Store, first)?;
                if !matches!(
                    target,
                    Shape::Name(_) | Shape::Attribute(_) | Shape::Subscript
                ) {
                    return self.error(first, "illegal expression for augmented assignment");
                }
                self.value(self.child(node, 2))
            }
            "annassign" => self.annotated(node, first, second),
            _ => {
                let children = self.children(node);
                for &target in children[..children.len() - 1].iter().step_by(2) {
                    if self.name_of(target) == "yield_expr" {
                        return self.error(target, "assignment to yield expression not possible");
                    }
                    let shape = self.test_list(target)?;
                    self.set_context(&shape, Use::Store, target)?;
                }
                self.value(children[children.len() - 1])
            }
        }
    }

    fn value(&self, node: NodeId) -> Check {
        match self.name_of(node) {
            "testlist" | "testlist_star_expr" => self.test_list(node).map(|_| ()),
            _ => self.node(node).map(|_| ()),
        }
    }

    fn annotated(&self, node: NodeId, target: NodeId, annotation: NodeId) -> Check {
        match self.test_list(target)? {
            Shape::Name(name) => self.forbidden(&name, node, false)?,
            Shape::Attribute(name) => self.forbidden(&name, node, true)?,
            Shape::Subscript => {}
            Shape::List(_) => {
                return self.error(target, "only single target (not list) can be annotated");
            }
            Shape::Tuple(_) => {
                return self.error(target, "only single target (not tuple) can be annotated");
            }
            _ => return self.error(target, "illegal target for annotation"),
        }
        self.node(self.child(annotation, 1))?;
        if self.count(annotation) > 2 {
            self.value(self.child(annotation, 3))?;
        }
        Ok(())
    }

    /// `alias_for_import_name`; `store` if the name itself is bound.
    fn alias(&self, node: NodeId, store: bool) -> Check {
        let name = self.child(node, 0);
        match self.name_of(node) {
            "import_as_name" | "dotted_as_name" if self.count(node) == 3 => {
                if self.name_of(node) == "dotted_as_name" {
                    self.alias(name, false)?;
                }
                let asname = self.child(node, 2);
                self.forbidden(self.text(asname), asname, false)
            }
            "import_as_name" => self.forbidden(self.text(name), name, false),
            "dotted_as_name" => self.alias(name, store),
            "dotted_name" if self.count(node) == 1 && store => {
                self.forbidden(self.text(name), name, false)
            }
            _ => Ok(()),
        }
    }

    fn import_from(&self, node: NodeId) -> Check {
        let names = self
            .children(node)
            .iter()
            .find(|&&child| self.name_of(child) == "import_as_names");
        let Some(&names) = names else { return Ok(()) };
        let bare = self.children(node).last() == Some(&names);
        if bare && self.count(names).is_multiple_of(2) {
            return self.error(
                names,
                "trailing comma not allowed without surrounding parentheses",
            );
        }
        self.items(names)
            .try_for_each(|alias| self.alias(alias, true))
    }

    /// `finally` and `else` come before the handlers.
    fn try_stmt(&self, node: NodeId) -> Check {
        self.all(self.child(node, 2))?;
        let children = self.children(node);
        let mut handlers = Vec::new();
        let mut others = Vec::new();
        for part in children[3..].chunks(3) {
            let [head, _, suite] = *part else { continue };
            if self.name_of(head) == "except_clause" {
                handlers.push((head, suite));
            } else {
                others.push(suite);
            }
        }
        others.into_iter().try_for_each(|suite| self.all(suite))?;
        for (head, suite) in handlers {
            self.except_clause(head)?;
            self.all(suite)?;
        }
        Ok(())
    }

    fn except_clause(&self, node: NodeId) -> Check {
        if self.count(node) == 4 {
            let name = self.child(node, 3);
            self.forbidden(self.text(name), name, false)?;
        }
        if self.count(node) > 1 {
            self.node(self.child(node, 1))?;
        }
        Ok(())
    }

    fn function(&self, node: NodeId) -> Check {
        let name = self.child(node, 1);
        self.forbidden(self.text(name), name, false)?;
        let parameters = self.child(node, 2);
        if self.count(parameters) == 3 {
            self.arguments(self.child(parameters, 1))?;
        }
        self.children(node)[3..]
            .iter()
            .try_for_each(|&part| match self.name_of(part) {
                "suite" => self.all(part),
                _ => self.node(part).map(|_| ()),
            })
    }

    fn class(&self, node: NodeId) -> Check {
        let name = self.child(node, 1);
        let last = self.child(node, self.count(node) - 1);
        if self.count(node) == 7 {
            self.call(self.child(node, 3), false)?;
            self.all(last)?;
            return self.forbidden(self.text(name), name, false);
        }
        self.all(last)?;
        self.forbidden(self.text(name), self.child(node, 3), false)
    }

    /// `ast_for_arguments`.
    fn arguments(&self, node: NodeId) -> Check {
        let children = self.children(node);
        let is = |index: usize, text: &str| {
            children
                .get(index)
                .is_some_and(|&child| self.text(child) == text)
        };
        let is_arg = |index: usize| {
            children
                .get(index)
                .is_some_and(|&child| matches!(self.name_of(child), "tfpdef" | "vfpdef"))
        };
        let mut found_default = false;
        let mut index = 0;
        while index < children.len() {
            if is_arg(index) {
                let arg = children[index];
                if is(index + 1, "=") {
                    self.node(self.child(node, index + 2))?;
                    index += 2;
                    found_default = true;
                } else if found_default {
                    return self.error(node, "non-default argument follows default argument");
                }
                self.argument(arg)?;
                index += 1;
                index += usize::from(is(index, ","));
            } else if is(index, "/") {
                index += 2;
            } else if is(index, "*") {
                let alone = index + 1 >= children.len()
                    || (index + 2 == children.len() && is(index + 1, ","));
                if alone {
                    return self.error(children[index], "named arguments must follow bare *");
                }
                if is(index + 1, ",") {
                    index += 2;
                    if !is_arg(index) {
                        return self.error(
                            self.child(node, index),
                            "named arguments must follow bare *",
                        );
                    }
                } else {
                    self.argument(children[index + 1])?;
                    index += 2;
                    index += usize::from(is(index, ","));
                }
                while is_arg(index) {
                    let arg = children[index];
                    if is(index + 1, "=") {
                        self.node(self.child(node, index + 2))?;
                        index += 2;
                    }
                    if self.count(arg) == 3 {
                        self.node(self.child(arg, 2))?;
                    }
                    let name = self.child(arg, 0);
                    self.forbidden(self.text(name), name, false)?;
                    index += 1;
                    index += usize::from(is(index, ","));
                }
            } else if is(index, "**") {
                self.argument(self.child(node, index + 1))?;
                index += 2;
                index += usize::from(is(index, ","));
            } else {
                index += 1;
            }
        }
        Ok(())
    }

    /// `ast_for_arg`.
    fn argument(&self, node: NodeId) -> Check {
        self.forbidden(self.text(self.child(node, 0)), node, false)?;
        if self.count(node) == 3 {
            self.node(self.child(node, 2))?;
        }
        Ok(())
    }

    // ---- expressions -----------------------------------------------------------------------

    /// `ast_for_testlist`.
    fn test_list(&self, node: NodeId) -> Check<Shape> {
        if self.count(node) == 1 {
            return self.node(self.child(node, 0));
        }
        Ok(Shape::Tuple(self.sequence(node)?))
    }

    fn sequence(&self, node: NodeId) -> Check<Vec<Shape>> {
        self.items(node).map(|item| self.node(item)).collect()
    }

    /// `ast_for_exprlist`.
    fn expr_list(&self, node: NodeId, usage: Option<Use>) -> Check<Vec<Shape>> {
        self.items(node)
            .map(|item| {
                let shape = self.node(item)?;
                if let Some(usage) = usage {
                    self.set_context(&shape, usage, item)?;
                }
                Ok(shape)
            })
            .collect()
    }

    /// `ast_for_expr` and what it calls.
    fn expr(&self, node: NodeId) -> Check<Shape> {
        let count = self.count(node);
        match self.name_of(node) {
            "namedexpr_test" if count == 3 => self.named(node),
            "test" if count == 5 => {
                for index in [2, 0, 4] {
                    self.node(self.child(node, index))?;
                }
                Ok(Shape::Other("conditional expression"))
            }
            "lambdef" | "lambdef_nocond" => {
                if self.name_of(self.child(node, 1)) == "varargslist" {
                    self.arguments(self.child(node, 1))?;
                }
                self.node(self.child(node, count - 1))?;
                Ok(Shape::Other("lambda"))
            }
            "or_test" | "and_test" if count > 1 => {
                self.sequence(node)?;
                Ok(Shape::Other("operator"))
            }
            "not_test" | "factor" if count > 1 => {
                self.node(self.child(node, 1))?;
                Ok(Shape::Other("operator"))
            }
            "comparison" if count > 1 => {
                for index in (2..count).step_by(2).chain([0]) {
                    self.node(self.child(node, index))?;
                }
                Ok(Shape::Other("comparison"))
            }
            "expr" | "xor_expr" | "and_expr" | "shift_expr" | "arith_expr" | "term" | "power"
                if count > 1 =>
            {
                self.sequence(node)?;
                Ok(Shape::Other("operator"))
            }
            "star_expr" => Ok(Shape::Starred(Box::new(self.node(self.child(node, 1))?))),
            "yield_expr" => {
                if count > 1 {
                    let arg = self.child(node, 1);
                    let value = self.child(arg, self.count(arg) - 1);
                    self.value(value)?;
                }
                Ok(Shape::Other("yield expression"))
            }
            "atom_expr" => self.atom_expr(node),
            "atom" => self.atom(node),
            "exprlist" => Ok(Shape::Tuple(self.expr_list(node, None)?)),
            "testlist" | "testlist_star_expr" => self.test_list(node),
            _ if count == 1 => self.node(self.child(node, 0)),
            _ => {
                self.all(node)?;
                Ok(Shape::Other("statement"))
            }
        }
    }

    /// `ast_for_namedexpr`.
    fn named(&self, node: NodeId) -> Check<Shape> {
        let target = self.node(self.child(node, 0))?;
        self.node(self.child(node, 2))?;
        if !matches!(target, Shape::Name(_)) {
            let msg = format!("cannot use assignment expressions with {}", target.words());
            return self.error(node, msg);
        }
        self.set_context(&target, Use::Store, node)?;
        Ok(Shape::Other("named expression"))
    }

    fn atom_expr(&self, node: NodeId) -> Check<Shape> {
        let children = self.children(node);
        let awaits = children
            .first()
            .is_some_and(|&child| self.text(child) == "await");
        let mut parts = children.iter().copied().skip(usize::from(awaits));
        let Some(atom) = parts.next() else {
            return Ok(Shape::Other("expression"));
        };
        let mut shape = self.node(atom)?;
        for trailer in parts {
            shape = self.trailer(trailer)?;
        }
        Ok(if awaits {
            Shape::Other("await expression")
        } else {
            shape
        })
    }

    fn trailer(&self, node: NodeId) -> Check<Shape> {
        match self.text(self.child(node, 0)) {
            "(" => {
                if self.count(node) == 3 {
                    self.call(self.child(node, 1), true)?;
                }
                Ok(Shape::Other("function call"))
            }
            "." => Ok(Shape::Attribute(self.text(self.child(node, 1)).to_owned())),
            _ => {
                self.all(self.child(node, 1))?;
                Ok(Shape::Subscript)
            }
        }
    }

    fn atom(&self, node: NodeId) -> Check<Shape> {
        let first = self.child(node, 0);
        let token = self.token(first);
        let inner = self.child(node, 1);
        match (token.kind, token.text) {
            (Kind::Name, "None") => Ok(Shape::Other("None")),
            (Kind::Name, "True") => Ok(Shape::Other("True")),
            (Kind::Name, "False") => Ok(Shape::Other("False")),
            (Kind::Name, name) => Ok(Shape::Name(name.to_owned())),
            (Kind::Str, _) => self.strings(node),
            (Kind::Number, text) => match strings::number_problem(text) {
                Some(msg) => self.error(first, msg),
                None => Ok(Shape::Other("literal")),
            },
            (_, "...") => Ok(Shape::Other("Ellipsis")),
            (_, "(") if self.count(node) == 2 => Ok(Shape::Tuple(Vec::new())),
            (_, "(") if self.name_of(inner) == "yield_expr" => self.node(inner),
            (_, "(") if self.is_comprehension(inner) => {
                self.comprehension(inner)?;
                Ok(Shape::Other("generator expression"))
            }
            (_, "(") => self.test_list(inner),
            (_, "[") if self.count(node) == 2 => Ok(Shape::List(Vec::new())),
            (_, "[") if self.is_comprehension(inner) => {
                self.comprehension(inner)?;
                Ok(Shape::Other("list comprehension"))
            }
            (_, "[") => Ok(Shape::List(self.sequence(inner)?)),
            _ if self.count(node) == 2 => Ok(Shape::Other("dict display")),
            _ => self.braces(node, inner),
        }
    }

    fn is_comprehension(&self, node: NodeId) -> bool {
        self.name_of(self.child(node, 1)) == "comp_for"
    }

    fn braces(&self, node: NodeId, inner: NodeId) -> Check<Shape> {
        let count = self.count(inner);
        let unpacks = usize::from(self.text(self.child(inner, 0)) == "**");
        if count == 1 || self.text(self.child(inner, 1)) == "," {
            self.sequence(inner)?;
            return Ok(Shape::Other("set display"));
        }
        if self.is_comprehension(inner) {
            self.comprehension(inner)?;
            return Ok(Shape::Other("set comprehension"));
        }
        if count > 3 - unpacks && self.name_of(self.child(inner, 3 - unpacks)) == "comp_for" {
            if unpacks == 1 {
                return self.error(node, "dict unpacking cannot be used in dict comprehension");
            }
            self.node(self.child(inner, 0))?;
            self.node(self.child(inner, 2))?;
            self.comp_for(self.child(inner, 3))?;
            return Ok(Shape::Other("dict comprehension"));
        }
        self.all(inner)?;
        Ok(Shape::Other("dict display"))
    }

    /// `ast_for_itercomp`.
    fn comprehension(&self, node: NodeId) -> Check {
        let element = self.child(node, 0);
        if let Shape::Starred(_) = self.node(element)? {
            return self.error(
                element,
                "iterable unpacking cannot be used in comprehension",
            );
        }
        self.comp_for(self.child(node, 1))
    }

    fn comp_for(&self, node: NodeId) -> Check {
        let children = self.children(node);
        match self.name_of(node) {
            "sync_comp_for" => {
                self.expr_list(self.child(node, 1), Some(Use::Store))?;
                self.node(self.child(node, 3))?;
            }
            "comp_if" => {
                self.node(self.child(node, 1))?;
            }
            _ => {}
        }
        children
            .iter()
            .filter(|&&child| {
                matches!(
                    self.name_of(child),
                    "comp_for" | "sync_comp_for" | "comp_if" | "comp_iter"
                )
            })
            .try_for_each(|&child| self.comp_for(child))
    }

    /// `ast_for_call`.
    fn call(&self, node: NodeId, allow_generator: bool) -> Check {
        let arguments = || {
            self.children(node)
                .iter()
                .copied()
                .filter(|&c| self.name_of(c) == "argument")
        };
        for argument in arguments() {
            if self.is_comprehension(argument) {
                if !allow_generator {
                    return self.error(argument, "invalid syntax");
                }
                if self.count(node) > 1 {
                    return self.error(argument, "Generator expression must be parenthesized");
                }
            }
        }
        let mut keywords: Vec<&str> = Vec::new();
        let (mut any_keyword, mut any_mapping) = (false, false);
        for argument in arguments() {
            let first = self.child(argument, 0);
            let positional = |checker: &Self| {
                if any_mapping {
                    checker.error(
                        first,
                        "positional argument follows keyword argument unpacking",
                    )
                } else if any_keyword {
                    checker.error(first, "positional argument follows keyword argument")
                } else {
                    Ok(())
                }
            };
            let second = self.child(argument, 1);
            if self.count(argument) == 1 {
                positional(self)?;
                self.node(first)?;
            } else if self.text(first) == "*" {
                if any_mapping {
                    return self.error(
                        first,
                        "iterable argument unpacking follows keyword argument unpacking",
                    );
                }
                self.node(second)?;
            } else if self.text(first) == "**" {
                self.node(second)?;
                (any_keyword, any_mapping) = (true, true);
            } else if self.is_comprehension(argument) {
                self.comprehension(argument)?;
            } else if self.text(second) == ":=" {
                positional(self)?;
                self.named(argument)?;
            } else {
                let Some(name) = self.plain_name(first) else {
                    return self.error(
                        first,
                        "expression cannot contain assignment, perhaps you meant \"==\"?",
                    );
                };
                self.forbidden(name, first, true)?;
                if keywords.contains(&name) {
                    return self.error(first, "keyword argument repeated");
                }
                self.node(self.child(argument, 2))?;
                keywords.push(name);
                any_keyword = true;
            }
        }
        Ok(())
    }

    /// The name that an expression is, without even parentheses around it.
    fn plain_name(&self, mut node: NodeId) -> Option<&'s str> {
        while self.tree.nodes[node].rule.is_some() {
            if self.count(node) != 1 {
                return None;
            }
            node = self.child(node, 0);
        }
        (self.token(node).kind == Kind::Name).then(|| self.text(node))
    }

    // ---- strings ---------------------------------------------------------------------------

    /// `parsestrplus`: adjacent string literals.
    fn strings(&self, node: NodeId) -> Check<Shape> {
        let mut bytes_mode = None;
        let mut formatted = false;
        for &piece in self.children(node) {
            let literal = strings::Literal::new(self.text(piece));
            if literal.bytes && !literal.body.is_ascii() {
                return self.error(piece, "bytes can only contain ASCII literal characters.");
            }
            if !literal.formatted
                && let Some(msg) = literal.problem()
            {
                return self.error(node, msg);
            }
            if bytes_mode.is_some_and(|bytes| bytes != literal.bytes) {
                return self.error(node, "cannot mix bytes and nonbytes literals");
            }
            bytes_mode = Some(literal.bytes);
            if literal.formatted {
                formatted = true;
                let whole = fstring::Whole {
                    place: self.place(node),
                    first: self.text(self.child(node, 0)),
                    in_fstring: self.placement.in_fstring,
                };
                fstring::check(literal.body, literal.raw, whole)?;
            }
        }
        Ok(Shape::Other(if formatted {
            "f-string expression"
        } else {
            "literal"
        }))
    }
}
