//! Which API key is used, and where keys are stored.
//!
//! The order is that of the official CLI: the command line, then `NEON_API_KEY`, then `NEON_PROFILE`, then
//! whatever is found: `key_command` of the configuration, the last choice in lazyneon, the CLI's profile DEFAULT, a
//! saved key.
//!
//! Choosing only reads a few small files and happens before the first frame; getting the key may run a keyring or a
//! program and happens afterwards.

mod keyring;
mod neon_cli;
mod saved_keys;
mod secret_command;
mod stored;

pub use keyring::{Dialect, Keyring, KeyringError};
pub use neon_cli::{CliDirectory, DEFAULT, NeonCli, Profile, ProfilesError};
pub use saved_keys::{KeptError, KeptKey, SavedKey};
pub use stored::StoredError;

use crate::{
    api::{ApiKey, host::NEON, secret::KeyError, types::ProjectId},
    config::text_file,
    neon::account::{Access, Account, CredentialSource, KeyStorage},
};
use jiff::Timestamp;
use ring::digest;
use secret_command::ProcessError;
use std::{path::Path, process::Command};

/// A key, and what is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    pub origin: CredentialSource,
    pub key: ApiKey,
    /// When the key expires, if known.
    pub until: Option<Timestamp>,
    /// The only project that the key reaches, if its source says so.
    pub project: Option<ProjectId>,
    /// A stable word for the account, which names its files on disk. The key cannot be derived from it.
    pub identity: String,
}

/// Why there is no key. Each text is a sentence with the fix, without the key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CredentialError {
    /// The given text is not a key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The key could not be read from standard input.
    #[error(
        "--api-key - reads the key from standard input, which {0}. Pipe the key in, or set NEON_API_KEY."
    )]
    Input(String),
    /// The official CLI's profiles cannot be used.
    #[error(transparent)]
    Profiles(#[from] ProfilesError),
    /// There is no home directory in which to look for a profile.
    #[error("Profile \"{0}\" cannot be looked for: neither HOME nor NEON_CONFIG_DIR is set.")]
    Homeless(String),
    /// A profile's credential cannot be read.
    #[error("The credential of profile {0} cannot be read: {1}.")]
    Unreadable(String, String),
    /// A profile's credential cannot be used.
    #[error("The credential of profile {0} {1}.")]
    Stored(String, StoredError),
    /// A profile's session has expired; only the official CLI may renew it.
    #[error(
        "The session of profile {0} has expired: run `neon me --profile {0}` once, which renews it, or sign in with `neon auth`."
    )]
    Expired(String),
    /// The configured program failed.
    #[error("key_command {0}.")]
    Command(String),
    /// The saved keys cannot be used.
    #[error(transparent)]
    Kept(#[from] KeptError),
    /// The key was only in the memory of this run.
    #[error("That key is gone: it was not kept.")]
    Gone,
}

/// All sources of keys.
#[derive(Debug, Clone)]
pub struct CredentialStore {
    /// The key from the command line or standard input.
    pub given: Option<(CredentialSource, ApiKey)>,
    /// The last pasted key.
    pub pasted: Option<ApiKey>,
    /// The value of `NEON_API_KEY`, not checked yet.
    pub variable: Option<ApiKey>,
    /// The official CLI's files, if there is a home directory.
    pub cli: Option<NeonCli>,
    /// The configured program that prints a key.
    pub command: Option<String>,
    /// The saved keys, if there is a home directory.
    pub saved_keys: Option<SavedKey>,
    pub keyring: Keyring,
    /// The API URL for keys whose source names none: Neon's own.
    pub home: String,
}

impl CredentialStore {
    /// Finds the sources in the environment and the home directory.
    pub fn of(variable: impl Fn(&str) -> Option<String>, command: Option<String>) -> Self {
        let keyring = Keyring::of_this_system();
        let directory = crate::config::directory();
        let saved_keys =
            directory.map(|home| SavedKey::at(home.join("credentials.json"), keyring.clone()));
        Self {
            given: None,
            pasted: None,
            variable: variable("NEON_API_KEY").map(ApiKey::from),
            cli: NeonCli::find(variable),
            command,
            saved_keys,
            keyring,
            home: NEON.to_owned(),
        }
    }

    /// Chooses the key for a host. `profile` comes from the command line, `named` from `NEON_PROFILE`, `last` from an
    /// earlier run. Returns `None` if there is no key, so that the user must be asked.
    pub fn choose(
        &self,
        profile: Option<&str>,
        named: Option<&str>,
        last: Option<CredentialSource>,
        host: &str,
    ) -> Result<Option<CredentialSource>, CredentialError> {
        if let Some((origin, _)) = &self.given {
            return Ok(Some(origin.clone()));
        }
        if let Some(name) = profile {
            return self
                .profile(name)
                .map(|profile| Some(CredentialSource::Profile(profile.name)));
        }
        if let Some(key) = &self.variable {
            ApiKey::parse(key.expose())?;
            return Ok(Some(CredentialSource::Variable));
        }
        if let Some(name) = named {
            return self
                .profile(name)
                .map(|profile| Some(CredentialSource::Profile(profile.name)));
        }
        if self.command.is_some() {
            return Ok(Some(CredentialSource::Command));
        }
        let found = self.found(host);
        Ok(last
            .filter(|last| *last == CredentialSource::Demo || found.contains(last))
            .or_else(|| found.into_iter().next()))
    }

    /// The sources found for a host: profiles, DEFAULT first, and keys saved for that host. Unreadable sources are left
    /// out.
    fn found(&self, host: &str) -> Vec<CredentialSource> {
        let profiles = self.cli.as_ref().and_then(|cli| cli.profiles().ok());
        let mut profiles = profiles.unwrap_or_default();
        // The official CLI lists DEFAULT even if nobody has signed in with it.
        profiles.retain(|profile| profile.place.is_there());
        profiles.sort_by_key(|profile| profile.name != DEFAULT);
        let saved_keys = self
            .saved_keys
            .as_ref()
            .and_then(|saved_keys| saved_keys.places().ok());
        let is_for = |saved_keys: &KeptKey| saved_keys.host.as_ref().unwrap_or(&self.home) == host;
        let saved_keys = saved_keys.unwrap_or_default().into_iter().filter(is_for);
        let saved_keys = saved_keys.map(|saved_keys| CredentialSource::Kept(saved_keys.name));
        let profiles = profiles
            .into_iter()
            .map(|profile| CredentialSource::Profile(profile.name));
        profiles.chain(saved_keys).collect()
    }

    fn profile(&self, name: &str) -> Result<Profile, CredentialError> {
        let cli = self.cli.as_ref();
        let cli = cli.ok_or_else(|| CredentialError::Homeless(name.to_owned()))?;
        Ok(cli.profile(name)?)
    }

    /// Reads a key from its source. May wait for a keyring or a program: call it off the drawing thread.
    pub fn get(
        &self,
        origin: &CredentialSource,
        now: Timestamp,
    ) -> Result<Credential, CredentialError> {
        let plain = |key: &ApiKey| Ok(Got::key(ApiKey::parse(key.expose())?));
        let got = match origin {
            CredentialSource::Flag | CredentialSource::Input => match &self.given {
                Some((_, key)) => plain(key),
                None => Err(CredentialError::Gone),
            },
            CredentialSource::Pasted => match &self.pasted {
                Some(key) => plain(key),
                None => Err(CredentialError::Gone),
            },
            CredentialSource::Variable => match &self.variable {
                Some(key) => plain(key),
                None => Err(CredentialError::Gone),
            },
            CredentialSource::Profile(name) => self.of_profile(name, now),
            CredentialSource::Command => self.of_command().map(Got::key),
            CredentialSource::Kept(name) => match &self.saved_keys {
                Some(saved_keys) => Ok(Got::key(saved_keys.get(name, now)?)),
                None => Err(CredentialError::Gone),
            },
            CredentialSource::Demo => Ok(Got::key(ApiKey::from("demo".to_owned()))),
        }?;
        Ok(Credential {
            origin: origin.clone(),
            identity: identity(got.user.as_deref().unwrap_or_else(|| got.key.expose())),
            key: got.key,
            until: got.until,
            project: got.project,
        })
    }

    /// All ways to sign in to a host, in order of precedence. Found keys that belong to another host are not probed
    /// automatically, because that would send them to this one.
    pub fn accounts(&self, host: &str) -> Vec<Account> {
        let ask = |origin: CredentialSource, place: String| Account {
            origin,
            place,
            reach: Access::Asking,
        };
        let found = |origin: CredentialSource, place: String, of: Option<&str>| Account {
            reach: match of.unwrap_or(&self.home) == host {
                true => Access::Asking,
                false => Access::Unasked,
            },
            ..ask(origin, place)
        };
        let mut all = Vec::new();
        if let Some((origin, _)) = &self.given {
            all.push(ask(origin.clone(), String::new()));
        }
        if self.pasted.is_some() {
            all.push(ask(CredentialSource::Pasted, String::new()));
        }
        if self.variable.is_some() {
            all.push(ask(CredentialSource::Variable, String::new()));
        }
        if self.command.is_some() {
            all.push(Account {
                reach: Access::Unasked,
                ..ask(CredentialSource::Command, String::new())
            });
        }
        match self.cli.as_ref().map(NeonCli::profiles) {
            Some(Ok(profiles)) => all.extend(
                profiles
                    .into_iter()
                    .filter(|profile| profile.place.is_there())
                    .map(|profile| {
                        let place = profile.place.words();
                        found(CredentialSource::Profile(profile.name), place, None)
                    }),
            ),
            Some(Err(error)) => all.push(Account {
                reach: Access::No(error.to_string()),
                ..ask(CredentialSource::Profile(DEFAULT.to_owned()), String::new())
            }),
            None => {}
        }
        match self.saved_keys.as_ref().map(SavedKey::places) {
            Some(Ok(names)) => all.extend(names.into_iter().map(|saved_keys| {
                let origin = CredentialSource::Kept(saved_keys.name);
                found(origin, saved_keys.place, saved_keys.host.as_deref())
            })),
            Some(Err(error)) => all.push(Account {
                reach: Access::No(error.to_string()),
                ..ask(
                    CredentialSource::Kept("credentials.json".to_owned()),
                    String::new(),
                )
            }),
            None => {}
        }
        all
    }

    /// Saves a key for a host under this or a similar name; returns its source.
    pub fn keep(
        &self,
        name: &str,
        key: &ApiKey,
        keep: KeyStorage,
        host: &str,
    ) -> Result<CredentialSource, CredentialError> {
        let saved_keys = self.saved_keys.as_ref().ok_or(CredentialError::Gone)?;
        Ok(CredentialSource::Kept(
            saved_keys.keep(name, key, keep, host)?,
        ))
    }

    fn of_profile(&self, name: &str, now: Timestamp) -> Result<Got, CredentialError> {
        let profile = self.profile(name)?;
        let unreadable = |why: String| CredentialError::Unreadable(name.to_owned(), why);
        let text = match &profile.place {
            CliDirectory::File(path) => text_file::read(path)
                .and_then(|text| text.ok_or_else(|| "is not there".to_owned()))
                .map_err(|why| unreadable(format!("{} {why}", path.display())))?,
            CliDirectory::Keyring(account) => self
                .keyring
                .read(neon_cli::SERVICE, account)
                .map_err(|error| unreadable(format!("the OS keyring {error}")))?
                .ok_or_else(|| unreadable("the OS keyring has no such item".to_owned()))?,
        };
        let stored = stored::read(&text, now).map_err(|error| match error {
            StoredError::Expired => CredentialError::Expired(name.to_owned()),
            error => CredentialError::Stored(name.to_owned(), error),
        })?;
        Ok(Got {
            // A session's token changes every hour, so its account is identified by the user.
            user: stored.until.and(stored.user.or(profile.label)),
            until: stored.until,
            project: stored.project,
            key: stored.key,
        })
    }

    fn of_command(&self) -> Result<ApiKey, CredentialError> {
        let failed = |why: &str| CredentialError::Command(why.to_owned());
        let line = self.command.as_deref().ok_or(CredentialError::Gone)?;
        let mut command = Command::new("/bin/sh");
        command.args(["-c", line]);
        let said = secret_command::run(&mut command, "").map_err(|silent| match silent {
            ProcessError::Missing => failed("needs a shell, and there is none"),
            ProcessError::Late => {
                failed("returned no key within a minute; it cannot prompt in this terminal")
            }
            ProcessError::Failed(why) => failed(&format!("could not be run ({why})")),
        })?;
        match said.status {
            Some(0) => {
                Ok(ApiKey::parse(&said.out).map_err(|_| failed("did not print just a key"))?)
            }
            Some(status) => Err(failed(&format!(
                "ended with status {status}; run it in a shell to see why"
            ))),
            None => Err(failed("was ended by a signal")),
        }
    }
}

/// A key with what its source says about it.
struct Got {
    key: ApiKey,
    until: Option<Timestamp>,
    project: Option<ProjectId>,
    user: Option<String>,
}

impl Got {
    /// A key about which nothing else is known.
    const fn key(key: ApiKey) -> Self {
        Self {
            key,
            until: None,
            project: None,
            user: None,
        }
    }
}

/// A path with `~` for the home directory.
fn short_path(path: &Path) -> String {
    let home = etcetera::home_dir().ok();
    match home.and_then(|home| Some(path.strip_prefix(home).ok()?.to_owned())) {
        Some(below) => format!("~/{}", below.display()),
        None => path.display().to_string(),
    }
}

/// A short word derived from a text, always the same, which reveals nothing about the text.
fn identity(text: &str) -> String {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(b"lazyneon account\0");
    context.update(text.as_bytes());
    let digest = context.finish();
    let first = digest.as_ref().iter().take(8);
    first.map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
