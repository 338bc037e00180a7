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

/// Which consumption to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsumptionQuery {
    pub org_id: OrgId,
    /// The start of the range, rounded to the granularity.
    pub from: Timestamp,
    /// The end of the range, rounded to the granularity.
    pub to: Timestamp,
    /// The length of a timeframe; each has its own limit to how far it reaches back.
    pub granularity: Granularity,
    /// Only these projects, at most 100; required for branches.
    pub project_ids: Vec<ProjectId>,
    /// Only these branches, at most 100; not used for projects.
    pub branch_ids: Vec<BranchId>,
    /// The metrics to read, at least one.
    pub metrics: Vec<Metric>,
    /// The cursor from the previous page.
    pub cursor: Option<String>,
    /// The page size: 1–100 projects or 1–1000 branches.
    pub limit: u32,
}

impl Request {
    /// The consumption of projects.
    pub fn project_consumption(q: &ConsumptionQuery) -> Get<ProjectConsumptionPage> {
        Get::new(typed::GetProjectConsumption, &[]).consumption(q, 100)
    }

    /// The consumption of branches (beta).
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

    /// Adds a comma-separated list; an empty one is left out.
    fn list<V: ToString>(self, name: &'static str, values: &[V]) -> Self {
        let values: Vec<String> = values.iter().map(ToString::to_string).collect();
        if values.is_empty() {
            self
        } else {
            self.query(name, values.join(","))
        }
    }
}
