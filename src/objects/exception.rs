//! Payloads of exceptions and tracebacks (`Include/cpython/pyerrors.h`).

use crate::value::ObjId;

/// An exception instance: the fields of `PyBaseExceptionObject`, then those of its kind.
#[derive(Clone, Hash, Debug)]
pub struct ExceptionObject {
    /// `args`: a tuple.
    pub args: ObjId,
    /// `__traceback__`.
    pub traceback: Option<ObjId>,
    /// `__context__`.
    pub context: Option<ObjId>,
    /// `__cause__`.
    pub cause: Option<ObjId>,
    /// `__suppress_context__`.
    pub suppress_context: bool,
    /// The further fields of `StopIteration` (value), `SystemExit` (code), `ImportError` (msg,
    /// name, path), `OSError` (errno, strerror, filename, winerror, filename2), `SyntaxError` (msg,
    /// filename, lineno, offset, text, print_file_and_line), `UnicodeError` (encoding, object,
    /// start, end, reason), in that order.
    pub fields: Vec<Option<ObjId>>,
}

/// `traceback` (`Include/traceback.h`).
#[derive(Clone, Hash, Debug)]
pub struct Traceback {
    /// `tb_next`: towards the frame that raised.
    pub tb_next: Option<ObjId>,
    /// `tb_frame`.
    pub tb_frame: ObjId,
    /// `tb_lasti` in bytes.
    pub tb_lasti: i32,
    /// `tb_lineno`, from 1.
    pub tb_lineno: u32,
}
