//! The checks of expressions (`ast_for_expr`, `ast_for_atom`, `ast_for_call`,
//! `ast_for_comprehension` ... in `Python/ast.c`).

use super::{Check, Checker, Shape, Use};
use crate::compiler::reject::parser::NodeId;
use crate::compiler::reject::token::Kind;
use crate::compiler::reject::{fstring, strings};

impl<'t, 's> Checker<'t, 's> {
    /// `ast_for_testlist`.
    pub(super) fn test_list(&self, node: NodeId) -> Check<Shape> {
        if self.count(node) == 1 {
            return self.node(self.child(node, 0));
        }
        Ok(Shape::Tuple(self.sequence(node)?))
    }

    pub(super) fn sequence(&self, node: NodeId) -> Check<Vec<Shape>> {
        self.items(node).map(|item| self.node(item)).collect()
    }

    /// `ast_for_exprlist`.
    pub(super) fn expr_list(&self, node: NodeId, usage: Option<Use>) -> Check<Vec<Shape>> {
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
    pub(super) fn expr(&self, node: NodeId) -> Check<Shape> {
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
    pub(super) fn named(&self, node: NodeId) -> Check<Shape> {
        let target = self.node(self.child(node, 0))?;
        self.node(self.child(node, 2))?;
        if !matches!(target, Shape::Name(_)) {
            let msg = format!("cannot use assignment expressions with {}", target.words());
            return self.error(node, msg);
        }
        self.set_context(&target, Use::Store, node)?;
        Ok(Shape::Other("named expression"))
    }

    pub(super) fn atom_expr(&self, node: NodeId) -> Check<Shape> {
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

    pub(super) fn trailer(&self, node: NodeId) -> Check<Shape> {
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

    pub(super) fn atom(&self, node: NodeId) -> Check<Shape> {
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

    pub(super) fn is_comprehension(&self, node: NodeId) -> bool {
        self.name_of(self.child(node, 1)) == "comp_for"
    }

    pub(super) fn braces(&self, node: NodeId, inner: NodeId) -> Check<Shape> {
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
    pub(super) fn comprehension(&self, node: NodeId) -> Check {
        let element = self.child(node, 0);
        if let Shape::Starred(_) = self.node(element)? {
            return self.error(
                element,
                "iterable unpacking cannot be used in comprehension",
            );
        }
        self.comp_for(self.child(node, 1))
    }

    pub(super) fn comp_for(&self, node: NodeId) -> Check {
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
    pub(super) fn call(&self, node: NodeId, allow_generator: bool) -> Check {
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
    pub(super) fn plain_name(&self, mut node: NodeId) -> Option<&'s str> {
        while self.tree.nodes[node].rule.is_some() {
            if self.count(node) != 1 {
                return None;
            }
            node = self.child(node, 0);
        }
        (self.token(node).kind == Kind::Name).then(|| self.text(node))
    }

    /// `parsestrplus`: adjacent string literals.
    pub(super) fn strings(&self, node: NodeId) -> Check<Shape> {
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
