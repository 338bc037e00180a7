//! The account in use: where keys come from, what they reach, and how to sign in with another.
//!
//! Keys themselves are never kept here, except between a paste and its probe.

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
    /// A pasted key that lazyneon keeps under this name.
    Kept(String),
    /// A pasted key that is not saved anywhere.
    Pasted,
    /// No key: the embedded emulator accepts any.
    Demo,
}

impl CredentialSource {
    /// The text that follows "using" on screen.
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

    /// The name used in files: one word for the kind, then the name.
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

    /// Parses [`CredentialSource::id`]; only sources that a later start can find again.
    pub fn with_id(id: &str) -> Option<Self> {
        match id.split_once(' ') {
            Some(("profile", name)) => Some(Self::Profile(name.to_owned())),
            Some(("kept", name)) => Some(Self::Kept(name.to_owned())),
            None if id == "demo" => Some(Self::Demo),
            Some(_) | None => None,
        }
    }
}

/// A way to sign in.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    pub origin: CredentialSource,
    /// The same in words: a file, the keyring.
    pub place: String,
    pub reach: Access,
}

/// What is known about the reach of a key.
#[derive(Debug, Clone, PartialEq)]
pub enum Access {
    /// Asked for only when chosen, because asking runs one of the user's programs.
    Unasked,
    Asking,
    Known(Identity),
    /// The key cannot be used; why, as a sentence.
    No(String),
}

/// Whom a key belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The user, or the organization of an organization key.
    pub id: String,
    pub method: AuthMethod,
    /// An e-mail address, or the name of an organization.
    pub name: String,
    /// How many organizations the key reaches.
    pub orgs: usize,
    /// Set if the key reaches one project only; the project, if known.
    pub only: Option<Option<ProjectId>>,
    /// When the key expires, if known.
    pub until: Option<Timestamp>,
    /// The number of the API key, if the answer includes it.
    pub key: Option<i64>,
}

impl Identity {
    /// What the key reaches, in a few words.
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
    /// Nowhere: it is lost when the program ends.
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

    pub const fn word(self) -> &'static str {
        match self {
            Self::No => "only now",
            Self::Keyring => "OS keyring",
            Self::File => "file (0600)",
        }
    }
}

/// An account to sign in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundAccount {
    /// A key that can be found at its source.
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
