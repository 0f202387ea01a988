//! Hashes of built-in values without Python (`tp_hash` of the built-in types).

use crate::objects::heap::Heap;
use crate::objects::payload::Payload;
use crate::objects::static_type;
use crate::objects::ty::Ty;
use crate::value::ObjId;
use crate::value::hash::{
    hash_bytes, hash_complex, hash_float, hash_int, hash_pointer, hash_range, hash_tuple,
};

/// Nested tuples are hashed to this depth here; the vm, which counts recursion, does the rest.
const DEPTH: u32 = 50;

/// The hash of an object, or why there is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hashing {
    /// The hash.
    Is(i64),
    /// This object, the one asked for or one inside a tuple, has a type that isn't hashable.
    Unhashable(ObjId),
    /// Only `__hash__` of the type can tell.
    AskPython,
}

impl Heap {
    /// The hash of an object as far as it can be said without running Python code; remembered in
    /// strings and frozensets.
    #[inline]
    pub fn hash_builtin(&mut self, id: ObjId) -> Hashing {
        let object = self.get(id);
        match &object.payload {
            Payload::Str(string) if string.hash != -1 && self.is_exact(id, Ty::Str) => {
                Hashing::Is(string.hash)
            }
            Payload::Int(value) if static_type(object.ob_type).is_some() => {
                Hashing::Is(hash_int(value))
            }
            _ => self.hash_nested(id, DEPTH),
        }
    }

    fn hash_nested(&mut self, id: ObjId, depth: u32) -> Hashing {
        let object = self.get(id);
        let Some(ty) = static_type(object.ob_type) else {
            return Hashing::AskPython;
        };
        let hash = match &object.payload {
            Payload::Int(value) => hash_int(value),
            Payload::Float(value) => hash_float(*value),
            Payload::Complex(real, imag) => hash_complex(*real, *imag),
            Payload::Str(_) => self.str_hash(id),
            Payload::Bytes(bytes) => hash_bytes(bytes),
            Payload::Tuple(items) => return self.hash_items(items.to_vec(), depth),
            Payload::Set(_) if ty == Ty::Frozenset => self.frozenset_hash(id),
            Payload::Range(range) => {
                let none = hash_pointer(self.addr(self.none()).0);
                let numbers = (
                    self.as_int(range.length),
                    self.as_int(range.start),
                    self.as_int(range.step),
                );
                match numbers {
                    (Some(length), Some(start), Some(step)) => {
                        hash_range(length, start, step, none)
                    }
                    _ => return Hashing::AskPython,
                }
            }
            Payload::List(_)
            | Payload::Dict(_)
            | Payload::Set(_)
            | Payload::ByteArray(_)
            | Payload::Slice(_) => return Hashing::Unhashable(id),
            Payload::Plain | Payload::Function(_) => hash_pointer(object.addr.0),
            // The class may have a metaclass, but a static metatype hashes by address.
            Payload::Type(_) => hash_pointer(object.addr.0),
            _ => return Hashing::AskPython,
        };
        Hashing::Is(hash)
    }

    fn hash_items(&mut self, items: Vec<ObjId>, depth: u32) -> Hashing {
        if depth == 0 {
            return Hashing::AskPython;
        }
        let mut hashes = Vec::with_capacity(items.len());
        for item in items {
            match self.hash_nested(item, depth - 1) {
                Hashing::Is(hash) => hashes.push(hash),
                other => return other,
            }
        }
        Hashing::Is(hash_tuple(hashes))
    }
}
