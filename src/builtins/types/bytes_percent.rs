//! The `%` operator of `bytes` and `bytearray` (`_PyBytes_FormatEx` of `Objects/bytesobject.c`).
//! Text is laid out as Latin-1 characters.

use crate::builtins::support::{type_error, type_name};
use crate::builtins::types::bytes::contents;
use crate::builtins::types::bytes_buffer;
use crate::builtins::types::bytes_methods::make_like;
use crate::builtins::types::str_percent::{Arguments, number};
use crate::objects::Ty;
use crate::value::format::{Conversion, PercentTemplate, Piece};
use crate::value::{ObjId, PyStr};
use crate::vm::identifier::Identifier;
use crate::vm::{PyResult, Vm};

/// The bytes of a `%b` or `%s`: of a buffer, or what `__bytes__` gives (`format_obj`).
fn bytes_of(vm: &mut Vm<'_>, value: ObjId) -> PyResult<Vec<u8>> {
    if let Some(bytes) = bytes_buffer::contents(vm, value) {
        return Ok(bytes);
    }
    if let Some(method) = vm.lookup_special_name(value, Identifier::FormatBytes)? {
        let given = vm.call(method, &[]);
        vm.heap().decref(method);
        let given = given?;
        let bytes = vm.heap().as_bytes(given).map(<[u8]>::to_vec);
        let name = type_name(vm, given);
        vm.heap().decref(given);
        return match bytes {
            Some(bytes) => Ok(bytes),
            None => type_error(vm, format!("__bytes__ returned non-bytes (type {name})")),
        };
    }
    let name = type_name(vm, value);
    type_error(
        vm,
        format!(
            "%b requires a bytes-like object, or an object that implements __bytes__, not '{name}'"
        ),
    )
}

/// The byte of a `%c` (`byte_converter`).
fn byte_of(vm: &mut Vm<'_>, value: ObjId) -> PyResult<u8> {
    const WRONG: &str = "%c requires an integer in range(256) or a single byte";
    let heap = vm.heap();
    let is_text = heap.as_bytes(value).is_some() || heap.as_bytearray(value).is_some();
    if is_text {
        return match *contents(vm, value) {
            [byte] => Ok(byte),
            _ => type_error(vm, WRONG),
        };
    }
    let number = match vm.index(value) {
        Ok(number) => number,
        Err(fault) if !vm.catch(Ty::TypeError) => return Err(fault),
        Err(_) => return type_error(vm, WRONG),
    };
    match number.to_i64().and_then(|number| u8::try_from(number).ok()) {
        Some(byte) => Ok(byte),
        None => Err(vm.raise(Ty::OverflowError, "%c arg not in range(256)")),
    }
}

/// The text of one conversion, each character a byte.
fn converted(vm: &mut Vm<'_>, conversion: &Conversion, value: ObjId) -> PyResult<PyStr> {
    let laid_out = match char::from_u32(conversion.code) {
        Some('b' | 's') => {
            let text = PyStr::from_latin1(bytes_of(vm, value)?);
            conversion.lay_out_text(&text)
        }
        Some('r' | 'a') => {
            let text = vm.ascii(value)?;
            conversion.lay_out_text(&text)
        }
        Some('c') => {
            let text = PyStr::from_latin1(vec![byte_of(vm, value)?]);
            conversion.lay_out_char(&text)
        }
        Some(code @ ('e' | 'E' | 'f' | 'F' | 'g' | 'G')) => {
            let number = number(vm, conversion, code, value);
            if number.is_err() && vm.catch(Ty::TypeError) {
                let name = type_name(vm, value);
                return type_error(vm, format!("float argument required, not {name}"));
            }
            return number;
        }
        _ => match conversion.known_code() {
            Some(code) => return number(vm, conversion, code, value),
            None => Err(conversion.unsupported()),
        },
    };
    laid_out.map_err(|fault| vm.raise_fault(&fault))
}

fn push(out: &mut Vec<u8>, text: &PyStr) {
    out.extend(text.code_points().map(|point| point as u8));
}

/// `template % operand`; the result is of the template's kind.
pub fn format(vm: &mut Vm<'_>, template: ObjId, operand: ObjId) -> PyResult {
    let text = PyStr::from_latin1(contents(vm, template));
    let kinds = [Ty::Bytes, Ty::Bytearray, Ty::Str];
    let mut arguments = Arguments::new(vm, operand, &kinds);
    let mut out = Vec::new();
    for piece in PercentTemplate::new(&text, arguments.mapping) {
        match piece.map_err(|fault| vm.raise_fault(&fault))? {
            Piece::Literal(literal) => push(&mut out, &literal),
            Piece::Conversion(mut conversion) => {
                arguments.sizes(vm, &mut conversion)?;
                let key = conversion.key.take().map(|key| {
                    let mut bytes = Vec::new();
                    push(&mut bytes, &key);
                    vm.heap().new_bytes(bytes)
                });
                let value = arguments.of(vm, key)?;
                let text = converted(vm, &conversion, value);
                arguments.done(vm);
                push(&mut out, &text?);
            }
        }
    }
    arguments.finish(vm, "bytes")?;
    Ok(make_like(vm, template, out))
}
