//! `_operator`: the operators as functions (`Modules/_operator.c`). `attrgetter`, `itemgetter` and
//! `methodcaller` lie in `operator_getters`.

use crate::builtins::modules::operator_getters;
use crate::builtins::support::{boolean, int, none, type_error, type_name, value_error};
use crate::builtins::types::bytes_buffer;
use crate::builtins::types::dict_views::for_each;
use crate::builtins::types::reversed::is_sequence;
use crate::objects::{Slot, Ty};
use crate::vm::native::{Arity, NativeDef, NativeModule};
use crate::vm::{Args, BinaryOp, CompareOp, PyResult, UnaryOp, Vm};

macro_rules! binary {
    ($($name:ident $inplace:ident $op:ident;)*) => {
        $(
            fn $name(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
                vm.binary_op(BinaryOp::$op, args.values[0], args.values[1])
            }

            fn $inplace(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
                vm.inplace_op(BinaryOp::$op, args.values[0], args.values[1])
            }
        )*
    };
}

binary! {
    add iadd Add;
    sub isub Sub;
    mul imul Mul;
    matmul imatmul MatMul;
    floordiv ifloordiv FloorDiv;
    truediv itruediv TrueDiv;
    modulo imod Mod;
    lshift ilshift LShift;
    rshift irshift RShift;
    and iand And;
    xor ixor Xor;
    or ior Or;
    pow ipow Pow;
}

macro_rules! comparison {
    ($($name:ident $op:ident;)*) => {
        $(fn $name(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
            vm.rich_compare(args.values[0], args.values[1], CompareOp::$op)
        })*
    };
}

comparison! {
    lt Lt;
    le Le;
    eq Eq;
    ne Ne;
    gt Gt;
    ge Ge;
}

macro_rules! unary {
    ($($name:ident $op:ident;)*) => {
        $(fn $name(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
            vm.unary_op(UnaryOp::$op, args.values[0])
        })*
    };
}

unary! {
    neg Neg;
    pos Pos;
    abs Abs;
    invert Invert;
}

fn truth(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let truth = vm.is_true(args.values[0])?;
    boolean(vm, truth)
}

fn not(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let truth = vm.is_true(args.values[0])?;
    boolean(vm, !truth)
}

fn is(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    boolean(vm, args.values[0] == args.values[1])
}

fn is_not(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    boolean(vm, args.values[0] != args.values[1])
}

fn index(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    if vm.heap().is_instance(args.values[0], Ty::Int) {
        return Ok(vm.heap().new_ref(args.values[0]));
    }
    let value = vm.index(args.values[0])?;
    int(vm, value)
}

fn contains(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let found = vm.contains(args.values[0], args.values[1])?;
    boolean(vm, found)
}

/// Calls `found` with the index of each item that equals the value until it says to stop.
fn search(vm: &mut Vm<'_>, args: Args<'_>, mut found: impl FnMut(i64) -> bool) -> PyResult<()> {
    let value = args.values[1];
    if !vm.has_slot(args.values[0], Slot::Iter) && !is_sequence(vm, args.values[0]) {
        let name = type_name(vm, args.values[0]);
        return type_error(vm, format!("argument of type '{name}' is not iterable"));
    }
    let mut at = -1;
    for_each(vm, args.values[0], |vm, item| {
        at += 1;
        let equal = vm.rich_compare_bool(value, item, CompareOp::Eq)?;
        Ok(!(equal && found(at)))
    })
}

fn count_of(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let mut total = 0;
    search(vm, args, |_| {
        total += 1;
        false
    })?;
    int(vm, total)
}

fn index_of(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let mut first = None;
    search(vm, args, |at| {
        first = Some(at);
        true
    })?;
    match first {
        Some(at) => int(vm, at),
        None => value_error(vm, "sequence.index(x): x not in sequence"),
    }
}

/// Concatenation is for sequences only, unlike `+`. What can concatenate says itself what is wrong
/// with the other operand.
fn check_sequences(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult<()> {
    if vm.has_slot(args.values[0], Slot::Concat) {
        return Ok(());
    }
    for &operand in &args.values[..2] {
        if !is_sequence(vm, operand) {
            let name = type_name(vm, args.values[0]);
            return type_error(vm, format!("'{name}' object can't be concatenated"));
        }
    }
    Ok(())
}

fn concat(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    check_sequences(vm, args)?;
    vm.binary_op(BinaryOp::Add, args.values[0], args.values[1])
}

fn iconcat(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    check_sequences(vm, args)?;
    vm.inplace_op(BinaryOp::Add, args.values[0], args.values[1])
}

fn getitem(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.get_item(args.values[0], args.values[1])
}

fn setitem(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.set_item(args.values[0], args.values[1], args.values[2])?;
    none(vm)
}

fn delitem(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.del_item(args.values[0], args.values[1])?;
    none(vm)
}

fn length_hint(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let default = match args.values.get(1) {
        Some(&default) => {
            if !vm.heap().is_instance(default, Ty::Int) {
                let name = type_name(vm, default);
                return type_error(
                    vm,
                    format!("'{name}' object cannot be interpreted as an integer"),
                );
            }
            vm.as_ssize_t(default)?
        }
        None => 0,
    };
    let hint = vm.length_hint(args.values[0], usize::try_from(default).unwrap_or(0))?;
    int(vm, hint)
}

const TWO: Arity = Arity::Range { min: 2, max: 2 };

/// A function of two operands.
const fn binary(name: &'static str, function: crate::vm::Native, doc: &'static str) -> NativeDef {
    NativeDef::function(name, TWO, function, doc)
}

/// A function of one operand.
const fn unary(name: &'static str, function: crate::vm::Native, doc: &'static str) -> NativeDef {
    NativeDef::function(name, Arity::One, function, doc)
}

const FUNCTIONS: &[NativeDef] = &[
    unary("truth", truth, "Whether a is true."),
    binary("contains", contains, "The same as b in a: mind the order."),
    binary(
        "indexOf",
        index_of,
        "Index of the first item of a that equals b.",
    ),
    binary("countOf", count_of, "How many items of a equal b."),
    binary("is_", is, "The same as a is b."),
    binary("is_not", is_not, "The same as a is not b."),
    unary("index", index, "The same as a.__index__()."),
    binary("add", add, "The same as a + b."),
    binary("sub", sub, "The same as a - b."),
    binary("mul", mul, "The same as a * b."),
    binary("matmul", matmul, "The same as a @ b."),
    binary("floordiv", floordiv, "The same as a // b."),
    binary("truediv", truediv, "The same as a / b."),
    binary("mod", modulo, "The same as a % b."),
    unary("neg", neg, "The same as -a."),
    unary("pos", pos, "The same as +a."),
    unary("abs", abs, "The same as abs(a)."),
    unary("inv", invert, "The same as ~a."),
    unary("invert", invert, "The same as ~a."),
    binary("lshift", lshift, "The same as a << b."),
    binary("rshift", rshift, "The same as a >> b."),
    unary("not_", not, "The same as not a."),
    binary("and_", and, "The same as a & b."),
    binary("xor", xor, "The same as a ^ b."),
    binary("or_", or, "The same as a | b."),
    binary("iadd", iadd, "The same as a += b."),
    binary("isub", isub, "The same as a -= b."),
    binary("imul", imul, "The same as a *= b."),
    binary("imatmul", imatmul, "The same as a @= b."),
    binary("ifloordiv", ifloordiv, "The same as a //= b."),
    binary("itruediv", itruediv, "The same as a /= b."),
    binary("imod", imod, "The same as a %= b."),
    binary("ilshift", ilshift, "The same as a <<= b."),
    binary("irshift", irshift, "The same as a >>= b."),
    binary("iand", iand, "The same as a &= b."),
    binary("ixor", ixor, "The same as a ^= b."),
    binary("ior", ior, "The same as a |= b."),
    binary("concat", concat, "The same as a + b, for sequences."),
    binary("iconcat", iconcat, "The same as a += b, for sequences."),
    binary("getitem", getitem, "The same as a[b]."),
    NativeDef::function(
        "setitem",
        Arity::Range { min: 3, max: 3 },
        setitem,
        "The same as a[b] = c.",
    ),
    binary("delitem", delitem, "The same as del a[b]."),
    binary("pow", pow, "The same as a ** b."),
    binary("ipow", ipow, "The same as a **= b."),
    binary("eq", eq, "The same as a == b."),
    binary("ne", ne, "The same as a != b."),
    binary("lt", lt, "The same as a < b."),
    binary("le", le, "The same as a <= b."),
    binary("gt", gt, "The same as a > b."),
    binary("ge", ge, "The same as a >= b."),
    binary(
        "_compare_digest",
        compare_digest,
        "Whether two secrets are equal, in a time that doesn't tell where they differ.",
    ),
    NativeDef::function(
        "length_hint",
        Arity::Range { min: 1, max: 2 },
        length_hint,
        "How many items iterating will likely give.",
    ),
];

/// `_compare_digest(a, b)`: whether two texts or two byte strings are equal.
fn compare_digest(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (a, b) = (args.values[0], args.values[1]);
    if let (Some(a), Some(b)) = (vm.heap().as_str(a).cloned(), vm.heap().as_str(b).cloned()) {
        if a.as_ascii().is_none() || b.as_ascii().is_none() {
            let message = "comparing strings with non-ASCII characters is not supported";
            return type_error(vm, message);
        }
        return boolean(vm, a == b);
    }
    match (bytes_buffer::contents(vm, a), bytes_buffer::contents(vm, b)) {
        (Some(a), Some(b)) => boolean(vm, a == b),
        _ => {
            let (a, b) = (type_name(vm, a), type_name(vm, b));
            let kinds = format!("'{a}' and '{b}'");
            let message = "unsupported operand types(s) or combination of types: ";
            type_error(vm, format!("{message}{kinds}"))
        }
    }
}

/// The module `_operator`; `operator` takes everything from it.
pub const MODULE: NativeModule = NativeModule {
    name: "_operator",
    doc: "The operators as functions.",
    functions: FUNCTIONS,
    types: operator_getters::TYPES,
    fill: |_, _| Ok(()),
};
