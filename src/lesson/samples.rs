//! The samples that come inside the program: small stories with their lessons.

use super::{Lesson, LessonError, parse};

/// A sample as embedded.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Its file's name without `.py`.
    pub name: &'static str,
    /// The script.
    pub source: &'static str,
    /// Its lesson, still as text.
    notes: &'static str,
}

impl Sample {
    /// Its lesson.
    ///
    /// # Errors
    /// A mistake in the lesson's text; a test reads them all.
    pub fn lesson(&self) -> Result<Lesson, LessonError> {
        parse(self.notes)
    }
}

/// Names a sample once, and embeds its two files.
macro_rules! sample {
    ($name:literal) => {
        Sample {
            name: $name,
            source: include_str!(concat!("../../samples/", $name, ".py")),
            notes: include_str!(concat!("../../samples/", $name, ".lesson")),
        }
    };
}

/// All samples, in the order in which a course would show them.
pub const SAMPLES: &[Sample] = &[
    sample!("names"),
    sample!("small_ints"),
    sample!("list_growth"),
    sample!("dict_probing"),
    sample!("closures"),
    sample!("recursion"),
    sample!("tiny_interpreter"),
    sample!("exceptions"),
    sample!("generators"),
    sample!("cycle"),
];

/// The sample of that name.
pub fn find(name: &str) -> Option<&'static Sample> {
    SAMPLES.iter().find(|s| s.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_has_a_lesson_that_fits_it() {
        for sample in SAMPLES {
            let lesson = sample
                .lesson()
                .unwrap_or_else(|e| panic!("{}: {e}", sample.name));
            assert!(
                !lesson.shows.is_empty() && !lesson.note.is_empty() && !lesson.subject.is_empty(),
                "{}",
                sample.name
            );
            assert!(
                lesson.stops.iter().any(|s| s.question.is_some()),
                "{} asks nothing",
                sample.name
            );
            let lines: Vec<&str> = sample.source.lines().collect();
            assert!(
                (10..=35).contains(&lines.len()),
                "{} has {} lines",
                sample.name,
                lines.len()
            );
            for stop in &lesson.stops {
                let line = lines
                    .get(stop.line as usize - 1)
                    .copied()
                    .unwrap_or_default();
                assert!(
                    !line.trim().is_empty(),
                    "{}: nothing in line {}",
                    sample.name,
                    stop.line
                );
            }
            for question in lesson.stops.iter().filter_map(|s| s.question.as_ref()) {
                assert!(
                    question.answers.iter().all(|a| !a.why.is_empty()),
                    "{}: {}",
                    sample.name,
                    question.text
                );
            }
        }
    }

    #[test]
    fn samples_are_found_by_name() {
        assert_eq!(find("closures").map(|s| s.name), Some("closures"));
        assert!(find("no such sample").is_none());
    }
}
