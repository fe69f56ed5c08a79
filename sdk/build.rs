//! Turns data files into compact tables.
fn main() {}
