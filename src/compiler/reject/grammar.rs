//! The grammar of Python 3.8 as a table, and the automata made from it (what `Parser/pgen` makes
//! of `Grammar/Grammar`).
//!
//! Each rule becomes a deterministic automaton over tokens and other rules. The parser keeps a
//! stack of them; one token always suffices to choose, so the first token that nobody can take
//! is where the source goes wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::token::{Kind, Token};

/// The rules: a name, then what it stands for. Words in capitals are kinds of token, quoted
/// words are keywords and operators, `[x]` is optional, `x*` and `x+` repeat.
const RULES: &[(&str, &str)] = &[
    (
        "single_input",
        "NEWLINE | simple_stmt | compound_stmt NEWLINE",
    ),
    ("file_input", "(NEWLINE | stmt)* ENDMARKER"),
    ("eval_input", "testlist NEWLINE* ENDMARKER"),
    ("decorator", "'@' dotted_name ['(' [arglist] ')'] NEWLINE"),
    ("decorators", "decorator+"),
    (
        "decorated",
        "decorators (classdef | funcdef | async_funcdef)",
    ),
    ("async_funcdef", "'async' funcdef"),
    ("funcdef", "'def' NAME parameters ['->' test] ':' suite"),
    ("parameters", "'(' [typedargslist] ')'"),
    (
        "typedargslist",
        "typed_arg (',' typed_arg)* [',' ['/' [',' [typed_rest]] | typed_star]] | typed_star",
    ),
    (
        "typed_rest",
        "typed_arg (',' typed_arg)* [',' [typed_star]] | typed_star",
    ),
    ("typed_arg", "tfpdef ['=' test]"),
    (
        "typed_star",
        "'*' [tfpdef] (',' typed_arg)* [',' ['**' tfpdef [',']]] | '**' tfpdef [',']",
    ),
    ("tfpdef", "NAME [':' test]"),
    (
        "varargslist",
        "var_arg (',' var_arg)* [',' ['/' [',' [var_rest]] | var_star]] | var_star",
    ),
    (
        "var_rest",
        "var_arg (',' var_arg)* [',' [var_star]] | var_star",
    ),
    ("var_arg", "vfpdef ['=' test]"),
    (
        "var_star",
        "'*' [vfpdef] (',' var_arg)* [',' ['**' vfpdef [',']]] | '**' vfpdef [',']",
    ),
    ("vfpdef", "NAME"),
    ("stmt", "simple_stmt | compound_stmt"),
    ("simple_stmt", "small_stmt (';' small_stmt)* [';'] NEWLINE"),
    (
        "small_stmt",
        "expr_stmt | del_stmt | pass_stmt | flow_stmt | import_stmt | global_stmt | \
         nonlocal_stmt | assert_stmt",
    ),
    (
        "expr_stmt",
        "testlist_star_expr (annassign | augassign (yield_expr | testlist) | \
         ('=' (yield_expr | testlist_star_expr))*)",
    ),
    (
        "annassign",
        "':' test ['=' (yield_expr | testlist_star_expr)]",
    ),
    (
        "testlist_star_expr",
        "(test | star_expr) (',' (test | star_expr))* [',']",
    ),
    (
        "augassign",
        "'+=' | '-=' | '*=' | '@=' | '/=' | '%=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '**=' | \
         '//='",
    ),
    ("del_stmt", "'del' exprlist"),
    ("pass_stmt", "'pass'"),
    (
        "flow_stmt",
        "break_stmt | continue_stmt | return_stmt | raise_stmt | yield_stmt",
    ),
    ("break_stmt", "'break'"),
    ("continue_stmt", "'continue'"),
    ("return_stmt", "'return' [testlist_star_expr]"),
    ("yield_stmt", "yield_expr"),
    ("raise_stmt", "'raise' [test ['from' test]]"),
    ("import_stmt", "import_name | import_from"),
    ("import_name", "'import' dotted_as_names"),
    (
        "import_from",
        "'from' (('.' | '...')* dotted_name | ('.' | '...')+) \
         'import' ('*' | '(' import_as_names ')' | import_as_names)",
    ),
    ("import_as_name", "NAME ['as' NAME]"),
    ("dotted_as_name", "dotted_name ['as' NAME]"),
    (
        "import_as_names",
        "import_as_name (',' import_as_name)* [',']",
    ),
    ("dotted_as_names", "dotted_as_name (',' dotted_as_name)*"),
    ("dotted_name", "NAME ('.' NAME)*"),
    ("global_stmt", "'global' NAME (',' NAME)*"),
    ("nonlocal_stmt", "'nonlocal' NAME (',' NAME)*"),
    ("assert_stmt", "'assert' test [',' test]"),
    (
        "compound_stmt",
        "if_stmt | while_stmt | for_stmt | try_stmt | with_stmt | funcdef | classdef | decorated | \
         async_stmt",
    ),
    ("async_stmt", "'async' (funcdef | with_stmt | for_stmt)"),
    (
        "if_stmt",
        "'if' namedexpr_test ':' suite ('elif' namedexpr_test ':' suite)* ['else' ':' suite]",
    ),
    (
        "while_stmt",
        "'while' namedexpr_test ':' suite ['else' ':' suite]",
    ),
    (
        "for_stmt",
        "'for' exprlist 'in' testlist ':' suite ['else' ':' suite]",
    ),
    (
        "try_stmt",
        "'try' ':' suite ((except_clause ':' suite)+ ['else' ':' suite] ['finally' ':' suite] | \
         'finally' ':' suite)",
    ),
    ("with_stmt", "'with' with_item (',' with_item)* ':' suite"),
    ("with_item", "test ['as' expr]"),
    ("except_clause", "'except' [test ['as' NAME]]"),
    ("suite", "simple_stmt | NEWLINE INDENT stmt+ DEDENT"),
    ("namedexpr_test", "test [':=' test]"),
    ("test", "or_test ['if' or_test 'else' test] | lambdef"),
    ("test_nocond", "or_test | lambdef_nocond"),
    ("lambdef", "'lambda' [varargslist] ':' test"),
    ("lambdef_nocond", "'lambda' [varargslist] ':' test_nocond"),
    ("or_test", "and_test ('or' and_test)*"),
    ("and_test", "not_test ('and' not_test)*"),
    ("not_test", "'not' not_test | comparison"),
    ("comparison", "expr (comp_op expr)*"),
    (
        "comp_op",
        "'<' | '>' | '==' | '>=' | '<=' | '!=' | 'in' | 'not' 'in' | 'is' | 'is' 'not'",
    ),
    ("star_expr", "'*' expr"),
    ("expr", "xor_expr ('|' xor_expr)*"),
    ("xor_expr", "and_expr ('^' and_expr)*"),
    ("and_expr", "shift_expr ('&' shift_expr)*"),
    ("shift_expr", "arith_expr (('<<' | '>>') arith_expr)*"),
    ("arith_expr", "term (('+' | '-') term)*"),
    ("term", "factor (('*' | '@' | '/' | '%' | '//') factor)*"),
    ("factor", "('+' | '-' | '~') factor | power"),
    ("power", "atom_expr ['**' factor]"),
    ("atom_expr", "['await'] atom trailer*"),
    (
        "atom",
        "'(' [yield_expr | testlist_comp] ')' | '[' [testlist_comp] ']' | \
         '{' [dictorsetmaker] '}' | NAME | NUMBER | STRING+ | '...' | 'None' | 'True' | 'False'",
    ),
    (
        "testlist_comp",
        "(namedexpr_test | star_expr) \
         (comp_for | (',' (namedexpr_test | star_expr))* [','])",
    ),
    (
        "trailer",
        "'(' [arglist] ')' | '[' subscriptlist ']' | '.' NAME",
    ),
    ("subscriptlist", "subscript (',' subscript)* [',']"),
    ("subscript", "test | [test] ':' [test] [sliceop]"),
    ("sliceop", "':' [test]"),
    (
        "exprlist",
        "(expr | star_expr) (',' (expr | star_expr))* [',']",
    ),
    ("testlist", "test (',' test)* [',']"),
    (
        "dictorsetmaker",
        "(test ':' test | '**' expr) (comp_for | (',' (test ':' test | '**' expr))* [',']) | \
         (test | star_expr) (comp_for | (',' (test | star_expr))* [','])",
    ),
    ("classdef", "'class' NAME ['(' [arglist] ')'] ':' suite"),
    ("arglist", "argument (',' argument)* [',']"),
    (
        "argument",
        "test [comp_for] | test ':=' test | test '=' test | '**' test | '*' test",
    ),
    ("comp_iter", "comp_for | comp_if"),
    ("sync_comp_for", "'for' exprlist 'in' or_test [comp_iter]"),
    ("comp_for", "['async'] sync_comp_for"),
    ("comp_if", "'if' test_nocond [comp_iter]"),
    ("yield_expr", "'yield' [yield_arg]"),
    ("yield_arg", "'from' test | testlist_star_expr"),
];

/// Rules that only group parts of another one: their parts count as that one's.
const INLINE: &[&str] = &[
    "typed_arg",
    "typed_rest",
    "typed_star",
    "var_arg",
    "var_rest",
    "var_star",
];

/// Index of a rule.
pub type Rule = usize;

/// What an arc of an automaton is labelled with.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Label {
    /// A terminal, as an index into the grammar's terminals.
    Terminal(usize),
    /// Another rule.
    Rule(Rule),
}

/// A terminal of the grammar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Terminal {
    /// A kind of token, by its name in the rules.
    Kind(&'static str),
    /// A keyword or operator.
    Word(&'static str),
}

/// A state of an automaton.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Where each label leads.
    pub arcs: Vec<(Label, usize)>,
    /// Whether the rule may end here.
    pub accept: bool,
    /// For each terminal that can come next, the arc to take.
    pub on: BTreeMap<usize, usize>,
}

/// All automata.
pub struct Grammar {
    names: Vec<&'static str>,
    terminals: Vec<Terminal>,
    /// The states of each rule; a rule begins in state 0.
    pub states: Vec<Vec<State>>,
    by_name: BTreeMap<&'static str, Rule>,
    inline: Vec<bool>,
}

impl Grammar {
    /// The grammar of Python 3.8, made once.
    pub fn python() -> &'static Grammar {
        static GRAMMAR: OnceLock<Grammar> = OnceLock::new();
        GRAMMAR.get_or_init(Grammar::build)
    }

    /// The name of a rule.
    pub fn name(&self, rule: Rule) -> &'static str {
        self.names.get(rule).copied().unwrap_or("")
    }

    /// The rule of a name.
    pub fn rule(&self, name: &str) -> Rule {
        self.by_name.get(name).copied().unwrap_or(0)
    }

    /// Whether a rule's parts count as those of the rule around it.
    pub fn is_inline(&self, rule: Rule) -> bool {
        self.inline.get(rule).copied().unwrap_or(false)
    }

    /// Whether a terminal is the kind INDENT.
    pub fn is_indent(&self, terminal: usize) -> bool {
        self.terminals.get(terminal) == Some(&Terminal::Kind("INDENT"))
    }

    /// The terminal that a token is; none for a character that no rule knows.
    pub fn classify(&self, token: &Token) -> Option<usize> {
        let word = || {
            self.terminals
                .iter()
                .position(|t| matches!(t, Terminal::Word(w) if *w == token.text))
        };
        let kind = |name| {
            self.terminals
                .iter()
                .position(|t| *t == Terminal::Kind(name))
        };
        match token.kind {
            Kind::EndMarker => kind("ENDMARKER"),
            Kind::Name => word().or_else(|| kind("NAME")),
            Kind::Number => kind("NUMBER"),
            Kind::Str => kind("STRING"),
            Kind::Newline => kind("NEWLINE"),
            Kind::Indent => kind("INDENT"),
            Kind::Dedent => kind("DEDENT"),
            Kind::Op => word(),
        }
    }

    fn build() -> Grammar {
        let by_name: BTreeMap<&'static str, Rule> = RULES
            .iter()
            .enumerate()
            .map(|(rule, (name, _))| (*name, rule))
            .collect();
        let mut grammar = Grammar {
            names: RULES.iter().map(|(name, _)| *name).collect(),
            terminals: Vec::new(),
            states: Vec::new(),
            inline: RULES
                .iter()
                .map(|(name, _)| INLINE.contains(name))
                .collect(),
            by_name,
        };
        for (_, text) in RULES {
            let mut nfa = Nfa {
                text,
                at: 0,
                states: Vec::new(),
                grammar: &mut grammar,
            };
            let (start, end) = nfa.alternatives();
            let states = determinize(&nfa.states, start, end);
            grammar.states.push(states);
        }
        grammar.fill_tables();
        grammar
    }

    /// Which terminals a rule can begin with.
    fn firsts(&self, rule: Rule, known: &mut BTreeMap<Rule, BTreeSet<usize>>) -> BTreeSet<usize> {
        if let Some(found) = known.get(&rule) {
            return found.clone();
        }
        let mut found = BTreeSet::new();
        for (label, _) in &self.states[rule][0].arcs {
            match label {
                Label::Terminal(terminal) => {
                    found.insert(*terminal);
                }
                Label::Rule(inner) => found.extend(self.firsts(*inner, known)),
            }
        }
        known.insert(rule, found.clone());
        found
    }

    fn fill_tables(&mut self) {
        let mut known = BTreeMap::new();
        for rule in 0..self.states.len() {
            for state in 0..self.states[rule].len() {
                let mut on = BTreeMap::new();
                for (arc, (label, _)) in self.states[rule][state].arcs.iter().enumerate() {
                    match label {
                        Label::Terminal(terminal) => {
                            on.insert(*terminal, arc);
                        }
                        Label::Rule(inner) => {
                            for terminal in self.firsts(*inner, &mut known) {
                                on.entry(terminal).or_insert(arc);
                            }
                        }
                    }
                }
                self.states[rule][state].on = on;
            }
        }
    }
}

/// A rule's text on its way to an automaton that may be in several states at once.
struct Nfa<'g> {
    text: &'static str,
    at: usize,
    states: Vec<Vec<(Option<Label>, usize)>>,
    grammar: &'g mut Grammar,
}

impl Nfa<'_> {
    fn state(&mut self) -> usize {
        self.states.push(Vec::new());
        self.states.len() - 1
    }

    fn arc(&mut self, from: usize, label: Option<Label>, to: usize) {
        self.states[from].push((label, to));
    }

    fn peek(&mut self) -> Option<char> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.text[self.at..].chars().next()
    }

    fn alternatives(&mut self) -> (usize, usize) {
        let (start, end) = (self.state(), self.state());
        loop {
            let (first, last) = self.sequence();
            self.arc(start, None, first);
            self.arc(last, None, end);
            if self.peek() != Some('|') {
                return (start, end);
            }
            self.at += 1;
        }
    }

    fn sequence(&mut self) -> (usize, usize) {
        let start = self.state();
        let mut end = start;
        while let Some(next) = self.peek() {
            if matches!(next, '|' | ')' | ']') {
                break;
            }
            let (first, last) = self.item(next);
            self.arc(end, None, first);
            end = last;
        }
        (start, end)
    }

    fn item(&mut self, next: char) -> (usize, usize) {
        if next == '[' {
            self.at += 1;
            let (first, last) = self.alternatives();
            self.peek();
            self.at += 1;
            self.arc(first, None, last);
            return (first, last);
        }
        let (first, last) = if next == '(' {
            self.at += 1;
            let inner = self.alternatives();
            self.peek();
            self.at += 1;
            inner
        } else {
            let label = self.label(next);
            let (first, last) = (self.state(), self.state());
            self.arc(first, Some(label), last);
            (first, last)
        };
        match self.text[self.at..].chars().next() {
            Some('*') => {
                self.at += 1;
                self.arc(last, None, first);
                (first, first)
            }
            Some('+') => {
                self.at += 1;
                self.arc(last, None, first);
                (first, last)
            }
            _ => (first, last),
        }
    }

    fn label(&mut self, next: char) -> Label {
        let rest = &self.text[self.at..];
        if next == '\'' {
            let word = rest[1..].split('\'').next().unwrap_or("");
            self.at += word.len() + 2;
            return self.terminal(Terminal::Word(word));
        }
        let length = rest
            .find(|c: char| c != '_' && !c.is_ascii_alphabetic())
            .unwrap_or(rest.len());
        self.at += length;
        let word = &rest[..length];
        match self.grammar.by_name.get(word) {
            Some(&rule) => Label::Rule(rule),
            None => self.terminal(Terminal::Kind(word)),
        }
    }

    fn terminal(&mut self, terminal: Terminal) -> Label {
        let terminals = &mut self.grammar.terminals;
        let index = terminals
            .iter()
            .position(|known| *known == terminal)
            .unwrap_or_else(|| {
                terminals.push(terminal);
                terminals.len() - 1
            });
        Label::Terminal(index)
    }
}

/// Follows all states that can be reached without a token at once.
fn determinize(nfa: &[Vec<(Option<Label>, usize)>], start: usize, end: usize) -> Vec<State> {
    let closure = |seeds: BTreeSet<usize>| {
        let mut all = seeds.clone();
        let mut work: Vec<usize> = seeds.into_iter().collect();
        while let Some(state) = work.pop() {
            for (label, to) in &nfa[state] {
                if label.is_none() && all.insert(*to) {
                    work.push(*to);
                }
            }
        }
        all
    };
    let mut sets = vec![closure(BTreeSet::from([start]))];
    let mut states = Vec::new();
    while states.len() < sets.len() {
        let set = sets[states.len()].clone();
        let mut targets: BTreeMap<Label, BTreeSet<usize>> = BTreeMap::new();
        for state in &set {
            for (label, to) in &nfa[*state] {
                if let Some(label) = label {
                    targets.entry(*label).or_default().insert(*to);
                }
            }
        }
        let mut arcs = Vec::new();
        for (label, seeds) in targets {
            let target = closure(seeds);
            let index = sets
                .iter()
                .position(|known| *known == target)
                .unwrap_or_else(|| {
                    sets.push(target);
                    sets.len() - 1
                });
            arcs.push((label, index));
        }
        states.push(State {
            arcs,
            accept: set.contains(&end),
            on: BTreeMap::new(),
        });
    }
    states
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With one token of lookahead, no state may have two arcs for the same token: all rules are
    /// deterministic.
    #[test]
    fn one_token_decides() {
        let grammar = Grammar::python();
        for (rule, states) in grammar.states.iter().enumerate() {
            for state in states {
                let mut known = BTreeMap::new();
                let mut seen = BTreeSet::new();
                for (label, _) in &state.arcs {
                    let firsts = match label {
                        Label::Terminal(terminal) => BTreeSet::from([*terminal]),
                        Label::Rule(inner) => grammar.firsts(*inner, &mut known),
                    };
                    for terminal in firsts {
                        assert!(seen.insert(terminal), "{}", grammar.name(rule));
                    }
                }
            }
        }
    }
}
