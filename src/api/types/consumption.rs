//! What was used (§5.13, version 2). Its data is renewed about every fifteen minutes; Free plans get a 403.

use compact_str::CompactString;

use super::{
    enums::Metric,
    ids::{BranchId, ProjectId},
    lenient::{answer, record},
    pagination::Pagination,
    time::Time,
};

record! {
    /// What a project used.
    pub struct ProjectConsumption {
        pub project_id: ProjectId,
        /// By billing period, oldest first.
        pub periods: Vec<ConsumptionPeriod>,
    }

    /// What a branch used.
    pub struct BranchConsumption {
        pub project_id: ProjectId,
        pub branch_id: BranchId,
        /// By billing period, oldest first.
        pub periods: Vec<ConsumptionPeriod>,
    }

    /// A billing period.
    pub struct ConsumptionPeriod {
        pub period_id: CompactString,
        /// The plan during it.
        pub period_plan: CompactString,
        /// When it began.
        pub period_start: Option<Time>,
        /// When it ended; only of past ones.
        pub period_end: Option<Time>,
        /// By hour, day or month, oldest first.
        pub consumption: Vec<Timeframe>,
    }

    /// An hour, day or month.
    pub struct Timeframe {
        /// When it began.
        pub timeframe_start: Option<Time>,
        pub timeframe_end: Option<Time>,
        /// What was used in it; zeros may be missing.
        pub metrics: Vec<MetricValue>,
    }

    /// How much of one thing was used.
    pub struct MetricValue {
        /// What; its name ends with its unit.
        pub metric_name: Metric,
        /// How much.
        pub value: f64,
    }
}

answer! {
    pub struct ProjectConsumptionPage {
        pub projects: Vec<ProjectConsumption>,
        /// Style A cursor.
        pub pagination: Pagination,
    }

    pub struct BranchConsumptionPage {
        pub branches: Vec<BranchConsumption>,
        /// Style A cursor.
        pub pagination: Pagination,
    }
}
