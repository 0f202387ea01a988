//! `groupby` and `tee` (`Modules/itertoolsmodule.c`).

use crate::builtins::modules::itertools_state;
use crate::builtins::support::{
    Signature, check_positional, exhausted, itself, release, value_error,
};
use crate::builtins::types::iterators::{REDUCE_DOC, SETSTATE_DOC};
use crate::builtins::types::list_methods::index_argument;
use crate::builtins::types::native_state::{class, make, number, part, set_number, set_part};
use crate::objects::{Payload, Slot};
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef, NativeType};
use crate::vm::{Args, CompareOp, PyResult, Vm};

/// `groupby`: the iterator, the key function, the key of the present group, the key and value read
/// last.
pub(super) const ITERATOR: usize = 0;
pub(super) const KEY_FUNCTION: usize = 1;
pub(super) const TARGET_KEY: usize = 2;
pub(super) const CURRENT_KEY: usize = 3;
pub(super) const CURRENT_VALUE: usize = 4;
/// `groupby`: number of the present group. An older `_grouper` finds that it isn't its own and is
/// at its end.
const GROUP: usize = 0;

const GROUPBY_SIGNATURE: Signature = Signature {
    name: "groupby",
    parameters: &["iterable", "key"],
    positional: 2,
    required: 1,
};

fn new_groupby(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [iterable, key] = GROUPBY_SIGNATURE.bind(vm, args, 1)?;
    let none = vm.heap().none();
    let iterator = vm.iter(iterable.unwrap_or(none))?;
    let key = vm.heap().new_ref(key.unwrap_or(none));
    let refs = vec![Some(iterator), Some(key), None, None, None];
    Ok(make(vm, args.values[0], refs, vec![0]))
}

/// Reads the next value and computes its key (`groupby_step`).
fn read_on(vm: &mut Vm<'_>, this: ObjId) -> PyResult<()> {
    let (Some(iterator), Some(function)) = (part(vm, this, ITERATOR), part(vm, this, KEY_FUNCTION))
    else {
        return exhausted().map(|_| ());
    };
    let Some(value) = vm.next(iterator)? else {
        return exhausted().map(|_| ());
    };
    let key = if function == vm.heap().none() {
        vm.heap().new_ref(value)
    } else {
        match vm.call(function, &[value]) {
            Ok(key) => key,
            Err(fault) => return release(vm, &[value], Err(fault)),
        }
    };
    set_part(vm, this, CURRENT_VALUE, Some(value));
    set_part(vm, this, CURRENT_KEY, Some(key));
    Ok(())
}

/// Whether the two keys are there and equal.
fn keys_equal(vm: &mut Vm<'_>, a: Option<ObjId>, b: Option<ObjId>) -> PyResult<bool> {
    let (Some(a), Some(b)) = (a, b) else {
        return Ok(false);
    };
    vm.rich_compare_bool(a, b, CompareOp::Eq)
}

/// Skips what is left of the present group, then gives the next key and its group.
fn next_groupby(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let group = number(vm, this, GROUP) + 1;
    set_number(vm, this, GROUP, group);
    loop {
        let (current, target) = (part(vm, this, CURRENT_KEY), part(vm, this, TARGET_KEY));
        if current.is_some() {
            if target.is_none() {
                break;
            }
            if !keys_equal(vm, target, current)? {
                break;
            }
        }
        read_on(vm, this)?;
    }
    let Some(key) = part(vm, this, CURRENT_KEY) else {
        return exhausted();
    };
    let target = vm.heap().new_ref(key);
    set_part(vm, this, TARGET_KEY, Some(target));
    let grouper = class(vm, "itertools._grouper")?;
    let parent = vm.heap().new_ref(this);
    let own_key = vm.heap().new_ref(key);
    let grouper = make(vm, grouper, vec![Some(parent), Some(own_key)], vec![group]);
    let key = vm.heap().new_ref(key);
    Ok(vm.heap().new_tuple(vec![key, grouper]))
}

/// `_grouper`: the groupby, the key of the group; its number.
const PARENT: usize = 0;
const KEY: usize = 1;

fn next_grouper(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let (Some(parent), Some(key)) = (part(vm, this, PARENT), part(vm, this, KEY)) else {
        return exhausted();
    };
    if number(vm, parent, GROUP) != number(vm, this, GROUP) {
        return exhausted();
    }
    if part(vm, parent, CURRENT_VALUE).is_none() {
        read_on(vm, parent)?;
    }
    let current = part(vm, parent, CURRENT_KEY);
    if !keys_equal(vm, Some(key), current)? {
        return exhausted();
    }
    let value = take_part(vm, parent, CURRENT_VALUE);
    set_part(vm, parent, CURRENT_KEY, None);
    match value {
        Some(value) => Ok(value),
        None => exhausted(),
    }
}

/// Takes a reference out; it is the caller's then.
fn take_part(vm: &mut Vm<'_>, object: ObjId, at: usize) -> Option<ObjId> {
    match &mut vm.heap().get_mut(object).payload {
        Payload::Native(native) => native.refs.get_mut(at)?.take(),
        _ => None,
    }
}

/// `itertools.groupby`.
pub const GROUPBY: NativeType = NativeType::new(
    "itertools",
    "groupby",
    64,
    &[
        NativeDef::slot(Slot::Iter, itself),
        NativeDef::slot(Slot::Next, next_groupby),
        NativeDef::slot(Slot::New, new_groupby),
        NativeDef::method(
            "__reduce__",
            Arity::None,
            itertools_state::reduce_groupby,
            REDUCE_DOC,
        ),
        NativeDef::method(
            "__setstate__",
            Arity::One,
            itertools_state::set_groupby,
            SETSTATE_DOC,
        ),
    ],
);

/// `itertools._grouper`.
pub const GROUPER: NativeType = NativeType::new(
    "itertools",
    "_grouper",
    32,
    &[
        NativeDef::slot(Slot::Iter, itself),
        NativeDef::slot(Slot::Next, next_grouper),
    ],
)
.closed();

/// `_tee_dataobject`: the iterator, the next data object, then up to [`LINKCELLS`] values. All tees
/// of one iterator share a chain of these; what no tee needs any more is freed.
const SOURCE: usize = 0;
const NEXT_LINK: usize = 1;
const VALUES: usize = 2;
/// Values in one data object.
const LINKCELLS: usize = 57;
/// `_tee`: the data object; the index of the next value in it.
const DATA: usize = 0;
const INDEX: usize = 0;

/// A data object without values; the iterator is stolen.
fn new_data(vm: &mut Vm<'_>, iterator: ObjId) -> PyResult {
    let class = class(vm, "itertools._tee_dataobject")?;
    Ok(make(vm, class, vec![Some(iterator), None], Vec::new()))
}

/// A tee that begins at a data object (stolen) and index.
fn new_tee(vm: &mut Vm<'_>, data: ObjId, index: i64) -> PyResult {
    let class = class(vm, "itertools._tee")?;
    Ok(make(vm, class, vec![Some(data)], vec![index]))
}

fn next_tee(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let Some(mut data) = part(vm, this, DATA) else {
        return exhausted();
    };
    let mut index = number(vm, this, INDEX) as usize;
    if index >= LINKCELLS {
        data = next_link(vm, data)?;
        index = 0;
        let link = vm.heap().new_ref(data);
        set_part(vm, this, DATA, Some(link));
    }
    let value = value_at(vm, data, index)?;
    set_number(vm, this, INDEX, index as i64 + 1);
    Ok(value)
}

/// The data object behind a full one, made when first needed; borrowed.
fn next_link(vm: &mut Vm<'_>, data: ObjId) -> PyResult {
    if let Some(link) = part(vm, data, NEXT_LINK) {
        return Ok(link);
    }
    let Some(iterator) = part(vm, data, SOURCE) else {
        return exhausted();
    };
    let iterator = vm.heap().new_ref(iterator);
    let link = new_data(vm, iterator)?;
    set_part(vm, data, NEXT_LINK, Some(link));
    Ok(link)
}

/// The value at an index, read from the iterator if no tee did so before; a new reference.
fn value_at(vm: &mut Vm<'_>, data: ObjId, index: usize) -> PyResult {
    if let Some(value) = part(vm, data, VALUES + index) {
        return Ok(vm.heap().new_ref(value));
    }
    let Some(iterator) = part(vm, data, SOURCE) else {
        return exhausted();
    };
    let Some(value) = vm.next(iterator)? else {
        return exhausted();
    };
    let kept = vm.heap().new_ref(value);
    if let Payload::Native(native) = &mut vm.heap().get_mut(data).payload {
        native.refs.push(Some(kept));
    }
    Ok(value)
}

fn copy_tee(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let Some(data) = part(vm, this, DATA) else {
        return exhausted();
    };
    let data = vm.heap().new_ref(data);
    let index = number(vm, this, INDEX);
    new_tee(vm, data, index)
}

/// `tee(iterable, n=2)`: an iterator that can be copied is copied, else a tee is made of it.
fn tee(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    check_positional(vm, "tee", args.values.len(), 1, 2)?;
    let count = match args.values.get(1) {
        Some(&count) => index_argument(vm, count)?,
        None => 2,
    };
    if count < 0 {
        return value_error(vm, "n must be >= 0");
    }
    if count == 0 {
        return Ok(vm.heap().new_tuple(Vec::new()));
    }
    let iterator = vm.iter(args.values[0])?;
    let first = match vm.lookup_attr(iterator, "__copy__") {
        Ok(Some(method)) => {
            vm.heap().decref(method);
            iterator
        }
        Ok(None) => {
            let data = new_data(vm, iterator)?;
            new_tee(vm, data, 0)?
        }
        Err(fault) => return release(vm, &[iterator], Err(fault)),
    };
    let mut tees = vec![first];
    for _ in 1..count {
        match vm.call_method(first, "__copy__", &[]) {
            Ok(copy) => tees.push(copy),
            Err(fault) => return release(vm, &tees, Err(fault)),
        }
    }
    Ok(vm.heap().new_tuple(tees))
}

/// `itertools.tee`.
pub const TEE: NativeDef = NativeDef::function(
    "tee",
    Arity::Range { min: 1, max: 2 },
    tee,
    "Several independent iterators over one iterable.",
);

/// `itertools._tee`.
pub const TEE_ITERATOR: NativeType = NativeType::new(
    "itertools",
    "_tee",
    40,
    &[
        NativeDef::slot(Slot::Iter, itself),
        NativeDef::slot(Slot::Next, next_tee),
        NativeDef::method(
            "__copy__",
            Arity::None,
            copy_tee,
            "An independent iterator at the same place.",
        ),
    ],
)
.closed();

/// `itertools._tee_dataobject`.
pub const TEE_DATA: NativeType = NativeType::new("itertools", "_tee_dataobject", 496, &[]).closed();
