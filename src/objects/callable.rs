//! Payloads of functions, methods, code objects and descriptors.

use std::sync::Arc;

use crate::code::{Code, flags};
use crate::objects::singleton::NONE;
use crate::value::{Addr, NativeId, ObjId};

/// `function` (`Objects/funcobject.c`); fields named without their `func_`.
#[derive(Clone, Hash, Debug)]
pub struct Function {
    /// `__code__`.
    pub code: ObjId,
    /// `__globals__`.
    pub globals: ObjId,
    /// `__defaults__`: a tuple, or none.
    pub defaults: Option<ObjId>,
    /// `__kwdefaults__`: a dict, or none.
    pub kwdefaults: Option<ObjId>,
    /// `__closure__`: a tuple of cells, or none.
    pub closure: Option<ObjId>,
    /// `__doc__`.
    pub doc: ObjId,
    /// `__name__`.
    pub name: ObjId,
    /// `__module__`, or none.
    pub module: Option<ObjId>,
    /// `__annotations__`, made on first use.
    pub annotations: Option<ObjId>,
    /// `__qualname__`.
    pub qualname: ObjId,
    /// Whether it stands for a function that CPython has in C. As an attribute of a class such a
    /// function doesn't become a method.
    pub stands_for_c: bool,
}

/// `code` (`Objects/codeobject.c`): the compiled code and the objects made from its constants.
#[derive(Clone, Debug)]
pub struct CodeObject {
    /// What the compiler made.
    pub code: Arc<Code>,
    /// The tuple `co_consts`.
    pub co_consts: ObjId,
    /// The items of that tuple, at hand for `LOAD_CONST`.
    pub consts: Box<[ObjId]>,
    /// The tuple `co_names`.
    pub co_names: ObjId,
    /// The interned strings of that tuple.
    pub names: Box<[ObjId]>,
    /// The tuple `co_varnames`.
    pub co_varnames: ObjId,
    /// The tuple `co_freevars`.
    pub co_freevars: ObjId,
    /// The tuple `co_cellvars`.
    pub co_cellvars: ObjId,
    /// The bytes object `co_code`.
    pub co_code: ObjId,
    /// The string `co_filename`.
    pub co_filename: ObjId,
    /// The string `co_name`.
    pub co_name: ObjId,
    /// The bytes object `co_lnotab`.
    pub co_lnotab: ObjId,
    /// Address of the `co_cell2arg` block, null without cells that are arguments.
    pub co_cell2arg: Addr,
    /// For each cell the argument it takes its first value from.
    pub cell2arg: Box<[Option<u32>]>,
    /// With how many arguments, all positional, a call has nothing to bind: they are the first
    /// locals as they are (`function_code_fastcall` of `Objects/call.c`). None if there are cells,
    /// keyword-only parameters, or surplus arguments to collect.
    pub fastcall_args: Option<usize>,
}

/// See [`CodeObject::fastcall_args`].
pub(crate) fn fastcall_args(co: &Code) -> Option<usize> {
    /// Flags that say nothing about how arguments are bound (`PyCF_MASK`, `CO_NESTED`).
    const NEUTRAL: u32 = 0x1f_e000 | flags::CO_NESTED;
    const SIMPLE: u32 = flags::CO_OPTIMIZED | flags::CO_NEWLOCALS | flags::CO_NOFREE;
    let simple = co.co_kwonlyargcount == 0 && co.co_flags & !NEUTRAL == SIMPLE;
    simple.then_some(co.co_argcount as usize)
}

impl CodeObject {
    /// Locals, cells and free variables: the slots of a frame below its value stack.
    #[inline]
    pub fn slots_before_stack(&self) -> usize {
        self.code.co_nlocals as usize + self.code.co_cellvars.len() + self.code.co_freevars.len()
    }

    /// Code that nothing runs.
    pub(crate) fn placeholder() -> CodeObject {
        CodeObject {
            code: Arc::default(),
            co_consts: NONE,
            consts: Box::default(),
            co_names: NONE,
            names: Box::default(),
            co_varnames: NONE,
            co_freevars: NONE,
            co_cellvars: NONE,
            co_code: NONE,
            co_filename: NONE,
            co_name: NONE,
            co_lnotab: NONE,
            co_cell2arg: Addr(0),
            cell2arg: Box::default(),
            fastcall_args: None,
        }
    }
}

impl std::hash::Hash for CodeObject {
    /// What never changes needs no part in the digest but its identity.
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.co_consts, self.co_names, self.co_code, self.co_name).hash(state);
    }
}

/// `method`: a function bound to its first argument.
#[derive(Clone, Copy, Hash, Debug)]
pub struct BoundMethod {
    /// `__func__`.
    pub im_func: ObjId,
    /// `__self__`.
    pub im_self: ObjId,
}

/// `builtin_function_or_method` (`Objects/methodobject.c`).
#[derive(Clone, Hash, Debug)]
pub struct BuiltinFunction {
    /// The native function.
    pub native: NativeId,
    /// `__self__`: the object of a bound method, the module of a function.
    pub m_self: Option<ObjId>,
    /// `__module__`.
    pub m_module: Option<ObjId>,
}

/// `method_descriptor` and `classmethod_descriptor` (`Objects/descrobject.c`).
#[derive(Clone, Hash, Debug)]
pub struct MethodDescr {
    /// `__objclass__`.
    pub d_type: ObjId,
    /// `__name__`.
    pub d_name: ObjId,
    /// The native function; `self` is its first argument.
    pub native: NativeId,
}

/// `wrapper_descriptor`: a type slot as a Python callable, `int.__add__`.
#[derive(Clone, Hash, Debug)]
pub struct WrapperDescr {
    /// `__objclass__`.
    pub d_type: ObjId,
    /// `__name__`.
    pub d_name: ObjId,
    /// The native function of the slot.
    pub native: NativeId,
    /// How Python's arguments become the slot's.
    pub wrap: Wrap,
}

/// How a `wrapper_descriptor` calls its slot.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Wrap {
    /// The arguments as they are.
    Plain,
    /// The two arguments swapped: `__radd__` of the slot that serves `__add__`.
    Swapped,
}

/// `method-wrapper`: a `wrapper_descriptor` bound to an object.
#[derive(Clone, Copy, Hash, Debug)]
pub struct MethodWrapper {
    /// The descriptor.
    pub descr: ObjId,
    /// The object.
    pub m_self: ObjId,
}

/// `getset_descriptor`: a computed attribute of a native type.
#[derive(Clone, Hash, Debug)]
pub struct GetSetDescr {
    /// `__objclass__`.
    pub d_type: ObjId,
    /// `__name__`.
    pub d_name: ObjId,
    /// Called with the object.
    pub get: Option<NativeId>,
    /// Called with the object and the value, or with the object alone to delete.
    pub set: Option<NativeId>,
}

/// `member_descriptor`: a field of the C struct, or a name in `__slots__`.
#[derive(Clone, Hash, Debug)]
pub struct MemberDescr {
    /// `__objclass__`.
    pub d_type: ObjId,
    /// `__name__`.
    pub d_name: ObjId,
    /// Where the value lies.
    pub place: MemberPlace,
}

/// Where a `member_descriptor` finds its value.
#[derive(Clone, Copy, Hash, Debug)]
pub enum MemberPlace {
    /// `Instance::slots`, by index.
    Slot(u32),
    /// A read-only field of a native type, read by this function.
    Native(NativeId),
}

/// `property`.
#[derive(Clone, Hash, Debug)]
pub struct Property {
    /// Getter.
    pub fget: Option<ObjId>,
    /// Setter.
    pub fset: Option<ObjId>,
    /// Deleter.
    pub fdel: Option<ObjId>,
    /// `__doc__`.
    pub doc: Option<ObjId>,
    /// Whether the doc came from the getter.
    pub getter_doc: bool,
}

/// `super` (`Objects/typeobject.c`, `superobject`).
#[derive(Clone, Hash, Debug)]
pub struct SuperObject {
    /// `__thisclass__`.
    pub this_class: Option<ObjId>,
    /// `__self__`.
    pub obj: Option<ObjId>,
    /// `__self_class__`.
    pub obj_type: Option<ObjId>,
}
