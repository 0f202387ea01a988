//! `str.format`, `str.format_map` and `str.__format__`
//! (`Objects/stringlib/unicode_format.h`). Templates are read by `value::format`.

use crate::builtins::support::{release, value_error};
use crate::builtins::types::int;
use crate::builtins::types::str::{text_of, unchanged};
use crate::builtins::types::str_arguments::named_text;
use crate::objects::Ty;
use crate::value::format::{AutoNumber, Field, FieldName, FieldStep, Template, format_str};
use crate::value::{ObjId, PyStr, StrBuilder};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// Where the fields' values come from.
#[derive(Clone, Copy)]
enum Values<'a> {
    /// The arguments of the call.
    Arguments(Args<'a>),
    /// Items of a mapping.
    Mapping(ObjId),
}

/// How deep fields may stand in specifications.
const RECURSION: u32 = 2;

/// One pass over a template.
struct Formatter<'a> {
    values: Values<'a>,
    auto: AutoNumber,
}

impl Formatter<'_> {
    /// The template with its fields replaced (`build_string`).
    fn build(&mut self, vm: &mut Vm<'_>, template: &PyStr, depth: u32) -> PyResult<PyStr> {
        if depth == 0 {
            return value_error(vm, "Max string recursion exceeded");
        }
        let mut out = StrBuilder::new();
        for markup in Template::new(template) {
            let markup = markup.map_err(|fault| vm.raise_fault(&fault))?;
            out.push_str(&markup.literal);
            if let Some(field) = markup.field {
                let text = self.field(vm, &field, depth)?;
                out.push_str(&text);
            }
        }
        Ok(out.finish())
    }

    /// The text of one field (`output_markup`).
    fn field(&mut self, vm: &mut Vm<'_>, field: &Field, depth: u32) -> PyResult<PyStr> {
        let value = self.value(vm, field)?;
        let text = self.shown(vm, value, field, depth);
        release(vm, &[value], text)
    }

    /// The value that a field names; a new reference (`get_field_object`).
    fn value(&mut self, vm: &mut Vm<'_>, field: &Field) -> PyResult {
        let (first, path) =
            FieldName::parse(&field.name).map_err(|fault| vm.raise_fault(&fault))?;
        let first = match self.values {
            // A mapping has no positions to count.
            Values::Mapping(_) => Ok(first),
            Values::Arguments(_) => self.auto.resolve(first),
        };
        let first = first.map_err(|fault| vm.raise_fault(&fault))?;
        let mut value = self.first(vm, first)?;
        for step in path {
            let next = match step {
                Err(fault) => Err(vm.raise_fault(&fault)),
                Ok(FieldStep::Attribute(name)) => {
                    let name = vm.heap().new_str(name);
                    let next = vm.getattr(value, name);
                    release(vm, &[name], next)
                }
                Ok(FieldStep::Index(index)) => {
                    let index = vm.heap().new_int(index);
                    let next = vm.get_item(value, index);
                    release(vm, &[index], next)
                }
                Ok(FieldStep::Key(key)) => {
                    let key = vm.heap().new_str(key);
                    let next = vm.get_item(value, key);
                    release(vm, &[key], next)
                }
            };
            value = release(vm, &[value], next)?;
        }
        Ok(value)
    }

    /// The argument that a field's name begins with; a new reference.
    fn first(&mut self, vm: &mut Vm<'_>, name: FieldName) -> PyResult {
        match (name, self.values) {
            (FieldName::Auto | FieldName::Index(_), Values::Mapping(_)) => {
                value_error(vm, "Format string contains positional fields")
            }
            (FieldName::Auto, Values::Arguments(_)) => {
                value_error(vm, "Replacement index out of range")
            }
            (FieldName::Index(index), Values::Arguments(args)) => {
                match args.pos().get(1..).and_then(|values| values.get(index)) {
                    Some(&value) => Ok(vm.heap().new_ref(value)),
                    None => Err(vm.raise(
                        Ty::IndexError,
                        format!("Replacement index {index} out of range for positional args tuple"),
                    )),
                }
            }
            (FieldName::Key(key), Values::Arguments(args)) => {
                let heap = vm.heap();
                let found = args
                    .keywords()
                    .find(|&(name, _)| heap.as_str(name) == Some(&key));
                match found {
                    Some((_, value)) => Ok(heap.new_ref(value)),
                    None => {
                        let key = heap.new_str(key);
                        let fault = vm.raise_key_error(key);
                        release(vm, &[key], Err(fault))
                    }
                }
            }
            (FieldName::Key(key), Values::Mapping(mapping)) => {
                let key = vm.heap().new_str(key);
                let value = vm.get_item(mapping, key);
                release(vm, &[key], value)
            }
        }
    }

    /// Converts a value and formats it (`render_field`).
    fn shown(
        &mut self,
        vm: &mut Vm<'_>,
        value: ObjId,
        field: &Field,
        depth: u32,
    ) -> PyResult<PyStr> {
        let converted = match field.conversion {
            None => None,
            Some(conversion) => {
                let text = match char::from_u32(conversion) {
                    Some('r') => vm.repr(value)?,
                    Some('s') => vm.str(value)?,
                    Some('a') => vm.ascii(value)?,
                    _ => return Err(vm.raise_fault(&Field::unknown_conversion(conversion))),
                };
                Some(text)
            }
        };
        let spec = if field.spec_has_fields {
            self.build(vm, &field.spec, depth - 1)?
        } else {
            field.spec.clone()
        };
        let Some(text) = converted else {
            if spec.is_empty() && vm.heap().is_exact(value, Ty::Int) {
                let whole = int::value_of(vm, value);
                return int::decimal_text(vm, &whole);
            }
            return vm.format(value, &spec);
        };
        if spec.is_empty() {
            return Ok(text);
        }
        format_str(&text, &spec).map_err(|fault| vm.raise_fault(&fault))
    }
}

fn run(vm: &mut Vm<'_>, template: ObjId, values: Values<'_>) -> PyResult {
    let template = text_of(vm, template);
    let auto = AutoNumber::default();
    let mut formatter = Formatter { values, auto };
    if let Some(field) = only_field(&template) {
        let value = formatter.value(vm, &field)?;
        if vm.heap().is_exact(value, Ty::Int) {
            let whole = int::value_of(vm, value);
            let text = int::decimal_text(vm, &whole);
            let text = text.map(|text| vm.heap().new_str(text));
            return release(vm, &[value], text);
        }
        let text = vm.format_object(value, None);
        return release(vm, &[value], text);
    }
    let text = formatter.build(vm, &template, RECURSION)?;
    Ok(vm.heap().new_str(text))
}

/// The field of a template that is nothing but one plain field: what its value's `__format__`
/// gives is the result, not a copy.
fn only_field(template: &PyStr) -> Option<Field> {
    let mut markups = Template::new(template);
    let first = markups.next()?.ok()?;
    let field = first.field?;
    let plain = first.literal.is_empty() && field.conversion.is_none() && field.spec.is_empty();
    (plain && markups.next().is_none()).then_some(field)
}

fn format(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    run(vm, args.values[0], Values::Arguments(args))
}

fn format_map(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    run(vm, args.values[0], Values::Mapping(args.values[1]))
}

fn dunder_format(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let spec = named_text(vm, "__format__", "argument", args.values[1])?;
    if spec.is_empty() {
        if vm.heap().is_exact(this, Ty::Str) {
            return unchanged(vm, this);
        }
        return vm.str_object(this);
    }
    let text = text_of(vm, this);
    match format_str(&text, &spec) {
        Ok(formatted) if formatted == text => unchanged(vm, this),
        Ok(formatted) => Ok(vm.heap().new_str(formatted)),
        Err(fault) => Err(vm.raise_fault(&fault)),
    }
}

/// The formatting methods of `str`.
pub const LIST: &[NativeDef] = &[
    NativeDef::method(
        "format",
        Arity::Any,
        format,
        "With its fields in braces replaced by the arguments.",
    )
    .varargs(),
    NativeDef::method(
        "format_map",
        Arity::One,
        format_map,
        "With its fields in braces replaced by items of a mapping.",
    ),
    NativeDef::method(
        "__format__",
        Arity::One,
        dunder_format,
        "The text that a specification asks for.",
    ),
];
