//! Expressions (`compiler_visit_expr1` in `Python/compile.c`).

use std::sync::Arc;

use super::unit::ScopeType;
use super::{Compiler, Result};
use crate::code::{Const, op};
use crate::compiler::assemble::BlockId;
use crate::compiler::ast::{
    BoolOp, CmpOp, Expr, ExprContext, ExprKind, Operator, Pos, Slice, UnaryOp,
};
use crate::compiler::names::Name;
use crate::compiler::symtable::{BlockType, Placement};

/// How many keys one BUILD_MAP takes at most.
const MAX_DICT_CHUNK: usize = 0xFFFF;

/// What `begin_expr` remembers.
#[derive(Clone, Copy)]
pub(super) struct Outer {
    lineno: u32,
    col_offset: u32,
    range: (u32, u32),
}

impl Compiler<'_> {
    /// Moves to an expression's place; a new line starts a new entry of the line table.
    pub(super) fn begin_expr(&mut self, pos: Pos) -> Outer {
        let unit = self.unit();
        let outer = Outer {
            lineno: unit.lineno,
            col_offset: unit.col_offset,
            range: unit.range,
        };
        if pos.lineno != unit.lineno {
            unit.lineno = pos.lineno;
            unit.lineno_set = false;
        }
        unit.col_offset = pos.col_offset;
        unit.range = (pos.start, pos.end);
        outer
    }

    /// Moves back.
    pub(super) fn end_expr(&mut self, outer: Outer) {
        let unit = self.unit();
        if outer.lineno != unit.lineno {
            unit.lineno = outer.lineno;
            unit.lineno_set = false;
        }
        unit.col_offset = outer.col_offset;
        unit.range = outer.range;
    }

    /// Marks instructions as coming from another piece of source, without touching lines; gives
    /// the piece before.
    pub(super) fn mark(&mut self, pos: Pos) -> (u32, u32) {
        std::mem::replace(&mut self.unit().range, (pos.start, pos.end))
    }

    pub(super) fn exprs(&mut self, exprs: &[Expr]) -> Result {
        exprs.iter().try_for_each(|expr| self.expr(expr))
    }

    pub(super) fn expr(&mut self, expr: &Expr) -> Result {
        let outer = self.begin_expr(expr.pos);
        self.expr_kind(expr)?;
        self.end_expr(outer);
        Ok(())
    }

    fn expr_kind(&mut self, expr: &Expr) -> Result {
        match &expr.kind {
            ExprKind::NamedExpr { target, value } => {
                self.expr(value)?;
                self.emit(op::DUP_TOP);
                self.expr(target)
            }
            ExprKind::BoolOp { op, values } => self.bool_op(*op, values),
            ExprKind::BinOp { left, op, right } => {
                self.expr(left)?;
                self.expr(right)?;
                self.emit(binary(*op));
                Ok(())
            }
            ExprKind::UnaryOp { op, operand } => {
                self.expr(operand)?;
                self.emit(match op {
                    UnaryOp::Invert => op::UNARY_INVERT,
                    UnaryOp::Not => op::UNARY_NOT,
                    UnaryOp::UAdd => op::UNARY_POSITIVE,
                    UnaryOp::USub => op::UNARY_NEGATIVE,
                });
                Ok(())
            }
            ExprKind::Lambda { scope, args, body } => self.lambda(expr.pos, *scope, args, body),
            ExprKind::IfExp { test, body, orelse } => {
                let end = self.new_block();
                let next = self.new_block();
                self.jump_if(test, next, false)?;
                self.expr(body)?;
                self.jump(op::JUMP_FORWARD, end);
                self.use_next(next);
                self.expr(orelse)?;
                self.use_next(end);
                Ok(())
            }
            ExprKind::Dict { keys, values } => self.dict(keys, values),
            ExprKind::Set(elts) => {
                self.unpacking(elts, op::BUILD_SET, op::BUILD_SET, op::BUILD_SET_UNPACK)
            }
            ExprKind::Comprehension(comprehension) => self.comprehension(expr.pos, comprehension),
            ExprKind::Yield(value) => {
                if !self.in_function() {
                    return Err(self.error("'yield' outside function"));
                }
                match value {
                    Some(value) => self.expr(value)?,
                    None => self.load_none(),
                }
                self.emit(op::YIELD_VALUE);
                Ok(())
            }
            ExprKind::YieldFrom(value) => {
                if !self.in_function() {
                    return Err(self.error("'yield' outside function"));
                }
                if self.unit_ref().scope_type == ScopeType::AsyncFunction {
                    return Err(self.error("'yield from' inside async function"));
                }
                self.expr(value)?;
                self.emit(op::GET_YIELD_FROM_ITER);
                self.load_none();
                self.emit(op::YIELD_FROM);
                Ok(())
            }
            ExprKind::Await(value) => {
                if !self.in_function() {
                    return Err(self.error("'await' outside function"));
                }
                if !matches!(
                    self.unit_ref().scope_type,
                    ScopeType::AsyncFunction | ScopeType::Comprehension
                ) {
                    return Err(self.error("'await' outside async function"));
                }
                self.expr(value)?;
                self.emit(op::GET_AWAITABLE);
                self.load_none();
                self.emit(op::YIELD_FROM);
                Ok(())
            }
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } => self.compare(left, ops, comparators),
            ExprKind::Call {
                func,
                args,
                keywords,
            } => self.call(func, args, keywords),
            ExprKind::FormattedValue {
                value,
                conversion,
                format_spec,
            } => {
                /// Bit of FORMAT_VALUE's argument: a format specification lies on the stack.
                const FVS_HAVE_SPEC: usize = 4;
                self.expr(value)?;
                let mut oparg = *conversion as usize;
                if let Some(spec) = format_spec {
                    self.expr(spec)?;
                    oparg |= FVS_HAVE_SPEC;
                }
                self.emit_arg(op::FORMAT_VALUE, oparg);
                Ok(())
            }
            ExprKind::JoinedStr(values) => {
                self.exprs(values)?;
                if values.len() != 1 {
                    self.emit_arg(op::BUILD_STRING, values.len());
                }
                Ok(())
            }
            ExprKind::Constant { value, .. } => {
                self.load_const(Arc::clone(value));
                Ok(())
            }
            ExprKind::Attribute { value, attr, ctx } => {
                self.expr(value)?;
                self.emit_name(
                    match ctx {
                        ExprContext::Load => op::LOAD_ATTR,
                        ExprContext::Store => op::STORE_ATTR,
                        ExprContext::Del => op::DELETE_ATTR,
                    },
                    *attr,
                );
                Ok(())
            }
            ExprKind::Subscript { value, slice, ctx } => {
                if *ctx == ExprContext::Load {
                    self.check_subscript(value, slice);
                }
                self.expr(value)?;
                self.slice(slice)?;
                self.emit(match ctx {
                    ExprContext::Load => op::BINARY_SUBSCR,
                    ExprContext::Store => op::STORE_SUBSCR,
                    ExprContext::Del => op::DELETE_SUBSCR,
                });
                Ok(())
            }
            ExprKind::Starred { ctx, .. } => Err(self.error(match ctx {
                ExprContext::Store => "starred assignment target must be in a list or tuple",
                _ => "can't use starred expression here",
            })),
            ExprKind::Name { id, ctx } => self.name(*id, *ctx),
            ExprKind::List { elts, ctx } => match ctx {
                ExprContext::Store => self.unpack_targets(elts),
                ExprContext::Load => {
                    self.unpacking(elts, op::BUILD_LIST, op::BUILD_TUPLE, op::BUILD_LIST_UNPACK)
                }
                ExprContext::Del => self.exprs(elts),
            },
            ExprKind::Tuple { elts, ctx } => match ctx {
                ExprContext::Store => self.unpack_targets(elts),
                ExprContext::Load => self.unpacking(
                    elts,
                    op::BUILD_TUPLE,
                    op::BUILD_TUPLE,
                    op::BUILD_TUPLE_UNPACK,
                ),
                ExprContext::Del => self.exprs(elts),
            },
        }
    }

    /// `compiler_nameop`: which instruction reads, binds or deletes a name depends on where it
    /// lives.
    pub(super) fn name(&mut self, name: Name, ctx: ExprContext) -> Result {
        let private = self.unit_ref().private;
        let mangled = self.context.names.mangle(private, name);
        let scope = self.scope();
        let block = scope.block;
        let placement = scope.placement(mangled);
        let pick = |load, store, delete| match ctx {
            ExprContext::Load => load,
            ExprContext::Store => store,
            ExprContext::Del => delete,
        };
        match placement {
            Some(placement @ (Placement::Free | Placement::Cell)) => {
                // A class body looks in its own namespace first.
                let load = if block == BlockType::Class {
                    op::LOAD_CLASSDEREF
                } else {
                    op::LOAD_DEREF
                };
                let index = self.unit_ref().deref_index(mangled, placement).unwrap_or(0);
                self.emit_arg(
                    pick(load, op::STORE_DEREF, op::DELETE_DEREF),
                    index as usize,
                );
            }
            Some(Placement::Local) if block == BlockType::Function => {
                if self.silent == 0 {
                    let index = self.unit().varnames.index(mangled);
                    let opcode = pick(op::LOAD_FAST, op::STORE_FAST, op::DELETE_FAST);
                    self.emit_arg(opcode, index as usize);
                }
            }
            Some(Placement::GlobalExplicit) => {
                let opcode = pick(op::LOAD_GLOBAL, op::STORE_GLOBAL, op::DELETE_GLOBAL);
                self.emit_variable(opcode, mangled);
            }
            Some(Placement::GlobalImplicit) if block == BlockType::Function => {
                let opcode = pick(op::LOAD_GLOBAL, op::STORE_GLOBAL, op::DELETE_GLOBAL);
                self.emit_variable(opcode, mangled);
            }
            _ => {
                let opcode = pick(op::LOAD_NAME, op::STORE_NAME, op::DELETE_NAME);
                self.emit_variable(opcode, mangled);
            }
        }
        Ok(())
    }

    /// A variable in `co_names`. Unlike an attribute's, its name is added even by code that is
    /// never emitted.
    fn emit_variable(&mut self, opcode: u8, name: Name) {
        let index = self.unit().names.index(name);
        self.emit_arg(opcode, index as usize);
    }

    fn bool_op(&mut self, operator: BoolOp, values: &[Expr]) -> Result {
        let jump = match operator {
            BoolOp::And => op::JUMP_IF_FALSE_OR_POP,
            BoolOp::Or => op::JUMP_IF_TRUE_OR_POP,
        };
        let end = self.new_block();
        if let Some((last, values)) = values.split_last() {
            for value in values {
                self.expr(value)?;
                self.jump(jump, end);
            }
            self.expr(last)?;
        }
        self.use_next(end);
        Ok(())
    }

    /// `compiler_compare`: a chain keeps the middle operand for the next comparison.
    fn compare(&mut self, left: &Expr, ops: &[CmpOp], comparators: &[Expr]) -> Result {
        self.check_compare(left, ops, comparators);
        if ops.len() <= 1 {
            self.expr(left)?;
            for (comparison, comparator) in ops.iter().zip(comparators) {
                self.expr(comparator)?;
                self.emit_arg(op::COMPARE_OP, *comparison as usize);
            }
            return Ok(());
        }
        let cleanup = self.new_block();
        self.comparisons(left, ops, comparators, op::JUMP_IF_FALSE_OR_POP, cleanup)?;
        let end = self.new_block();
        self.jump(op::JUMP_FORWARD, end);
        self.use_next(cleanup);
        self.emit(op::ROT_TWO);
        self.emit(op::POP_TOP);
        self.use_next(end);
        Ok(())
    }

    /// A chain as a condition.
    pub(super) fn chain(
        &mut self,
        left: &Expr,
        ops: &[CmpOp],
        comparators: &[Expr],
        jump: u8,
        cleanup: BlockId,
    ) -> Result {
        self.check_compare(left, ops, comparators);
        self.comparisons(left, ops, comparators, jump, cleanup)
    }

    fn comparisons(
        &mut self,
        left: &Expr,
        ops: &[CmpOp],
        comparators: &[Expr],
        jump: u8,
        cleanup: BlockId,
    ) -> Result {
        self.expr(left)?;
        for (index, (comparison, comparator)) in ops.iter().zip(comparators).enumerate() {
            self.expr(comparator)?;
            if index + 1 < ops.len() {
                self.emit(op::DUP_TOP);
                self.emit(op::ROT_THREE);
            }
            self.emit_arg(op::COMPARE_OP, *comparison as usize);
            if index + 1 < ops.len() {
                self.jump(jump, cleanup);
                self.next_block();
            }
        }
        Ok(())
    }

    /// `starunpack_helper`: with starred items, runs of plain ones are packed and everything is
    /// joined at the end.
    fn unpacking(&mut self, elts: &[Expr], single: u8, inner: u8, outer: u8) -> Result {
        let (mut parts, mut seen) = (0, 0);
        for elt in elts {
            if let ExprKind::Starred { value, .. } = &elt.kind {
                if seen > 0 {
                    self.emit_arg(inner, seen);
                    seen = 0;
                    parts += 1;
                }
                self.expr(value)?;
                parts += 1;
            } else {
                self.expr(elt)?;
                seen += 1;
            }
        }
        if parts == 0 {
            self.emit_arg(single, seen);
            return Ok(());
        }
        if seen > 0 {
            self.emit_arg(inner, seen);
            parts += 1;
        }
        self.emit_arg(outer, parts);
        Ok(())
    }

    /// `assignment_helper`.
    fn unpack_targets(&mut self, elts: &[Expr]) -> Result {
        let mut starred = elts
            .iter()
            .enumerate()
            .filter(|(_, elt)| matches!(elt.kind, ExprKind::Starred { .. }))
            .map(|(index, _)| index);
        match (starred.next(), starred.next()) {
            (Some(star), second) => {
                let after = elts.len() - star - 1;
                if star >= 1 << 8 || after >= (i32::MAX >> 8) as usize {
                    return Err(self.error("too many expressions in star-unpacking assignment"));
                }
                if second.is_some() {
                    return Err(self.error("two starred expressions in assignment"));
                }
                self.emit_arg(op::UNPACK_EX, star + (after << 8));
            }
            (None, _) => self.emit_arg(op::UNPACK_SEQUENCE, elts.len()),
        }
        let mut star_seen = false;
        for elt in elts {
            match &elt.kind {
                ExprKind::Starred { value, .. } if !star_seen => {
                    star_seen = true;
                    self.expr(value)?;
                }
                _ => self.expr(elt)?,
            }
        }
        Ok(())
    }

    /// `compiler_dict`: runs of plain entries make dicts, joined with the unpacked ones.
    fn dict(&mut self, keys: &[Option<Expr>], values: &[Expr]) -> Result {
        let (mut containers, mut elements) = (0, 0);
        let mut is_unpacking = false;
        for (index, (key, value)) in keys.iter().zip(values).enumerate() {
            is_unpacking = key.is_none();
            if elements == MAX_DICT_CHUNK || (elements > 0 && is_unpacking) {
                self.sub_dict(
                    &keys[index - elements..index],
                    &values[index - elements..index],
                )?;
                containers += 1;
                elements = 0;
            }
            if is_unpacking {
                self.expr(value)?;
                containers += 1;
            } else {
                elements += 1;
            }
        }
        if elements > 0 || containers == 0 {
            let start = keys.len() - elements;
            self.sub_dict(&keys[start..], &values[start..])?;
            containers += 1;
        }
        if containers > 1 || is_unpacking {
            self.emit_arg(op::BUILD_MAP_UNPACK, containers);
        }
        Ok(())
    }

    /// `compiler_subdict`.
    fn sub_dict(&mut self, keys: &[Option<Expr>], values: &[Expr]) -> Result {
        let constants: Option<Vec<Arc<Const>>> = keys
            .iter()
            .map(|key| match key {
                Some(Expr {
                    kind: ExprKind::Constant { value, .. },
                    ..
                }) => Some(Arc::clone(value)),
                _ => None,
            })
            .collect();
        match constants {
            Some(constants) if keys.len() > 1 => {
                self.exprs(values)?;
                self.load_const(Arc::new(Const::Tuple(constants)));
                self.emit_arg(op::BUILD_CONST_KEY_MAP, keys.len());
            }
            _ => {
                for (key, value) in keys.iter().zip(values) {
                    if let Some(key) = key {
                        self.expr(key)?;
                    }
                    self.expr(value)?;
                }
                self.emit_arg(op::BUILD_MAP, keys.len());
            }
        }
        Ok(())
    }

    /// Puts the value between the brackets on the stack (`compiler_visit_slice`).
    pub(super) fn slice(&mut self, slice: &Slice) -> Result {
        match slice {
            Slice::Index(value) => self.expr(value),
            Slice::Slice { lower, upper, step } => {
                for part in [lower, upper] {
                    match part {
                        Some(part) => self.expr(part)?,
                        None => self.load_none(),
                    }
                }
                if let Some(step) = step {
                    self.expr(step)?;
                }
                self.emit_arg(op::BUILD_SLICE, 2 + usize::from(step.is_some()));
                Ok(())
            }
            Slice::ExtSlice(dims) => {
                dims.iter().try_for_each(|dim| self.slice(dim))?;
                self.emit_arg(op::BUILD_TUPLE, dims.len());
                Ok(())
            }
        }
    }

    // ---- warnings --------------------------------------------------------------------------

    /// `check_compare`: `is` with a literal.
    fn check_compare(&mut self, left: &Expr, ops: &[CmpOp], comparators: &[Expr]) {
        let mut left_is_name = check_is_arg(left);
        for (comparison, comparator) in ops.iter().zip(comparators) {
            let right_is_name = check_is_arg(comparator);
            if matches!(comparison, CmpOp::Is | CmpOp::IsNot) && !(left_is_name && right_is_name) {
                let msg = if *comparison == CmpOp::Is {
                    "\"is\" with a literal. Did you mean \"==\"?"
                } else {
                    "\"is not\" with a literal. Did you mean \"!=\"?"
                };
                self.warn(msg);
                return;
            }
            left_is_name = right_is_name;
        }
    }

    /// `check_subscripter` and `check_index`.
    fn check_subscript(&mut self, value: &Expr, slice: &Slice) {
        let not_subscriptable = match &value.kind {
            ExprKind::Constant { value, .. } => {
                !matches!(**value, Const::Str(_) | Const::Bytes(_) | Const::Tuple(_))
            }
            ExprKind::Set(_) | ExprKind::Lambda { .. } => true,
            ExprKind::Comprehension(comprehension) => matches!(
                comprehension.kind,
                crate::compiler::ast::ComprehensionKind::Set
                    | crate::compiler::ast::ComprehensionKind::Generator
            ),
            _ => false,
        };
        if not_subscriptable {
            let msg = format!(
                "'{}' object is not subscriptable; perhaps you missed a comma?",
                inferred_type(value).unwrap_or("object")
            );
            self.warn(msg);
            return;
        }
        let Slice::Index(index) = slice else { return };
        let Some(index_type) = inferred_type(index) else {
            return;
        };
        if matches!(index_type, "int" | "bool") {
            return;
        }
        let sequence = match &value.kind {
            ExprKind::Constant { value, .. } => {
                matches!(**value, Const::Str(_) | Const::Bytes(_) | Const::Tuple(_))
            }
            ExprKind::Tuple { .. } | ExprKind::List { .. } | ExprKind::JoinedStr(_) => true,
            ExprKind::Comprehension(comprehension) => {
                comprehension.kind == crate::compiler::ast::ComprehensionKind::List
            }
            ExprKind::FormattedValue { .. } => true,
            _ => false,
        };
        if sequence {
            let msg = format!(
                "{} indices must be integers or slices, not {index_type}; perhaps you missed a comma?",
                inferred_type(value).unwrap_or("object"),
            );
            self.warn(msg);
        }
    }

    /// `check_caller`.
    pub(super) fn check_caller(&mut self, func: &Expr) {
        let not_callable = matches!(
            func.kind,
            ExprKind::Constant { .. }
                | ExprKind::Tuple { .. }
                | ExprKind::List { .. }
                | ExprKind::Dict { .. }
                | ExprKind::Set(_)
                | ExprKind::Comprehension(_)
                | ExprKind::JoinedStr(_)
                | ExprKind::FormattedValue { .. }
        );
        if not_callable {
            let msg = format!(
                "'{}' object is not callable; perhaps you missed a comma?",
                inferred_type(func).unwrap_or("object")
            );
            self.warn(msg);
        }
    }
}

/// `check_is_arg`: whether an operand of `is` is nothing to warn about.
fn check_is_arg(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Constant { value, .. } => {
            matches!(**value, Const::None | Const::Bool(_) | Const::Ellipsis)
        }
        _ => true,
    }
}

/// The type an expression surely has (`infer_type`).
fn inferred_type(expr: &Expr) -> Option<&'static str> {
    use crate::compiler::ast::ComprehensionKind;
    Some(match &expr.kind {
        ExprKind::Tuple { .. } => "tuple",
        ExprKind::List { .. } => "list",
        ExprKind::Dict { .. } => "dict",
        ExprKind::Set(_) => "set",
        ExprKind::Comprehension(comprehension) => match comprehension.kind {
            ComprehensionKind::List => "list",
            ComprehensionKind::Dict => "dict",
            ComprehensionKind::Set => "set",
            ComprehensionKind::Generator => "generator",
        },
        ExprKind::Lambda { .. } => "function",
        ExprKind::JoinedStr(_) | ExprKind::FormattedValue { .. } => "str",
        ExprKind::Constant { value, .. } => match **value {
            Const::None => "NoneType",
            Const::Ellipsis => "ellipsis",
            Const::Bool(_) => "bool",
            Const::Int(_) => "int",
            Const::Float(_) => "float",
            Const::Complex(..) => "complex",
            Const::Str(_) => "str",
            Const::Bytes(_) => "bytes",
            Const::Tuple(_) => "tuple",
            Const::FrozenSet(_) => "frozenset",
            Const::Code(_) => "code",
        },
        _ => return None,
    })
}

/// `binop`.
fn binary(operator: Operator) -> u8 {
    match operator {
        Operator::Add => op::BINARY_ADD,
        Operator::Sub => op::BINARY_SUBTRACT,
        Operator::Mult => op::BINARY_MULTIPLY,
        Operator::MatMult => op::BINARY_MATRIX_MULTIPLY,
        Operator::Div => op::BINARY_TRUE_DIVIDE,
        Operator::Mod => op::BINARY_MODULO,
        Operator::Pow => op::BINARY_POWER,
        Operator::LShift => op::BINARY_LSHIFT,
        Operator::RShift => op::BINARY_RSHIFT,
        Operator::BitOr => op::BINARY_OR,
        Operator::BitXor => op::BINARY_XOR,
        Operator::BitAnd => op::BINARY_AND,
        Operator::FloorDiv => op::BINARY_FLOOR_DIVIDE,
    }
}
