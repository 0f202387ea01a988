//! How native functions are called, and the table through which the machine reaches them.

use std::ops::Range;

use crate::objects::ty::TyInfo;
use crate::objects::{Slot, Ty};
use crate::value::{NativeId, ObjId};
use crate::vm::{PyResult, Vm};

/// A function written in Rust that Python code can call. Arguments are borrowed; the result is a
/// new reference.
pub type Native = fn(&mut Vm<'_>, Args<'_>) -> PyResult;

/// The arguments of a call, as in CPython's vectorcall: the values of the keywords stand behind
/// the positional ones.
#[derive(Clone, Copy, Debug)]
pub struct Args<'a> {
    /// Positional values, then keyword values. For methods, `self` is the first.
    pub values: &'a [ObjId],
    /// Names of the keywords: string objects.
    pub names: &'a [ObjId],
}

impl<'a> Args<'a> {
    /// Positional arguments only.
    pub fn positional(values: &'a [ObjId]) -> Args<'a> {
        Args { values, names: &[] }
    }

    /// The positional values.
    pub fn pos(&self) -> &'a [ObjId] {
        &self.values[..self.values.len() - self.names.len()]
    }

    /// The keywords: name and value.
    pub fn keywords(&self) -> impl Iterator<Item = (ObjId, ObjId)> + 'a {
        let values = &self.values[self.values.len() - self.names.len()..];
        self.names.iter().copied().zip(values.iter().copied())
    }
}

/// One native function.
#[derive(Clone, Copy, Debug)]
pub struct NativeDef {
    /// `__name__`.
    pub name: &'static str,
    /// How it is bound and called.
    pub kind: NativeKind,
    /// Which numbers of positional arguments it takes, without `self`; checked before the call,
    /// with CPython's message.
    pub arity: Arity,
    /// Whether CPython's function wants its arguments as a tuple (`METH_VARARGS`): each call makes one,
    /// which holds the arguments and is an allocation that the collector counts.
    pub varargs: bool,
    /// The function.
    pub function: Native,
    /// `__doc__`, and `__text_signature__` where it begins with one.
    pub doc: &'static str,
}

impl NativeDef {
    const fn new(
        name: &'static str,
        kind: NativeKind,
        arity: Arity,
        function: Native,
        doc: &'static str,
    ) -> NativeDef {
        NativeDef {
            name,
            kind,
            arity,
            varargs: matches!(kind, NativeKind::Slot(Slot::New)),
            function,
            doc,
        }
    }

    /// The same, but it wants its arguments as a tuple. `tests/data/method_flags.txt` says which do.
    pub const fn varargs(mut self) -> NativeDef {
        self.varargs = true;
        self
    }

    /// A function of a module.
    pub const fn function(
        name: &'static str,
        arity: Arity,
        function: Native,
        doc: &'static str,
    ) -> NativeDef {
        NativeDef::new(name, NativeKind::Function, arity, function, doc)
    }

    /// A method of a type.
    pub const fn method(
        name: &'static str,
        arity: Arity,
        function: Native,
        doc: &'static str,
    ) -> NativeDef {
        NativeDef::new(name, NativeKind::Method, arity, function, doc)
    }

    /// A class method of a type.
    pub const fn class_method(
        name: &'static str,
        arity: Arity,
        function: Native,
        doc: &'static str,
    ) -> NativeDef {
        NativeDef::new(name, NativeKind::ClassMethod, arity, function, doc)
    }

    /// A static method of a type.
    pub const fn static_method(
        name: &'static str,
        arity: Arity,
        function: Native,
        doc: &'static str,
    ) -> NativeDef {
        NativeDef::new(name, NativeKind::StaticMethod, arity, function, doc)
    }

    /// The special method that fills a slot; the slot decides its arity.
    pub const fn slot(slot: Slot, function: Native) -> NativeDef {
        let arity = match slot {
            Slot::New | Slot::Init | Slot::Call => Arity::Any,
            Slot::SetAttr | Slot::SetItem | Slot::DescrSet => Arity::Range { min: 2, max: 2 },
            Slot::DescrGet | Slot::Pow | Slot::RPow | Slot::IPow => Arity::Range { min: 1, max: 2 },
            Slot::Repr
            | Slot::Str
            | Slot::Hash
            | Slot::Iter
            | Slot::Next
            | Slot::Del
            | Slot::Await
            | Slot::AIter
            | Slot::ANext
            | Slot::Neg
            | Slot::Pos
            | Slot::Abs
            | Slot::Bool
            | Slot::Invert
            | Slot::Int
            | Slot::Float
            | Slot::Index
            | Slot::Len => Arity::None,
            _ => Arity::One,
        };
        NativeDef::new(slot.dunder(), NativeKind::Slot(slot), arity, function, "")
    }

    /// The getter of a computed attribute.
    pub const fn getter(name: &'static str, function: Native, doc: &'static str) -> NativeDef {
        NativeDef::new(name, NativeKind::Getter, Arity::None, function, doc)
    }

    /// The setter of the attribute of the same name.
    pub const fn setter(name: &'static str, function: Native) -> NativeDef {
        let arity = Arity::Range { min: 0, max: 1 };
        NativeDef::new(name, NativeKind::Setter, arity, function, "")
    }

    /// A read-only field.
    pub const fn member(name: &'static str, function: Native, doc: &'static str) -> NativeDef {
        NativeDef::new(name, NativeKind::Member, Arity::None, function, doc)
    }
}

/// How a native function is bound.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NativeKind {
    /// A function of a module; `self` is no argument.
    Function,
    /// A method of a type.
    Method,
    /// A class method: the class is the first argument.
    ClassMethod,
    /// A static method.
    StaticMethod,
    /// A special method that fills this slot.
    Slot(Slot),
    /// The getter of a computed attribute.
    Getter,
    /// The setter of the attribute of the same name; without a value it deletes.
    Setter,
    /// A read-only field.
    Member,
}

impl NativeKind {
    /// Whether a built-in function of this kind passes what it is bound to as the first argument.
    pub fn takes_self(self) -> bool {
        !matches!(
            self,
            NativeKind::Function | NativeKind::StaticMethod | NativeKind::Slot(Slot::New)
        )
    }
}

/// How many positional arguments a native function takes, and whether keywords.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Arity {
    /// `METH_NOARGS`.
    None,
    /// `METH_O`.
    One,
    /// `METH_VARARGS`/`METH_FASTCALL` without keywords, from `min` to `max`
    /// (`_PyArg_CheckPositional`).
    Range {
        /// Least.
        min: u8,
        /// Most.
        max: u8,
    },
    /// Any number and keywords; the function checks by itself.
    Any,
}

/// A module written in Rust.
#[derive(Clone, Copy, Debug)]
pub struct NativeModule {
    /// Its name for `import`.
    pub name: &'static str,
    /// `__doc__`.
    pub doc: &'static str,
    /// Its functions.
    pub functions: &'static [NativeDef],
    /// The types it brings.
    pub types: &'static [NativeType],
    /// Adds what is neither: constants, types that exist already, objects with state.
    pub fill: fn(&mut Vm<'_>, ObjId) -> PyResult<()>,
}

/// A type that a native module brings; its instances hold a [`Payload::Native`].
///
/// [`Payload::Native`]: crate::objects::Payload::Native
#[derive(Clone, Copy, Debug)]
pub struct NativeType {
    /// `__module__`: what `tp_name` says before the dot; not always the module it lies in.
    pub module: &'static str,
    /// Name, base and C sizes.
    pub info: TyInfo,
    /// Its members, as for the built-in types.
    pub members: &'static [NativeDef],
}

impl NativeType {
    /// A type derived from `object` whose instances have a GC head, no `__dict__` and no weak
    /// references, and that classes may inherit from.
    pub const fn new(
        module: &'static str,
        name: &'static str,
        basicsize: u32,
        members: &'static [NativeDef],
    ) -> NativeType {
        NativeType {
            module,
            info: TyInfo {
                name,
                base: Ty::Object,
                basicsize,
                itemsize: 0,
                gc: true,
                basetype: true,
                dictoffset: 0,
                weaklistoffset: 0,
            },
            members,
        }
    }

    /// The same, but the collector doesn't watch the instances.
    pub const fn without_gc(mut self) -> NativeType {
        self.info.gc = false;
        self
    }

    /// The same, but classes can't inherit from it.
    pub const fn closed(mut self) -> NativeType {
        self.info.basetype = false;
        self
    }
}

/// A module of the standard library written in Python: compiled when it is first imported, its
/// frames are hidden.
#[derive(Clone, Copy, Debug)]
pub struct LibraryModule {
    /// Its name for `import`.
    pub name: &'static str,
    /// Its source text.
    pub source: &'static str,
    /// Whether it stands for a module that CPython has in C or frozen: no file replaces it, and
    /// tracebacks leave its frames out.
    pub built_in: bool,
}

/// All native functions, and the modules that can be imported without a file. Made once, in the
/// same order every time.
#[derive(Debug)]
pub struct NativeTable {
    /// The functions; a [`NativeId`] is an index.
    defs: Vec<NativeDef>,
    /// Members of the built-in types: the type and the ids of its members.
    types: Vec<(Ty, Range<u16>)>,
    /// Modules written in Rust.
    modules: Vec<ModuleEntry>,
    /// Modules written in Python.
    library: &'static [LibraryModule],
}

/// A native module and where its functions lie in the table.
#[derive(Clone, Debug)]
pub struct ModuleEntry {
    /// The module.
    pub module: &'static NativeModule,
    /// Ids of its functions.
    pub functions: Range<u16>,
    /// Ids of the members of each of its types.
    pub types: Vec<Range<u16>>,
}

impl Default for NativeTable {
    /// A table with the machine's own natives.
    fn default() -> NativeTable {
        NativeTable {
            defs: crate::vm::own::LIST.to_vec(),
            types: Vec::new(),
            modules: Vec::new(),
            library: &[],
        }
    }
}

impl NativeTable {
    /// Adds a function.
    pub fn add(&mut self, def: NativeDef) -> NativeId {
        self.defs.push(def);
        NativeId(u16::try_from(self.defs.len() - 1).unwrap_or(u16::MAX))
    }

    /// Adds several functions; their ids follow one another.
    fn add_all(&mut self, defs: &[NativeDef]) -> Range<u16> {
        let count = |len: usize| u16::try_from(len).unwrap_or(u16::MAX);
        let first = count(self.defs.len());
        self.defs.extend_from_slice(defs);
        first..count(self.defs.len())
    }

    /// Adds members of a built-in type.
    pub fn add_type(&mut self, ty: Ty, members: &[NativeDef]) {
        let ids = self.add_all(members);
        self.types.push((ty, ids));
    }

    /// Adds a native module.
    pub fn add_module(&mut self, module: &'static NativeModule) {
        let functions = self.add_all(module.functions);
        let types = module.types.iter().map(|ty| self.add_all(ty.members));
        let types = types.collect();
        self.modules.push(ModuleEntry {
            module,
            functions,
            types,
        });
    }

    /// Sets the modules written in Python.
    pub fn set_library(&mut self, library: &'static [LibraryModule]) {
        self.library = library;
    }

    /// The functions' names, by id.
    pub fn names(&self) -> Vec<&'static str> {
        self.defs.iter().map(|def| def.name).collect()
    }

    /// The function of that id.
    #[inline]
    pub fn get(&self, id: NativeId) -> &NativeDef {
        &self.defs[usize::from(id.0)]
    }

    /// The members of the built-in types.
    pub fn types(&self) -> &[(Ty, Range<u16>)] {
        &self.types
    }

    /// The native module of that name.
    pub fn module(&self, name: &str) -> Option<&ModuleEntry> {
        self.modules.iter().find(|entry| entry.module.name == name)
    }

    /// Names of all native modules, in order.
    pub fn module_names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.modules.iter().map(|entry| entry.module.name)
    }

    /// Names of the modules written in Python that stand for C code, submodules left out.
    pub fn built_in_library(&self) -> impl Iterator<Item = &'static str> + '_ {
        let built_in = self.library.iter().filter(|module| module.built_in);
        built_in
            .map(|module| module.name)
            .filter(|name| !name.contains('.'))
    }

    /// Whether the library has modules inside that package.
    pub fn has_library_below(&self, package: &str) -> bool {
        self.library.iter().any(|module| {
            module
                .name
                .strip_prefix(package)
                .is_some_and(|rest| rest.starts_with('.'))
        })
    }

    /// The library module of that name.
    pub fn library(&self, name: &str) -> Option<&'static LibraryModule> {
        self.library.iter().find(|module| module.name == name)
    }
}
