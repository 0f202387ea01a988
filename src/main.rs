//! The `cutaway` program.
fn main() {}
