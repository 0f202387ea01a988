//! The table-driven parser (`Parser/parser.c`, `Parser/parsetok.c`): tokens to a concrete syntax
//! tree, or the first token that does not fit.

use super::grammar::{Grammar, Label, Rule};
use super::token::{Kind, Token, TokenError};
use super::tokenizer::{Reading, Tokenizer};

/// How many rules may be open at once (`MAXSTACK`).
const MAXSTACK: usize = 1700;

/// Index of a node in its tree.
pub type NodeId = usize;

/// A node of the concrete syntax tree: a rule with its parts, or a token.
#[derive(Clone, Debug)]
pub struct Node<'s> {
    /// The rule; none for a token.
    pub rule: Option<Rule>,
    /// The token; that of the first part for a rule.
    pub token: Token<'s>,
    /// Its parts.
    pub children: Vec<NodeId>,
}

/// A concrete syntax tree.
pub struct Tree<'s> {
    /// All nodes.
    pub nodes: Vec<Node<'s>>,
    /// The whole.
    pub root: NodeId,
}

/// Why parsing stopped.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stop {
    /// A token that fits nowhere.
    Syntax {
        /// Only an INDENT would have been right here.
        expected_indent: bool,
        /// Its kind.
        found: Kind,
    },
    /// The tokenizer found something wrong.
    Token(TokenError),
    /// `!=` where "not equal" is written `<>`.
    OldInequality,
    /// Too many open rules.
    StackOverflow,
    /// More follows the one statement that was asked for.
    MultipleStatements,
}

/// A failed parse, with everything that the error shows.
#[derive(Debug)]
pub struct Failure {
    /// Why.
    pub stop: Stop,
    /// The line.
    pub lineno: u32,
    /// Bytes from the beginning of `text` to the place, plus one for a token.
    pub offset: usize,
    /// The text that the error shows.
    pub text: String,
    /// Bytes from the beginning of the line to where the tokenizer stands.
    pub line_offset: usize,
    /// The line on which the tokenizer stands.
    pub line: String,
}

/// What parsing a source tells: its tree, or why there is none.
pub fn parse<'s>(source: &'s str, start: &str, reading: Reading) -> Result<Tree<'s>, Box<Failure>> {
    let grammar = Grammar::python();
    let mut tokenizer = Tokenizer::new(source, reading);
    let rule = grammar.rule(start);
    let mut parser = Parser {
        grammar,
        nodes: Vec::new(),
        stack: Vec::new(),
        root: 0,
    };
    parser.push(rule, first_token());
    let mut started = false;
    loop {
        let token = match tokenizer.next() {
            Ok(token) => token,
            Err(error) => {
                return Err(Box::new(failure(&tokenizer, Stop::Token(error), None)));
            }
        };
        let mut token = token;
        if token.kind == Kind::EndMarker && started {
            // The last line counts as ended, and all blocks with it.
            token.kind = Kind::Newline;
            started = false;
            tokenizer.close_blocks();
        } else {
            started = true;
        }
        if matches!(token.text, "<>" | "!=") {
            // Only an old joke among the future statements allows the first, and then not the second.
            if reading.barry != (token.text == "<>") {
                let stop = match reading.barry {
                    true => Stop::OldInequality,
                    false => Stop::Syntax {
                        expected_indent: false,
                        found: token.kind,
                    },
                };
                return Err(Box::new(failure(&tokenizer, stop, None)));
            }
            token.text = "!=";
        }
        match parser.add(token) {
            Ok(false) => {}
            Ok(true) => {
                if start == "single_input" && !only_comments(&tokenizer.source[tokenizer.cur..]) {
                    let stop = Stop::MultipleStatements;
                    return Err(Box::new(failure(&tokenizer, stop, None)));
                }
                return Ok(Tree {
                    nodes: parser.nodes,
                    root: parser.root,
                });
            }
            Err(stop) => return Err(Box::new(failure(&tokenizer, stop, token.col_offset))),
        }
    }
}

/// Whether a text has nothing but blanks, empty lines and comments.
fn only_comments(text: &str) -> bool {
    text.split('\n').all(|line| {
        let line = line.trim_start_matches([' ', '\t', '\x0c']);
        line.is_empty() || line.starts_with('#')
    })
}

fn first_token<'s>() -> Token<'s> {
    Token {
        kind: Kind::Newline,
        text: "",
        lineno: 1,
        col_offset: Some(0),
    }
}

fn failure(tokenizer: &Tokenizer, stop: Stop, col_offset: Option<u32>) -> Failure {
    let stop = match stop {
        Stop::Syntax { .. } if tokenizer.at_eof => Stop::Token(TokenError::Eof),
        _ => stop,
    };
    let line_end = tokenizer.source[tokenizer.line_start..]
        .find('\n')
        .map_or(tokenizer.source.len(), |newline| {
            tokenizer.line_start + newline
        });
    Failure {
        stop,
        lineno: tokenizer.lineno,
        offset: match col_offset {
            Some(column) => column as usize + 1,
            None => tokenizer.cur - tokenizer.buf,
        },
        text: if tokenizer.text_is_lost {
            String::new()
        } else {
            tokenizer.source[tokenizer.buf..tokenizer.inp].to_owned()
        },
        line_offset: tokenizer.cur - tokenizer.line_start,
        line: tokenizer.source[tokenizer.line_start..line_end.max(tokenizer.cur)].to_owned(),
    }
}

/// An open rule.
struct Frame {
    rule: Rule,
    state: usize,
    node: NodeId,
}

struct Parser<'s> {
    grammar: &'static Grammar,
    nodes: Vec<Node<'s>>,
    stack: Vec<Frame>,
    root: NodeId,
}

impl<'s> Parser<'s> {
    /// Opens a rule.
    fn push(&mut self, rule: Rule, token: Token<'s>) {
        let node = match self.stack.last() {
            // The parts of such a rule are those of the rule around it.
            Some(frame) if self.grammar.is_inline(rule) => frame.node,
            _ => self.node(Node {
                rule: Some(rule),
                token,
                children: Vec::new(),
            }),
        };
        self.stack.push(Frame {
            rule,
            state: 0,
            node,
        });
    }

    /// Adds a node below the rule that is open at the moment.
    fn node(&mut self, node: Node<'s>) -> NodeId {
        let id = self.nodes.len();
        self.nodes.push(node);
        if let Some(frame) = self.stack.last() {
            self.nodes[frame.node].children.push(id);
        }
        id
    }

    /// `PyParser_AddToken`: whether the source is complete.
    fn add(&mut self, token: Token<'s>) -> Result<bool, Stop> {
        let Some(terminal) = self.grammar.classify(&token) else {
            return Err(Stop::Syntax {
                expected_indent: false,
                found: token.kind,
            });
        };
        loop {
            let Some(frame) = self.stack.last_mut() else {
                return Err(Stop::Syntax {
                    expected_indent: false,
                    found: token.kind,
                });
            };
            let state = &self.grammar.states[frame.rule][frame.state];
            if let Some(&arc) = state.on.get(&terminal) {
                let (label, next) = state.arcs[arc];
                frame.state = next;
                match label {
                    Label::Rule(rule) => {
                        if self.stack.len() >= MAXSTACK {
                            return Err(Stop::StackOverflow);
                        }
                        self.push(rule, token);
                        continue;
                    }
                    Label::Terminal(_) => {
                        self.node(Node {
                            rule: None,
                            token,
                            children: Vec::new(),
                        });
                    }
                }
                return Ok(self.pop_finished());
            }
            if state.accept {
                self.stack.pop();
                continue;
            }
            let mut possible = state.on.keys();
            let only = possible.next().filter(|_| possible.next().is_none());
            return Err(Stop::Syntax {
                expected_indent: only.is_some_and(|&terminal| self.grammar.is_indent(terminal)),
                found: token.kind,
            });
        }
    }

    /// Closes rules that nothing can follow. Whether all are closed.
    fn pop_finished(&mut self) -> bool {
        while let Some(frame) = self.stack.last() {
            let state = &self.grammar.states[frame.rule][frame.state];
            if !(state.accept && state.arcs.is_empty()) {
                return false;
            }
            self.stack.pop();
        }
        true
    }
}
