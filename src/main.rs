//! The `lazyneon` binary.
fn main() {}
