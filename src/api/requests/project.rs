//! Projects.

use serde_json::{Value, json};

use crate::api::{
    operations::{Operation, typed},
    request::{Get, Request},
    types::{
        OrgId, PermissionId, PermissionList, PreloadLibraryList, ProjectAnswer, ProjectId,
        ProjectsPage,
    },
};

/// Which projects to list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectQuery {
    /// Needed with a personal key, implied by an organization's.
    pub org_id: Option<OrgId>,
    /// From the previous page.
    pub cursor: Option<String>,
    /// Size of a page, 1–400. Always sent: the API's own default of 10 makes projects "disappear".
    pub limit: u32,
    /// Part of a name or id.
    pub search: Option<String>,
    /// Only deleted projects that can still be recovered (beta).
    pub recoverable: bool,
}

impl ProjectQuery {
    /// The largest page that Neon sends.
    pub const LARGEST: u32 = 400;
}

impl Default for ProjectQuery {
    fn default() -> Self {
        Self {
            org_id: None,
            cursor: None,
            limit: 100,
            search: None,
            recoverable: false,
        }
    }
}

impl Request {
    /// One page of an organization's projects.
    pub fn list_projects(q: &ProjectQuery) -> Get<ProjectsPage> {
        let request = Get::new(typed::ListProjects, &[])
            .query_if("org_id", q.org_id.as_ref())
            .page(q);
        if q.recoverable {
            request.query("recoverable", "true")
        } else {
            request
        }
    }

    /// One page of the projects that others share with the user; the organization of the query is not used.
    pub fn list_shared_projects(q: &ProjectQuery) -> Get<ProjectsPage> {
        Get::new(typed::ListSharedProjects, &[]).page(q)
    }

    pub fn get_project(project: &ProjectId) -> Get<ProjectAnswer> {
        Get::new(typed::GetProject, &[project.as_str()])
    }

    /// Changes a project; `body` is `{"project": {…}}` with what changes, sub-objects whole.
    pub fn update_project(project: &ProjectId, body: Value) -> Self {
        Self::new(Operation::UpdateProject, &[project.as_str()]).body(body)
    }

    /// The libraries that a project's computes can load.
    pub fn preload_libraries(project: &ProjectId) -> Get<PreloadLibraryList> {
        Get::new(typed::ListPreloadLibraries, &[project.as_str()])
    }

    /// Makes a project; `body` is `{"project": {…}}`, every key of it optional but `org_id` with a personal key.
    pub fn create_project(body: Value) -> Self {
        Self::new(Operation::CreateProject, &[]).body(body)
    }

    /// Deletes a project and all that is in it.
    pub fn delete_project(project: &ProjectId) -> Self {
        Self::new(Operation::DeleteProject, &[project.as_str()])
    }

    /// Brings a project back within seven days (beta).
    pub fn recover_project(project: &ProjectId) -> Self {
        Self::new(Operation::RecoverProject, &[project.as_str()])
    }

    /// With whom a project is shared.
    pub fn list_permissions(project: &ProjectId) -> Get<PermissionList> {
        Get::new(typed::ListPermissions, &[project.as_str()])
    }

    /// Shares a project.
    pub fn grant_permission(project: &ProjectId, email: &str) -> Self {
        Self::new(Operation::GrantPermission, &[project.as_str()]).body(json!({ "email": email }))
    }

    /// Stops sharing a project.
    pub fn revoke_permission(project: &ProjectId, permission: &PermissionId) -> Self {
        Self::new(
            Operation::RevokePermission,
            &[project.as_str(), permission.as_str()],
        )
    }

    /// Moves a project to another organization; for people who are members of both (§5.1).
    pub fn transfer_project(from: &OrgId, project: &ProjectId, to: &OrgId) -> Self {
        Self::new(Operation::TransferProjects, &[from.as_str()])
            .body(json!({ "destination_org_id": to, "project_ids": [project] }))
    }
}

impl<T> Get<T> {
    fn page(self, q: &ProjectQuery) -> Self {
        self.query("limit", q.limit.clamp(1, 400).to_string())
            .query_if("search", q.search.as_ref().filter(|text| !text.is_empty()))
            .query_if("cursor", q.cursor.as_ref())
    }
}
