//! Templates of `str.format` (`Objects/stringlib/unicode_format.h`): literal text and replacement
//! fields `{name!conversion:spec}`, a name being `first.attribute[key]...`.

use super::{read_integer, shown};
use crate::value::{Fault, PyStr};

/// Literal text, and the field that follows it, if one does.
#[derive(Clone, PartialEq, Debug)]
pub struct Markup {
    /// Text as it stands; doubled braces have become single.
    pub literal: PyStr,
    /// The replacement field.
    pub field: Option<Field>,
}

/// A replacement field, not yet looked into.
#[derive(Clone, PartialEq, Debug)]
pub struct Field {
    /// What stands before `!` and `:`; [`FieldName::parse`] takes it apart.
    pub name: PyStr,
    /// The character after `!`.
    pub conversion: Option<u32>,
    /// What stands after `:`.
    pub spec: PyStr,
    /// Whether the specification itself contains fields, to be expanded first.
    pub spec_has_fields: bool,
}

impl Field {
    /// The error for a conversion that is neither `r`, `s` nor `a` (`do_conversion`).
    pub fn unknown_conversion(conversion: u32) -> Fault {
        Fault::value(format!(
            "Unknown conversion specifier {}",
            shown(conversion)
        ))
    }
}

/// The markups of a template, in order (`MarkupIterator_next`); nothing more after an error.
#[derive(Clone, Debug)]
pub struct Template<'a> {
    text: &'a PyStr,
    at: usize,
}

impl<'a> Template<'a> {
    /// Begins at the front of `text`.
    pub fn new(text: &'a PyStr) -> Template<'a> {
        Template { text, at: 0 }
    }

    fn take(&mut self) -> Option<char> {
        let point = (self.at < self.text.len()).then(|| self.text.at(self.at))?;
        self.at += 1;
        // A lone surrogate is no brace either.
        Some(char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn next_markup(&mut self) -> Result<Markup, Fault> {
        let start = self.at;
        let brace = loop {
            match self.take() {
                Some(brace @ ('{' | '}')) => break brace,
                Some(_) => {}
                None => {
                    return Ok(Markup {
                        literal: self.text.slice(start, self.at),
                        field: None,
                    });
                }
            }
        };
        let end = self.at - 1;
        let doubled = self.at < self.text.len() && self.text.at(self.at) == u32::from(brace);
        if doubled {
            self.at += 1;
            return Ok(Markup {
                literal: self.text.slice(start, end + 1),
                field: None,
            });
        }
        if brace == '}' {
            return Err(Fault::value("Single '}' encountered in format string"));
        }
        if self.at == self.text.len() {
            return Err(Fault::value("Single '{' encountered in format string"));
        }
        let field = self.field()?;
        Ok(Markup {
            literal: self.text.slice(start, end),
            field: Some(field),
        })
    }

    /// Reads a field, the opening brace having been taken (`parse_field`).
    fn field(&mut self) -> Result<Field, Fault> {
        let start = self.at;
        let end = loop {
            match self.take() {
                Some('{') => return Err(Fault::value("unexpected '{' in field name")),
                Some('[') => self.skip_to_bracket(),
                Some(end @ ('}' | ':' | '!')) => break end,
                Some(_) => {}
                None => return Err(Fault::value("expected '}' before end of string")),
            }
        };
        let mut field = Field {
            name: self.text.slice(start, self.at - 1),
            conversion: None,
            spec: PyStr::default(),
            spec_has_fields: false,
        };
        if end == '}' {
            return Ok(field);
        }
        if end == '!' {
            if self.at == self.text.len() {
                return Err(Fault::value(
                    "end of string while looking for conversion specifier",
                ));
            }
            field.conversion = Some(self.text.at(self.at));
            self.at += 1;
            match self.take() {
                Some('}') => return Ok(field),
                Some(':') | None => {}
                Some(_) => {
                    return Err(Fault::value("expected ':' after conversion specifier"));
                }
            }
        }
        let start = self.at;
        let mut depth = 1;
        while let Some(char) = self.take() {
            match char {
                '{' => {
                    field.spec_has_fields = true;
                    depth += 1;
                }
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                field.spec = self.text.slice(start, self.at - 1);
                return Ok(field);
            }
        }
        Err(Fault::value("unmatched '{' in format spec"))
    }

    /// Inside brackets, braces and colons are part of the key.
    fn skip_to_bracket(&mut self) {
        while self.at < self.text.len() && self.text.at(self.at) != u32::from(']') {
            self.at += 1;
        }
    }
}

impl Iterator for Template<'_> {
    type Item = Result<Markup, Fault>;

    fn next(&mut self) -> Option<Result<Markup, Fault>> {
        if self.at >= self.text.len() {
            return None;
        }
        let markup = self.next_markup();
        if markup.is_err() {
            self.at = self.text.len();
        }
        Some(markup)
    }
}

/// What a field's name begins with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FieldName {
    /// Nothing: the next positional argument.
    Auto,
    /// A number: that positional argument.
    Index(usize),
    /// Anything else: that keyword argument.
    Key(PyStr),
}

impl FieldName {
    /// Splits a name into its first part and the steps that follow (`field_name_split`).
    pub fn parse(name: &PyStr) -> Result<(FieldName, FieldPath<'_>), Fault> {
        let is_step = |&at: &usize| [u32::from('.'), u32::from('[')].contains(&name.at(at));
        let end = (0..name.len()).find(is_step).unwrap_or(name.len());
        let first = match index_or_key(name, 0, end)? {
            Ok(index) => FieldName::Index(index),
            Err(key) if key.is_empty() => FieldName::Auto,
            Err(key) => FieldName::Key(key),
        };
        Ok((first, FieldPath { name, at: end }))
    }
}

/// The number that the part consists of, or else the part.
fn index_or_key(name: &PyStr, start: usize, end: usize) -> Result<Result<usize, PyStr>, Fault> {
    let part = name.slice(start, end);
    Ok(match read_integer(&part, 0)? {
        Some((index, read)) if read == part.len() => Ok(index),
        _ => Err(part),
    })
}

/// One step from a value to another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FieldStep {
    /// `.name`: an attribute.
    Attribute(PyStr),
    /// `[number]`: an item.
    Index(usize),
    /// `[text]`: an item.
    Key(PyStr),
}

/// The steps after the first part of a name (`FieldNameIterator_next`).
#[derive(Clone, Debug)]
pub struct FieldPath<'a> {
    name: &'a PyStr,
    at: usize,
}

impl FieldPath<'_> {
    fn next_step(&mut self) -> Result<FieldStep, Fault> {
        let start = self.at + 1;
        let find = |stops: &[char]| {
            let stop = |&at: &usize| {
                stops
                    .iter()
                    .any(|&char| self.name.at(at) == u32::from(char))
            };
            (start..self.name.len()).find(stop)
        };
        let step = match char::from_u32(self.name.at(self.at)) {
            Some('.') => {
                self.at = find(&['.', '[']).unwrap_or(self.name.len());
                FieldStep::Attribute(self.name.slice(start, self.at))
            }
            Some('[') => {
                let end =
                    find(&[']']).ok_or_else(|| Fault::value("Missing ']' in format string"))?;
                self.at = end + 1;
                match index_or_key(self.name, start, end)? {
                    Ok(index) => FieldStep::Index(index),
                    Err(key) => FieldStep::Key(key),
                }
            }
            _ => {
                return Err(Fault::value(
                    "Only '.' or '[' may follow ']' in format field specifier",
                ));
            }
        };
        match &step {
            FieldStep::Attribute(name) | FieldStep::Key(name) if name.is_empty() => {
                Err(Fault::value("Empty attribute in format string"))
            }
            _ => Ok(step),
        }
    }
}

impl Iterator for FieldPath<'_> {
    type Item = Result<FieldStep, Fault>;

    fn next(&mut self) -> Option<Result<FieldStep, Fault>> {
        if self.at >= self.name.len() {
            return None;
        }
        let step = self.next_step();
        if step.is_err() {
            self.at = self.name.len();
        }
        Some(step)
    }
}

/// Numbers the fields without a name, which can't be mixed with numbered ones (`AutoNumber`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum AutoNumber {
    /// Nothing decided yet.
    #[default]
    Unknown,
    /// Fields have no numbers; the next one's.
    Automatic(usize),
    /// Fields have numbers.
    Manual,
}

impl AutoNumber {
    /// Gives a field without name its number, and notes which way is used.
    pub fn resolve(&mut self, name: FieldName) -> Result<FieldName, Fault> {
        match (name, *self) {
            (FieldName::Key(key), _) => Ok(FieldName::Key(key)),
            (FieldName::Auto, AutoNumber::Manual) => Err(Fault::value(
                "cannot switch from manual field specification to automatic field numbering",
            )),
            (FieldName::Index(_), AutoNumber::Automatic(_)) => Err(Fault::value(
                "cannot switch from automatic field numbering to manual field specification",
            )),
            (FieldName::Index(index), _) => {
                *self = AutoNumber::Manual;
                Ok(FieldName::Index(index))
            }
            (FieldName::Auto, state) => {
                let next = match state {
                    AutoNumber::Automatic(next) => next,
                    _ => 0,
                };
                *self = AutoNumber::Automatic(next + 1);
                Ok(FieldName::Index(next))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markups(template: &str) -> Result<Vec<String>, String> {
        let template = PyStr::new(template);
        Template::new(&template)
            .map(|markup| match markup {
                Ok(Markup {
                    literal,
                    field: None,
                }) => Ok(format!("{literal}")),
                Ok(Markup {
                    literal,
                    field: Some(field),
                }) => {
                    let conversion = field.conversion.and_then(char::from_u32).unwrap_or(' ');
                    Ok(format!(
                        "{literal}<{}|{conversion}|{}>",
                        field.name, field.spec
                    ))
                }
                Err(fault) => Err(fault.message.into_owned()),
            })
            .collect()
    }

    #[test]
    fn templates() {
        // python3.8 -c "import _string; print(list(_string.formatter_parser('a{{b}}{c.d[}]!r:{e}>5}')))"
        let pieces = markups("a{{b}}{c.d[}]!r:{e}>5}z").unwrap();
        assert_eq!(pieces, ["a{", "b}", "<c.d[}]|r|{e}>5>", "z"]);
        for (template, message) in [
            ("}", "Single '}' encountered in format string"),
            ("a{", "Single '{' encountered in format string"),
            ("{a", "expected '}' before end of string"),
            ("{a{b}}", "unexpected '{' in field name"),
            (
                "{a!",
                "end of string while looking for conversion specifier",
            ),
            ("{a!rx}", "expected ':' after conversion specifier"),
            ("{a:{b}", "unmatched '{' in format spec"),
            ("{a!r", "unmatched '{' in format spec"),
        ] {
            assert_eq!(markups(template), Err(message.to_owned()), "{template}");
        }
    }

    #[test]
    fn names() {
        let name = PyStr::new("0.a[1][b-2].c");
        let (first, path) = FieldName::parse(&name).unwrap();
        assert_eq!(first, FieldName::Index(0));
        let steps: Vec<_> = path.map(Result::unwrap).collect();
        let text = |text| PyStr::new(text);
        assert_eq!(
            steps,
            [
                FieldStep::Attribute(text("a")),
                FieldStep::Index(1),
                FieldStep::Key(text("b-2")),
                FieldStep::Attribute(text("c"))
            ]
        );
        for (name, message) in [
            ("a.", "Empty attribute in format string"),
            ("a[]", "Empty attribute in format string"),
            ("a[1", "Missing ']' in format string"),
            (
                "a[1]b",
                "Only '.' or '[' may follow ']' in format field specifier",
            ),
        ] {
            let name = PyStr::new(name);
            let (_, mut path) = FieldName::parse(&name).unwrap();
            let error = path.find_map(Result::err).unwrap();
            assert_eq!(error.message, message);
        }
    }

    #[test]
    fn numbering() {
        let mut auto = AutoNumber::default();
        assert_eq!(auto.resolve(FieldName::Auto), Ok(FieldName::Index(0)));
        assert_eq!(auto.resolve(FieldName::Auto), Ok(FieldName::Index(1)));
        assert!(auto.resolve(FieldName::Index(3)).is_err());
    }
}
