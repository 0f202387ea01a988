//! Displays, unpacking and slices: expressions that put many values together or take them apart
//! (`starunpack_helper`, `assignment_helper`, `compiler_dict`, `compiler_visit_slice` in
//! `Python/compile.c`).

use std::sync::Arc;

use super::{Compiler, Result};
use crate::code::footprint::Container;
use crate::code::{Const, op};
use crate::compiler::ast::{Expr, ExprKind, Slice};

/// How many keys one BUILD_MAP takes at most.
const MAX_DICT_CHUNK: usize = 0xFFFF;

impl Compiler<'_> {
    /// `starunpack_helper`: with starred items, runs of plain ones are packed and everything is
    /// joined at the end.
    pub(super) fn unpacking(&mut self, elts: &[Expr], single: u8, inner: u8, outer: u8) -> Result {
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
    pub(super) fn unpack_targets(&mut self, elts: &[Expr]) -> Result {
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
    pub(super) fn dict(&mut self, keys: &[Option<Expr>], values: &[Expr]) -> Result {
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
                let container = Container::Tuple(constants.len());
                self.context.footprint.made(container);
                self.load_made_tuple(constants);
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
}
