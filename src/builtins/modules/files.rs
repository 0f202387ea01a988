//! The module `_files`: the calls on files that `posix` and `_io` are built on (what
//! `Modules/posixmodule.c` asks of the system). Errors are `OSError`s with CPython's fields.

use crate::builtins::modules::errno::strerror;
use crate::builtins::modules::time;
use crate::builtins::support::{bad_argument, int, none, text, value_error};
use crate::builtins::types::bytes_buffer;
use crate::objects::Ty;
use crate::value::{ObjId, PyStr};
use crate::vm::files::{Errno, Stat};
use crate::vm::native::{Arity, NativeDef, NativeModule};
use crate::vm::{Answer, Args, Fault, Need, PyResult, Vm};

/// The OSError for an error number, about one or two file names.
fn os_error(vm: &mut Vm<'_>, Errno(number): Errno, names: &[ObjId]) -> Fault {
    let heap = vm.heap();
    let mut args = vec![
        heap.new_int(i64::from(number)),
        heap.new_str(PyStr::new(&strerror(i64::from(number)))),
    ];
    for (index, &name) in names.iter().enumerate() {
        if index == 1 {
            // `winerror` stands between the two names.
            args.push(heap.none_ref());
        }
        args.push(heap.new_ref(name));
    }
    let class = vm.heap().ty(Ty::OSError);
    let made = vm.call(class, &args);
    vm.heap().decref_all(args);
    match made {
        Ok(exception) => {
            let fault = vm.raise_object(exception);
            vm.heap().decref(exception);
            fault
        }
        Err(fault) => fault,
    }
}

/// The value of a call, or its error as an exception.
fn settle<T>(vm: &mut Vm<'_>, result: Result<T, Errno>, names: &[ObjId]) -> PyResult<T> {
    result.map_err(|errno| os_error(vm, errno, names))
}

/// A path argument as text.
fn path(vm: &mut Vm<'_>, args: Args<'_>, index: usize) -> PyResult<String> {
    let given = args.values[index];
    let Some(path) = vm.heap().as_str(given).map(PyStr::to_lossy) else {
        return bad_argument(vm, "_files", "path", "str", given);
    };
    if path.contains('\0') {
        return value_error(vm, "embedded null byte");
    }
    Ok(path)
}

fn number(vm: &mut Vm<'_>, args: Args<'_>, index: usize) -> PyResult<i64> {
    vm.as_ssize_t(args.values[index])
}

/// Permission bits.
fn mode(vm: &mut Vm<'_>, args: Args<'_>, index: usize) -> PyResult<u32> {
    Ok(u32::try_from(number(vm, args, index)? & 0o7777).unwrap_or(0))
}

fn open(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let path = path(vm, args, 0)?;
    let (flags, mode) = (number(vm, args, 1)?, mode(vm, args, 2)?);
    let now = time::now(vm);
    let result = vm.file_open(&path, flags, mode, now)?;
    let fd = settle(vm, result, &args.values[..1])?;
    int(vm, fd)
}

/// Reading descriptor 0 takes a line of the program's input.
fn read(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (fd, count) = (number(vm, args, 0)?, number(vm, args, 1)?);
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let bytes = if fd == 0 {
        read_input(vm, count)?
    } else {
        let result = vm.state.files.read(fd, count);
        settle(vm, result, &[])?
    };
    Ok(vm.heap().new_bytes(bytes))
}

/// Up to `count` bytes of the program's input, no further than the end of a line.
fn read_input(vm: &mut Vm<'_>, count: usize) -> PyResult<Vec<u8>> {
    let mut line = std::mem::take(&mut vm.state.unread_input);
    if line.is_empty()
        && let Answer::Input(Some(bytes)) = vm.ask(&Need::Input)?
    {
        line = bytes.as_ref().clone();
    }
    vm.state.unread_input = line.split_off(count.min(line.len()));
    Ok(line)
}

/// Descriptors 1 and 2 are the program's output.
fn write(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let fd = number(vm, args, 0)?;
    let bytes = bytes_buffer::required(vm, args.values[1])?;
    if let Ok(stream @ (1 | 2)) = u8::try_from(fd) {
        vm.write(stream, &PyStr::new(&String::from_utf8_lossy(&bytes)));
        return int(vm, bytes.len());
    }
    let now = time::now(vm);
    let result = vm.state.files.write(fd, &bytes, now);
    let count = settle(vm, result, &[])?;
    int(vm, count)
}

fn seek(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (fd, offset) = (number(vm, args, 0)?, number(vm, args, 1)?);
    let whence = number(vm, args, 2)?;
    let result = vm.state.files.seek(fd, offset, whence);
    let place = settle(vm, result, &[])?;
    int(vm, place)
}

fn truncate(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (fd, size) = (number(vm, args, 0)?, number(vm, args, 1)?);
    let now = time::now(vm);
    let result = vm.state.files.truncate(fd, size, now);
    settle(vm, result, &[])?;
    none(vm)
}

fn close(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let fd = number(vm, args, 0)?;
    let result = vm.state.files.close(fd);
    settle(vm, result, &[])?;
    none(vm)
}

fn duplicate(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let fd = number(vm, args, 0)?;
    let result = vm.state.files.duplicate(fd);
    let fd = settle(vm, result, &[])?;
    int(vm, fd)
}

fn flags(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let fd = number(vm, args, 0)?;
    let result = vm.state.files.flags(fd);
    let flags = settle(vm, result, &[])?;
    int(vm, flags)
}

/// `(mode, ino, size, mtime in nanoseconds)`.
fn stat_tuple(vm: &mut Vm<'_>, stat: Stat) -> PyResult {
    let heap = vm.heap();
    let items = vec![
        heap.new_int(u64::from(stat.mode)),
        heap.new_int(stat.ino),
        heap.new_int(stat.size),
        heap.new_int(stat.mtime),
    ];
    Ok(heap.new_tuple(items))
}

/// Of a path or a descriptor.
fn stat(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let given = args.values[0];
    if vm.heap().is_instance(given, Ty::Int) {
        let fd = number(vm, args, 0)?;
        let result = vm.state.files.fstat(fd);
        let stat = settle(vm, result, &[])?;
        return stat_tuple(vm, stat);
    }
    let path = path(vm, args, 0)?;
    let result = vm.file_stat(&path)?;
    let stat = settle(vm, result, &args.values[..1])?;
    stat_tuple(vm, stat)
}

fn list(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let path = path(vm, args, 0)?;
    let result = vm.file_list(&path)?;
    let names = settle(vm, result, &args.values[..1])?;
    let heap = vm.heap();
    let names = names.iter().map(|name| heap.new_str(PyStr::new(name)));
    let names = names.collect();
    Ok(vm.heap().new_list(names))
}

fn mkdir(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let path = path(vm, args, 0)?;
    let mode = mode(vm, args, 1)?;
    let now = time::now(vm);
    let result = vm.file_make_folder(&path, mode, now)?;
    settle(vm, result, &args.values[..1])?;
    none(vm)
}

fn unlink(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let path = path(vm, args, 0)?;
    let result = vm.file_remove(&path)?;
    settle(vm, result, &args.values[..1])?;
    none(vm)
}

fn rmdir(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let path = path(vm, args, 0)?;
    let result = vm.file_remove_folder(&path)?;
    settle(vm, result, &args.values[..1])?;
    none(vm)
}

fn rename(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (from, to) = (path(vm, args, 0)?, path(vm, args, 1)?);
    let now = time::now(vm);
    let result = vm.file_rename(&from, &to, now)?;
    settle(vm, result, &args.values[..2])?;
    none(vm)
}

/// Sets permissions, and the time in nanoseconds; None leaves them.
fn change(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let path = path(vm, args, 0)?;
    let none_object = vm.heap().none();
    let mode = match args.values[1] == none_object {
        true => None,
        false => Some(mode(vm, args, 1)?),
    };
    let mtime = match args.values[2] == none_object {
        true => None,
        false => Some(u64::try_from(number(vm, args, 2)?).unwrap_or(0)),
    };
    let result = vm.file_change(&path, mode, mtime)?;
    settle(vm, result, &args.values[..1])?;
    none(vm)
}

fn chdir(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let path = path(vm, args, 0)?;
    let result = vm.change_directory(&path)?;
    settle(vm, result, &args.values[..1])?;
    none(vm)
}

fn getcwd(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    let cwd = vm.state.files.cwd.clone();
    text(vm, &cwd)
}

fn message(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let number = number(vm, args, 0)?;
    text(vm, &strerror(number))
}

/// A function that takes so many arguments.
const fn call(
    name: &'static str,
    count: u8,
    function: crate::vm::Native,
    doc: &'static str,
) -> NativeDef {
    let arity = Arity::Range {
        min: count,
        max: count,
    };
    NativeDef::function(name, arity, function, doc)
}

/// The module.
pub const MODULE: NativeModule = NativeModule {
    name: "_files",
    doc: "Files in memory over those that the program may read.",
    functions: &[
        call("open", 3, open, "A descriptor for a path, flags, mode."),
        call("read", 2, read, "Up to so many bytes of a descriptor."),
        call("write", 2, write, "Writes bytes to a descriptor; how many."),
        call("seek", 3, seek, "Moves a descriptor; the new place."),
        call("truncate", 2, truncate, "Sets the length of an open file."),
        call("close", 1, close, "Closes a descriptor."),
        call("dup", 1, duplicate, "A second descriptor."),
        call("flags", 1, flags, "The flags of a descriptor."),
        call(
            "stat",
            1,
            stat,
            "(mode, ino, size, mtime_ns) of a path or descriptor.",
        ),
        call("list", 1, list, "The names in a folder."),
        call("mkdir", 2, mkdir, "Makes a folder."),
        call("unlink", 1, unlink, "Deletes a file."),
        call("rmdir", 1, rmdir, "Deletes an empty folder."),
        call("rename", 2, rename, "Moves a file or folder."),
        call("change", 3, change, "Sets mode and mtime_ns of a path."),
        call("chdir", 1, chdir, "Goes to another folder."),
        call("getcwd", 0, getcwd, "The current folder."),
        call(
            "strerror",
            1,
            message,
            "What the system says of an error number.",
        ),
    ],
    types: &[],
    fill: |_, _| Ok(()),
};
