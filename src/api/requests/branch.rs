//! Branches.

use serde_json::{Value, json};

use crate::api::{
    operations::{Operation, typed},
    request::{Get, Request},
    types::{
        BranchAnswer, BranchCount, BranchId, BranchesPage, DatabaseName, ProjectId, SchemaAnswer,
        SchemaDiff,
    },
};

/// Which branches to list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchQuery {
    /// Part of a name or id.
    pub search: Option<String>,
    /// `name`, `created_at` or `updated_at` (the API's default).
    pub sort_by: Option<&'static str>,
    /// `asc` or `desc` (the API's default).
    pub sort_order: Option<&'static str>,
    /// The cursor from the previous page.
    pub cursor: Option<String>,
    /// The page size, 1–10000; reportedly capped at 100.
    pub limit: u32,
    /// Whether to include deleted branches that can still be recovered (preview).
    pub include_deleted: bool,
}

impl Default for BranchQuery {
    fn default() -> Self {
        Self {
            search: None,
            sort_by: None,
            sort_order: None,
            cursor: None,
            limit: 100,
            include_deleted: false,
        }
    }
}

/// Which schema to read, and as of when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchemaQuery {
    pub database: DatabaseName,
    /// As of this log position; not together with a time.
    pub lsn: Option<String>,
    /// As of this time (RFC 3339); not together with a log position.
    pub timestamp: Option<String>,
}

/// What to compare a branch with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchemaBase {
    /// Default: the parent.
    pub branch_id: Option<BranchId>,
    /// As of this log position; not together with a time.
    pub lsn: Option<String>,
    /// As of this time (RFC 3339); not together with a log position.
    pub timestamp: Option<String>,
}

impl Request {
    /// A page of a project's branches.
    pub fn list_branches(project: &ProjectId, q: &BranchQuery) -> Get<BranchesPage> {
        let request = Get::new(typed::ListBranches, &[project.as_str()])
            .query("limit", q.limit.clamp(1, 10_000).to_string())
            .query_if("search", q.search.as_ref().filter(|text| !text.is_empty()))
            .query_if("sort_by", q.sort_by)
            .query_if("sort_order", q.sort_order)
            .query_if("cursor", q.cursor.as_ref());
        if q.include_deleted {
            request.query("include_deleted", "true")
        } else {
            request
        }
    }

    /// The number of branches; `search` matches only names here.
    pub fn count_branches(project: &ProjectId, search: Option<&str>) -> Get<BranchCount> {
        Get::new(typed::CountBranches, &[project.as_str()])
            .query_if("search", search.filter(|text| !text.is_empty()))
    }

    pub fn get_branch(project: &ProjectId, branch: &BranchId) -> Get<BranchAnswer> {
        Get::new(typed::GetBranch, &[project.as_str(), branch.as_str()])
    }

    /// Creates a branch; `body` is `{"branch": {…}, "endpoints": […]}`. Without endpoints nobody can connect to it.
    pub fn create_branch(project: &ProjectId, body: Value) -> Self {
        Self::new(Operation::CreateBranch, &[project.as_str()]).body(body)
    }

    /// Changes a branch; `body` is `{"branch": {…}}` with name, protection or expiry (`null` clears it).
    pub fn update_branch(project: &ProjectId, branch: &BranchId, body: Value) -> Self {
        Self::new(
            Operation::UpdateBranch,
            &[project.as_str(), branch.as_str()],
        )
        .body(body)
    }

    /// Deletes a branch; `hard` (preview) skips the days in which it can be recovered.
    pub fn delete_branch(project: &ProjectId, branch: &BranchId, hard: bool) -> Self {
        let request = Self::new(
            Operation::DeleteBranch,
            &[project.as_str(), branch.as_str()],
        );
        if hard {
            request.query("hard_delete", "true")
        } else {
            request
        }
    }

    /// Recovers a deleted branch (beta).
    pub fn recover_branch(project: &ProjectId, branch: &BranchId) -> Self {
        Self::new(
            Operation::RecoverBranch,
            &[project.as_str(), branch.as_str()],
        )
    }

    /// Restores a branch; `body` holds `source_branch_id`, a point in time, and `preserve_under_name`.
    pub fn restore_branch(project: &ProjectId, branch: &BranchId, body: Value) -> Self {
        Self::new(
            Operation::RestoreBranch,
            &[project.as_str(), branch.as_str()],
        )
        .body(body)
    }

    /// Resets a branch to the head of its parent: later writes are lost unless they are kept under a name.
    pub fn reset_branch(
        project: &ProjectId,
        branch: &BranchId,
        parent: &BranchId,
        keep_as: Option<&str>,
    ) -> Self {
        let mut body = json!({ "source_branch_id": parent });
        if let (Some(name), Some(fields)) = (keep_as, body.as_object_mut()) {
            fields.insert("preserve_under_name".to_owned(), name.into());
        }
        Self::restore_branch(project, branch, body)
    }

    /// Makes a branch the default.
    pub fn set_default_branch(project: &ProjectId, branch: &BranchId) -> Self {
        Self::new(
            Operation::SetDefaultBranch,
            &[project.as_str(), branch.as_str()],
        )
    }

    /// Replaces a branch by its restore from a snapshot (beta); the replaced branch is renamed to `name`.
    pub fn finalize_restore(project: &ProjectId, branch: &BranchId, name: Option<&str>) -> Self {
        let body = name.map_or_else(|| json!({}), |name| json!({ "name": name }));
        Self::new(
            Operation::FinalizeRestore,
            &[project.as_str(), branch.as_str()],
        )
        .body(body)
    }

    /// The schema of a database, as SQL or (with `as_json`) as tables.
    pub fn schema(
        project: &ProjectId,
        branch: &BranchId,
        q: &SchemaQuery,
        as_json: bool,
    ) -> Get<SchemaAnswer> {
        Get::new(typed::GetSchema, &[project.as_str(), branch.as_str()])
            .schema_query(q)
            .query("format", if as_json { "json" } else { "sql" })
    }

    /// Compares the schemas of two branches.
    pub fn compare_schema(
        project: &ProjectId,
        branch: &BranchId,
        q: &SchemaQuery,
        base: &SchemaBase,
    ) -> Get<SchemaDiff> {
        Get::new(typed::CompareSchema, &[project.as_str(), branch.as_str()])
            .schema_query(q)
            .query_if("base_branch_id", base.branch_id.as_ref())
            .query_if("base_lsn", base.lsn.as_ref())
            .query_if("base_timestamp", base.timestamp.as_ref())
    }
}

impl<T> Get<T> {
    fn schema_query(self, q: &SchemaQuery) -> Self {
        self.query("db_name", q.database.as_str())
            .query_if("lsn", q.lsn.as_ref())
            .query_if("timestamp", q.timestamp.as_ref())
    }
}
