//! What a dying object holds, in the order in which its type's `tp_dealloc` releases it, and what
//! memory it gives back.

use crate::objects::bytearray::VIEW;
use crate::objects::cascade::{Children, Finish};
use crate::objects::container::Keys;
use crate::objects::freelist::{Keep, TUPLE_MAXSAVESIZE};
use crate::objects::heap::Heap;
use crate::objects::object::GcList;
use crate::objects::payload::Payload;
use crate::objects::static_type;
use crate::objects::ty::Ty;
use crate::value::ObjId;

/// A dead object, taken apart.
pub(crate) struct Parts {
    /// What a Python class added to its base: slots, then the `__dict__`.
    pub first: Option<Children>,
    /// What the base type holds.
    pub children: Children,
    /// What is given back at the end.
    pub finish: Finish,
}

impl Heap {
    /// Removes a dead object from the heap and takes it apart.
    #[inline]
    pub(crate) fn parts_of(&mut self, id: ObjId) -> Parts {
        let object = self.get_mut(id);
        let payload = std::mem::replace(&mut object.payload, Payload::Plain);
        let slots = object.slots.take();
        let (ob_type, mut dict, has_head) = (
            object.ob_type,
            object.dict,
            object.gc.list != GcList::NoHead,
        );
        let addr = self.remove_bare(id);
        let exact = static_type(ob_type);
        let mut finish = Finish::of(addr, keep_of(&payload, exact, has_head));
        let mut first = None;
        if exact.is_none()
            && let Some(ty) = self.as_type(ob_type)
        {
            // Instances of a native module's type don't count as references to it.
            finish.then = ty.heap_type.then_some(ob_type);
            let own_dict = if ty.solid.info().dictoffset == 0 {
                dict.take()
            } else {
                None
            };
            first = self.added_by_class(ob_type, slots.map(|slots| *slots), own_dict);
        }
        let children = self.children_of(id, payload, dict, &mut finish);
        Parts {
            first,
            children,
            finish,
        }
    }

    /// The slots of an instance, those of the most derived class first, then its `__dict__`
    /// unless that belongs to the base type (`subtype_dealloc`).
    fn added_by_class(
        &self,
        class: ObjId,
        slots: Option<Vec<Option<ObjId>>>,
        dict: Option<ObjId>,
    ) -> Option<Children> {
        let Some(slots) = slots else {
            return dict.map(|dict| few([Some(dict)]));
        };
        let values = self.slots_by_class(class, &slots);
        let mut added: Vec<_> = values.into_iter().map(Some).collect();
        added.push(dict);
        Some(Children::Forwards(added, 0))
    }

    /// What the object's built-in type holds, in the order of its `tp_dealloc`.
    #[inline]
    fn children_of(
        &mut self,
        id: ObjId,
        payload: Payload,
        dict: Option<ObjId>,
        finish: &mut Finish,
    ) -> Children {
        if let Some(children) = few_held(&payload, dict) {
            return Children::Few(children, 0);
        }
        let list: Vec<Option<ObjId>> = match payload {
            Payload::Tuple(items) => return Children::Backwards(items.into_vec()),
            Payload::List(list) => {
                finish.buffer = list.ob_item;
                return Children::Backwards(list.items);
            }
            Payload::Dict(dict) => {
                let values = dict.ma_values.map(|values| {
                    finish.buffer = values.addr;
                    values.values
                });
                return match dict.ma_keys {
                    Keys::Empty => {
                        self.empty_keys_refcnt -= 1;
                        few([])
                    }
                    Keys::Own(keys) => {
                        finish.keys = (keys.addr, keys.dk_size);
                        Children::Entries(keys.dk_entries, 0)
                    }
                    Keys::Shared(shared) => {
                        finish.shared = Some(shared);
                        Children::Forwards(values.unwrap_or_default(), 0)
                    }
                };
            }
            Payload::Set(set) => {
                finish.buffer = set.addr;
                return Children::Elements(set.table, 0);
            }
            Payload::Frame(frame) => {
                let Some(frame) = frame else {
                    return few([]);
                };
                finish.then = Some(frame.f_code);
                return Children::Frame(frame, 0);
            }
            Payload::Int(_)
            | Payload::Float(_)
            | Payload::Complex(..)
            | Payload::Str(_)
            | Payload::Bytes(_) => return few([dict]),
            Payload::ByteArray(array) => {
                finish.buffer = array.ob_bytes;
                return few([]);
            }
            Payload::DictView(view) => return few([Some(view.dv_dict)]),
            Payload::Range(range) => {
                return few([range.start, range.stop, range.step, range.length].map(Some));
            }
            Payload::Function(f) => vec![
                Some(f.code),
                Some(f.globals),
                f.module,
                Some(f.name),
                f.defaults,
                f.kwdefaults,
                Some(f.doc),
                dict,
                f.closure,
                f.annotations,
                Some(f.qualname),
            ],
            Payload::Code {
                code,
                co_zombieframe,
            } => {
                finish.buffer = code.co_cell2arg;
                if let Some(zombie) = co_zombieframe {
                    self.free_gc_block(zombie.addr);
                }
                [
                    code.co_code,
                    code.co_consts,
                    code.co_names,
                    code.co_varnames,
                    code.co_freevars,
                    code.co_cellvars,
                    code.co_filename,
                    code.co_name,
                    code.co_lnotab,
                ]
                .map(Some)
                .to_vec()
            }
            Payload::Generator(gen_object) => {
                if let Some(frame) = gen_object.gi_frame.and_then(|f| self.as_frame_mut(f)) {
                    frame.f_gen = None;
                }
                let [exc_type, exc_value, exc_traceback] = gen_object.gi_exc_state;
                vec![
                    gen_object.gi_frame,
                    gen_object.extra,
                    Some(gen_object.gi_code),
                    Some(gen_object.gi_name),
                    Some(gen_object.gi_qualname),
                    exc_type,
                    exc_value,
                    exc_traceback,
                ]
            }
            Payload::MethodDescr(descr) => return few([Some(descr.d_type), Some(descr.d_name)]),
            Payload::WrapperDescr(descr) => return few([Some(descr.d_type), Some(descr.d_name)]),
            Payload::MethodWrapper(wrapper) => {
                return few([Some(wrapper.descr), Some(wrapper.m_self)]);
            }
            Payload::GetSetDescr(descr) => return few([Some(descr.d_type), Some(descr.d_name)]),
            Payload::MemberDescr(descr) => return few([Some(descr.d_type), Some(descr.d_name)]),
            Payload::Property(p) => return few([p.fget, p.fset, p.fdel, p.doc]),
            Payload::MethodKind(callable) => return few([callable, dict]),
            Payload::Type(ty) => {
                let bases = self.as_tuple(ty.tp_bases).unwrap_or(&[]).to_vec();
                let mut held = self.forget_subclass(id, &bases);
                held.extend([
                    ty.tp_base,
                    Some(ty.tp_dict),
                    Some(ty.tp_bases),
                    Some(ty.tp_mro),
                    ty.ht_name,
                    ty.ht_qualname,
                    ty.subclasses,
                    ty.ht_slots,
                ]);
                if let Some(keys) = ty.ht_cached_keys.and_then(|k| self.release_shared_keys(k)) {
                    finish.keys = (keys.addr, keys.dk_size);
                    held.extend(keys.dk_entries.iter().map(|entry| entry.me_key));
                }
                held
            }
            Payload::MappingProxy(mapping) => return few([Some(mapping)]),
            Payload::Exception(exception) => {
                let mut held = exception.fields;
                held.extend([
                    dict,
                    Some(exception.args),
                    exception.traceback,
                    exception.cause,
                    exception.context,
                ]);
                held
            }
            Payload::WeakRef(reference) => return few([reference.wr_callback]),
            // See `few_held`.
            Payload::Plain
            | Payload::DictIter(_)
            | Payload::Slice(_)
            | Payload::Iter(_)
            | Payload::Cell(_)
            | Payload::BoundMethod(_)
            | Payload::BuiltinFunction(_)
            | Payload::Super(_)
            | Payload::Traceback(_) => return few([]),
            Payload::Native(native) => {
                if native.kind == VIEW {
                    self.forget_view(&native.refs);
                }
                native.refs
            }
        };
        Children::Forwards(list, 0)
    }

    /// A dying class leaves the lists of its bases (`remove_all_subclasses`).
    fn forget_subclass(&mut self, class: ObjId, bases: &[ObjId]) -> Vec<Option<ObjId>> {
        let mut entries = Vec::new();
        for &base in bases {
            if self.is_alive(base)
                && let Some((key, reference)) = self.remove_subclass(base, class)
            {
                entries.extend([Some(key), Some(reference)]);
            }
        }
        entries
    }
}

/// What the plainest objects hold, in the order of their `tp_dealloc`: they die most often. None for
/// all others.
#[inline]
pub(super) fn few_held(payload: &Payload, dict: Option<ObjId>) -> Option<[Option<ObjId>; 4]> {
    Some(match payload {
        Payload::Plain => [dict, None, None, None],
        Payload::Cell(contents) => [*contents, None, None, None],
        Payload::Slice(slice) => [Some(slice.step), Some(slice.start), Some(slice.stop), None],
        Payload::Iter(iter) => [iter.it_seq, iter.second, None, None],
        Payload::DictIter(iter) => [iter.di_dict, iter.di_result, None, None],
        Payload::BoundMethod(method) => [Some(method.im_func), Some(method.im_self), None, None],
        Payload::BuiltinFunction(function) => [function.m_self, function.m_module, None, None],
        Payload::Super(s) => [s.obj, s.this_class, s.obj_type, None],
        Payload::Traceback(traceback) => [traceback.tb_next, Some(traceback.tb_frame), None, None],
        _ => return None,
    })
}

/// Up to four references, released from the first to the last.
#[inline]
fn few<const N: usize>(children: [Option<ObjId>; N]) -> Children {
    let mut all = [None; 4];
    for (place, child) in all.iter_mut().zip(children) {
        *place = child;
    }
    Children::Few(all, 0)
}

/// Where the object's own memory goes: only exact built-in types have free lists.
pub(super) fn keep_of(payload: &Payload, exact: Option<Ty>, has_head: bool) -> Keep {
    match (payload, exact) {
        (Payload::Tuple(items), Some(Ty::Tuple))
            if (1..TUPLE_MAXSAVESIZE).contains(&items.len()) =>
        {
            Keep::Tuple(items.len() as u8)
        }
        (Payload::List(_), Some(Ty::List)) => Keep::List,
        (Payload::Dict(_), Some(Ty::Dict)) => Keep::Dict,
        (Payload::Frame(Some(frame)), _) => Keep::Frame(frame.f_localsplus.len() as u32),
        (Payload::BoundMethod(_), _) => Keep::Method,
        (Payload::BuiltinFunction(_), _) => Keep::Cfunction,
        (Payload::Slice(_), _) => Keep::Slice,
        (_, Some(Ty::AsyncGeneratorAsend)) => Keep::AgAsend,
        (_, Some(Ty::AsyncGeneratorWrappedValue)) => Keep::AgValue,
        _ if has_head => Keep::Gc,
        _ => Keep::Plain,
    }
}
