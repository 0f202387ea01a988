//! The built-in functions (`Python/bltinmodule.c`): the list; each group has its own file.

mod attributes;
mod evaluate;
mod iteration;
mod numbers;
mod output;

use crate::vm::native::{Arity, NativeDef};

const fn range(min: u8, max: u8) -> Arity {
    Arity::Range { min, max }
}

/// The functions of the module `builtins`, in CPython's order.
pub const LIST: &[NativeDef] = &[
    NativeDef::function(
        "__build_class__",
        Arity::Any,
        evaluate::build_class,
        "Runs a class body and calls the metaclass: what a class statement does.",
    ),
    NativeDef::function(
        "__import__",
        Arity::Any,
        evaluate::import,
        "Imports a module: what an import statement calls.",
    )
    .varargs(),
    NativeDef::function(
        "abs",
        Arity::One,
        numbers::abs,
        "($module, x, /)\n--\n\nThe magnitude of a number.",
    ),
    NativeDef::function(
        "all",
        Arity::One,
        iteration::all,
        "($module, iterable, /)\n--\n\nWhether every item is true; True for no items.",
    ),
    NativeDef::function(
        "any",
        Arity::One,
        iteration::any,
        "($module, iterable, /)\n--\n\nWhether some item is true; False for no items.",
    ),
    NativeDef::function(
        "ascii",
        Arity::One,
        output::ascii,
        "($module, obj, /)\n--\n\nThe repr of an object, with all but ASCII escaped.",
    ),
    NativeDef::function(
        "bin",
        Arity::One,
        numbers::bin,
        "($module, number, /)\n--\n\nAn int in base 2, as text.",
    ),
    NativeDef::function(
        "breakpoint",
        Arity::Any,
        evaluate::breakpoint,
        "Calls sys.breakpointhook().",
    ),
    NativeDef::function(
        "callable",
        Arity::One,
        attributes::callable,
        "($module, obj, /)\n--\n\nWhether the object can be called.",
    ),
    NativeDef::function(
        "chr",
        Arity::One,
        numbers::chr,
        "($module, i, /)\n--\n\nThe character with this number.",
    ),
    NativeDef::function(
        "compile",
        Arity::Any,
        evaluate::compile,
        "($module, /, source, filename, mode, flags=0,\n        dont_inherit=False, optimize=-1, *, _feature_version=-1)\n--\n\nCompiles source text to a code object.",
    ),
    NativeDef::function(
        "delattr",
        range(2, 2),
        attributes::delattr,
        "($module, obj, name, /)\n--\n\nDeletes an attribute by its name.",
    ),
    NativeDef::function(
        "dir",
        range(0, 1),
        attributes::dir,
        "The names in the current scope, or the attributes of an object.",
    )
    .varargs(),
    NativeDef::function(
        "divmod",
        range(2, 2),
        numbers::divmod,
        "($module, x, y, /)\n--\n\nQuotient and remainder.",
    ),
    NativeDef::function(
        "eval",
        range(1, 3),
        evaluate::eval,
        "($module, source, globals=None, locals=None, /)\n--\n\nThe value of an expression given as text or code.",
    ),
    NativeDef::function(
        "exec",
        range(1, 3),
        evaluate::exec,
        "($module, source, globals=None, locals=None, /)\n--\n\nRuns statements given as text or code.",
    ),
    NativeDef::function(
        "format",
        range(1, 2),
        output::format,
        "($module, value, format_spec='', /)\n--\n\nThe value as text in a format.",
    ),
    NativeDef::function(
        "getattr",
        range(2, 3),
        attributes::getattr,
        "An attribute by its name, or the default where there is none.",
    ),
    NativeDef::function(
        "globals",
        Arity::None,
        attributes::globals,
        "($module, /)\n--\n\nThe dict of the current global names.",
    ),
    NativeDef::function(
        "hasattr",
        range(2, 2),
        attributes::hasattr,
        "($module, obj, name, /)\n--\n\nWhether there is an attribute of that name.",
    ),
    NativeDef::function(
        "hash",
        Arity::One,
        attributes::hash,
        "($module, obj, /)\n--\n\nThe hash of an object.",
    ),
    NativeDef::function(
        "hex",
        Arity::One,
        numbers::hex,
        "($module, number, /)\n--\n\nAn int in base 16, as text.",
    ),
    NativeDef::function(
        "id",
        Arity::One,
        attributes::id,
        "($module, obj, /)\n--\n\nThe address of an object.",
    ),
    NativeDef::function(
        "input",
        range(0, 1),
        output::input,
        "($module, prompt=None, /)\n--\n\nA line of input, without its end.",
    ),
    NativeDef::function(
        "isinstance",
        range(2, 2),
        attributes::isinstance,
        "($module, obj, class_or_tuple, /)\n--\n\nWhether the object is an instance of a class.",
    ),
    NativeDef::function(
        "issubclass",
        range(2, 2),
        attributes::issubclass,
        "($module, cls, class_or_tuple, /)\n--\n\nWhether a class derives from another.",
    ),
    NativeDef::function(
        "iter",
        range(1, 2),
        iteration::iter,
        "An iterator over an object, or one that calls until a sentinel comes.",
    ),
    NativeDef::function(
        "len",
        Arity::One,
        iteration::len,
        "($module, obj, /)\n--\n\nThe number of items.",
    ),
    NativeDef::function(
        "locals",
        Arity::None,
        attributes::locals,
        "($module, /)\n--\n\nA dict of the current local names.",
    ),
    NativeDef::function(
        "max",
        Arity::Any,
        iteration::max,
        "The greatest item or argument.",
    )
    .varargs(),
    NativeDef::function(
        "min",
        Arity::Any,
        iteration::min,
        "The least item or argument.",
    )
    .varargs(),
    NativeDef::function(
        "next",
        range(1, 2),
        iteration::next,
        "The next item of an iterator, or the default at its end.",
    ),
    NativeDef::function(
        "oct",
        Arity::One,
        numbers::oct,
        "($module, number, /)\n--\n\nAn int in base 8, as text.",
    ),
    NativeDef::function(
        "ord",
        Arity::One,
        numbers::ord,
        "($module, c, /)\n--\n\nThe number of a character.",
    ),
    NativeDef::function(
        "pow",
        Arity::Any,
        numbers::pow,
        "($module, /, base, exp, mod=None)\n--\n\nA power, or a power modulo a number.",
    ),
    NativeDef::function(
        "print",
        Arity::Any,
        output::print,
        "Writes values to a stream, sys.stdout unless told otherwise.",
    ),
    NativeDef::function(
        "repr",
        Arity::One,
        output::repr,
        "($module, obj, /)\n--\n\nAn object as text for programmers.",
    ),
    NativeDef::function(
        "round",
        Arity::Any,
        numbers::round,
        "($module, /, number, ndigits=None)\n--\n\nA number rounded to so many decimal digits.",
    ),
    NativeDef::function(
        "setattr",
        range(3, 3),
        attributes::setattr,
        "($module, obj, name, value, /)\n--\n\nSets an attribute by its name.",
    ),
    NativeDef::function(
        "sorted",
        Arity::Any,
        iteration::sorted,
        "($module, iterable, /, *, key=None, reverse=False)\n--\n\nA new list of the items in ascending order.",
    ),
    NativeDef::function(
        "sum",
        Arity::Any,
        numbers::sum,
        "($module, iterable, /, start=0)\n--\n\nThe sum of a start value and all items.",
    ),
    NativeDef::function(
        "vars",
        range(0, 1),
        attributes::vars,
        "The __dict__ of an object, or the current local names.",
    )
    .varargs(),
    NativeDef::function("open", Arity::Any, evaluate::open, "Opens a file."),
];
