//! `generator` and `coroutine`: their methods and attributes (`Objects/genobject.c`). Running them is the machine's work.

use crate::builtins::support::{boolean, itself, new_text, none, optional, text};
use crate::objects::Slot;
use crate::objects::frame::GenObject;
use crate::value::{ObjId, PyStr};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

fn generator(vm: &mut Vm<'_>, args: Args<'_>) -> Option<GenObject> {
    vm.heap().as_generator(args.values[0]).cloned()
}

/// `<generator object NAME at ...>`.
pub fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let object = args.values[0];
    let heap = vm.heap();
    let addr = heap.addr(object).0;
    let name = heap
        .as_generator(object)
        .and_then(|generator| heap.as_str(generator.gi_qualname))
        .map(PyStr::to_lossy)
        .unwrap_or_default();
    let ty = heap.type_name(object);
    text(vm, &format!("<{ty} object {name} at {addr:#x}>"))
}

fn next(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.generator_next(args.values[0])
}

fn send(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.generator_send(args.values[0], args.values[1])
}

fn throw(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let given = Args::positional(&args.values[1..]);
    vm.generator_throw(args.values[0], given)
}

fn close(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.generator_close(args.values[0])
}

fn del(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    if vm.heap().is_suspended_generator(args.values[0]) {
        vm.finalize_generator(args.values[0])?;
    }
    none(vm)
}

/// `__del__`.
pub const DEL: NativeDef = NativeDef::method("__del__", Arity::None, del, "");

/// A part of a generator, or None.
pub fn part(
    vm: &mut Vm<'_>,
    args: Args<'_>,
    which: impl Fn(&GenObject) -> Option<ObjId>,
) -> PyResult {
    let value = generator(vm, args).as_ref().and_then(which);
    optional(vm, value)
}

fn running(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let running = generator(vm, args).is_some_and(|generator| generator.gi_running);
    boolean(vm, running)
}

/// What a suspended `yield from` or `await` waits for.
pub fn delegate(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let delegate = vm.generator_delegate(args.values[0]);
    optional(vm, delegate)
}

fn set_text(
    vm: &mut Vm<'_>,
    args: Args<'_>,
    attribute: &str,
    which: impl Fn(&mut GenObject) -> &mut ObjId,
) -> PyResult {
    let value = new_text(vm, args, attribute)?;
    let heap = vm.heap();
    if let Some(generator) = heap.as_generator_mut(args.values[0]) {
        let old = std::mem::replace(which(generator), value);
        heap.decref(old);
    }
    none(vm)
}

fn set_name(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    set_text(vm, args, "__name__", |generator| &mut generator.gi_name)
}

fn set_qualname(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    set_text(vm, args, "__qualname__", |generator| {
        &mut generator.gi_qualname
    })
}

const SEND: NativeDef = NativeDef::method("send", Arity::One, send, "Resumes with a value.");
const THROW: NativeDef = NativeDef::method(
    "throw",
    Arity::Range { min: 1, max: 3 },
    throw,
    "Resumes with an exception raised at the yield.",
)
.varargs();
const CLOSE: NativeDef =
    NativeDef::method("close", Arity::None, close, "Ends it by GeneratorExit.");
/// `__name__` and `__qualname__`, which can be set.
pub const NAME: [NativeDef; 4] = [
    NativeDef::getter(
        "__name__",
        |vm, args| part(vm, args, |g| Some(g.gi_name)),
        "",
    ),
    NativeDef::setter("__name__", set_name),
    NativeDef::getter(
        "__qualname__",
        |vm, args| part(vm, args, |g| Some(g.gi_qualname)),
        "",
    ),
    NativeDef::setter("__qualname__", set_qualname),
];

/// The members of `generator`.
pub const GENERATOR: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Iter, itself),
    NativeDef::slot(Slot::Next, next),
    SEND,
    THROW,
    CLOSE,
    DEL,
    NativeDef::member("gi_frame", |vm, args| part(vm, args, |g| g.gi_frame), ""),
    NativeDef::member("gi_running", running, ""),
    NativeDef::member(
        "gi_code",
        |vm, args| part(vm, args, |g| Some(g.gi_code)),
        "",
    ),
    NAME[0],
    NAME[1],
    NAME[2],
    NAME[3],
    NativeDef::getter("gi_yieldfrom", delegate, ""),
];

/// `await` on a coroutine runs it through a wrapper that is an iterator.
fn coroutine_await(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.coroutine_wrapper(args.values[0])
}

/// The members of `coroutine`.
pub const COROUTINE: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Await, coroutine_await),
    SEND,
    THROW,
    CLOSE,
    DEL,
    NativeDef::member("cr_frame", |vm, args| part(vm, args, |g| g.gi_frame), ""),
    NativeDef::member("cr_running", running, ""),
    NativeDef::member(
        "cr_code",
        |vm, args| part(vm, args, |g| Some(g.gi_code)),
        "",
    ),
    NativeDef::member("cr_origin", |vm, args| part(vm, args, |g| g.extra), ""),
    NAME[0],
    NAME[1],
    NAME[2],
    NAME[3],
    NativeDef::getter("cr_await", delegate, ""),
];

/// The coroutine that a wrapper runs.
fn wrapped(vm: &mut Vm<'_>, args: Args<'_>) -> ObjId {
    let coroutine = vm
        .heap()
        .as_iter(args.values[0])
        .and_then(|iter| iter.it_seq);
    coroutine.unwrap_or(args.values[0])
}

fn wrapper_next(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let coroutine = wrapped(vm, args);
    vm.generator_next(coroutine)
}

fn wrapper_send(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let coroutine = wrapped(vm, args);
    vm.generator_send(coroutine, args.values[1])
}

fn wrapper_throw(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let coroutine = wrapped(vm, args);
    vm.generator_throw(coroutine, Args::positional(&args.values[1..]))
}

fn wrapper_close(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let coroutine = wrapped(vm, args);
    vm.generator_close(coroutine)
}

/// The members of `coroutine_wrapper`.
pub const COROUTINE_WRAPPER: &[NativeDef] = &[
    NativeDef::slot(Slot::Iter, itself),
    NativeDef::slot(Slot::Next, wrapper_next),
    NativeDef::method("send", Arity::One, wrapper_send, "Resumes with a value."),
    NativeDef::method(
        "throw",
        Arity::Range { min: 1, max: 3 },
        wrapper_throw,
        "Resumes with an exception raised at the await.",
    )
    .varargs(),
    NativeDef::method(
        "close",
        Arity::None,
        wrapper_close,
        "Ends it by GeneratorExit.",
    ),
];
