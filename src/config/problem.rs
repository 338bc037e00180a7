//! Mistakes in the configuration file, and how they are told.

use super::mistake::end_of;
use crate::neon::policy::{Doubt, Protections};
use std::fmt;

/// A mistake in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigProblem {
    /// The line, starting at 1.
    pub line: Option<usize>,
    /// What is wrong, and how it was handled.
    pub text: String,
    /// The protections that may be lost because of it.
    pub hides: Protections,
    /// Whether the file is used as it is, although this may not be meant so.
    pub is_warning: bool,
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, &self.text)
    }
}

/// A mistake in a file that was read while another one is in use, which stays.
struct Later<'a>(&'a ConfigProblem);

impl fmt::Display for Later<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What happens at a start, such as "The default is used", is always the last sentence.
        let text = self.0.text.as_str();
        let last = text.rfind(['.', '?']);
        let last = last.map(|at| text.split_at(at + 1)).filter(|(_, last)| {
            let outcomes = ["is used", "are used", "is ignored"];
            outcomes.iter().any(|outcome| last.ends_with(outcome))
        });
        let text = last.map_or(text, |(before, _)| before.trim_end_matches('.'));
        self.0.write(f, text)
    }
}

impl ConfigProblem {
    /// How it is told if the program was running with another file when it read this one.
    pub fn later(&self) -> String {
        Later(self).to_string()
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "config.toml line {line}: {text}")?,
            None => write!(f, "config.toml: {text}")?,
        }
        let end = end_of(text);
        let text = match self.hides {
            hides if !hides.any() => return Ok(()),
            Protections { no_wake: true, .. } => "lazyneon is read-only and wakes nothing",
            _ => "lazyneon is read-only",
        };
        write!(
            f,
            "{end} This may be a protection, so {text} until it is fixed"
        )
    }
}

impl ConfigProblem {
    /// The doubt that the mistake raises.
    pub fn doubt(&self) -> Option<Doubt> {
        let place = match self.line {
            Some(line) => format!("line {line} of config.toml"),
            None => "config.toml".to_owned(),
        };
        let hides = self.hides;
        hides.any().then_some(Doubt { place, hides })
    }
}
