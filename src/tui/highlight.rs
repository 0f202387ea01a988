//! Colours of the source: found by syntect on a thread of their own, line by line; until they
//! arrive the text is shown plain.

use std::sync::mpsc::{Receiver, Sender, channel};

use syntect::parsing::{ParseState, ScopeStack, SyntaxSet};

use super::style::Role;

/// The roles of the characters of a source text.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Colours {
    /// Which text this belongs to.
    key: SourceKey,
    /// By line, then by character.
    lines: Vec<Vec<Role>>,
}

/// Tells one source text from another: its path and the version of the program.
pub type SourceKey = (String, u32);

impl Colours {
    /// Whether these are the colours of that text.
    pub fn is_for(&self, key: &SourceKey) -> bool {
        self.key == *key
    }

    /// The roles of a line's characters, the line counted from 1.
    pub fn line(&self, number: u32) -> Option<&[Role]> {
        self.lines
            .get((number as usize).checked_sub(1)?)
            .map(Vec::as_slice)
    }
}

/// A text to colour.
#[derive(Debug)]
pub struct Request {
    /// Which text it is.
    pub key: SourceKey,
    /// Its lines.
    pub lines: Vec<String>,
}

/// Lines coloured before what is there is delivered; the rest follows.
const CHUNK: usize = 200;

/// Starts the thread. It ends when the sender returned is dropped.
pub fn start(deliver: impl Fn(Colours) + Send + 'static) -> Sender<Request> {
    let (sender, receiver): (Sender<Request>, Receiver<Request>) = channel();
    std::thread::spawn(move || {
        let syntaxes = SyntaxSet::load_defaults_newlines();
        while let Ok(request) = receiver.recv() {
            colour(&syntaxes, request, &deliver);
        }
    });
    sender
}

fn colour(syntaxes: &SyntaxSet, request: Request, deliver: &impl Fn(Colours)) {
    let Some(python) = syntaxes.find_syntax_by_extension("py") else {
        return;
    };
    let mut state = ParseState::new(python);
    let mut scopes = ScopeStack::new();
    let mut lines = Vec::with_capacity(request.lines.len());
    for (number, line) in request.lines.iter().enumerate() {
        let text = format!("{line}\n");
        // A line that syntect cannot parse stays plain.
        let ops = state.parse_line(&text, syntaxes).unwrap_or_default();
        lines.push(roles(&text, &ops, &mut scopes));
        if number % CHUNK == CHUNK - 1 {
            deliver(Colours {
                key: request.key.clone(),
                lines: lines.clone(),
            });
        }
    }
    deliver(Colours {
        key: request.key,
        lines,
    });
}

/// The role of each character of a line.
fn roles(
    text: &str,
    ops: &[(usize, syntect::parsing::ScopeStackOp)],
    scopes: &mut ScopeStack,
) -> Vec<Role> {
    let mut roles = Vec::with_capacity(text.len());
    let mut ops = ops.iter().peekable();
    let mut role = role_of(scopes);
    for (at, _) in text.char_indices() {
        while let Some((_, op)) = ops.next_if(|(from, _)| *from <= at) {
            // A broken stack only costs colours.
            let _ = scopes.apply(op);
            role = role_of(scopes);
        }
        roles.push(role);
    }
    for (_, op) in ops {
        let _ = scopes.apply(op);
    }
    roles
}

/// The role of the innermost scope that has one.
fn role_of(scopes: &ScopeStack) -> Role {
    for scope in scopes.scopes.iter().rev() {
        let name = scope.build_string();
        let role = match name.as_str() {
            n if n.starts_with("comment") => Role::Comment,
            n if n.starts_with("string") => Role::Str,
            n if n.starts_with("constant") => Role::Number,
            n if n.starts_with("keyword.operator") && !n.contains("logical") => Role::Text,
            n if n.starts_with("keyword") || n.starts_with("storage") => Role::Keyword,
            n if n.starts_with("entity.name") => Role::Definition,
            n if n.starts_with("support.function") || n.starts_with("support.type") => {
                Role::Definition
            }
            n if n.starts_with("meta.interpolation") || n.starts_with("source.python.embedded") => {
                Role::Text
            }
            _ => continue,
        };
        return role;
    }
    Role::Text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_arrive_for_each_character() {
        let (sender, receiver) = channel();
        let requests = start(move |c| drop(sender.send(c)));
        let lines = vec![
            "def f(x):  # 你好".to_string(),
            "    return 'é' + 12".to_string(),
        ];
        requests
            .send(Request {
                key: ("a.py".to_string(), 0),
                lines: lines.clone(),
            })
            .unwrap();
        let colours = receiver.recv().unwrap();
        assert!(colours.is_for(&("a.py".to_string(), 0)));
        let at = |line: u32, column: usize| colours.line(line).unwrap()[column];
        assert_eq!(at(1, 0), Role::Keyword);
        assert_eq!(at(1, 4), Role::Definition);
        assert_eq!(at(1, 13), Role::Comment);
        assert_eq!(at(2, 4), Role::Keyword);
        assert_eq!(at(2, 12), Role::Str);
        assert_eq!(at(2, 17), Role::Number);
        assert_eq!(colours.line(3), None);
    }
}
