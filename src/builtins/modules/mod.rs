//! The modules written in Rust, one file each.
