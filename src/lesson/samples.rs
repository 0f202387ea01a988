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
pub const SAMPLES: &[Sample] = &[sample!("list_growth")];

/// The sample of that name.
pub fn find(name: &str) -> Option<&'static Sample> {
    SAMPLES.iter().find(|s| s.name == name)
}
