//! facade (being written).
