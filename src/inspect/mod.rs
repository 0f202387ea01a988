//! From a moment of the machine to views: plain structs in the learner's words.
//!
//! Everything the panels, the exports and the tests show is in [`view`]; nothing there refers
//! back to the machine, so a view can be kept, compared, sent to a thread or written as JSON.

pub mod view;
