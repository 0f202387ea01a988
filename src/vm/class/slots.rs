//! How a class implements its slots (`fixup_slot_dispatchers`, `update_slot`, `inherit_slots`).
//!
//! A slot is native as long as the special method found along the MRO is the one that the native
//! type installed for it; as soon as that is anything else, it is a hook that looks the method up
//! at each use.

use crate::objects::payload::Payload;
use crate::objects::slots::SLOTS;
use crate::objects::{Slot, SlotImpl};
use crate::value::ObjId;
use crate::vm::Vm;
use crate::vm::native::NativeKind;

impl Vm<'_> {
    /// What a slot is by what the MRO says.
    fn slot_by_lookup(&mut self, class: ObjId, slot: Slot) -> SlotImpl {
        let name = self.state.names.slot(slot);
        let Some(found) = self.find_in_mro(class, name) else {
            return SlotImpl::Empty;
        };
        let native = match &self.state.heap.get(found).payload {
            // A wrapper under another name, or of a class that this one doesn't derive from, is
            // called like any other method.
            Payload::WrapperDescr(wrapper)
                if wrapper.d_name == name && self.state.heap.is_subtype(class, wrapper.d_type) =>
            {
                Some(wrapper.native)
            }
            Payload::BuiltinFunction(function) if slot == Slot::New => Some(function.native),
            _ => None,
        };
        let sequence_only = matches!(
            slot,
            Slot::Concat | Slot::Repeat | Slot::InPlaceConcat | Slot::InPlaceRepeat
        );
        match native.map(|native| (native, self.natives.get(native).kind)) {
            Some((native, NativeKind::Slot(kind))) if kind == slot => SlotImpl::Native(native),
            // The same method serves another slot: `list.__add__` is `sq_concat`, not `nb_add`.
            Some((_, NativeKind::Slot(_))) => SlotImpl::Empty,
            _ if sequence_only => SlotImpl::Empty,
            _ => SlotImpl::Hook,
        }
    }

    /// Fills all slots of a new class.
    pub(in crate::vm) fn fill_slots(&mut self, class: ObjId) {
        for &(slot, _, _) in SLOTS {
            let slot_impl = self.slot_by_lookup(class, slot);
            if let Some(class) = self.state.heap.as_type_mut(class) {
                class.slots[slot as usize] = slot_impl;
            }
        }
    }

    /// A special method of a class was set or deleted: its slots and those of its subclasses
    /// follow (`update_slot`).
    pub(in crate::vm) fn update_slots_of(&mut self, class: ObjId, name: ObjId) {
        let Some(text) = self.state.heap.as_str(name).map(|name| name.to_lossy()) else {
            return;
        };
        let slots: Vec<Slot> = SLOTS
            .iter()
            .filter(|(_, _, dunder)| *dunder == text)
            .map(|(slot, _, _)| *slot)
            .collect();
        if slots.is_empty() {
            return;
        }
        let mut open = vec![class];
        while let Some(class) = open.pop() {
            for &slot in &slots {
                let slot_impl = self.slot_by_lookup(class, slot);
                if let Some(class) = self.state.heap.as_type_mut(class) {
                    class.slots[slot as usize] = slot_impl;
                }
            }
            if let Some(class) = self.state.heap.as_type(class) {
                open.extend(class.tp_subclasses.iter().copied());
            }
        }
    }
}
