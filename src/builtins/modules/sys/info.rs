//! The constants of `sys` that describe version, platform and number formats.

use crate::builtins::modules::support::{new_struct, set, set_int, set_text, struct_sequence};
use crate::objects::Payload;
use crate::objects::Ty;
use crate::value::{ObjId, PyStr};
use crate::vm::{NativeType, Vm};

/// The version that is simulated (`Include/patchlevel.h`).
const VERSION: [i64; 3] = [3, 8, 18];
/// `PY_VERSION_HEX`.
const PY_VERSION_HEX: i64 = 0x0308_12f0;
/// `PYTHON_API_VERSION`.
const PYTHON_API_VERSION: i64 = 1013;

struct_sequence!(VERSION_INFO, "sys", "version_info", [
    0 "major", 1 "minor", 2 "micro", 3 "releaselevel", 4 "serial",
]);
struct_sequence!(FLAGS, "sys", "flags", [
    0 "debug", 1 "inspect", 2 "interactive", 3 "optimize", 4 "dont_write_bytecode",
    5 "no_user_site", 6 "no_site", 7 "ignore_environment", 8 "verbose", 9 "bytes_warning",
    10 "quiet", 11 "hash_randomization", 12 "isolated", 13 "dev_mode", 14 "utf8_mode",
    15 "int_max_str_digits",
]);
struct_sequence!(FLOAT_INFO, "sys", "float_info", [
    0 "max", 1 "max_exp", 2 "max_10_exp", 3 "min", 4 "min_exp", 5 "min_10_exp", 6 "dig",
    7 "mant_dig", 8 "epsilon", 9 "radix", 10 "rounds",
]);
struct_sequence!(INT_INFO, "sys", "int_info", [
    0 "bits_per_digit", 1 "sizeof_digit", 2 "default_max_str_digits",
    3 "str_digits_check_threshold",
]);
struct_sequence!(HASH_INFO, "sys", "hash_info", [
    0 "width", 1 "modulus", 2 "inf", 3 "nan", 4 "imag", 5 "algorithm", 6 "hash_bits",
    7 "seed_bits", 8 "cutoff",
]);
struct_sequence!(THREAD_INFO, "sys", "thread_info", [0 "name", 1 "lock", 2 "version"]);

struct_sequence!(ASYNCGEN_HOOKS, "sys", "asyncgen_hooks", [0 "firstiter", 1 "finalizer"]);
struct_sequence!(UNRAISABLE_HOOK_ARGS, "sys", "UnraisableHookArgs", [
    0 "exc_type", 1 "exc_value", 2 "exc_traceback", 3 "err_msg", 4 "object",
]);

/// The named tuples of `sys`.
pub const TYPES: &[NativeType] = &[
    VERSION_INFO,
    FLAGS,
    FLOAT_INFO,
    INT_INFO,
    HASH_INFO,
    THREAD_INFO,
    ASYNCGEN_HOOKS,
    UNRAISABLE_HOOK_ARGS,
];

/// A constant of one of the tuples.
enum Item {
    Int(i64),
    Float(f64),
    Text(&'static str),
    Bool(bool),
}

fn make(vm: &mut Vm<'_>, full_name: &str, items: &[Item]) -> ObjId {
    let heap = vm.heap();
    let items = items
        .iter()
        .map(|item| match item {
            Item::Int(value) => heap.new_int(*value),
            Item::Float(value) => heap.new_float(*value),
            Item::Text(text) => heap.new_str(PyStr::new(text)),
            Item::Bool(value) => heap.new_bool(*value),
        })
        .collect();
    new_struct(vm, full_name, items)
}

/// Sets them all.
pub fn fill(vm: &mut Vm<'_>, module: ObjId) {
    use Item::{Bool, Float, Int, Text};
    let version = [
        Int(VERSION[0]),
        Int(VERSION[1]),
        Int(VERSION[2]),
        Text("final"),
        Int(0),
    ];
    let flags = [
        Int(0),
        Int(0),
        Int(0),
        Int(0),
        Int(1),
        Int(0),
        Int(0),
        Int(0),
        Int(0),
        Int(0),
        Int(0),
        Int(0),
        Int(0),
        Bool(false),
        Int(0),
        Int(-1),
    ];
    let float_info = [
        Float(f64::MAX),
        Int(1024),
        Int(308),
        Float(f64::MIN_POSITIVE),
        Int(-1021),
        Int(-307),
        Int(15),
        Int(53),
        Float(f64::EPSILON),
        Int(2),
        Int(1),
    ];
    let int_info = [Int(30), Int(4), Int(4300), Int(640)];
    let hash_info = [
        Int(64),
        Int((1 << 61) - 1),
        Int(314_159),
        Int(0),
        Int(1_000_003),
        Text("siphash24"),
        Int(64),
        Int(128),
        Int(0),
    ];
    let thread_info = [Text("pthread"), Text("semaphore"), Text("NPTL 2.36")];
    let tuples: [(&str, &[Item]); 6] = [
        ("version_info", &version),
        ("flags", &flags),
        ("float_info", &float_info),
        ("int_info", &int_info),
        ("hash_info", &hash_info),
        ("thread_info", &thread_info),
    ];
    for (name, items) in tuples {
        let tuple = make(vm, &format!("sys.{name}"), items);
        set(vm, module, name, tuple);
    }
    let texts = [
        ("version", "3.8.18 (default) \n[Cutaway]"),
        ("platform", "linux"),
        ("byteorder", "little"),
        ("abiflags", ""),
        ("float_repr_style", "short"),
        ("copyright", "Cutaway: MIT OR Apache-2.0"),
        ("executable", ""),
        ("_framework", ""),
    ];
    for (name, value) in texts {
        set_text(vm, module, name, value);
    }
    set_int(vm, module, "hexversion", PY_VERSION_HEX);
    set_int(vm, module, "api_version", PYTHON_API_VERSION);
    fill_implementation(vm, module);
}

/// `sys.implementation`: what is simulated is CPython.
fn fill_implementation(vm: &mut Vm<'_>, module: ObjId) {
    let namespace = vm.heap().new_object(Ty::SimpleNamespace, Payload::Plain);
    let version = make(
        vm,
        "sys.version_info",
        &[
            Item::Int(VERSION[0]),
            Item::Int(VERSION[1]),
            Item::Int(VERSION[2]),
            Item::Text("final"),
            Item::Int(0),
        ],
    );
    set_text(vm, namespace, "name", "cpython");
    set_text(vm, namespace, "cache_tag", "cpython-38");
    set(vm, namespace, "version", version);
    set_int(vm, namespace, "hexversion", PY_VERSION_HEX);
    set_text(vm, namespace, "_multiarch", "x86_64-linux-gnu");
    set(vm, module, "implementation", namespace);
}
