//! Built-in functions that run or make code: `compile`, `exec`, `eval`, `__import__`,
//! `__build_class__`, and `open`, which has nothing to open.

use crate::builtins::support::{Signature, release, type_error, type_name, value_error};
use crate::builtins::types::bytes_buffer;
use crate::objects::Ty;
use crate::value::{ObjId, PyStr};
use crate::vm::compile::SourceUnit;
use crate::vm::{Args, PyResult, SourceOrigin, Vm};

/// `PyCF_MASK`: what future statements mean (`Include/compile.h`).
const PYCF_MASK: i64 = 0x01fe_0000;
/// `PyCF_MASK_OBSOLETE`.
const PYCF_MASK_OBSOLETE: i64 = 0x10;
/// `PyCF_COMPILE_MASK`: `PyCF_ONLY_AST`, `PyCF_TYPE_COMMENTS`, `PyCF_ALLOW_TOP_LEVEL_AWAIT`, ...
const PYCF_COMPILE_MASK: i64 = 0x0400 | 0x0200 | 0x1000 | 0x2000;
/// `PyCF_ALLOW_TOP_LEVEL_AWAIT`.
const PYCF_ALLOW_TOP_LEVEL_AWAIT: i64 = 0x2000;
/// `PyCF_ONLY_AST`.
const PYCF_ONLY_AST: i64 = 0x0400;

pub(super) fn build_class(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.build_class(args)
}

pub(super) fn import(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const IMPORT: Signature = Signature {
        name: "__import__",
        parameters: &["name", "globals", "locals", "fromlist", "level"],
        positional: 5,
        required: 1,
    };
    let [name, globals, _locals, fromlist, level] = IMPORT.bind(vm, args, 0)?;
    let none = vm.heap().none();
    let name = name.unwrap_or(none);
    if !vm.heap().is_instance(name, Ty::Str) {
        let given = type_name(vm, name);
        return type_error(
            vm,
            format!("__import__() argument 1 must be str, not {given}"),
        );
    }
    let level = match level {
        Some(level) => vm.as_c_int(level)?,
        None => 0,
    };
    vm.import_module(
        name,
        globals.unwrap_or(none),
        fromlist.unwrap_or(none),
        level,
    )
}

pub(super) fn breakpoint(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let sysdict = vm.state.sysdict;
    let name = vm.heap().intern_str("breakpointhook");
    let hook = vm.heap().dict_get_str(sysdict, name);
    vm.heap().decref(name);
    match hook {
        Some(hook) => {
            vm.heap().incref(hook);
            let result = vm.call_kw(hook, args);
            vm.heap().decref(hook);
            result
        }
        None => Err(vm.raise(Ty::RuntimeError, "lost sys.breakpointhook")),
    }
}

/// A source given to `compile`, `exec` or `eval` (`source_as_string`): a str as UTF-8, the bytes
/// of anything else that has bytes; none for other objects.
fn source_bytes(vm: &mut Vm<'_>, source: ObjId) -> PyResult<Option<(Vec<u8>, SourceOrigin)>> {
    let heap = vm.heap();
    let given = if heap.as_str(source).is_some() {
        // A lone surrogate can't be encoded: the error is that of `encode`.
        let encoded = vm.call_method(source, "encode", &[])?;
        let bytes = vm.heap().as_bytes(encoded).map(<[u8]>::to_vec);
        vm.heap().decref(encoded);
        bytes.map(|bytes| (bytes, SourceOrigin::Str))
    } else {
        let bytes = bytes_buffer::contents(vm, source);
        bytes.map(|bytes| (bytes, SourceOrigin::Bytes))
    };
    if given.as_ref().is_some_and(|(bytes, _)| bytes.contains(&0)) {
        return value_error(vm, "source code string cannot contain null bytes");
    }
    Ok(given)
}

pub(super) fn compile(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const COMPILE: Signature = Signature {
        name: "compile",
        parameters: &[
            "source",
            "filename",
            "mode",
            "flags",
            "dont_inherit",
            "optimize",
            "_feature_version",
        ],
        positional: 6,
        required: 3,
    };
    let [
        source,
        filename,
        mode,
        flags,
        dont_inherit,
        optimize,
        _version,
    ] = COMPILE.bind(vm, args, 0)?;
    let none = vm.heap().none();
    let source = source.unwrap_or(none);
    let filename = path_text(vm, filename.unwrap_or(none))?;
    if filename.code_points().any(|point| point == 0) {
        return value_error(vm, "embedded null character");
    }
    let mode = mode.unwrap_or(none);
    let Some(mode) = vm.heap().as_str(mode).map(PyStr::to_lossy) else {
        let given = type_name(vm, mode);
        let message = format!("compile() argument 'mode' must be str, not {given}");
        return type_error(vm, message);
    };
    let flags = match flags {
        Some(flags) => vm.as_c_int(flags)?,
        None => 0,
    };
    let inherits = match dont_inherit {
        Some(flag) => vm.as_c_int(flag)? == 0,
        None => true,
    };
    let optimize = match optimize {
        Some(level) => vm.as_c_int(level)?,
        None => -1,
    };
    if flags & !(PYCF_MASK | PYCF_MASK_OBSOLETE | PYCF_COMPILE_MASK) != 0 {
        return value_error(vm, "compile(): unrecognised flags");
    }
    if !(-1..=2).contains(&optimize) {
        return value_error(vm, "compile(): invalid optimize value");
    }
    if !matches!(mode.as_str(), "exec" | "eval" | "single") {
        return value_error(vm, "compile() mode must be 'exec', 'eval' or 'single'");
    }
    if let Some(text) = text_of_tree(vm, source, flags)? {
        let mut values = args.values.to_vec();
        values[0] = text;
        let again = Args {
            values: &values,
            names: args.names,
        };
        let code = if args.pos().is_empty() {
            type_error(vm, "compile() needs a syntax tree as its first argument")
        } else {
            compile(vm, again)
        };
        return release(vm, &[text], code);
    }
    let Some((bytes, origin)) = source_bytes(vm, source)? else {
        return type_error(vm, "compile() arg 1 must be a string, bytes or AST object");
    };
    let flags = flags & (PYCF_MASK | PYCF_ALLOW_TOP_LEVEL_AWAIT | PYCF_ONLY_AST);
    let inherited = if inherits { inherited_flags(vm) } else { 0 };
    let unit = SourceUnit {
        source: &bytes,
        origin,
        filename: &filename,
        mode: &mode,
        flags: u32::try_from(flags).unwrap_or(0) | inherited,
        // -1 is the interpreter's own level, which is 0.
        optimize: u8::try_from(optimize).unwrap_or(0),
    };
    let code = vm.compile_source(&unit)?.code;
    let code = vm.new_code(code);
    if flags & PYCF_ONLY_AST == 0 {
        return Ok(code);
    }
    // The tree comes as the code's constant; the library module `_ast` makes nodes of it.
    let tree = vm
        .heap()
        .as_code(code)
        .and_then(|code| code.consts.first().copied());
    let tree = tree.unwrap_or(none);
    let module = vm.import_by_name("_ast")?;
    let nodes = vm.call_method(module, "_from_constants", &[tree]);
    release(vm, &[module, code], nodes)
}

/// The text of a syntax tree that is to be compiled (a new reference), or none for other sources.
/// Places in the tree are lost: the code's lines are those of the text.
fn text_of_tree(vm: &mut Vm<'_>, source: ObjId, flags: i64) -> PyResult<Option<ObjId>> {
    if !vm.has_imported("_ast") || flags & PYCF_ONLY_AST != 0 {
        return Ok(None);
    }
    let module = vm.import_by_name("_ast")?;
    let text = vm.call_method(module, "_to_text", &[source]);
    let text = release(vm, &[module], text)?;
    if text == vm.heap().none() {
        vm.heap().decref(text);
        return Ok(None);
    }
    Ok(Some(text))
}

/// Future flags of the code that is running (`PyEval_MergeCompilerFlags`).
fn inherited_flags(vm: &mut Vm<'_>) -> u32 {
    let heap = vm.heap();
    match heap.frame_id {
        Some(_) => heap.frame.code.code.co_flags & PYCF_MASK as u32,
        None => 0,
    }
}

/// A file name given as str or bytes.
fn path_text(vm: &mut Vm<'_>, path: ObjId) -> PyResult<PyStr> {
    let heap = vm.heap();
    if let Some(text) = heap.as_str(path) {
        return Ok(text.clone());
    }
    if let Some(bytes) = heap.as_bytes(path) {
        return Ok(PyStr::new(&String::from_utf8_lossy(bytes)));
    }
    let name = heap.type_name(path);
    type_error(
        vm,
        format!("expected str, bytes or os.PathLike object, not {name}"),
    )
}

/// The namespaces that `exec` and `eval` use; borrowed.
struct Scope {
    globals: ObjId,
    locals: ObjId,
}

/// Takes missing namespaces from the caller, as `builtin_exec_impl` does.
fn scope(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult<Scope> {
    let none = vm.heap().none();
    let mut given = args.values[1..]
        .iter()
        .copied()
        .map(|x| (x != none).then_some(x));
    let (globals, locals) = (given.next().flatten(), given.next().flatten());
    Ok(match (globals, locals) {
        (Some(globals), Some(locals)) => Scope { globals, locals },
        (Some(globals), None) => Scope {
            globals,
            locals: globals,
        },
        (None, locals) => {
            let globals = vm.current_globals();
            let locals = match locals {
                Some(locals) => locals,
                None => vm.current_locals()?,
            };
            Scope { globals, locals }
        }
    })
}

/// Code needs builtins: its globals get them if they have none.
fn add_builtins(vm: &mut Vm<'_>, globals: ObjId) {
    let name = vm.heap().intern_str("__builtins__");
    if vm.heap().dict_get_str(globals, name).is_none() {
        let builtins = vm.state.builtins;
        vm.heap().dict_set_str(globals, name, builtins);
    }
    vm.heap().decref(name);
}

fn is_mapping(vm: &mut Vm<'_>, object: ObjId) -> bool {
    vm.has_slot(object, crate::objects::Slot::GetItem)
}

pub(super) fn exec(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let scope = scope(vm, args)?;
    if !vm.heap().is_instance(scope.globals, Ty::Dict) {
        let given = type_name(vm, scope.globals);
        return type_error(vm, format!("exec() globals must be a dict, not {given}"));
    }
    if !is_mapping(vm, scope.locals) {
        let given = type_name(vm, scope.locals);
        return type_error(vm, format!("locals must be a mapping or None, not {given}"));
    }
    add_builtins(vm, scope.globals);
    run(vm, "exec", args.values[0], &scope)
}

pub(super) fn eval(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let none = vm.heap().none();
    if let Some(&locals) = args.values.get(2)
        && locals != none
        && !is_mapping(vm, locals)
    {
        return type_error(vm, "locals must be a mapping");
    }
    if let Some(&globals) = args.values.get(1)
        && globals != none
        && !vm.heap().is_instance(globals, Ty::Dict)
    {
        let message = if is_mapping(vm, globals) {
            "globals must be a real dict; try eval(code, {}, mapping)"
        } else {
            "globals must be a dict"
        };
        return type_error(vm, message);
    }
    let scope = scope(vm, args)?;
    add_builtins(vm, scope.globals);
    run(vm, "eval", args.values[0], &scope)
}

/// Begins to run code: `exec` for its effect, `eval` for its value.
fn start(vm: &mut Vm<'_>, mode: &str, code: ObjId, scope: &Scope) -> PyResult {
    match mode {
        "exec" => vm.exec_code(code, scope.globals, scope.locals),
        _ => vm.run_code(code, scope.globals, scope.locals),
    }
}

/// Runs code, or source text after compiling it.
fn run(vm: &mut Vm<'_>, mode: &str, source: ObjId, scope: &Scope) -> PyResult {
    if let Some(code) = vm.heap().as_code(source) {
        if !code.code.co_freevars.is_empty() {
            return type_error(
                vm,
                format!("code object passed to {mode}() may not contain free variables"),
            );
        }
        return start(vm, mode, source, scope);
    }
    let Some((bytes, origin)) = source_bytes(vm, source)? else {
        return type_error(
            vm,
            format!("{mode}() arg 1 must be a string, bytes or code object"),
        );
    };
    // An expression may be indented.
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let skip = match mode {
        "eval" => bytes.iter().take_while(|byte| blank(byte)).count(),
        _ => 0,
    };
    let unit = SourceUnit {
        source: &bytes[skip..],
        origin,
        filename: &PyStr::new("<string>"),
        mode,
        flags: inherited_flags(vm),
        optimize: 0,
    };
    let compiled = vm.compile_source(&unit)?;
    let (code, arena) = vm.new_code_with_tree(&compiled.code, &compiled.tree);
    let result = start(vm, mode, code, scope);
    vm.drop_after(result, [code, arena])
}

/// Opens a file: `_io` is written in Python here.
pub(super) fn open(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let io = vm.import_by_name("_io")?;
    let open = vm.getattr_str(io, "_open");
    vm.heap().decref(io);
    let open = open?;
    let result = vm.call_kw(open, args);
    vm.heap().decref(open);
    result
}
