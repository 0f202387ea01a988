//! `async_generator` and its awaitables (`Objects/genobject.c`). Running them is the machine's
//! work.

use crate::builtins::support::{boolean, itself, none};
use crate::builtins::types::generator::{DEL, NAME, delegate, part, repr};
use crate::objects::Slot;
use crate::objects::frame::GenObject;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

fn anext(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.async_gen_asend(args.values[0], None)
}

fn asend(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.async_gen_asend(args.values[0], Some(args.values[1]))
}

fn athrow(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let given: Vec<_> = args.values[1..].to_vec();
    let heap = vm.heap();
    for &value in &given {
        heap.incref(value);
    }
    let tuple = heap.new_tuple(given);
    let result = vm.async_gen_athrow(args.values[0], Some(tuple));
    vm.heap().decref(tuple);
    result
}

fn aclose(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.async_gen_athrow(args.values[0], None)
}

/// Whether one of its awaitables is under way.
fn running(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let running = vm
        .heap()
        .as_generator(args.values[0])
        .is_some_and(|generator| generator.ag_state & GenObject::AG_RUNNING_ASYNC != 0);
    boolean(vm, running)
}

/// The members of `async_generator`.
pub const ASYNC_GENERATOR: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::AIter, itself),
    NativeDef::slot(Slot::ANext, anext),
    NativeDef::method(
        "asend",
        Arity::One,
        asend,
        "Awaited, it resumes with a value.",
    ),
    NativeDef::method(
        "athrow",
        Arity::Range {
            min: 0,
            max: u8::MAX,
        },
        athrow,
        "Awaited, it resumes with an exception raised at the yield.",
    )
    .varargs(),
    NativeDef::method(
        "aclose",
        Arity::None,
        aclose,
        "Awaited, it ends the generator by GeneratorExit.",
    ),
    DEL,
    NativeDef::member("ag_frame", |vm, args| part(vm, args, |g| g.gi_frame), ""),
    NativeDef::member("ag_running", running, ""),
    NativeDef::member(
        "ag_code",
        |vm, args| part(vm, args, |g| Some(g.gi_code)),
        "",
    ),
    NAME[0],
    NAME[1],
    NAME[2],
    NAME[3],
    NativeDef::getter("ag_await", delegate, ""),
];

fn next(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let nothing = vm.heap().none();
    vm.async_awaitable_send(args.values[0], nothing)
}

fn send(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.async_awaitable_send(args.values[0], args.values[1])
}

fn throw(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let given = Args::positional(&args.values[1..]);
    vm.async_awaitable_throw(args.values[0], given)
}

fn close(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.async_awaitable_close(args.values[0]);
    none(vm)
}

/// The members of `async_generator_asend` and `async_generator_athrow`.
pub const AWAITABLE: &[NativeDef] = &[
    NativeDef::slot(Slot::Await, itself),
    NativeDef::slot(Slot::Iter, itself),
    NativeDef::slot(Slot::Next, next),
    NativeDef::method("send", Arity::One, send, "Resumes with a value."),
    NativeDef::method(
        "throw",
        Arity::Range { min: 1, max: 3 },
        throw,
        "Resumes with an exception raised at the await.",
    ),
    NativeDef::method("close", Arity::None, close, "Makes it unusable."),
];
