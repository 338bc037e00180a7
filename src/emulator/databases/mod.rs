//! Databases of a branch. Their numeric ids differ between branches; paths use names.

pub mod handlers;

use serde::Serialize;

use super::{ids::Text, time::Time};

#[derive(Debug, Clone, Serialize)]
pub struct Database {
    pub id: i64,
    pub branch_id: Text,
    pub name: String,
    pub owner_name: String,
    pub created_at: Time,
    pub updated_at: Time,
}

impl Database {
    pub fn new(id: i64, branch_id: &Text, name: &str, owner_name: &str, at: Time) -> Self {
        Self {
            id,
            branch_id: branch_id.clone(),
            name: name.to_owned(),
            owner_name: owner_name.to_owned(),
            created_at: at,
            updated_at: at,
        }
    }
}

/// The maximum number of databases, and of roles, per branch.
pub const MOST_PER_BRANCH: usize = 500;
