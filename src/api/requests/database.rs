//! Databases.

use crate::api::{
    operations::Operation,
    request::Request,
    types::{BranchId, DatabaseName, ProjectId},
};

impl Request {
    /// All databases of a branch.
    pub fn list_databases(project: &ProjectId, branch: &BranchId) -> Self {
        Self::new(
            Operation::ListDatabases,
            &[project.as_str(), branch.as_str()],
        )
    }

    /// One database.
    pub fn get_database(project: &ProjectId, branch: &BranchId, database: &DatabaseName) -> Self {
        Self::new(
            Operation::GetDatabase,
            &[project.as_str(), branch.as_str(), database.as_str()],
        )
    }
}
