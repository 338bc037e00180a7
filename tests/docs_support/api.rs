//! Which operations of the API the program calls.

#[path = "../support/coverage.rs"]
mod not_called;

use super::code;
use lazyneon::api::Operation;
use not_called::{DEPRECATED, NOT_CALLED};
use std::fmt::Write;

/// A row for each operation that is called.
pub fn operations() -> String {
    let mut text = "| Operation | Request | What it does | |\n|---|---|---|---|\n".to_owned();
    for operation in Operation::ALL {
        let spec = operation.spec();
        let flags = [(spec.wakes, "wakes"), (spec.secret_answer, "secret")];
        let flags = flags
            .iter()
            .filter(|(is_set, _)| *is_set)
            .map(|(_, word)| *word);
        let flags: Vec<&str> = flags.collect();
        let request = code(&format!("{} {}", spec.method.as_str(), spec.path));
        let summary = spec.summary.trim_end_matches('.');
        writeln!(
            text,
            "| {} | {request} | {summary} | {} |",
            code(spec.id),
            flags.join(", ")
        )
        .unwrap();
    }
    text.trim_end().to_owned()
}

/// A row for each operation that is not.
pub fn others() -> String {
    let mut text = "| Operation | Why |\n|---|---|\n".to_owned();
    for (id, instead) in DEPRECATED {
        let instead =
            instead.map_or_else(String::new, |id| format!("; {} took its place", code(id)));
        writeln!(text, "| {} | deprecated{instead} |", code(id)).unwrap();
    }
    for (id, why) in NOT_CALLED {
        writeln!(text, "| {} | {why} |", code(id)).unwrap();
    }
    text.trim_end().to_owned()
}
