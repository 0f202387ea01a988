//! Names that CPython's C code keeps in static variables (`_Py_IDENTIFIER`, `_Py_static_string`,
//! `_PyUnicode_FromId` of `Objects/unicodeobject.c`).
//!
//! Such a variable takes a reference to its interned string when it is first used, and never gives it
//! back: the first `a + b` of a program that calls an `__add__` leaves one reference more to the name.
//! The variables that the interpreter has used before a script begins have theirs already, in the
//! counts of the start image. The others are here: one for each special method that a slot calls, and
//! [`Identifier`] for the rest.

use crate::objects::Slot;
use crate::value::ObjId;
use crate::vm::attr::Method;
use crate::vm::{PyResult, Vm};

macro_rules! identifiers {
    ($($variant:ident $text:literal;)*) => {
        /// A static variable with a name, called by the C function that owns it.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Identifier {
            $(#[doc = concat!("`", $text, "`.")] $variant,)*
        }

        impl Identifier {
            /// The texts, in the variants' order.
            const TEXTS: &'static [&'static str] = &[$($text,)*];

            /// The name.
            pub fn text(self) -> &'static str {
                Identifier::TEXTS[self as usize]
            }
        }
    };
}

identifiers! {
    // Objects/abstract.c
    FormatFormat "__format__";
    IsInstanceInstancecheck "__instancecheck__";
    AbstractBases "__bases__";
    NumberTrunc "__trunc__";
    GetItemClassGetitem "__class_getitem__";
    MappingKeys "keys";
    // Objects/bytesobject.c
    FormatBytes "__bytes__";
    BytesNewBytes "__bytes__";
    // Objects/complexobject.c
    ComplexComplex "__complex__";
    // Objects/dictobject.c
    SubscriptMissing "__missing__";
    ViewDifferenceUpdate "difference_update";
    ViewSymmetricDifferenceUpdate "symmetric_difference_update";
    ViewUpdate "update";
    ViewIntersectionUpdate "intersection_update";
    // Objects/genobject.c
    GenThrow "throw";
    GenClose "close";
    // Objects/object.c
    BytesBytes "__bytes__";
    // Objects/typeobject.c
    ReprBuiltins "builtins";
    // Python/bltinmodule.c
    VarsDict "__dict__";
    UpdateBasesMroEntries "__mro_entries__";
    RoundRound "__round__";
    PrintStdout "stdout";
    // Objects/fileobject.c
    WriteObjectWrite "write";
    // Python/ceval.c
    SetupAsyncWithEnter "__aenter__";
    SetupAsyncWithExit "__aexit__";
    SetupAnnotations "__annotations__";
    PrintExprDisplayhook "displayhook";
    YieldFromSend "send";
    // Python/sysmodule.c
    GetsizeofSizeof "__sizeof__";
}

/// Which of the variables have been used.
#[derive(Clone, Hash, Debug, Default)]
pub struct Identifiers {
    /// A bit for each [`Slot`] whose name has its reference.
    slots: u128,
    /// The others' names; owned.
    names: Vec<Option<ObjId>>,
}

impl Identifiers {
    /// Those that CPython 3.8.18 has used when a script begins.
    pub fn of_start() -> Identifiers {
        let used = [
            Slot::Contains,
            Slot::GetItem,
            Slot::Hash,
            Slot::Init,
            Slot::New,
        ];
        Identifiers {
            slots: used.iter().fold(0, |slots, &slot| slots | bit(slot)),
            names: vec![None; Identifier::TEXTS.len()],
        }
    }
}

fn bit(slot: Slot) -> u128 {
    1 << slot as u32
}

impl Vm<'_> {
    /// The name that a slot's function looks its method up by; borrowed.
    #[inline]
    pub(super) fn slot_name(&mut self, slot: Slot) -> ObjId {
        let name = self.state.names.slot(slot);
        if self.state.identifiers.slots & bit(slot) == 0 {
            self.state.identifiers.slots |= bit(slot);
            self.state.heap.incref(name);
        }
        name
    }

    /// The name in a static variable; borrowed.
    pub fn identifier(&mut self, identifier: Identifier) -> ObjId {
        let index = identifier as usize;
        if let Some(&Some(name)) = self.state.identifiers.names.get(index) {
            return name;
        }
        let name = self.state.heap.intern_str(identifier.text());
        if let Some(place) = self.state.identifiers.names.get_mut(index) {
            *place = Some(name);
        }
        name
    }

    /// A special method of the object's type by a static name (`_PyObject_LookupSpecial`); a new
    /// reference.
    pub fn lookup_special_name(
        &mut self,
        object: ObjId,
        identifier: Identifier,
    ) -> PyResult<Option<ObjId>> {
        let name = self.identifier(identifier);
        self.lookup_special_id(object, name)
    }

    /// Calls a method by a static name, without making a bound method
    /// (`_PyObject_CallMethodIdObjArgs`); a new reference.
    pub fn call_method_obj_args(
        &mut self,
        object: ObjId,
        identifier: Identifier,
        args: &[ObjId],
    ) -> PyResult {
        let name = self.identifier(identifier);
        let (method, result) = match self.get_method(object, name)? {
            Method::Unbound(method) => {
                let values: Vec<ObjId> = [object].into_iter().chain(args.iter().copied()).collect();
                (method, self.call(method, &values))
            }
            Method::Attribute(method) => (method, self.call(method, args)),
        };
        self.state.heap.decref(method);
        result
    }

    /// Calls a method by a static name (`_PyObject_CallMethodId`); a new reference.
    pub fn call_method_id(
        &mut self,
        object: ObjId,
        identifier: Identifier,
        args: &[ObjId],
    ) -> PyResult {
        let name = self.identifier(identifier);
        let method = self.getattr(object, name)?;
        let result = self.call(method, args);
        self.state.heap.decref(method);
        result
    }
}
