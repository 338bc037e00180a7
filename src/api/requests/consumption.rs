//! Consumption. Never wakes a compute; limited to a few requests a minute, which the budget knows.

use jiff::Timestamp;

use crate::api::{
    operations::typed,
    request::{Get, Request},
    types::{
        BranchConsumptionPage, BranchId, Granularity, Metric, OrgId, ProjectConsumptionPage,
        ProjectId,
    },
};

/// Whose consumption to show, and of when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsumptionQuery {
    /// The organization.
    pub org_id: OrgId,
    /// From when on; rounded to the granularity.
    pub from: Timestamp,
    /// Until when; rounded to the granularity.
    pub to: Timestamp,
    /// How fine; each reaches back only so far.
    pub granularity: Granularity,
    /// Only these projects, 100 at most; needed for branches.
    pub project_ids: Vec<ProjectId>,
    /// Only these branches, 100 at most; not used for projects.
    pub branch_ids: Vec<BranchId>,
    /// What to count; one at least.
    pub metrics: Vec<Metric>,
    /// From the previous page.
    pub cursor: Option<String>,
    /// Size of a page: 1–100 projects or 1–1000 branches.
    pub limit: u32,
}

impl Request {
    /// What projects used.
    pub fn project_consumption(q: &ConsumptionQuery) -> Get<ProjectConsumptionPage> {
        Get::new(typed::GetProjectConsumption, &[]).consumption(q, 100)
    }

    /// What branches used (beta).
    pub fn branch_consumption(q: &ConsumptionQuery) -> Get<BranchConsumptionPage> {
        Get::new(typed::GetBranchConsumption, &[])
            .consumption(q, 1000)
            .list("branch_ids", &q.branch_ids)
    }
}

impl<T> Get<T> {
    fn consumption(self, q: &ConsumptionQuery, most: u32) -> Self {
        self.query("org_id", q.org_id.as_str())
            .query("from", q.from.to_string())
            .query("to", q.to.to_string())
            .query("granularity", q.granularity.as_str())
            .query("limit", q.limit.clamp(1, most).to_string())
            .list("project_ids", &q.project_ids)
            .list("metrics", &q.metrics)
            .query_if("cursor", q.cursor.as_ref())
    }

    /// Several values as one, with commas between them; none at all are left out.
    fn list<V: ToString>(self, name: &'static str, values: &[V]) -> Self {
        let values: Vec<String> = values.iter().map(ToString::to_string).collect();
        if values.is_empty() {
            self
        } else {
            self.query(name, values.join(","))
        }
    }
}
