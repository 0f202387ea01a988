//! The operators of Python as the machine names them.

use crate::objects::Slot;

macro_rules! operators {
    ($($name:ident $symbol:literal $slot:ident $reflected:ident $inplace:ident;)*) => {
        /// A binary operator.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum BinaryOp {
            $(#[doc = concat!("`", $symbol, "`.")] $name,)*
        }

        impl BinaryOp {
            /// The operator in messages.
            pub fn symbol(self) -> &'static str {
                match self { $(BinaryOp::$name => $symbol,)* }
            }

            /// The slot of the left operand.
            pub fn slot(self) -> Slot {
                match self { $(BinaryOp::$name => Slot::$slot,)* }
            }

            /// The slot of the right operand.
            pub fn reflected(self) -> Slot {
                match self { $(BinaryOp::$name => Slot::$reflected,)* }
            }

            /// The slot of the left operand of the assignment.
            pub fn inplace(self) -> Slot {
                match self { $(BinaryOp::$name => Slot::$inplace,)* }
            }
        }
    };
}

operators! {
    Add "+" Add RAdd IAdd;
    Sub "-" Sub RSub ISub;
    Mul "*" Mul RMul IMul;
    MatMul "@" MatMul RMatMul IMatMul;
    TrueDiv "/" TrueDiv RTrueDiv ITrueDiv;
    FloorDiv "//" FloorDiv RFloorDiv IFloorDiv;
    Mod "%" Mod RMod IMod;
    DivMod "divmod()" DivMod RDivMod DivMod;
    Pow "** or pow()" Pow RPow IPow;
    LShift "<<" LShift RLShift ILShift;
    RShift ">>" RShift RRShift IRShift;
    And "&" And RAnd IAnd;
    Xor "^" Xor RXor IXor;
    Or "|" Or ROr IOr;
}

/// A unary operator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnaryOp {
    /// `-`.
    Neg,
    /// `+`.
    Pos,
    /// `~`.
    Invert,
    /// `abs()`.
    Abs,
}

impl UnaryOp {
    /// The operator in messages.
    pub fn symbol(self) -> &'static str {
        match self {
            UnaryOp::Neg => "unary -",
            UnaryOp::Pos => "unary +",
            UnaryOp::Invert => "unary ~",
            UnaryOp::Abs => "abs()",
        }
    }

    /// The slot of the operand.
    pub fn slot(self) -> Slot {
        match self {
            UnaryOp::Neg => Slot::Neg,
            UnaryOp::Pos => Slot::Pos,
            UnaryOp::Invert => Slot::Invert,
            UnaryOp::Abs => Slot::Abs,
        }
    }
}
