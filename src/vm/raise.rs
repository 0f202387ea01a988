//! Setting, matching and fetching the pending exception (`Python/errors.c`).

use crate::objects::payload::Payload;
use crate::objects::{Heap, Ty, type_id};
use crate::value::{self, FaultClass, ObjId, PyStr};
use crate::vm::{Fault, PyResult, Vm};

/// Type, value and traceback of an exception, as CPython passes them around; owned.
pub type ExcTriple = [Option<ObjId>; 3];

impl Vm<'_> {
    /// Raises a built-in exception with a message (`PyErr_SetString`).
    #[cold]
    pub fn raise(&mut self, class: Ty, message: impl AsRef<str>) -> Fault {
        self.raise_str(class, PyStr::new(message.as_ref()))
    }

    /// Raises a built-in exception with a message that may hold any characters.
    #[cold]
    pub fn raise_str(&mut self, class: Ty, message: PyStr) -> Fault {
        let class = type_id(class);
        // MemoryError comes without a message: CPython makes it when there is no memory for one.
        if class == type_id(Ty::MemoryError) && message.is_empty() {
            return self.set_exception(class, None);
        }
        let message = self.state.heap.new_str(message);
        let fault = self.set_exception(class, Some(message));
        self.state.heap.decref(message);
        fault
    }

    /// Raises a built-in exception with these arguments (stolen): `class(*args)`.
    #[cold]
    pub fn raise_args(&mut self, class: Ty, args: Vec<ObjId>) -> Fault {
        let class = type_id(class);
        let args = self.state.heap.new_tuple(args);
        let fault = self.set_exception(class, Some(args));
        self.state.heap.decref(args);
        fault
    }

    /// Raises an exception class without arguments (`PyErr_SetNone`); it is made into an instance
    /// only when somebody looks.
    #[cold]
    pub fn raise_none(&mut self, class: Ty) -> Fault {
        let class = type_id(class);
        self.set_exception(class, None)
    }

    /// Raises an exception instance.
    #[cold]
    pub fn raise_object(&mut self, exception: ObjId) -> Fault {
        let class = self.state.heap.type_of(exception);
        self.set_exception(class, Some(exception))
    }

    /// Raises `KeyError(key)`. A tuple as key is wrapped, lest it be taken for the arguments
    /// (`_PyErr_SetKeyError`).
    #[cold]
    pub fn raise_key_error(&mut self, key: ObjId) -> Fault {
        let class = type_id(Ty::KeyError);
        let wrap = self.state.heap.is_instance(key, Ty::Tuple)
            || self.state.heap.is_instance(key, Ty::BaseException)
            || self.state.heap.is_exact(key, Ty::NoneType);
        if wrap {
            self.state.heap.incref(key);
            return self.raise_args(Ty::KeyError, vec![key]);
        }
        self.set_exception(class, Some(key))
    }

    /// Raises the UnicodeEncodeError for a surrogate at that place of a text that is to be UTF-8.
    #[cold]
    pub fn raise_surrogate(&mut self, text: &PyStr, at: usize) -> Fault {
        let run = text
            .code_points()
            .skip(at)
            .take_while(|point| (0xd800..0xe000).contains(point))
            .count();
        let heap = &mut self.state.heap;
        let args = vec![
            heap.new_str(PyStr::new("utf-8")),
            heap.new_str(text.clone()),
            heap.new_int(at),
            heap.new_int(at + run),
            heap.new_str(PyStr::new("surrogates not allowed")),
        ];
        self.raise_args(Ty::UnicodeEncodeError, args)
    }

    /// A text that CPython hands on as UTF-8 may hold no surrogates (`PyUnicode_AsUTF8`).
    pub fn check_utf8(&mut self, text: &PyStr) -> PyResult<()> {
        let surrogate = |point| (0xd800..0xe000).contains(&point);
        match text.code_points().position(surrogate) {
            Some(at) => Err(self.raise_surrogate(text, at)),
            None => Ok(()),
        }
    }

    /// Raises `StopIteration`, with a value or without (`_PyGen_SetStopIterationValue`).
    #[cold]
    pub fn raise_stop_iteration(&mut self, value: Option<ObjId>) -> Fault {
        match value {
            None => self.raise_none(Ty::StopIteration),
            Some(value) => {
                let heap = &mut self.state.heap;
                let ambiguous = heap.is_instance(value, Ty::Tuple)
                    || heap.is_instance(value, Ty::BaseException);
                if ambiguous {
                    // A tuple would be taken for the arguments.
                    return match self.call(type_id(Ty::StopIteration), &[value]) {
                        Ok(made) => {
                            let fault = self.set_exception(type_id(Ty::StopIteration), Some(made));
                            self.state.heap.decref(made);
                            fault
                        }
                        Err(fault) => fault,
                    };
                }
                let class = type_id(Ty::StopIteration);
                self.set_exception(class, Some(value))
            }
        }
    }

    /// Raises what a pure function of `value` reported.
    #[cold]
    pub fn raise_fault(&mut self, fault: &value::Fault) -> Fault {
        let class = match fault.class {
            FaultClass::IndexError => Ty::IndexError,
            FaultClass::KeyError => Ty::KeyError,
            FaultClass::MemoryError => return self.raise_none(Ty::MemoryError),
            FaultClass::OverflowError => Ty::OverflowError,
            FaultClass::TypeError => Ty::TypeError,
            FaultClass::ValueError => Ty::ValueError,
            FaultClass::ZeroDivisionError => Ty::ZeroDivisionError,
        };
        self.raise(class, &fault.message)
    }

    /// Sets the pending exception and, while another one is being handled, chains it as the new
    /// one's `__context__` (`_PyErr_SetObject`). Both arguments are borrowed.
    pub fn set_exception(&mut self, class: ObjId, value: Option<ObjId>) -> Fault {
        let mut value = value;
        if let Some(value) = value {
            self.state.heap.incref(value);
        }
        if let Some(handled) = self.topmost_exception() {
            self.state.heap.incref(handled);
            let is_instance = value.is_some_and(|v| self.is_exception_instance(v));
            if !is_instance {
                self.clear_exception();
                let made = self.create_exception(class, value);
                if let Some(old) = value {
                    self.state.heap.decref(old);
                }
                match made {
                    Ok(made) => value = Some(made),
                    Err(fault) => {
                        self.state.heap.decref(handled);
                        return fault;
                    }
                }
            }
            if let Some(new) = value {
                self.chain_context(new, handled);
            }
        }
        let traceback = value.and_then(|value| match &self.state.heap.get(value).payload {
            Payload::Exception(exception) => exception.traceback,
            _ => None,
        });
        if let Some(traceback) = traceback {
            self.state.heap.incref(traceback);
        }
        self.state.heap.incref(class);
        self.restore_exception([Some(class), value, traceback]);
        Fault::Raised
    }

    /// Makes `handled` (stolen) the context of `new`, and cuts the chain where it would come back
    /// to `new`.
    fn chain_context(&mut self, new: ObjId, handled: ObjId) {
        if new == handled {
            self.state.heap.decref(handled);
            return;
        }
        let mut outer = handled;
        while let Some(context) = exception_context(&self.state.heap, outer) {
            if context == new {
                set_exception_context(&mut self.state.heap, outer, None);
                break;
            }
            outer = context;
        }
        set_exception_context(&mut self.state.heap, new, Some(handled));
    }

    /// The innermost exception being handled (`_PyErr_GetTopmostException`); borrowed.
    pub fn topmost_exception(&self) -> Option<ObjId> {
        let none = self.state.heap.none();
        self.thread()
            .exc_info
            .iter()
            .rev()
            .find(|[class, _, _]| class.is_some_and(|class| class != none))
            .and_then(|[_, value, _]| value.filter(|&value| value != none))
    }

    /// Type, value and traceback of that exception; borrowed, None objects where there is none.
    pub fn exc_info(&self) -> [ObjId; 3] {
        let none = self.state.heap.none();
        let info = &self.thread().exc_info;
        let top = info
            .iter()
            .rev()
            .find(|[class, _, _]| class.is_some_and(|class| class != none))
            .copied()
            .unwrap_or_default();
        top.map(|part| part.unwrap_or(none))
    }

    /// Calls an exception class as `raise` does (`_PyErr_CreateException`); a new reference.
    fn create_exception(&mut self, class: ObjId, value: Option<ObjId>) -> PyResult {
        let heap = &self.state.heap;
        let value = value.filter(|&value| value != heap.none());
        if let Some(value) = value
            && heap.is_instance(value, Ty::Tuple)
        {
            let args = heap.as_tuple(value).unwrap_or_default().to_vec();
            return self.call(class, &args);
        }
        match value {
            None => self.call(class, &[]),
            Some(value) => self.call(class, &[value]),
        }
    }

    /// Whether an exception is pending (`PyErr_Occurred`).
    #[inline]
    pub fn exception_pending(&self) -> bool {
        self.thread().curexc[0].is_some()
    }

    /// Takes the pending exception away (`PyErr_Fetch`).
    pub fn fetch_exception(&mut self) -> ExcTriple {
        std::mem::take(&mut self.thread_mut().curexc)
    }

    /// Sets the pending exception (stolen) as it is (`PyErr_Restore`).
    pub fn restore_exception(&mut self, triple: ExcTriple) {
        let old = std::mem::replace(&mut self.thread_mut().curexc, triple);
        self.drop_triple(old);
    }

    /// Forgets the pending exception (`PyErr_Clear`).
    pub fn clear_exception(&mut self) {
        self.restore_exception([None; 3]);
    }

    /// Releases the parts of an exception in CPython's order.
    pub(super) fn drop_triple(&mut self, triple: ExcTriple) {
        for part in triple.into_iter().flatten() {
            self.state.heap.decref(part);
        }
    }

    /// Whether the pending exception is of that built-in class (`PyErr_ExceptionMatches`).
    pub fn pending_is(&self, class: Ty) -> bool {
        self.thread().curexc[0].is_some_and(|pending| self.class_matches(pending, type_id(class)))
    }

    /// If the pending exception is of that class, clears it and tells so.
    pub fn catch(&mut self, class: Ty) -> bool {
        let matches = self.pending_is(class);
        if matches {
            self.clear_exception();
        }
        matches
    }

    /// Takes the pending exception as an instance, with its traceback set; a new reference.
    pub fn take_exception(&mut self) -> Option<ObjId> {
        let mut triple = self.fetch_exception();
        triple[0]?;
        self.normalize(&mut triple);
        let [class, value, traceback] = triple;
        if let (Some(value), Some(_)) = (value, traceback) {
            set_exception_traceback(&mut self.state.heap, value, traceback);
        }
        if let Some(class) = class {
            self.state.heap.decref(class);
        }
        value
    }

    /// Whether an exception (class or instance) is caught by a class or a tuple of classes
    /// (`PyErr_GivenExceptionMatches`).
    pub fn exception_matches(&self, exception: ObjId, pattern: ObjId) -> bool {
        let heap = &self.state.heap;
        if let Some(items) = heap.as_tuple(pattern) {
            return items
                .iter()
                .any(|&item| self.exception_matches(exception, item));
        }
        let class = if self.is_exception_instance(exception) {
            heap.type_of(exception)
        } else {
            exception
        };
        if self.is_exception_class(class) && self.is_exception_class(pattern) {
            return heap.is_subtype(class, pattern);
        }
        exception == pattern
    }

    fn class_matches(&self, class: ObjId, wanted: ObjId) -> bool {
        class == wanted || self.exception_matches(class, wanted)
    }

    /// Whether this is a class derived from `BaseException` (`PyExceptionClass_Check`).
    pub fn is_exception_class(&self, object: ObjId) -> bool {
        let heap = &self.state.heap;
        heap.as_type(object).is_some() && heap.is_subtype(object, type_id(Ty::BaseException))
    }

    /// Whether this is an exception (`PyExceptionInstance_Check`).
    #[inline]
    pub fn is_exception_instance(&self, object: ObjId) -> bool {
        matches!(self.state.heap.get(object).payload, Payload::Exception(_))
    }

    /// Makes the value an instance of the type (`PyErr_NormalizeException`); an error on the way
    /// takes the exception's place. The parts stay owned.
    pub fn normalize(&mut self, triple: &mut ExcTriple) {
        /// How often making an exception may itself fail before CPython gives up.
        const NORMALIZE_LIMIT: u32 = 32;
        for _ in 0..=NORMALIZE_LIMIT {
            let Some(class) = triple[0] else { return };
            let value = triple[1];
            if !self.is_exception_class(class) {
                return;
            }
            let value_class = value
                .filter(|&value| self.is_exception_instance(value))
                .map(|value| self.state.heap.type_of(value));
            match value_class {
                Some(exact) if exact == class => return,
                Some(inner) if self.state.heap.is_subtype(inner, class) => {
                    self.state.heap.incref(inner);
                    self.state.heap.decref(class);
                    triple[0] = Some(inner);
                    return;
                }
                _ => {}
            }
            match self.create_exception(class, value) {
                Ok(made) => {
                    if let Some(value) = triple[1].replace(made) {
                        self.state.heap.decref(value);
                    }
                    let exact = self.state.heap.type_of(made);
                    if exact != class && self.is_exception_class(exact) {
                        self.state.heap.incref(exact);
                        self.state.heap.decref(class);
                        triple[0] = Some(exact);
                    }
                    return;
                }
                Err(_) => {
                    let [new_class, new_value, new_tb] = self.fetch_exception();
                    if let Some(old) = std::mem::replace(&mut triple[0], new_class) {
                        self.state.heap.decref(old);
                    }
                    if let Some(old) = std::mem::replace(&mut triple[1], new_value) {
                        self.state.heap.decref(old);
                    }
                    if new_tb.is_some()
                        && let Some(old) = std::mem::replace(&mut triple[2], new_tb)
                    {
                        self.state.heap.decref(old);
                    }
                }
            }
        }
    }

    /// Raises `class(message)` with the pending exception as its cause and context
    /// (`_PyErr_FormatFromCause`).
    pub fn raise_from_pending(&mut self, class: Ty, message: &str) -> Fault {
        let cause = self.take_exception();
        let fault = self.raise(class, message);
        let mut triple = self.fetch_exception();
        self.normalize(&mut triple);
        if let (Some(new), Some(cause)) = (triple[1], cause) {
            self.state.heap.incref(cause);
            set_exception_cause(&mut self.state.heap, new, Some(cause));
            set_exception_context(&mut self.state.heap, new, Some(cause));
        }
        self.restore_exception(triple);
        fault
    }
}

/// `__context__`; borrowed.
pub(super) fn exception_context(heap: &Heap, exception: ObjId) -> Option<ObjId> {
    match &heap.get(exception).payload {
        Payload::Exception(exception) => exception.context,
        _ => None,
    }
}

/// Sets `__context__` (stolen).
pub(super) fn set_exception_context(heap: &mut Heap, exception: ObjId, context: Option<ObjId>) {
    if let Payload::Exception(fields) = &mut heap.get_mut(exception).payload {
        let old = std::mem::replace(&mut fields.context, context);
        heap.xdecref(old);
    } else {
        heap.xdecref(context);
    }
}

/// Sets `__cause__` (stolen) and `__suppress_context__` (`PyException_SetCause`).
pub(super) fn set_exception_cause(heap: &mut Heap, exception: ObjId, cause: Option<ObjId>) {
    if let Payload::Exception(fields) = &mut heap.get_mut(exception).payload {
        fields.suppress_context = true;
        let old = std::mem::replace(&mut fields.cause, cause);
        heap.xdecref(old);
    } else {
        heap.xdecref(cause);
    }
}

/// Sets `__traceback__` (stolen).
pub(super) fn set_exception_traceback(heap: &mut Heap, exception: ObjId, traceback: Option<ObjId>) {
    if let Payload::Exception(fields) = &mut heap.get_mut(exception).payload {
        let old = std::mem::replace(&mut fields.traceback, traceback);
        heap.xdecref(old);
    } else {
        heap.xdecref(traceback);
    }
}
