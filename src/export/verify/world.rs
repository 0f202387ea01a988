//! What a script may ask of the world: answers that needn't be the same in two runs.

use std::collections::BTreeSet;

use crate::code::instruction::instructions;
use crate::code::{Code, Const, op};

/// Modules whose answers come from outside.
const MODULES: &[&str] = &[
    "asyncio",
    "datetime",
    "getpass",
    "http",
    "multiprocessing",
    "os",
    "pathlib",
    "platform",
    "queue",
    "random",
    "secrets",
    "select",
    "shutil",
    "signal",
    "socket",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "urllib",
    "uuid",
];
/// Built-in functions whose answers come from outside, or are addresses.
const FUNCTIONS: &[&str] = &["id", "input", "open"];

/// The names of what a program uses of the world, in alphabetical order: `time`, `input()`. What
/// `random` gives is the same each time once it has been seeded.
pub fn uses_of_the_world(code: &Code) -> Vec<String> {
    let mut found = BTreeSet::new();
    let mut seeds = false;
    look(code, &mut found, &mut seeds);
    if seeds {
        found.remove("random");
    }
    found.into_iter().collect()
}

fn look(code: &Code, found: &mut BTreeSet<String>, seeds: &mut bool) {
    for instruction in instructions(&code.co_code) {
        let Some(name) = code.co_names.get(instruction.arg as usize) else {
            continue;
        };
        let name = name.to_lossy();
        match instruction.opcode {
            op::IMPORT_NAME => {
                let top = name.split('.').next().unwrap_or("");
                if MODULES.contains(&top) {
                    found.insert(top.to_owned());
                }
            }
            op::LOAD_NAME | op::LOAD_GLOBAL if FUNCTIONS.contains(&name.as_str()) => {
                found.insert(format!("{name}()"));
            }
            op::LOAD_METHOD | op::LOAD_ATTR | op::LOAD_NAME | op::LOAD_GLOBAL => {
                *seeds |= name == "seed" || name == "Random";
            }
            _ => {}
        }
    }
    for constant in &code.co_consts {
        if let Const::Code(inner) = &**constant {
            look(inner, found, seeds);
        }
    }
}
