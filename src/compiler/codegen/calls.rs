//! Calls (`compiler_call`, `maybe_optimize_method_call` and `compiler_call_helper` in
//! `Python/compile.c`).

use super::{Compiler, Result};
use crate::code::op;
use crate::compiler::ast::{Expr, ExprContext, ExprKind, Keyword};
use crate::compiler::names::Name;

impl Compiler<'_> {
    pub(super) fn call(&mut self, func: &Expr, args: &[Expr], keywords: &[Keyword]) -> Result {
        // `object.method(positional arguments)` needs no bound method object.
        if let ExprKind::Attribute {
            value,
            attr,
            ctx: ExprContext::Load,
        } = &func.kind
        {
            let plain = !args
                .iter()
                .any(|arg| matches!(arg.kind, ExprKind::Starred { .. }));
            if keywords.is_empty() && plain {
                self.expr(value)?;
                self.marked(func.pos.range(), |compiler| {
                    compiler.emit_name(op::LOAD_METHOD, *attr);
                });
                self.exprs(args)?;
                self.emit_arg(op::CALL_METHOD, args.len());
                return Ok(());
            }
        }
        self.check_caller(func);
        self.expr(func)?;
        self.call_helper(0, args, keywords)
    }

    /// Emits the arguments and the call; `before` positional ones already lie on the stack.
    pub(super) fn call_helper(
        &mut self,
        before: usize,
        args: &[Expr],
        keywords: &[Keyword],
    ) -> Result {
        let unpacks_mapping = keywords.iter().any(|keyword| keyword.arg.is_none());
        let (mut seen, mut tuples) = (before, 0);
        for arg in args {
            if let ExprKind::Starred { value, .. } = &arg.kind {
                if seen > 0 {
                    self.emit_arg(op::BUILD_TUPLE, seen);
                    seen = 0;
                    tuples += 1;
                }
                self.expr(value)?;
                tuples += 1;
            } else {
                self.expr(arg)?;
                seen += 1;
            }
        }
        if tuples > 0 || unpacks_mapping {
            if seen > 0 {
                self.emit_arg(op::BUILD_TUPLE, seen);
                tuples += 1;
            }
            if tuples > 1 {
                self.emit_arg(op::BUILD_TUPLE_UNPACK_WITH_CALL, tuples);
            } else if tuples == 0 {
                self.emit_arg(op::BUILD_TUPLE, 0);
            }
            let dicts = self.keyword_dicts(keywords)?;
            self.emit_arg(op::CALL_FUNCTION_EX, usize::from(dicts > 0));
        } else if !keywords.is_empty() {
            for keyword in keywords {
                self.expr(&keyword.value)?;
            }
            self.load_names_tuple(&keyword_names(keywords));
            self.emit_arg(op::CALL_FUNCTION_KW, before + args.len() + keywords.len());
        } else {
            self.emit_arg(op::CALL_FUNCTION, before + args.len());
        }
        Ok(())
    }

    /// Keyword arguments with `**` among them: runs of plain ones make dicts, joined with the
    /// unpacked ones. Gives the number of dicts.
    fn keyword_dicts(&mut self, keywords: &[Keyword]) -> Result<usize> {
        let (mut seen, mut dicts) = (0, 0);
        for (index, keyword) in keywords.iter().enumerate() {
            if keyword.arg.is_some() {
                seen += 1;
                continue;
            }
            if seen > 0 {
                self.keyword_dict(&keywords[index - seen..index])?;
                dicts += 1;
                seen = 0;
            }
            self.expr(&keyword.value)?;
            dicts += 1;
        }
        if seen > 0 {
            self.keyword_dict(&keywords[keywords.len() - seen..])?;
            dicts += 1;
        }
        if dicts > 1 {
            self.emit_arg(op::BUILD_MAP_UNPACK_WITH_CALL, dicts);
        }
        Ok(dicts)
    }

    /// `compiler_subkwargs`.
    fn keyword_dict(&mut self, keywords: &[Keyword]) -> Result {
        if let [
            Keyword {
                arg: Some(name),
                value,
            },
        ] = keywords
        {
            self.load_name_text(*name);
            self.expr(value)?;
            self.emit_arg(op::BUILD_MAP, 1);
            return Ok(());
        }
        for keyword in keywords {
            self.expr(&keyword.value)?;
        }
        self.load_names_tuple(&keyword_names(keywords));
        self.emit_arg(op::BUILD_CONST_KEY_MAP, keywords.len());
        Ok(())
    }
}

fn keyword_names(keywords: &[Keyword]) -> Vec<Name> {
    keywords.iter().filter_map(|keyword| keyword.arg).collect()
}
