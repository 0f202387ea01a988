//! The module `sys` (`Python/sysmodule.c`): what the machine tells of itself.

mod hooks;
mod info;

use crate::builtins::modules::stream::{self, STREAMS};
use crate::builtins::modules::support::{set, set_int, set_text};
use crate::builtins::support::{
    Signature, boolean, check_positional, int, none, text, type_error, type_name, value_error,
};
use crate::objects::Ty;
use crate::value::{ObjId, PyStr};
use crate::vm::identifier::Identifier;
use crate::vm::native::{Arity, NativeDef, NativeModule};
use crate::vm::{Args, PyResult, Vm};

/// `Py_INT_MAX_STR_DIGITS_THRESHOLD`: the least limit of digits in int texts but none at all.
const MAX_STR_DIGITS_THRESHOLD: i64 = 640;

fn getrefcount(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let count = vm.heap().refcount(args.values[0]);
    int(vm, count)
}

/// `__sizeof__()` plus the GC head, where there is one.
fn getsizeof(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const GETSIZEOF: Signature = Signature {
        name: "getsizeof",
        parameters: &["object", "default"],
        positional: 2,
        required: 1,
    };
    /// `sizeof(PyGC_Head)`.
    const GC_HEAD: i64 = 16;
    let [object, default] = GETSIZEOF.bind(vm, args, 0)?;
    let object = object.unwrap_or(vm.heap().none());
    let size = match vm.lookup_special_name(object, Identifier::GetsizeofSizeof)? {
        Some(method) => {
            let size = vm.call(method, &[]);
            vm.heap().decref(method);
            size
        }
        None => {
            let name = type_name(vm, object);
            type_error(vm, format!("Type {name} doesn't define __sizeof__"))
        }
    };
    let size = match (size, default) {
        (Ok(size), _) => size,
        (Err(_), Some(default)) if vm.catch(Ty::TypeError) => {
            return Ok(vm.heap().new_ref(default));
        }
        (Err(fault), _) => return Err(fault),
    };
    if !vm.heap().is_instance(size, Ty::Int) {
        vm.heap().decref(size);
        return type_error(vm, "an integer is required");
    }
    let bytes = vm.as_ssize_t(size);
    vm.heap().decref(size);
    let bytes = bytes?;
    if bytes < 0 {
        return value_error(vm, "__sizeof__() should return >= 0");
    }
    let heap = vm.heap();
    // Static types have no GC head, though their type says that types have one.
    let is_static_type = heap.as_type(object).is_some_and(|ty| !ty.heap_type);
    let has_head = heap
        .as_type(heap.type_of(object))
        .is_some_and(|ty| ty.gc && !is_static_type);
    int(vm, bytes + if has_head { GC_HEAD } else { 0 })
}

fn intern(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let string = args.values[0];
    if vm.heap().is_exact(string, Ty::Str) {
        vm.heap().incref(string);
        return Ok(vm.heap().intern_in_place(string));
    }
    let name = type_name(vm, string);
    if vm.heap().is_instance(string, Ty::Str) {
        return type_error(vm, format!("can't intern {name}"));
    }
    type_error(vm, format!("intern() argument must be str, not {name}"))
}

fn getrecursionlimit(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    let limit = vm.state.recursion_limit;
    int(vm, i64::from(limit))
}

/// Once the depth is above the mark to which it must fall after an error, a lower limit makes no
/// sense.
fn setrecursionlimit(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let wanted = vm.as_c_int(args.values[0])?;
    if wanted < 1 {
        return value_error(vm, "recursion limit must be greater or equal than 1");
    }
    let limit = u32::try_from(wanted).unwrap_or(u32::MAX);
    // `_Py_RecursionLimitLowerWaterMark`.
    let mark = if limit > 200 {
        limit - 50
    } else {
        3 * (limit >> 2)
    };
    let depth = vm.recursion_depth();
    if depth >= mark {
        return Err(vm.raise(
            Ty::RecursionError,
            format!(
                "cannot set the recursion limit to {wanted} at the recursion depth {depth}: \
                 the limit is too low"
            ),
        ));
    }
    vm.state.recursion_limit = limit;
    none(vm)
}

/// Type, value and traceback of the exception being handled.
fn exc_info(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    let parts = vm.exc_info();
    for part in parts {
        vm.heap().incref(part);
    }
    Ok(vm.heap().new_tuple(parts.to_vec()))
}

fn exit(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let class = vm.heap().ty(Ty::SystemExit);
    Err(vm.set_exception(class, args.values.first().copied()))
}

/// The frame of the caller, or of its callers.
fn getframe(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let mut depth = match args.values.first() {
        Some(&depth) => vm.as_c_int(depth)?,
        None => 0,
    };
    let mut frame = vm.state.heap.frame_id;
    while depth > 0 {
        let Some(id) = frame else { break };
        frame = vm.visible_caller(id);
        depth -= 1;
    }
    match frame {
        Some(frame) => Ok(vm.heap().new_ref(frame)),
        None => value_error(vm, "call stack is not deep enough"),
    }
}

fn getallocatedblocks(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    let blocks = vm.heap().memory.stats().allocated_blocks;
    int(vm, blocks)
}

/// Shows a value as the interactive interpreter does, and remembers it as `builtins._`.
fn displayhook(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let value = args.values[0];
    if value == vm.heap().none() {
        return none(vm);
    }
    let out = stream::sys_stream(vm, "stdout", "")?;
    let shown = vm.repr_object(value)?;
    let result = stream::write_object(vm, out, shown);
    vm.heap().decref(shown);
    result?;
    stream::write_text(vm, out, None, "\n")?;
    let builtins = vm.state.builtins;
    let value = vm.heap().new_ref(value);
    crate::builtins::modules::support::set_in(vm, builtins, "_", value);
    none(vm)
}

fn excepthook(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.report_exception(args.values[0], args.values[1], args.values[2])?;
    none(vm)
}

fn breakpointhook(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    none(vm)
}

fn set_int_max_str_digits(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    check_positional(vm, "set_int_max_str_digits", args.values.len(), 1, 1)?;
    let digits = vm.as_c_int(args.values[0])?;
    if digits != 0 && digits < MAX_STR_DIGITS_THRESHOLD {
        return value_error(
            vm,
            format!("maxdigits must be 0 or larger than {MAX_STR_DIGITS_THRESHOLD}"),
        );
    }
    vm.state.int_max_str_digits = usize::try_from(digits).unwrap_or(0);
    none(vm)
}

fn setswitchinterval(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let seconds = vm.to_float(args.values[0])?;
    if seconds <= 0.0 {
        return value_error(vm, "switch interval must be strictly positive");
    }
    vm.state.switch_interval = (seconds * 1e6) as u64;
    none(vm)
}

fn getswitchinterval(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    let seconds = vm.state.switch_interval as f64 * 1e-6;
    Ok(vm.heap().new_float(seconds))
}

/// A line of a source file, for tracebacks: not part of CPython, whose `linecache` reads files.
fn source_line(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some(file) = vm.heap().as_str(args.values[0]).cloned() else {
        return none(vm);
    };
    let line = vm.as_c_int(args.values[1])?;
    match vm.source_line(&file, u32::try_from(line).unwrap_or(0)) {
        Some(line) => text(vm, &line),
        None => none(vm),
    }
}

/// The functions of `sys`, in CPython's order.
const FUNCTIONS: &[NativeDef] = &[
    NativeDef::function(
        "addaudithook",
        Arity::One,
        |vm, _| {
            Err(vm.raise(
                Ty::NotImplementedError,
                "sys.addaudithook() isn't there: nothing is audited",
            ))
        },
        "($module, /, hook)\n--\n\nAdds a function to be told of events.",
    ),
    NativeDef::function(
        "audit",
        Arity::Any,
        |vm, _| none(vm),
        "Tells the audit hooks of an event: there are none.",
    ),
    NativeDef::function(
        "breakpointhook",
        Arity::Any,
        breakpointhook,
        "What breakpoint() calls; it does nothing: set a breakpoint in the debugger.",
    ),
    NativeDef::function(
        "displayhook",
        Arity::One,
        displayhook,
        "($module, object, /)\n--\n\nShows a value as the interactive interpreter does.",
    ),
    NativeDef::function(
        "exc_info",
        Arity::None,
        exc_info,
        "($module, /)\n--\n\nType, value and traceback of the exception being handled.",
    ),
    NativeDef::function(
        "excepthook",
        Arity::Range { min: 3, max: 3 },
        excepthook,
        "($module, exctype, value, traceback, /)\n--\n\nShows an exception with its traceback.",
    ),
    NativeDef::function(
        "exit",
        Arity::Range { min: 0, max: 1 },
        exit,
        "($module, status=None, /)\n--\n\nEnds the program by SystemExit.",
    ),
    NativeDef::function(
        "getdefaultencoding",
        Arity::None,
        |vm, _| text(vm, "utf-8"),
        "($module, /)\n--\n\nThe encoding of strings by default.",
    ),
    NativeDef::function(
        "getallocatedblocks",
        Arity::None,
        getallocatedblocks,
        "($module, /)\n--\n\nThe number of blocks of memory in use.",
    ),
    NativeDef::function(
        "getfilesystemencoding",
        Arity::None,
        |vm, _| text(vm, "utf-8"),
        "($module, /)\n--\n\nThe encoding of file names.",
    ),
    NativeDef::function(
        "getfilesystemencodeerrors",
        Arity::None,
        |vm, _| text(vm, "surrogateescape"),
        "($module, /)\n--\n\nHow errors in the encoding of file names are handled.",
    ),
    NativeDef::function(
        "getrefcount",
        Arity::One,
        getrefcount,
        "($module, object, /)\n--\n\nThe number of references to an object, the argument's own included.",
    ),
    NativeDef::function(
        "getrecursionlimit",
        Arity::None,
        getrecursionlimit,
        "($module, /)\n--\n\nHow deep calls may nest.",
    ),
    NativeDef::function(
        "getsizeof",
        Arity::Any,
        getsizeof,
        "The bytes of memory an object takes.",
    )
    .varargs(),
    NativeDef::function(
        "_getframe",
        Arity::Range { min: 0, max: 1 },
        getframe,
        "($module, depth=0, /)\n--\n\nThe frame of the caller, or of one further out.",
    ),
    NativeDef::function(
        "_source_line",
        Arity::Range { min: 2, max: 2 },
        source_line,
        "A line of a source file.",
    ),
    NativeDef::function(
        "intern",
        Arity::One,
        intern,
        "($module, string, /)\n--\n\nThe interned string with this text.",
    ),
    NativeDef::function(
        "is_finalizing",
        Arity::None,
        |vm, _| boolean(vm, false),
        "($module, /)\n--\n\nWhether the interpreter is shutting down.",
    ),
    NativeDef::function(
        "setswitchinterval",
        Arity::One,
        setswitchinterval,
        "($module, interval, /)\n--\n\nSets how long a thread may run.",
    ),
    NativeDef::function(
        "getswitchinterval",
        Arity::None,
        getswitchinterval,
        "($module, /)\n--\n\nHow long a thread may run, in seconds.",
    ),
    NativeDef::function(
        "setprofile",
        Arity::One,
        hooks::setprofile,
        "Sets a profiling function.",
    ),
    NativeDef::function(
        "getprofile",
        Arity::None,
        hooks::getprofile,
        "($module, /)\n--\n\nThe profiling function.",
    ),
    NativeDef::function(
        "setrecursionlimit",
        Arity::One,
        setrecursionlimit,
        "($module, limit, /)\n--\n\nSets how deep calls may nest.",
    ),
    NativeDef::function(
        "settrace",
        Arity::One,
        hooks::settrace,
        "Sets a tracing function.",
    ),
    NativeDef::function(
        "gettrace",
        Arity::None,
        hooks::gettrace,
        "($module, /)\n--\n\nThe tracing function.",
    ),
    NativeDef::function(
        "unraisablehook",
        Arity::One,
        hooks::unraisablehook,
        "($module, unraisable, /)\n--\n\nShows an exception that nobody can catch.",
    ),
    NativeDef::function(
        "call_tracing",
        Arity::Range { min: 2, max: 2 },
        hooks::call_tracing,
        "Calls a function, traced although a tracing function is running.",
    ),
    NativeDef::function(
        "set_coroutine_origin_tracking_depth",
        Arity::Any,
        hooks::set_coroutine_origin_tracking_depth,
        "($module, /, depth)\n--\n\nHow many frames a coroutine remembers of where it was made.",
    ),
    NativeDef::function(
        "get_coroutine_origin_tracking_depth",
        Arity::None,
        hooks::get_coroutine_origin_tracking_depth,
        "($module, /)\n--\n\nHow many frames a coroutine remembers of where it was made.",
    ),
    NativeDef::function(
        "set_asyncgen_hooks",
        Arity::Any,
        hooks::set_asyncgen_hooks,
        "Sets what is told of asynchronous generators: firstiter, finalizer.",
    )
    .varargs(),
    NativeDef::function(
        "get_asyncgen_hooks",
        Arity::None,
        hooks::get_asyncgen_hooks,
        "($module, /)\n--\n\nWhat is told of asynchronous generators.",
    ),
    NativeDef::function(
        "get_int_max_str_digits",
        Arity::None,
        |vm, _| {
            let digits = vm.state.int_max_str_digits;
            int(vm, digits)
        },
        "($module, /)\n--\n\nThe most digits of an int's text.",
    ),
    NativeDef::function(
        "set_int_max_str_digits",
        Arity::Any,
        set_int_max_str_digits,
        "($module, /, maxdigits)\n--\n\nSets the most digits of an int's text.",
    ),
];

/// The module.
pub const MODULE: NativeModule = NativeModule {
    name: "sys",
    doc: "What the interpreter tells of itself.",
    functions: FUNCTIONS,
    types: info::TYPES,
    fill,
};

/// What `sys` holds besides functions. `modules`, `argv` and `path` are the machine's own and are
/// set by whoever starts it.
fn fill(vm: &mut Vm<'_>, module: ObjId) -> PyResult<()> {
    let modules = vm.state.modules;
    let modules = vm.heap().new_ref(modules);
    set(vm, module, "modules", modules);
    if let Some(class) = vm.state.native_types.get("_io.TextIOWrapper").copied() {
        for (fileno, (shown, _)) in STREAMS.iter().enumerate() {
            let name = shown.trim_matches(['<', '>']);
            let object = stream::new_stream(vm, class, fileno);
            let same = vm.heap().new_ref(object);
            set(vm, module, &format!("__{name}__"), same);
            set(vm, module, name, object);
        }
    }
    for hook in [
        "displayhook",
        "excepthook",
        "breakpointhook",
        "unraisablehook",
    ] {
        let function = vm.getattr_str(module, hook)?;
        set(vm, module, &format!("__{hook}__"), function);
    }
    info::fill(vm, module);
    let names = vm
        .natives
        .module_names()
        .chain(vm.natives.built_in_library());
    let mut sorted: Vec<&'static str> = names.collect();
    sorted.sort_unstable();
    let names = sorted
        .into_iter()
        .map(|name| vm.heap().new_str(PyStr::new(name)))
        .collect();
    let names = vm.heap().new_tuple(names);
    set(vm, module, "builtin_module_names", names);
    for name in ["meta_path", "path_hooks", "warnoptions"] {
        let list = vm.heap().new_list(Vec::new());
        set(vm, module, name, list);
    }
    for name in ["path_importer_cache", "_xoptions"] {
        let dict = vm.heap().new_dict();
        set(vm, module, name, dict);
    }
    let yes = vm.heap().new_bool(true);
    set(vm, module, "dont_write_bytecode", yes);
    set_int(vm, module, "maxsize", i64::MAX);
    set_int(vm, module, "maxunicode", i64::from(char::MAX as u32));
    for name in ["prefix", "exec_prefix", "base_prefix", "base_exec_prefix"] {
        set_text(vm, module, name, "/usr/local");
    }
    Ok(())
}
