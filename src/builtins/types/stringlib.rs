//! The methods that `str`, `bytes` and `bytearray` have alike (`Objects/stringlib/`): here is what
//! their natives have in common, with each kind of text it is said how they differ.

use crate::builtins::support::{Signature, int, release, type_error, value_error};
use crate::builtins::types::str_arguments::{limit, width};
use crate::objects::Ty;
use crate::value::ObjId;
use crate::value::units::{self, Ends};
use crate::vm::{Args, PyResult, Vm};

/// `str`.
pub enum Str {}

/// `bytes` and `bytearray`.
pub enum Bytes {}

/// How a kind of text is searched (`stringlib/find.h`).
pub trait Searched {
    /// What `index` says where there is nothing.
    const NOT_FOUND: &'static str;

    /// Where the argument of the method `name` first or last occurs.
    fn position(
        vm: &mut Vm<'_>,
        args: Args<'_>,
        name: &str,
        from_end: bool,
    ) -> PyResult<Option<usize>>;

    /// Whether the text begins or ends with what the method `name` was given.
    fn has_affix(vm: &mut Vm<'_>, args: Args<'_>, name: &str, at_end: bool) -> PyResult;
}

/// `find` and `rfind`: -1 where there is nothing.
fn found(vm: &mut Vm<'_>, at: Option<usize>) -> PyResult {
    match at {
        Some(at) => int(vm, at),
        None => int(vm, -1),
    }
}

/// `index` and `rindex`: an error where there is nothing.
fn must_be_found<T: Searched>(vm: &mut Vm<'_>, at: Option<usize>) -> PyResult {
    match at {
        Some(at) => int(vm, at),
        None => value_error(vm, T::NOT_FOUND),
    }
}

/// `text.find(what, start, end)`.
pub fn find<T: Searched>(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let at = T::position(vm, args, "find", false)?;
    found(vm, at)
}

/// `text.rfind(what, start, end)`.
pub fn rfind<T: Searched>(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let at = T::position(vm, args, "rfind", true)?;
    found(vm, at)
}

/// `text.index(what, start, end)`.
pub fn index<T: Searched>(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let at = T::position(vm, args, "index", false)?;
    must_be_found::<T>(vm, at)
}

/// `text.rindex(what, start, end)`.
pub fn rindex<T: Searched>(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let at = T::position(vm, args, "rindex", true)?;
    must_be_found::<T>(vm, at)
}

/// `text.startswith(prefix, start, end)`.
pub fn startswith<T: Searched>(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    T::has_affix(vm, args, "startswith", false)
}

/// `text.endswith(suffix, start, end)`.
pub fn endswith<T: Searched>(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    T::has_affix(vm, args, "endswith", true)
}

/// How a kind of text is taken apart, put together and given margins (`stringlib/split.h`,
/// `partition.h`, `join.h`, `transmogrify.h`).
pub trait Shaped {
    /// What fills a margin.
    type Fill;

    /// The list of parts between separators, or between white space; at most `max` cuts.
    fn parts(
        vm: &mut Vm<'_>,
        this: ObjId,
        separator: Option<ObjId>,
        max: Option<usize>,
        from_end: bool,
    ) -> PyResult;

    /// The list of lines, with their ends or without.
    fn lines(vm: &mut Vm<'_>, this: ObjId, keep_ends: bool) -> PyResult;

    /// The tuple of what stands before a separator, the separator, and what follows.
    fn cut(vm: &mut Vm<'_>, this: ObjId, separator: ObjId, from_end: bool) -> PyResult;

    /// The text without the characters that the method `name` was given, at one end or both.
    fn strip_ends(vm: &mut Vm<'_>, args: Args<'_>, name: &str, ends: Ends) -> PyResult;

    /// The items of a list or a tuple with the separator between.
    fn join_items(vm: &mut Vm<'_>, separator: ObjId, items: ObjId) -> PyResult;

    /// With every tab made into spaces up to the next multiple of the size.
    fn expand(vm: &mut Vm<'_>, this: ObjId, tab_size: usize) -> PyResult;

    /// What the method `name` fills with: a space, unless it was told.
    fn fill(vm: &mut Vm<'_>, name: &str, given: Option<ObjId>) -> PyResult<Self::Fill>;

    /// The text in that width; `margins(length, width)` says what goes left and right of it.
    fn pad(
        vm: &mut Vm<'_>,
        this: ObjId,
        width: usize,
        fill: Self::Fill,
        margins: Margins,
    ) -> PyResult;
}

/// How much goes left and right of a text of a length to make it that wide.
pub type Margins = fn(length: usize, width: usize) -> (usize, usize);

fn split_at<T: Shaped>(
    vm: &mut Vm<'_>,
    args: Args<'_>,
    name: &'static str,
    from_end: bool,
) -> PyResult {
    let signature = Signature {
        name,
        parameters: &["sep", "maxsplit"],
        positional: 2,
        required: 0,
    };
    let [separator, max] = signature.bind::<2>(vm, args, 1)?;
    let max = limit(vm, max)?;
    let separator = separator.filter(|&separator| separator != vm.heap().none());
    T::parts(vm, args.values[0], separator, max, from_end)
}

/// `text.split(sep, maxsplit)`.
pub fn split<T: Shaped>(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    split_at::<T>(vm, args, "split", false)
}

/// `text.rsplit(sep, maxsplit)`.
pub fn rsplit<T: Shaped>(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    split_at::<T>(vm, args, "rsplit", true)
}

/// `text.splitlines(keepends)`.
pub fn splitlines<T: Shaped>(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const SIGNATURE: Signature = Signature {
        name: "splitlines",
        parameters: &["keepends"],
        positional: 1,
        required: 0,
    };
    let [keep_ends] = SIGNATURE.bind::<1>(vm, args, 1)?;
    let keep_ends = match keep_ends {
        Some(keep_ends) => vm.as_c_int(keep_ends)? != 0,
        None => false,
    };
    T::lines(vm, args.values[0], keep_ends)
}

/// `text.partition(sep)`.
pub fn partition<T: Shaped>(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    T::cut(vm, args.values[0], args.values[1], false)
}

/// `text.rpartition(sep)`.
pub fn rpartition<T: Shaped>(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    T::cut(vm, args.values[0], args.values[1], true)
}

/// `separator.join(iterable)`. Anything but a list or tuple is made into a list first
/// (`PySequence_Fast`).
pub fn join<T: Shaped>(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let (this, iterable) = (args.values[0], args.values[1]);
    let heap = vm.heap();
    if heap.is_instance(iterable, Ty::List) || heap.is_instance(iterable, Ty::Tuple) {
        return T::join_items(vm, this, iterable);
    }
    let iterator = match vm.iter(iterable) {
        Ok(iterator) => iterator,
        Err(fault) if !vm.catch(Ty::TypeError) => return Err(fault),
        Err(_) => return type_error(vm, "can only join an iterable"),
    };
    let list = vm.heap().new_list(Vec::new());
    let filled = vm.list_extend(list, iterator);
    vm.heap().decref(iterator);
    let result = filled.and_then(|()| T::join_items(vm, this, list));
    release(vm, &[list], result)
}

/// `text.strip(chars)`.
pub fn strip<T: Shaped>(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    T::strip_ends(vm, args, "strip", Ends::Both)
}

/// `text.lstrip(chars)`.
pub fn lstrip<T: Shaped>(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    T::strip_ends(vm, args, "lstrip", Ends::Left)
}

/// `text.rstrip(chars)`.
pub fn rstrip<T: Shaped>(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    T::strip_ends(vm, args, "rstrip", Ends::Right)
}

/// `text.expandtabs(tabsize)`.
pub fn expandtabs<T: Shaped>(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const SIGNATURE: Signature = Signature {
        name: "expandtabs",
        parameters: &["tabsize"],
        positional: 1,
        required: 0,
    };
    let [size] = SIGNATURE.bind::<1>(vm, args, 1)?;
    let size = match size {
        Some(size) => usize::try_from(vm.as_c_int(size)?).unwrap_or(0),
        None => 8,
    };
    T::expand(vm, args.values[0], size)
}

fn padded<T: Shaped>(vm: &mut Vm<'_>, args: Args<'_>, name: &str, margins: Margins) -> PyResult {
    let width = width(vm, args.values[1])?;
    let fill = T::fill(vm, name, args.values.get(2).copied())?;
    T::pad(vm, args.values[0], width, fill, margins)
}

/// `text.center(width, fill)`.
pub fn center<T: Shaped>(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    padded::<T>(vm, args, "center", units::center_margins)
}

/// `text.ljust(width, fill)`.
pub fn ljust<T: Shaped>(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    padded::<T>(vm, args, "ljust", |length, width| {
        (0, width.saturating_sub(length))
    })
}

/// `text.rjust(width, fill)`.
pub fn rjust<T: Shaped>(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    padded::<T>(vm, args, "rjust", |length, width| {
        (width.saturating_sub(length), 0)
    })
}
