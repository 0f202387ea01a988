//! `UnicodeEncodeError`, `UnicodeDecodeError`, `UnicodeTranslateError` (`Objects/exceptions.c`).

use crate::builtins::support::{none, text, type_error, type_name};
use crate::builtins::types::exception::{
    assign_field, field, get_field, init as base_init, new, set_field,
};
use crate::objects::{Slot, Ty};
use crate::value::ObjId;
use crate::vm::native::NativeDef;
use crate::vm::{Args, PyResult, Vm};

/// Fields that the three have; the translating one has no encoding.
const ENCODING: usize = 0;
const OBJECT: usize = 1;
const START: usize = 2;
const END: usize = 3;
const REASON: usize = 4;

/// Checks the arguments and sorts them into the fields from `first` on.
fn init(vm: &mut Vm<'_>, args: Args<'_>, first: usize, object_is: Ty) -> PyResult {
    let done = base_init(vm, args)?;
    vm.heap().decref(done);
    let given = &args.values[1..];
    let wanted = REASON + 1 - first;
    if given.len() != wanted {
        return type_error(
            vm,
            format!(
                "function takes exactly {wanted} arguments ({} given)",
                given.len()
            ),
        );
    }
    for (index, &value) in given.iter().enumerate() {
        let field = first + index;
        match field {
            OBJECT if object_is == Ty::Bytes => {
                let heap = vm.heap();
                let fits =
                    heap.is_instance(value, Ty::Bytes) || heap.is_instance(value, Ty::Bytearray);
                if !fits {
                    let given = type_name(vm, value);
                    return type_error(
                        vm,
                        format!("a bytes-like object is required, not '{given}'"),
                    );
                }
            }
            START | END => {
                vm.as_c_int(value)?;
            }
            _ => {
                if !vm.heap().is_instance(value, Ty::Str) {
                    let given = type_name(vm, value);
                    return type_error(
                        vm,
                        format!("argument {} must be str, not {given}", index + 1),
                    );
                }
            }
        }
    }
    for (index, &value) in given.iter().enumerate() {
        set_field(vm, args.values[0], first + index, Some(value));
    }
    none(vm)
}

/// The two ends as they were given: they may lie outside of the object.
fn bounds(vm: &mut Vm<'_>, exception: ObjId) -> (i64, i64) {
    let [start, end] = [START, END].map(|index| {
        field(vm, exception, index)
            .and_then(|value| vm.heap().as_int(value).and_then(|n| n.to_i64()))
            .unwrap_or(0)
    });
    (start, end)
}

/// The place of the one item that is wrong, if it is one and there.
fn single(start: i64, end: i64, len: usize) -> Option<usize> {
    let at = usize::try_from(start).ok()?;
    (at < len && end == start + 1).then_some(at)
}

fn field_text(vm: &mut Vm<'_>, exception: ObjId, index: usize) -> PyResult<String> {
    match field(vm, exception, index) {
        Some(value) => Ok(vm.str(value)?.to_lossy()),
        None => Ok(String::new()),
    }
}

/// A character as an escape, as short as it can be.
fn escaped(point: u32) -> String {
    match point {
        0..=0xff => format!("\\x{point:02x}"),
        0x100..=0xffff => format!("\\u{point:04x}"),
        _ => format!("\\U{point:08x}"),
    }
}

fn decode_str(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let exception = args.values[0];
    let Some(object) = field(vm, exception, OBJECT) else {
        return text(vm, "");
    };
    let heap = vm.heap();
    let bytes = match (heap.as_bytes(object), heap.as_bytearray(object)) {
        (Some(bytes), _) => bytes.to_vec(),
        (_, Some(array)) => array.bytes.clone(),
        _ => Vec::new(),
    };
    let reason = field_text(vm, exception, REASON)?;
    let encoding = field_text(vm, exception, ENCODING)?;
    let (start, end) = bounds(vm, exception);
    let what = match single(start, end, bytes.len()) {
        Some(at) => format!("byte 0x{:02x} in position {start}", bytes[at]),
        None => format!("bytes in position {start}-{}", end.saturating_sub(1)),
    };
    text(
        vm,
        &format!("'{encoding}' codec can't decode {what}: {reason}"),
    )
}

/// What is wrong with a string: one character or a range.
fn characters(vm: &mut Vm<'_>, exception: ObjId) -> String {
    let object = field(vm, exception, OBJECT);
    let string = object.and_then(|object| vm.heap().as_str(object).cloned());
    let string = string.unwrap_or_default();
    let (start, end) = bounds(vm, exception);
    if let Some(at) = single(start, end, string.len()) {
        let shown = escaped(string.at(at));
        return format!("character '{shown}' in position {start}");
    }
    format!("characters in position {start}-{}", end.saturating_sub(1))
}

fn encode_str(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let exception = args.values[0];
    if field(vm, exception, OBJECT).is_none() {
        return text(vm, "");
    }
    let reason = field_text(vm, exception, REASON)?;
    let encoding = field_text(vm, exception, ENCODING)?;
    let what = characters(vm, exception);
    text(
        vm,
        &format!("'{encoding}' codec can't encode {what}: {reason}"),
    )
}

fn translate_str(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let exception = args.values[0];
    if field(vm, exception, OBJECT).is_none() {
        return text(vm, "");
    }
    let reason = field_text(vm, exception, REASON)?;
    let what = characters(vm, exception);
    text(vm, &format!("can't translate {what}: {reason}"))
}

/// The five attributes, the same for all three classes.
macro_rules! unicode_error {
    ($str:ident, $first:expr, $object:expr) => {
        &[
            NativeDef::slot(Slot::Str, $str),
            NativeDef::slot(Slot::Init, |vm, args| init(vm, args, $first, $object)),
            NativeDef::slot(Slot::New, new),
            NativeDef::getter("encoding", |vm, args| get_field(vm, args, ENCODING), ""),
            NativeDef::setter("encoding", |vm, args| assign_field(vm, args, ENCODING)),
            NativeDef::getter("object", |vm, args| get_field(vm, args, OBJECT), ""),
            NativeDef::setter("object", |vm, args| assign_field(vm, args, OBJECT)),
            NativeDef::getter("start", |vm, args| get_field(vm, args, START), ""),
            NativeDef::setter("start", |vm, args| assign_field(vm, args, START)),
            NativeDef::getter("end", |vm, args| get_field(vm, args, END), ""),
            NativeDef::setter("end", |vm, args| assign_field(vm, args, END)),
            NativeDef::getter("reason", |vm, args| get_field(vm, args, REASON), ""),
            NativeDef::setter("reason", |vm, args| assign_field(vm, args, REASON)),
        ]
    };
}

/// The members of `UnicodeEncodeError`.
pub const ENCODE: &[NativeDef] = unicode_error!(encode_str, ENCODING, Ty::Str);
/// The members of `UnicodeDecodeError`.
pub const DECODE: &[NativeDef] = unicode_error!(decode_str, ENCODING, Ty::Bytes);
/// The members of `UnicodeTranslateError`.
pub const TRANSLATE: &[NativeDef] = unicode_error!(translate_str, OBJECT, Ty::Str);
