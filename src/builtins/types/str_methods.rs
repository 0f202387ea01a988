//! Most methods of `str` (`Objects/unicodeobject.c`): splitting, joining, replacing, stripping,
//! padding, case, and the questions what kind of characters there are.

use crate::builtins::support::{boolean, sizeof, type_error, type_name};
use crate::builtins::types::str::{derived, fresh, text_of, unchanged};
use crate::builtins::types::str_arguments::{
    add_part, empty_separator, limit, named_text, split_slots, text, width,
};
use crate::builtins::types::stringlib::{
    Margins, Shaped, Str, center, expandtabs, join, ljust, lstrip, partition, rjust, rpartition,
    rsplit, rstrip, split, splitlines, strip,
};
use crate::builtins::types::{sequence, str_codec};
use crate::objects::Ty;
use crate::value::units::Ends;
use crate::value::{ObjId, PyStr, StrBuilder};
use crate::vm::native::{Arity, NativeDef};
use crate::vm::{Args, PyResult, Vm};

/// The parts of a text as a list that begins with so many slots; a part that is the whole text is
/// the object itself.
fn list_of(vm: &mut Vm<'_>, this: ObjId, parts: Vec<PyStr>, slots: usize) -> PyResult {
    let list = vm.heap().new_list_alloc(Vec::new(), slots);
    for part in parts {
        let part = derived(vm, this, part)?;
        add_part(vm, list, part);
    }
    Ok(list)
}

impl Shaped for Str {
    type Fill = u32;

    fn parts(
        vm: &mut Vm<'_>,
        this: ObjId,
        separator: Option<ObjId>,
        max: Option<usize>,
        from_end: bool,
    ) -> PyResult {
        let separator = match separator {
            None => None,
            Some(object) => match vm.heap().as_str(object) {
                Some(text) if text.is_empty() => return empty_separator(vm),
                Some(text) => Some(text.clone()),
                None => {
                    let given = type_name(vm, object);
                    return type_error(vm, format!("must be str or None, not {given}"));
                }
            },
        };
        let whole = text_of(vm, this);
        let parts = if from_end {
            whole.rsplit(separator.as_ref(), max)
        } else {
            whole.split(separator.as_ref(), max)
        };
        list_of(vm, this, parts, split_slots(max))
    }

    fn lines(vm: &mut Vm<'_>, this: ObjId, keep_ends: bool) -> PyResult {
        let parts = text_of(vm, this).splitlines(keep_ends);
        list_of(vm, this, parts, 0)
    }

    /// Where the separator occurs, it is the argument itself.
    fn cut(vm: &mut Vm<'_>, this: ObjId, separator: ObjId, from_end: bool) -> PyResult {
        let cut_at = text(vm, separator)?;
        if cut_at.is_empty() {
            return empty_separator(vm);
        }
        let whole = text_of(vm, this);
        let parts = if from_end {
            whole.rpartition(&cut_at)
        } else {
            whole.partition(&cut_at)
        };
        let found = !parts[1].is_empty();
        let mut items = Vec::with_capacity(3);
        for (at, part) in parts.into_iter().enumerate() {
            items.push(if found && at == 1 {
                vm.heap().incref(separator);
                separator
            } else {
                derived(vm, this, part)?
            });
        }
        Ok(vm.heap().new_tuple(items))
    }

    fn strip_ends(vm: &mut Vm<'_>, args: Args<'_>, name: &str, ends: Ends) -> PyResult {
        let none = vm.heap().none();
        let chars = match args.values.get(1) {
            Some(&chars) if chars != none => match vm.heap().as_str(chars) {
                Some(chars) => Some(chars.clone()),
                None => return type_error(vm, format!("{name} arg must be None or str")),
            },
            _ => None,
        };
        let stripped = text_of(vm, args.values[0]).strip(chars.as_ref(), ends);
        derived(vm, args.values[0], stripped)
    }

    /// `_PyUnicode_JoinArray`: no Python code runs here, so the items stay what they are.
    fn join_items(vm: &mut Vm<'_>, separator: ObjId, items: ObjId) -> PyResult {
        let heap = vm.heap();
        let list = sequence::items(heap, items);
        if let [only] = *list
            && heap.is_exact(only, Ty::Str)
        {
            heap.incref(only);
            return Ok(only);
        }
        let mut wrong = None;
        let separator = heap.as_str(separator);
        let mut joined = StrBuilder::new();
        for (at, &item) in list.iter().enumerate() {
            let Some(part) = heap.as_str(item) else {
                wrong = Some((at, item));
                break;
            };
            if let Some(separator) = separator
                && at > 0
            {
                joined.push_str(separator);
            }
            joined.push_str(part);
        }
        if let Some((at, item)) = wrong {
            let given = type_name(vm, item);
            return type_error(
                vm,
                format!("sequence item {at}: expected str instance, {given} found"),
            );
        }
        fresh(vm, joined.finish())
    }

    fn expand(vm: &mut Vm<'_>, this: ObjId, tab_size: usize) -> PyResult {
        let text = text_of(vm, this);
        let tabs = text.code_points().filter(|&point| point == 9).count();
        if tabs == 0 {
            return unchanged(vm, this);
        }
        if tab_size.saturating_mul(tabs) > super::str::MAX_SIZE {
            return Err(vm.raise(Ty::OverflowError, "new string is too long"));
        }
        let expanded = text.expandtabs(tab_size);
        Ok(vm.heap().new_str(expanded))
    }

    /// `convert_uc`.
    fn fill(vm: &mut Vm<'_>, _name: &str, given: Option<ObjId>) -> PyResult<u32> {
        let Some(fill) = given else {
            return Ok(u32::from(' '));
        };
        match vm.heap().as_str(fill) {
            Some(fill) if fill.len() == 1 => Ok(fill.at(0)),
            Some(_) => type_error(vm, "The fill character must be exactly one character long"),
            None => {
                let given = type_name(vm, fill);
                type_error(
                    vm,
                    format!("The fill character must be a unicode character, not {given}"),
                )
            }
        }
    }

    fn pad(vm: &mut Vm<'_>, this: ObjId, width: usize, fill: u32, margins: Margins) -> PyResult {
        let text = text_of(vm, this);
        let (left, right) = margins(text.len(), width);
        widened(vm, this, text.pad(left, right, fill))
    }
}

/// What was made wider; the string itself if it was wide enough.
fn widened(vm: &mut Vm<'_>, this: ObjId, text: PyStr) -> PyResult {
    if text.len() == super::str::len(vm, this) {
        return unchanged(vm, this);
    }
    fresh(vm, text)
}

fn zfill(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let width = width(vm, args.values[1])?;
    let text = text_of(vm, args.values[0]).zfill(width);
    widened(vm, args.values[0], text)
}

fn replace(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let this = args.values[0];
    let old = named_text(vm, "replace", "argument 1", args.values[1])?;
    let new = named_text(vm, "replace", "argument 2", args.values[2])?;
    let max = limit(vm, args.values.get(3).copied())?;
    let text = text_of(vm, this);
    if args.values[1] == args.values[2] {
        return unchanged(vm, this);
    }
    let grown = new.len().saturating_sub(old.len());
    let places = max.unwrap_or(usize::MAX).min(text.len() + 1);
    if grown.saturating_mul(places) > super::str::MAX_SIZE {
        return Err(vm.raise_none(Ty::MemoryError));
    }
    match text.replace(&old, &new, max) {
        Some(replaced) => fresh(vm, replaced),
        None => unchanged(vm, this),
    }
}

/// Defines methods that make new text, of a single character too.
macro_rules! makers {
    ($($name:ident)*) => {
        $(fn $name(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
            let text = text_of(vm, args.values[0]).$name();
            fresh(vm, text)
        })*
    };
}

makers!(capitalize casefold lower swapcase title upper);

/// Defines methods that ask something about all characters.
macro_rules! questions {
    ($($name:ident)*) => {
        $(fn $name(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
            let answer = vm.heap().as_str(args.values[0]).is_some_and(PyStr::$name);
            boolean(vm, answer)
        })*
    };
}

questions!(islower isupper istitle isspace isdecimal isdigit isnumeric isalpha isalnum isidentifier isprintable);

fn isascii(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let answer = vm
        .heap()
        .as_str(args.values[0])
        .is_some_and(PyStr::is_ascii);
    boolean(vm, answer)
}

fn getnewargs(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let text = text_of(vm, args.values[0]);
    let copy = fresh(vm, text)?;
    Ok(vm.heap().new_tuple(vec![copy]))
}

const PADDING: Arity = Arity::Range { min: 1, max: 2 };
const OPTIONAL: Arity = Arity::Range { min: 0, max: 1 };

/// The methods of `str` that are in no other file.
pub const LIST: &[NativeDef] = &[
    NativeDef::method(
        "encode",
        Arity::Any,
        str_codec::str_encode,
        "The text as bytes in an encoding.",
    ),
    NativeDef::method(
        "replace",
        Arity::Range { min: 2, max: 3 },
        replace,
        "With occurrences of one text replaced by another.",
    ),
    NativeDef::method(
        "split",
        Arity::Any,
        split::<Str>,
        "The list of parts between separators.",
    ),
    NativeDef::method(
        "rsplit",
        Arity::Any,
        rsplit::<Str>,
        "As split, with the cuts made from the end.",
    ),
    NativeDef::method(
        "join",
        Arity::One,
        join::<Str>,
        "The texts of an iterable with the string between.",
    ),
    NativeDef::method(
        "capitalize",
        Arity::None,
        capitalize,
        "First character upper, the rest lower case.",
    ),
    NativeDef::method(
        "casefold",
        Arity::None,
        casefold,
        "For comparisons without regard to case.",
    ),
    NativeDef::method("title", Arity::None, title, "Words begin with upper case."),
    NativeDef::method(
        "center",
        PADDING,
        center::<Str>,
        "In the middle of that width.",
    ),
    NativeDef::method(
        "expandtabs",
        Arity::Any,
        expandtabs::<Str>,
        "With tabs made into spaces.",
    ),
    NativeDef::method(
        "partition",
        Arity::One,
        partition::<Str>,
        "Before, separator, and after its first place.",
    ),
    NativeDef::method("ljust", PADDING, ljust::<Str>, "At the left of that width."),
    NativeDef::method("lower", Arity::None, lower, "In lower case."),
    NativeDef::method(
        "lstrip",
        OPTIONAL,
        lstrip::<Str>,
        "Without such characters at the beginning.",
    ),
    NativeDef::method(
        "rjust",
        PADDING,
        rjust::<Str>,
        "At the right of that width.",
    ),
    NativeDef::method(
        "rstrip",
        OPTIONAL,
        rstrip::<Str>,
        "Without such characters at the end.",
    ),
    NativeDef::method(
        "rpartition",
        Arity::One,
        rpartition::<Str>,
        "Before, separator, and after its last place.",
    ),
    NativeDef::method(
        "splitlines",
        Arity::Any,
        splitlines::<Str>,
        "The list of lines.",
    ),
    NativeDef::method(
        "strip",
        OPTIONAL,
        strip::<Str>,
        "Without such characters at both ends.",
    ),
    NativeDef::method(
        "swapcase",
        Arity::None,
        swapcase,
        "With upper and lower case exchanged.",
    ),
    NativeDef::method("upper", Arity::None, upper, "In upper case."),
    NativeDef::method(
        "isascii",
        Arity::None,
        isascii,
        "Whether all characters are ASCII.",
    ),
    NativeDef::method(
        "islower",
        Arity::None,
        islower,
        "Whether all letters are lower case.",
    ),
    NativeDef::method(
        "isupper",
        Arity::None,
        isupper,
        "Whether all letters are upper case.",
    ),
    NativeDef::method(
        "istitle",
        Arity::None,
        istitle,
        "Whether words begin with upper case.",
    ),
    NativeDef::method(
        "isspace",
        Arity::None,
        isspace,
        "Whether all is white space.",
    ),
    NativeDef::method(
        "isdecimal",
        Arity::None,
        isdecimal,
        "Whether all characters are decimal digits.",
    ),
    NativeDef::method(
        "isdigit",
        Arity::None,
        isdigit,
        "Whether all characters are digits.",
    ),
    NativeDef::method(
        "isnumeric",
        Arity::None,
        isnumeric,
        "Whether all characters are numeric.",
    ),
    NativeDef::method(
        "isalpha",
        Arity::None,
        isalpha,
        "Whether all characters are letters.",
    ),
    NativeDef::method(
        "isalnum",
        Arity::None,
        isalnum,
        "Whether all characters are letters or digits.",
    ),
    NativeDef::method(
        "isidentifier",
        Arity::None,
        isidentifier,
        "Whether it could be a name.",
    ),
    NativeDef::method(
        "isprintable",
        Arity::None,
        isprintable,
        "Whether repr would show all as it is.",
    ),
    NativeDef::method(
        "zfill",
        Arity::One,
        zfill,
        "With zeros behind the sign, to that width.",
    ),
    NativeDef::method("__sizeof__", Arity::None, sizeof, "Bytes in memory."),
    NativeDef::method(
        "__getnewargs__",
        Arity::None,
        getnewargs,
        "Arguments for `__new__`.",
    ),
];
