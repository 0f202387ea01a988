//! The checks of statements and parameters (`ast_for_expr_stmt`, `ast_for_import_stmt`,
//! `ast_for_try_stmt`, `ast_for_funcdef_impl`, `ast_for_arguments` ... in `Python/ast.c`).

use super::{Check, Checker, Shape, Use};
use crate::compiler::reject::parser::NodeId;

impl<'t, 's> Checker<'t, 's> {
    pub(super) fn expr_stmt(&self, node: NodeId) -> Check {
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

    pub(super) fn value(&self, node: NodeId) -> Check {
        match self.name_of(node) {
            "testlist" | "testlist_star_expr" => self.test_list(node).map(|_| ()),
            _ => self.node(node).map(|_| ()),
        }
    }

    pub(super) fn annotated(&self, node: NodeId, target: NodeId, annotation: NodeId) -> Check {
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
    pub(super) fn alias(&self, node: NodeId, store: bool) -> Check {
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

    pub(super) fn import_from(&self, node: NodeId) -> Check {
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
    pub(super) fn try_stmt(&self, node: NodeId) -> Check {
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

    pub(super) fn except_clause(&self, node: NodeId) -> Check {
        if self.count(node) == 4 {
            let name = self.child(node, 3);
            self.forbidden(self.text(name), name, false)?;
        }
        if self.count(node) > 1 {
            self.node(self.child(node, 1))?;
        }
        Ok(())
    }

    pub(super) fn function(&self, node: NodeId) -> Check {
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

    pub(super) fn class(&self, node: NodeId) -> Check {
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
    pub(super) fn arguments(&self, node: NodeId) -> Check {
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
    pub(super) fn argument(&self, node: NodeId) -> Check {
        self.forbidden(self.text(self.child(node, 0)), node, false)?;
        if self.count(node) == 3 {
            self.node(self.child(node, 2))?;
        }
        Ok(())
    }
}
