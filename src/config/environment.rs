//! lazyneon's own variables, and the protections they set: `LAZYNEON_READ_ONLY` and `LAZYNEON_NO_WAKE`. Values that
//! cannot be understood protect.

use super::protections;
use crate::neon::policy::{NO_WAKE_VARIABLE, READ_ONLY_VARIABLE};
use crate::ui::did_you_mean::nearest;
use std::ffi::OsString;

/// The prefix of our variables.
const OURS: &str = "LAZYNEON_";
/// The Postgres server of the emulator.
pub const POSTGRES_VARIABLE: &str = "LAZYNEON_POSTGRES_URL";
/// All of our variables.
pub const VARIABLES: [&str; 3] = [READ_ONLY_VARIABLE, NO_WAKE_VARIABLE, POSTGRES_VARIABLE];

/// The protections set in the environment.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Environment {
    pub read_only: bool,
    pub no_wake: bool,
    /// What could not be understood, as sentences.
    pub notices: Vec<String>,
}

/// Reads the variables. Only a clear "no" leaves a protection off; an unknown name that may mean a protection turns on
/// read-only.
pub fn environment(variables: impl IntoIterator<Item = (OsString, OsString)>) -> Environment {
    let mut environment = Environment::default();
    for (name, value) in variables {
        let Some(name) = name.to_str().filter(|name| is_ours(name)) else {
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
                format!("{name} is neither 1 nor 0, so lazyneon is read-only.")
            }
            NO_WAKE_VARIABLE => {
                environment.no_wake = true;
                format!("{name} is neither 1 nor 0, so lazyneon wakes nothing.")
            }
            known if VARIABLES.contains(&known) => continue,
            _ => {
                environment.unknown(name, &value);
                continue;
            }
        };
        environment.notices.extend((!clear).then_some(said));
    }
    environment
}

/// Whether a variable is meant for lazyneon, in any spelling.
fn is_ours(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters
        .collect::<String>()
        .to_uppercase()
        .starts_with("LAZYNEON")
}

impl Environment {
    fn unknown(&mut self, name: &str, value: &str) {
        let bare = |name: &'static str| name.trim_start_matches(OURS);
        let asked = name.to_uppercase().replace("LAZY_NEON", "LAZYNEON");
        let asked = asked.trim_start_matches("LAZYNEON").trim_start_matches('_');
        let near = nearest(asked, VARIABLES.map(bare));
        let hint = near.map_or_else(
            || ".".to_owned(),
            |near| format!(", did you mean \"{OURS}{near}\"?"),
        );
        let is_url = near == Some(bare(POSTGRES_VARIABLE));
        let protects = !is_url
            && (near.is_some()
                || protections::may_be_protection(asked)
                || protections::may_be_protection(value));
        self.read_only |= protects;
        self.no_wake |= protects;
        let then = if protects {
            " It may be a protection, so lazyneon is read-only and wakes nothing."
        } else {
            ""
        };
        self.notices
            .push(format!("Unknown variable {name}{hint}{then}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, fs, path::PathBuf};

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table of texts")]
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
            ("LAZYNEON_RO", "1", true, true, "may be a protection"),
            ("LAZYNEON_WAKE", "never", true, true, "may be a protection"),
            (
                "LAZYNEON_PRODUCTION",
                "acme",
                true,
                true,
                "may be a protection",
            ),
            ("LAZYNEON_SAFE_MODE", "1", true, true, "may be a protection"),
            (
                "LAZYNEON_NO_WAEK",
                "1",
                true,
                true,
                "did you mean \"LAZYNEON_NO_WAKE\"?",
            ),
            (
                "LAZYNEON_THEME",
                "dark",
                false,
                false,
                "Unknown variable LAZYNEON_THEME.",
            ),
            ("LAZYNEON_CACHE", "1", false, false, "LAZYNEON_CACHE."),
            ("LAZYNEON_PROFILE", "me", false, false, "LAZYNEON_PROFILE."),
            (
                "LAZYNEON_POSTGRES_URI",
                "postgresql://u:p@localhost/x",
                false,
                false,
                "did you mean \"LAZYNEON_POSTGRES_URL\"?",
            ),
            (
                POSTGRES_VARIABLE,
                "postgresql://u:p@localhost/x",
                false,
                false,
                "",
            ),
            ("NEON_READ_ONLY", "1", false, false, ""),
            ("LAZYNEON_READ_ONLY", "yes", true, false, ""),
            ("LAZYNEON_READ_ONLY", " ON ", true, false, ""),
            ("LAZYNEON_READ_ONLY", "off", false, false, ""),
            ("LAZYNEON_READ_ONLY", "none", true, false, "neither 1 nor 0"),
            ("lazyneon_read_only", "1", true, true, "did you mean"),
            ("LAZY_NEON_READ_ONLY", "1", true, true, "did you mean"),
            ("LAZYNEONREADONLY", "1", true, true, "did you mean"),
            (
                "LAZYNEON_MODE",
                "read-only",
                true,
                true,
                "may be a protection",
            ),
            (
                "LAZYNEON_START",
                "read-only",
                true,
                true,
                "may be a protection",
            ),
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

    /// Our variables mentioned in a text.
    fn named(text: &str) -> impl Iterator<Item = &str> {
        text.match_indices(OURS).filter_map(|(at, _)| {
            let rest = text.get(at..)?;
            let end = rest.find(|c: char| !c.is_ascii_uppercase() && c != '_');
            rest.get(..end.unwrap_or(rest.len()))
                .filter(|name| *name != OURS)
        })
    }

    #[test]
    fn the_table_has_every_variable_that_help_and_code_name() {
        let manual = String::from_utf8(crate::cli::texts::man().unwrap()).unwrap();
        // A manual page neither escapes nor folds names.
        let help: BTreeSet<&str> = named(&manual).collect();
        assert_eq!(help, VARIABLES.into_iter().collect());

        let mut folders = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")];
        while let Some(folder) = folders.pop() {
            for entry in folder.read_dir().unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = fs::read_to_string(&path).unwrap_or_default();
                let code = text.split("#[cfg(test)]").next().unwrap();
                for name in named(code) {
                    assert!(VARIABLES.contains(&name), "{name} in {}", path.display());
                }
            }
        }
    }
}
