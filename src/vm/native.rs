//! How native functions are called, and the table through which the machine reaches them.

use crate::objects::Slot;
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
            function,
            doc,
        }
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

/// All native functions; a [`NativeId`] is an index. Made once, in the same order every time.
#[derive(Debug, Default)]
pub struct NativeTable {
    defs: Vec<NativeDef>,
}

impl NativeTable {
    /// Adds a function.
    pub fn add(&mut self, def: NativeDef) -> NativeId {
        self.defs.push(def);
        NativeId(u16::try_from(self.defs.len() - 1).unwrap_or(u16::MAX))
    }

    /// The function of that id.
    #[inline]
    pub fn get(&self, id: NativeId) -> &NativeDef {
        &self.defs[usize::from(id.0)]
    }
}
