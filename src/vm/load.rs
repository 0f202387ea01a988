//! Code objects on the heap: what the compiler made becomes objects (`PyCode_New` of
//! `Objects/codeobject.c`, `compiler_add_const` of `Python/compile.c`).
//!
//! One constant of a compilation is one object, in whichever functions it stands. Names are interned,
//! and so are string constants that look like names.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::code::footprint::Tree;
use crate::code::{Code, Const};
use crate::objects::Hashing;
use crate::objects::Heap;
use crate::objects::callable::{CodeObject, fastcall_args};
use crate::objects::list::grown;
use crate::objects::payload::Payload;
use crate::objects::set_search::{SetSearch, SetStep};
use crate::objects::singleton::small_int;
use crate::value::{Addr, ObjId, PyStr};
use crate::vm::Vm;
use crate::vm::state::World;

impl Vm<'_> {
    /// A code object; a new reference.
    pub fn new_code(&mut self, code: Arc<Code>) -> ObjId {
        load_code(&mut self.state.heap, &code)
    }

    /// A code object, and the list of what its syntax tree refers to; new references.
    pub fn new_code_with_tree(&mut self, code: &Arc<Code>, tree: &Tree) -> (ObjId, ObjId) {
        load_with_tree(&mut self.state.heap, code, tree)
    }

    /// A code object with these very objects as constants (counted here); a new reference.
    pub fn new_code_with(&mut self, code: Arc<Code>, consts: &[ObjId]) -> ObjId {
        let heap = &mut self.state.heap;
        let object = load_code(heap, &code);
        for &constant in consts {
            heap.incref(constant);
        }
        let tuple = heap.new_tuple(consts.to_vec());
        let mut old = tuple;
        if let Payload::Code { code, .. } = &mut heap.get_mut(object).payload {
            let mut changed = CodeObject::clone(code);
            old = std::mem::replace(&mut changed.co_consts, tuple);
            changed.consts = consts.into();
            *code = Arc::new(changed);
        }
        heap.decref(old);
        object
    }
}

/// Makes a code object with all it refers to; a new reference.
pub(super) fn load_code(heap: &mut Heap, code: &Arc<Code>) -> ObjId {
    let mut loader = Loader::new(heap);
    let object = loader.code(code);
    loader.release();
    object
}

/// The same for the main script. CPython keeps its syntax tree while the script runs, and with it a
/// reference to every identifier and every constant, each time one stands in the source.
pub(super) fn load_main(heap: &mut Heap, world: &World) -> ObjId {
    for (name, uses) in &world.tree.names {
        let name = heap.intern(name);
        heap.get_mut(name).ob_refcnt += i64::from(*uses) - 1;
    }
    let mut loader = Loader::new(heap);
    loader.unmerged = world.tree.unmerged.iter().map(identity).collect();
    let object = loader.code(&world.main);
    for constant in &world.tree.constants {
        // Of the others, nothing looks at their objects.
        loader.held(constant);
    }
    loader.release();
    object
}

/// Code of `exec` and `eval`, and the list of objects that its syntax tree refers to, which lives until the
/// code has run (`a_objects`, `Python/pyarena.c`); new references.
fn load_with_tree(heap: &mut Heap, code: &Arc<Code>, tree: &Tree) -> (ObjId, ObjId) {
    let mut loader = Loader::new(heap);
    loader.unmerged = tree.unmerged.iter().map(identity).collect();
    let object = loader.code(code);
    let mut items = Vec::new();
    for constant in &tree.constants {
        let held = loader.held(constant);
        items.push(held.unwrap_or_else(|| loader.copy(constant)));
    }
    loader.release();
    for (name, uses) in &tree.names {
        let name = heap.intern(name);
        let more = (1..*uses).map(|_| heap.new_ref(name));
        items.extend(more);
        items.push(name);
    }
    let allocated = (1..=items.len()).fold(0, |allocated, len| match len <= allocated {
        true => allocated,
        false => grown(len),
    });
    (object, heap.new_list_alloc(items, allocated))
}

/// Two uses of one constant are one object.
fn identity(constant: &Arc<Const>) -> usize {
    Arc::as_ptr(constant) as usize
}

/// What a tuple of a compilation may be one with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Merge {
    /// Any equal one: the tuples of names and of constants of all code objects.
    Always,
    /// None of the constants: equal constants are one already, but for those that the peephole
    /// optimizer made, which doesn't look.
    NotAmongConstants,
}

/// Makes the objects of one compilation.
struct Loader<'h> {
    heap: &'h mut Heap,
    /// What the constants became, by identity; owned, as by CPython's `c_const_cache`.
    made: BTreeMap<usize, ObjId>,
    /// The tuples of constants and names, by their items, which are shared themselves; borrowed.
    tuples: BTreeMap<Vec<ObjId>, (ObjId, Merge)>,
    /// The string constants among them that became the interned string of their text.
    interned: BTreeSet<usize>,
    /// Tuples that are no other's, by identity.
    unmerged: BTreeSet<usize>,
    /// The file name, which all code objects of a compilation share; owned.
    filename: Option<(PyStr, ObjId)>,
}

impl<'h> Loader<'h> {
    fn new(heap: &'h mut Heap) -> Loader<'h> {
        Loader {
            heap,
            made: BTreeMap::new(),
            tuples: BTreeMap::new(),
            interned: BTreeSet::new(),
            unmerged: BTreeSet::new(),
            filename: None,
        }
    }

    /// The compilation is over: only the code objects keep what they refer to.
    fn release(self) {
        for (_, object) in self.made {
            self.heap.decref(object);
        }
        if let Some((_, name)) = self.filename {
            self.heap.decref(name);
        }
    }

    /// A code object; a new reference.
    fn code(&mut self, code: &Arc<Code>) -> ObjId {
        let names = self.names(&code.co_names);
        let co_varnames = self.names(&code.co_varnames);
        let co_freevars = self.names(&code.co_freevars);
        let co_cellvars = self.names(&code.co_cellvars);
        let consts: Vec<ObjId> = code.co_consts.iter().map(|c| self.constant(c)).collect();
        let cell2arg = cell2arg(code);
        let co_cell2arg = if cell2arg.iter().any(Option::is_some) {
            self.heap.block(8 * cell2arg.len())
        } else {
            Addr(0)
        };
        let co_filename = self.filename(&code.co_filename);
        let object = CodeObject {
            code: Arc::clone(code),
            consts: consts.clone().into_boxed_slice(),
            co_consts: self.tuple(consts, Merge::Always),
            names: names.clone().into_boxed_slice(),
            co_names: self.tuple(names, Merge::Always),
            co_varnames: self.tuple(co_varnames, Merge::Always),
            co_freevars: self.tuple(co_freevars, Merge::Always),
            co_cellvars: self.tuple(co_cellvars, Merge::Always),
            co_code: self.heap.new_bytes(code.co_code.clone()),
            co_filename,
            co_name: self.heap.intern(&code.co_name),
            co_lnotab: self.heap.new_bytes(code.co_lnotab.clone()),
            co_cell2arg,
            cell2arg,
            fastcall_args: fastcall_args(code),
        };
        self.heap.new_code(Arc::new(object))
    }

    /// A tuple of these items, which are stolen; a new reference (`merge_const_tuple`).
    fn tuple(&mut self, items: Vec<ObjId>, merge: Merge) -> ObjId {
        match self.tuples.get(&items) {
            Some(&(shared, of)) if merge == Merge::Always || of == Merge::Always => {
                self.heap.decref_all(items);
                self.heap.new_ref(shared)
            }
            Some(_) => self.heap.new_tuple(items),
            None => {
                let tuple = self.heap.new_tuple(items.clone());
                self.tuples.insert(items, (tuple, merge));
                tuple
            }
        }
    }

    /// Interned strings; new references.
    fn names(&mut self, names: &[PyStr]) -> Vec<ObjId> {
        names.iter().map(|name| self.heap.intern(name)).collect()
    }

    /// The file name; a new reference.
    fn filename(&mut self, name: &PyStr) -> ObjId {
        let object = match &self.filename {
            Some((known, object)) if known == name => *object,
            _ => {
                let object = self.heap.new_str(name.clone());
                if let Some((_, old)) = self.filename.replace((name.clone(), object)) {
                    self.heap.decref(old);
                }
                object
            }
        };
        self.heap.new_ref(object)
    }

    /// The object of a constant; a new reference.
    fn constant(&mut self, constant: &Arc<Const>) -> ObjId {
        let key = identity(constant);
        if let Some(&object) = self.made.get(&key) {
            return self.heap.new_ref(object);
        }
        let object = match &**constant {
            Const::None => return self.heap.none_ref(),
            Const::Ellipsis => return self.heap.ellipsis_ref(),
            Const::Bool(value) => return self.heap.new_bool(*value),
            Const::Int(value) => self.heap.new_int(value.clone()),
            Const::Float(bits) => self.heap.new_float(f64::from_bits(*bits)),
            Const::Complex(real, imag) => self
                .heap
                .new_complex(f64::from_bits(*real), f64::from_bits(*imag)),
            Const::Str(text) if all_name_chars(text) || is_code_name(text) => {
                if !self.heap.is_interned(text) {
                    self.interned.insert(key);
                }
                self.heap.intern(text)
            }
            Const::Str(text) => self.heap.new_str(text.clone()),
            Const::Bytes(bytes) => self.heap.new_bytes(bytes.to_vec()),
            Const::Tuple(items) => {
                let items = items.iter().map(|item| self.constant(item)).collect();
                if self.unmerged.contains(&key) {
                    self.heap.new_tuple(items)
                } else {
                    self.tuple(items, Merge::NotAmongConstants)
                }
            }
            Const::FrozenSet(items) => self.frozenset(items),
            Const::Code(code) => self.code(code),
        };
        // The compiler finds equal constants in a dict, which asks for their hashes.
        self.heap.hash_builtin(object);
        self.made.insert(key, object);
        self.heap.new_ref(object)
    }

    /// The object of a constant of the syntax tree; a new reference. Where several places of the source
    /// say the same, only the first one's object serves code, unless it is shared anyway; none for the
    /// others.
    fn held(&mut self, constant: &Arc<Const>) -> Option<ObjId> {
        let heap = &mut *self.heap;
        let shared = match &**constant {
            // The tree borrows these.
            Const::None | Const::Ellipsis | Const::Bool(_) => return None,
            Const::Int(value) => value.to_i64().and_then(small_int),
            Const::Str(text) if heap.is_shared_str(text) => Some(heap.new_str(text.clone())),
            Const::Tuple(items) if items.is_empty() => Some(heap.empty_tuple()),
            _ => None,
        };
        if let Some(shared) = shared {
            let is_str = matches!(&**constant, Const::Str(_));
            // A shared string came with a reference.
            heap.get_mut(shared).ob_refcnt += i64::from(!is_str);
            return Some(shared);
        }
        let key = identity(constant);
        let object = *self.made.get(&key)?;
        // A tuple of names that is equal may have come first, and serves instead.
        let items = heap.as_tuple(object);
        let of_names =
            items.is_some_and(|items| matches!(self.tuples.get(items), Some((_, Merge::Always))));
        let replaced = of_names
            || matches!(&**constant, Const::Str(text) if all_name_chars(text))
                && !self.interned.contains(&key);
        (!replaced).then(|| heap.new_ref(object))
    }

    /// An object of its own for a constant that code has another for; a new reference.
    fn copy(&mut self, constant: &Arc<Const>) -> ObjId {
        match &**constant {
            Const::Int(value) => self.heap.new_int(value.clone()),
            Const::Float(bits) => self.heap.new_float(f64::from_bits(*bits)),
            Const::Str(text) => self.heap.new_str(text.clone()),
            Const::Bytes(bytes) => self.heap.new_bytes(bytes.to_vec()),
            Const::Tuple(items) => {
                let items = items.iter().map(|item| self.constant(item)).collect();
                self.heap.new_tuple(items)
            }
            _ => self.constant(constant),
        }
    }

    /// A frozenset constant; a new reference.
    fn frozenset(&mut self, items: &[Arc<Const>]) -> ObjId {
        let set = self.heap.new_set(true);
        for item in items {
            let key = self.constant(item);
            // Constants are built-in values: neither hashing nor comparing them needs Python.
            if let Hashing::Is(hash) = self.heap.hash_builtin(key)
                && let SetStep::Missing(slot) =
                    SetSearch::new(set, key, hash, true).step(self.heap, false)
            {
                self.heap.set_store(set, slot, key, hash);
            }
            self.heap.decref(key);
        }
        set
    }
}

/// Whether a string constant is interned: it could be a name (`all_name_chars`).
fn all_name_chars(text: &PyStr) -> bool {
    text.as_ascii().is_some_and(|text| {
        text.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    })
}

/// Whether a text is the name that the compiler gives to code without one; names are interned.
fn is_code_name(text: &PyStr) -> bool {
    const NAMES: [&str; 5] = [
        "<lambda>",
        "<listcomp>",
        "<setcomp>",
        "<dictcomp>",
        "<genexpr>",
    ];
    text.as_ascii().is_some_and(|text| NAMES.contains(&text))
}

/// For each cell the argument that it takes its first value from (`co_cell2arg`).
fn cell2arg(code: &Code) -> Box<[Option<u32>]> {
    use crate::code::flags::{CO_VARARGS, CO_VARKEYWORDS};
    let total = code.co_argcount
        + code.co_kwonlyargcount
        + u32::from(code.co_flags & CO_VARARGS != 0)
        + u32::from(code.co_flags & CO_VARKEYWORDS != 0);
    let arguments = code.co_varnames.iter().take(total as usize);
    let arguments: Vec<&PyStr> = arguments.collect();
    code.co_cellvars
        .iter()
        .map(|cell| arguments.iter().position(|&name| name == cell))
        .map(|place| place.map(|place| place as u32))
        .collect()
}
