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

/// Explains `read_only = yes`: the parser would only say that it is not a string.
pub fn bare_word(text: &str, at: Option<Range<usize>>) -> Option<String> {
    let at = at?.start;
    let before = text.get(..at)?.rsplit('\n').next()?;
    let line = format!("{before}{}", text.get(at..)?.lines().next()?);
    let (name, value) = line.split_once('=')?;
    let value = value.split('#').next()?.trim().to_lowercase();
    let means = match value.as_str() {
        "yes" | "on" | "true" => "true",
        "no" | "off" | "false" => "false",
        _ => return None,
    };
    let name = name.trim();
    Some(format!(
        "{name} must be true or false, did you mean \"{name} = {means}\""
    ))
}
