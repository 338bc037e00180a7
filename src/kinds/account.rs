//! Rows that are not objects at Neon: the account, the projects shared with it, and the row that loads more of a
//! list.

use super::kind::{Contents, Kind};
use crate::store::{ProjectPages, Store, target::Target};
use jiff::Timestamp;

/// The signed-in user's account.
#[derive(Debug, Clone, Copy)]
pub struct AccountRef;

impl Kind for AccountRef {
    fn noun(&self) -> &'static str {
        "account"
    }

    fn is_known(&self, _: &Store) -> bool {
        true
    }

    fn name(&self, _: &Store) -> Option<String> {
        Some("your account".to_owned())
    }
}

/// The projects that others have shared with this account.
#[derive(Debug, Clone, Copy)]
pub struct SharedRef;

impl Kind for SharedRef {
    fn noun(&self) -> &'static str {
        "organization"
    }

    fn is_known(&self, store: &Store) -> bool {
        store.lists.contains_key(&Target::Shared)
    }

    fn name(&self, _: &Store) -> Option<String> {
        Some("Shared with me".to_owned())
    }

    fn received_at(&self, store: &Store) -> Option<Timestamp> {
        store.lists.get(&Target::Shared)?.state.at
    }

    fn contents(&self) -> Contents<'_> {
        Contents::Projects(None)
    }
}

/// The row below a list that is not fully loaded.
#[derive(Debug, Clone, Copy)]
pub struct MoreRef<'a> {
    pub list: &'a Target,
}

impl Kind for MoreRef<'_> {
    fn noun(&self) -> &'static str {
        "list"
    }

    fn is_known(&self, store: &Store) -> bool {
        let list = store.lists.get(self.list);
        list.is_some_and(ProjectPages::has_more)
    }

    fn name(&self, _: &Store) -> Option<String> {
        Some("more".to_owned())
    }

    fn received_at(&self, store: &Store) -> Option<Timestamp> {
        store.lists.get(self.list)?.state.at
    }

    fn contents(&self) -> Contents<'_> {
        Contents::Rest(self.list)
    }
}
