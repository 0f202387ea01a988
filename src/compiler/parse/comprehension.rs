//! Comprehensions of all four kinds (`ast_for_comprehension` in `Python/ast.c`).

use super::operators::Level;
use super::{Parser, Rejected, Result};
use crate::compiler::ast::{Comprehension, ComprehensionKind, Expr, ExprKind, Generator};
use crate::compiler::lex::Tok;

/// Rules that CPython's parser opens for each clause, inside those of the clause before.
const CLAUSE_RULES: u32 = 3;

impl Parser<'_> {
    /// The clauses after the element, or after the key and value of a dict comprehension.
    pub(super) fn comprehension(
        &mut self,
        kind: ComprehensionKind,
        elt: Expr,
        value: Option<Expr>,
    ) -> Result<ExprKind> {
        if matches!(elt.kind, ExprKind::Starred { .. }) {
            return Err(Rejected);
        }
        let scope = self.open_scope();
        let rules = self.rules;
        let generators = self.generators()?;
        self.rules = rules;
        Ok(ExprKind::Comprehension(Box::new(Comprehension {
            scope,
            kind,
            elt,
            value,
            generators,
        })))
    }

    fn generators(&mut self) -> Result<Vec<Generator>> {
        let mut generators = Vec::with_capacity(1);
        while matches!(self.token.kind, Tok::For | Tok::Async) {
            let is_async = self.eat(Tok::Async);
            self.expect(Tok::For)?;
            let target = self.loop_targets()?;
            self.expect(Tok::In)?;
            self.rules += CLAUSE_RULES;
            let iter = self.deeper(0, |parser| parser.operation(Level::Or))?;
            let mut ifs = Vec::new();
            while self.eat(Tok::If) {
                self.rules += CLAUSE_RULES;
                ifs.push(self.deeper(0, Self::test_nocond)?);
            }
            generators.push(Generator {
                target,
                iter,
                ifs,
                is_async,
            });
        }
        Ok(generators)
    }
}
