//! First pass, declarations: `global` and `nonlocal`, annotated targets, imports, parameters
//! (`symtable_visit_alias`, `symtable_visit_arguments` and parts of `symtable_visit_stmt` in
//! `Python/symtable.c`).

use super::{Builder, Result};
use crate::code::footprint::Container;
use crate::compiler::ast::{Alias, Arg, Arguments, Expr, ExprKind, Pos};
use crate::compiler::fault::Located;
use crate::compiler::names::{Name, known};
use crate::compiler::symtable::{BlockType, SymbolTable, Uses};

impl Builder<'_> {
    pub(super) fn annotated_target(
        &mut self,
        pos: Pos,
        target: &Expr,
        has_value: bool,
        simple: bool,
    ) -> Result {
        let ExprKind::Name { id, .. } = target.kind else {
            return self.expr(target);
        };
        let uses = self.lookup(id);
        if uses.any(Uses::GLOBAL | Uses::NONLOCAL) && self.current != SymbolTable::TOP && simple {
            let what = if uses.any(Uses::GLOBAL) {
                "global"
            } else {
                "nonlocal"
            };
            let msg = format!("annotated name '{}' can't be {what}", self.names.text(id));
            return Err(Located::beside(msg, pos.lineno, pos.col_offset + 1));
        }
        if simple {
            self.add(id, Uses::ANNOT | Uses::LOCAL)
        } else if has_value {
            self.add(id, Uses::LOCAL)
        } else {
            Ok(())
        }
    }

    /// `global` and `nonlocal`, which must come before any other mention of the name.
    pub(super) fn directive(
        &mut self,
        pos: Pos,
        names: &[Name],
        declared: Uses,
        word: &str,
    ) -> Result {
        for &name in names {
            let uses = self.lookup(name);
            if uses.any(Uses::PARAM | Uses::LOCAL | Uses::USE | Uses::ANNOT) {
                let text = self.names.text(name);
                let msg = if uses.any(Uses::PARAM) {
                    format!("name '{text}' is parameter and {word}")
                } else if uses.any(Uses::USE) {
                    format!("name '{text}' is used prior to {word} declaration")
                } else if uses.any(Uses::ANNOT) {
                    format!("annotated name '{text}' can't be {word}")
                } else {
                    format!("name '{text}' is assigned to before {word} declaration")
                };
                return Err(Located::beside(msg, pos.lineno, pos.col_offset + 1));
            }
            self.add(name, declared)?;
            self.record_directive(name, pos);
        }
        Ok(())
    }

    pub(super) fn record_directive(&mut self, name: Name, pos: Pos) {
        let mangled = self.names.mangle(self.private, name);
        let directives = &mut self.scope().directives;
        directives.push((mangled, pos.lineno, pos.col_offset));
        if directives.len() == 1 {
            self.footprint.made(Container::List);
        }
        self.footprint.made(Container::Tuple(3));
    }

    pub(super) fn alias(&mut self, alias: &Alias) -> Result {
        let name = alias.asname.unwrap_or(alias.name);
        if name == known::STAR {
            let scope = self.scope();
            if scope.block != BlockType::Module {
                let (line, column) = (scope.lineno, scope.col_offset + 1);
                let msg = "import * only allowed at module level";
                return Err(Located::beside(msg, line, column));
            }
            return Ok(());
        }
        let text = self.names.text(name);
        let bound = match text.split_once('.') {
            Some((first, _)) => {
                let first = first.to_owned();
                self.names.intern(&first)
            }
            None => name,
        };
        self.add(bound, Uses::IMPORT)
    }

    pub(super) fn defaults(&mut self, args: &Arguments) -> Result {
        self.exprs(&args.defaults)?;
        args.kw_defaults
            .iter()
            .try_for_each(|default| self.optional(default.as_ref()))
    }

    pub(super) fn annotations(&mut self, args: &Arguments, returns: Option<&Expr>) -> Result {
        let all = args
            .posonlyargs
            .iter()
            .chain(&args.args)
            .chain(&args.vararg)
            .chain(&args.kwarg)
            .chain(&args.kwonlyargs);
        for arg in all {
            self.optional(arg.annotation.as_ref())?;
        }
        self.optional(returns)
    }

    pub(super) fn parameters(&mut self, args: &Arguments) -> Result {
        let named = args
            .posonlyargs
            .iter()
            .chain(&args.args)
            .chain(&args.kwonlyargs);
        let add = |builder: &mut Self, arg: &Arg| builder.add(arg.name, Uses::PARAM);
        named.clone().try_for_each(|arg| add(self, arg))?;
        if let Some(arg) = &args.vararg {
            add(self, arg)?;
            self.scope().varargs = true;
        }
        if let Some(arg) = &args.kwarg {
            add(self, arg)?;
            self.scope().varkeywords = true;
        }
        Ok(())
    }
}
