//! A quick look over a source for what 3.8's parser limits and the parser library does not:
//! nesting. Whoever compiles a stranger's text must not let it decide how deep the stack gets.

/// From this many open brackets on, 3.8's parser may run out of its own stack.
const MANY_BRACKETS: usize = 60;
/// From this many operators in one item on, the tree may get too deep for Python.
const MANY_OPERATORS: u32 = 500;
/// From this many on, no Python could compile it.
const TOO_MANY_OPERATORS: u32 = 50_000;
/// Blanks before a line that may mean more than a hundred levels.
const WIDE_INDENTATION: usize = 99;

/// Whether a byte can be part of a name or number.
const IS_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'_';
        byte += 1;
    }
    table
};

/// What the quick look says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Suspicion {
    /// Nothing special.
    None,
    /// 3.8's own parser should have a look first.
    Some,
    /// It would nest too deeply in any case.
    Hopeless,
}

/// Looks over a source. It errs on the side of suspicion.
pub fn suspicion(text: &str) -> Suspicion {
    if text.starts_with('\u{feff}') {
        // A second byte order mark.
        return Suspicion::Some;
    }
    let mut scanner = Scanner {
        worst: Suspicion::None,
        levels: Vec::new(),
        here: 0,
        total: 0,
    };
    let bytes = text.as_bytes();
    let (mut tabs, mut spaces) = (false, false);
    let mut at = 0;
    let mut line_start = true;
    while let Some(&byte) = bytes.get(at) {
        if line_start {
            let indentation = run(&bytes[at..], |byte| matches!(byte, b' ' | b'\t'));
            tabs |= bytes[at..at + indentation].contains(&b'\t');
            spaces |= bytes[at..at + indentation].contains(&b' ');
            if indentation >= WIDE_INDENTATION {
                scanner.suspect(Suspicion::Some);
            }
            at += indentation;
            line_start = false;
            continue;
        }
        at += 1;
        match byte {
            b'\n' => {
                line_start = true;
                if scanner.levels.is_empty() {
                    scanner.reset();
                }
            }
            b'#' => at += run(&bytes[at..], |byte| byte != b'\n'),
            b'\'' | b'"' => {
                let string = string_at(bytes, at, byte);
                at = string.end;
                // Were it an f-string, its expressions would nest.
                if string.deepest_brace > MANY_BRACKETS {
                    scanner.suspect(Suspicion::Some);
                }
            }
            b'(' | b'[' | b'{' => scanner.open(),
            b')' | b']' | b'}' => scanner.close(),
            b',' | b';' => scanner.reset(),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                scanner.count();
                while bytes
                    .get(at)
                    .is_some_and(|&byte| IS_WORD[usize::from(byte)])
                {
                    at += 1;
                }
            }
            b' ' => {}
            b'+' | b'-' | b'*' | b'/' | b'%' | b'@' | b'&' | b'|' | b'^' | b'~' | b'<' | b'>'
            | b'.' => scanner.count(),
            _ => {}
        }
    }
    if tabs && spaces {
        // 3.8 has its own idea of which mixtures agree.
        scanner.suspect(Suspicion::Some);
    }
    scanner.worst
}

/// How many bytes from the start on are of a kind.
fn run(bytes: &[u8], of_kind: impl Fn(u8) -> bool) -> usize {
    bytes
        .iter()
        .position(|&byte| !of_kind(byte))
        .unwrap_or(bytes.len())
}

/// A string literal, as far as it matters here.
struct StringLook {
    /// Where it ends.
    end: usize,
    /// How many braces are open in it at most.
    deepest_brace: usize,
}

/// Looks over the string whose first quote lies before `at`.
fn string_at(bytes: &[u8], mut at: usize, quote: u8) -> StringLook {
    let (mut open, mut deepest_brace) = (0_usize, 0);
    let triple = bytes[at..].starts_with(&[quote, quote]);
    if triple {
        at += 2;
    }
    let mut end = bytes.len();
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'\\' => at += 1,
            b'{' => {
                open += 1;
                deepest_brace = deepest_brace.max(open);
            }
            b'}' => open = open.saturating_sub(1),
            b'\n' if !triple => {
                end = at - 1;
                break;
            }
            _ if byte != quote => {}
            _ if !triple => {
                end = at;
                break;
            }
            _ if bytes[at..].starts_with(&[quote, quote]) => {
                end = at + 2;
                break;
            }
            _ => {}
        }
    }
    StringLook { end, deepest_brace }
}

/// Counts, for each open bracket, the operators since the last comma: they bound how deep the
/// tree of that item can be.
struct Scanner {
    worst: Suspicion,
    levels: Vec<u32>,
    here: u32,
    total: u32,
}

impl Scanner {
    fn suspect(&mut self, suspicion: Suspicion) {
        self.worst = self.worst.max(suspicion);
    }

    fn count(&mut self) {
        self.here += 1;
        self.total += 1;
        if self.total > MANY_OPERATORS {
            let hopeless = self.total > TOO_MANY_OPERATORS;
            self.suspect(if hopeless {
                Suspicion::Hopeless
            } else {
                Suspicion::Some
            });
        }
    }

    fn reset(&mut self) {
        self.total -= self.here;
        self.here = 0;
    }

    fn open(&mut self) {
        // A call or subscript is an operator too.
        self.count();
        self.levels.push(self.here);
        self.here = 0;
        if self.levels.len() > MANY_BRACKETS {
            self.suspect(Suspicion::Some);
        }
    }

    fn close(&mut self) {
        self.total -= self.here;
        self.here = self.levels.pop().unwrap_or(0);
        if self.levels.is_empty() {
            self.total = self.here;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_sources_are_not_suspected() {
        for source in [
            "def f(a):\n    return [-1, (2 + 3) * a.b]\n".to_owned(),
            format!("x = [{}]\n", "-1, ".repeat(100_000)),
            format!("x = '''{}'''\n", "((((\n".repeat(1000)),
        ] {
            assert_eq!(suspicion(&source), Suspicion::None);
        }
    }

    #[test]
    fn deep_ones_are() {
        assert_eq!(suspicion(&"(".repeat(61)), Suspicion::Some);
        let nested = format!("f'{}{}'", "{x:".repeat(61), "}".repeat(61));
        assert_eq!(suspicion(&nested), Suspicion::Some);
        assert_eq!(suspicion(&"not ".repeat(2000)), Suspicion::Some);
        assert_eq!(suspicion(&"1+".repeat(60_000)), Suspicion::Hopeless);
        assert_eq!(
            suspicion(&format!("x{}", ".x".repeat(60_000))),
            Suspicion::Hopeless
        );
    }
}
