//! Whose key Neon is asked with: where keys come from.

/// Where a key comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// `--api-key`.
    Flag,
    /// Standard input, for `--api-key -`.
    Input,
    /// `NEON_API_KEY`.
    Variable,
    /// A profile of the official CLI.
    Profile(String),
    /// `key_command` of the configuration.
    Command,
    /// A key that was pasted once and that lazyneon keeps, under this name.
    Kept(String),
    /// A key that was pasted and is kept nowhere.
    Pasted,
    /// None: the embedded emulator takes any.
    Demo,
}

impl Origin {
    /// What the screen says after "using".
    pub fn says(&self) -> String {
        match self {
            Self::Flag => "the key from --api-key".to_owned(),
            Self::Input => "the key from standard input".to_owned(),
            Self::Variable => "NEON_API_KEY from the environment".to_owned(),
            Self::Profile(name) => format!("profile {name} of the neon CLI"),
            Self::Command => "key_command of config.toml".to_owned(),
            Self::Kept(name) => format!("the kept key {name}"),
            Self::Pasted => "the pasted key".to_owned(),
            Self::Demo => "demo".to_owned(),
        }
    }

    /// How files name it: one word for its kind, then its name.
    pub fn id(&self) -> String {
        let (word, name) = match self {
            Self::Flag => ("flag", ""),
            Self::Input => ("input", ""),
            Self::Variable => ("variable", ""),
            Self::Profile(name) => ("profile", name.as_str()),
            Self::Command => ("command", ""),
            Self::Kept(name) => ("kept", name.as_str()),
            Self::Pasted => ("pasted", ""),
            Self::Demo => ("demo", ""),
        };
        format!("{word} {name}").trim_end().to_owned()
    }

    /// Reads [`Origin::id`]; only what can be found again at another start.
    pub fn with_id(id: &str) -> Option<Self> {
        match id.split_once(' ') {
            Some(("profile", name)) => Some(Self::Profile(name.to_owned())),
            Some(("kept", name)) => Some(Self::Kept(name.to_owned())),
            None if id == "demo" => Some(Self::Demo),
            Some(_) | None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_found_again_is_read_as_it_was_written() {
        for origin in [
            Origin::Profile("work".into()),
            Origin::Kept("maya@acme.dev".into()),
            Origin::Demo,
        ] {
            assert_eq!(Origin::with_id(&origin.id()), Some(origin));
        }
        for origin in [
            Origin::Flag,
            Origin::Input,
            Origin::Pasted,
            Origin::Variable,
        ] {
            assert_eq!(Origin::with_id(&origin.id()), None);
        }
        assert_eq!(Origin::with_id("profile"), None);
    }
}
