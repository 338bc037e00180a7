//! Projects.

use serde_json::{Value, json};

use crate::api::{
    operations::{Operation, typed},
    request::{Get, Request},
    secret::TransferId,
    types::{OrgId, PreloadLibraryList, ProjectAnswer, ProjectId, ProjectsPage},
};

/// Which projects to list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectQuery {
    /// Required with a personal key, implied by an organization's.
    pub org_id: Option<OrgId>,
    /// The cursor from the previous page.
    pub cursor: Option<String>,
    /// The page size, 1–400. Always sent: the API's default of 10 makes projects "disappear".
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
    /// A page of an organization's projects.
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

    /// A page of the projects shared with the user; ignores the organization of the query.
    pub fn list_shared_projects(q: &ProjectQuery) -> Get<ProjectsPage> {
        Get::new(typed::ListSharedProjects, &[]).page(q)
    }

    pub fn get_project(project: &ProjectId) -> Get<ProjectAnswer> {
        Get::new(typed::GetProject, &[project.as_str()])
    }

    /// Changes a project; `body` is `{"project": {…}}` with the changed fields, sub-objects as a whole.
    pub fn update_project(project: &ProjectId, body: Value) -> Self {
        Self::new(Operation::UpdateProject, &[project.as_str()]).body(body)
    }

    /// The libraries that a project's computes can load.
    pub fn preload_libraries(project: &ProjectId) -> Get<PreloadLibraryList> {
        Get::new(typed::ListPreloadLibraries, &[project.as_str()])
    }

    /// Creates a project; every key of `{"project": {…}}` in `body` is optional, except `org_id` with a personal key.
    pub fn create_project(body: Value) -> Self {
        Self::new(Operation::CreateProject, &[]).body(body)
    }

    /// Deletes a project and everything in it.
    pub fn delete_project(project: &ProjectId) -> Self {
        Self::new(Operation::DeleteProject, &[project.as_str()])
    }

    /// Recovers a project within seven days of its deletion (beta).
    pub fn recover_project(project: &ProjectId) -> Self {
        Self::new(Operation::RecoverProject, &[project.as_str()])
    }

    /// Moves a project to another organization; the user must be a member of both.
    pub fn transfer_project(from: &OrgId, project: &ProjectId, to: &OrgId) -> Self {
        Self::new(Operation::TransferProjects, &[from.as_str()])
            .body(json!({ "destination_org_id": to, "project_ids": [project] }))
    }

    /// Offers a project to whoever gets to know the request's id.
    pub fn offer_project(project: &ProjectId, body: Value) -> Self {
        Self::new(Operation::CreateTransferRequest, &[project.as_str()]).body(body)
    }

    /// Takes an offered project into an organization.
    pub fn claim_project(project: &ProjectId, request: &TransferId, into: &OrgId) -> Self {
        let path = [project.as_str(), request.expose()];
        Self::new(Operation::AcceptTransferRequest, &path).body(json!({ "org_id": into }))
    }
}

impl<T> Get<T> {
    fn page(self, q: &ProjectQuery) -> Self {
        self.query("limit", q.limit.clamp(1, 400).to_string())
            .query_if("search", q.search.as_ref().filter(|text| !text.is_empty()))
            .query_if("cursor", q.cursor.as_ref())
    }
}
