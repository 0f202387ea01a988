//! Built-in functions about numbers: `abs`, `divmod`, `pow`, `round`, `sum`, `bin`, `chr`, ...

use crate::builtins::support::{Signature, int, text, type_error, type_name, value_error};
use crate::objects::{Slot, Ty};
use crate::value::{ObjId, PyInt};
use crate::vm::identifier::Identifier;
use crate::vm::{Args, BinaryOp, PyResult, Vm};

pub(super) fn abs(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match vm.call_type_slot(args.values[0], Slot::Abs, &[])? {
        Some(result) => Ok(result),
        None => {
            let name = type_name(vm, args.values[0]);
            type_error(vm, format!("bad operand type for abs(): '{name}'"))
        }
    }
}

/// `PyNumber_ToBase`: the digits behind their prefix.
fn to_base(vm: &mut Vm<'_>, number: ObjId, base: u32, prefix: &str) -> PyResult {
    let digits = vm.index(number)?.to_radix(base);
    let written = match digits.strip_prefix('-') {
        Some(digits) => format!("-{prefix}{digits}"),
        None => format!("{prefix}{digits}"),
    };
    text(vm, &written)
}

pub(super) fn bin(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    to_base(vm, args.values[0], 2, "0b")
}

pub(super) fn oct(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    to_base(vm, args.values[0], 8, "0o")
}

pub(super) fn hex(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    to_base(vm, args.values[0], 16, "0x")
}

pub(super) fn chr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let number = vm.as_c_int(args.values[0])?;
    match u32::try_from(number) {
        Ok(point) if point <= char::MAX as u32 => Ok(vm.heap().new_char(point)),
        _ => value_error(vm, "chr() arg not in range(0x110000)"),
    }
}

pub(super) fn ord(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = args.values[0];
    let heap = vm.heap();
    let (len, first) = if let Some(text) = heap.as_str(object) {
        (text.len(), (text.len() == 1).then(|| text.at(0)))
    } else if let Some(bytes) = heap.as_bytes(object) {
        (bytes.len(), bytes.first().map(|&byte| u32::from(byte)))
    } else if let Some(array) = heap.as_bytearray(object) {
        (
            array.bytes.len(),
            array.bytes.first().map(|&byte| u32::from(byte)),
        )
    } else {
        let name = heap.type_name(object);
        return type_error(
            vm,
            format!("ord() expected string of length 1, but {name} found"),
        );
    };
    match first {
        Some(point) if len == 1 => int(vm, i64::from(point)),
        _ => type_error(
            vm,
            format!("ord() expected a character, but string of length {len} found"),
        ),
    }
}

pub(super) fn divmod(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.binary_op(BinaryOp::DivMod, args.values[0], args.values[1])
}

pub(super) fn pow(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const POW: Signature = Signature {
        name: "pow",
        parameters: &["base", "exp", "mod"],
        positional: 3,
        required: 2,
    };
    let [base, exp, modulus] = POW.bind(vm, args, 0)?;
    let none = vm.heap().none();
    let (base, exp) = (base.unwrap_or(none), exp.unwrap_or(none));
    match modulus.filter(|&modulus| modulus != none) {
        None => vm.binary_op(BinaryOp::Pow, base, exp),
        Some(modulus) => vm.ternary_pow(base, exp, modulus),
    }
}

pub(super) fn round(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const ROUND: Signature = Signature {
        name: "round",
        parameters: &["number", "ndigits"],
        positional: 2,
        required: 1,
    };
    let [number, ndigits] = ROUND.bind(vm, args, 0)?;
    let none = vm.heap().none();
    let number = number.unwrap_or(none);
    let Some(method) = vm.lookup_special_name(number, Identifier::RoundRound)? else {
        let name = type_name(vm, number);
        return type_error(vm, format!("type {name} doesn't define __round__ method"));
    };
    let given: Vec<ObjId> = ndigits.into_iter().filter(|&n| n != none).collect();
    let result = vm.call(method, &given);
    vm.heap().decref(method);
    result
}

pub(super) fn sum(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const SUM: Signature = Signature {
        name: "sum",
        parameters: &["", "start"],
        positional: 2,
        required: 1,
    };
    let [iterable, start] = SUM.bind(vm, args, 0)?;
    let iterable = iterable.unwrap_or(vm.heap().none());
    let iterator = vm.iter(iterable)?;
    let result = check_start(vm, start).and_then(|()| add_up(vm, iterator, start));
    vm.heap().decref(iterator);
    result
}

/// Texts are joined, not summed.
fn check_start(vm: &mut Vm<'_>, start: Option<ObjId>) -> PyResult<()> {
    let Some(start) = start else { return Ok(()) };
    let message = if vm.heap().is_instance(start, Ty::Str) {
        "sum() can't sum strings [use ''.join(seq) instead]"
    } else if vm.heap().is_instance(start, Ty::Bytes) {
        "sum() can't sum bytes [use b''.join(seq) instead]"
    } else if vm.heap().is_instance(start, Ty::Bytearray) {
        "sum() can't sum bytearray [use b''.join(seq) instead]"
    } else {
        return Ok(());
    };
    type_error(vm, message)
}

/// How a sum is being kept: as long as all items are machine ints, then as long as they are
/// floats, no object is made for what is summed so far.
enum Running {
    Int(i64),
    Float(f64),
    Object(ObjId),
}

/// The sum of what the iterator gives.
fn add_up(vm: &mut Vm<'_>, iterator: ObjId, start: Option<ObjId>) -> PyResult {
    let mut so_far = match start {
        None => Running::Int(0),
        Some(start) => {
            let heap = vm.heap();
            let small = heap.as_int(start).and_then(PyInt::to_i64);
            match (small, heap.as_float(start)) {
                (Some(small), _) if heap.is_exact(start, Ty::Int) => Running::Int(small),
                (_, Some(float)) if heap.is_exact(start, Ty::Float) => Running::Float(float),
                _ => Running::Object(heap.new_ref(start)),
            }
        }
    };
    loop {
        let item = match vm.next(iterator) {
            Ok(Some(item)) => item,
            Ok(None) => break,
            Err(fault) => {
                if let Running::Object(sum) = so_far {
                    vm.heap().decref(sum);
                }
                return Err(fault);
            }
        };
        if let Some(next) = add_plain(vm, &so_far, item) {
            so_far = next;
            vm.heap().decref(item);
            continue;
        }
        let sum = to_object(vm, &so_far);
        let added = vm.binary_op(BinaryOp::Add, sum, item);
        // The int and float loops of CPython drop the item last, its general loop does too.
        vm.heap().decref(sum);
        vm.heap().decref(item);
        let added = added?;
        let heap = vm.heap();
        so_far = match (&so_far, heap.as_float(added)) {
            // Only an int loop can go on as a float loop.
            (Running::Int(_), Some(float)) if heap.is_exact(added, Ty::Float) => {
                heap.decref(added);
                Running::Float(float)
            }
            _ => Running::Object(added),
        };
    }
    Ok(to_object(vm, &so_far))
}

/// Adds an item without making an object, where that is possible.
fn add_plain(vm: &mut Vm<'_>, so_far: &Running, item: ObjId) -> Option<Running> {
    let heap = vm.heap();
    let is_int = heap.is_exact(item, Ty::Int);
    match so_far {
        Running::Int(sum) if is_int => {
            let value = heap.as_int(item)?.to_i64()?;
            sum.checked_add(value).map(Running::Int)
        }
        Running::Float(sum) if heap.is_exact(item, Ty::Float) => {
            Some(Running::Float(sum + heap.as_float(item)?))
        }
        Running::Float(sum) if heap.is_instance(item, Ty::Int) => {
            let value = heap.as_int(item)?.to_i64()?;
            Some(Running::Float(sum + value as f64))
        }
        _ => None,
    }
}

/// The sum as an object; a new reference, or the one it holds.
fn to_object(vm: &mut Vm<'_>, so_far: &Running) -> ObjId {
    match so_far {
        Running::Int(sum) => vm.heap().new_int(*sum),
        Running::Float(sum) => vm.heap().new_float(*sum),
        Running::Object(sum) => *sum,
    }
}
