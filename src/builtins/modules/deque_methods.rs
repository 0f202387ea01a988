//! The methods of `collections.deque`, and its iterators (`Modules/_collectionsmodule.c`).

use crate::builtins::modules::deque::{self, End};
use crate::builtins::support::{exhausted, index_error, int, itself, none, value_error};
use crate::builtins::types::iterators::{HINT_DOC, REDUCE_DOC};
use crate::builtins::types::list_methods::{index_argument, search_bounds};
use crate::builtins::types::native_state::{class, make, number, part, set_number};
use crate::objects::{Slot, Ty};
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef, NativeType};
use crate::vm::{Args, CompareOp, PyResult, Vm};

/// Index of the first item from `start` on, below `stop`, that equals the value. Comparing must not
/// change the deque.
pub fn find(
    vm: &mut Vm<'_>,
    deque: ObjId,
    value: ObjId,
    start: i64,
    stop: i64,
) -> PyResult<Option<usize>> {
    let length = deque::len(&vm.state.heap, deque) as i64;
    let fit = |bound: i64| {
        if bound < 0 {
            (bound + length).max(0)
        } else {
            bound.min(length)
        }
    };
    for at in fit(start)..fit(stop) {
        let state = deque::state(vm, deque);
        let Some(item) = deque::item(&vm.state.heap, deque, at as usize) else {
            break;
        };
        vm.heap().incref(item);
        let equal = vm.rich_compare_bool(item, value, CompareOp::Eq);
        vm.heap().decref(item);
        if equal? {
            return Ok(Some(at as usize));
        }
        if deque::state(vm, deque) != state {
            return Err(vm.raise(Ty::RuntimeError, "deque mutated during iteration"));
        }
    }
    Ok(None)
}

fn append(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let item = vm.heap().new_ref(args.values[1]);
    deque::push(vm, args.values[0], item, End::Right);
    none(vm)
}

fn append_left(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let item = vm.heap().new_ref(args.values[1]);
    deque::push(vm, args.values[0], item, End::Left);
    none(vm)
}

fn clear(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    deque::clear(vm, args.values[0]);
    none(vm)
}

fn copy(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    deque::copy(vm, args.values[0])
}

fn count(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let mut total = 0;
    let mut from = 0;
    while let Some(at) = find(vm, args.values[0], args.values[1], from, i64::MAX)? {
        total += 1;
        from = at as i64 + 1;
    }
    int(vm, total)
}

fn extend(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    deque::extend(vm, args.values[0], args.values[1], End::Right)?;
    none(vm)
}

fn extend_left(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    deque::extend(vm, args.values[0], args.values[1], End::Left)?;
    none(vm)
}

fn index(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (start, stop) = search_bounds(vm, args)?;
    match find(vm, args.values[0], args.values[1], start, stop)? {
        Some(at) => int(vm, at),
        None => {
            let value = vm.repr(args.values[1])?;
            value_error(vm, format!("{value} is not in deque"))
        }
    }
}

fn insert(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let deque = args.values[0];
    let index = index_argument(vm, args.values[1])?;
    let mut all = deque::items(&vm.state.heap, deque);
    if deque::maxlen(vm, deque) == Some(all.len()) {
        return index_error(vm, "deque already at its maximum size");
    }
    let length = all.len() as i64;
    let at = if index < 0 {
        (index + length).max(0)
    } else {
        index.min(length)
    };
    let item = vm.heap().new_ref(args.values[2]);
    all.insert(at as usize, item);
    deque::replace_all(vm, deque, all);
    // The place is brought to an end, the item added there, and all is turned back.
    deque::set_left_index(vm, deque, |left| {
        if index >= length {
            left
        } else if index == 0 || index <= -length {
            (left - 1).rem_euclid(deque::BLOCKLEN)
        } else {
            let turned = deque::rotated(left, length, -index);
            let front = if index < 0 { turned } else { turned - 1 };
            deque::rotated(front.rem_euclid(deque::BLOCKLEN), length + 1, index)
        }
    });
    none(vm)
}

fn take(vm: &mut Vm<'_>, args: Args<'_>, end: End) -> PyResult {
    match deque::pop(vm, args.values[0], end) {
        Some(item) => Ok(item),
        None => index_error(vm, "pop from an empty deque"),
    }
}

fn pop(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    take(vm, args, End::Right)
}

fn pop_left(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    take(vm, args, End::Left)
}

fn remove(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let length = deque::len(&vm.state.heap, this) as i64;
    let found = find(vm, this, args.values[1], 0, i64::MAX)?;
    // CPython turns the deque by one item after each that differs.
    match found {
        Some(at) => {
            deque::take_out(vm, this, at, |left| {
                (left + at as i64).rem_euclid(deque::BLOCKLEN)
            });
            none(vm)
        }
        None => {
            let turns = if length > 1 { length } else { 0 };
            deque::set_left_index(vm, this, |left| (left + turns).rem_euclid(deque::BLOCKLEN));
            value_error(vm, "deque.remove(x): x not in deque")
        }
    }
}

fn reverse(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let mut all = deque::items(&vm.state.heap, args.values[0]);
    all.reverse();
    deque::replace_all(vm, args.values[0], all);
    none(vm)
}

fn rotate(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let steps = match args.values.get(1) {
        Some(&steps) => index_argument(vm, steps)?,
        None => 1,
    };
    let mut all = deque::items(&vm.state.heap, args.values[0]);
    if all.len() > 1 {
        let right = steps.rem_euclid(all.len() as i64);
        let length = all.len() as i64;
        all.rotate_right(right as usize);
        deque::replace_all(vm, args.values[0], all);
        deque::set_left_index(vm, args.values[0], |left| {
            deque::rotated(left, length, steps)
        });
    }
    none(vm)
}

fn sizeof(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let size = deque::sizeof(vm, args.values[0]);
    int(vm, size)
}

fn maxlen(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    match deque::maxlen(vm, args.values[0]) {
        Some(most) => int(vm, most),
        None => none(vm),
    }
}

/// `(class, (), __dict__, iterator)`, with the greatest length `((), maxlen)`.
fn reduce(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let dict = match vm.lookup_attr(this, "__dict__")? {
        Some(dict) => dict,
        None => vm.heap().none_ref(),
    };
    let iterator = vm.iter(this)?;
    let arguments = match deque::maxlen(vm, this) {
        None => vm.heap().empty_tuple_ref(),
        Some(most) => {
            let parts = vec![vm.heap().empty_tuple_ref(), vm.heap().new_int(most)];
            vm.heap().new_tuple(parts)
        }
    };
    let class = vm.heap().type_of(this);
    let class = vm.heap().new_ref(class);
    Ok(vm.heap().new_tuple(vec![class, arguments, dict, iterator]))
}

/// References and numbers of an iterator: the deque; the index of the next item, the deque's count
/// of changes when it began, items still to come.
const DEQUE: usize = 0;
const INDEX: usize = 0;
const STATE: usize = 1;
const LEFT: usize = 2;

fn iterator(vm: &mut Vm<'_>, deque: ObjId, name: &str, first: i64) -> PyResult {
    let class = class(vm, name)?;
    let state = deque::state(vm, deque);
    let left = deque::len(&vm.state.heap, deque) as i64;
    let deque = vm.heap().new_ref(deque);
    Ok(make(vm, class, vec![Some(deque)], vec![first, state, left]))
}

/// `iter(deque)`.
pub fn iter(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    iterator(vm, args.values[0], "_collections._deque_iterator", 0)
}

fn reversed(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let last = deque::len(&vm.state.heap, args.values[0]) as i64 - 1;
    iterator(
        vm,
        args.values[0],
        "_collections._deque_reverse_iterator",
        last,
    )
}

fn step(vm: &mut Vm<'_>, args: Args<'_>, by: i64) -> PyResult {
    let this = args.values[0];
    let Some(deque) = part(vm, this, DEQUE) else {
        return exhausted();
    };
    let left = number(vm, this, LEFT);
    if deque::state(vm, deque) != number(vm, this, STATE) {
        set_number(vm, this, LEFT, 0);
        return Err(vm.raise(Ty::RuntimeError, "deque mutated during iteration"));
    }
    let index = number(vm, this, INDEX);
    let found = usize::try_from(index).ok();
    let item = found.and_then(|index| deque::item(&vm.state.heap, deque, index));
    let Some(item) = item.filter(|_| left > 0) else {
        return exhausted();
    };
    set_number(vm, this, INDEX, index + by);
    set_number(vm, this, LEFT, left - 1);
    Ok(vm.heap().new_ref(item))
}

fn next(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    step(vm, args, 1)
}

fn next_reversed(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    step(vm, args, -1)
}

fn length_hint(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let left = number(vm, args.values[0], LEFT);
    int(vm, left)
}

/// `_collections._deque_iterator`.
pub const ITERATOR: NativeType = NativeType::new(
    "_collections",
    "_deque_iterator",
    56,
    &[
        NativeDef::slot(Slot::Iter, itself),
        NativeDef::slot(Slot::Next, next),
        NativeDef::method("__length_hint__", Arity::None, length_hint, HINT_DOC),
    ],
)
.closed();

/// `_collections._deque_reverse_iterator`.
pub const REVERSE_ITERATOR: NativeType = NativeType::new(
    "_collections",
    "_deque_reverse_iterator",
    56,
    &[
        NativeDef::slot(Slot::Iter, itself),
        NativeDef::slot(Slot::Next, next_reversed),
        NativeDef::method("__length_hint__", Arity::None, length_hint, HINT_DOC),
    ],
)
.closed();

/// The methods in CPython's order.
pub const METHODS: [NativeDef; 19] = [
    NativeDef::method(
        "append",
        Arity::One,
        append,
        "Adds an item at the right end.",
    ),
    NativeDef::method(
        "appendleft",
        Arity::One,
        append_left,
        "Adds an item at the left end.",
    ),
    NativeDef::method("clear", Arity::None, clear, "Drops all items."),
    NativeDef::method(
        "__copy__",
        Arity::None,
        copy,
        "A new deque of the same items.",
    ),
    NativeDef::method("copy", Arity::None, copy, "A new deque of the same items."),
    NativeDef::method(
        "count",
        Arity::One,
        count,
        "How many items are equal to the value.",
    ),
    NativeDef::method("extend", Arity::One, extend, "Adds items at the right end."),
    NativeDef::method(
        "extendleft",
        Arity::One,
        extend_left,
        "Adds items at the left end, one after the other.",
    ),
    NativeDef::method(
        "index",
        Arity::Range { min: 1, max: 3 },
        index,
        "Index of the first equal item.",
    ),
    NativeDef::method(
        "insert",
        Arity::Range { min: 2, max: 2 },
        insert,
        "Puts an item before the index.",
    ),
    NativeDef::method(
        "pop",
        Arity::None,
        pop,
        "Takes the item at the right end out and gives it.",
    ),
    NativeDef::method(
        "popleft",
        Arity::None,
        pop_left,
        "Takes the item at the left end out and gives it.",
    ),
    NativeDef::method("__reduce__", Arity::None, reduce, REDUCE_DOC),
    NativeDef::method(
        "remove",
        Arity::One,
        remove,
        "Takes the first equal item out.",
    ),
    NativeDef::method(
        "__reversed__",
        Arity::None,
        reversed,
        "An iterator from the last item to the first.",
    ),
    NativeDef::method(
        "reverse",
        Arity::None,
        reverse,
        "Turns the order of the items round, in place.",
    ),
    NativeDef::method(
        "rotate",
        Arity::Range { min: 0, max: 1 },
        rotate,
        "Moves items from the right end to the left, or back.",
    ),
    NativeDef::method(
        "__sizeof__",
        Arity::None,
        sizeof,
        "Bytes of the deque and its blocks.",
    ),
    NativeDef::getter("maxlen", maxlen, "The greatest length, or None."),
];
