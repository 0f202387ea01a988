//! What any object may be asked, whatever its type: text, hash, truth, operators, items, iteration
//! (`Objects/abstract.c`, `Objects/object.c`, and the `slot_*` functions of
//! `Objects/typeobject.c`).
//!
//! A slot is served by a native function or by a special method written in Python; both are
//! called from here, so that natives and instructions need not tell them apart.

pub mod compare;
mod dict;
mod item;
mod iterate;
mod number;
pub mod operator;
mod set;
mod text;

use crate::objects::{Slot, SlotImpl};
use crate::value::ObjId;
use crate::vm::{PyResult, Vm};

impl Vm<'_> {
    /// Whether a method of the class written in Python has taken over the C field that this slot
    /// shares with others: `__eq__` takes over `tp_richcompare`, and with it `__ne__`. Then the
    /// native method is found by name and called as Python would call it.
    #[inline]
    fn shares_hooked_field(&self, object: ObjId, slot: Slot) -> bool {
        let heap = &self.state.heap;
        let Some(class) = heap.as_type(heap.type_of(object)) else {
            return false;
        };
        class.heap_type
            && class
                .slots
                .get(slot.field_mates())
                .is_some_and(|mates| mates.contains(&SlotImpl::Hook))
    }

    /// Calls the slot of an object's type; none if it has none. A new reference.
    #[inline]
    pub fn call_type_slot(
        &mut self,
        object: ObjId,
        slot: Slot,
        args: &[ObjId],
    ) -> PyResult<Option<ObjId>> {
        match self.slot_of(object, slot) {
            SlotImpl::Empty => Ok(None),
            SlotImpl::Native(_) if self.shares_hooked_field(object, slot) => {
                let name = self.slot_name(slot);
                self.call_hook_maybe(object, name, args)
            }
            SlotImpl::Native(native) => {
                let function = self.natives.get(native).function;
                let result = match args {
                    [] => function(self, crate::vm::Args::positional(&[object])),
                    [one] => function(self, crate::vm::Args::positional(&[object, *one])),
                    [one, two] => {
                        function(self, crate::vm::Args::positional(&[object, *one, *two]))
                    }
                    args => {
                        let mut values = vec![object];
                        values.extend_from_slice(args);
                        function(self, crate::vm::Args::positional(&values))
                    }
                };
                let flow = self.native_result(result)?;
                self.wait(flow).map(Some)
            }
            SlotImpl::Hook => {
                let name = self.slot_name(slot);
                self.call_hook_maybe(object, name, args)
            }
        }
    }
}
