//! `import` and `from ... import` (`ast_for_import_stmt` in `Python/ast.c`).

use super::{Parser, Rejected, Result};
use crate::compiler::ast::{Alias, StmtKind};
use crate::compiler::lex::Tok;
use crate::compiler::names::Name;

impl Parser<'_> {
    /// `import_name`.
    pub(super) fn import(&mut self) -> Result<StmtKind> {
        self.advance();
        let mut names = Vec::with_capacity(1);
        loop {
            names.push(self.alias(Self::dotted_name)?);
            if !self.eat(Tok::Comma) {
                return Ok(StmtKind::Import(names));
            }
        }
    }

    /// `import_from`.
    pub(super) fn import_from(&mut self) -> Result<StmtKind> {
        self.advance();
        let mut level = 0;
        loop {
            level += match self.token.kind {
                Tok::Dot => 1,
                Tok::Ellipsis => 3,
                _ => break,
            };
            self.advance();
        }
        let module = match self.token.kind {
            Tok::Import if level > 0 => None,
            _ => Some(self.dotted_name()?),
        };
        self.expect(Tok::Import)?;
        let parenthesis = self.eat(Tok::LPar);
        let names = if self.token.kind == Tok::Star && !parenthesis {
            let begin = self.begin();
            self.advance();
            let name = self.names.intern("*");
            vec![Alias {
                pos: begin,
                name,
                asname: None,
            }]
        } else {
            self.imported_names(parenthesis)?
        };
        if parenthesis {
            self.expect(Tok::RPar)?;
        }
        Ok(StmtKind::ImportFrom {
            module,
            names,
            level,
        })
    }

    /// `import_as_names`; only parentheses allow a comma at the end.
    fn imported_names(&mut self, parenthesis: bool) -> Result<Vec<Alias>> {
        let mut names = Vec::with_capacity(1);
        loop {
            names.push(self.alias(Self::name)?);
            if !self.eat(Tok::Comma) || (parenthesis && self.token.kind == Tok::RPar) {
                return Ok(names);
            }
        }
    }

    fn alias(&mut self, name: impl FnOnce(&mut Self) -> Result<Name>) -> Result<Alias> {
        let begin = self.begin();
        let name = name(self)?;
        let asname = match self.eat(Tok::As) {
            true => Some(self.name()?),
            false => None,
        };
        let pos = self.until_here(begin);
        Ok(Alias { pos, name, asname })
    }

    /// `dotted_name` as one name.
    fn dotted_name(&mut self) -> Result<Name> {
        if self.token.kind != Tok::Name {
            return Err(Rejected);
        }
        let first = self.token;
        self.advance();
        if self.token.kind != Tok::Dot {
            let text = self.source.get(first.start as usize..first.end as usize);
            return Ok(self.names.identifier(text.unwrap_or_default()));
        }
        let mut text = self.text(first.start, first.end).to_owned();
        while self.eat(Tok::Dot) {
            text.push('.');
            text.push_str(self.text(self.token.start, self.token.end));
            self.expect(Tok::Name)?;
        }
        Ok(self.names.identifier(&text))
    }
}
