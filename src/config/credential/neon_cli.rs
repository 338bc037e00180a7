//! The profiles of the official CLI: where its files are and what they contain. They are never written.

use crate::{config::text_file, connect::connection};
use ring::digest;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The profile to use if none is named.
pub const DEFAULT: &str = "DEFAULT";
/// The service of the CLI's keyring items.
pub const SERVICE: &str = "com.neon.neon-cli";
/// Marks a profile whose credential is in the keyring.
const IN_KEYRING: &str = "keyring";

/// The CLI's configuration directory.
#[derive(Debug, Clone)]
pub struct NeonCli {
    directory: PathBuf,
    /// Whether the environment names the directory, in which case there is no fallback to the older one.
    exact: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    pub name: String,
    /// The CLI's name for the account: usually an e-mail address.
    pub label: Option<String>,
    pub place: CliDirectory,
}

/// The place of a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CliDirectory {
    File(PathBuf),
    /// In the keyring, under `SERVICE` and this account.
    Keyring(String),
}

impl CliDirectory {
    /// Whether it exists, as far as can be told without asking the keyring.
    pub fn is_there(&self) -> bool {
        match self {
            Self::File(path) => path.exists(),
            Self::Keyring(_) => true,
        }
    }

    pub fn words(&self) -> String {
        match self {
            Self::File(path) => super::short_path(path),
            Self::Keyring(_) => "OS keyring".to_owned(),
        }
    }
}

/// Why the profiles cannot be read. Each text is a sentence with the fix.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfilesError {
    /// The file exists but cannot be read.
    #[error("{path} {why}.", path = .0.display(), why = .1)]
    Unreadable(PathBuf, String),
    /// The file is not in the CLI's format.
    #[error(
        "{path} is damaged ({why}). No profile of the neon CLI can be used until it is fixed; lazyneon never changes it.",
        path = .0.display(), why = .1
    )]
    Damaged(PathBuf, String),
    /// There is no such profile.
    #[error("The neon CLI has no {}{known}.", profile_called(name))]
    Unknown {
        /// The requested name.
        name: String,
        /// ": it has DEFAULT, work", or empty.
        known: String,
    },
}

#[derive(Deserialize)]
struct ListedProfile {
    credentials: Option<String>,
    label: Option<String>,
}

#[derive(Deserialize)]
struct ProfilesFile {
    profiles: indexmap::IndexMap<String, ListedProfile>,
}

impl NeonCli {
    /// Finds the CLI's directory: from the environment, or else below the home directory, on every system.
    pub fn find(variable: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let exact = ["NEON_CONFIG_DIR", "NEONCTL_CONFIG_DIR"];
        if let Some(directory) = exact.into_iter().find_map(&variable) {
            return Some(Self::exactly(directory.into()));
        }
        let base = variable("XDG_CONFIG_HOME").map(PathBuf::from).or_else(|| {
            let home = variable("HOME").or_else(|| variable("USERPROFILE"))?;
            Some(PathBuf::from(home).join(".config"))
        })?;
        Some(Self {
            directory: base.join("neon"),
            exact: false,
        })
    }

    /// Uses only this directory.
    pub const fn exactly(directory: PathBuf) -> Self {
        Self {
            directory,
            exact: true,
        }
    }

    /// A file of the CLI; from its older directory if only that has it.
    fn file(&self, name: &str) -> PathBuf {
        let path = self.directory.join(name);
        let older = self.directory.with_file_name("neonctl").join(name);
        if !self.exact && !path.exists() && older.exists() {
            older
        } else {
            path
        }
    }

    /// The profiles, in the order of the file.
    pub fn profiles(&self) -> Result<Vec<Profile>, ProfilesError> {
        let path = self.file("profiles.json");
        let text = match text_file::read(&path) {
            Ok(Some(text)) => text,
            Ok(None) => return Ok(self.only_default()),
            Err(why) => return Err(ProfilesError::Unreadable(path, why)),
        };
        let damaged = |why: String| ProfilesError::Damaged(path.clone(), why);
        let file: ProfilesFile = serde_json::from_str(&text)
            .map_err(|error| damaged(format!("line {}", error.line())))?;
        let directory = path.parent().unwrap_or(&self.directory);
        let profile = |(name, listed): (String, ListedProfile)| {
            if !is_name(&name) {
                return Err(damaged(format!("{name:?} is not a profile name")));
            }
            let credentials = listed.credentials.filter(|at| !at.trim().is_empty());
            let credentials =
                credentials.ok_or_else(|| damaged(format!("{name} names no credentials")))?;
            let place = if credentials == IN_KEYRING {
                CliDirectory::Keyring(account(directory, &name))
            } else {
                CliDirectory::File(directory.join(credentials))
            };
            Ok(Profile {
                name,
                label: listed.label.filter(|label| !label.is_empty()),
                place,
            })
        };
        file.profiles.into_iter().map(profile).collect()
    }

    /// Without a list of profiles there is at most one.
    fn only_default(&self) -> Vec<Profile> {
        let path = self.file("credentials.json");
        let there = path.exists().then(|| Profile {
            name: DEFAULT.to_owned(),
            label: None,
            place: CliDirectory::File(path),
        });
        there.into_iter().collect()
    }

    /// The profile with this name.
    pub fn profile(&self, name: &str) -> Result<Profile, ProfilesError> {
        let profiles = self.profiles()?;
        let known: Vec<_> = profiles.iter().map(|known| known.name.clone()).collect();
        let found = profiles.into_iter().find(|known| known.name == name);
        found.ok_or_else(|| ProfilesError::Unknown {
            name: name.to_owned(),
            known: if known.is_empty() {
                String::new()
            } else {
                format!(": it has {}", known.join(", "))
            },
        })
    }
}

fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphanumeric())
        && chars.all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
}

/// The account name of a keyring item.
fn account(directory: &Path, profile: &str) -> String {
    let digest = digest::digest(&digest::SHA256, directory.as_os_str().as_encoded_bytes());
    let hex: String = digest
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("cli:{hex}:{profile}")
}

/// Names a profile in a message, unless the name may be a password.
fn profile_called(name: &str) -> String {
    match connection::is_name(name) {
        true => format!("profile \"{name}\""),
        false => "profile of that name".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn with(files: &[(&str, &str)]) -> (tempfile::TempDir, NeonCli) {
        let home = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = home.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let at = home.path().to_str().unwrap().to_owned();
        let cli = NeonCli::find(|name| (name == "XDG_CONFIG_HOME").then(|| at.clone())).unwrap();
        (home, cli)
    }

    #[test]
    fn the_directory_is_found_as_the_cli_finds_it() {
        let found = |set: &[(&str, &str)]| {
            let variable = |name: &str| {
                let value = set.iter().find(|(known, _)| *known == name)?.1;
                Some(value.to_owned())
            };
            NeonCli::find(variable).map(|cli| (cli.directory.display().to_string(), cli.exact))
        };
        let exact = |path: &str| Some((path.to_owned(), true));
        let usual = |path: &str| Some((path.to_owned(), false));
        assert_eq!(
            found(&[("NEON_CONFIG_DIR", "/a"), ("NEONCTL_CONFIG_DIR", "/b")]),
            exact("/a")
        );
        assert_eq!(
            found(&[("NEONCTL_CONFIG_DIR", "/b"), ("HOME", "/h")]),
            exact("/b")
        );
        assert_eq!(
            found(&[("XDG_CONFIG_HOME", "/x"), ("HOME", "/h")]),
            usual("/x/neon")
        );
        assert_eq!(found(&[("HOME", "/h")]), usual("/h/.config/neon"));
        assert_eq!(found(&[("USERPROFILE", "/u")]), usual("/u/.config/neon"));
        assert_eq!(found(&[]), None);
    }

    #[test]
    fn without_a_list_there_is_the_default_profile_or_none() {
        let (_home, cli) = with(&[]);
        assert_eq!(cli.profiles(), Ok(Vec::new()));
        let said = cli.profile("work").unwrap_err().to_string();
        assert_eq!(said, "The neon CLI has no profile \"work\".");
        let said = cli.profile("u/hunter2@host").unwrap_err().to_string();
        assert_eq!(said, "The neon CLI has no profile of that name.");
        let (home, cli) = with(&[("neonctl/credentials.json", "{}")]);
        let older = CliDirectory::File(home.path().join("neonctl/credentials.json"));
        assert_eq!(cli.profile(DEFAULT).unwrap().place, older);
        // The newer directory wins, and a directory from the environment has no fallback.
        fs::create_dir(home.path().join("neon")).unwrap();
        fs::write(home.path().join("neon/credentials.json"), "{}").unwrap();
        let newer = CliDirectory::File(home.path().join("neon/credentials.json"));
        assert_eq!(cli.profile(DEFAULT).unwrap().place, newer);
        let exact = NeonCli::exactly(home.path().join("empty"));
        assert_eq!(exact.profiles(), Ok(Vec::new()));
    }

    #[test]
    fn the_list_says_where_each_credential_is() {
        let (home, cli) = with(&[(
            "neon/profiles.json",
            r#"{"version":1,"profiles":{
                "DEFAULT":{"credentials":"credentials.json","label":"me@example.com","userId":"u"},
                "work":{"credentials":"/else/where.json"},
                "odd":{"credentials":"./keyring"},
                "ci":{"credentials":"keyring"}}}"#,
        )]);
        let directory = home.path().join("neon");
        let profiles = cli.profiles().unwrap();
        let names: Vec<_> = profiles
            .iter()
            .map(|profile| profile.name.as_str())
            .collect();
        assert_eq!(names, ["DEFAULT", "work", "odd", "ci"]);
        assert_eq!(profiles[0].label.as_deref(), Some("me@example.com"));
        assert_eq!(
            profiles[0].place,
            CliDirectory::File(directory.join("credentials.json"))
        );
        assert_eq!(
            profiles[1].place,
            CliDirectory::File("/else/where.json".into())
        );
        assert_eq!(
            profiles[2].place,
            CliDirectory::File(directory.join("./keyring"))
        );
        let CliDirectory::Keyring(account) = &profiles[3].place else {
            panic!("not in the keyring")
        };
        assert!(
            account.starts_with("cli:") && account.ends_with(":ci"),
            "{account}"
        );
        assert_eq!(account.len(), "cli:".len() + 64 + ":ci".len());
        let said = cli.profile("wrok").unwrap_err().to_string();
        assert!(said.contains("it has DEFAULT, work, odd, ci"), "{said}");
    }

    #[test]
    fn a_damaged_list_is_an_error_for_every_profile_and_stays_as_it_is() {
        for text in [
            "{",
            "{}",
            r#"{"profiles":{"a b":{"credentials":"x"}}}"#,
            r#"{"profiles":{"-a":{"credentials":"x"}}}"#,
            r#"{"profiles":{"a":{"credentials":" "}}}"#,
            r#"{"profiles":{"a":{}}}"#,
        ] {
            let (home, cli) = with(&[
                ("neon/profiles.json", text),
                ("neon/credentials.json", "{}"),
            ]);
            let error = cli.profile(DEFAULT).unwrap_err();
            assert!(
                matches!(error, ProfilesError::Damaged(..)),
                "{text}: {error}"
            );
            let saved_keys = fs::read_to_string(home.path().join("neon/profiles.json")).unwrap();
            assert_eq!(saved_keys, text);
        }
    }

    #[test]
    fn the_keyring_account_is_that_of_the_cli() {
        // printf /home/maya/.config/neon | sha256sum
        let hex = "3d6f2dc8d90d96a44579fd7b9bbcef532fb4edc1a73a099affcf68538356468d";
        let account = account(Path::new("/home/maya/.config/neon"), "work");
        assert_eq!(account, format!("cli:{hex}:work"));
    }
}
