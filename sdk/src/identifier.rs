//! identifier (being written).
