//! The project that each compute was last seen in. Neon has no way to ask, and a host names only the compute.

use crate::api::types::{EndpointId, ProjectId};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// How many computes are remembered.
const MOST: usize = 1_000;

/// The projects of computes, newest last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hosts(IndexMap<EndpointId, ProjectId>);

impl Hosts {
    pub fn project(&self, compute: &str) -> Option<&ProjectId> {
        self.0.get(compute)
    }

    /// Records that a compute is in this project, as the newest entry.
    pub fn note(&mut self, compute: EndpointId, project: ProjectId) {
        self.0.shift_remove(&compute);
        self.0.insert(compute, project);
        self.forget_oldest();
    }

    /// Adds newer entries.
    pub fn extend(&mut self, newer: impl IntoIterator<Item = (EndpointId, ProjectId)>) {
        for (compute, project) in newer {
            // Most of them are known and unchanged.
            if self.0.get(&compute) != Some(&project) {
                self.0.shift_remove(&compute);
                self.0.insert(compute, project);
            }
        }
        self.forget_oldest();
    }

    pub fn forget(&mut self, compute: &str) {
        self.0.shift_remove(compute);
    }

    fn forget_oldest(&mut self) {
        let too_many = self.0.len().saturating_sub(MOST);
        self.0.drain(..too_many);
    }
}

impl IntoIterator for Hosts {
    type Item = (EndpointId, ProjectId);
    type IntoIter = indexmap::map::IntoIter<EndpointId, ProjectId>;

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
        assert_eq!(hosts.project("ep-0"), Some(&"q".into()));
        assert_eq!(hosts.project("ep-new"), Some(&"p".into()));
        assert_eq!(hosts.project("ep-1"), None);
        assert_eq!(hosts.0.len(), MOST);
    }
}
