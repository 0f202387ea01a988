//! The functions of `sys` by which a program is told of what happens in it: tracing and profiling,
//! coroutines, asynchronous generators, errors that nobody can catch (`Python/sysmodule.c`,
//! `Python/errors.c`).

use crate::builtins::modules::support::new_struct;
use crate::builtins::support::{
    Signature, int, none, optional, type_error, type_name, value_error,
};
use crate::objects::Ty;
use crate::value::ObjId;
use crate::vm::{Args, PyResult, Tracer, Vm};

/// Shows an exception that nobody can catch, as `sys.unraisablehook` does by itself.
pub fn unraisablehook(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let given = args.values[0];
    let class = vm.state.native_types.get("sys.UnraisableHookArgs").copied();
    if class != Some(vm.heap().type_of(given)) {
        return type_error(
            vm,
            "sys.unraisablehook argument type must be UnraisableHookArgs",
        );
    }
    let items = vm.heap().as_tuple(given).unwrap_or_default().to_vec();
    let nothing = vm.heap().none();
    if let [_, exception, _, message, object] = items[..]
        && vm.heap().is_instance(exception, Ty::BaseException)
    {
        let message = vm.heap().as_str(message).cloned();
        let object = Some(object).filter(|&object| object != nothing);
        vm.display_unraisable(exception, message, object);
    }
    none(vm)
}

/// How many frames a coroutine remembers of where it was made.
pub fn set_coroutine_origin_tracking_depth(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const SIGNATURE: Signature = Signature {
        name: "set_coroutine_origin_tracking_depth",
        parameters: &["depth"],
        positional: 1,
        required: 1,
    };
    let [depth] = SIGNATURE.bind(vm, args, 0)?;
    let nothing = vm.heap().none();
    let depth = vm.as_c_int(depth.unwrap_or(nothing))?;
    match u32::try_from(depth) {
        Ok(depth) => {
            vm.thread_mut().coroutine_origin_tracking_depth = depth;
            none(vm)
        }
        Err(_) => value_error(vm, "depth must be >= 0"),
    }
}

/// See [`set_coroutine_origin_tracking_depth`].
pub fn get_coroutine_origin_tracking_depth(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    let depth = vm.thread().coroutine_origin_tracking_depth;
    int(vm, i64::from(depth))
}

/// Checks a hook: a callable, or None for no hook. A new reference.
fn hook(vm: &mut Vm<'_>, given: ObjId, name: &str) -> PyResult<Option<ObjId>> {
    if given == vm.heap().none() {
        return Ok(None);
    }
    if !vm.is_callable(given) {
        let given = type_name(vm, given);
        return type_error(vm, format!("callable {name} expected, got {given}"));
    }
    Ok(Some(vm.heap().new_ref(given)))
}

/// Sets what an event loop wants to be told of asynchronous generators.
pub fn set_asyncgen_hooks(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const SIGNATURE: Signature = Signature {
        name: "set_asyncgen_hooks",
        parameters: &["firstiter", "finalizer"],
        positional: 2,
        required: 0,
    };
    let [firstiter, finalizer] = SIGNATURE.bind(vm, args, 0)?;
    if let Some(finalizer) = finalizer {
        let new = hook(vm, finalizer, "finalizer")?;
        let old = std::mem::replace(&mut vm.thread_mut().async_gen_hooks.finalizer, new);
        vm.heap().xdecref(old);
    }
    if let Some(firstiter) = firstiter {
        let new = hook(vm, firstiter, "firstiter")?;
        let old = std::mem::replace(&mut vm.thread_mut().async_gen_hooks.firstiter, new);
        vm.heap().xdecref(old);
    }
    none(vm)
}

/// See [`set_asyncgen_hooks`].
pub fn get_asyncgen_hooks(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    let hooks = vm.thread().async_gen_hooks;
    let nothing = vm.heap().none();
    let items = [hooks.firstiter, hooks.finalizer]
        .into_iter()
        .map(|hook| vm.heap().new_ref(hook.unwrap_or(nothing)))
        .collect();
    Ok(new_struct(vm, "sys.asyncgen_hooks", items))
}

fn set_tracer(vm: &mut Vm<'_>, args: Args<'_>, tracer: Tracer) -> PyResult {
    let nothing = vm.heap().none();
    let function = Some(args.values[0]).filter(|&function| function != nothing);
    vm.set_tracer(tracer, function);
    none(vm)
}

/// Sets the tracing function.
pub fn settrace(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    set_tracer(vm, args, Tracer::Trace)
}

/// Sets the profiling function.
pub fn setprofile(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    set_tracer(vm, args, Tracer::Profile)
}

/// The tracing function, or None.
pub fn gettrace(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    let function = vm.tracer(Tracer::Trace);
    optional(vm, function)
}

/// The profiling function, or None.
pub fn getprofile(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    let function = vm.tracer(Tracer::Profile);
    optional(vm, function)
}

/// Calls a function, traced although a tracing function is running.
pub fn call_tracing(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some(items) = vm.heap().as_tuple(args.values[1]).map(<[ObjId]>::to_vec) else {
        let given = type_name(vm, args.values[1]);
        return type_error(
            vm,
            format!("call_tracing() argument 2 must be tuple, not {given}"),
        );
    };
    vm.call_tracing(args.values[0], &items)
}
