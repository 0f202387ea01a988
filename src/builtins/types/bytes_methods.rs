//! The methods that `bytes` and `bytearray` share (`Objects/bytes_methods.c`,
//! `Objects/stringlib/`): splitting, joining, replacing, stripping, padding, case. A result is of
//! the kind that the method was called on.

use crate::builtins::support::{
    Signature, bad_argument, boolean, release, text, type_error, type_name, value_error,
};
use crate::builtins::types::bytes::{contents, maketrans};
use crate::builtins::types::str_arguments::{add_part, empty_separator, limit, split_slots, width};
use crate::builtins::types::stringlib::{
    Bytes, Margins, Shaped, center, expandtabs, join, ljust, lstrip, partition, rjust, rpartition,
    rsplit, rstrip, split, splitlines, strip,
};
use crate::builtins::types::{bytes_buffer, bytes_new, sequence, str_codec};
use crate::objects::{Ty, type_id};
use crate::value::ObjId;
use crate::value::pybytes;
use crate::value::units::{self, Ends};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// Bytes, or a bytearray if `like` is one; a new reference.
pub fn make_like(vm: &mut Vm<'_>, like: ObjId, bytes: Vec<u8>) -> ObjId {
    if vm.heap().as_bytearray(like).is_some() {
        vm.heap().new_bytearray(bytes)
    } else {
        vm.heap().new_bytes(bytes)
    }
}

/// The same, but never the shared object of a single byte.
fn fresh_like(vm: &mut Vm<'_>, like: ObjId, bytes: Vec<u8>) -> ObjId {
    if bytes.len() == 1 && vm.heap().as_bytes(like).is_some() {
        return vm.heap().new_bytes_unshared(bytes);
    }
    make_like(vm, like, bytes)
}

/// What a method that changed nothing gives back: itself if exactly bytes, else a copy.
fn unchanged(vm: &mut Vm<'_>, this: ObjId) -> ObjId {
    if vm.heap().is_exact(this, Ty::Bytes) {
        return vm.heap().new_ref(this);
    }
    let copy = contents(vm, this);
    make_like(vm, this, copy)
}

/// The result of a method that may have changed nothing.
fn changed(vm: &mut Vm<'_>, this: ObjId, before: &[u8], after: Vec<u8>) -> PyResult {
    if after.len() == before.len() {
        return Ok(unchanged(vm, this));
    }
    Ok(make_like(vm, this, after))
}

/// Parts of `text`, as a list that begins with so many slots.
fn list_of(
    vm: &mut Vm<'_>,
    this: ObjId,
    text: &[u8],
    parts: Vec<std::ops::Range<usize>>,
    slots: usize,
) -> PyResult {
    let list = vm.heap().new_list_alloc(Vec::new(), slots);
    for part in parts {
        let part = if part == (0..text.len()) {
            unchanged(vm, this)
        } else {
            make_like(vm, this, text[part].to_vec())
        };
        add_part(vm, list, part);
    }
    Ok(list)
}

impl Shaped for Bytes {
    type Fill = u8;

    fn parts(
        vm: &mut Vm<'_>,
        this: ObjId,
        separator: Option<ObjId>,
        max: Option<usize>,
        from_end: bool,
    ) -> PyResult {
        let separator = match separator {
            None => None,
            Some(separator) => Some(bytes_buffer::required(vm, separator)?),
        };
        if separator.as_ref().is_some_and(Vec::is_empty) {
            return empty_separator(vm);
        }
        let text = contents(vm, this);
        let parts = pybytes::split(&text, separator.as_deref(), max, from_end);
        list_of(vm, this, &text, parts, split_slots(max))
    }

    fn lines(vm: &mut Vm<'_>, this: ObjId, keep_ends: bool) -> PyResult {
        let text = contents(vm, this);
        let parts = pybytes::split_lines(&text, keep_ends);
        list_of(vm, this, &text, parts, 0)
    }

    fn cut(vm: &mut Vm<'_>, this: ObjId, separator: ObjId, from_end: bool) -> PyResult {
        let cut_at = bytes_buffer::required(vm, separator)?;
        if cut_at.is_empty() {
            return empty_separator(vm);
        }
        let text = contents(vm, this);
        let at = if from_end {
            units::rfind(&text, &cut_at)
        } else {
            units::find(&text, &cut_at)
        };
        let items = match at {
            Some(at) => vec![
                make_like(vm, this, text[..at].to_vec()),
                found_separator(vm, this, separator, &cut_at),
                make_like(vm, this, text[at + cut_at.len()..].to_vec()),
            ],
            None => {
                let mut items = vec![
                    unchanged(vm, this),
                    make_like(vm, this, Vec::new()),
                    make_like(vm, this, Vec::new()),
                ];
                if from_end {
                    items.rotate_left(1);
                }
                items
            }
        };
        Ok(vm.heap().new_tuple(items))
    }

    fn strip_ends(vm: &mut Vm<'_>, args: Args<'_>, _name: &str, ends: Ends) -> PyResult {
        let none = vm.heap().none();
        let bytes = match args.values.get(1) {
            Some(&bytes) if bytes != none => Some(bytes_buffer::required(vm, bytes)?),
            _ => None,
        };
        let text = contents(vm, args.values[0]);
        let kept = pybytes::strip(&text, bytes.as_deref(), ends);
        changed(vm, args.values[0], &text, text[kept].to_vec())
    }

    fn join_items(vm: &mut Vm<'_>, separator: ObjId, items: ObjId) -> PyResult {
        let items = sequence::items(vm.heap(), items).to_vec();
        if let [only] = *items
            && vm.heap().as_bytes(separator).is_some()
            && vm.heap().is_exact(only, Ty::Bytes)
        {
            return Ok(vm.heap().new_ref(only));
        }
        let mut parts = Vec::with_capacity(items.len());
        for (at, item) in items.into_iter().enumerate() {
            match bytes_buffer::contents(vm, item) {
                Some(part) => parts.push(part),
                None => {
                    let name = type_name(vm, item);
                    return type_error(
                        vm,
                        format!("sequence item {at}: expected a bytes-like object, {name} found"),
                    );
                }
            }
        }
        let between = contents(vm, separator);
        let joined = units::join(&between, parts.iter().map(Vec::as_slice));
        Ok(make_like(vm, separator, joined))
    }

    fn expand(vm: &mut Vm<'_>, this: ObjId, tab_size: usize) -> PyResult {
        let text = contents(vm, this);
        let tabs = text.iter().filter(|&&byte| byte == b'\t').count();
        if tab_size.saturating_mul(tabs) > bytes_new::MAX_BYTES {
            return Err(vm.raise(Ty::OverflowError, "result too long"));
        }
        Ok(make_like(vm, this, units::expand_tabs(&text, tab_size)))
    }

    fn fill(vm: &mut Vm<'_>, name: &str, given: Option<ObjId>) -> PyResult<u8> {
        let Some(fill) = given else {
            return Ok(b' ');
        };
        let heap = vm.heap();
        let is_text = heap.as_bytes(fill).is_some() || heap.as_bytearray(fill).is_some();
        if is_text && let [fill] = *contents(vm, fill) {
            return Ok(fill);
        }
        bad_argument(vm, name, "argument 2", "a byte string of length 1", fill)
    }

    fn pad(vm: &mut Vm<'_>, this: ObjId, width: usize, fill: u8, margins: Margins) -> PyResult {
        let text = contents(vm, this);
        let (left, right) = margins(text.len(), width);
        let padded = units::pad(&text, left, right, fill);
        changed(vm, this, &text, padded)
    }
}

/// The middle of a partition: the argument itself where bytes were cut at bytes.
fn found_separator(vm: &mut Vm<'_>, this: ObjId, given: ObjId, separator: &[u8]) -> ObjId {
    let heap = vm.heap();
    if heap.as_bytes(this).is_some() && heap.as_bytes(given).is_some() {
        return heap.new_ref(given);
    }
    make_like(vm, this, separator.to_vec())
}

fn replace(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let old = bytes_buffer::required(vm, args.values[1])?;
    let new = bytes_buffer::required(vm, args.values[2])?;
    let max = limit(vm, args.values.get(3).copied())?;
    let text = contents(vm, this);
    let places = max.unwrap_or(usize::MAX).min(text.len() + 1);
    let grown = new.len().saturating_sub(old.len());
    if grown.saturating_mul(places) > bytes_new::MAX_BYTES {
        return Err(vm.raise_none(Ty::MemoryError));
    }
    Ok(match units::replace(&text, &old, &new, max) {
        Some(replaced) => make_like(vm, this, replaced),
        None => unchanged(vm, this),
    })
}

fn zfill(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let width = width(vm, args.values[1])?;
    let text = contents(vm, args.values[0]);
    let padded = units::zfill(&text, width);
    changed(vm, args.values[0], &text, padded)
}

/// `a.translate(table, delete)`.
fn translate(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const SIGNATURE: Signature = Signature {
        name: "translate",
        parameters: &["", "delete"],
        positional: 2,
        required: 1,
    };
    let this = args.values[0];
    let [table, delete] = SIGNATURE.bind::<2>(vm, args, 1)?;
    let table = match table.filter(|&table| table != vm.heap().none()) {
        None => None,
        Some(table) => {
            let bytes = bytes_buffer::required(vm, table)?;
            match <[u8; 256]>::try_from(bytes) {
                Ok(table) => Some(table),
                Err(_) => {
                    return value_error(vm, "translation table must be 256 characters long");
                }
            }
        }
    };
    let delete = match delete {
        None => Vec::new(),
        Some(delete) => bytes_buffer::required(vm, delete)?,
    };
    let text = contents(vm, this);
    let translated = pybytes::translate(&text, table.as_ref(), &delete);
    if translated == text {
        return Ok(unchanged(vm, this));
    }
    Ok(make_like(vm, this, translated))
}

/// Defines methods that make new bytes.
macro_rules! makers {
    ($($name:ident $make:expr;)*) => {
        $(fn $name(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
            let made = $make(&contents(vm, args.values[0]));
            Ok(fresh_like(vm, args.values[0], made))
        })*
    };
}

makers! {
    capitalize pybytes::capitalize;
    lower |text: &[u8]| text.to_ascii_lowercase();
    swapcase pybytes::swapcase;
    title pybytes::title;
    upper |text: &[u8]| text.to_ascii_uppercase();
}

/// Defines methods that ask something about all bytes.
macro_rules! questions {
    ($($name:ident $ask:expr;)*) => {
        $(fn $name(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
            let answer = $ask(&contents(vm, args.values[0]));
            boolean(vm, answer)
        })*
    };
}

questions! {
    isalnum |text: &[u8]| pybytes::all(text, u8::is_ascii_alphanumeric);
    isalpha |text: &[u8]| pybytes::all(text, u8::is_ascii_alphabetic);
    isascii |text: &[u8]| text.is_ascii();
    isdigit |text: &[u8]| pybytes::all(text, u8::is_ascii_digit);
    islower pybytes::islower;
    isspace pybytes::isspace;
    istitle pybytes::istitle;
    isupper pybytes::isupper;
}

fn decode(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [encoding, errors] = str_codec::arguments(vm, "decode", args)?;
    let bytes = contents(vm, args.values[0]);
    str_codec::decode(vm, &bytes, encoding, errors)
}

/// `bytes.fromhex(text)`; of a subclass, called with the bytes.
fn fromhex(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (class, hex) = (args.values[0], args.values[1]);
    let Some(hex_text) = vm.heap().as_str(hex).cloned() else {
        return bad_argument(vm, "fromhex", "argument", "str", hex);
    };
    let bytes = match pybytes::from_hex(&hex_text) {
        Ok(bytes) => bytes,
        Err(at) => {
            return value_error(
                vm,
                format!("non-hexadecimal number found in fromhex() arg at position {at}"),
            );
        }
    };
    if class == type_id(Ty::Bytearray) {
        return Ok(vm.heap().new_bytearray(bytes));
    }
    let made = vm.heap().new_bytes(bytes);
    if class == type_id(Ty::Bytes) {
        return Ok(made);
    }
    let result = vm.call(class, &[made]);
    release(vm, &[made], result)
}

fn hex(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let bytes = contents(vm, args.values[0]);
    hex_of(vm, args, &bytes)
}

/// `a.hex(sep, bytes_per_sep)` of any bytes (`_Py_strhex_impl`).
pub fn hex_of(vm: &mut Vm<'_>, args: Args<'_>, bytes: &[u8]) -> PyResult {
    const SIGNATURE: Signature = Signature {
        name: "hex",
        parameters: &["sep", "bytes_per_sep"],
        positional: 2,
        required: 0,
    };
    let [separator, group] = SIGNATURE.bind::<2>(vm, args, 1)?;
    let group = match group {
        Some(group) => vm.as_c_int(group)?,
        None => 1,
    };
    let separator = match separator {
        None => None,
        Some(separator) => Some(hex_separator(vm, separator)?),
    };
    text(vm, &pybytes::hex(bytes, separator, group))
}

fn hex_separator(vm: &mut Vm<'_>, separator: ObjId) -> PyResult<u8> {
    if vm.len(separator)? != 1 {
        return value_error(vm, "sep must be length 1.");
    }
    let heap = vm.heap();
    let point = match (heap.as_str(separator), heap.as_bytes(separator)) {
        (Some(text), _) => text.code_points().next(),
        (_, Some(&[byte])) => Some(u32::from(byte)),
        _ => return type_error(vm, "sep must be str or bytes."),
    };
    match point {
        Some(point @ 0..0x80) => Ok(point as u8),
        _ => value_error(vm, "sep must be ASCII."),
    }
}

const PADDING: Arity = Arity::Range { min: 1, max: 2 };
const OPTIONAL: Arity = Arity::Range { min: 0, max: 1 };

/// The methods of `bytes` and `bytearray`, besides those that search.
pub const LIST: &[NativeDef] = &[
    NativeDef::method(
        "capitalize",
        Arity::None,
        capitalize,
        "First letter upper, the rest lower case.",
    ),
    NativeDef::method(
        "center",
        PADDING,
        center::<Bytes>,
        "In the middle of that width.",
    ),
    NativeDef::method(
        "decode",
        Arity::Any,
        decode,
        "The text that the bytes stand for.",
    ),
    NativeDef::method(
        "expandtabs",
        Arity::Any,
        expandtabs::<Bytes>,
        "With tabs made into spaces.",
    ),
    NativeDef::class_method(
        "fromhex",
        Arity::One,
        fromhex,
        "From pairs of hexadecimal digits.",
    ),
    NativeDef::method("hex", Arity::Any, hex, "As hexadecimal digits."),
    NativeDef::method(
        "isalnum",
        Arity::None,
        isalnum,
        "Whether all bytes are letters or digits.",
    ),
    NativeDef::method(
        "isalpha",
        Arity::None,
        isalpha,
        "Whether all bytes are letters.",
    ),
    NativeDef::method(
        "isascii",
        Arity::None,
        isascii,
        "Whether all bytes are ASCII.",
    ),
    NativeDef::method(
        "isdigit",
        Arity::None,
        isdigit,
        "Whether all bytes are digits.",
    ),
    NativeDef::method(
        "islower",
        Arity::None,
        islower,
        "Whether all letters are lower case.",
    ),
    NativeDef::method(
        "isspace",
        Arity::None,
        isspace,
        "Whether all is white space.",
    ),
    NativeDef::method(
        "istitle",
        Arity::None,
        istitle,
        "Whether words begin with upper case.",
    ),
    NativeDef::method(
        "isupper",
        Arity::None,
        isupper,
        "Whether all letters are upper case.",
    ),
    NativeDef::method(
        "join",
        Arity::One,
        join::<Bytes>,
        "The bytes of an iterable with these between.",
    ),
    NativeDef::method(
        "ljust",
        PADDING,
        ljust::<Bytes>,
        "At the left of that width.",
    ),
    NativeDef::method("lower", Arity::None, lower, "In lower case."),
    NativeDef::method(
        "lstrip",
        OPTIONAL,
        lstrip::<Bytes>,
        "Without such bytes at the beginning.",
    ),
    NativeDef::static_method(
        "maketrans",
        Arity::Range { min: 2, max: 2 },
        maketrans,
        "A table for translate.",
    ),
    NativeDef::method(
        "partition",
        Arity::One,
        partition::<Bytes>,
        "Before, separator, and after its first place.",
    ),
    NativeDef::method(
        "replace",
        Arity::Range { min: 2, max: 3 },
        replace,
        "With occurrences of some bytes replaced by others.",
    ),
    NativeDef::method(
        "rjust",
        PADDING,
        rjust::<Bytes>,
        "At the right of that width.",
    ),
    NativeDef::method(
        "rpartition",
        Arity::One,
        rpartition::<Bytes>,
        "Before, separator, and after its last place.",
    ),
    NativeDef::method(
        "rsplit",
        Arity::Any,
        rsplit::<Bytes>,
        "As split, with the cuts made from the end.",
    ),
    NativeDef::method(
        "rstrip",
        OPTIONAL,
        rstrip::<Bytes>,
        "Without such bytes at the end.",
    ),
    NativeDef::method(
        "split",
        Arity::Any,
        split::<Bytes>,
        "The list of parts between separators.",
    ),
    NativeDef::method(
        "splitlines",
        Arity::Any,
        splitlines::<Bytes>,
        "The list of lines.",
    ),
    NativeDef::method(
        "strip",
        OPTIONAL,
        strip::<Bytes>,
        "Without such bytes at both ends.",
    ),
    NativeDef::method(
        "swapcase",
        Arity::None,
        swapcase,
        "With upper and lower case exchanged.",
    ),
    NativeDef::method("title", Arity::None, title, "Words begin with upper case."),
    NativeDef::method(
        "translate",
        Arity::Any,
        translate,
        "With bytes replaced as a table says.",
    ),
    NativeDef::method("upper", Arity::None, upper, "In upper case."),
    NativeDef::method(
        "zfill",
        Arity::One,
        zfill,
        "With zeros behind the sign, to that width.",
    ),
];
