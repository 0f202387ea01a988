//! What an object is and what it holds, subclasses included.

use crate::objects::callable::{
    BoundMethod, BuiltinFunction, CodeObject, Function, GetSetDescr, MemberDescr, MethodDescr,
    MethodWrapper, Property, SuperObject, WrapperDescr,
};
use crate::objects::container::{
    ByteArrayObject, DictIter, DictObject, DictView, ListObject, RangeObject, SetObject,
    SliceObject, StrObject,
};
use crate::objects::exception::{ExceptionObject, Traceback};
use crate::objects::frame::{Frame, GenObject};
use crate::objects::heap::{Heap, position, type_id};
use crate::objects::payload::{Iter, NativeObject, Payload, WeakRef};
use crate::objects::ty::{ALL, Ty};
use crate::objects::typeobject::TypeObject;
use crate::value::{Addr, ObjId, PyInt, PyStr};
use std::sync::Arc;

macro_rules! accessors {
    ($($(#[$doc:meta])* $name:ident $name_mut:ident $variant:ident $type:ty;)*) => {
        impl Heap {
            $(
                $(#[$doc])*
                #[inline]
                pub fn $name(&self, id: ObjId) -> Option<&$type> {
                    match &self.get(id).payload {
                        Payload::$variant(x) => Some(x),
                        _ => None,
                    }
                }

                $(#[$doc])*
                #[inline]
                pub fn $name_mut(&mut self, id: ObjId) -> Option<&mut $type> {
                    match &mut self.get_mut(id).payload {
                        Payload::$variant(x) => Some(x),
                        _ => None,
                    }
                }
            )*
        }
    };
}

accessors! {
    /// The value of an `int` or `bool`.
    as_int as_int_mut Int PyInt;
    /// A `str` with its hash and state.
    as_str_object as_str_object_mut Str StrObject;
    /// A `bytearray`.
    as_bytearray as_bytearray_mut ByteArray ByteArrayObject;
    /// A `list`.
    as_list as_list_mut List ListObject;
    /// A `dict`.
    as_dict as_dict_mut Dict DictObject;
    /// A `set` or `frozenset`.
    as_set as_set_mut Set SetObject;
    /// A view of a dict.
    as_dict_view as_dict_view_mut DictView DictView;
    /// An iterator over a dict.
    as_dict_iter as_dict_iter_mut DictIter DictIter;
    /// A `range`.
    as_range as_range_mut Range RangeObject;
    /// A `slice`.
    as_slice as_slice_mut Slice SliceObject;
    /// A simple iterator.
    as_iter as_iter_mut Iter Iter;
    /// A `function`.
    as_function as_function_mut Function Function;
    /// A generator, coroutine or async generator.
    as_generator as_generator_mut Generator GenObject;
    /// The contents of a `cell`.
    as_cell as_cell_mut Cell Option<ObjId>;
    /// A bound `method`.
    as_bound_method as_bound_method_mut BoundMethod BoundMethod;
    /// A `builtin_function_or_method`.
    as_builtin as_builtin_mut BuiltinFunction BuiltinFunction;
    /// A `method_descriptor` or `classmethod_descriptor`.
    as_method_descr as_method_descr_mut MethodDescr MethodDescr;
    /// A `wrapper_descriptor`.
    as_wrapper_descr as_wrapper_descr_mut WrapperDescr WrapperDescr;
    /// A `method-wrapper`.
    as_method_wrapper as_method_wrapper_mut MethodWrapper MethodWrapper;
    /// A `getset_descriptor`.
    as_getset as_getset_mut GetSetDescr GetSetDescr;
    /// A `member_descriptor`.
    as_member as_member_mut MemberDescr MemberDescr;
    /// A `property`.
    as_property as_property_mut Property Property;
    /// The callable of a `classmethod` or `staticmethod`.
    as_method_kind as_method_kind_mut MethodKind Option<ObjId>;
    /// A `super`.
    as_super as_super_mut Super SuperObject;
    /// A type.
    as_type as_type_mut Type TypeObject;
    /// The mapping of a `mappingproxy`.
    as_mappingproxy as_mappingproxy_mut MappingProxy ObjId;
    /// An exception.
    as_exception as_exception_mut Exception ExceptionObject;
    /// A `traceback`.
    as_traceback as_traceback_mut Traceback Traceback;
    /// A weak reference or proxy.
    as_weakref as_weakref_mut WeakRef WeakRef;
    /// A native module's object.
    as_native as_native_mut Native NativeObject;
}

impl Heap {
    /// The value of a `float`.
    #[inline]
    pub fn as_float(&self, id: ObjId) -> Option<f64> {
        match self.get(id).payload {
            Payload::Float(x) => Some(x),
            _ => None,
        }
    }

    /// Real and imaginary part of a `complex`.
    pub fn as_complex(&self, id: ObjId) -> Option<(f64, f64)> {
        match self.get(id).payload {
            Payload::Complex(real, imag) => Some((real, imag)),
            _ => None,
        }
    }

    /// The text of a `str`.
    #[inline]
    pub fn as_str(&self, id: ObjId) -> Option<&PyStr> {
        match &self.get(id).payload {
            Payload::Str(string) => Some(&string.text),
            _ => None,
        }
    }

    /// The contents of a `bytes`.
    #[inline]
    pub fn as_bytes(&self, id: ObjId) -> Option<&[u8]> {
        match &self.get(id).payload {
            Payload::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The items of a `tuple`.
    #[inline]
    pub fn as_tuple(&self, id: ObjId) -> Option<&[ObjId]> {
        match &self.get(id).payload {
            Payload::Tuple(items) => Some(items),
            _ => None,
        }
    }

    /// A `code`.
    #[inline]
    pub fn as_code(&self, id: ObjId) -> Option<&Arc<CodeObject>> {
        match &self.get(id).payload {
            Payload::Code { code, .. } => Some(code),
            _ => None,
        }
    }

    /// A `frame`, also the running one.
    pub fn as_frame(&self, id: ObjId) -> Option<&Frame> {
        match &self.get(id).payload {
            Payload::Frame(Some(frame)) => Some(frame),
            Payload::Frame(None) if self.frame_id == Some(id) => Some(&self.frame),
            _ => None,
        }
    }

    /// A `frame`, also the running one, to be changed.
    pub fn as_frame_mut(&mut self, id: ObjId) -> Option<&mut Frame> {
        if self.frame_id == Some(id) {
            return Some(&mut self.frame);
        }
        match &mut self.get_mut(id).payload {
            Payload::Frame(Some(frame)) => Some(frame),
            _ => None,
        }
    }

    /// What `id()` gives.
    #[inline]
    pub fn addr(&self, id: ObjId) -> Addr {
        self.get(id).addr
    }

    /// The number of references.
    #[inline]
    pub fn refcount(&self, id: ObjId) -> i64 {
        self.get(id).ob_refcnt
    }

    /// The object's type; borrowed.
    #[inline]
    pub fn type_of(&self, id: ObjId) -> ObjId {
        self.get(id).ob_type
    }

    /// The static type that the object's type is; none for instances of Python classes.
    #[inline]
    pub fn exact_type(&self, id: ObjId) -> Option<Ty> {
        static_type(self.get(id).ob_type)
    }

    /// Whether the object's type is exactly this one.
    #[inline]
    pub fn is_exact(&self, id: ObjId, ty: Ty) -> bool {
        self.get(id).ob_type == type_id(ty)
    }

    /// Whether the object is an instance of this static type or of a subclass (without
    /// `__instancecheck__`).
    #[inline]
    pub fn is_instance(&self, id: ObjId, ty: Ty) -> bool {
        let ob_type = self.get(id).ob_type;
        ob_type == type_id(ty) || self.is_subtype(ob_type, type_id(ty))
    }

    /// Whether the type `a` is `b` or has it in its method resolution order (`PyType_IsSubtype`).
    #[inline]
    pub fn is_subtype(&self, a: ObjId, b: ObjId) -> bool {
        a == b || self.as_type(a).is_some_and(|ty| ty.mro.contains(&b))
    }

    /// The name of the object's type as in error messages (`tp_name`).
    pub fn type_name(&self, id: ObjId) -> String {
        self.type_name_of(self.get(id).ob_type)
    }

    /// Whether a class made at run time stands for one of CPython's static types: its `tp_name` then
    /// is more than its `__name__`.
    pub fn stands_for_static(&self, ty: &TypeObject) -> bool {
        ty.ht_name
            .is_some_and(|name| self.as_str(name) != Some(&ty.name))
    }

    /// The name of a type as in error messages (`tp_name`).
    pub fn type_name_of(&self, ty: ObjId) -> String {
        self.as_type(ty)
            .map(|ty| ty.name.to_lossy())
            .unwrap_or_default()
    }
}

/// The static type with this type object; none for classes made at run time.
#[inline]
pub fn static_type(id: ObjId) -> Option<Ty> {
    let index = usize::try_from(position(id)?).ok()?;
    ALL.get(index).copied()
}
