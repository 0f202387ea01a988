//! `str.encode` and `bytes.decode`: the codecs of `value::codec`, with their failures raised as
//! exceptions (`Python/codecs.c`).

use crate::builtins::support::{Signature, bad_argument, value_error};
use crate::builtins::types::codec_registry;
use crate::objects::Ty;
use crate::value::codec::{self, CodecError, CodecFailure, Encoding};
use crate::value::{ObjId, PyStr};
use crate::vm::{Args, Fault, PyResult, Vm};

/// The name given as an argument, or its default.
fn name(vm: &mut Vm<'_>, given: Option<ObjId>, default: &str) -> String {
    given
        .and_then(|given| vm.heap().as_str(given).map(PyStr::to_lossy))
        .unwrap_or_else(|| default.to_owned())
}

/// Binds `encoding` and `errors`, which must be strings without NUL.
pub fn arguments(
    vm: &mut Vm<'_>,
    function: &'static str,
    args: Args<'_>,
) -> PyResult<[Option<ObjId>; 2]> {
    let signature = Signature {
        name: function,
        parameters: &["encoding", "errors"],
        positional: 2,
        required: 0,
    };
    let bound = signature.bind::<2>(vm, args, 1)?;
    for (place, given) in ["argument 'encoding'", "argument 'errors'"]
        .into_iter()
        .zip(bound)
    {
        let Some(given) = given else { continue };
        let Some(text) = vm.heap().as_str(given) else {
            return bad_argument(vm, function, place, "str", given);
        };
        if text.code_points().any(|point| point == 0) {
            return value_error(vm, "embedded null character");
        }
    }
    Ok(bound)
}

/// The bytes of a str object; a new reference.
pub fn encode(
    vm: &mut Vm<'_>,
    object: ObjId,
    given: Option<ObjId>,
    errors: Option<ObjId>,
) -> PyResult {
    let encoding = name(vm, given, "utf-8");
    let errors = name(vm, errors, "strict");
    match Encoding::lookup(&encoding) {
        Some(_) => {
            let bytes = encode_built_in(vm, object, &encoding, &errors)?;
            Ok(vm.heap().new_bytes(bytes))
        }
        None => codec_registry::encode(vm, object, &encoding, &errors),
    }
}

/// The bytes of a str object, as plain data.
pub fn encoded(
    vm: &mut Vm<'_>,
    object: ObjId,
    given: Option<ObjId>,
    errors: Option<ObjId>,
) -> PyResult<Vec<u8>> {
    let bytes = encode(vm, object, given, errors)?;
    let data = vm.heap().as_bytes(bytes).unwrap_or_default().to_vec();
    vm.heap().decref(bytes);
    Ok(data)
}

/// Encodes by a codec of `value::codec`.
fn encode_built_in(vm: &mut Vm<'_>, object: ObjId, given: &str, errors: &str) -> PyResult<Vec<u8>> {
    let text = vm.heap().as_str(object).cloned().unwrap_or_default();
    let Some(encoding) = Encoding::lookup(given) else {
        return Ok(Vec::new());
    };
    match codec::encode(&text, encoding, errors) {
        Ok(bytes) => Ok(bytes),
        Err(CodecFailure::Unicode(error)) => {
            vm.heap().incref(object);
            Err(raise(vm, Ty::UnicodeEncodeError, object, &error))
        }
        Err(CodecFailure::UnknownHandler(_)) => {
            let result = codec_registry::encode_handled(vm, object, &text, encoding, errors);
            named(vm, result, encoding, "encode", given)
        }
        Err(other) => {
            let failure = other.about_handler(encoding, "encoding", given);
            Err(raise_other(vm, failure))
        }
    }
}

/// The text that bytes stand for; a new reference.
pub fn decode(
    vm: &mut Vm<'_>,
    bytes: &[u8],
    given: Option<ObjId>,
    errors: Option<ObjId>,
) -> PyResult {
    if bytes.is_empty() {
        return Ok(vm.heap().new_str(PyStr::default()));
    }
    let given = name(vm, given, "utf-8");
    let errors = name(vm, errors, "strict");
    let Some(encoding) = Encoding::lookup(&given) else {
        return codec_registry::decode(vm, bytes, &given, &errors);
    };
    match codec::decode(bytes, encoding, &errors) {
        Ok(text) => Ok(vm.heap().new_str(text)),
        Err(CodecFailure::Unicode(error)) => {
            let object = vm.heap().new_bytes(bytes.to_vec());
            Err(raise(vm, Ty::UnicodeDecodeError, object, &error))
        }
        Err(CodecFailure::UnknownHandler(_)) => {
            let result = codec_registry::decode_handled(vm, bytes, encoding, &errors);
            named(vm, result, encoding, "decode", &given)
        }
        Err(other) => {
            let failure = other.about_handler(encoding, "decoding", &given);
            Err(raise_other(vm, failure))
        }
    }
}

/// What fails in a codec that CPython finds in its registry is said of that codec.
fn named<T>(
    vm: &mut Vm<'_>,
    result: PyResult<T>,
    encoding: Encoding,
    direction: &str,
    given: &str,
) -> PyResult<T> {
    match result {
        Err(Fault::Raised) if encoding.is_registered() => {
            Err(codec_registry::name_codec(vm, direction, given))
        }
        result => result,
    }
}

/// Raises a `UnicodeError` about an object (stolen) with its five arguments.
pub(super) fn raise(vm: &mut Vm<'_>, class: Ty, object: ObjId, error: &CodecError) -> Fault {
    let heap = vm.heap();
    let args = vec![
        heap.new_str(PyStr::new(error.encoding)),
        object,
        heap.new_int(error.start),
        heap.new_int(error.end),
        heap.new_str(PyStr::new(error.reason)),
    ];
    vm.raise_args(class, args)
}

/// Raises what is no matter of a single character.
fn raise_other(vm: &mut Vm<'_>, (class, message): (&str, String)) -> Fault {
    let class = match class {
        "LookupError" => Ty::LookupError,
        _ => Ty::TypeError,
    };
    vm.raise(class, message)
}

/// `str.encode(encoding, errors)`.
pub fn str_encode(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [encoding, errors] = arguments(vm, "encode", args)?;
    encode(vm, args.values[0], encoding, errors)
}
