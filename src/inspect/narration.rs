//! One sentence for each step: what happens and why, with this step's own names and numbers, and
//! the CPython function that does it.

use crate::code::instruction::{Instruction, Meaning};
use crate::code::{op, opcode};
use crate::event::{Event, GcPhase, Scope};
use crate::inspect::Look;
use crate::inspect::code::Current;
use crate::inspect::memory::pool_sentence;
use crate::inspect::view::Narration;
use crate::objects::frame::Frame;
use crate::value::ObjId;

/// The sentence for the instruction that runs next.
pub(super) fn narrate(look: &Look<'_>, current: Option<&Current>) -> Narration {
    let (Some((_, frame)), Some(current)) = (look.running(), current) else {
        return Narration {
            sentence: "The program has ended.".into(),
            ..Narration::default()
        };
    };
    let step = Step {
        look,
        frame,
        current,
    };
    let mut sentence = step.main_clause();
    let mut by = None;
    for (clause, function) in step.remarks() {
        sentence.push(' ');
        sentence.push_str(&clause);
        by = by.or(function);
    }
    let by = by.map_or_else(
        || format!("{}, Python/ceval.c", opcode::name(current.op)),
        str::to_owned,
    );
    Narration {
        sentence,
        by,
        simplified: step.simplified().map(str::to_owned),
    }
}

/// One step on its way to a sentence.
struct Step<'a, 'b> {
    look: &'b Look<'a>,
    frame: &'b Frame,
    current: &'b Current,
}

impl Step<'_, '_> {
    /// What of the step is not done as CPython does it.
    fn simplified(&self) -> Option<&'static str> {
        let after = &self.look.after.heap;
        let enters = after.frame_id.is_some() && after.frame.f_lasti == -1;
        let asks_for_it = matches!(
            self.current.op,
            op::CALL_FUNCTION | op::CALL_METHOD | op::CALL_FUNCTION_KW | op::CALL_FUNCTION_EX
        );
        (enters && !asks_for_it && after.frame.code.code.co_name == "__del__").then_some(
            "CPython runs __del__ in the middle of this instruction; here it runs right after it.",
        )
    }

    fn label(&self, id: ObjId) -> String {
        self.look.label(id)
    }

    /// The value `depth` slots below the top of the stack.
    fn peek(&self, depth: usize) -> String {
        let values = self.frame.stack();
        match values
            .len()
            .checked_sub(depth + 1)
            .and_then(|index| values.get(index))
        {
            Some(Some(id)) => self.label(*id),
            Some(None) => "NULL".into(),
            None => "nothing".into(),
        }
    }

    /// What the instruction pushes, as far as it pushes.
    fn pushed(&self) -> Option<String> {
        self.look.events.iter().rev().find_map(|event| match event {
            Event::Push { value: Some(value) }
            | Event::Replace {
                new: Some(value), ..
            } => Some(self.label(*value)),
            _ => None,
        })
    }

    /// The name that the argument stands for.
    fn name(&self) -> String {
        let instruction = Instruction {
            offset: self.current.offset,
            opcode: self.current.op,
            arg: self.current.arg,
        };
        match instruction.meaning(&self.frame.code.code) {
            Meaning::Name(name) => name.to_lossy(),
            Meaning::Compare(word) => word.to_owned(),
            Meaning::Jump(offset) => offset.to_string(),
            _ => String::new(),
        }
    }

    fn raised(&self) -> bool {
        self.look
            .events
            .iter()
            .any(|event| matches!(event, Event::Raise { .. }))
    }

    fn jumps(&self) -> bool {
        let after = &self.look.after.heap;
        after.frame_id == self.look.before.heap.frame_id
            && after.frame.next_instr as usize != self.current.offset + 2
    }

    /// "result" or why there is none.
    fn result(&self, does: &str) -> String {
        match self.pushed() {
            Some(result) if !self.raised() => format!("{does}: {result}."),
            _ => format!("{does}."),
        }
    }

    fn main_clause(&self) -> String {
        let (op, arg) = (self.current.op, self.current.arg);
        match op {
            op::LOAD_CONST => format!("Push the constant {}.", self.pushed().unwrap_or_default()),
            op::LOAD_FAST | op::LOAD_DEREF | op::LOAD_CLASSDEREF => {
                self.result(&format!("Push the value of {}", self.name()))
            }
            op::LOAD_NAME | op::LOAD_GLOBAL => self.search(),
            op::STORE_FAST | op::STORE_NAME | op::STORE_GLOBAL | op::STORE_DEREF => {
                format!("Let {} refer to {}.", self.name(), self.peek(0))
            }
            op::DELETE_FAST | op::DELETE_NAME | op::DELETE_GLOBAL | op::DELETE_DEREF => {
                format!("Unbind {}; its object loses a reference.", self.name())
            }
            op::POP_TOP => format!("Drop {}.", self.peek(0)),
            op::LOAD_ATTR => self.result(&format!("Look up .{} of {}", self.name(), self.peek(0))),
            op::LOAD_METHOD => format!("Look up the method .{} of {}.", self.name(), self.peek(0)),
            op::STORE_ATTR => format!(
                "Set .{} of {} to {}.",
                self.name(),
                self.peek(0),
                self.peek(1)
            ),
            op::BINARY_SUBSCR => self.result(&format!("Get {}[{}]", self.peek(1), self.peek(0))),
            op::STORE_SUBSCR => format!(
                "Set {}[{}] to {}.",
                self.peek(1),
                self.peek(0),
                self.peek(2)
            ),
            op::DELETE_SUBSCR => format!("Delete {}[{}].", self.peek(1), self.peek(0)),
            op::COMPARE_OP => self.result(&format!(
                "Compare: {} {} {}",
                self.peek(1),
                self.name(),
                self.peek(0)
            )),
            op::POP_JUMP_IF_FALSE
            | op::POP_JUMP_IF_TRUE
            | op::JUMP_IF_FALSE_OR_POP
            | op::JUMP_IF_TRUE_OR_POP => {
                let outcome = if self.jumps() {
                    format!("jump to {}", self.name())
                } else {
                    "go on".into()
                };
                format!("{} decides: {outcome}.", self.peek(0))
            }
            op::JUMP_ABSOLUTE | op::JUMP_FORWARD => format!("Jump to {}.", self.name()),
            op::FOR_ITER => self.for_iter(),
            op::GET_ITER => self.result(&format!("Make an iterator over {}", self.peek(0))),
            op::CALL_FUNCTION => self.call(arg as usize, arg as usize),
            op::CALL_METHOD => self.call_method(arg as usize),
            op::CALL_FUNCTION_KW => self.call(arg as usize + 1, arg as usize),
            op::RETURN_VALUE => format!("Return {} to the caller.", self.peek(0)),
            op::YIELD_VALUE => format!("Yield {} and sleep until asked again.", self.peek(0)),
            op::BUILD_LIST
            | op::BUILD_TUPLE
            | op::BUILD_SET
            | op::BUILD_MAP
            | op::BUILD_STRING
            | op::BUILD_CONST_KEY_MAP
            | op::BUILD_SLICE => self.result(&format!(
                "Make one object of {arg} {}",
                if arg == 1 { "value" } else { "values" }
            )),
            op::LIST_APPEND | op::SET_ADD => {
                format!("Add {} to the comprehension's result.", self.peek(0))
            }
            op::MAKE_FUNCTION => format!("Make the function {}.", self.peek(0)),
            op::IMPORT_NAME => format!("Import {}.", self.name()),
            op::IMPORT_FROM => self.result(&format!("Take {} from the module", self.name())),
            op::UNPACK_SEQUENCE => format!("Take {} apart into {arg} values.", self.peek(0)),
            op::FORMAT_VALUE => self.result("Format a value"),
            _ => self.binary().unwrap_or_else(|| self.in_general()),
        }
    }

    /// Opcodes without a sentence of their own say what the table says.
    fn in_general(&self) -> String {
        opcode::info(self.current.op).map_or(String::new(), |info| info.does.to_owned())
    }

    fn binary(&self) -> Option<String> {
        let sign = match self.current.op {
            op::BINARY_ADD => "+",
            op::BINARY_SUBTRACT => "-",
            op::BINARY_MULTIPLY => "*",
            op::BINARY_TRUE_DIVIDE => "/",
            op::BINARY_FLOOR_DIVIDE => "//",
            op::BINARY_MODULO => "%",
            op::BINARY_POWER => "**",
            op::BINARY_AND => "&",
            op::BINARY_OR => "|",
            op::BINARY_XOR => "^",
            op::BINARY_LSHIFT => "<<",
            op::BINARY_RSHIFT => ">>",
            op::INPLACE_ADD => "+=",
            op::INPLACE_SUBTRACT => "-=",
            op::INPLACE_MULTIPLY => "*=",
            _ => return None,
        };
        Some(self.result(&format!("Compute {} {sign} {}", self.peek(1), self.peek(0))))
    }

    fn search(&self) -> String {
        let mut places = Vec::new();
        for event in self.look.events {
            if let Event::Lookup { scope, found, .. } = event {
                let place = match scope {
                    Scope::Locals => "locals",
                    Scope::Globals => "globals",
                    Scope::Builtins => "builtins",
                    Scope::Fast | Scope::Deref => continue,
                };
                places.push(match found {
                    Some(found) => format!("found in {place}: {}", self.label(*found)),
                    None => format!("not in {place}"),
                });
            }
        }
        match places.is_empty() {
            true => self.result(&format!("Search {}", self.name())),
            false => format!("Search {}: {}.", self.name(), places.join(", ")),
        }
    }

    fn for_iter(&self) -> String {
        let enters = self
            .look
            .events
            .iter()
            .any(|event| matches!(event, Event::Call { .. }));
        if enters {
            return "Ask the generator for its next value: its frame goes on.".into();
        }
        match self.pushed() {
            Some(item) if !self.jumps() => format!("The next item is {item}."),
            _ => format!(
                "The iterator is at its end: leave the loop, go to {}.",
                self.name()
            ),
        }
    }

    /// A call of the callable below `above` slots, `count` of them arguments.
    fn call(&self, above: usize, count: usize) -> String {
        let callable = self.peek(above);
        self.called(&callable, count)
    }

    fn call_method(&self, count: usize) -> String {
        let found = self.peek(count + 1);
        let callable = if found == "NULL" {
            self.peek(count)
        } else {
            found
        };
        self.called(&callable, count)
    }

    fn called(&self, callable: &str, count: usize) -> String {
        let arguments = match count {
            0 => "no arguments".to_owned(),
            1 => "1 argument".to_owned(),
            _ => format!("{count} arguments"),
        };
        let enters = self
            .look
            .events
            .iter()
            .any(|event| matches!(event, Event::Call { .. }));
        match (enters, self.pushed()) {
            (true, _) => format!("Call {callable} with {arguments}: a new frame."),
            (false, Some(result)) if !self.raised() => {
                format!("Call {callable} with {arguments}: {result}.")
            }
            (false, _) => format!("Call {callable} with {arguments}."),
        }
    }

    /// What else happens that is worth saying, with the function that does it where the
    /// instruction is about that.
    fn remarks(&self) -> Vec<(String, Option<&'static str>)> {
        let mut remarks = Vec::new();
        let mut of_memory = None;
        for event in self.look.events {
            match event {
                Event::StrGrow { moved, .. } => remarks.push((
                    format!(
                        "Nobody else holds the left string, so it grows in place, and its block {}.",
                        if *moved { "moves" } else { "stays" }
                    ),
                    Some("PyUnicode_Append, Objects/unicodeobject.c"),
                )),
                Event::ListResize { old_allocated, new_allocated, new_len, .. } if old_allocated != new_allocated => {
                    remarks.push((
                        format!(
                            "Its array goes from {old_allocated} to {new_allocated} slots for {new_len} {}.",
                            if *new_len == 1 { "item" } else { "items" }
                        ),
                        Some("list_resize, Objects/listobject.c"),
                    ));
                }
                Event::TableResize { old_size, new_size, .. } => remarks.push((
                    format!("The table is too full: from {old_size} to {new_size} slots, every key is put in anew."),
                    Some("dictresize, Objects/dictobject.c"),
                )),
                Event::Gc { phase: GcPhase::MoveUnreachable, generation, objects } => remarks.push((
                    format!("The collector examines generation {generation}: {objects} objects can't be reached."),
                    Some("collect, Modules/gcmodule.c"),
                )),
                Event::Pool(change) => {
                    let sentence = format!("In memory {}.", pool_sentence(change));
                    of_memory.get_or_insert((sentence, None));
                }
                Event::Raise { exception } => {
                    remarks.push((format!("{} is raised.", self.label(*exception)), Some("Python/errors.c")));
                }
                Event::Output { text, .. } if !text.trim().is_empty() => {
                    let text = text.trim_end_matches('\n');
                    remarks.push((format!("It prints {text:?}."), self.writer()));
                }
                _ => {}
            }
        }
        remarks.extend(self.deaths().map(|sentence| (sentence, None)));
        remarks.extend(of_memory);
        // More than three remarks are a lecture; the event list has them all.
        remarks.truncate(3);
        remarks
    }

    /// The built-in function being called that prints.
    fn writer(&self) -> Option<&'static str> {
        let heap = &self.look.before.heap;
        let functions = self.frame.stack().iter().flatten();
        functions
            .filter_map(|&id| heap.as_builtin(id))
            .find_map(|builtin| match heap.native_name(builtin.native) {
                "print" => Some("builtin_print, Python/bltinmodule.c"),
                "input" => Some("builtin_input, Python/bltinmodule.c"),
                _ => None,
            })
    }

    fn deaths(&self) -> Option<String> {
        let dead = |event: &Event| match event {
            // What lives only inside the step is nothing the reader has seen.
            Event::Dealloc { object, .. } => {
                self.look.before.heap.is_alive(*object).then_some(*object)
            }
            _ => None,
        };
        let mut all = self.look.events.iter().filter_map(dead);
        let first = all.next()?;
        let more = all.count();
        Some(match more {
            0 => format!("Nothing refers to {} any more: it dies.", self.label(first)),
            _ => format!(
                "{} and {more} more die: nothing refers to them.",
                self.label(first)
            ),
        })
    }
}
