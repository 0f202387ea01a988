//! `_sre`: the engine under `re` (`Modules/_sre.c`). It runs the code that CPython 3.8's own
//! `sre_compile` makes, or ours in `assets/lib`.
//!
//! [`opcodes`] is the vocabulary, [`charset`] decides on single characters, [`engine`] matches at one
//! place, [`search`] tries places, [`subject`] is the text; the others are the Python types.

mod charset;
mod engine;
mod match_object;
mod opcodes;
mod pattern;
mod scanner;
mod search;
mod subject;
mod substitute;
mod validate;

use crate::builtins::modules::support::set_int;
use crate::builtins::support::{Signature, bad_argument, boolean, int};
use crate::builtins::types::native_state::class;
use crate::objects::Ty;
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef, NativeModule};
use crate::vm::{Args, PyResult, Vm};

/// `compile(pattern, flags, code, groups, groupindex, indexgroup)`.
fn compile(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const SIGNATURE: Signature = Signature {
        name: "compile",
        parameters: &[
            "pattern",
            "flags",
            "code",
            "groups",
            "groupindex",
            "indexgroup",
        ],
        positional: 6,
        required: 6,
    };
    let bound: [_; 6] = SIGNATURE.bind(vm, args, 0)?;
    let absent = vm.heap().none();
    let [pattern, flags, code, groups, groupindex, indexgroup] =
        bound.map(|argument| argument.unwrap_or(absent));
    let flags = vm.as_c_int(flags)?;
    let words = match vm.heap().as_list(code) {
        Some(list) => list.items.clone(),
        None => return bad_argument(vm, "compile", "argument 'code'", "list", code),
    };
    let groups = vm.as_ssize_t(groups)?;
    for (name, object, ty) in [
        ("groupindex", groupindex, Ty::Dict),
        ("indexgroup", indexgroup, Ty::Tuple),
    ] {
        if !vm.heap().is_instance(object, ty) {
            let expected = ty.info().name;
            return bad_argument(
                vm,
                "compile",
                &format!("argument '{name}'"),
                expected,
                object,
            );
        }
    }
    let code = read_code(vm, &words)?;
    if !validate::is_valid(&code, groups) {
        return Err(vm.raise(Ty::RuntimeError, "invalid SRE code"));
    }
    let class = class(vm, "re.Pattern")?;
    let parts = pattern::Parts {
        pattern,
        flags,
        code,
        groups,
        groupindex,
        indexgroup,
    };
    Ok(pattern::new(vm, class, parts))
}

/// The words of a code list as numbers.
fn read_code(vm: &mut Vm<'_>, words: &[ObjId]) -> PyResult<Vec<i64>> {
    let mut code = Vec::with_capacity(words.len());
    for &word in words {
        let value = vm.index(word)?.to_i64();
        match value.filter(|value| u32::try_from(*value).is_ok()) {
            Some(value) => code.push(value),
            None => {
                let message = "regular expression code size limit exceeded";
                return Err(vm.raise(Ty::OverflowError, message));
            }
        }
    }
    Ok(code)
}

fn getcodesize(vm: &mut Vm<'_>, _args: Args<'_>) -> PyResult {
    int(vm, opcodes::CODESIZE)
}

/// The argument of the functions on one character.
fn character(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult<u32> {
    let point = vm.as_c_int(args.values[0])?;
    Ok(point as u32)
}

fn ascii_iscased(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let point = character(vm, args)?;
    let cased = u8::try_from(point).is_ok_and(|byte| byte.is_ascii_alphabetic());
    boolean(vm, cased)
}

fn unicode_iscased(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let point = character(vm, args)?;
    let cased = charset::lower_unicode(point) != point || charset::upper_unicode(point) != point;
    boolean(vm, cased)
}

fn ascii_tolower(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let point = character(vm, args)?;
    int(vm, i64::from(charset::lower_ascii(point)))
}

fn unicode_tolower(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let point = character(vm, args)?;
    int(vm, i64::from(charset::lower_unicode(point)))
}

fn fill(vm: &mut Vm<'_>, module: ObjId) -> PyResult<()> {
    set_int(vm, module, "MAGIC", opcodes::MAGIC);
    set_int(vm, module, "CODESIZE", opcodes::CODESIZE);
    set_int(vm, module, "MAXREPEAT", opcodes::MAXREPEAT);
    set_int(vm, module, "MAXGROUPS", opcodes::MAXGROUPS);
    Ok(())
}

/// The module.
pub const MODULE: NativeModule = NativeModule {
    name: "_sre",
    doc: "",
    functions: &[
        NativeDef::function("compile", Arity::Any, compile, ""),
        NativeDef::function("getcodesize", Arity::None, getcodesize, ""),
        NativeDef::function("ascii_iscased", Arity::One, ascii_iscased, ""),
        NativeDef::function("unicode_iscased", Arity::One, unicode_iscased, ""),
        NativeDef::function("ascii_tolower", Arity::One, ascii_tolower, ""),
        NativeDef::function("unicode_tolower", Arity::One, unicode_tolower, ""),
    ],
    types: &[pattern::TYPE, match_object::TYPE, scanner::TYPE],
    fill,
};
