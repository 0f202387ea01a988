//! `isinstance` and `issubclass` (`PyObject_IsInstance`, `PyObject_IsSubclass` of
//! `Objects/abstract.c`).

use crate::objects::{Ty, type_id};
use crate::value::ObjId;
use crate::vm::identifier::Identifier;
use crate::vm::{PyResult, Vm};

/// Which of the two questions is asked.
#[derive(Clone, Copy)]
enum Check {
    Instance,
    Subclass,
}

impl Vm<'_> {
    /// `isinstance(object, class)`.
    pub fn is_instance(&mut self, object: ObjId, class: ObjId) -> PyResult<bool> {
        if self.state.heap.type_of(object) == class {
            return Ok(true);
        }
        self.check(Check::Instance, object, class)
    }

    /// `issubclass(derived, class)`.
    pub fn is_subclass(&mut self, derived: ObjId, class: ObjId) -> PyResult<bool> {
        if derived == class && self.state.heap.type_of(class) == type_id(Ty::Type) {
            return Ok(true);
        }
        self.check(Check::Subclass, derived, class)
    }

    /// Asks each class of a tuple, or the class's own hook, or goes by the rules for all classes.
    fn check(&mut self, check: Check, subject: ObjId, class: ObjId) -> PyResult<bool> {
        if self.state.heap.type_of(class) == type_id(Ty::Type) {
            return self.check_plainly(check, subject, class);
        }
        let place = match check {
            Check::Instance => " in __instancecheck__",
            Check::Subclass => " in __subclasscheck__",
        };
        if let Some(items) = self.state.heap.as_tuple(class) {
            let items = items.to_vec();
            self.enter_recursive(place)?;
            let mut result = Ok(false);
            for item in items {
                result = match check {
                    Check::Instance => self.is_instance(subject, item),
                    Check::Subclass => self.is_subclass(subject, item),
                };
                if result != Ok(false) {
                    break;
                }
            }
            self.leave_recursive();
            return result;
        }
        let name = match check {
            Check::Instance => self.identifier(Identifier::IsInstanceInstancecheck),
            Check::Subclass => self.state.names.subclasscheck,
        };
        let Some(hook) = self.lookup_special_id(class, name)? else {
            return self.check_plainly(check, subject, class);
        };
        let result = self.enter_recursive(place).and_then(|()| {
            let result = self.call(hook, &[subject]);
            self.leave_recursive();
            result
        });
        self.state.heap.decref(hook);
        let result = result?;
        let truth = self.is_true(result);
        self.state.heap.decref(result);
        truth
    }

    fn check_plainly(&mut self, check: Check, subject: ObjId, class: ObjId) -> PyResult<bool> {
        match check {
            Check::Instance => self.recursive_is_instance(subject, class),
            Check::Subclass => self.recursive_is_subclass(subject, class),
        }
    }

    /// `type.__instancecheck__` (`recursive_isinstance`).
    pub fn recursive_is_instance(&mut self, object: ObjId, class: ObjId) -> PyResult<bool> {
        if self.state.heap.as_type(class).is_some() {
            let exact = self.state.heap.type_of(object);
            if self.state.heap.is_subtype(exact, class) {
                return Ok(true);
            }
            // A proxy may claim another class; natives can't.
            let plain = self
                .state
                .heap
                .as_type(exact)
                .is_some_and(|ty| !ty.heap_type);
            if plain && !self.state.heap.is_instance(object, Ty::Weakproxy) {
                return Ok(false);
            }
            let Some(claimed) = self.lookup_attr_id(object, self.state.names.class)? else {
                return Ok(false);
            };
            let fits = claimed != exact
                && self.state.heap.as_type(claimed).is_some()
                && self.state.heap.is_subtype(claimed, class);
            self.state.heap.decref(claimed);
            return Ok(fits);
        }
        self.check_class(class, "isinstance() arg 2 must be a type or tuple of types")?;
        let Some(claimed) = self.lookup_attr_id(object, self.state.names.class)? else {
            return Ok(false);
        };
        let result = self.abstract_is_subclass(claimed, class);
        self.state.heap.decref(claimed);
        result
    }

    /// `type.__subclasscheck__` (`recursive_issubclass`).
    pub fn recursive_is_subclass(&mut self, derived: ObjId, class: ObjId) -> PyResult<bool> {
        let heap = &self.state.heap;
        if heap.as_type(derived).is_some() && heap.as_type(class).is_some() {
            return Ok(heap.is_subtype(derived, class));
        }
        self.check_class(derived, "issubclass() arg 1 must be a class")?;
        self.check_class(
            class,
            "issubclass() arg 2 must be a class or tuple of classes",
        )?;
        self.abstract_is_subclass(derived, class)
    }

    /// Something with a tuple as `__bases__` passes for a class.
    fn check_class(&mut self, class: ObjId, message: &str) -> PyResult<()> {
        if self.state.heap.as_type(class).is_some() {
            return Ok(());
        }
        let name = self.identifier(Identifier::AbstractBases);
        if let Some(bases) = self.lookup_attr_id(class, name)? {
            let fits = self.state.heap.is_instance(bases, Ty::Tuple);
            self.state.heap.decref(bases);
            if fits {
                return Ok(());
            }
        }
        Err(self.raise(Ty::TypeError, message))
    }

    /// Searches `__bases__` upwards.
    fn abstract_is_subclass(&mut self, derived: ObjId, class: ObjId) -> PyResult<bool> {
        if derived == class {
            return Ok(true);
        }
        let name = self.identifier(Identifier::AbstractBases);
        let Some(bases) = self.lookup_attr_id(derived, name)? else {
            return Ok(false);
        };
        let items = self.state.heap.as_tuple(bases).unwrap_or_default().to_vec();
        let mut result = Ok(false);
        if let Err(fault) = self.enter_recursive(" in __issubclass__") {
            self.state.heap.decref(bases);
            return Err(fault);
        }
        for base in items {
            result = self.abstract_is_subclass(base, class);
            if result != Ok(false) {
                break;
            }
        }
        self.leave_recursive();
        self.state.heap.decref(bases);
        result
    }
}
