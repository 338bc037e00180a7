//! Databases.

use serde_json::{Value, json};

use crate::api::{
    operations::{Operation, typed},
    request::{Get, Request},
    types::{BranchId, DatabaseAnswer, DatabaseList, DatabaseName, ProjectId, RoleName},
};

impl Request {
    pub fn list_databases(project: &ProjectId, branch: &BranchId) -> Get<DatabaseList> {
        Get::new(typed::ListDatabases, &[project.as_str(), branch.as_str()])
    }

    pub fn get_database(
        project: &ProjectId,
        branch: &BranchId,
        database: &DatabaseName,
    ) -> Get<DatabaseAnswer> {
        Get::new(
            typed::GetDatabase,
            &[project.as_str(), branch.as_str(), database.as_str()],
        )
    }

    /// Creates a database.
    pub fn create_database(
        project: &ProjectId,
        branch: &BranchId,
        name: &DatabaseName,
        owner: &RoleName,
    ) -> Self {
        Self::new(
            Operation::CreateDatabase,
            &[project.as_str(), branch.as_str()],
        )
        .body(json!({ "database": { "name": name, "owner_name": owner } }))
    }

    /// Changes a database; `body` is `{"database": {"name"?, "owner_name"?}}`.
    pub fn update_database(
        project: &ProjectId,
        branch: &BranchId,
        database: &DatabaseName,
        body: Value,
    ) -> Self {
        Self::new(
            Operation::UpdateDatabase,
            &[project.as_str(), branch.as_str(), database.as_str()],
        )
        .body(body)
    }

    /// Deletes a database permanently.
    pub fn delete_database(
        project: &ProjectId,
        branch: &BranchId,
        database: &DatabaseName,
    ) -> Self {
        Self::new(
            Operation::DeleteDatabase,
            &[project.as_str(), branch.as_str(), database.as_str()],
        )
    }
}
