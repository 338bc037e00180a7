//! Which key is used, and what the program was told to look at.

use super::account::{CredentialSource, Identity};
use crate::api::types::{OrgId, ProjectId};
use jiff::Timestamp;

#[derive(Debug, Clone)]
pub struct Session {
    /// The API's URL without a trailing slash, for curl and the request preview.
    pub base_url: String,
    /// Where the key comes from; `None` while there is no key.
    pub origin: Option<CredentialSource>,
    /// A word for the account, which names its files on disk.
    pub identity: String,
    /// Whom the key belongs to, once known.
    pub who: Option<Identity>,
    /// When the program last looked for a renewed key on its own.
    pub looked_again: Option<Timestamp>,
    /// The only organization to show, if one was given.
    pub org: Option<OrgId>,
    /// The project to open, if one was given.
    pub project: Option<ProjectId>,
    /// Seconds between refreshes of the visible project; 0 turns them off.
    pub refresh_seconds: u64,
    /// How many projects of a list are loaded without being asked for.
    pub eager_projects: usize,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            base_url: "https://console.neon.tech/api/v2".to_owned(),
            origin: None,
            identity: String::new(),
            who: None,
            looked_again: None,
            org: None,
            project: None,
            refresh_seconds: 15,
            eager_projects: 10_000,
        }
    }
}
