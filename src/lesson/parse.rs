//! The text format of lessons.
//!
//! ```text
//! title: A list grows by leaps
//! shows: The array behind a list is made longer than needed, so that append is cheap.
//! subject: containers
//! note: Any number of lines.
//!   A continued line is indented.
//! watch: words
//!
//! stop 4: Said whenever line 4 is about to run.
//! stop 4 pass 5: Said the fifth time only.
//! ask: How many slots has the array now?
//! right: 8. Because 5 + 5/8 + 3 is 8.
//! wrong: 5. That is its length.
//! ```
//!
//! `ask` belongs to the stop above it, `right` and `wrong` to the question above them: the answer
//! up to the first full stop followed by a blank, then why. Lines starting with `#` are ignored.

use super::{Answer, Lesson, Question, Stop};

/// What is wrong with a lesson's text.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("line {line} of the lesson: {problem}")]
pub struct LessonError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what was expected.
    pub problem: String,
}

/// Reads a lesson.
///
/// # Errors
/// A line that is no entry, an answer without a question, a question without exactly one right
/// answer, a missing title.
pub fn parse(text: &str) -> Result<Lesson, LessonError> {
    let mut lesson = Lesson::default();
    for (line, head, body) in entries(text)? {
        let fail = |problem: &str| LessonError {
            line,
            problem: problem.to_string(),
        };
        match head.as_str() {
            "title" => lesson.title = body,
            "shows" => lesson.shows = body,
            "subject" => lesson.subject = body,
            "note" => lesson.note = body,
            "watch" => lesson.watch = Some(body),
            "ask" => {
                let stop = lesson.stops.last_mut().ok_or_else(|| fail("a question before any stop"))?;
                stop.question = Some(Question { text: body, answers: Vec::new() });
            }
            "right" | "wrong" => {
                let question = lesson.stops.last_mut().and_then(|s| s.question.as_mut());
                let question = question.ok_or_else(|| fail("an answer before any question"))?;
                let (answer, why) = body
                    .split_once(". ")
                    .ok_or_else(|| fail("an answer needs its reason: `ANSWER. WHY`"))?;
                question.answers.push(Answer {
                    text: answer.to_string(),
                    right: head == "right",
                    why: why.to_string(),
                });
            }
            _ => lesson.stops.push(Stop { text: body, ..stop_head(&head).ok_or_else(|| {
                fail("expected title, shows, subject, note, watch, stop LINE, stop LINE pass N, ask, right or wrong")
            })? }),
        }
    }
    check(&lesson)?;
    let questions = lesson.stops.iter_mut().filter_map(|s| s.question.as_mut());
    questions.for_each(mix);
    lesson.stops.sort_by_key(|s| (s.line, s.pass));
    Ok(lesson)
}

/// Splits the text into entries: line number, what stands before the colon, what follows it with
/// its continued lines.
fn entries(text: &str) -> Result<Vec<(usize, String, String)>, LessonError> {
    let mut entries: Vec<(usize, String, String)> = Vec::new();
    for (index, raw) in text.lines().enumerate() {
        let line = raw.trim_end();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if line.starts_with(' ') {
            if let Some((_, _, body)) = entries.last_mut() {
                body.push(' ');
                body.push_str(line.trim_start());
            }
            continue;
        }
        let (head, body) = line.split_once(':').ok_or_else(|| LessonError {
            line: index + 1,
            problem: format!("expected `NAME: text`, found {line:?}"),
        })?;
        entries.push((index + 1, head.trim().to_string(), body.trim().to_string()));
    }
    Ok(entries)
}

/// Reads `stop 4` or `stop 4 pass 5`.
fn stop_head(head: &str) -> Option<Stop> {
    let words: Vec<&str> = head.split_whitespace().collect();
    let (line, pass) = match words.as_slice() {
        ["stop", line] => (line, None),
        ["stop", line, "pass", pass] => (line, Some(pass.parse().ok()?)),
        _ => return None,
    };
    Some(Stop {
        line: line.parse().ok()?,
        pass,
        ..Stop::default()
    })
}

/// Moves the answers on by a number that only the question knows: authors write the right one
/// first, and who knows that needn't think.
fn mix(question: &mut Question) {
    let sum: usize = question.text.bytes().map(usize::from).sum();
    let places = sum % question.answers.len().max(1);
    question.answers.rotate_right(places);
}

fn check(lesson: &Lesson) -> Result<(), LessonError> {
    let fail = |problem: String| Err(LessonError { line: 1, problem });
    if lesson.title.is_empty() {
        return fail("it has no title".to_string());
    }
    for question in lesson.stops.iter().filter_map(|s| s.question.as_ref()) {
        let right = question.answers.iter().filter(|a| a.right).count();
        if right != 1 || question.answers.len() < 2 {
            return fail(format!(
                "{:?} needs one right and some wrong answers",
                question.text
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_kind_of_entry() {
        let lesson = parse(
            "# a comment\ntitle: T\nshows: S\nsubject: x\nnote: one\n  two\n\n\
             stop 4 pass 5: said\nask: What?\nright: 8. Because.\nwrong: 5. No: that is its length.\nstop 2: early\n",
        )
        .unwrap();
        assert_eq!(lesson.note, "one two");
        assert_eq!(
            lesson.stops.iter().map(|s| s.line).collect::<Vec<_>>(),
            [2, 4]
        );
        let question = lesson.stops[1].question.as_ref().unwrap();
        let [wrong, right] = &question.answers[..] else {
            panic!("two answers, and these in the question's own order");
        };
        assert_eq!((right.text.as_str(), right.right), ("8", true));
        assert_eq!(wrong.why, "No: that is its length.");
        assert_eq!(lesson.stop_at(4, Some(5)).unwrap().text, "said");
        assert_eq!(lesson.stop_at(4, Some(1)), None);
    }

    #[test]
    fn says_what_is_wrong() {
        assert_eq!(parse("title: T\nhuh\n").unwrap_err().line, 2);
        assert_eq!(
            parse("title: T\nright: 1. x\n").unwrap_err().problem,
            "an answer before any question"
        );
        let no_right = parse("title: T\nstop 1: a\nask: b\nwrong: 1. x\nwrong: 2. y\n");
        assert!(no_right.unwrap_err().problem.contains("one right"));
    }
}
