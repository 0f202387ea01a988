//! What each kind of object has of its own, under the names of its C struct's fields.

use serde_json::{Value, json};

use crate::export::trace::classes::class_name;
use crate::export::trace::objects::Fields;
use crate::export::trace::step::f_lasti;
use crate::export::trace::{Tracer, describe};
use crate::objects::callable::BuiltinFunction;
use crate::objects::container::{DictIter, Interned, StrObject};
use crate::objects::frame::GenObject;
use crate::objects::payload::{Iter, NativeObject};
use crate::objects::{Heap, Object, Payload, Ty, type_id};
use crate::value::ObjId;

impl Tracer {
    /// Puts what the object's kind adds to its header.
    pub(super) fn kind(&mut self, heap: &Heap, id: ObjId, object: &Object, fields: &mut Fields) {
        if is_described(&object.payload)
            && let Some(text) = describe::short(heap, id)
        {
            fields.put("r", text);
        }
        match &object.payload {
            Payload::List(list) => {
                fields.put("len", list.items.len());
                fields.put("alloc", list.allocated);
                let items = self.refs(heap, &list.items, fields);
                fields.put("items", items);
                if list.allocated > 0 {
                    fields.put("buf", describe::block_at(heap, list.ob_item));
                }
            }
            Payload::Tuple(items) => {
                let items = self.refs(heap, items, fields);
                fields.put("items", items);
            }
            Payload::Dict(dict) => self.dict(heap, dict, fields),
            Payload::Set(set) => self.set(heap, set, fields),
            Payload::Str(string) => {
                fields.put("str", str_state(string, heap.is_exact(id, Ty::Str)))
            }
            Payload::Bytes(bytes) => fields.put("len", bytes.len()),
            Payload::Int(value) => {
                let digits = i64::try_from(value.digit_count()).unwrap_or(i64::MAX);
                fields.put("digits", if value.is_negative() { -digits } else { digits });
            }
            Payload::Type(ty) if self.is_user_class(heap, id) => {
                self.class(heap, id, object, ty, fields);
            }
            Payload::Function(function) => {
                if let Some(code) = self.codes.number(function.code) {
                    fields.put("code", code);
                    self.child(heap, fields, "globals", function.globals);
                    self.child(heap, fields, "defaults", function.defaults);
                    self.child(heap, fields, "kwdefaults", function.kwdefaults);
                    self.child(heap, fields, "closure", function.closure);
                    self.child(heap, fields, "dict", object.dict);
                    self.child(heap, fields, "annotations", function.annotations);
                }
            }
            Payload::Code { co_zombieframe, .. } => {
                if let Some(code) = self.codes.number(id) {
                    fields.put("code", code);
                    fields.put("zombie", co_zombieframe.is_some());
                }
            }
            Payload::Frame(frame) => {
                if let Some((frame, code)) = frame
                    .as_deref()
                    .or_else(|| heap.as_frame(id))
                    .and_then(|frame| Some((frame, self.codes.number(frame.f_code)?)))
                {
                    fields.put("code", code);
                    fields.put("lasti", f_lasti(heap, id, frame));
                    fields.put("executing", u8::from(frame.f_executing));
                    if !frame.f_executing {
                        let state = self.resting_frame(heap, frame, &mut fields.children);
                        fields.put("fr", state);
                    }
                }
            }
            Payload::Cell(content) => self.child(heap, fields, "ref", *content),
            Payload::BoundMethod(method) => {
                self.child(heap, fields, "func", method.im_func);
                self.child(heap, fields, "self", method.im_self);
            }
            Payload::BuiltinFunction(builtin) => self.builtin(heap, builtin, fields),
            Payload::Generator(generator) => self.generator(heap, id, generator, fields),
            Payload::Iter(iter) => self.iterator(heap, object.ob_type, iter, fields),
            Payload::DictIter(iter) => self.dict_iterator(heap, iter, fields),
            Payload::DictView(view) => self.child(heap, fields, "dict", view.dv_dict),
            Payload::Range(range) => {
                let parts = [range.start, range.stop, range.step, range.length];
                let texts = parts.map(|part| describe::short(heap, part));
                fields.put("args", json!(texts));
            }
            Payload::Slice(slice) => {
                let parts = self.refs(heap, &[slice.start, slice.stop, slice.step], fields);
                fields.put("args", parts);
            }
            Payload::Super(super_object) => {
                self.child(heap, fields, "type", super_object.this_class);
                self.child(heap, fields, "obj", super_object.obj);
                self.child(heap, fields, "obj_type", super_object.obj_type);
            }
            Payload::WeakRef(reference) if heap.is_instance(id, Ty::Weakref) => {
                let referent = match reference.wr_object {
                    Some(referent) => self.number(heap, referent).into(),
                    None => Value::from("dead"),
                };
                fields.put("obj", referent);
                self.child(heap, fields, "callback", reference.wr_callback);
                fields.put("hash", reference.hash);
            }
            Payload::Property(property) => {
                self.child(heap, fields, "fget", property.fget);
                self.child(heap, fields, "fset", property.fset);
                self.child(heap, fields, "fdel", property.fdel);
                self.child(heap, fields, "doc", property.doc);
            }
            Payload::MethodKind(function) => self.child(heap, fields, "func", *function),
            Payload::Exception(exception) => {
                self.child(heap, fields, "dict", object.dict);
                self.child(heap, fields, "args", exception.args);
                self.child(heap, fields, "traceback", exception.traceback);
                self.child(heap, fields, "context", exception.context);
                self.child(heap, fields, "cause", exception.cause);
                fields.put("suppress", u8::from(exception.suppress_context));
                if heap.is_instance(id, Ty::StopIteration) {
                    let value = exception.fields.first().copied().flatten();
                    self.child(heap, fields, "value", value);
                }
            }
            Payload::Traceback(traceback) => {
                self.child(heap, fields, "next", traceback.tb_next);
                self.child(heap, fields, "frame", traceback.tb_frame);
                fields.put("lasti", traceback.tb_lasti);
                fields.put("line", traceback.tb_lineno);
            }
            Payload::Native(native) => self.native(heap, object.ob_type, native, fields),
            Payload::Plain if self.is_user_module(heap, id) => {
                self.child(heap, fields, "dict", object.dict);
            }
            _ => {}
        }
    }

    fn builtin(&mut self, heap: &Heap, builtin: &BuiltinFunction, fields: &mut Fields) {
        let owner = builtin
            .m_self
            .filter(|&owner| describe::type_name(heap, owner) != "module");
        if owner.is_some() {
            self.child(heap, fields, "self", owner);
        }
    }

    fn generator(&mut self, heap: &Heap, id: ObjId, generator: &GenObject, fields: &mut Fields) {
        fields.put("running", u8::from(generator.gi_running));
        let code = self.codes.number(generator.gi_code);
        if let Some(code) = code {
            fields.put("code", code);
        }
        if heap.is_instance(id, Ty::AsyncGenerator) {
            fields.put(
                "hooks_inited",
                u8::from(generator.ag_state & GenObject::AG_HOOKS_INITED != 0),
            );
            let running = generator.ag_state & GenObject::AG_RUNNING_ASYNC != 0;
            fields.put("running_async", u8::from(running));
            fields.put(
                "closed",
                u8::from(generator.ag_state & GenObject::AG_CLOSED != 0),
            );
        }
        let number = self.optional(heap, generator.gi_frame);
        fields.put("frame", number);
        let frame = generator.gi_frame.and_then(|frame| heap.as_frame(frame));
        if let (Some(frame), Some(_)) = (frame, code) {
            let state = self.resting_frame(heap, frame, &mut fields.children);
            fields.put("fr", state);
        }
        let handled = self.handled.get(&id).copied();
        let handled = handled.unwrap_or(generator.gi_exc_state[0]);
        let class = handled.filter(|&class| class != heap.none());
        fields.put("exc", class.map(|class| class_name(heap, class)));
    }

    fn iterator(&mut self, heap: &Heap, ty: ObjId, iter: &Iter, fields: &mut Fields) {
        let is = |kind: Ty| ty == type_id(kind);
        if is(Ty::RangeIterator) {
            let [start, step, len] = iter.numbers;
            fields.put("index", iter.it_index);
            fields.put("start", start);
            fields.put("step", step);
            fields.put("len", len);
        } else if is(Ty::SetIterator) {
            self.child(heap, fields, "set", iter.it_seq);
            fields.put("used", iter.numbers[0]);
            fields.put("pos", iter.it_index);
            fields.put("len", iter.numbers[1]);
        } else if !is(Ty::CallableIterator) {
            fields.put("index", iter.it_index);
            self.child(heap, fields, "seq", iter.it_seq);
        }
    }

    fn dict_iterator(&mut self, heap: &Heap, iter: &DictIter, fields: &mut Fields) {
        self.child(heap, fields, "dict", iter.di_dict);
        fields.put("used", iter.di_used);
        fields.put("pos", iter.di_pos);
        self.child(heap, fields, "result", iter.di_result);
        fields.put("len", iter.len);
    }

    fn native(&mut self, heap: &Heap, ty: ObjId, native: &NativeObject, fields: &mut Fields) {
        let part = |at: usize| native.refs.get(at).copied().flatten();
        if ty == type_id(Ty::Enumerate) {
            fields.put("index", native.numbers.first().copied());
            self.child(heap, fields, "it", part(0));
            self.child(heap, fields, "result", part(1));
        } else if ty == type_id(Ty::Zip) {
            self.child(heap, fields, "its", part(0));
            self.child(heap, fields, "result", part(1));
        } else if ty == type_id(Ty::Map) {
            self.child(heap, fields, "its", part(0));
            self.child(heap, fields, "func", part(1));
        } else if ty == type_id(Ty::Filter) {
            self.child(heap, fields, "func", part(0));
            self.child(heap, fields, "it", part(1));
        }
    }
}

/// Whether a full state repeats the short text.
fn is_described(payload: &Payload) -> bool {
    !matches!(
        payload,
        Payload::List(_) | Payload::Tuple(_) | Payload::Dict(_) | Payload::Set(_)
    )
}

fn str_state(string: &StrObject, compact: bool) -> Value {
    let interned = match string.interned {
        Interned::No => 0,
        Interned::Mortal => 1,
        Interned::Immortal => 2,
    };
    json!({
        "len": string.text.len(), "kind": string.text.kind(),
        "ascii": u8::from(string.text.is_ascii()), "compact": u8::from(compact),
        "interned": interned, "hash": string.hash,
    })
}
