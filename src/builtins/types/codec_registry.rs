//! Codecs and error handlers that the program, or the library, has registered: `str.encode` and
//! `bytes.decode` ask `_codecs` for what they don't know themselves (`Python/codecs.c`).

use crate::builtins::support::type_error;
use crate::builtins::types::str_codec;
use crate::objects::{Payload, Ty};
use crate::value::codec::{self, CodecError, CodecFailure, Encoding};
use crate::value::{ObjId, PyStr, StrBuilder};
use crate::vm::{Fault, PyResult, Vm};

/// `text.encode(encoding, errors)` by a registered codec; a new reference.
pub fn encode(vm: &mut Vm<'_>, text: ObjId, encoding: &str, errors: &str) -> PyResult {
    let result = run(vm, "encode", text, encoding, errors)?;
    if vm.heap().is_instance(result, Ty::Bytes) {
        return Ok(result);
    }
    let given = vm.heap().type_name(result);
    vm.heap().decref(result);
    type_error(
        vm,
        format!(
            "'{encoding}' encoder returned '{given}' instead of 'bytes'; \
             use codecs.encode() to encode to arbitrary types"
        ),
    )
}

/// `bytes.decode(encoding, errors)` by a registered codec; a new reference.
pub fn decode(vm: &mut Vm<'_>, bytes: &[u8], encoding: &str, errors: &str) -> PyResult {
    let bytes = vm.heap().new_bytes(bytes.to_vec());
    let result = run(vm, "decode", bytes, encoding, errors);
    vm.heap().decref(bytes);
    let result = result?;
    if vm.heap().is_instance(result, Ty::Str) {
        return Ok(result);
    }
    let given = vm.heap().type_name(result);
    vm.heap().decref(result);
    type_error(
        vm,
        format!(
            "'{encoding}' decoder returned '{given}' instead of 'str'; \
             use codecs.decode() to decode to arbitrary types"
        ),
    )
}

/// Looks the codec up, which must be one between text and bytes, and runs it.
fn run(vm: &mut Vm<'_>, direction: &str, object: ObjId, encoding: &str, errors: &str) -> PyResult {
    let registry = vm.import_by_name("_codecs")?;
    let name = vm.heap().new_str(PyStr::new(encoding));
    let info = vm.call_method(registry, "lookup", &[name]);
    vm.heap().decref(name);
    vm.heap().decref(registry);
    let info = info?;
    let result = run_codec(vm, info, direction, object, encoding, errors);
    vm.heap().decref(info);
    result
}

fn run_codec(
    vm: &mut Vm<'_>,
    info: ObjId,
    direction: &str,
    object: ObjId,
    encoding: &str,
    errors: &str,
) -> PyResult {
    if let Some(flag) = vm.lookup_attr(info, "_is_text_encoding")? {
        let is_text = vm.is_true(flag);
        vm.heap().decref(flag);
        if !is_text? {
            let message = format!(
                "'{encoding}' is not a text encoding; \
                 use codecs.{direction}() to handle arbitrary codecs"
            );
            return Err(vm.raise(Ty::LookupError, message));
        }
    }
    let index = usize::from(direction == "decode");
    let codec = vm
        .heap()
        .as_tuple(info)
        .and_then(|parts| parts.get(index).copied());
    let Some(codec) = codec else {
        return type_error(vm, "codec search functions must return 4-tuples");
    };
    let errors = vm.heap().new_str(PyStr::new(errors));
    let pair = vm.call(codec, &[object, errors]);
    vm.heap().decref(errors);
    let pair = match pair {
        Ok(pair) => pair,
        Err(Fault::Raised) => return Err(name_codec(vm, direction, encoding)),
        Err(fault) => return Err(fault),
    };
    let result = match vm.heap().as_tuple(pair) {
        Some(&[result, _]) => Some(result),
        _ => None,
    };
    let result = match result {
        Some(result) => Ok(vm.heap().new_ref(result)),
        None if index == 0 => type_error(vm, "encoder must return a tuple (object, integer)"),
        None => type_error(vm, "decoder must return a tuple (object,integer)"),
    };
    vm.heap().decref(pair);
    result
}

/// A plain exception of a codec becomes the cause of one that names the codec
/// (`_PyErr_TrySetFromCause`); exceptions with more than a message stay.
pub fn name_codec(vm: &mut Vm<'_>, direction: &str, encoding: &str) -> Fault {
    let Some(exception) = vm.take_exception() else {
        return Fault::Raised;
    };
    let class = vm.heap().type_of(exception);
    let simple = match &vm.heap().get(exception).payload {
        Payload::Exception(parts) => parts.fields.is_empty().then_some(parts.args),
        _ => None,
    };
    let args = simple.and_then(|args| vm.heap().as_tuple(args).map(<[ObjId]>::to_vec));
    let plain = args.is_some_and(|args| match args[..] {
        [] => true,
        [text] => vm.heap().is_instance(text, Ty::Str),
        _ => false,
    });
    let ty = crate::objects::static_type(class).filter(|_| plain);
    let text = vm.str(exception).unwrap_or_default().to_lossy();
    let fault = vm.raise_object(exception);
    vm.heap().decref(exception);
    match ty {
        Some(ty) => {
            let doing = direction.trim_end_matches('e');
            let name = ty.info().name;
            let message = format!("{doing}ing with '{encoding}' codec failed ({name}: {text})");
            vm.raise_from_pending(ty, &message)
        }
        None => fault,
    }
}

/// The registered error handler of that name; a new reference.
fn handler(vm: &mut Vm<'_>, errors: &str) -> PyResult {
    let registry = vm.import_by_name("_codecs")?;
    let name = vm.heap().new_str(PyStr::new(errors));
    let found = vm.call_method(registry, "lookup_error", &[name]);
    vm.heap().decref(name);
    vm.heap().decref(registry);
    found
}

/// Asks a handler about an error: what stands in for the characters or bytes (a new reference), and
/// where to go on.
fn ask(
    vm: &mut Vm<'_>,
    handler: ObjId,
    class: Ty,
    object: ObjId,
    length: usize,
    error: &CodecError,
) -> PyResult<(ObjId, usize)> {
    str_codec::raise(vm, class, object, error);
    let Some(exception) = vm.take_exception() else {
        return type_error(vm, "codec must pass exception instance");
    };
    let answer = vm.call(handler, &[exception]);
    vm.heap().decref(exception);
    let answer = answer?;
    let parts = match vm.heap().as_tuple(answer) {
        Some(&[stand_in, position]) => Some((stand_in, position)),
        _ => None,
    };
    let decoding = class == Ty::UnicodeDecodeError;
    let fitting = parts.filter(|&(stand_in, position)| {
        let heap = vm.heap();
        let bytes = !decoding && heap.is_instance(stand_in, Ty::Bytes);
        (bytes || heap.is_instance(stand_in, Ty::Str)) && heap.is_instance(position, Ty::Int)
    });
    let Some((stand_in, position)) = fitting else {
        vm.heap().decref(answer);
        return type_error(
            vm,
            if decoding {
                "decoding error handler must return (str, int) tuple"
            } else {
                "encoding error handler must return (str/bytes, int) tuple"
            },
        );
    };
    let stand_in = vm.heap().new_ref(stand_in);
    let position = vm.as_ssize_t(position);
    vm.heap().decref(answer);
    let given = match position {
        Ok(given) => given,
        Err(fault) => {
            vm.heap().decref(stand_in);
            return Err(fault);
        }
    };
    let from_start = if given < 0 {
        given + length as i64
    } else {
        given
    };
    match usize::try_from(from_start) {
        Ok(position) if position <= length => Ok((stand_in, position)),
        _ => {
            vm.heap().decref(stand_in);
            let message = format!("position {given} from error handler out of bounds");
            Err(vm.raise(Ty::IndexError, message))
        }
    }
}

/// Encodes with a registered error handler.
pub fn encode_handled(
    vm: &mut Vm<'_>,
    object: ObjId,
    text: &PyStr,
    encoding: Encoding,
    errors: &str,
) -> PyResult<Vec<u8>> {
    let handler = handler(vm, errors)?;
    let points: Vec<u32> = text.code_points().collect();
    let mut out = Vec::new();
    let mut at = 0;
    // Only the beginning gets a byte order mark.
    let mut coding = encoding;
    let result = loop {
        let rest = PyStr::from_code_points(points.get(at..).unwrap_or_default());
        let mut error = match codec::encode(&rest, coding, "strict") {
            Ok(bytes) => {
                out.extend(bytes);
                break Ok(());
            }
            Err(CodecFailure::Unicode(error)) => error,
            Err(_) => break Ok(()),
        };
        (error.start, error.end) = (error.start + at, error.end + at);
        let good = PyStr::from_code_points(points.get(at..error.start).unwrap_or_default());
        out.extend(codec::encode(&good, coding, "strict").unwrap_or_default());
        coding = encoding.without_mark();
        vm.heap().incref(object);
        let class = Ty::UnicodeEncodeError;
        let (stand_in, next) = match ask(vm, handler, class, object, points.len(), &error) {
            Ok(answer) => answer,
            Err(fault) => break Err(fault),
        };
        let written = match vm.heap().as_str(stand_in) {
            Some(text) => codec::encode(text, coding, "strict").ok(),
            None => vm.heap().as_bytes(stand_in).map(<[u8]>::to_vec),
        };
        vm.heap().decref(stand_in);
        let Some(written) = written else {
            vm.heap().incref(object);
            break Err(str_codec::raise(vm, class, object, &error));
        };
        out.extend(written);
        at = next;
    };
    vm.heap().decref(handler);
    result.map(|()| out)
}

/// Decodes with a registered error handler; a new reference.
pub fn decode_handled(vm: &mut Vm<'_>, bytes: &[u8], encoding: Encoding, errors: &str) -> PyResult {
    let handler = handler(vm, errors)?;
    let (coding, mut at) = encoding.resolve_mark(bytes);
    let mut out = StrBuilder::new();
    let result = loop {
        let mut error = match codec::decode(bytes.get(at..).unwrap_or_default(), coding, "strict") {
            Ok(text) => {
                out.push_str(&text);
                break Ok(());
            }
            Err(CodecFailure::Unicode(error)) => error,
            Err(_) => break Ok(()),
        };
        (error.start, error.end) = (error.start + at, error.end + at);
        let good = bytes.get(at..error.start).unwrap_or_default();
        if let Ok(text) = codec::decode(good, coding, "strict") {
            out.push_str(&text);
        }
        let object = vm.heap().new_bytes(bytes.to_vec());
        let class = Ty::UnicodeDecodeError;
        match ask(vm, handler, class, object, bytes.len(), &error) {
            Ok((stand_in, next)) => {
                if let Some(text) = vm.heap().as_str(stand_in).cloned() {
                    out.push_str(&text);
                }
                vm.heap().decref(stand_in);
                at = next;
            }
            Err(fault) => break Err(fault),
        }
    };
    vm.heap().decref(handler);
    result?;
    let text = out.finish();
    Ok(vm.heap().new_str(text))
}
