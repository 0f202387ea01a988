//! Making objects: one function per type, with CPython's sizes and free lists. All return new
//! references. What they hold is counted by them unless the documentation says *stolen*.

use std::sync::Arc;

use crate::objects::callable::{BoundMethod, BuiltinFunction, CodeObject, Function, MethodWrapper};
use crate::objects::container::{RangeObject, SliceObject, StrObject};
use crate::objects::exception::{ExceptionObject, Traceback};
use crate::objects::heap::{Heap, type_id};
use crate::objects::intern::shared_place;
use crate::objects::object::GcHead;
use crate::objects::payload::{Iter, NativeObject, Payload};
use crate::objects::singleton::small_int;
use crate::objects::ty::Ty;
use crate::value::pyint::room::Room;
use crate::value::{NativeId, ObjId, PyInt, PyStr};

/// `PyLong_BASE` (`Include/longintrepr.h`): ints below this have one digit.
pub(crate) const PYLONG_BASE: u64 = 1 << 30;

/// Bytes of an `int` object with this many digits of 30 bits.
pub fn int_size(digits: usize) -> usize {
    24 + 4 * digits
}

/// Bytes of a `str` object: `PyASCIIObject` or `PyCompactUnicodeObject`, the characters, and a
/// terminating NUL character.
pub fn str_size(text: &PyStr) -> usize {
    let header = if text.is_ascii() { 48 } else { 72 };
    header + text.kind() * (text.len() + 1)
}

impl Heap {
    /// An `int`; the shared object for -5 to 256.
    #[inline]
    pub fn new_int(&mut self, value: impl Into<PyInt>) -> ObjId {
        let value = value.into();
        if let PyInt::Small(small) = value
            && let Some(shared) = small_int(small)
        {
            return self.new_ref(shared);
        }
        if let PyInt::Small(small) = value
            && small.unsigned_abs() < PYLONG_BASE
        {
            return self.make(type_id(Ty::Int), int_size(1), Payload::Int(value));
        }
        let size = int_size(value.digit_count() as usize);
        self.make(type_id(Ty::Int), size, Payload::Int(value))
    }

    /// An int that was read from a text: it is an object of its own until it turns out to be one of the
    /// small ones that are shared (`maybe_small_long`).
    pub fn new_int_read(&mut self, value: PyInt) -> ObjId {
        if value.to_i64().and_then(small_int).is_some() {
            let read = self.make(type_id(Ty::Int), int_size(1), Payload::Int(value.clone()));
            self.decref(read);
        }
        self.new_int(value)
    }

    /// The int in which `long_to_decimal_string_internal` (`Objects/longobject.c`) gathers the
    /// decimal digits of another one, nine to each of its own; a new reference.
    pub fn new_decimal_scratch(&mut self, digits: usize) -> ObjId {
        // How many of the number's digits take one decimal group more.
        const MORE: usize = (33 * 9) / (10 * 30 - 33 * 9);
        let size = int_size(1 + digits + digits / MORE);
        self.make(type_id(Ty::Int), size, Payload::Int(PyInt::ZERO))
    }

    /// A tuple of borrowed items.
    pub fn new_tuple_of(&mut self, items: &[ObjId]) -> ObjId {
        for &item in items {
            self.incref(item);
        }
        self.new_tuple(items.to_vec())
    }

    /// A list of borrowed items.
    pub fn new_list_from(&mut self, items: &[ObjId]) -> ObjId {
        for &item in items {
            self.incref(item);
        }
        self.new_list(items.to_vec())
    }

    /// An `int` whose memory is taken before the result is known, as arithmetic does.
    #[inline]
    pub fn new_int_in(&mut self, value: PyInt, room: Room) -> ObjId {
        let digits = match room {
            Room::Exact => return self.new_int(value),
            Room::Shared(digits) => match value.to_i64().and_then(small_int) {
                Some(shared) => return self.new_ref(shared),
                None => digits,
            },
            Room::Own(digits) => digits,
        };
        let size = int_size(digits.max(value.digit_count()) as usize);
        self.make(type_id(Ty::Int), size, Payload::Int(value))
    }

    /// A `float`.
    #[inline]
    pub fn new_float(&mut self, value: f64) -> ObjId {
        let kept = self.free_lists.float.pop();
        let addr = match kept {
            Some(addr) => addr,
            None => self.block(24),
        };
        let float = self.insert(
            type_id(Ty::Float),
            addr,
            GcHead::NONE,
            Payload::Float(value),
        );
        self.tell_new(float, addr, 24, kept.is_some());
        float
    }

    /// A `complex`.
    pub fn new_complex(&mut self, real: f64, imag: f64) -> ObjId {
        self.make(type_id(Ty::Complex), 32, Payload::Complex(real, imag))
    }

    /// A `str`; the shared object for the empty string and single characters below U+0100.
    #[inline]
    pub fn new_str(&mut self, text: impl Into<PyStr>) -> ObjId {
        let text = text.into();
        match text.len() {
            0 => self.shared_str(None, text),
            1 if text.at(0) < 0x100 => self.shared_str(Some(text.at(0) as u8), text),
            _ => self.new_str_unshared(text),
        }
    }

    /// A `str` of one character.
    #[inline]
    pub fn new_char(&mut self, point: u32) -> ObjId {
        if let Ok(character) = u8::try_from(point)
            && let Some(shared) = self.interning.latin1[shared_place(Some(character))]
        {
            return self.new_ref(shared);
        }
        self.new_str(PyStr::from_point(point))
    }

    /// A `str` of its own, never a shared one.
    #[inline]
    pub fn new_str_unshared(&mut self, text: PyStr) -> ObjId {
        let size = str_size(&text);
        self.make(type_id(Ty::Str), size, Payload::Str(StrObject::new(text)))
    }

    /// The shared string of no character or of one Latin-1 character.
    fn shared_str(&mut self, character: Option<u8>, text: PyStr) -> ObjId {
        let place = shared_place(character);
        if let Some(shared) = self.interning.latin1[place] {
            return self.new_ref(shared);
        }
        if let Some(shared) = self.start_name(&text, |_| true) {
            return self.new_ref(shared);
        }
        let object = self.new_str_unshared(text);
        self.interning.latin1[place] = Some(object);
        // One reference stays with the cache for good.
        self.new_ref(object)
    }

    /// A `bytes`; the shared object for none and one byte.
    pub fn new_bytes(&mut self, bytes: Vec<u8>) -> ObjId {
        let character = bytes.first().copied();
        let place = shared_place(character);
        if bytes.len() <= 1
            && let Some(shared) = self.interning.characters[place]
        {
            return self.new_ref(shared);
        }
        let len = bytes.len();
        let object = self.new_bytes_unshared(bytes);
        if len <= 1 {
            self.interning.characters[place] = Some(object);
            return self.new_ref(object);
        }
        object
    }

    /// A `bytes` of its own, never a shared one.
    pub fn new_bytes_unshared(&mut self, bytes: Vec<u8>) -> ObjId {
        let size = 33 + bytes.len();
        let payload = Payload::Bytes(bytes.into_boxed_slice());
        self.make(type_id(Ty::Bytes), size, payload)
    }

    /// A `slice`.
    pub fn new_slice(&mut self, start: ObjId, stop: ObjId, step: ObjId) -> ObjId {
        self.incref(step);
        self.incref(start);
        self.incref(stop);
        let kept = self.free_lists.slice.take();
        let addr = match kept {
            Some(addr) => addr,
            None => self.gc_block(40),
        };
        let payload = Payload::Slice(SliceObject { start, stop, step });
        self.make_gc_at(type_id(Ty::Slice), addr, 40, kept.is_some(), payload)
    }

    /// A `range`; the four int objects are stolen.
    pub fn new_range(&mut self, start: ObjId, stop: ObjId, step: ObjId, length: ObjId) -> ObjId {
        let payload = Payload::Range(Box::new(RangeObject {
            start,
            stop,
            step,
            length,
        }));
        self.make(type_id(Ty::Range), 48, payload)
    }

    /// A `cell`.
    pub fn new_cell(&mut self, contents: Option<ObjId>) -> ObjId {
        if let Some(contents) = contents {
            self.incref(contents);
        }
        self.make_gc(type_id(Ty::Cell), 24, Payload::Cell(contents))
    }

    /// A `code` with its constants; the references in it are stolen.
    pub fn new_code(&mut self, code: Arc<CodeObject>) -> ObjId {
        let payload = Payload::Code {
            code,
            co_zombieframe: None,
        };
        self.make(type_id(Ty::Code), 176, payload)
    }

    /// The name under which functions look for their module: made once, and kept.
    pub fn dunder_name(&mut self) -> ObjId {
        if let Some(name) = self.interning.dunder_name {
            return name;
        }
        let name = self.intern_str("__name__");
        self.interning.dunder_name = Some(name);
        name
    }

    /// A `function` (`PyFunction_NewWithQualName`): its doc is the first constant if that is a
    /// string, its module the globals' `__name__`.
    pub fn new_function(&mut self, code: ObjId, globals: ObjId) -> ObjId {
        let none = self.none();
        let (name, doc) = match self.as_code(code) {
            Some(code) => (code.co_name, code.consts.first().copied()),
            None => (none, None),
        };
        let doc = doc
            .filter(|&first| self.as_str(first).is_some())
            .unwrap_or(none);
        let addr = self.gc_block(120);
        let dunder_name = self.dunder_name();
        let module = self.dict_get_str(globals, dunder_name);
        for held in [code, globals, name, name, doc].into_iter().chain(module) {
            self.incref(held);
        }
        let payload = Payload::Function(Box::new(Function {
            code,
            globals,
            defaults: None,
            kwdefaults: None,
            closure: None,
            doc,
            name,
            module,
            annotations: None,
            qualname: name,
            stands_for_c: false,
        }));
        self.make_gc_at(type_id(Ty::Function), addr, 120, false, payload)
    }

    /// A bound `method` (`PyMethod_New`).
    #[inline]
    pub fn new_bound_method(&mut self, im_func: ObjId, im_self: ObjId) -> ObjId {
        let kept = self.free_lists.method.pop();
        let addr = match kept {
            Some(addr) => addr,
            None => self.gc_block(48),
        };
        self.incref(im_func);
        self.incref(im_self);
        let payload = Payload::BoundMethod(BoundMethod { im_func, im_self });
        self.make_gc_at(type_id(Ty::Method), addr, 48, kept.is_some(), payload)
    }

    /// A `builtin_function_or_method` (`PyCFunction_NewEx`).
    pub fn new_builtin(
        &mut self,
        native: NativeId,
        m_self: Option<ObjId>,
        m_module: Option<ObjId>,
    ) -> ObjId {
        let kept = self.free_lists.cfunction.pop();
        let addr = match kept {
            Some(addr) => addr,
            None => self.gc_block(56),
        };
        for held in m_self.into_iter().chain(m_module) {
            self.incref(held);
        }
        let payload = Payload::BuiltinFunction(Box::new(BuiltinFunction {
            native,
            m_self,
            m_module,
        }));
        self.make_gc_at(
            type_id(Ty::BuiltinFunction),
            addr,
            56,
            kept.is_some(),
            payload,
        )
    }

    /// A `method-wrapper`: a slot's descriptor bound to an object (`PyWrapper_New`).
    pub fn new_method_wrapper(&mut self, descr: ObjId, m_self: ObjId) -> ObjId {
        let addr = self.gc_block(32);
        self.incref(descr);
        self.incref(m_self);
        let payload = Payload::MethodWrapper(MethodWrapper { descr, m_self });
        self.make_gc_at(type_id(Ty::MethodWrapper), addr, 32, false, payload)
    }

    /// Any other object of a static type: memory of the type's basic size, tracked if it has GC.
    /// References in the payload are stolen.
    pub fn new_object(&mut self, ty: Ty, payload: Payload) -> ObjId {
        let info = ty.info();
        if info.gc {
            self.make_gc(type_id(ty), info.basicsize as usize, payload)
        } else {
            self.make(type_id(ty), info.basicsize as usize, payload)
        }
    }

    /// A simple iterator of that type; the references in it are stolen.
    pub fn new_iter(&mut self, ty: Ty, iter: Iter) -> ObjId {
        self.new_object(ty, Payload::Iter(Box::new(iter)))
    }

    /// A native module's object of any type; the references in it are stolen.
    pub fn new_native(&mut self, ty: ObjId, native: NativeObject) -> ObjId {
        self.generic_alloc(ty, 0, Payload::Native(Box::new(native)))
    }

    /// A `traceback`; both references are counted by it.
    pub fn new_traceback(
        &mut self,
        tb_next: Option<ObjId>,
        tb_frame: ObjId,
        tb_lasti: i32,
        tb_lineno: u32,
    ) -> ObjId {
        let addr = self.gc_block(40);
        for held in tb_next.into_iter().chain([tb_frame]) {
            self.incref(held);
        }
        let payload = Payload::Traceback(Traceback {
            tb_next,
            tb_frame,
            tb_lasti,
            tb_lineno,
        });
        self.make_gc_at(type_id(Ty::Traceback), addr, 40, false, payload)
    }

    /// An exception of any exception type with its `args` tuple, which is stolen
    /// (`BaseException_new`). Its further fields are none; `__init__` sets them.
    pub fn new_exception(&mut self, ty: ObjId, args: ObjId) -> ObjId {
        let solid = self.as_type(ty).map_or(Ty::BaseException, |ty| ty.solid);
        let payload = Payload::Exception(Box::new(ExceptionObject {
            args,
            traceback: None,
            context: None,
            cause: None,
            suppress_context: false,
            fields: vec![None; exception_fields(solid)],
        }));
        self.generic_alloc(ty, 0, payload)
    }

    /// An instance of a type whose objects hold nothing but their header, dict and slots; for
    /// other types, an empty one.
    pub fn new_instance(&mut self, ty: ObjId) -> ObjId {
        self.generic_alloc(ty, 0, Payload::Plain)
    }
}

/// Number of fields that exceptions of a type have besides those of `BaseException`.
fn exception_fields(mut ty: Ty) -> usize {
    loop {
        return match ty {
            Ty::StopIteration | Ty::SystemExit => 1,
            Ty::ImportError => 3,
            Ty::OSError => 5,
            Ty::SyntaxError => 6,
            Ty::UnicodeEncodeError | Ty::UnicodeDecodeError | Ty::UnicodeTranslateError => 5,
            Ty::BaseException | Ty::Object => 0,
            _ => {
                ty = ty.info().base;
                continue;
            }
        };
    }
}
