//! `frame` (`Objects/frameobject.c`) and `traceback` (`Python/traceback.c`).

use crate::builtins::support::{
    Signature, boolean, int, none, optional, text, type_error, type_name, value_error,
};
use crate::objects::exception::Traceback;
use crate::objects::frame::Frame;
use crate::objects::{Slot, Ty};
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// Asks the frame, the running one included.
fn with<T>(vm: &mut Vm<'_>, args: Args<'_>, ask: impl Fn(&Frame) -> T) -> Option<T> {
    vm.heap().as_frame(args.values[0]).map(ask)
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let heap = vm.heap();
    let line = heap.frame_line(args.values[0]);
    let addr = heap.addr(args.values[0]).0;
    let shown = match heap.as_frame(args.values[0]) {
        Some(frame) => {
            let code = &frame.code.code;
            let file = crate::value::repr::repr_str(&code.co_filename);
            format!(
                "<frame at {addr:#x}, file {file}, line {line}, code {}>",
                code.co_name
            )
        }
        None => String::new(),
    };
    text(vm, &shown)
}

fn f_lasti(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let lasti = with(vm, args, |frame| frame.f_lasti).unwrap_or(-1);
    int(vm, i64::from(lasti))
}

fn f_lineno(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let line = vm.heap().frame_line(args.values[0]);
    int(vm, i64::from(line))
}

fn f_locals(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let locals = vm.frame_locals(args.values[0])?;
    Ok(vm.heap().new_ref(locals))
}

fn part(vm: &mut Vm<'_>, args: Args<'_>, which: impl Fn(&Frame) -> Option<ObjId>) -> PyResult {
    let value = with(vm, args, which).flatten();
    optional(vm, value)
}

fn trace(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    none(vm)
}

fn trace_lines(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    boolean(vm, true)
}

fn trace_opcodes(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    boolean(vm, false)
}

/// Lets go of all locals; a suspended generator is closed, a running frame refuses.
fn clear(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let frame = args.values[0];
    let state = with(vm, args, |frame| (frame.f_executing, frame.f_gen));
    match state {
        Some((true, _)) => Err(vm.raise(Ty::RuntimeError, "cannot clear an executing frame")),
        Some((false, Some(generator))) => {
            let closed = vm.generator_close(generator)?;
            vm.heap().decref(closed);
            none(vm)
        }
        _ => {
            let held: Vec<ObjId> = match vm.heap().as_frame_mut(frame) {
                Some(frame) => frame
                    .f_localsplus
                    .iter_mut()
                    .filter_map(Option::take)
                    .collect(),
                None => Vec::new(),
            };
            vm.heap().decref_all(held);
            none(vm)
        }
    }
}

/// The members of `frame`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::method(
        "clear",
        Arity::None,
        clear,
        "Lets go of the frame's locals.",
    ),
    NativeDef::member("f_back", |vm, args| part(vm, args, |f| f.f_back), ""),
    NativeDef::member("f_code", |vm, args| part(vm, args, |f| Some(f.f_code)), ""),
    NativeDef::member(
        "f_builtins",
        |vm, args| part(vm, args, |f| Some(f.f_builtins)),
        "",
    ),
    NativeDef::member(
        "f_globals",
        |vm, args| part(vm, args, |f| Some(f.f_globals)),
        "",
    ),
    NativeDef::member("f_lasti", f_lasti, ""),
    NativeDef::member("f_trace_lines", trace_lines, ""),
    NativeDef::member("f_trace_opcodes", trace_opcodes, ""),
    NativeDef::getter("f_locals", f_locals, ""),
    NativeDef::getter("f_lineno", f_lineno, ""),
    NativeDef::getter("f_trace", trace, ""),
];

fn new_traceback(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const TRACEBACK: Signature = Signature {
        name: "TracebackType",
        parameters: &["tb_next", "tb_frame", "tb_lasti", "tb_lineno"],
        positional: 4,
        required: 4,
    };
    let bound: [Option<ObjId>; 4] = TRACEBACK.bind(vm, args, 1)?;
    let none_object = vm.heap().none();
    let [next, frame, lasti, line] = bound.map(|value| value.unwrap_or(none_object));
    let is_traceback = vm.heap().as_traceback(next).is_some();
    if vm.heap().as_frame(frame).is_none() {
        let given = type_name(vm, frame);
        return type_error(
            vm,
            format!("TracebackType() argument 'tb_frame' must be frame, not {given}"),
        );
    }
    if next != none_object && !is_traceback {
        let given = type_name(vm, next);
        return type_error(
            vm,
            format!("expected traceback object or None, got '{given}'"),
        );
    }
    let lasti = i32::try_from(vm.as_c_int(lasti)?).unwrap_or(0);
    let line = u32::try_from(vm.as_c_int(line)?).unwrap_or(0);
    let next = is_traceback.then_some(next);
    Ok(vm.heap().new_traceback(next, frame, lasti, line))
}

fn tb(vm: &mut Vm<'_>, args: Args<'_>) -> Option<Traceback> {
    vm.heap().as_traceback(args.values[0]).cloned()
}

fn tb_next(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let next = tb(vm, args).and_then(|tb| tb.tb_next);
    optional(vm, next)
}

/// A chain of tracebacks must not come back to itself.
fn set_tb_next(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let none_object = vm.heap().none();
    let [this, next] = match *args.values {
        [this, next] => [this, next],
        _ => return type_error(vm, "can't delete tb_next attribute"),
    };
    let next = Some(next).filter(|&next| next != none_object);
    let mut cursor = next;
    while let Some(at) = cursor {
        let Some(traceback) = vm.heap().as_traceback(at).cloned() else {
            let given = type_name(vm, at);
            return type_error(
                vm,
                format!("expected traceback object or None, got '{given}'"),
            );
        };
        if at == this {
            return value_error(vm, "traceback loop detected");
        }
        cursor = traceback.tb_next;
    }
    if let Some(next) = next {
        vm.heap().incref(next);
    }
    let old = match vm.heap().as_traceback_mut(this) {
        Some(traceback) => std::mem::replace(&mut traceback.tb_next, next),
        None => next,
    };
    vm.heap().xdecref(old);
    none(vm)
}

fn tb_frame(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let frame = tb(vm, args).map(|tb| tb.tb_frame);
    optional(vm, frame)
}

fn tb_lasti(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let lasti = tb(vm, args).map_or(-1, |tb| tb.tb_lasti);
    int(vm, i64::from(lasti))
}

fn tb_lineno(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let line = tb(vm, args).map_or(0, |tb| tb.tb_lineno);
    int(vm, i64::from(line))
}

/// The members of `traceback`.
pub const TRACEBACK: &[NativeDef] = &[
    NativeDef::slot(Slot::New, new_traceback),
    NativeDef::getter("tb_next", tb_next, ""),
    NativeDef::setter("tb_next", set_tb_next),
    NativeDef::member("tb_frame", tb_frame, ""),
    NativeDef::member("tb_lasti", tb_lasti, ""),
    NativeDef::member("tb_lineno", tb_lineno, ""),
];
