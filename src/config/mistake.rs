//! A mistake in a table of the configuration.

use crate::neon::policy::Protections;
use std::ops::Range;

/// What ends a sentence that may end in a question, such as "did you mean …?".
pub fn end_of(text: &str) -> &'static str {
    if text.ends_with('?') { "" } else { "." }
}

/// The same as a sentence.
pub fn sentence(text: &str) -> String {
    format!("{text}{}", end_of(text))
}

#[derive(Debug)]
pub struct Mistake {
    /// The place; `None` means the whole entry.
    pub at: Option<Range<usize>>,
    pub text: String,
    /// The protections that it may have meant.
    pub hides: Protections,
}
