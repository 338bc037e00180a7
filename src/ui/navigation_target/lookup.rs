//! A project's name that is being looked up.

use crate::reads::list_queue::ListQueue;

/// A name that is being looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingLookup {
    /// The path with the project's name: a name may contain slashes, and follow that of its organization.
    pub(crate) path: Vec<String>,
    /// The lists to search; `None` before the search has started.
    pub(crate) lists: Option<ListQueue>,
}
