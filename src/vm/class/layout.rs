//! Which base decides how instances of a new class look in memory, and what `__slots__` adds to
//! that (`best_base`, the first half of `type_new`).

use crate::objects::{Ty, type_id};
use crate::value::ObjId;
use crate::vm::attr::clip;
use crate::vm::{PyResult, Vm};

/// What `__slots__` and the bases say about the instances of a new class.
#[derive(Default)]
pub(super) struct Layout {
    /// Names of own members, mangled and sorted; owned.
    pub members: Vec<ObjId>,
    /// The same as the tuple that the class keeps; owned.
    pub ht_slots: Option<ObjId>,
    pub add_dict: bool,
    pub add_weakref: bool,
}

impl Vm<'_> {
    /// The most derived metaclass of a class's bases (`_PyType_CalculateMetaclass`); borrowed.
    pub fn calculate_metaclass(&mut self, metatype: ObjId, bases: ObjId) -> PyResult {
        let mut winner = metatype;
        let items = self.state.heap.as_tuple(bases).unwrap_or_default().to_vec();
        for base in items {
            let meta = self.state.heap.type_of(base);
            if self.state.heap.is_subtype(winner, meta) {
                continue;
            }
            if self.state.heap.is_subtype(meta, winner) {
                winner = meta;
                continue;
            }
            return self.type_error(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases".to_owned(),
            );
        }
        Ok(winner)
    }

    /// The base that decides the layout of instances (`best_base`); borrowed.
    pub(super) fn best_base(&mut self, bases: &[ObjId]) -> PyResult {
        let mut best: Option<(ObjId, ObjId)> = None;
        for &base in bases {
            let Some(class) = self.state.heap.as_type(base) else {
                return self.type_error("bases must be types".to_owned());
            };
            if !class.basetype {
                let name = self.type_title(base);
                return self.type_error(format!(
                    "type '{}' is not an acceptable base type",
                    clip(&name, 100)
                ));
            }
            let solid = self.solid_base(base);
            best = match best {
                None => Some((solid, base)),
                Some((winner, kept)) if self.state.heap.is_subtype(winner, solid) => {
                    Some((winner, kept))
                }
                Some((winner, _)) if self.state.heap.is_subtype(solid, winner) => {
                    Some((solid, base))
                }
                Some(_) => {
                    return self
                        .type_error("multiple bases have instance lay-out conflict".to_owned());
                }
            };
        }
        Ok(best.map_or(type_id(Ty::Object), |(_, base)| base))
    }

    /// The class, from this one upwards, that last added fields to instances (`solid_base`).
    pub(super) fn solid_base(&self, class: ObjId) -> ObjId {
        let mut class = class;
        loop {
            let Some(this) = self.state.heap.as_type(class) else {
                return class;
            };
            let Some(base_id) = this.tp_base else {
                return class;
            };
            let Some(base) = self.state.heap.as_type(base_id) else {
                return class;
            };
            let own_dict = u32::from(this.has_dict && !base.has_dict);
            let own_weakref = u32::from(this.has_weakrefs && !base.has_weakrefs);
            let grown = this.tp_basicsize
                > base.tp_basicsize
                    + if this.heap_type {
                        8 * (own_dict + own_weakref)
                    } else {
                        0
                    };
            if grown || this.tp_itemsize != base.tp_itemsize {
                return class;
            }
            class = base_id;
        }
    }

    /// What instances of the class get, by `__slots__` and the bases.
    pub(super) fn class_layout(
        &mut self,
        base: ObjId,
        bases: ObjId,
        dict: ObjId,
        name: ObjId,
    ) -> PyResult<Layout> {
        let (base_dict, base_weak, base_item, base_name) = match self.state.heap.as_type(base) {
            Some(b) => (b.has_dict, b.has_weakrefs, b.tp_itemsize, b.name.to_lossy()),
            None => (false, false, 0, String::new()),
        };
        let may_add_dict = !base_dict;
        let may_add_weak = !base_weak && base_item == 0;
        let mut layout = Layout::default();
        let key = self.state.names.slots_name;
        let Some(slots) = self.state.heap.dict_get_str(dict, key) else {
            layout.add_dict = may_add_dict;
            layout.add_weakref = may_add_weak;
            return Ok(layout);
        };
        let written = if self.state.heap.is_instance(slots, Ty::Str) {
            self.state.heap.incref(slots);
            vec![slots]
        } else {
            self.collect(slots)?
        };
        if !written.is_empty() && base_item != 0 {
            self.state.heap.decref_all(written);
            return self.type_error(format!(
                "nonempty __slots__ not supported for subtype of '{base_name}'"
            ));
        }
        let result = self.read_slots(
            &written,
            dict,
            name,
            may_add_dict,
            may_add_weak,
            &mut layout,
        );
        self.state.heap.decref_all(written);
        result?;
        let items = self.state.heap.as_tuple(bases).unwrap_or_default().to_vec();
        for other in items {
            if let Some(class) = self.state.heap.as_type(other)
                && other != base
            {
                layout.add_dict |= may_add_dict && class.has_dict;
                layout.add_weakref |= may_add_weak && class.has_weakrefs;
            }
        }
        Ok(layout)
    }

    fn read_slots(
        &mut self,
        written: &[ObjId],
        dict: ObjId,
        class_name: ObjId,
        may_add_dict: bool,
        may_add_weak: bool,
        layout: &mut Layout,
    ) -> PyResult<()> {
        let class_name = self.name_text(class_name);
        let mut names: Vec<String> = Vec::new();
        for &slot in written {
            let Some(text) = self.state.heap.as_str(slot).map(|text| text.to_lossy()) else {
                let given = self.state.heap.type_name(slot);
                return self.type_error(format!(
                    "__slots__ items must be strings, not '{}'",
                    clip(&given, 200)
                ));
            };
            let mut characters = text.chars();
            let valid = characters
                .next()
                .is_some_and(|c| c == '_' || c.is_alphabetic())
                && characters.all(|c| c == '_' || c.is_alphanumeric());
            if !valid {
                return self.type_error("__slots__ must be identifiers".to_owned());
            }
            match text.as_str() {
                "__dict__" => {
                    if !may_add_dict || layout.add_dict {
                        return self
                            .type_error("__dict__ slot disallowed: we already got one".to_owned());
                    }
                    layout.add_dict = true;
                    continue;
                }
                "__weakref__" => {
                    if !may_add_weak || layout.add_weakref {
                        return self.type_error(
                            "__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0".to_owned(),
                        );
                    }
                    layout.add_weakref = true;
                    continue;
                }
                _ => {}
            }
            let mangled = mangle(&class_name, &text);
            let name = self.state.heap.intern_str(&mangled);
            let taken = self.state.heap.dict_get_str(dict, name).is_some();
            self.state.heap.decref(name);
            if taken && mangled != "__qualname__" && mangled != "__classcell__" {
                return Err(self.raise(
                    Ty::ValueError,
                    format!("'{text}' in __slots__ conflicts with class variable"),
                ));
            }
            names.push(mangled);
        }
        names.sort();
        for name in names {
            let name = self.state.heap.intern_str(&name);
            layout.members.push(name);
        }
        // CPython sorts them in a list, and keeps them as a tuple.
        let heap = &mut self.state.heap;
        let list = heap.new_list_from(&layout.members);
        layout.ht_slots = Some(heap.new_tuple_of(&layout.members));
        heap.decref(list);
        Ok(())
    }
}

/// A private name as the compiler mangles it (`_Py_Mangle`).
fn mangle(class: &str, name: &str) -> String {
    let class = class.trim_start_matches('_');
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') || class.is_empty() {
        return name.to_owned();
    }
    format!("_{class}{name}")
}
