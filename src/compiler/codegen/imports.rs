//! Import statements (`compiler_import`, `compiler_from_import` in `Python/compile.c`).

use super::{Compiler, Result};
use crate::code::op;
use crate::compiler::ast::Alias;
use crate::compiler::names::{Name, known};

impl Compiler<'_> {
    pub(super) fn import(&mut self, alias: &Alias) -> Result {
        self.unit.range = alias.pos.range();
        self.load_int(0);
        self.load_none();
        self.emit_name(op::IMPORT_NAME, alias.name);
        let parts: Vec<Name> = self.dotted(alias.name);
        let Some(asname) = alias.asname else {
            return self.store_name(parts.first().copied().unwrap_or(alias.name));
        };
        // `import a.b.c as d`: IMPORT_NAME leaves `a`; step through to `c`.
        for (index, &part) in parts.iter().enumerate().skip(1) {
            if index > 1 {
                self.emit(op::ROT_TWO);
                self.emit(op::POP_TOP);
            }
            self.emit_plain_name(op::IMPORT_FROM, part);
        }
        self.store_name(asname)?;
        if parts.len() > 1 {
            self.emit(op::POP_TOP);
        }
        Ok(())
    }

    fn dotted(&mut self, name: Name) -> Vec<Name> {
        let text = self.context.names.text(name);
        if !text.contains('.') {
            return vec![name];
        }
        let parts: Vec<String> = text.split('.').map(str::to_owned).collect();
        parts
            .iter()
            .map(|part| self.context.names.intern(part))
            .collect()
    }

    pub(super) fn import_from(
        &mut self,
        lineno: u32,
        module: Option<Name>,
        names: &[Alias],
        level: u32,
    ) -> Result {
        self.load_int(i64::from(level));
        if lineno > self.context.future_lineno && module == Some(known::FUTURE) {
            return Err(
                self.error("from __future__ imports must occur at the beginning of the file")
            );
        }
        let items: Vec<Name> = names.iter().map(|alias| alias.name).collect();
        self.load_names_tuple(&items);
        self.emit_name(op::IMPORT_NAME, module.unwrap_or(known::EMPTY));
        if names.first().is_some_and(|alias| alias.name == known::STAR) {
            self.emit(op::IMPORT_STAR);
            return Ok(());
        }
        let statement = self.unit.range;
        for alias in names {
            self.unit.range = alias.pos.range();
            self.emit_name(op::IMPORT_FROM, alias.name);
            self.store_name(alias.asname.unwrap_or(alias.name))?;
        }
        self.unit.range = statement;
        self.emit(op::POP_TOP);
        Ok(())
    }
}
