//! Lessons: what a teacher says about a script, line by line, and what they ask.
//!
//! A lesson lies beside its script (`list_growth.py`, `list_growth.lesson`) in a plain text
//! format that [`parse`] describes. The samples that come with Cutaway are in [`samples`].

mod parse;
pub mod samples;

use serde::{Deserialize, Serialize};

pub use parse::{LessonError, parse};

/// The notes of one script.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Lesson {
    /// The title: "A list grows by leaps".
    pub title: String,
    /// What one sees in it, in one sentence.
    pub shows: String,
    /// Its subject in a word or two, as the picker groups it: "containers".
    pub subject: String,
    /// What to know before the first step.
    pub note: String,
    /// The variable whose object the inspector shows, as long as the user chooses nothing else.
    pub watch: Option<String>,
    /// The places where something is to be said, ascending by line.
    pub stops: Vec<Stop>,
}

/// A line at which the lesson stops.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Stop {
    /// The line, from 1.
    pub line: u32,
    /// At which run of the line, from 1; `None`: at every one.
    pub pass: Option<u32>,
    /// What is said there.
    pub text: String,
    /// What is asked there, to be answered before going on.
    pub question: Option<Question>,
}

/// A question with answers to choose from.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Question {
    /// The question.
    pub text: String,
    /// The answers in the order shown; exactly one is right.
    pub answers: Vec<Answer>,
}

/// One answer of a question.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Answer {
    /// The answer.
    pub text: String,
    /// Whether it is right.
    pub right: bool,
    /// Why it is right or wrong.
    pub why: String,
}

impl Lesson {
    /// The stop at a line that is about to run for the `pass`-th time, if there is one. A stop
    /// that names the pass comes before one that holds for all.
    pub fn stop_at(&self, line: u32, pass: Option<u32>) -> Option<&Stop> {
        let here = || self.stops.iter().filter(move |s| s.line == line);
        here()
            .find(|s| s.pass.is_some() && s.pass == pass)
            .or_else(|| here().find(|s| s.pass.is_none()))
    }
}
