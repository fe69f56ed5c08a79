//! What can go wrong between a program and the component.

use crate::Problem;
use core::fmt;

/// Why an operation has no outcome.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// What the core says: never empty, safe to log, in English and Japanese.
    Problems(Vec<Problem>),
    /// The call used up the time or memory it was given, see [`crate::Limits`].
    LimitReached(Limit),
    /// What was to be read or kept could not be.
    Input(std::io::Error),
    /// The journal or the transport cannot be used.
    #[cfg(feature = "exchange")]
    Exchange(onshi_exchange::Error),
    /// The journal has no such reception.
    #[cfg(feature = "exchange")]
    NoSuchReception,
    /// The component could not be found, read, compiled or run.
    Host(wasmtime::Error),
}

/// Which limit was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// [`crate::Limits::time`].
    Time,
    /// [`crate::Limits::memory_bytes`].
    Memory,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problems(problems) => {
                let mut separator = "";
                for problem in problems {
                    write!(f, "{separator}{problem}")?;
                    separator = "\n";
                }
                Ok(())
            }
            Self::LimitReached(Limit::Time) => f.write_str("the component took too long"),
            Self::LimitReached(Limit::Memory) => {
                f.write_str("the component needed too much memory")
            }
            Self::Input(error) => write!(f, "{error}"),
            #[cfg(feature = "exchange")]
            Self::Exchange(error) => write!(f, "{error}"),
            #[cfg(feature = "exchange")]
            Self::NoSuchReception => f.write_str("there is no such reception"),
            Self::Host(error) => write!(f, "{error:#}"),
        }
    }
}

impl core::error::Error for Error {}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Input(error)
    }
}

#[cfg(feature = "exchange")]
impl From<onshi_exchange::Error> for Error {
    fn from(error: onshi_exchange::Error) -> Self {
        Self::Exchange(error)
    }
}

impl From<Vec<Problem>> for Error {
    fn from(problems: Vec<Problem>) -> Self {
        Self::Problems(problems)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}
