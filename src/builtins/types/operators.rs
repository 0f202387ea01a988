//! What the operator slots of several types have in common (`Objects/typeobject.c`): an operator
//! has two natives, one of them with exchanged operands.

use crate::builtins::support::bad_argument;
use crate::value::PyStr;
use crate::vm::{Args, PyResult, Vm};

/// Defines operators' natives, the plain one and the one whose operands are exchanged
/// (`wrap_binaryfunc_l`, `wrap_binaryfunc_r`). Each calls `$function(vm, left, right)`, with the
/// operator's own arguments behind.
macro_rules! operators {
    ($($name:ident $reflected:ident $function:ident($($argument:expr),*);)*) => {
        $(
            pub(super) fn $name(
                vm: &mut $crate::vm::Vm<'_>,
                args: $crate::vm::Args<'_>,
            ) -> $crate::vm::PyResult {
                $function(vm, args.values[0], args.values[1] $(, $argument)*)
            }

            pub(super) fn $reflected(
                vm: &mut $crate::vm::Vm<'_>,
                args: $crate::vm::Args<'_>,
            ) -> $crate::vm::PyResult {
                $function(vm, args.values[1], args.values[0] $(, $argument)*)
            }
        )*
    };
}
pub(super) use operators;

/// Defines `pow` and `rpow`, which call `$power(vm, base, exponent, modulus)`
/// (`wrap_ternaryfunc`, `wrap_ternaryfunc_r`).
macro_rules! powers {
    ($power:ident) => {
        fn pow(vm: &mut $crate::vm::Vm<'_>, args: $crate::vm::Args<'_>) -> $crate::vm::PyResult {
            let modulus = args.values.get(2).copied();
            $power(vm, args.values[0], args.values[1], modulus)
        }

        fn rpow(vm: &mut $crate::vm::Vm<'_>, args: $crate::vm::Args<'_>) -> $crate::vm::PyResult {
            let modulus = args.values.get(2).copied();
            $power(vm, args.values[1], args.values[0], modulus)
        }
    };
}
pub(super) use powers;

/// The specification that `a.__format__(specification)` was given; none if it is empty, which
/// asks for `str(a)`. A wrong one is complained about as "argument" or "argument 1".
pub(super) fn specification(
    vm: &mut Vm<'_>,
    args: Args<'_>,
    argument: &str,
) -> PyResult<Option<PyStr>> {
    match vm.heap().as_str(args.values[1]) {
        Some(specification) if specification.is_empty() => Ok(None),
        Some(specification) => Ok(Some(specification.clone())),
        None => bad_argument(vm, "__format__", argument, "str", args.values[1]),
    }
}
