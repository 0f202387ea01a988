//! `exit`, `quit`, `help` and the notices that the interactive interpreter offers by name
//! (`Lib/_sitebuiltins.py`).

use crate::builtins::modules::support::set;
use crate::builtins::support::{none, text};
use crate::builtins::types::native_state;
use crate::objects::ty::TyInfo;
use crate::objects::{Slot, Ty};
use crate::value::{ObjId, PyStr};
use crate::vm::native::{NativeDef, NativeModule, NativeType};
use crate::vm::{Args, PyResult, Vm};

/// The names, and what each shows; the first two end the program when called.
const NAMES: [(&str, &str); 6] = [
    ("quit", "Use quit() or Ctrl-D (i.e. EOF) to exit"),
    ("exit", "Use exit() or Ctrl-D (i.e. EOF) to exit"),
    ("copyright", "Cutaway is free software: MIT OR Apache-2.0."),
    (
        "credits",
        "Cutaway simulates CPython 3.8, whose authors it thanks.",
    ),
    ("license", "Cutaway is free software: MIT OR Apache-2.0."),
    (
        "help",
        "Type help() for interactive help, or help(object) for help about object.",
    ),
];
const ENDING: i64 = 2;

/// Which of the names an object is.
fn shown(vm: &Vm<'_>, object: ObjId) -> &'static str {
    let number = usize::try_from(native_state::number(vm, object, 0)).unwrap_or(0);
    NAMES.get(number).map_or("", |(_, shown)| shown)
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let shown = shown(vm, args.values[0]);
    text(vm, shown)
}

/// Raises SystemExit, or prints: of an object `help` shows its documentation.
fn call(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    if native_state::number(vm, this, 0) < ENDING {
        let class = vm.heap().ty(Ty::SystemExit);
        return Err(vm.set_exception(class, args.values.get(1).copied()));
    }
    let mut words = PyStr::new(shown(vm, this));
    if let Some(&object) = args.values.get(1) {
        let doc = vm.lookup_attr(object, "__doc__")?;
        let known = doc.and_then(|doc| vm.heap().as_str(doc).cloned());
        vm.heap().xdecref(doc);
        words = known.unwrap_or_else(|| PyStr::new("no documentation found"));
    }
    vm.write(1, &words.concat(&PyStr::new("\n")));
    none(vm)
}

const TYPE: NativeType = NativeType {
    module: "_sitebuiltins",
    info: TyInfo {
        name: "_Printer",
        base: Ty::Object,
        basicsize: 32,
        itemsize: 0,
        gc: false,
        basetype: true,
        dictoffset: 0,
        weaklistoffset: 0,
    },
    members: &[
        NativeDef::slot(Slot::Repr, repr),
        NativeDef::slot(Slot::Call, call),
    ],
};

/// The module of their class.
pub const MODULE: NativeModule = NativeModule {
    name: "_sitebuiltins",
    doc: "What the interactive interpreter offers by name.",
    functions: &[],
    types: &[TYPE],
    fill: |_, _| Ok(()),
};

/// Adds the names to the module `builtins`.
pub fn add_to(vm: &mut Vm<'_>, module: ObjId) -> PyResult<()> {
    let own = vm.create_native_module(&MODULE)?;
    vm.heap().decref(own);
    let class = vm.state.native_types.get("_sitebuiltins._Printer").copied();
    let Some(class) = class else { return Ok(()) };
    for (number, (name, _)) in NAMES.iter().enumerate() {
        let object = native_state::make(vm, class, Vec::new(), vec![number as i64]);
        set(vm, module, name, object);
    }
    Ok(())
}
