//! The `%` operator of `str` (`PyUnicode_Format` of `Objects/unicodeobject.c`), and what it shares
//! with that of `bytes`: fetching arguments, and turning them into numbers.

use crate::builtins::support::{release, type_error, type_name};
use crate::builtins::types::int;
use crate::builtins::types::str::text_of;
use crate::objects::{Slot, Ty};
use crate::value::format::{Conversion, PercentTemplate, Piece, Size};
use crate::value::{ObjId, PyInt, PyStr, StrBuilder};
use crate::vm::{PyResult, Vm};

/// The right operand: a tuple of arguments, a mapping, or one argument.
pub struct Arguments {
    object: ObjId,
    /// Whether it is a tuple; its items are the arguments.
    tuple: bool,
    /// Whether keys may be looked up in it.
    pub mapping: bool,
    used: usize,
    /// A value that was looked up by its key; owned.
    owned: Option<ObjId>,
}

impl Arguments {
    /// Takes the operand of a template; `text` is the template's own type, whose instances are
    /// single arguments although they can be subscripted.
    pub fn new(vm: &mut Vm<'_>, object: ObjId, text: &[Ty]) -> Arguments {
        let tuple = vm.heap().is_instance(object, Ty::Tuple);
        let plain = text.iter().any(|&ty| vm.heap().is_instance(object, ty));
        Arguments {
            object,
            tuple,
            mapping: !tuple && !plain && vm.has_slot(object, Slot::GetItem),
            used: 0,
            owned: None,
        }
    }

    /// The next argument; borrowed.
    pub fn next(&mut self, vm: &mut Vm<'_>) -> PyResult {
        let at = self.used;
        self.used += 1;
        let found = if self.tuple {
            let items = vm.heap().as_tuple(self.object);
            items.and_then(|items| items.get(at).copied())
        } else {
            (at == 0).then_some(self.object)
        };
        match found {
            Some(found) => Ok(found),
            None => type_error(vm, "not enough arguments for format string"),
        }
    }

    /// The argument of a conversion: by its key, or the next one; borrowed until [`Arguments::done`].
    pub fn of(&mut self, vm: &mut Vm<'_>, key: Option<ObjId>) -> PyResult {
        match key {
            None => self.next(vm),
            Some(key) => {
                self.used = 1;
                let value = vm.get_item(self.object, key);
                let value = release(vm, &[key], value)?;
                self.owned = Some(value);
                Ok(value)
            }
        }
    }

    /// The conversion is done with its argument.
    pub fn done(&mut self, vm: &mut Vm<'_>) {
        let owned = self.owned.take();
        vm.heap().xdecref(owned);
    }

    /// Complains about arguments that no conversion used.
    pub fn finish(&self, vm: &mut Vm<'_>, what: &str) -> PyResult<()> {
        let given = if self.tuple {
            vm.heap().as_tuple(self.object).map_or(0, <[ObjId]>::len)
        } else {
            1
        };
        if self.used < given && !self.mapping {
            return type_error(
                vm,
                format!("not all arguments converted during {what} formatting"),
            );
        }
        Ok(())
    }

    /// Fills in a width or precision that is an argument.
    pub fn sizes(&mut self, vm: &mut Vm<'_>, conversion: &mut Conversion) -> PyResult<()> {
        if conversion.width == Size::Star {
            let width = self.size(vm)?;
            conversion
                .set_width(&width)
                .map_err(|fault| vm.raise_fault(&fault))?;
        }
        if conversion.precision == Size::Star {
            let precision = self.size(vm)?;
            conversion
                .set_precision(&precision)
                .map_err(|fault| vm.raise_fault(&fault))?;
        }
        Ok(())
    }

    fn size(&mut self, vm: &mut Vm<'_>) -> PyResult<PyInt> {
        let argument = self.next(vm)?;
        let size = vm.heap().as_int(argument).cloned();
        match size {
            Some(size) => Ok(size),
            None => type_error(vm, "* wants int"),
        }
    }
}

/// The text of a number conversion: `%d`, `%x`, `%e` and their like.
pub fn number(
    vm: &mut Vm<'_>,
    conversion: &Conversion,
    code: char,
    value: ObjId,
) -> PyResult<PyStr> {
    let text = if matches!(code, 'e' | 'E' | 'f' | 'F' | 'g' | 'G') {
        conversion.lay_out_float(vm.to_float(value)?)
    } else {
        let whole = whole_number(vm, code, value)?;
        if matches!(code, 'd' | 'i' | 'u') {
            int::decimal_text(vm, &whole)?;
        }
        conversion.lay_out_int(&whole, vm.state.int_max_str_digits)
    };
    text.map_err(|fault| vm.raise_fault(&fault))
}

/// The int of a `%d` or `%x` (`mainformatlong`).
fn whole_number(vm: &mut Vm<'_>, code: char, value: ObjId) -> PyResult<PyInt> {
    if let Some(whole) = vm.heap().as_int(value) {
        return Ok(whole.clone());
    }
    let strict = matches!(code, 'o' | 'x' | 'X');
    let is_number = [Slot::Int, Slot::Float, Slot::Index]
        .iter()
        .any(|&slot| vm.has_slot(value, slot));
    if is_number {
        let whole = if strict {
            vm.index(value)
        } else {
            int::of_object(vm, value).map(|object| {
                let whole = int::value_of(vm, object);
                vm.heap().decref(object);
                whole
            })
        };
        match whole {
            Ok(whole) => return Ok(whole),
            Err(fault) if !vm.catch(Ty::TypeError) => return Err(fault),
            Err(_) => {}
        }
    }
    let given = type_name(vm, value);
    let wanted = if strict { "an integer" } else { "a number" };
    type_error(
        vm,
        format!("%{code} format: {wanted} is required, not {given}"),
    )
}

/// The character of a `%c` (`formatchar`).
fn character(vm: &mut Vm<'_>, value: ObjId) -> PyResult<PyStr> {
    if let Some(text) = vm.heap().as_str(value) {
        if text.len() == 1 {
            return Ok(text.clone());
        }
        return type_error(vm, "%c requires int or char");
    }
    let number = match vm.index(value) {
        Ok(number) => number,
        Err(fault) if !vm.catch(Ty::TypeError) => return Err(fault),
        Err(_) => return type_error(vm, "%c requires int or char"),
    };
    Conversion::char_from_int(&number).map_err(|fault| vm.raise_fault(&fault))
}

/// The text of one conversion.
fn converted(vm: &mut Vm<'_>, conversion: &Conversion, value: ObjId) -> PyResult<PyStr> {
    let laid_out = match conversion.known_code() {
        Some('s' | 'r') if vm.heap().is_exact(value, Ty::Int) => {
            let whole = int::value_of(vm, value);
            let text = int::decimal_text(vm, &whole)?;
            conversion.lay_out_text(&text)
        }
        Some('s') => {
            let text = vm.str(value)?;
            conversion.lay_out_text(&text)
        }
        Some('r') => {
            let text = vm.repr(value)?;
            conversion.lay_out_text(&text)
        }
        Some('a') => {
            let text = vm.ascii(value)?;
            conversion.lay_out_text(&text)
        }
        Some('c') => {
            let text = character(vm, value)?;
            conversion.lay_out_char(&text)
        }
        Some(code) => return number(vm, conversion, code, value),
        None => Err(conversion.unsupported()),
    };
    laid_out.map_err(|fault| vm.raise_fault(&fault))
}

/// `template % operand`.
pub fn format(vm: &mut Vm<'_>, template: ObjId, operand: ObjId) -> PyResult {
    let text = text_of(vm, template);
    let mut arguments = Arguments::new(vm, operand, &[Ty::Str]);
    if text == "%s" {
        let value = arguments.next(vm)?;
        let shown = if vm.heap().is_exact(value, Ty::Int) {
            let whole = int::value_of(vm, value);
            let text = int::decimal_text(vm, &whole);
            text.map(|text| vm.heap().new_str(text))
        } else {
            vm.str_object(value)
        };
        let shown = shown?;
        let finished = arguments.finish(vm, "string");
        if finished.is_err() {
            vm.heap().decref(shown);
        }
        return finished.map(|()| shown);
    }
    let mut out = StrBuilder::new();
    for piece in PercentTemplate::new(&text, arguments.mapping) {
        match piece.map_err(|fault| vm.raise_fault(&fault))? {
            Piece::Literal(literal) => out.push_str(&literal),
            Piece::Conversion(mut conversion) => {
                arguments.sizes(vm, &mut conversion)?;
                let key = conversion.key.take().map(|key| vm.heap().new_str(key));
                let value = arguments.of(vm, key)?;
                let text = converted(vm, &conversion, value);
                arguments.done(vm);
                out.push_str(&text?);
            }
        }
    }
    arguments.finish(vm, "string")?;
    Ok(vm.heap().new_str(out.finish()))
}
