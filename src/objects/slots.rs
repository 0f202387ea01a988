//! Type slots: the operations that a type may implement (`Include/cpython/object.h`), each with
//! the special method that fills it.

use crate::value::NativeId;

/// How a type implements a slot.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum SlotImpl {
    /// Not at all.
    #[default]
    Empty,
    /// By a native function.
    Native(NativeId),
    /// By a special method written in Python, looked up in the type at each use
    /// (`slot_tp_*` in `Objects/typeobject.c`).
    Hook,
}

macro_rules! slots {
    ($($variant:ident $field:literal $dunder:literal;)*) => {
        /// An operation that a type may implement.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[repr(u8)]
        pub enum Slot {
            $(#[doc = concat!("`", $field, "`: `", $dunder, "`.")] $variant,)*
        }

        /// Every slot with the C field it stands for and the special method's name. Where one
        /// field serves several methods (`nb_add`: `__add__`, `__radd__`), each method has its own
        /// row here.
        pub const SLOTS: &[(Slot, &str, &str)] = &[$((Slot::$variant, $field, $dunder),)*];
    };
}

slots! {
    Repr "tp_repr" "__repr__";
    Str "tp_str" "__str__";
    Hash "tp_hash" "__hash__";
    Call "tp_call" "__call__";
    GetAttribute "tp_getattro" "__getattribute__";
    GetAttr "tp_getattro" "__getattr__";
    SetAttr "tp_setattro" "__setattr__";
    DelAttr "tp_setattro" "__delattr__";
    Lt "tp_richcompare" "__lt__";
    Le "tp_richcompare" "__le__";
    Eq "tp_richcompare" "__eq__";
    Ne "tp_richcompare" "__ne__";
    Gt "tp_richcompare" "__gt__";
    Ge "tp_richcompare" "__ge__";
    Iter "tp_iter" "__iter__";
    Next "tp_iternext" "__next__";
    DescrGet "tp_descr_get" "__get__";
    DescrSet "tp_descr_set" "__set__";
    DescrDelete "tp_descr_set" "__delete__";
    New "tp_new" "__new__";
    Init "tp_init" "__init__";
    Del "tp_finalize" "__del__";
    Await "am_await" "__await__";
    AIter "am_aiter" "__aiter__";
    ANext "am_anext" "__anext__";
    Add "nb_add" "__add__";
    RAdd "nb_add" "__radd__";
    Sub "nb_subtract" "__sub__";
    RSub "nb_subtract" "__rsub__";
    Mul "nb_multiply" "__mul__";
    RMul "nb_multiply" "__rmul__";
    Mod "nb_remainder" "__mod__";
    RMod "nb_remainder" "__rmod__";
    DivMod "nb_divmod" "__divmod__";
    RDivMod "nb_divmod" "__rdivmod__";
    Pow "nb_power" "__pow__";
    RPow "nb_power" "__rpow__";
    LShift "nb_lshift" "__lshift__";
    RLShift "nb_lshift" "__rlshift__";
    RShift "nb_rshift" "__rshift__";
    RRShift "nb_rshift" "__rrshift__";
    And "nb_and" "__and__";
    RAnd "nb_and" "__rand__";
    Xor "nb_xor" "__xor__";
    RXor "nb_xor" "__rxor__";
    Or "nb_or" "__or__";
    ROr "nb_or" "__ror__";
    FloorDiv "nb_floor_divide" "__floordiv__";
    RFloorDiv "nb_floor_divide" "__rfloordiv__";
    TrueDiv "nb_true_divide" "__truediv__";
    RTrueDiv "nb_true_divide" "__rtruediv__";
    MatMul "nb_matrix_multiply" "__matmul__";
    RMatMul "nb_matrix_multiply" "__rmatmul__";
    IAdd "nb_inplace_add" "__iadd__";
    ISub "nb_inplace_subtract" "__isub__";
    IMul "nb_inplace_multiply" "__imul__";
    IMod "nb_inplace_remainder" "__imod__";
    IPow "nb_inplace_power" "__ipow__";
    ILShift "nb_inplace_lshift" "__ilshift__";
    IRShift "nb_inplace_rshift" "__irshift__";
    IAnd "nb_inplace_and" "__iand__";
    IXor "nb_inplace_xor" "__ixor__";
    IOr "nb_inplace_or" "__ior__";
    IFloorDiv "nb_inplace_floor_divide" "__ifloordiv__";
    ITrueDiv "nb_inplace_true_divide" "__itruediv__";
    IMatMul "nb_inplace_matrix_multiply" "__imatmul__";
    Neg "nb_negative" "__neg__";
    Pos "nb_positive" "__pos__";
    Abs "nb_absolute" "__abs__";
    Bool "nb_bool" "__bool__";
    Invert "nb_invert" "__invert__";
    Int "nb_int" "__int__";
    Float "nb_float" "__float__";
    Index "nb_index" "__index__";
    Len "sq_length" "__len__";
    GetItem "mp_subscript" "__getitem__";
    SetItem "mp_ass_subscript" "__setitem__";
    DelItem "mp_ass_subscript" "__delitem__";
    Contains "sq_contains" "__contains__";
    Concat "sq_concat" "__add__";
    Repeat "sq_repeat" "__mul__";
    InPlaceConcat "sq_inplace_concat" "__iadd__";
    InPlaceRepeat "sq_inplace_repeat" "__imul__";
}

impl Slot {
    /// Whether the slot's wrapper unpacks its arguments by `PyArg_UnpackTuple`, whose messages differ
    /// from `check_num_args`'s (`Objects/typeobject.c`).
    pub fn unpacks_arguments(self) -> bool {
        matches!(
            self,
            Slot::SetAttr
                | Slot::SetItem
                | Slot::DescrSet
                | Slot::DescrGet
                | Slot::Pow
                | Slot::RPow
                | Slot::IPow
                | Slot::Repeat
                | Slot::InPlaceRepeat
        )
    }

    /// Number of slots.
    pub const COUNT: usize = SLOTS.len();

    /// The rows, as numbers, that share this one's C field; they stand side by side.
    #[inline]
    pub const fn field_mates(self) -> std::ops::RangeInclusive<usize> {
        const LT: usize = Slot::Lt as usize;
        const GE: usize = Slot::Ge as usize;
        const ADD: usize = Slot::Add as usize;
        const LAST_OPERATOR: usize = Slot::RMatMul as usize;
        let row = self as usize;
        match row {
            LT..=GE => LT..=GE,
            ADD..=LAST_OPERATOR => {
                let first = row - (row - ADD) % 2;
                first..=first + 1
            }
            _ => row..=row,
        }
    }

    /// The special method's name.
    pub const fn dunder(self) -> &'static str {
        SLOTS[self as usize].2
    }
}
