//! `frame` (`Objects/frameobject.c`) and `traceback` (`Python/traceback.c`).

use crate::builtins::support::{
    Signature, boolean, int, none, optional, sizeof, text, type_error, type_name, value_error,
};
use crate::code::instruction::instructions;
use crate::code::op;
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

fn trace(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    part(vm, args, |frame| frame.f_trace)
}

fn set_trace(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.set_frame_trace(args.values[0], args.values.get(1).copied());
    none(vm)
}

fn trace_lines(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let on = with(vm, args, |frame| frame.trace.f_trace_lines);
    boolean(vm, on.unwrap_or(true))
}

fn trace_opcodes(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let on = with(vm, args, |frame| frame.trace.f_trace_opcodes);
    boolean(vm, on.unwrap_or(false))
}

/// Sets one of the switches of tracing.
fn set_switch(
    vm: &mut Vm<'_>,
    args: Args<'_>,
    which: impl Fn(&mut Frame) -> &mut bool,
) -> PyResult {
    let value = args.values.get(1).copied();
    let on = match value.filter(|&value| vm.heap().is_exact(value, Ty::Bool)) {
        Some(value) => vm.is_true(value)?,
        None => return type_error(vm, "attribute value type must be bool"),
    };
    if let Some(frame) = vm.heap().as_frame_mut(args.values[0]) {
        *which(frame) = on;
    }
    none(vm)
}

/// A tracing function lets its frame go on at another line (`frame_setlineno`). Only within the same
/// blocks: leaving `try` and `with` blocks, which CPython can do too, isn't there.
fn set_lineno(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let frame = args.values[0];
    let Some(&value) = args.values.get(1) else {
        return Err(vm.raise(Ty::AttributeError, "cannot delete attribute"));
    };
    if !vm.heap().is_instance(value, Ty::Int) {
        return value_error(vm, "lineno must be an integer");
    }
    let Some((lasti, traced)) = with(vm, args, |f| (f.f_lasti, f.f_trace.is_some())) else {
        return none(vm);
    };
    if lasti == -1 {
        let message = "can't jump from the 'call' trace event of a new frame";
        return value_error(vm, message);
    }
    if !traced {
        return value_error(vm, "f_lineno can only be set by a trace function");
    }
    let wanted = vm.as_c_int(value)?;
    let first = with(vm, args, |f| f.code.code.co_firstlineno).unwrap_or(0);
    if wanted < i64::from(first) {
        let message = format!("line {wanted} comes before the current code block");
        return value_error(vm, message);
    }
    let line = u32::try_from(wanted).unwrap_or(u32::MAX);
    let target = with(vm, args, |f| f.code.code.first_of_line(line)).flatten();
    let Some((offset, _)) = target else {
        let message = format!("line {wanted} comes after the current code block");
        return value_error(vm, message);
    };
    let same_blocks = with(vm, args, |f| blocks(f, lasti) == blocks(f, offset));
    if same_blocks != Some(true) {
        return value_error(vm, "can't jump into the middle of a block");
    }
    if let Some(frame) = vm.heap().as_frame_mut(frame) {
        frame.f_lasti = offset;
        frame.trace.f_lineno = line;
        frame.next_instr = u32::try_from(offset).unwrap_or(0);
    }
    none(vm)
}

/// The loops, `try` and `with` blocks around an instruction: where each begins.
fn blocks(frame: &Frame, offset: i32) -> Vec<usize> {
    let offset = usize::try_from(offset).unwrap_or(0);
    instructions(&frame.code.code.co_code)
        .filter(|instruction| {
            let opens = matches!(
                instruction.opcode,
                op::FOR_ITER | op::SETUP_FINALLY | op::SETUP_WITH | op::SETUP_ASYNC_WITH
            );
            let end = instruction.offset + 2 + instruction.arg as usize;
            opens && instruction.offset < offset && offset < end
        })
        .map(|instruction| instruction.offset)
        .collect()
}

/// The caller's frame. What stands for C code has none in CPython.
fn back(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let back = vm.visible_caller(args.values[0]);
    optional(vm, back)
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
    NativeDef::method("__sizeof__", Arity::None, sizeof, "Bytes in memory."),
    NativeDef::member("f_back", back, ""),
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
    NativeDef::getter("f_trace_lines", trace_lines, ""),
    NativeDef::setter("f_trace_lines", |vm, args| {
        set_switch(vm, args, |frame| &mut frame.trace.f_trace_lines)
    }),
    NativeDef::getter("f_trace_opcodes", trace_opcodes, ""),
    NativeDef::setter("f_trace_opcodes", |vm, args| {
        set_switch(vm, args, |frame| &mut frame.trace.f_trace_opcodes)
    }),
    NativeDef::getter("f_locals", f_locals, ""),
    NativeDef::getter("f_lineno", f_lineno, ""),
    NativeDef::setter("f_lineno", set_lineno),
    NativeDef::getter("f_trace", trace, ""),
    NativeDef::setter("f_trace", set_trace),
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
