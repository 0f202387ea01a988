//! Functions, lambdas and classes (`compiler_function`, `compiler_lambda`, `compiler_class` and
//! `compiler_make_closure` in `Python/compile.c`).

use std::sync::Arc;

use super::unit::ScopeType;
use super::{Compiler, Result};
use crate::code::footprint::Container;
use crate::code::{Code, Const, flags, op};
use crate::compiler::ast::{self, Arg, Arguments, ClassDef, Expr, FunctionDef, Pos, ScopeKey};
use crate::compiler::names::{Name, known};
use crate::compiler::symtable::Placement;
use crate::compiler::unparse;
use crate::value::PyStr;

/// Bits of MAKE_FUNCTION's argument.
const DEFAULTS: usize = 0x01;
const KWDEFAULTS: usize = 0x02;
const ANNOTATIONS: usize = 0x04;
const CLOSURE: usize = 0x08;

/// `co_firstlineno` of a definition: that of its first decorator, if any.
fn first_lineno(pos: Pos, decorators: &[Expr]) -> u32 {
    decorators
        .first()
        .map_or(pos.lineno, |decorator| decorator.pos.lineno)
}

impl Compiler<'_> {
    pub(super) fn function(&mut self, pos: Pos, def: &FunctionDef) -> Result {
        self.exprs(&def.decorators)?;
        let mut bits = self.default_arguments(&def.args)?;
        if self.annotations(&def.args, def.returns.as_ref())? {
            bits |= ANNOTATIONS;
        }
        let scope_type = if def.is_async {
            ScopeType::AsyncFunction
        } else {
            ScopeType::Function
        };
        let scope = self.scope_of(def.scope);
        self.enter(
            def.name,
            scope_type,
            scope,
            first_lineno(pos, &def.decorators),
        );
        // The first constant is the docstring, or None to say that there is none.
        self.add_const(ast::docstring(&def.body));
        self.count_arguments(&def.args);
        self.stmts(&def.body)?;
        let qualname = self.unit.qualname.clone();
        let code = self.leave(true);
        self.make_closure(code, bits, qualname);
        for decorator in def.decorators.iter().rev() {
            self.marked(decorator.pos.range(), |compiler| {
                compiler.emit_arg(op::CALL_FUNCTION, 1);
            });
        }
        self.store_name(def.name)
    }

    pub(super) fn lambda(
        &mut self,
        pos: Pos,
        scope: ScopeKey,
        args: &Arguments,
        body: &Expr,
    ) -> Result {
        let bits = self.default_arguments(args)?;
        let scope = self.scope_of(scope);
        self.enter(known::LAMBDA_CODE, ScopeType::Lambda, scope, pos.lineno);
        // A lambda has no docstring.
        self.add_const(None);
        self.count_arguments(args);
        self.expr(body)?;
        let generator = self.scope().generator;
        if !generator {
            self.marked(body.pos.range(), |compiler| compiler.emit(op::RETURN_VALUE));
        }
        let qualname = self.unit.qualname.clone();
        let code = self.leave(!generator);
        self.make_closure(code, bits, qualname);
        Ok(())
    }

    pub(super) fn class(&mut self, pos: Pos, def: &ClassDef) -> Result {
        self.exprs(&def.decorators)?;
        let scope = self.scope_of(def.scope);
        self.enter(
            def.name,
            ScopeType::Class,
            scope,
            first_lineno(pos, &def.decorators),
        );
        self.unit.private = Some(def.name);
        self.load_name(known::NAME)?;
        self.store_name(known::MODULE)?;
        let qualname = self.unit.qualname.clone();
        self.load_str(qualname);
        self.store_name(known::QUALNAME)?;
        let head = self.unit.range;
        self.body(&def.body)?;
        self.unit.range = head;
        if self.scope().needs_class_closure {
            // The cell goes to `type.__new__`, which puts the finished class into it.
            let index = self.unit.cellvars.find(known::CLASS).unwrap_or(0);
            self.emit_arg(op::LOAD_CLOSURE, index as usize);
            self.emit(op::DUP_TOP);
            self.store_name(known::CLASSCELL)?;
        } else {
            self.load_none();
        }
        self.emit(op::RETURN_VALUE);
        let code = self.leave(true);
        self.emit(op::LOAD_BUILD_CLASS);
        let name = code.co_name.clone();
        self.make_closure(code, 0, name);
        self.load_name_text(def.name);
        self.call_helper(2, &def.bases, &def.keywords)?;
        for decorator in def.decorators.iter().rev() {
            self.marked(decorator.pos.range(), |compiler| {
                compiler.emit_arg(op::CALL_FUNCTION, 1);
            });
        }
        self.store_name(def.name)
    }

    fn count_arguments(&mut self, args: &Arguments) {
        let unit = &mut self.unit;
        unit.argcount = args.args.len() as u32;
        unit.posonlyargcount = args.posonlyargs.len() as u32;
        unit.kwonlyargcount = args.kwonlyargs.len() as u32;
    }

    /// `compiler_default_arguments`.
    fn default_arguments(&mut self, args: &Arguments) -> Result<usize> {
        let mut bits = 0;
        if !args.defaults.is_empty() {
            bits |= DEFAULTS;
            self.exprs(&args.defaults)?;
            self.emit_arg(op::BUILD_TUPLE, args.defaults.len());
        }
        let private = self.unit.private;
        let mut keys = Vec::new();
        for (arg, default) in args.kwonlyargs.iter().zip(&args.kw_defaults) {
            if let Some(default) = default {
                if keys.is_empty() {
                    self.context.footprint.made(Container::List);
                }
                keys.push(self.context.names.mangle(private, arg.name));
                self.expr(default)?;
            }
        }
        if !keys.is_empty() {
            bits |= KWDEFAULTS;
            self.load_listed_names(&keys);
            self.emit_arg(op::BUILD_CONST_KEY_MAP, keys.len());
        }
        Ok(bits)
    }

    /// `compiler_visit_annotations`: whether there were any.
    fn annotations(&mut self, args: &Arguments, returns: Option<&Expr>) -> Result<bool> {
        let mut names = Vec::new();
        self.context.footprint.made(Container::List);
        let all = args
            .args
            .iter()
            .chain(&args.posonlyargs)
            .chain(&args.vararg)
            .chain(&args.kwonlyargs)
            .chain(&args.kwarg);
        for Arg {
            name, annotation, ..
        } in all
        {
            self.argument_annotation(*name, annotation.as_ref(), &mut names)?;
        }
        self.argument_annotation(known::RETURN, returns, &mut names)?;
        if names.is_empty() {
            self.context.footprint.dropped(Container::List);
            return Ok(false);
        }
        self.load_listed_names(&names);
        self.emit_arg(op::BUILD_CONST_KEY_MAP, names.len());
        Ok(true)
    }

    fn argument_annotation(
        &mut self,
        name: Name,
        annotation: Option<&Expr>,
        names: &mut Vec<Name>,
    ) -> Result {
        if let Some(annotation) = annotation {
            self.annotation(annotation)?;
            let private = self.unit.private;
            names.push(self.context.names.mangle(private, name));
        }
        Ok(())
    }

    /// The value of an annotation, or its text under `from __future__ import annotations`.
    pub(super) fn annotation(&mut self, annotation: &Expr) -> Result {
        if self.context.future_flags & flags::CO_FUTURE_ANNOTATIONS == 0 {
            return self.expr(annotation);
        }
        let text = unparse::expr_as_text(annotation, self.context.names);
        self.load_str(text);
        Ok(())
    }

    /// `compiler_make_closure`: makes the function object, with the cells it needs.
    pub(super) fn make_closure(&mut self, code: Arc<Code>, mut bits: usize, qualname: PyStr) {
        if self.silent > 0 {
            return;
        }
        if !code.co_freevars.is_empty() {
            for free in &code.co_freevars {
                let name = self.context.names.intern(&free.to_lossy());
                // In a class, a method's free variable may also be a class variable of the
                // same name; then the cell comes from outside.
                let is_class_cell =
                    self.unit.scope_type == ScopeType::Class && name == known::CLASS;
                let placement = match self.scope().placement(name) {
                    Some(Placement::Cell) => Placement::Cell,
                    _ if is_class_cell => Placement::Cell,
                    _ => Placement::Free,
                };
                let index = self.unit.deref_index(name, placement).unwrap_or(0);
                self.emit_arg(op::LOAD_CLOSURE, index as usize);
            }
            bits |= CLOSURE;
            self.emit_arg(op::BUILD_TUPLE, code.co_freevars.len());
        }
        self.load_const(&Arc::new(Const::Code(code)));
        self.load_str(qualname);
        self.emit_arg(op::MAKE_FUNCTION, bits);
    }
}
