//! The opcode table of CPython 3.8 (`Lib/opcode.py`, `Python/ceval.c`): for each instruction its
//! name, what its argument means, what it takes from and gives to the value stack, and what it
//! does in one sentence. Everything that shows or explains instructions reads this table.

use crate::code::op;

/// What an instruction's argument means (`hasconst`, `hasname`, ... in `Lib/opcode.py`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ArgKind {
    /// There is none.
    None,
    /// A number that stands for itself: a count, a depth, a set of flags.
    Number,
    /// An index into `co_consts`.
    Const,
    /// An index into `co_names`.
    Name,
    /// An index into `co_varnames`.
    Local,
    /// An index into the cells, then the free variables.
    Free,
    /// A distance to jump forward, in bytes, from the next instruction.
    JumpRelative,
    /// An offset in `co_code` to jump to.
    JumpAbsolute,
    /// A comparison, an index into `dis.cmp_op`.
    Compare,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct OpInfo {
    /// Its number.
    pub number: u8,
    /// Its name.
    pub name: &'static str,
    /// What its argument means.
    pub arg: ArgKind,
    /// The stack slots that it uses, bottom first, by name; see [`operands`].
    takes: &'static str,
    /// The values that it pushes, bottom first, by name.
    gives: &'static str,
    /// What it does, in one sentence.
    pub does: &'static str,
}

/// A stack slot that an instruction uses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Operand {
    /// What the instruction takes it for.
    pub name: String,
    /// Whether it is taken off the stack; otherwise it is only looked at.
    pub popped: bool,
}

/// What an instruction does to the value stack.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Operands {
    /// The slots it uses, bottom first; the last is the top of the stack.
    pub before: Vec<Operand>,
    /// What it pushes, bottom first.
    pub after: Vec<String>,
}

/// Comparisons by their number (`dis.cmp_op`).
pub const CMP_OP: [&str; 12] = [
    "<",
    "<=",
    "==",
    "!=",
    ">",
    ">=",
    "in",
    "not in",
    "is",
    "is not",
    "exception match",
    "BAD",
];

/// The table's row of an opcode; none for a number without an instruction.
pub fn info(opcode: u8) -> Option<&'static OpInfo> {
    let row = TABLE.binary_search_by_key(&opcode, |row| row.number).ok()?;
    TABLE.get(row)
}

/// The opcode's name; `<n>` for a number without an instruction, as `dis.opname` has it.
pub fn name(opcode: u8) -> String {
    info(opcode).map_or_else(|| format!("<{opcode}>"), |row| row.name.to_owned())
}

/// The stack slots that an instruction uses and what it pushes in their place.
pub fn operands(opcode: u8, arg: u32) -> Operands {
    let Some(row) = info(opcode) else {
        return Operands::default();
    };
    let before =
        expand(opcode, row.takes, arg)
            .into_iter()
            .map(|word| match word.strip_prefix('=') {
                Some(name) => Operand {
                    name: name.to_owned(),
                    popped: false,
                },
                None => Operand {
                    name: word,
                    popped: true,
                },
            });
    Operands {
        before: before.collect(),
        after: expand(opcode, row.gives, arg),
    }
}

/// Spells out a list of names. `name*` stands for as many slots as the argument says, numbered
/// from 1; `key:value*` for that many pairs; `=name` for a slot that is only looked at; `...` for
/// the slots between the named ones; `name?8` for one that is there if bit 8 of the argument is
/// set; `_` for a blank inside a name.
fn expand(opcode: u8, words: &str, arg: u32) -> Vec<String> {
    // Beyond this many, slots are no longer worth naming one by one.
    const MOST: u32 = 4096;
    let count = arg.min(MOST);
    let mut slots = Vec::new();
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let clear = |text: &str| text.replace('_', " ");
        if word == "..." {
            let depth = count.saturating_sub(1);
            slots.extend((0..depth).map(|_| "=(in between)".to_owned()));
        } else if let Some((name, bit)) = word.split_once('?') {
            if bit.parse::<u32>().is_ok_and(|bit| arg & bit != 0) {
                slots.push(clear(name));
            }
        } else if let Some(name) = word.strip_suffix('*') {
            for number in 1..=repeats(opcode, count) {
                slots.extend(
                    name.split(':')
                        .map(|part| format!("{} {number}", clear(part))),
                );
            }
        } else {
            slots.push(clear(word));
        }
    }
    slots
}

/// How many slots a starred name stands for.
fn repeats(opcode: u8, count: u32) -> u32 {
    match opcode {
        op::UNPACK_EX => (count & 0xff) + 1 + (count >> 8),
        _ => count,
    }
}

macro_rules! table {
    ($($name:ident $arg:ident $takes:literal => $gives:literal $does:literal;)*) => {
        /// All instructions, ascending by number.
        pub const TABLE: &[OpInfo] = &[$(OpInfo {
            number: op::$name,
            name: stringify!($name),
            arg: ArgKind::$arg,
            takes: $takes,
            gives: $gives,
            does: $does,
        },)*];
    };
}

table! {
    POP_TOP None "value" => "" "Drops the value on top of the stack.";
    ROT_TWO None "second top" => "top second" "Swaps the two values on top.";
    ROT_THREE None "third second top" => "top third second" "Lifts the second and third value and puts the top below them.";
    DUP_TOP None "=value" => "value" "Pushes another reference to the value on top.";
    DUP_TOP_TWO None "=second =top" => "second top" "Pushes another reference to each of the two values on top.";
    ROT_FOUR None "fourth third second top" => "top fourth third second" "Lifts three values and puts the top below them.";
    NOP None "" => "" "Does nothing.";
    UNARY_POSITIVE None "operand" => "result" "Replaces the value by +value.";
    UNARY_NEGATIVE None "operand" => "result" "Replaces the value by -value.";
    UNARY_NOT None "operand" => "True_or_False" "Replaces the value by the opposite of its truth.";
    UNARY_INVERT None "operand" => "result" "Replaces the value by ~value.";
    BINARY_MATRIX_MULTIPLY None "left right" => "product" "Replaces left and right by left @ right.";
    INPLACE_MATRIX_MULTIPLY None "left right" => "product" "Computes left @= right.";
    BINARY_POWER None "left right" => "power" "Replaces left and right by left ** right.";
    BINARY_MULTIPLY None "left right" => "product" "Replaces left and right by left * right.";
    BINARY_MODULO None "left right" => "remainder" "Replaces left and right by left % right.";
    BINARY_ADD None "left right" => "sum" "Replaces left and right by left + right.";
    BINARY_SUBTRACT None "left right" => "difference" "Replaces left and right by left - right.";
    BINARY_SUBSCR None "container key" => "item" "Replaces container and key by container[key].";
    BINARY_FLOOR_DIVIDE None "left right" => "quotient" "Replaces left and right by left // right.";
    BINARY_TRUE_DIVIDE None "left right" => "quotient" "Replaces left and right by left / right.";
    INPLACE_FLOOR_DIVIDE None "left right" => "quotient" "Computes left //= right.";
    INPLACE_TRUE_DIVIDE None "left right" => "quotient" "Computes left /= right.";
    GET_AITER None "asynchronous_iterable" => "asynchronous_iterator" "Calls __aiter__ of the value.";
    GET_ANEXT None "=asynchronous_iterator" => "awaitable" "Asks the asynchronous iterator for what to await next.";
    BEFORE_ASYNC_WITH None "manager" => "__aexit__ awaitable" "Looks up __aexit__ for later and calls __aenter__.";
    BEGIN_FINALLY None "" => "NULL" "Pushes a NULL: the finally block was reached without an exception.";
    END_ASYNC_FOR None "iterator handled_traceback handled_value handled_type traceback value type" => "" "Ends the loop if the exception is StopAsyncIteration, else raises it again.";
    INPLACE_ADD None "left right" => "sum" "Computes left += right: in place where the type can, else a new object.";
    INPLACE_SUBTRACT None "left right" => "difference" "Computes left -= right.";
    INPLACE_MULTIPLY None "left right" => "product" "Computes left *= right.";
    INPLACE_MODULO None "left right" => "remainder" "Computes left %= right.";
    STORE_SUBSCR None "value container key" => "" "Carries out container[key] = value.";
    DELETE_SUBSCR None "container key" => "" "Carries out del container[key].";
    BINARY_LSHIFT None "left right" => "result" "Replaces left and right by left << right.";
    BINARY_RSHIFT None "left right" => "result" "Replaces left and right by left >> right.";
    BINARY_AND None "left right" => "result" "Replaces left and right by left & right.";
    BINARY_XOR None "left right" => "result" "Replaces left and right by left ^ right.";
    BINARY_OR None "left right" => "result" "Replaces left and right by left | right.";
    INPLACE_POWER None "left right" => "power" "Computes left **= right.";
    GET_ITER None "iterable" => "iterator" "Replaces the value by iter(value).";
    GET_YIELD_FROM_ITER None "iterable" => "iterator" "Makes an iterator for yield from; a generator stays as it is.";
    PRINT_EXPR None "value" => "" "Shows the value of an expression typed at the prompt.";
    LOAD_BUILD_CLASS None "" => "__build_class__" "Pushes the function that makes classes.";
    YIELD_FROM None "=iterator value" => "result" "Passes value to the iterator and yields what it yields, until it ends.";
    GET_AWAITABLE None "awaitable" => "iterator" "Gets the iterator that await drives.";
    INPLACE_LSHIFT None "left right" => "result" "Computes left <<= right.";
    INPLACE_RSHIFT None "left right" => "result" "Computes left >>= right.";
    INPLACE_AND None "left right" => "result" "Computes left &= right.";
    INPLACE_XOR None "left right" => "result" "Computes left ^= right.";
    INPLACE_OR None "left right" => "result" "Computes left |= right.";
    WITH_CLEANUP_START None "=__exit__ =exception_or_NULL" => "exception_type result_of___exit__" "Calls __exit__ with the exception, or with three Nones.";
    WITH_CLEANUP_FINISH None "exception_type result_of___exit__" => "" "If there was an exception and __exit__ returned a true value, swallows it.";
    RETURN_VALUE None "value" => "" "Leaves the frame and gives the value to the caller.";
    IMPORT_STAR None "module" => "" "Binds all public names of the module here.";
    SETUP_ANNOTATIONS None "" => "" "Makes __annotations__ if the namespace has none yet.";
    YIELD_VALUE None "value" => "sent_value" "Suspends the generator and gives the value to whoever asked.";
    POP_BLOCK None "" => "" "Takes the innermost block off the block stack: its try ended well.";
    END_FINALLY None "exception_or_NULL" => "" "Ends a finally: goes on, jumps back, or raises the exception again.";
    POP_EXCEPT None "traceback value type" => "" "The exception is handled: the one handled before it, if any, is current again.";
    STORE_NAME Name "value" => "" "Binds the name in the local namespace, a dict.";
    DELETE_NAME Name "" => "" "Unbinds the name in the local namespace.";
    UNPACK_SEQUENCE Number "sequence" => "item*" "Takes a sequence of exactly this length apart, its first item ends on top.";
    FOR_ITER JumpRelative "=iterator" => "item" "Asks the iterator for the next item; at its end drops it and jumps.";
    UNPACK_EX Number "iterable" => "item*" "Takes an iterable apart; one target with a star gets a list of the rest.";
    STORE_ATTR Name "value object" => "" "Carries out object.name = value.";
    DELETE_ATTR Name "object" => "" "Carries out del object.name.";
    STORE_GLOBAL Name "value" => "" "Binds the name in the module's dict.";
    DELETE_GLOBAL Name "" => "" "Unbinds the name in the module's dict.";
    LOAD_CONST Const "" => "constant" "Pushes a constant of the code object.";
    LOAD_NAME Name "" => "value" "Searches the name in locals, globals, then builtins, and pushes its value.";
    BUILD_TUPLE Number "item*" => "tuple" "Makes a tuple of the values on top.";
    BUILD_LIST Number "item*" => "list" "Makes a list of the values on top.";
    BUILD_SET Number "item*" => "set" "Makes a set of the values on top.";
    BUILD_MAP Number "key:value*" => "dict" "Makes a dict of the pairs on top.";
    LOAD_ATTR Name "object" => "value" "Replaces the object by object.name.";
    COMPARE_OP Compare "left right" => "result" "Compares left and right.";
    IMPORT_NAME Name "level names" => "module" "Imports the module, running it if it is new.";
    IMPORT_FROM Name "=module" => "value" "Pushes a name of the imported module.";
    JUMP_FORWARD JumpRelative "" => "" "Jumps forward.";
    JUMP_IF_FALSE_OR_POP JumpAbsolute "=value" => "" "If the value is false, keeps it and jumps; otherwise drops it.";
    JUMP_IF_TRUE_OR_POP JumpAbsolute "=value" => "" "If the value is true, keeps it and jumps; otherwise drops it.";
    JUMP_ABSOLUTE JumpAbsolute "" => "" "Jumps.";
    POP_JUMP_IF_FALSE JumpAbsolute "condition" => "" "Takes the condition and jumps if it is false.";
    POP_JUMP_IF_TRUE JumpAbsolute "condition" => "" "Takes the condition and jumps if it is true.";
    LOAD_GLOBAL Name "" => "value" "Searches the name in globals, then builtins, and pushes its value.";
    SETUP_FINALLY JumpRelative "" => "" "Pushes a block: an exception from here on jumps to its handler.";
    LOAD_FAST Local "" => "value" "Pushes the value of a local variable, read from the frame's array.";
    STORE_FAST Local "value" => "" "Binds a local variable in the frame's array.";
    DELETE_FAST Local "" => "" "Unbinds a local variable.";
    RAISE_VARARGS Number "value*" => "" "Raises: again (0), an exception (1), or an exception with its cause (2).";
    CALL_FUNCTION Number "callable argument*" => "result" "Calls with positional arguments.";
    MAKE_FUNCTION Number "defaults?1 keyword_defaults?2 annotations?4 closure?8 code qualified_name" => "function" "Makes a function object of the code and what goes with it.";
    BUILD_SLICE Number "bound*" => "slice" "Makes a slice object of the values on top.";
    LOAD_CLOSURE Free "" => "cell" "Pushes the cell itself, for a closure.";
    LOAD_DEREF Free "" => "value" "Pushes what the cell contains.";
    STORE_DEREF Free "value" => "" "Puts the value into the cell.";
    DELETE_DEREF Free "" => "" "Empties the cell.";
    CALL_FUNCTION_KW Number "callable argument* keyword_names" => "result" "Calls; the last arguments go to the keywords named in the tuple on top.";
    CALL_FUNCTION_EX Number "callable arguments keywords?1" => "result" "Calls with a tuple of arguments and perhaps a dict of keywords.";
    SETUP_WITH JumpRelative "manager" => "__exit__ value" "Looks up __exit__ for later, calls __enter__ and pushes a block.";
    EXTENDED_ARG Number "" => "" "Holds the upper bits of the next instruction's argument.";
    LIST_APPEND Number "=list ... item" => "" "Appends the item to the list of a comprehension.";
    SET_ADD Number "=set ... item" => "" "Adds the item to the set of a comprehension.";
    MAP_ADD Number "=dict ... key value" => "" "Stores the pair in the dict of a comprehension.";
    LOAD_CLASSDEREF Free "" => "value" "Searches the class namespace, then pushes what the cell contains.";
    BUILD_LIST_UNPACK Number "iterable*" => "list" "Makes one list of all the iterables on top.";
    BUILD_MAP_UNPACK Number "mapping*" => "dict" "Makes one dict of all the mappings on top.";
    BUILD_MAP_UNPACK_WITH_CALL Number "mapping*" => "dict" "Makes one dict of all the keyword mappings of a call.";
    BUILD_TUPLE_UNPACK Number "iterable*" => "tuple" "Makes one tuple of all the iterables on top.";
    BUILD_SET_UNPACK Number "iterable*" => "set" "Makes one set of all the iterables on top.";
    SETUP_ASYNC_WITH JumpRelative "=value" => "" "Pushes the block of an async with.";
    FORMAT_VALUE Number "value specification?4" => "text" "Formats one value of an f-string.";
    BUILD_CONST_KEY_MAP Number "value* keys" => "dict" "Makes a dict of the values and the tuple of keys on top.";
    BUILD_STRING Number "piece*" => "text" "Joins the strings on top.";
    BUILD_TUPLE_UNPACK_WITH_CALL Number "iterable*" => "tuple" "Makes one tuple of all the iterables of a call's arguments.";
    LOAD_METHOD Name "object" => "method_or_NULL object_or_method" "Finds a method without making a bound-method object where it can.";
    CALL_METHOD Number "method_or_NULL object_or_method argument*" => "result" "Calls what LOAD_METHOD found.";
    CALL_FINALLY JumpRelative "" => "return_offset" "Runs the finally block and remembers where to come back to.";
    POP_FINALLY Number "exception_or_NULL" => "" "Leaves a finally block early.";
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names of the slots before and after, as one line.
    fn shown(opcode: u8, arg: u32) -> String {
        let operands = operands(opcode, arg);
        let before: Vec<_> = operands
            .before
            .iter()
            .map(|operand| format!("{}{}", if operand.popped { "" } else { "=" }, operand.name))
            .collect();
        format!("{} -> {}", before.join(", "), operands.after.join(", "))
    }

    #[test]
    fn the_table_is_sorted_and_whole() {
        assert!(TABLE.windows(2).all(|pair| pair[0].number < pair[1].number));
        // len(opcode.opmap) in Python 3.8.18.
        assert_eq!(TABLE.len(), 120);
    }

    #[test]
    fn operands_are_named() {
        assert_eq!(shown(op::BINARY_ADD, 0), "left, right -> sum");
        assert_eq!(
            shown(op::CALL_FUNCTION, 2),
            "callable, argument 1, argument 2 -> result"
        );
        assert_eq!(shown(op::BUILD_MAP, 1), "key 1, value 1 -> dict");
        assert_eq!(shown(op::LIST_APPEND, 2), "=list, =(in between), item -> ");
        assert_eq!(
            shown(op::MAKE_FUNCTION, 9),
            "defaults, closure, code, qualified name -> function"
        );
        assert_eq!(
            shown(op::UNPACK_EX, 0x101),
            "iterable -> item 1, item 2, item 3"
        );
    }
}
