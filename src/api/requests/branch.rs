//! Branches.

use crate::api::{
    operations::Operation,
    request::Request,
    types::{BranchId, ProjectId},
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
    /// From the previous page.
    pub cursor: Option<String>,
    /// Size of a page, 1–10000; pages are said to be capped at 100.
    pub limit: u32,
    /// Also deleted branches that can still be recovered (preview).
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

impl Request {
    /// One page of a project's branches.
    pub fn list_branches(project: &ProjectId, q: &BranchQuery) -> Self {
        let request = Self::new(Operation::ListBranches, &[project.as_str()])
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

    /// How many branches there are; `search` here matches the name only.
    pub fn count_branches(project: &ProjectId, search: Option<&str>) -> Self {
        Self::new(Operation::CountBranches, &[project.as_str()])
            .query_if("search", search.filter(|text| !text.is_empty()))
    }

    /// One branch.
    pub fn get_branch(project: &ProjectId, branch: &BranchId) -> Self {
        Self::new(Operation::GetBranch, &[project.as_str(), branch.as_str()])
    }
}
