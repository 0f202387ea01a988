//! `dict`: construction and slots (`Objects/dictobject.c`).

use crate::builtins::support::{boolean, check_positional, int, none, not_implemented, release};
use crate::builtins::types::{dict_iterators, sequence};
use crate::objects::unicode_writer::UnicodeWriter;
use crate::objects::{Slot, Ty};
use crate::value::{ObjId, PyStr};
use crate::vm::identifier::Identifier;
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, CompareOp, PyResult, Vm};

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    Ok(vm.heap().new_dict_of(args.values[0]))
}

fn init(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    update_from(vm, args, "dict")
}

/// `dict(...)` and `dict.update(...)`: a mapping or pairs, then the keywords
/// (`dict_update_common`).
pub fn update_from(vm: &mut Vm<'_>, args: Args<'_>, name: &str) -> PyResult {
    let dict = args.values[0];
    let given = &args.pos()[1..];
    check_positional(vm, name, given.len(), 0, 1)?;
    if let &[source] = given {
        // Even of a dict it is asked whether it has keys.
        if let Some(keys) = vm.lookup_attr(source, "keys")? {
            vm.heap().decref(keys);
            vm.dict_merge(dict, source, true)?;
        } else {
            vm.dict_merge_pairs(dict, source)?;
        }
    }
    if !args.names.is_empty() {
        for (key, value) in args.keywords() {
            vm.dict_set(dict, key, value)?;
        }
    }
    none(vm)
}

fn repr(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    text_of(vm, args.values[0])
}

/// `{key: value, ...}`; `{...}` for a dict whose repr is under way.
pub fn text_of(vm: &mut Vm<'_>, dict: ObjId) -> PyResult {
    if !vm.repr_enter(dict) {
        return Ok(vm.heap().new_str(PyStr::new("{...}")));
    }
    let length = vm.heap().dict_len(dict);
    if length == 0 {
        vm.repr_leave(dict);
        return Ok(vm.heap().new_str(PyStr::new("{}")));
    }
    // As if each key and value took one character.
    let mut writer = UnicodeWriter::new(6 * length);
    let written = write_pairs(vm, dict, &mut writer);
    vm.repr_leave(dict);
    match written {
        Ok(()) => Ok(writer.finish(vm.heap())),
        Err(fault) => {
            writer.abandon(vm.heap());
            Err(fault)
        }
    }
}

fn write_pairs(vm: &mut Vm<'_>, dict: ObjId, writer: &mut UnicodeWriter) -> PyResult<()> {
    writer.write_text(vm.heap(), "{");
    let mut pos = 0;
    let mut first = true;
    while let Some((key, value, _)) = vm.heap().dict_entry_next(dict, &mut pos) {
        if !std::mem::take(&mut first) {
            writer.write_text(vm.heap(), ", ");
        }
        vm.heap().incref(key);
        vm.heap().incref(value);
        let written = write_pair(vm, writer, key, value);
        vm.heap().decref(key);
        vm.heap().decref(value);
        written?;
    }
    writer.overallocate = false;
    writer.write_text(vm.heap(), "}");
    Ok(())
}

fn write_pair(
    vm: &mut Vm<'_>,
    writer: &mut UnicodeWriter,
    key: ObjId,
    value: ObjId,
) -> PyResult<()> {
    let key = vm.repr_object(key)?;
    vm.write_piece(writer, key);
    writer.write_text(vm.heap(), ": ");
    let value = vm.repr_object(value)?;
    vm.write_piece(writer, value);
    Ok(())
}

fn compare(vm: &mut Vm<'_>, args: Args<'_>, op: CompareOp) -> PyResult {
    let (a, b) = (args.values[0], args.values[1]);
    let both = vm.heap().is_instance(a, Ty::Dict) && vm.heap().is_instance(b, Ty::Dict);
    if !both || !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return not_implemented(vm);
    }
    let equal = equal(vm, a, b)?;
    boolean(vm, equal == (op == CompareOp::Eq))
}

/// Whether two dicts have equal values under equal keys (`dict_equal`).
fn equal(vm: &mut Vm<'_>, a: ObjId, b: ObjId) -> PyResult<bool> {
    if vm.heap().dict_len(a) != vm.heap().dict_len(b) {
        return Ok(false);
    }
    let mut pos = 0;
    while let Some((key, value, hash)) = vm.heap().dict_entry_next(a, &mut pos) {
        vm.heap().incref(value);
        vm.heap().incref(key);
        let found = vm.dict_get_hash(b, key, hash);
        let other = match found {
            Ok(Some(other)) => other,
            missing => {
                return release(vm, &[key, value], missing.map(|_| false));
            }
        };
        vm.heap().incref(other);
        let same = vm.rich_compare_bool(value, other, CompareOp::Eq);
        if !release(vm, &[key, value, other], same)? {
            return Ok(false);
        }
    }
    Ok(true)
}

sequence::comparisons!(compare);

fn iter(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    Ok(dict_iterators::over(
        vm,
        args.values[0],
        Ty::DictKeyiterator,
    ))
}

fn length(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let length = vm.heap().dict_len(args.values[0]);
    int(vm, length)
}

/// `dict[key]`: a subclass may answer for missing keys with `__missing__`.
fn get_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (dict, key) = (args.values[0], args.values[1]);
    if let Some(value) = vm.dict_get(dict, key)? {
        return Ok(vm.heap().new_ref(value));
    }
    if !vm.heap().is_exact(dict, Ty::Dict)
        && let Some(missing) = vm.lookup_special_name(dict, Identifier::SubscriptMissing)?
    {
        let value = vm.call(missing, &[key]);
        return release(vm, &[missing], value);
    }
    Err(vm.raise_key_error(key))
}

fn set_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    vm.dict_set(args.values[0], args.values[1], args.values[2])?;
    none(vm)
}

fn del_item(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    if vm.dict_del(args.values[0], args.values[1])? {
        return none(vm);
    }
    Err(vm.raise_key_error(args.values[1]))
}

fn contains(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let found = vm.dict_get(args.values[0], args.values[1])?.is_some();
    boolean(vm, found)
}

/// The slots of `dict`.
pub const LIST: &[NativeDef] = &[
    NativeDef::slot(Slot::Repr, repr),
    NativeDef::slot(Slot::Lt, lt),
    NativeDef::slot(Slot::Le, le),
    NativeDef::slot(Slot::Eq, eq),
    NativeDef::slot(Slot::Ne, ne),
    NativeDef::slot(Slot::Gt, gt),
    NativeDef::slot(Slot::Ge, ge),
    NativeDef::slot(Slot::Iter, iter),
    NativeDef::slot(Slot::Init, init),
    NativeDef::slot(Slot::Len, length),
    // `METH_COEXIST`: the method, being first, hides the slot's wrapper.
    NativeDef::method(
        "__getitem__",
        Arity::One,
        get_item,
        "x.__getitem__(y) is x[y].",
    ),
    NativeDef::slot(Slot::GetItem, get_item),
    NativeDef::slot(Slot::SetItem, set_item),
    NativeDef::slot(Slot::DelItem, del_item),
    // `METH_COEXIST`: the method, being first, hides the slot's wrapper.
    NativeDef::method(
        "__contains__",
        Arity::One,
        contains,
        "x.__contains__(y) is y in x.",
    ),
    NativeDef::slot(Slot::Contains, contains),
    NativeDef::slot(Slot::New, new),
];
