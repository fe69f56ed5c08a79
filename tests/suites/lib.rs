//! Public conformance suites are in `tests/`; there is nothing to share yet.
