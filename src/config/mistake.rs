//! A mistake in a table of the configuration.

use crate::neon::policy::Protections;
use std::ops::Range;

#[derive(Debug)]
pub struct Mistake {
    /// The place; `None` means the whole entry.
    pub at: Option<Range<usize>>,
    pub text: String,
    /// The protections that it may have meant.
    pub hides: Protections,
}
