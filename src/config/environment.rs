//! Protections that the environment asks for: `LAZYNEON_READ_ONLY` and `LAZYNEON_NO_WAKE`. What cannot be read there
//! protects.

use super::suggest::did_you_mean;
use crate::core::guard::{NO_WAKE_VARIABLE, READ_ONLY_VARIABLE};
use std::ffi::OsString;

/// How the names of our variables begin.
const OURS: &str = "LAZYNEON_";

/// What the environment asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// Refuse changes.
    pub read_only: bool,
    /// Refuse what wakes a compute.
    pub no_wake: bool,
    /// What could not be read: sentences.
    pub notices: Vec<String>,
}

/// Reads it. Only a clear no leaves a protection off; a variable of ours under a name that is none makes read-only.
pub fn environment(variables: impl IntoIterator<Item = (OsString, OsString)>) -> Environment {
    let mut environment = Environment::default();
    for (name, value) in variables {
        let Some(name) = name.to_str().filter(|name| name.starts_with(OURS)) else {
            continue;
        };
        let value = value.to_string_lossy().trim().to_lowercase();
        let clear = match value.as_str() {
            "" | "0" | "false" | "no" | "off" => continue,
            "1" | "true" | "yes" | "on" => true,
            _ => false,
        };
        let said = match name {
            READ_ONLY_VARIABLE => {
                environment.read_only = true;
                format!("{name} is neither 1 nor 0: lazyneon is read-only.")
            }
            NO_WAKE_VARIABLE => {
                environment.no_wake = true;
                format!("{name} is neither 1 nor 0: nothing is woken.")
            }
            _ => {
                let hint = did_you_mean(name, [READ_ONLY_VARIABLE, NO_WAKE_VARIABLE]);
                let hint = if hint.is_empty() { "." } else { &hint };
                environment.read_only = true;
                environment.no_wake = true;
                environment.notices.push(format!(
                    "There is no variable {name}{hint} It may be a protection: lazyneon is read-only and wakes nothing."
                ));
                continue;
            }
        };
        environment.notices.extend((!clear).then_some(said));
    }
    environment
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_no_leaves_a_protection_off() {
        for (name, value, read_only, no_wake, said) in [
            ("LAZYNEON_READ_ONLY", "1", true, false, ""),
            ("LAZYNEON_READ_ONLY", "True", true, false, ""),
            ("LAZYNEON_READ_ONLY", "0", false, false, ""),
            ("LAZYNEON_READ_ONLY", "", false, false, ""),
            ("LAZYNEON_READ_ONLY", "ja", true, false, "neither 1 nor 0"),
            ("LAZYNEON_NO_WAKE", "maybe", false, true, "neither 1 nor 0"),
            (
                "LAZYNEON_READONLY",
                "1",
                true,
                true,
                "did you mean \"LAZYNEON_READ_ONLY\"?",
            ),
            ("NEON_READ_ONLY", "1", false, false, ""),
        ] {
            let read = environment([(name.into(), value.into())]);
            assert_eq!(
                (read.read_only, read.no_wake),
                (read_only, no_wake),
                "{name}={value}"
            );
            let notices = read.notices.join(" ");
            assert_eq!(notices.is_empty(), said.is_empty(), "{notices}");
            assert!(notices.contains(said), "{notices}");
        }
    }
}
