//! What outlives the program because Neon cannot be asked for it: a limited number of entries, newest last.

use crate::api::types::{BranchId, DatabaseName, EndpointId, ProjectId, RoleName};
use indexmap::{Equivalent, IndexMap};
use serde::{Deserialize, Serialize};
use std::hash::Hash;

/// How many entries are remembered.
const MOST: usize = 1_000;

/// The project that each compute was last seen in: a host names only the compute.
pub type Hosts = Recent<EndpointId, ProjectId>;

/// The database and role that the user has last chosen to connect to a branch with.
pub type Connections = Recent<BranchId, ChosenConnection>;

/// A database, and the role to connect to it with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenConnection {
    pub database: DatabaseName,
    pub role: RoleName,
}

/// The entries, newest last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Recent<K: Eq + Hash, V>(IndexMap<K, V>);

impl<K: Eq + Hash, V> Default for Recent<K, V> {
    fn default() -> Self {
        Self(IndexMap::default())
    }
}

impl<K: Eq + Hash, V: PartialEq> Recent<K, V> {
    pub fn get<Q: ?Sized + Hash + Equivalent<K>>(&self, key: &Q) -> Option<&V> {
        self.0.get(key)
    }

    /// Records an entry as the newest one.
    pub fn note(&mut self, key: K, value: V) {
        self.0.shift_remove(&key);
        self.0.insert(key, value);
        self.forget_oldest();
    }

    /// Adds newer entries.
    pub fn extend(&mut self, newer: impl IntoIterator<Item = (K, V)>) {
        for (key, value) in newer {
            // Most of them are known and unchanged.
            if self.0.get(&key) != Some(&value) {
                self.0.shift_remove(&key);
                self.0.insert(key, value);
            }
        }
        self.forget_oldest();
    }

    /// These entries with newer ones on top.
    #[must_use]
    pub fn under(mut self, newer: Self) -> Self {
        self.extend(newer);
        self
    }

    pub fn forget<Q: ?Sized + Hash + Equivalent<K>>(&mut self, key: &Q) {
        self.0.shift_remove(key);
    }

    fn forget_oldest(&mut self) {
        let too_many = self.0.len().saturating_sub(MOST);
        self.0.drain(..too_many);
    }
}

impl<K: Eq + Hash, V> IntoIterator for Recent<K, V> {
    type Item = (K, V);
    type IntoIter = indexmap::map::IntoIter<K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_are_kept() {
        let mut hosts = Hosts::default();
        for at in 0..MOST {
            hosts.note(format!("ep-{at}").into(), "p".into());
        }
        hosts.note("ep-0".into(), "q".into());
        hosts.extend([("ep-new".into(), "p".into())]);
        assert_eq!(hosts.get("ep-0"), Some(&"q".into()));
        assert_eq!(hosts.get("ep-new"), Some(&"p".into()));
        assert_eq!(hosts.get("ep-1"), None);
        assert_eq!(hosts.0.len(), MOST);
    }
}
