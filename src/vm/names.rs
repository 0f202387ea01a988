//! The names that the machine itself looks up, as interned strings made once at the start.

use crate::objects::{Heap, Slot};
use crate::value::ObjId;

macro_rules! names {
    ($($field:ident $text:literal;)*) => {
        /// Interned strings, by the name without underscores.
        #[derive(Clone, Hash, Debug)]
        pub struct Names {
            /// The special methods' names, by [`Slot`].
            pub slots: Vec<ObjId>,
            $(#[doc = concat!("`", $text, "`.")] pub $field: ObjId,)*
        }

        impl Names {
            /// Interns them all.
            pub fn new(heap: &mut Heap) -> Names {
                Names {
                    slots: crate::objects::slots::SLOTS
                        .iter()
                        .map(|(_, _, dunder)| heap.intern_str(dunder))
                        .collect(),
                    $($field: heap.intern_str($text),)*
                }
            }
        }
    };
}

names! {
    abstractmethods "__abstractmethods__";
    all "__all__";
    annotations "__annotations__";
    build_class "__build_class__";
    builtins "__builtins__";
    cached "__cached__";
    class "__class__";
    class_getitem "__class_getitem__";
    classcell "__classcell__";
    close "close";
    dict "__dict__";
    doc "__doc__";
    enter "__enter__";
    exit "__exit__";
    aenter "__aenter__";
    aexit "__aexit__";
    file "__file__";
    format "__format__";
    import "__import__";
    index "__index__";
    init_subclass "__init_subclass__";
    instancecheck "__instancecheck__";
    iter "__iter__";
    length_hint "__length_hint__";
    loader "__loader__";
    main "__main__";
    metaclass "metaclass";
    module "__module__";
    mro "mro";
    mro_entries "__mro_entries__";
    name "__name__";
    origbases "__orig_bases__";
    package "__package__";
    path "__path__";
    prepare "__prepare__";
    qualname "__qualname__";
    reversed "__reversed__";
    send "send";
    set_name "__set_name__";
    slots_name "__slots__";
    spec "__spec__";
    subclasscheck "__subclasscheck__";
    throw "throw";
    weakref "__weakref__";
    bases "__bases__";
    missing "__missing__";
    print_file_and_line "print_file_and_line";
    stderr "stderr";
    stdout "stdout";
    flush "flush";
    write "write";
    modules "modules";
    sys_path "path";
    last_type "last_type";
    last_value "last_value";
    last_traceback "last_traceback";
    excepthook "excepthook";
    displayhook "displayhook";
    underscore "_";
}

impl Names {
    /// The special method's name.
    #[inline]
    pub fn slot(&self, slot: Slot) -> ObjId {
        self.slots[slot as usize]
    }
}
