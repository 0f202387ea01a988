//! The object in the inspector: which one it is and why, and what is inside.

use crate::inspect::code::Current;
use crate::inspect::label::{find_object, object_ref};
use crate::inspect::layout::{digits, is_small_int, layout};
use crate::inspect::view::{
    ListView, NameRow, ObjectNo, ObjectRef, ObjectView, Payload as View, TextView,
};
use crate::inspect::{Look, dict};
use crate::objects::container::{Interned, StrObject};
use crate::objects::list::grown;
use crate::objects::object::GcList;
use crate::objects::{Heap, Payload, Ty};
use crate::value::{ObjId, Units};

/// Referrers listed at most.
const REFERRERS: usize = 12;
/// Characters of a string shown one by one.
const UNITS: usize = 64;

/// The object asked for or, failing that, the most telling one of the next instruction.
pub(super) fn inspected(look: &Look<'_>, current: Option<&Current>) -> Option<ObjectView> {
    let (id, reason) = match look.selected {
        Some(no) => (find(look, no)?, "chosen".to_owned()),
        None => telling(look, current)?,
    };
    let heap = look.heap_of(id)?;
    Some(view(look, heap, id, reason))
}

/// A living object by its short name.
fn find(look: &Look<'_>, no: ObjectNo) -> Option<ObjId> {
    let heaps = [&look.shown.heap, &look.before.heap, &look.after.heap];
    heaps.into_iter().find_map(|heap| find_object(heap, no))
}

/// The object that the next instruction is about: a container among its operands, else the value
/// on top.
fn telling(look: &Look<'_>, current: Option<&Current>) -> Option<(ObjId, String)> {
    let heap = &look.before.heap;
    let (_, frame) = look.running()?;
    let values = frame.stack();
    let operands =
        current.map(|current| crate::code::opcode::operands(current.op, current.arg).before)?;
    let first = values.len().saturating_sub(operands.len());
    let named = || {
        values[first..]
            .iter()
            .zip(&operands)
            .filter_map(|(value, operand)| Some(((*value)?, operand)))
    };
    let interesting = |id: ObjId| {
        matches!(
            heap.get(id).payload,
            Payload::List(_) | Payload::Dict(_) | Payload::Set(_) | Payload::Generator(_)
        )
    };
    // A method in flight is about its object.
    let owner = |id: ObjId| match &heap.get(id).payload {
        Payload::BuiltinFunction(builtin) => builtin.m_self.filter(|&own| interesting(own)),
        _ => None,
    };
    named()
        .find_map(|(id, operand)| interesting(id).then(|| (id, operand.name.clone())))
        .or_else(|| named().find_map(|(id, operand)| Some((owner(id)?, operand.name.clone()))))
        .or_else(|| {
            named()
                .next_back()
                .map(|(id, operand)| (id, operand.name.clone()))
        })
        .or_else(|| {
            values
                .last()
                .copied()
                .flatten()
                .map(|id| (id, "top of the stack".to_owned()))
        })
}

fn view(look: &Look<'_>, heap: &Heap, id: ObjId, reason: String) -> ObjectView {
    let object = heap.get(id);
    ObjectView {
        object: object_ref(heap, id),
        size: heap.getsizeof(id) as u64,
        generation: match object.gc.list {
            GcList::Generation(number) => Some(number),
            _ => None,
        },
        origin: origin(heap, id),
        simplified: simplified(heap, id).map(str::to_owned),
        reason,
        payload: payload(look, heap, id),
        layout: layout(heap, id),
        referrers: referrers(heap, id),
    }
}

/// Where the object's memory lies.
fn origin(heap: &Heap, id: ObjId) -> String {
    let object = heap.get(id);
    if let Payload::Int(value) = &object.payload
        && is_small_int(heap, id, value)
    {
        return "a small int, made at start and shared by everybody".into();
    }
    match crate::inspect::block_of(heap, id) {
        Some(block) => format!(
            "block {} of pool {} in arena {}, {} bytes a block",
            block.index, block.pool, block.arena.0, block.size
        ),
        None if heap.memory.usable_size(object.addr).is_some() => {
            "from malloc: more than 512 bytes".into()
        }
        None => "made before the script began".into(),
    }
}

/// What is not CPython's about where the object lies; its size and its counts are.
fn simplified(heap: &Heap, id: ObjId) -> Option<&'static str> {
    let addr = heap.get(id).addr;
    if crate::inspect::block_of(heap, id).is_some() {
        return None;
    }
    Some(match heap.memory.usable_size(addr) {
        Some(_) => "the address is from a simple allocator, not from glibc's malloc",
        None => "it lies in a region of its own, not where CPython's start puts it",
    })
}

fn referrers(heap: &Heap, id: ObjId) -> Vec<ObjectRef> {
    // Everybody refers to the shared objects: the search would say nothing.
    if heap.get(id).ob_refcnt > 200 {
        return Vec::new();
    }
    let refers = |&(other, _): &(ObjId, &_)| {
        let mut referents = Vec::new();
        heap.referents(other, &mut referents);
        referents.contains(&id)
    };
    heap.iter()
        .filter(refers)
        .take(REFERRERS)
        .map(|(other, _)| object_ref(heap, other))
        .collect()
}

fn payload(look: &Look<'_>, heap: &Heap, id: ObjId) -> View {
    let object = heap.get(id);
    match &object.payload {
        Payload::List(list) => View::List(ListView {
            items: list
                .items
                .iter()
                .map(|&item| look.object_ref(item))
                .collect(),
            allocated: list.allocated as u64,
            array: (list.allocated > 0).then_some(list.ob_item.0),
            growth: growth(list.items.len(), list.allocated),
        }),
        Payload::Tuple(items) => View::List(ListView {
            items: items.iter().map(|&item| look.object_ref(item)).collect(),
            allocated: items.len() as u64,
            array: None,
            growth: String::new(),
        }),
        Payload::Dict(own) => View::Dict(dict::dict(look, heap, id, own)),
        Payload::Set(own) => View::Set(dict::set(look, id, own)),
        Payload::Str(string) => View::Text(text(string)),
        Payload::Bytes(bytes) => View::Text(TextView {
            kind: "bytes".into(),
            width: 1,
            length: bytes.len() as u64,
            hash: None,
            interned: false,
            units: bytes
                .iter()
                .take(UNITS)
                .map(|&byte| u32::from(byte))
                .collect(),
        }),
        Payload::Int(value) => View::Int {
            negative: value.is_negative(),
            digits: digits(value),
            small: is_small_int(heap, id, value),
        },
        _ => match parts(look, heap, id) {
            rows if rows.is_empty() => View::Plain,
            rows => View::Parts(rows),
        },
    }
}

/// What the next growth of a list would give.
fn growth(len: usize, allocated: usize) -> String {
    if len < allocated {
        let free = allocated - len;
        return format!(
            "{free} more {} before the array grows",
            if free == 1 { "fits" } else { "fit" }
        );
    }
    let next = len + 1;
    format!(
        "append {next}: {next} + {} + {} -> {}",
        next >> 3,
        if next < 9 { 3 } else { 6 },
        grown(next)
    )
}

fn text(string: &StrObject) -> TextView {
    let kind = match string.text.units() {
        Units::Narrow(_) if string.text.is_ascii() => "ASCII",
        Units::Narrow(_) => "Latin-1",
        Units::Ucs2(_) => "UCS-2",
        Units::Ucs4(_) => "UCS-4",
    };
    TextView {
        kind: kind.into(),
        width: u8::try_from(string.text.kind()).unwrap_or(4),
        length: string.text.len() as u64,
        hash: (string.hash != -1).then_some(string.hash),
        interned: string.interned != Interned::No,
        units: string.text.code_points().take(UNITS).collect(),
    }
}

/// The parts of an object by name.
fn parts(look: &Look<'_>, heap: &Heap, id: ObjId) -> Vec<NameRow> {
    let object = heap.get(id);
    let mut rows = Vec::new();
    let mut part = |name: &str, value: Option<ObjId>| {
        rows.push(NameRow {
            name: name.to_owned(),
            object: value.map(|id| look.object_ref(id)),
        });
    };
    match &object.payload {
        Payload::Function(function) => {
            part("__code__", Some(function.code));
            part("__globals__", Some(function.globals));
            part("__defaults__", function.defaults);
            part("__kwdefaults__", function.kwdefaults);
            part("__closure__", function.closure);
            part("__name__", Some(function.name));
        }
        Payload::Type(ty) => {
            part("__bases__", Some(ty.tp_bases));
            part("__mro__", Some(ty.tp_mro));
            part("__dict__", Some(ty.tp_dict));
        }
        Payload::BoundMethod(method) => {
            part("__func__", Some(method.im_func));
            part("__self__", Some(method.im_self));
        }
        Payload::Cell(content) => part("cell_contents", *content),
        Payload::Generator(generator) => {
            part("gi_frame", generator.gi_frame);
            part("gi_code", Some(generator.gi_code));
        }
        Payload::Exception(exception) => {
            part("args", Some(exception.args));
            part("__traceback__", exception.traceback);
            part("__context__", exception.context);
            part("__cause__", exception.cause);
        }
        Payload::Iter(iter) => part("it_seq", iter.it_seq),
        Payload::Range(range) => {
            part("start", Some(range.start));
            part("stop", Some(range.stop));
            part("step", Some(range.step));
        }
        Payload::Property(property) => {
            part("fget", property.fget);
            part("fset", property.fset);
            part("fdel", property.fdel);
        }
        Payload::WeakRef(weak) => part("wr_object (not counted)", weak.wr_object),
        Payload::BuiltinFunction(builtin) => part("__self__", builtin.m_self),
        _ => {}
    }
    if let Some(dict) = object.dict.filter(|_| !heap.is_instance(id, Ty::Type)) {
        part("__dict__", Some(dict));
        let mut pos = 0;
        while let Some((key, value, _)) = heap.dict_entry_next(dict, &mut pos) {
            let name = heap
                .as_str(key)
                .map_or("?".to_owned(), |text| text.to_lossy());
            part(&format!(".{name}"), Some(value));
        }
    }
    rows
}
