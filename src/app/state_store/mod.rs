//! What is kept on disk between runs: `state.json` with the cursor position of each account, and a cache file
//! with facts for each account. Both are private to their owner, and hold no secrets.

mod facts;

use super::change_log::ChangeLogFile;
use crate::{
    config::{
        self,
        disk::{self, DiskError},
    },
    neon::account::CredentialSource,
    ui::{
        bookmarks::Bookmarks,
        persistence::state::{CachedData, PersistedState, Remembered, SavedPosition},
    },
};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The version of both files.
const VERSION: u32 = 1;
/// How many accounts' positions are kept; those with bookmarks are kept beyond that.
const MOST_ACCOUNTS: usize = 50;
/// The directories; without a home directory nothing is kept.
#[derive(Debug, Clone, Default)]
pub struct StateStore {
    pub state: Option<PathBuf>,
    pub cache: Option<PathBuf>,
    /// The changes that were sent.
    pub log: ChangeLogFile,
    turns: Arc<WriteQueue>,
}

/// Serializes writes: one at a time, and only the newest state of each account.
#[derive(Debug, Default)]
struct WriteQueue {
    newest: Mutex<HashMap<String, u64>>,
    writing: Mutex<()>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct StoredState {
    version: u32,
    /// The source of the key used last, if it can be found again.
    last: Option<String>,
    /// The positions, by account and host, the newest last.
    accounts: IndexMap<String, SavedPosition>,
    /// Bookmarks, by person and host.
    #[serde(default)]
    people: BTreeMap<String, Bookmarks>,
    /// The width of the tree, if the user has chosen one.
    #[serde(default)]
    tree_width: Option<u16>,
    /// The name of the theme, if the user has chosen one.
    #[serde(default)]
    theme: Option<String>,
}

impl StoredState {
    /// Forgets the oldest positions if there are too many; those with bookmarks stay.
    fn forget_places(&mut self) {
        let mut too_many = self.accounts.len().saturating_sub(MOST_ACCOUNTS);
        self.accounts.retain(|_, place| {
            let stays = too_many == 0 || !place.bookmarks.is_empty();
            too_many -= usize::from(!stays);
            stays
        });
    }
}

impl StateStore {
    /// The current user's directories.
    pub fn of_this_user() -> Self {
        Self::at(config::state_directory(), config::cache_directory())
    }

    /// These directories.
    pub fn at(state: Option<PathBuf>, cache: Option<PathBuf>) -> Self {
        Self {
            log: ChangeLogFile::in_directory(state.as_deref()),
            state,
            cache,
            turns: Arc::default(),
        }
    }

    /// The same log of changes, and nothing else that is kept.
    #[must_use]
    pub fn log_only(self) -> Self {
        Self {
            log: self.log,
            ..Self::default()
        }
    }

    /// The source of the key used last.
    pub fn last(&self) -> Option<CredentialSource> {
        // Problems with the file are reported when the position is read from it.
        let state = self.state().ok().flatten()?;
        CredentialSource::with_id(&state.last?)
    }

    /// The name of the theme that the user has chosen.
    pub fn theme(&self) -> Option<String> {
        // Problems with the file are reported when the position is read from it.
        self.state().ok().flatten()?.theme
    }

    /// Remembers the name of a theme.
    pub fn keep_theme(&self, name: String) -> Result<(), DiskError> {
        let Some(path) = self.state_file() else {
            return Ok(());
        };
        let _writing = own(&self.turns.writing);
        let _hold = disk::hold(&path)?;
        let state = StoredState {
            version: VERSION,
            theme: Some(name),
            ..self.state()?.unwrap_or_default()
        };
        disk::write_json(&path, &state)
    }

    /// What an earlier run has saved about an account.
    pub fn fetch(&self, identity: &str, host: &str) -> Remembered {
        let mut remembered = Remembered::default();
        match self.state() {
            Ok(state) => {
                let StoredState {
                    mut accounts,
                    people,
                    tree_width,
                    ..
                } = state.unwrap_or_default();
                remembered.tree_width = tree_width;
                let of_host = account("", host);
                let people = people.into_iter().filter_map(|(of, theirs)| {
                    let id = of.strip_suffix(&of_host)?;
                    Some((id.to_owned(), theirs))
                });
                remembered.people = people.collect();
                let place = accounts.swap_remove(&account(identity, host));
                remembered.place = place.unwrap_or_default();
            }
            Err(error) => remembered.trouble = Some(error.to_string()),
        }
        let facts = self
            .facts(identity, host)
            .map(|path| read::<CachedData>(&path));
        match facts {
            Some(Ok(facts)) => remembered.facts = facts,
            Some(Err(error)) => remembered.trouble = Some(error.to_string()),
            None => {}
        }
        remembered.changes = self.log.read(host);
        remembered
    }

    /// Saves the persistent state. What other programs have saved about other accounts stays.
    pub fn keep(&self, persisted: &PersistedState) -> Result<(), DiskError> {
        self.keep_in_turn(persisted, self.turn(persisted))
    }

    /// Assigns a turn for something to be saved; it supersedes older turns that are still waiting.
    pub fn turn(&self, persisted: &PersistedState) -> u64 {
        let account = account(&persisted.identity, &persisted.host);
        let mut newest = own(&self.turns.newest);
        let turn = newest.entry(account).or_default();
        *turn += 1;
        *turn
    }

    /// Saves it once no other write is running, unless newer state of the account, which includes all of this,
    /// has been queued meanwhile.
    pub fn keep_in_turn(&self, persisted: &PersistedState, turn: u64) -> Result<(), DiskError> {
        let _writing = own(&self.turns.writing);
        let of = account(&persisted.identity, &persisted.host);
        let newest = own(&self.turns.newest).get(&of).copied();
        if newest.is_some_and(|newest| newest > turn) {
            return Ok(());
        }
        self.write(persisted)
    }

    fn write(&self, persisted: &PersistedState) -> Result<(), DiskError> {
        let PersistedState {
            origin,
            identity,
            person,
            host,
            place,
            tree_width,
            facts,
        } = persisted;
        if let Some(path) = self.state_file() {
            let _hold = disk::hold(&path)?;
            let mut state = self.state()?.unwrap_or_default();
            let account = account(identity, host);
            let before = state.accounts.shift_remove(&account);
            let mut place = place.clone();
            if let Some(before) = &before {
                place.hosts = before.hosts.clone().under(place.hosts);
                place.connections = before.connections.clone().under(place.connections);
            }
            // Another lazyneon may have changed others since they were read here.
            let person = person.as_ref().map(|person| self::account(person, host));
            let theirs = person.as_ref().and_then(|of| state.people.get(of).cloned());
            if let Some(before) = theirs.or(before.map(|before| before.bookmarks)) {
                let edits = std::mem::replace(&mut place.bookmarks, before).edits;
                for (_, edit) in &edits {
                    place.bookmarks.apply(edit);
                }
            }
            if let Some(person) = person {
                let none = place.bookmarks.is_empty() && !state.people.contains_key(&person);
                if !none {
                    state.people.insert(person, place.bookmarks.clone());
                }
            }
            state.accounts.insert(account, place);
            state.forget_places();
            state.version = VERSION;
            state.tree_width = tree_width.unwrap_or(state.tree_width);
            if CredentialSource::with_id(&origin.id()).is_some() {
                state.last = Some(origin.id());
            }
            disk::write_json(&path, &state)?;
        }
        if let Some(path) = self.facts(identity, host).filter(|_| facts.at.is_some()) {
            disk::write_json(&path, facts)?;
            facts::prune(path.parent());
        }
        Ok(())
    }

    fn state_file(&self) -> Option<PathBuf> {
        Some(self.state.as_ref()?.join("state.json"))
    }

    fn state(&self) -> Result<Option<StoredState>, DiskError> {
        self.state_file().map_or(Ok(None), |path| read(&path))
    }

    fn facts(&self, identity: &str, host: &str) -> Option<PathBuf> {
        let name = format!("{}.json", account(identity, host));
        Some(self.cache.as_ref()?.join(name))
    }
}

/// Locks a mutex. A panic cannot leave this data half written, so poisoning is ignored.
pub(super) fn own<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The name of an account in files: its identity, and the host with only characters valid in a file name.
fn account(identity: &str, host: &str) -> String {
    let host = host.split_once("://").map_or(host, |(_, rest)| rest);
    let letter = |c: char| {
        if c.is_ascii_alphanumeric() || c == '.' {
            c
        } else {
            '_'
        }
    };
    format!(
        "{identity}@{}",
        host.chars().map(letter).collect::<String>()
    )
}

/// Reads a file; a damaged one is set aside, so that a new one can be written.
fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, DiskError> {
    disk::read_json(path, VERSION).map_err(|error| match error {
        DiskError::Damaged(path) => {
            let aside = path.with_extension("json.damaged");
            // If it cannot be renamed it cannot be written either, which is reported then.
            let _ = fs::rename(&path, &aside);
            DiskError::SetAside(path, aside)
        }
        other => other,
    })
}

#[cfg(test)]
mod tests;
