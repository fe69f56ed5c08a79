//! Values that may hold a patient's data.

use core::fmt;
use core::ops::Deref;

/// A value that is used like any other and never shown by `Debug`, so that it
/// does not end up in a log.
#[derive(Clone)]
pub struct Private<T>(T);

impl<T> Private<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Private<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Private<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Private(…)")
    }
}
