//! Whose key Neon is asked with: where keys come from, what they reach, and how one signs in with another.
//!
//! Keys themselves never come in here, but for the moment between a paste and its probe.

use crate::api::{
    ApiKey,
    types::{AuthMethod, ProjectId},
};
use jiff::Timestamp;

/// Where a key comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CredentialSource {
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
    /// A key that was pasted and is saved nowhere.
    Pasted,
    /// None: the embedded emulator takes any.
    Demo,
}

impl CredentialSource {
    /// What the screen says after "using".
    pub fn describe(&self) -> String {
        match self {
            Self::Flag => "the key from --api-key".to_owned(),
            Self::Input => "the key from standard input".to_owned(),
            Self::Variable => "NEON_API_KEY from the environment".to_owned(),
            Self::Profile(name) => format!("neon CLI profile {name}"),
            Self::Command => "key_command of config.toml".to_owned(),
            Self::Kept(name) => format!("the saved key {name}"),
            Self::Pasted => "the pasted key".to_owned(),
            Self::Demo => "demo".to_owned(),
        }
    }

    /// A word or two for the header.
    pub fn word(&self) -> &str {
        match self {
            Self::Flag | Self::Input => "given key",
            Self::Variable => "env key",
            Self::Profile(name) | Self::Kept(name) => name,
            Self::Command => "key_command",
            Self::Pasted => "pasted key",
            Self::Demo => "demo",
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

    /// Reads [`CredentialSource::id`]; only what can be found again at another start.
    pub fn with_id(id: &str) -> Option<Self> {
        match id.split_once(' ') {
            Some(("profile", name)) => Some(Self::Profile(name.to_owned())),
            Some(("kept", name)) => Some(Self::Kept(name.to_owned())),
            None if id == "demo" => Some(Self::Demo),
            Some(_) | None => None,
        }
    }
}

/// A way to sign in that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// Where its key comes from.
    pub origin: CredentialSource,
    /// Where that is, in words: a file, the keyring.
    pub place: String,
    pub reach: Access,
}

/// What is known about what a key reaches.
#[derive(Debug, Clone, PartialEq)]
pub enum Access {
    /// It is asked for only when it is chosen: asking runs a program of the user.
    Unasked,
    /// Neon is being asked.
    Asking,
    /// Neon has answered.
    Known(Identity),
    /// It cannot be used: a sentence.
    No(String),
}

/// Who a key speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The user, or the organization of its key.
    pub id: String,
    /// What kind of key it is.
    pub method: AuthMethod,
    /// An address, or the name of an organization.
    pub name: String,
    /// How many organizations it reaches.
    pub orgs: usize,
    /// It reaches one project only; which one, if that is known.
    pub only: Option<Option<ProjectId>>,
    /// Until when it works, if that is known.
    pub until: Option<Timestamp>,
    /// The number of the API key, if it is one that tells.
    pub key: Option<i64>,
}

impl Identity {
    /// What it can reach, in a few words.
    pub fn describe(&self) -> String {
        let name = &self.name;
        if self.only.is_some() {
            return format!("one project of {name}");
        }
        match (&self.method, self.orgs) {
            (AuthMethod::ApiKeyOrg, _) => format!("{name} (org key)"),
            (_, 1) => format!("{name}, 1 org"),
            (_, orgs) => format!("{name}, {orgs} orgs"),
        }
    }
}

/// Where a pasted key is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeyStorage {
    /// Nowhere: it is gone when the program ends.
    #[default]
    No,
    /// In the OS keyring.
    Keyring,
    /// In a file that only its owner may read.
    File,
}

impl KeyStorage {
    /// All of them, in the order of the choice.
    pub const ALL: [Self; 3] = [Self::No, Self::Keyring, Self::File];

    /// What it is called.
    pub const fn word(self) -> &'static str {
        match self {
            Self::No => "only now",
            Self::Keyring => "OS keyring",
            Self::File => "file (0600)",
        }
    }
}

/// Whose key to sign in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundAccount {
    /// A key whose place is known.
    Known(CredentialSource),
    Pasted(ApiKey, KeyStorage),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_found_again_is_read_as_it_was_written() {
        for origin in [
            CredentialSource::Profile("work".into()),
            CredentialSource::Kept("maya@acme.dev".into()),
            CredentialSource::Demo,
        ] {
            assert_eq!(CredentialSource::with_id(&origin.id()), Some(origin));
        }
        for origin in [
            CredentialSource::Flag,
            CredentialSource::Input,
            CredentialSource::Pasted,
            CredentialSource::Variable,
        ] {
            assert_eq!(CredentialSource::with_id(&origin.id()), None);
        }
        assert_eq!(CredentialSource::with_id("profile"), None);
    }
}
