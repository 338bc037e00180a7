//! Roles and connection URIs.

use serde_json::json;

use crate::api::{
    operations::{Operation, typed},
    request::{Get, Request},
    types::{
        BranchId, DatabaseName, EndpointId, PasswordAnswer, ProjectId, RoleAnswer, RoleList,
        RoleName, UriAnswer,
    },
};

/// Which connection URI to return.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UriQuery {
    /// Default: the default branch.
    pub branch_id: Option<BranchId>,
    /// Default: the branch's read-write compute.
    pub endpoint_id: Option<EndpointId>,
    pub database_name: DatabaseName,
    /// The role to sign in as.
    pub role_name: RoleName,
    /// Pooled or direct. Always sent, because sources disagree about the default.
    pub pooled: bool,
}

impl Request {
    pub fn list_roles(project: &ProjectId, branch: &BranchId) -> Get<RoleList> {
        Get::new(typed::ListRoles, &[project.as_str(), branch.as_str()])
    }

    pub fn get_role(project: &ProjectId, branch: &BranchId, role: &RoleName) -> Get<RoleAnswer> {
        Get::new(
            typed::GetRole,
            &[project.as_str(), branch.as_str(), role.as_str()],
        )
    }

    /// A connection URI, including the password.
    pub fn connection_uri(project: &ProjectId, q: &UriQuery) -> Get<UriAnswer> {
        Get::new(typed::GetConnectionUri, &[project.as_str()])
            .query_if("branch_id", q.branch_id.as_ref())
            .query_if("endpoint_id", q.endpoint_id.as_ref())
            .query("database_name", q.database_name.as_str())
            .query("role_name", q.role_name.as_str())
            .query("pooled", q.pooled.to_string())
    }

    /// Creates a role; one without login cannot connect.
    pub fn create_role(
        project: &ProjectId,
        branch: &BranchId,
        role: &RoleName,
        no_login: bool,
    ) -> Self {
        let body = if no_login {
            json!({ "role": { "name": role, "no_login": true } })
        } else {
            json!({ "role": { "name": role } })
        };
        Self::new(Operation::CreateRole, &[project.as_str(), branch.as_str()]).body(body)
    }

    /// Deletes a role permanently; refused if it owns a database.
    pub fn delete_role(project: &ProjectId, branch: &BranchId, role: &RoleName) -> Self {
        Self::new(
            Operation::DeleteRole,
            &[project.as_str(), branch.as_str(), role.as_str()],
        )
    }

    /// Reveals a password; 412 if the project does not store passwords.
    pub fn reveal_password(
        project: &ProjectId,
        branch: &BranchId,
        role: &RoleName,
    ) -> Get<PasswordAnswer> {
        Get::new(
            typed::RevealPassword,
            &[project.as_str(), branch.as_str(), role.as_str()],
        )
    }

    /// Sets a new random password; open connections are dropped.
    pub fn reset_password(project: &ProjectId, branch: &BranchId, role: &RoleName) -> Self {
        Self::new(
            Operation::ResetPassword,
            &[project.as_str(), branch.as_str(), role.as_str()],
        )
    }
}
