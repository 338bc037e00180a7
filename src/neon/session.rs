//! With which key Neon is asked, and for what.

use super::account::{CredentialSource, Identity};
use crate::api::types::{OrgId, ProjectId};
use jiff::Timestamp;

/// Where the key came from, who has it, and what the program was told to look at.
#[derive(Debug, Clone)]
pub struct Session {
    /// The API, without a trailing slash: for curl and the request preview.
    pub base_url: String,
    /// Where the key comes from; none while there is none.
    pub origin: Option<CredentialSource>,
    /// A word for the account: names what is kept on disk for it.
    pub identity: String,
    /// Who the key speaks for, once that was asked.
    pub who: Option<Identity>,
    /// When a renewed key was last looked for without a word.
    pub looked_again: Option<Timestamp>,
    /// The only organization to show, if one was named.
    pub org: Option<OrgId>,
    /// The project to open, if one was named.
    pub project: Option<ProjectId>,
    /// How often the visible project is refreshed, seconds; 0 is off.
    pub refresh_seconds: u64,
    /// How many projects of one list are loaded without being asked for.
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
