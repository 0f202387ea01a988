//! What the natives of several types share: small results, argument checks, integer arguments
//! (`Python/getargs.c`, `Objects/abstract.c`).

use crate::objects::{Slot, SlotImpl, Ty};
use crate::value::pystr::StrBuilder;
use crate::value::{ObjId, PyInt, PyStr};
use crate::vm::{Args, Fault, PyResult, Vm};

/// None as a new reference.
pub fn none(vm: &mut Vm<'_>) -> PyResult {
    Ok(vm.heap().none_ref())
}

/// A bool as a new reference.
pub fn boolean(vm: &mut Vm<'_>, value: bool) -> PyResult {
    Ok(vm.heap().new_bool(value))
}

/// An int as a new reference.
pub fn int(vm: &mut Vm<'_>, value: impl Into<PyInt>) -> PyResult {
    Ok(vm.heap().new_int(value))
}

/// `__sizeof__` of the types whose objects own memory besides their struct, and of classes.
pub fn sizeof(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let size = vm.heap().sizeof(args.values[0]);
    int(vm, size)
}

/// A str as a new reference.
pub fn text(vm: &mut Vm<'_>, value: &str) -> PyResult {
    Ok(vm.heap().new_str(PyStr::new(value)))
}

/// An object that may be missing as a new reference: None stands for none.
pub fn optional(vm: &mut Vm<'_>, object: Option<ObjId>) -> PyResult {
    let heap = vm.heap();
    let object = object.unwrap_or(heap.none());
    Ok(heap.new_ref(object))
}

/// What an attribute that must be a str is set to, as a new reference; it can't be deleted.
pub fn new_text(vm: &mut Vm<'_>, args: Args<'_>, attribute: &str) -> PyResult {
    match args.values.get(1) {
        Some(&value) if vm.heap().is_instance(value, Ty::Str) => Ok(vm.heap().new_ref(value)),
        _ => type_error(vm, format!("{attribute} must be set to a string object")),
    }
}

/// The arguments of a method without `self`.
pub fn behind_self(args: Args<'_>) -> Args<'_> {
    Args {
        values: args.values.get(1..).unwrap_or_default(),
        names: args.names,
    }
}

/// `NotImplemented` as a new reference: this operand is not mine, ask the other one.
pub fn not_implemented(vm: &mut Vm<'_>) -> PyResult {
    Ok(vm.heap().not_implemented_ref())
}

/// The object itself as a new reference: `__iter__` of iterators, `__iadd__`.
pub fn itself(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    vm.heap().incref(this);
    Ok(this)
}

/// What `tp_iternext` gives at the end: no value, and no exception set.
pub fn exhausted() -> PyResult {
    Err(Fault::Raised)
}

/// A `TypeError`.
pub fn type_error<T>(vm: &mut Vm<'_>, message: impl Into<String>) -> PyResult<T> {
    Err(vm.raise(Ty::TypeError, message.into()))
}

/// A `TypeError` about an argument of the wrong type (`_PyArg_BadArgument`); `argument` says
/// which: "argument", "argument 1", "argument 'encoding'".
pub fn bad_argument<T>(
    vm: &mut Vm<'_>,
    function: &str,
    argument: &str,
    expected: &str,
    given: ObjId,
) -> PyResult<T> {
    let name = if given == vm.heap().none() {
        "None".to_owned()
    } else {
        type_name(vm, given)
    };
    type_error(
        vm,
        format!("{function}() {argument} must be {expected}, not {name}"),
    )
}

/// A `ValueError`.
pub fn value_error<T>(vm: &mut Vm<'_>, message: impl Into<String>) -> PyResult<T> {
    Err(vm.raise(Ty::ValueError, message.into()))
}

/// An `IndexError`.
pub fn index_error<T>(vm: &mut Vm<'_>, message: impl Into<String>) -> PyResult<T> {
    Err(vm.raise(Ty::IndexError, message.into()))
}

/// A `MemoryError`, which has no message.
pub fn memory_error<T>(vm: &mut Vm<'_>) -> PyResult<T> {
    Err(vm.raise_none(Ty::MemoryError))
}

/// The name of an object's type, as messages show it.
pub fn type_name(vm: &mut Vm<'_>, object: ObjId) -> String {
    vm.heap().type_name(object)
}

/// Releases what a failing operation still owns, and passes its fault on.
pub fn release<T>(vm: &mut Vm<'_>, owned: &[ObjId], result: PyResult<T>) -> PyResult<T> {
    for &object in owned {
        vm.heap().decref(object);
    }
    result
}

/// Whether the object can serve as an index (`PyIndex_Check`).
pub fn is_index(vm: &mut Vm<'_>, object: ObjId) -> bool {
    has_slot(vm, object, Slot::Index)
}

/// Whether the object's type implements a slot.
pub fn has_slot(vm: &mut Vm<'_>, object: ObjId, slot: Slot) -> bool {
    let ty = vm.heap().type_of(object);
    match vm.heap().as_type(ty) {
        Some(ty) => ty.slots[slot as usize] != SlotImpl::Empty,
        None => false,
    }
}

/// A native that takes no keywords (`_PyArg_NoKeywords`).
pub fn no_keywords(vm: &mut Vm<'_>, name: &str, args: Args<'_>) -> PyResult<()> {
    if args.names.is_empty() {
        return Ok(());
    }
    type_error(vm, format!("{name}() takes no keyword arguments"))
}

/// Number of positional arguments (`_PyArg_CheckPositional`, `PyArg_UnpackTuple`).
pub fn check_positional(
    vm: &mut Vm<'_>,
    name: &str,
    given: usize,
    min: usize,
    max: usize,
) -> PyResult<()> {
    let (bound, word) = if given < min {
        (min, "at least ")
    } else if given > max {
        (max, "at most ")
    } else {
        return Ok(());
    };
    let word = if min == max { "" } else { word };
    let plural = if bound == 1 { "" } else { "s" };
    type_error(
        vm,
        format!("{name} expected {word}{bound} argument{plural}, got {given}"),
    )
}

/// Which parameters a native takes by position and by name.
#[derive(Clone, Copy, Debug)]
pub struct Signature {
    /// The function's name for messages.
    pub name: &'static str,
    /// Names of all parameters; an empty one can only be given by position.
    pub parameters: &'static [&'static str],
    /// How many of them can be given by position.
    pub positional: usize,
    /// How many must be given.
    pub required: usize,
}

impl Signature {
    /// Sorts the arguments behind the first `skip` ones into the parameters
    /// (`_PyArg_UnpackKeywords`, which complains in this order); borrowed.
    pub fn bind<const N: usize>(
        &self,
        vm: &mut Vm<'_>,
        args: Args<'_>,
        skip: usize,
    ) -> PyResult<[Option<ObjId>; N]> {
        let positional = args.pos().get(skip..).unwrap_or(&[]);
        self.check_counts(vm, positional.len(), args.names.len())?;
        let mut bound = [None; N];
        for (place, &value) in bound.iter_mut().zip(positional) {
            *place = Some(value);
        }
        if !args.names.is_empty() {
            vm.parser_used(self.name, self.parameters);
        }
        let mut complaint = None;
        for (key, value) in args.keywords() {
            let text = vm.heap().as_str(key).cloned().unwrap_or_default();
            let at = self
                .parameters
                .iter()
                .position(|&parameter| !parameter.is_empty() && text == *parameter);
            let name = self.name;
            match at {
                Some(at) if at < N && bound[at].is_none() => bound[at] = Some(value),
                Some(at) => {
                    complaint = Some(format!(
                        "argument for {name}() given by name ('{text}') and position ({})",
                        at + 1
                    ));
                }
                None => {
                    let invalid =
                        || format!("'{text}' is an invalid keyword argument for {name}()");
                    complaint = complaint.or_else(|| Some(invalid()));
                }
            }
        }
        for (at, parameter) in self.parameters.iter().enumerate().take(self.required) {
            if bound[at.min(N - 1)].is_none() {
                let message = format!(
                    "{}() missing required argument '{parameter}' (pos {})",
                    self.name,
                    at + 1
                );
                return type_error(vm, message);
            }
        }
        match complaint {
            Some(message) => type_error(vm, message),
            None => Ok(bound),
        }
    }

    /// Complains about too many arguments, by position or altogether, and about too few of those
    /// that have no name.
    fn check_counts(&self, vm: &mut Vm<'_>, positional: usize, named: usize) -> PyResult<()> {
        let (name, total, most) = (self.name, self.parameters.len(), self.positional);
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let nameless = self.parameters.iter().take_while(|p| p.is_empty()).count();
        let least = nameless.min(self.required);
        let message = if positional + named > total {
            // The other word would be wrong where all are named.
            let kind = if positional == 0 { "keyword " } else { "" };
            let (plural, given) = (plural(total), positional + named);
            format!("{name}() takes at most {total} {kind}argument{plural} ({given} given)")
        } else if positional > most && most == 0 {
            format!("{name}() takes no positional arguments")
        } else if positional > most {
            let word = match self.required < most {
                true => "at most",
                false => "exactly",
            };
            let plural = plural(most);
            format!("{name}() takes {word} {most} positional argument{plural} ({positional} given)")
        } else if positional < least {
            let word = match least < most {
                true => "at least",
                false => "exactly",
            };
            let plural = plural(least);
            format!(
                "{name}() takes {word} {least} positional argument{plural} ({positional} given)"
            )
        } else {
            return Ok(());
        };
        type_error(vm, message)
    }
}

/// One string of several.
pub fn concat(pieces: &[PyStr]) -> PyStr {
    let mut builder = StrBuilder::new();
    for piece in pieces {
        builder.push_str(piece);
    }
    builder.finish()
}
