//! `__build_class__`: metaclass, namespace, body, class (`builtin___build_class__`).

use crate::objects::frame::{After, ClassBody};
use crate::objects::payload::Payload;
use crate::objects::{Heap, Ty, type_id};
use crate::value::ObjId;
use crate::vm::identifier::Identifier;
use crate::vm::outcome::Flow;
use crate::vm::{Args, Fault, PyResult, Vm};

impl Vm<'_> {
    /// `__build_class__(function, name, *bases, metaclass=None, **keywords)`. The class body runs
    /// in the loop.
    pub fn build_class(&mut self, args: Args<'_>) -> PyResult {
        let [function, name, bases @ ..] = args.pos() else {
            return self.type_error("__build_class__: not enough arguments".to_owned());
        };
        let (function, name) = (*function, *name);
        let Payload::Function(f) = &self.state.heap.get(function).payload else {
            return self.type_error("__build_class__: func must be a function".to_owned());
        };
        let (code, globals, closure) = (f.code, f.globals, f.closure);
        if !self.state.heap.is_instance(name, Ty::Str) {
            return self.type_error("__build_class__: name is not a string".to_owned());
        }
        let mut body = self.prepare_class(args, name, bases)?;
        let namespace = match self.prepare_namespace(&body) {
            Ok(namespace) => namespace,
            Err(fault) => {
                release_body(&mut self.state.heap, &body);
                return Err(fault);
            }
        };
        body.namespace = namespace;
        match self.start_code(code, globals, namespace, closure) {
            Ok(Flow::Entered) => {
                let after = After::ClassBody(Box::new(body));
                self.state.heap.frame.after.push(after);
                Err(Fault::Entered)
            }
            Ok(Flow::Value(_)) => Err(Fault::Stop),
            Err(fault) => {
                release_body(&mut self.state.heap, &body);
                self.state.heap.decref(namespace);
                Err(fault)
            }
        }
    }

    /// Bases and metaclass of a class statement. The namespace of the result is not yet owned.
    fn prepare_class(
        &mut self,
        args: Args<'_>,
        name: ObjId,
        written: &[ObjId],
    ) -> PyResult<ClassBody> {
        let heap = &mut self.state.heap;
        for &base in written {
            heap.incref(base);
        }
        let orig_bases = heap.new_tuple(written.to_vec());
        let bases = match self.update_bases(orig_bases, written) {
            Ok(bases) => bases,
            Err(fault) => {
                self.state.heap.decref(orig_bases);
                return Err(fault);
            }
        };
        let changed = bases != orig_bases;
        let mut keywords = None;
        let mut explicit = None;
        if !args.names.is_empty() {
            let dict = self.state.heap.new_dict_presized(args.names.len());
            for (name, value) in args.keywords() {
                self.state.heap.dict_set_str(dict, name, value);
            }
            let metaclass = self.state.names.metaclass;
            explicit = self.state.heap.dict_get_str(dict, metaclass);
            if explicit.is_some() {
                // The caller holds it; in the dict the place of its entry stays.
                self.state.heap.dict_del_str(dict, metaclass);
            }
            keywords = Some(dict);
        }
        let first = self
            .state
            .heap
            .as_tuple(bases)
            .and_then(|bases| bases.first().copied());
        let meta = match (explicit, first) {
            (Some(meta), _) => meta,
            (None, Some(base)) => self.state.heap.type_of(base),
            (None, None) => type_id(Ty::Type),
        };
        let meta = if self.state.heap.as_type(meta).is_some() {
            match self.calculate_metaclass(meta, bases) {
                Ok(meta) => meta,
                Err(fault) => {
                    self.state.heap.decref(bases);
                    if changed {
                        self.state.heap.decref(orig_bases);
                    }
                    self.state.heap.xdecref(keywords);
                    return Err(fault);
                }
            }
        } else {
            meta
        };
        self.state.heap.incref(meta);
        Ok(ClassBody {
            meta,
            name,
            bases,
            orig_bases: changed.then_some(orig_bases),
            keywords,
            namespace: meta,
            cell: None,
        })
    }

    /// Replaces bases that aren't classes by what their `__mro_entries__` says
    /// (`update_bases`); a new reference.
    fn update_bases(&mut self, tuple: ObjId, written: &[ObjId]) -> PyResult {
        let mut changed: Option<Vec<ObjId>> = None;
        for (index, &base) in written.iter().enumerate() {
            let entries = if self.state.heap.as_type(base).is_some() {
                None
            } else {
                let name = self.identifier(Identifier::UpdateBasesMroEntries);
                self.lookup_attr_id(base, name)?
            };
            let Some(method) = entries else {
                if let Some(list) = &mut changed {
                    self.state.heap.incref(base);
                    list.push(base);
                }
                continue;
            };
            let result = self.call(method, &[tuple]);
            self.state.heap.decref(method);
            let new = result?;
            let Some(items) = self.state.heap.as_tuple(new).map(<[ObjId]>::to_vec) else {
                self.state.heap.decref(new);
                return self.type_error("__mro_entries__ must return a tuple".to_owned());
            };
            let list = changed.get_or_insert_with(|| written[..index].to_vec());
            if list.len() == index {
                for &base in &written[..index] {
                    self.state.heap.incref(base);
                }
            }
            for &item in &items {
                self.state.heap.incref(item);
            }
            list.extend(items);
            self.state.heap.decref(new);
        }
        Ok(match changed {
            Some(list) => self.state.heap.new_tuple(list),
            None => tuple,
        })
    }

    /// `meta.__prepare__(name, bases, **keywords)`, or a new dict; a new reference.
    fn prepare_namespace(&mut self, body: &ClassBody) -> PyResult {
        let name = self.state.names.prepare;
        let Some(prepare) = self.lookup_attr_id(body.meta, name)? else {
            return Ok(self.state.heap.new_dict());
        };
        let mut values = crate::vm::args::ArgList::new(body.name);
        values.push(body.name);
        values.push(body.bases);
        let result = self.start_call_unpacked(prepare, values, body.keywords);
        let result = result.and_then(|flow| self.wait(flow));
        self.state.heap.decref(prepare);
        let namespace = result?;
        let heap = &self.state.heap;
        let is_mapping = heap.as_dict(namespace).is_some()
            || self.has_slot(namespace, crate::objects::Slot::GetItem);
        if !is_mapping {
            let given = self.state.heap.type_name(namespace);
            let meta = if self.state.heap.as_type(body.meta).is_some() {
                self.type_title(body.meta)
            } else {
                "<metaclass>".to_owned()
            };
            self.state.heap.decref(namespace);
            return self.type_error(format!(
                "{meta}.__prepare__() must return a mapping, not {given}"
            ));
        }
        Ok(namespace)
    }

    /// The body has run: calls the metaclass.
    pub(in crate::vm) fn class_body_done(
        &mut self,
        mut body: Box<ClassBody>,
        result: PyResult<Flow>,
    ) -> PyResult<Flow> {
        let cell = match result {
            Ok(Flow::Value(cell)) => cell,
            Ok(Flow::Entered) => return result,
            Err(fault) => {
                self.release_class(&body);
                return Err(fault);
            }
        };
        body.cell = Some(cell);
        if let Some(orig) = body.orig_bases {
            let name = self.state.names.origbases;
            if let Err(fault) = self.set_item(body.namespace, name, orig) {
                self.release_class(&body);
                return Err(fault);
            }
        }
        let mut values = crate::vm::args::ArgList::new(body.name);
        values.push(body.name);
        values.push(body.bases);
        values.push(body.namespace);
        let result = self.start_call_dict(body.meta, values, body.keywords);
        if result == Ok(Flow::Entered) {
            self.state.heap.frame.after.push(After::ClassMade(body));
            return result;
        }
        self.class_made(&body, result)
    }

    /// The class is made: its `__class__` cell must hold it.
    pub(in crate::vm) fn class_made(
        &mut self,
        body: &ClassBody,
        result: PyResult<Flow>,
    ) -> PyResult<Flow> {
        let checked = match result {
            Ok(Flow::Value(class)) => self.check_class_cell(body, class).map(|()| class),
            Ok(Flow::Entered) => return result,
            Err(fault) => Err(fault),
        };
        self.release_class(body);
        checked.map(Flow::Value)
    }

    fn check_class_cell(&mut self, body: &ClassBody, class: ObjId) -> PyResult<()> {
        let Some(Payload::Cell(contents)) =
            body.cell.map(|cell| &self.state.heap.get(cell).payload)
        else {
            return Ok(());
        };
        let contents = *contents;
        if self.state.heap.as_type(class).is_none() || contents == Some(class) {
            return Ok(());
        }
        let name = self.name_text(body.name);
        let shown = self.repr_lossy(class);
        let fault = match contents {
            None => self.raise(
                Ty::RuntimeError,
                format!(
                    "__class__ not set defining '{name}' as {shown}. Was __classcell__ propagated to type.__new__?"
                ),
            ),
            Some(other) => {
                let other = self.repr_lossy(other);
                self.raise(
                    Ty::TypeError,
                    format!("__class__ set to {other} defining '{name}' as {shown}"),
                )
            }
        };
        self.state.heap.decref(class);
        Err(fault)
    }

    /// Releases what `__build_class__` held, in its order.
    fn release_class(&mut self, body: &ClassBody) {
        self.state.heap.xdecref(body.cell);
        self.state.heap.decref(body.namespace);
        release_body(&mut self.state.heap, body);
    }
}

/// Releases all but the namespace and the cell.
fn release_body(heap: &mut Heap, body: &ClassBody) {
    heap.decref(body.meta);
    heap.xdecref(body.keywords);
    heap.decref(body.bases);
    heap.xdecref(body.orig_bases);
}
