//! The built-in types, one file each: what their slots, methods and attributes do.
