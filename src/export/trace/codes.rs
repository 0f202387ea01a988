//! Records of code objects: one each, inner ones after the one that contains them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::code::instruction::{Instruction, Meaning};
use crate::code::{flags, op};
use crate::export::trace::{Tracer, describe};
use crate::inspect::set_keys;
use crate::objects::callable::CodeObject;
use crate::objects::{Heap, Payload};
use crate::value::{ObjId, PyStr};

/// Code objects seen so far: number and qualified name.
#[derive(Default)]
pub(super) struct Codes {
    known: BTreeMap<ObjId, (u64, String)>,
}

impl Codes {
    /// Number and qualified name of a registered code object.
    pub fn get(&self, code: ObjId) -> (u64, String) {
        self.known.get(&code).cloned().unwrap_or_default()
    }

    /// The number of a registered code object.
    pub fn number(&self, code: ObjId) -> Option<u64> {
        self.known.get(&code).map(|(number, _)| *number)
    }
}

impl Tracer {
    /// Registers a code object and those inside it, and adds their records.
    pub(super) fn register(
        &mut self,
        heap: &Heap,
        id: ObjId,
        parent: Option<ObjId>,
        records: &mut Vec<Value>,
    ) {
        if self.codes.known.contains_key(&id) {
            return;
        }
        let Payload::Code { code: object, .. } = &heap.get(id).payload else {
            return;
        };
        let number = self.codes.known.len() as u64 + 1;
        let qualname = self.qualname(heap, object, parent);
        self.codes.known.insert(id, (number, qualname.clone()));
        let record = self.code_record(heap, id, object, number, &qualname);
        records.push(record);
        for &value in &*object.consts {
            self.register(heap, value, Some(id), records);
        }
    }

    fn qualname(&self, heap: &Heap, object: &CodeObject, parent: Option<ObjId>) -> String {
        let name = object.code.co_name.to_lossy();
        let Some(parent) = parent else { return name };
        let Payload::Code { code: outer, .. } = &heap.get(parent).payload else {
            return name;
        };
        let (_, outer_name) = self.codes.get(parent);
        if outer.code.co_name == "<module>" {
            name
        } else if outer.code.co_flags & flags::CO_OPTIMIZED != 0 {
            format!("{outer_name}.<locals>.{name}")
        } else {
            format!("{outer_name}.{name}")
        }
    }

    fn code_record(
        &mut self,
        heap: &Heap,
        id: ObjId,
        object: &CodeObject,
        number: u64,
        qualname: &str,
    ) -> Value {
        let code = &object.code;
        let names = |names: &[PyStr]| names.iter().map(PyStr::to_lossy).collect::<Vec<_>>();
        let numbers: Vec<_> = object
            .consts
            .iter()
            .map(|&value| self.number(heap, value))
            .collect();
        json!({
            "k": "code", "c": number, "name": code.co_name.to_lossy(), "qual": qualname,
            "file": code.co_filename.to_lossy(), "first": code.co_firstlineno, "flags": code.co_flags,
            "argcount": code.co_argcount, "posonly": code.co_posonlyargcount,
            "kwonly": code.co_kwonlyargcount, "nlocals": code.co_nlocals,
            "stacksize": code.co_stacksize, "bc": hex(&code.co_code), "lnotab": hex(&code.co_lnotab),
            "consts": object.consts.iter().map(|&value| constant(heap, value, 0)).collect::<Vec<_>>(),
            "const_o": numbers, "names": names(&code.co_names), "varnames": names(&code.co_varnames),
            "freevars": names(&code.co_freevars), "cellvars": names(&code.co_cellvars),
            "o": self.number(heap, id),
        })
    }
}

/// What an instruction's argument means, as text.
pub(super) fn meaning(heap: &Heap, object: &CodeObject, instruction: &Instruction) -> Value {
    match instruction.meaning(&object.code) {
        Meaning::Const(_) => match object.consts.get(instruction.arg as usize) {
            Some(&value) => constant(heap, value, 0).into(),
            None => "?".into(),
        },
        Meaning::Name(name) => name.to_lossy().into(),
        Meaning::Jump(offset) => format!("to {offset}").into(),
        Meaning::Compare(word) => word.into(),
        Meaning::Damaged => "?".into(),
        Meaning::Number => Value::Null,
    }
}

/// The argument as a number, where the opcode has one.
pub(super) fn argument(instruction: &Instruction) -> Value {
    if instruction.opcode < op::HAVE_ARGUMENT {
        Value::Null
    } else {
        instruction.arg.into()
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn constant(heap: &Heap, id: ObjId, depth: u32) -> String {
    match &heap.get(id).payload {
        Payload::Tuple(items) if depth < 4 => {
            let inner: Vec<_> = items
                .iter()
                .map(|&item| constant(heap, item, depth + 1))
                .collect();
            let end = if items.len() == 1 { ",)" } else { ")" };
            format!("({}{end}", inner.join(", "))
        }
        Payload::Set(set) => {
            let mut inner: Vec<_> = set_keys(set)
                .map(|key| constant(heap, key, depth + 1))
                .collect();
            inner.sort();
            format!("frozenset({{{}}})", inner.join(", "))
        }
        _ => describe::short_or_type(heap, id),
    }
}
