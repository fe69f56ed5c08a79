//! How every open set of states, reasons and advice is said.

use super::Code;
use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;
use serde::Serialize;

/// A word of an answer, such as a state, a reason or advice: a stable code and what
/// it says to the people at reception. The set of codes is open: new ones may come, so show the text of
/// a code your program does not know.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Coded {
    /// The stable code, one of the `CODES` of the module that says it.
    pub code: &'static str,
    /// The sentence in English.
    pub message: String,
    /// The sentence in Japanese, polite and short, for reception staff.
    pub message_ja: String,
}

impl Coded {
    /// Whether it is this code.
    #[must_use]
    pub fn is(&self, code: Code) -> bool {
        self.code == code.id()
    }

    /// With `{}` of both sentences filled in.
    pub(crate) fn with(code: Code, en: &str, ja: &str) -> Self {
        let (message, message_ja) = code.texts(en, ja);
        Self {
            code: code.id(),
            message,
            message_ja,
        }
    }
}

impl From<Code> for Coded {
    fn from(code: Code) -> Self {
        Self {
            code: code.id(),
            message: code.en().to_owned(),
            message_ja: code.ja().to_owned(),
        }
    }
}

/// The code alone: the sentences are the same every time.
impl fmt::Debug for Coded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

/// Gives types that hold what was read a `Debug` that shows none of it.
macro_rules! redacted {
    ($($name:ident),+) => {
        $(
            impl core::fmt::Debug for $name {
                fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                    f.write_str(concat!(stringify!($name), "(…)"))
                }
            }
        )+
    };
}
