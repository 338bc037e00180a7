//! The state that outlives the program, as data.

use crate::{
    api::types::{Branch, Endpoint, Organization, ProjectId, ProjectRow, Time},
    changes::log::LoggedChange,
    neon::account::CredentialSource,
    store::{
        recent::{Connections, Hosts},
        target::Target,
    },
    ui::bookmarks::Bookmarks,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was remembered about an account.
#[derive(Debug, Clone, Default)]
pub struct Remembered {
    /// Where the cursor was.
    pub place: SavedPosition,
    pub facts: Option<CachedData>,
    /// Bookmarks and pins of the people who have used lazyneon here, by their id.
    pub people: BTreeMap<String, Bookmarks>,
    /// The width of the tree that the user has chosen, whatever the account.
    pub tree_width: Option<u16>,
    /// The changes that were sent from this machine, in the order of the log.
    pub changes: Vec<LoggedChange>,
    /// What could not be read: a sentence.
    pub trouble: Option<String>,
}

/// Where the cursor was, and the places the user has saved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedPosition {
    /// The last position.
    pub last: Option<Target>,
    /// The last position in each list of projects.
    pub in_lists: Vec<(Target, Target)>,
    /// Bookmarks and pins.
    #[serde(default)]
    pub bookmarks: Bookmarks,
    /// The project of each remembered compute.
    #[serde(default)]
    pub hosts: Hosts,
    /// The database and role last chosen for each branch.
    #[serde(default)]
    pub connections: Connections,
}

/// Data from Neon, with its age.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct CachedData {
    /// The version of the file format.
    pub version: u32,
    /// When the oldest of it was received.
    pub at: Option<Time>,
    pub orgs: Vec<Organization>,
    pub lists: Vec<(Target, Vec<ProjectRow>)>,
    pub inside: Vec<(ProjectId, Vec<Branch>, Vec<Endpoint>)>,
}

/// The state to be saved.
#[derive(Debug, Clone)]
pub struct PersistedState {
    /// The source of the key.
    pub origin: CredentialSource,
    /// The account.
    pub identity: String,
    /// The person whose account it is, if known: bookmarks and pins are saved as theirs.
    pub person: Option<String>,
    pub host: String,
    /// Where the cursor was.
    pub place: SavedPosition,
    /// The width of the tree that the user has chosen in this run; inside, `None` if it follows the names.
    pub tree_width: Option<Option<u16>>,
    pub facts: CachedData,
}

/// The result of a save.
#[derive(Debug)]
pub struct SaveOutcome {
    /// The account that was saved.
    pub identity: String,
    /// The number of the newest change of bookmarks and pins in it.
    pub newest: u64,
    /// Whether it was known whose they are.
    pub owned: bool,
    /// Why it could not be saved: a sentence.
    pub done: Result<(), String>,
}
