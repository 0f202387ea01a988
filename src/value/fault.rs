//! `Fault`: the exception a pure function would raise, as plain data: its class and CPython's
//! exact message. `vm` turns it into an exception object.

use std::borrow::Cow;
use std::fmt;

/// The built-in exception class of a [`Fault`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaultClass {
    /// `IndexError`.
    IndexError,
    /// `KeyError`.
    KeyError,
    /// `MemoryError`.
    MemoryError,
    /// `OverflowError`.
    OverflowError,
    /// `TypeError`.
    TypeError,
    /// `ValueError`.
    ValueError,
    /// `ZeroDivisionError`.
    ZeroDivisionError,
}

impl FaultClass {
    /// The class's name in Python.
    pub const fn name(self) -> &'static str {
        match self {
            FaultClass::IndexError => "IndexError",
            FaultClass::KeyError => "KeyError",
            FaultClass::MemoryError => "MemoryError",
            FaultClass::OverflowError => "OverflowError",
            FaultClass::TypeError => "TypeError",
            FaultClass::ValueError => "ValueError",
            FaultClass::ZeroDivisionError => "ZeroDivisionError",
        }
    }
}

/// An exception to raise: class and message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Which class to raise.
    pub class: FaultClass,
    /// CPython 3.8's message; empty where it raises without one.
    pub message: Cow<'static, str>,
}

impl Fault {
    /// A fault of any class.
    pub fn new(class: FaultClass, message: impl Into<Cow<'static, str>>) -> Fault {
        Fault {
            class,
            message: message.into(),
        }
    }

    /// A `MemoryError`, which has no message.
    pub fn memory() -> Fault {
        Fault::new(FaultClass::MemoryError, "")
    }

    /// An `OverflowError`.
    pub fn overflow(message: impl Into<Cow<'static, str>>) -> Fault {
        Fault::new(FaultClass::OverflowError, message)
    }

    /// A `TypeError`.
    pub fn type_error(message: impl Into<Cow<'static, str>>) -> Fault {
        Fault::new(FaultClass::TypeError, message)
    }

    /// A `ValueError`.
    pub fn value(message: impl Into<Cow<'static, str>>) -> Fault {
        Fault::new(FaultClass::ValueError, message)
    }

    /// A `ZeroDivisionError`.
    pub fn zero_division(message: impl Into<Cow<'static, str>>) -> Fault {
        Fault::new(FaultClass::ZeroDivisionError, message)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.class.name(), self.message)
    }
}

impl std::error::Error for Fault {}
