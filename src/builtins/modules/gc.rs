//! The module `gc` (`Modules/gcmodule.c`): asking and steering the collector.

use crate::builtins::modules::support::{set, set_in, set_int};
use crate::builtins::support::{Signature, boolean, int, none, value_error};
use crate::gc::NUM_GENERATIONS;
use crate::objects::GcList;
use crate::value::ObjId;
use crate::vm::native::{Arity, NativeDef, NativeModule};
use crate::vm::{Args, PyResult, Vm};

/// `DEBUG_*`: what `set_debug` takes.
const DEBUG_FLAGS: [(&str, i64); 5] = [
    ("DEBUG_STATS", 1),
    ("DEBUG_COLLECTABLE", 2),
    ("DEBUG_UNCOLLECTABLE", 4),
    ("DEBUG_SAVEALL", 32),
    ("DEBUG_LEAK", 2 | 4 | 32),
];

fn enable(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    vm.heap().gc.enabled = true;
    none(vm)
}

fn disable(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    vm.heap().gc.enabled = false;
    none(vm)
}

fn isenabled(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    let enabled = vm.heap().gc.enabled;
    boolean(vm, enabled)
}

/// Collects a generation and all younger ones; the number of unreachable objects found.
fn collect(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const COLLECT: Signature = Signature {
        name: "collect",
        parameters: &["generation"],
        positional: 1,
        required: 0,
    };
    let [generation] = COLLECT.bind(vm, args, 0)?;
    let generation = match generation {
        Some(generation) => vm.as_c_int(generation)?,
        None => NUM_GENERATIONS as i64 - 1,
    };
    match usize::try_from(generation) {
        Ok(generation) if generation < NUM_GENERATIONS => {
            let found = vm.collect_garbage(generation)?;
            int(vm, found)
        }
        _ => value_error(vm, "invalid generation"),
    }
}

fn numbers(vm: &mut Vm<'_>, values: &[u64]) -> PyResult {
    let items = values
        .iter()
        .map(|&value| vm.heap().new_int(value))
        .collect();
    Ok(vm.heap().new_tuple(items))
}

fn get_count(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    let counts = vm.heap().gc.generations.map(|generation| generation.count);
    numbers(vm, &counts)
}

fn get_threshold(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    let thresholds = vm
        .heap()
        .gc
        .generations
        .map(|generation| generation.threshold);
    numbers(vm, &thresholds)
}

fn set_threshold(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    for (index, &value) in args.values.iter().enumerate() {
        let threshold = vm.as_c_int(value)?;
        if let Some(generation) = vm.heap().gc.generations.get_mut(index) {
            generation.threshold = u64::try_from(threshold).unwrap_or(u64::MAX);
        }
    }
    none(vm)
}

/// All objects that the collector watches, or those of one generation.
fn get_objects(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    const GET_OBJECTS: Signature = Signature {
        name: "get_objects",
        parameters: &["generation"],
        positional: 1,
        required: 0,
    };
    let [generation] = GET_OBJECTS.bind(vm, args, 0)?;
    let none_object = vm.heap().none();
    let wanted = match generation.filter(|&generation| generation != none_object) {
        None => 0..NUM_GENERATIONS,
        Some(generation) => {
            let number = vm.as_ssize_t(generation)?;
            match usize::try_from(number) {
                Ok(number) if number < NUM_GENERATIONS => number..number + 1,
                Ok(_) => {
                    return value_error(
                        vm,
                        format!(
                            "generation parameter must be less than the number of available \
                             generations ({NUM_GENERATIONS})"
                        ),
                    );
                }
                Err(_) => return value_error(vm, "generation parameter cannot be negative"),
            }
        }
    };
    let heap = vm.heap();
    let objects: Vec<ObjId> = wanted.flat_map(|number| heap.gc_objects(number)).collect();
    for &object in &objects {
        heap.incref(object);
    }
    Ok(heap.new_list(objects))
}

fn get_stats(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    let stats = vm.heap().gc.stats;
    let mut items = Vec::with_capacity(stats.len());
    for generation in stats {
        let dict = vm.heap().new_dict();
        for (name, value) in [
            ("collections", generation.collections),
            ("collected", generation.collected),
            ("uncollectable", generation.uncollectable),
        ] {
            let value = vm.heap().new_int(value);
            set_in(vm, dict, name, value);
        }
        items.push(dict);
    }
    Ok(vm.heap().new_list(items))
}

fn is_tracked(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let tracked = vm.heap().is_tracked(args.values[0]);
    boolean(vm, tracked)
}

/// What an object refers to, as the collector sees it.
fn get_referents(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let mut found = Vec::new();
    for &object in args.values {
        vm.heap().referents(object, &mut found);
    }
    for &object in &found {
        vm.heap().incref(object);
    }
    Ok(vm.heap().new_list(found))
}

/// Watched objects that refer directly to one of these; the argument tuple isn't one of them.
fn get_referrers(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    // The tuple of the arguments refers to them too, but isn't counted.
    let own = vm.packed_args(args.values);
    let heap = vm.heap();
    let mut found = Vec::new();
    let mut referents = Vec::new();
    for object in (0..NUM_GENERATIONS).flat_map(|generation| heap.gc_objects(generation)) {
        referents.clear();
        heap.referents(object, &mut referents);
        let refers = referents
            .iter()
            .any(|referent| args.values.contains(referent));
        if refers && object != own {
            found.push(object);
        }
    }
    heap.decref(own);
    let list = heap.new_list(Vec::new());
    for object in found {
        heap.list_append(list, object);
    }
    Ok(list)
}

/// Sets all watched objects aside, so that no collection looks at them.
fn freeze(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    vm.heap().gc_freeze();
    none(vm)
}

fn unfreeze(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    vm.heap().gc_unfreeze();
    none(vm)
}

fn get_freeze_count(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    let frozen = vm
        .heap()
        .iter()
        .filter(|(_, object)| object.gc.list == GcList::Permanent)
        .count();
    int(vm, frozen)
}

fn set_debug(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let flags = vm.as_c_int(args.values[0])?;
    vm.heap().gc.debug = u32::try_from(flags).unwrap_or(0);
    none(vm)
}

fn get_debug(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    let flags = vm.heap().gc.debug;
    int(vm, i64::from(flags))
}

const ANY: Arity = Arity::Range {
    min: 0,
    max: u8::MAX,
};

/// The module.
pub const MODULE: NativeModule = NativeModule {
    name: "gc",
    doc: "The collector of reference cycles.",
    functions: &[
        NativeDef::function(
            "enable",
            Arity::None,
            enable,
            "($module, /)\n--\n\nTurns automatic collection on.",
        ),
        NativeDef::function(
            "disable",
            Arity::None,
            disable,
            "($module, /)\n--\n\nTurns automatic collection off.",
        ),
        NativeDef::function(
            "isenabled",
            Arity::None,
            isenabled,
            "($module, /)\n--\n\nWhether automatic collection is on.",
        ),
        NativeDef::function(
            "set_debug",
            Arity::One,
            set_debug,
            "($module, flags, /)\n--\n\nSets what collections print.",
        ),
        NativeDef::function(
            "get_debug",
            Arity::None,
            get_debug,
            "($module, /)\n--\n\nWhat collections print.",
        ),
        NativeDef::function(
            "get_count",
            Arity::None,
            get_count,
            "($module, /)\n--\n\nThe three counts that decide when a collection comes.",
        ),
        NativeDef::function(
            "set_threshold",
            Arity::Range { min: 1, max: 3 },
            set_threshold,
            "Sets the counts at which collections come.",
        )
        .varargs(),
        NativeDef::function(
            "get_threshold",
            Arity::None,
            get_threshold,
            "($module, /)\n--\n\nThe counts at which collections come.",
        ),
        NativeDef::function(
            "collect",
            Arity::Any,
            collect,
            "($module, /, generation=2)\n--\n\nCollects now; the number of unreachable objects.",
        ),
        NativeDef::function(
            "get_objects",
            Arity::Any,
            get_objects,
            "($module, /, generation=None)\n--\n\nThe objects that the collector watches.",
        ),
        NativeDef::function(
            "get_stats",
            Arity::None,
            get_stats,
            "($module, /)\n--\n\nStatistics per generation.",
        ),
        NativeDef::function(
            "is_tracked",
            Arity::One,
            is_tracked,
            "($module, obj, /)\n--\n\nWhether the collector watches the object.",
        ),
        NativeDef::function(
            "get_referrers",
            ANY,
            get_referrers,
            "The objects that refer to any of these.",
        )
        .varargs(),
        NativeDef::function(
            "get_referents",
            ANY,
            get_referents,
            "The objects that these refer to.",
        )
        .varargs(),
        NativeDef::function(
            "freeze",
            Arity::None,
            freeze,
            "($module, /)\n--\n\nSets all watched objects aside.",
        ),
        NativeDef::function(
            "unfreeze",
            Arity::None,
            unfreeze,
            "($module, /)\n--\n\nPuts what was set aside into the oldest generation.",
        ),
        NativeDef::function(
            "get_freeze_count",
            Arity::None,
            get_freeze_count,
            "($module, /)\n--\n\nThe number of objects set aside.",
        ),
    ],
    types: &[],
    fill,
};

fn fill(vm: &mut Vm<'_>, module: ObjId) -> PyResult<()> {
    for name in ["garbage", "callbacks"] {
        let list = vm.heap().new_list(Vec::new());
        vm.heap().incref(list);
        let collector = &mut vm.heap().gc;
        let held = match name {
            "garbage" => &mut collector.garbage,
            _ => &mut collector.callbacks,
        };
        let old = held.replace(list);
        vm.heap().xdecref(old);
        set(vm, module, name, list);
    }
    for (name, value) in DEBUG_FLAGS {
        set_int(vm, module, name, value);
    }
    Ok(())
}
