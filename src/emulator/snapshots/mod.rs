//! Snapshots: copies of whole branches, taken manually or by a schedule.

pub mod change;
pub mod restore;

use serde::Serialize;

use super::{
    branches::{Branch, Point},
    contents::{Contents, Origin},
    ids::{Mint, Text, lsn},
    time::Time,
};

#[derive(Debug, Clone, Serialize)]
pub struct Snapshot {
    pub id: Text,
    pub name: String,
    /// A second, permanent id that clients may choose, unique in the project.
    pub slug: String,
    pub lsn: Text,
    pub timestamp: Time,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_branch_id: Option<Text>,
    pub created_at: Time,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Time>,
    pub manual: bool,
    /// In bytes; of scheduled snapshots only the first is charged in full.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_size: Option<i64>,
    /// What a scheduled snapshot adds to the previous one, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diff_size: Option<i64>,
    #[serde(skip)]
    pub content: Box<Branch>,
}

impl Snapshot {
    /// A snapshot of a branch at a point of its history, without expiry.
    pub fn of(branch: &Branch, id: Text, name: String, point: Point, at: Time) -> Self {
        let slug = Mint::named(&id).prefixed("snapshot").to_string();
        let mut content = Branch::root(&branch.project_id, branch.id.clone(), &branch.name, at);
        content.copy(branch, point.time);
        content.contents = Contents::new(Origin::Copy(branch.contents.at(point.past())));
        content.logical_size = branch.logical_size;
        Self {
            id,
            name,
            slug,
            lsn: lsn(point.lsn),
            timestamp: point.time,
            source_branch_id: Some(branch.id.clone()),
            created_at: at,
            expires_at: None,
            manual: true,
            full_size: branch.logical_size,
            diff_size: None,
            content: Box::new(content),
        }
    }
}

/// The name of a snapshot if none is given.
pub fn default_name(branch: &Branch, at: Time, occasion: &str) -> String {
    let moment = at.to_string().replace('T', " ").replace('Z', " UTC");
    format!("{} at {moment} ({occasion})", branch.name)
}
