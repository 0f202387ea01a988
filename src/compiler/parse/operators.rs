//! Expressions made with operators (`ast_for_expr` in `Python/ast.c`).
//!
//! The grammar has a rule for each level of precedence. Here one function serves all binary levels:
//! after an operand it goes on as long as operators come that bind at least as tightly as asked for.

use super::{LONG_CHAIN, MAX_LINKS, Parser, Rejected, Result};
use crate::compiler::ast::{BoolOp, CmpOp, Expr, ExprContext, ExprKind, Operator, Pos, UnaryOp};
use crate::compiler::lex::Tok;

/// How tightly an operator binds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Level {
    Or,
    And,
    Not,
    Comparison,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Sum,
    Term,
    Factor,
}

/// What a token is between two operands.
enum Infix {
    Bool(BoolOp),
    Compare,
    Binary(Operator),
}

/// The operator that a token is, its level, and the level of its right operand.
fn infix(kind: Tok) -> Option<(Infix, Level, Level)> {
    let binary = |op, level, right| Some((Infix::Binary(op), level, right));
    match kind {
        Tok::Or => Some((Infix::Bool(BoolOp::Or), Level::Or, Level::And)),
        Tok::And => Some((Infix::Bool(BoolOp::And), Level::And, Level::Not)),
        Tok::Less
        | Tok::Greater
        | Tok::EqEqual
        | Tok::NotEqual
        | Tok::LessEqual
        | Tok::GreaterEqual
        | Tok::In
        | Tok::Not
        | Tok::Is => Some((Infix::Compare, Level::Comparison, Level::BitOr)),
        Tok::VBar => binary(Operator::BitOr, Level::BitOr, Level::BitXor),
        Tok::Circumflex => binary(Operator::BitXor, Level::BitXor, Level::BitAnd),
        Tok::Amper => binary(Operator::BitAnd, Level::BitAnd, Level::Shift),
        Tok::LeftShift => binary(Operator::LShift, Level::Shift, Level::Sum),
        Tok::RightShift => binary(Operator::RShift, Level::Shift, Level::Sum),
        Tok::Plus => binary(Operator::Add, Level::Sum, Level::Term),
        Tok::Minus => binary(Operator::Sub, Level::Sum, Level::Term),
        Tok::Star => binary(Operator::Mult, Level::Term, Level::Factor),
        Tok::Slash => binary(Operator::Div, Level::Term, Level::Factor),
        Tok::DoubleSlash => binary(Operator::FloorDiv, Level::Term, Level::Factor),
        Tok::Percent => binary(Operator::Mod, Level::Term, Level::Factor),
        Tok::At => binary(Operator::MatMult, Level::Term, Level::Factor),
        _ => None,
    }
}

impl Parser<'_> {
    /// `test`: any expression but `:=`, `*x`, a bare tuple or `yield`.
    pub(super) fn test(&mut self) -> Result<Expr> {
        if self.token.kind == Tok::Lambda {
            return self.lambda(Self::test);
        }
        let begin = self.begin();
        let body = self.operation(Level::Or)?;
        if self.token.kind != Tok::If {
            return Ok(body);
        }
        self.advance();
        let test = self.operation(Level::Or)?;
        self.expect(Tok::Else)?;
        let orelse = self.deeper(1, Self::test)?;
        Ok(Expr {
            pos: self.until_here(begin),
            kind: ExprKind::IfExp {
                test: Box::new(test),
                body: Box::new(body),
                orelse: Box::new(orelse),
            },
        })
    }

    /// `test_nocond`: the condition of a comprehension.
    pub(super) fn test_nocond(&mut self) -> Result<Expr> {
        match self.token.kind {
            Tok::Lambda => self.lambda(Self::test_nocond),
            _ => self.operation(Level::Or),
        }
    }

    /// `namedexpr_test`: `test` or `name := test`.
    pub(super) fn named_test(&mut self) -> Result<Expr> {
        let begin = self.begin();
        let expr = self.test()?;
        match self.token.kind {
            Tok::ColonEqual => self.named(expr, begin),
            _ => Ok(expr),
        }
    }

    /// The rest of an assignment expression, after its target.
    pub(super) fn named(&mut self, mut target: Expr, begin: Pos) -> Result<Expr> {
        let ExprKind::Name { ctx, .. } = &mut target.kind else {
            return Err(Rejected);
        };
        *ctx = ExprContext::Store;
        self.advance();
        let value = self.test()?;
        Ok(Expr {
            pos: self.until_here(begin),
            kind: ExprKind::NamedExpr {
                target: Box::new(target),
                value: Box::new(value),
            },
        })
    }

    /// `or_test` and what is below it, down to `least`: operators that bind less tightly are left.
    pub(super) fn operation(&mut self, least: Level) -> Result<Expr> {
        let begin = self.begin();
        let mut left = self.operand(least)?;
        let mut length = 0;
        while let Some((operator, level, right)) = infix(self.token.kind)
            && level >= least
        {
            let kind = match operator {
                Infix::Binary(op) => {
                    self.advance();
                    let right = Box::new(self.operation(right)?);
                    self.count_link(&mut length)?;
                    ExprKind::BinOp {
                        left: Box::new(left),
                        op,
                        right,
                    }
                }
                Infix::Compare => self.comparison(left)?,
                Infix::Bool(op) => self.bool_op(left, op, right)?,
            };
            left = Expr {
                pos: self.until_here(begin),
                kind,
            };
        }
        Ok(left)
    }

    /// Counts a link of a chain that makes the tree one deeper.
    pub(super) fn count_link(&mut self, length: &mut u32) -> Result<()> {
        *length += 1;
        if *length > LONG_CHAIN {
            self.links += 1;
            self.too_deep = self.links > MAX_LINKS;
            if self.too_deep {
                return Err(Rejected);
            }
        }
        Ok(())
    }

    /// `a and b and c` is one node.
    fn bool_op(&mut self, left: Expr, op: BoolOp, right: Level) -> Result<ExprKind> {
        let operator = self.token.kind;
        let mark = self.exprs.len();
        self.exprs.push(left);
        while self.eat(operator) {
            let value = self.operation(right)?;
            self.exprs.push(value);
        }
        let values = self.exprs.split_off(mark);
        Ok(ExprKind::BoolOp { op, values })
    }

    /// `a < b < c` is one node.
    fn comparison(&mut self, left: Expr) -> Result<ExprKind> {
        let mark = self.exprs.len();
        let mut ops = Vec::with_capacity(1);
        while let Some(op) = self.comparison_operator()? {
            ops.push(op);
            let operand = self.operation(Level::BitOr)?;
            self.exprs.push(operand);
        }
        Ok(ExprKind::Compare {
            left: Box::new(left),
            ops,
            comparators: self.exprs.split_off(mark),
        })
    }

    /// Passes over an operator of comparison, if one comes.
    fn comparison_operator(&mut self) -> Result<Option<CmpOp>> {
        let op = match self.token.kind {
            Tok::Less => CmpOp::Lt,
            Tok::Greater => CmpOp::Gt,
            Tok::EqEqual => CmpOp::Eq,
            Tok::NotEqual => CmpOp::NotEq,
            Tok::LessEqual => CmpOp::LtE,
            Tok::GreaterEqual => CmpOp::GtE,
            Tok::In => CmpOp::In,
            Tok::Not => {
                self.advance();
                self.expect(Tok::In)?;
                return Ok(Some(CmpOp::NotIn));
            }
            Tok::Is => {
                self.advance();
                let negated = self.eat(Tok::Not);
                return Ok(Some(if negated { CmpOp::IsNot } else { CmpOp::Is }));
            }
            _ => return Ok(None),
        };
        self.advance();
        Ok(Some(op))
    }

    /// `not_test`, `factor` or `power`.
    #[inline]
    fn operand(&mut self, least: Level) -> Result<Expr> {
        let op = match self.token.kind {
            Tok::Not if least <= Level::Not => UnaryOp::Not,
            Tok::Minus => UnaryOp::USub,
            Tok::Plus => UnaryOp::UAdd,
            Tok::Tilde => UnaryOp::Invert,
            _ => return self.power(),
        };
        let begin = self.begin();
        self.advance();
        let operand = self.deeper(1, |parser| match op {
            UnaryOp::Not => parser.operation(Level::Not),
            _ => parser.operand(Level::Factor),
        })?;
        Ok(Expr {
            pos: self.until_here(begin),
            kind: ExprKind::UnaryOp {
                op,
                operand: Box::new(operand),
            },
        })
    }

    /// `power`: `atom_expr ['**' factor]`.
    #[inline]
    fn power(&mut self) -> Result<Expr> {
        let begin = self.begin();
        let base = if self.token.kind == Tok::Await {
            self.advance();
            let value = self.primary()?;
            Expr {
                pos: self.until_here(begin),
                kind: ExprKind::Await(Box::new(value)),
            }
        } else {
            self.primary()?
        };
        if self.token.kind != Tok::DoubleStar {
            return Ok(base);
        }
        self.advance();
        let exponent = self.deeper(2, |parser| parser.operand(Level::Factor))?;
        Ok(Expr {
            pos: self.until_here(begin),
            kind: ExprKind::BinOp {
                left: Box::new(base),
                op: Operator::Pow,
                right: Box::new(exponent),
            },
        })
    }
}
