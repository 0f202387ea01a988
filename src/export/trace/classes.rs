//! What a class has: bases, order of resolution, layout, flags, version, shared keys.

use serde_json::{Value, json};

use crate::builtins::types::type_struct;
use crate::export::trace::Tracer;
use crate::export::trace::describe;
use crate::export::trace::objects::Fields;
use crate::export::trace::tables::lookup_name;
use crate::inspect::find_text;
use crate::objects::typeobject::TypeObject;
use crate::objects::{Heap, Object, Ty};
use crate::value::ObjId;

impl Tracer {
    /// Whether a class was made by the user's code: by its `__module__`.
    pub(super) fn is_user_class(&mut self, heap: &Heap, class: ObjId) -> bool {
        if let Some(&known) = self.user_classes.get(&class) {
            return known;
        }
        let Some(ty) = heap.as_type(class).filter(|ty| ty.heap_type) else {
            return false;
        };
        let module = find_text(heap, ty.tp_dict, "__module__").and_then(|name| heap.as_str(name));
        let known = module.is_some_and(|name| self.user_modules.contains(&name.to_lossy()));
        self.user_classes.insert(class, known);
        known
    }

    /// Whether a module was read from the user's folder: by its `__file__`.
    pub(super) fn is_user_module(&mut self, heap: &Heap, module: ObjId) -> bool {
        if !heap.is_instance(module, Ty::Module) {
            return false;
        }
        let Some(dict) = heap.get(module).dict else {
            return false;
        };
        let text = |name: &str| Some(heap.as_str(find_text(heap, dict, name)?)?.to_lossy());
        let is_user = text("__file__").is_some_and(|file| file.starts_with(&self.prefix));
        if is_user {
            self.user_modules.extend(text("__name__"));
        }
        is_user
    }

    pub(super) fn class(
        &mut self,
        heap: &Heap,
        id: ObjId,
        object: &Object,
        ty: &TypeObject,
        fields: &mut Fields,
    ) {
        self.child(heap, fields, "base", ty.tp_base);
        self.child(heap, fields, "bases", ty.tp_bases);
        self.child(heap, fields, "mro", ty.tp_mro);
        self.child(heap, fields, "dict", ty.tp_dict);
        fields.put("basicsize", ty.tp_basicsize);
        fields.put("itemsize", ty.tp_itemsize);
        fields.put("flags", type_struct::tp_flags(heap, id));
        let (dictoffset, weaklistoffset) = type_struct::offsets(heap, id);
        fields.put("dictoffset", dictoffset);
        fields.put("weaklistoffset", weaklistoffset);
        self.child(heap, fields, "metatype", object.ob_type);
        fields.put(
            "vtag",
            match (
                self.options.versions,
                ty.tp_version_tag.max(ty.void_version_tag),
            ) {
                (true, tag) => Value::from(tag),
                (false, tag) => (tag != 0).into(),
            },
        );
        let shared = ty
            .ht_cached_keys
            .and_then(|keys| heap.shared_keys.get(keys));
        fields.put(
            "cached_keys",
            shared.map(|keys| {
                json!({
                    "rc": keys.dk_refcnt, "size": keys.dk_size, "usable": keys.dk_usable,
                    "nent": keys.dk_entries.len(), "lookup": lookup_name(keys.dk_lookup),
                })
            }),
        );
    }
}

/// The name of a class object.
pub(super) fn class_name(heap: &Heap, class: ObjId) -> String {
    heap.as_type(class).map_or_else(
        || describe::type_name(heap, class),
        |ty| describe::class_name(heap, ty),
    )
}
