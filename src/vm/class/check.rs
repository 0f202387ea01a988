//! `isinstance` and `issubclass` (`PyObject_IsInstance`, `PyObject_IsSubclass` of
//! `Objects/abstract.c`).

use crate::objects::{Ty, type_id};
use crate::value::ObjId;
use crate::vm::{PyResult, Vm};

impl Vm<'_> {
    /// `isinstance(object, class)`.
    pub fn is_instance(&mut self, object: ObjId, class: ObjId) -> PyResult<bool> {
        if self.state.heap.type_of(object) == class {
            return Ok(true);
        }
        if self.state.heap.type_of(class) == type_id(Ty::Type) {
            return self.recursive_is_instance(object, class);
        }
        if let Some(items) = self.state.heap.as_tuple(class) {
            let items = items.to_vec();
            self.enter_recursive(" in __instancecheck__")?;
            let mut result = Ok(false);
            for item in items {
                result = self.is_instance(object, item);
                if result != Ok(false) {
                    break;
                }
            }
            self.leave_recursive();
            return result;
        }
        let name = self.state.names.instancecheck;
        if let Some(check) = self.lookup_special_id(class, name)? {
            let result = self
                .enter_recursive(" in __instancecheck__")
                .and_then(|()| {
                    let result = self.call(check, &[object]);
                    self.leave_recursive();
                    result
                });
            self.state.heap.decref(check);
            let result = result?;
            let truth = self.is_true(result);
            self.state.heap.decref(result);
            return truth;
        }
        self.recursive_is_instance(object, class)
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

    /// `issubclass(derived, class)`.
    pub fn is_subclass(&mut self, derived: ObjId, class: ObjId) -> PyResult<bool> {
        if self.state.heap.type_of(class) == type_id(Ty::Type) {
            if derived == class {
                return Ok(true);
            }
            return self.recursive_is_subclass(derived, class);
        }
        if let Some(items) = self.state.heap.as_tuple(class) {
            let items = items.to_vec();
            self.enter_recursive(" in __subclasscheck__")?;
            let mut result = Ok(false);
            for item in items {
                result = self.is_subclass(derived, item);
                if result != Ok(false) {
                    break;
                }
            }
            self.leave_recursive();
            return result;
        }
        let name = self.state.names.subclasscheck;
        if let Some(check) = self.lookup_special_id(class, name)? {
            let result = self
                .enter_recursive(" in __subclasscheck__")
                .and_then(|()| {
                    let result = self.call(check, &[derived]);
                    self.leave_recursive();
                    result
                });
            self.state.heap.decref(check);
            let result = result?;
            let truth = self.is_true(result);
            self.state.heap.decref(result);
            return truth;
        }
        self.recursive_is_subclass(derived, class)
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
        if let Some(bases) = self.lookup_attr_id(class, self.state.names.bases)? {
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
        let Some(bases) = self.lookup_attr_id(derived, self.state.names.bases)? else {
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
