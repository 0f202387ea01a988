//! `_opcode`: what `dis` and `opcode` need to know of the instructions (`Modules/_opcode.c`).

use crate::builtins::support::{Signature, int, type_error, value_error};
use crate::code::opcode::{ArgKind, TABLE, info};
use crate::code::{op, stack_effect};
use crate::value::PyStr;
use crate::vm::native::{Arity, NativeDef, NativeModule};
use crate::vm::{Args, PyResult, Vm};

/// `stack_effect(opcode, oparg=None, *, jump=None)`; without `jump`, the greater of both effects.
fn effect(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const SIGNATURE: Signature = Signature {
        name: "stack_effect",
        parameters: &["", "", "jump"],
        positional: 2,
        required: 1,
    };
    let [opcode, oparg, jump] = SIGNATURE.bind(vm, args, 0)?;
    let none = vm.heap().none();
    let opcode = vm.as_c_int(opcode.unwrap_or(none))?;
    let oparg = match oparg.filter(|&oparg| oparg != none) {
        Some(oparg) => Some(vm.as_c_int(oparg)?),
        None => None,
    };
    let has_argument = opcode >= i64::from(op::HAVE_ARGUMENT);
    let oparg = match oparg {
        Some(_) if !has_argument => {
            let message = "stack_effect: opcode does not permit oparg but oparg was specified";
            return value_error(vm, message);
        }
        None if has_argument => {
            let message = "stack_effect: opcode requires oparg but oparg was not specified";
            return value_error(vm, message);
        }
        oparg => oparg.unwrap_or(0) as u32,
    };
    let known = u8::try_from(opcode)
        .ok()
        .filter(|&opcode| info(opcode).is_some());
    let Some(opcode) = known else {
        return value_error(vm, "invalid opcode or oparg");
    };
    let (falling, jumping) = (
        stack_effect(opcode, oparg, false),
        stack_effect(opcode, oparg, true),
    );
    let heap = vm.heap();
    let result = match jump {
        None => falling.max(jumping),
        Some(jump) if jump == none => falling.max(jumping),
        Some(jump) if jump == heap.bool_obj(true) => jumping,
        Some(jump) if jump == heap.bool_obj(false) => falling,
        Some(_) => return value_error(vm, "stack_effect: jump must be False, True or None"),
    };
    int(vm, i64::from(result))
}

/// All instructions as tuples: number, name, what the argument means.
fn table(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    if !args.values.is_empty() {
        return type_error(vm, "_table() takes no arguments");
    }
    let rows = TABLE.iter().map(|row| {
        let kind = match row.arg {
            ArgKind::None => "none",
            ArgKind::Number => "number",
            ArgKind::Const => "const",
            ArgKind::Name => "name",
            ArgKind::Local => "local",
            ArgKind::Free => "free",
            ArgKind::Compare => "compare",
            ArgKind::JumpRelative => "jrel",
            ArgKind::JumpAbsolute => "jabs",
        };
        let heap = vm.heap();
        let items = vec![
            heap.new_int(i64::from(row.number)),
            heap.new_str(PyStr::new(row.name)),
            heap.new_str(PyStr::new(kind)),
        ];
        heap.new_tuple(items)
    });
    let rows = rows.collect();
    Ok(vm.heap().new_list(rows))
}

/// The module.
pub const MODULE: NativeModule = NativeModule {
    name: "_opcode",
    doc: "Opcode support module.",
    functions: &[
        NativeDef::function(
            "stack_effect",
            Arity::Any,
            effect,
            "stack_effect($module, opcode, oparg=None, /, *, jump=None)\n--\n\nHow far an instruction moves the stack.",
        ),
        NativeDef::function("_table", Arity::None, table, "All instructions."),
    ],
    types: &[],
    fill: |_, _| Ok(()),
};
