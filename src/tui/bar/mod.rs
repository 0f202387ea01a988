//! The bars around the panels.

pub mod footer;
pub mod header;
pub mod story;
pub mod timeline;
