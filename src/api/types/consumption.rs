//! Consumption (version 2). The data changes about every fifteen minutes; Free plans get a 403.

use compact_str::CompactString;

use super::{
    enums::Metric,
    ids::{BranchId, ProjectId},
    lenient::{answer, record},
    pagination::Pagination,
    time::Time,
};

record! {
    /// The consumption of a project.
    pub struct ProjectConsumption {
        pub project_id: ProjectId,
        /// By billing period, oldest first.
        pub periods: Vec<ConsumptionPeriod>,
    }

    /// The consumption of a branch.
    pub struct BranchConsumption {
        pub project_id: ProjectId,
        pub branch_id: BranchId,
        /// By billing period, oldest first.
        pub periods: Vec<ConsumptionPeriod>,
    }

    /// A billing period.
    pub struct ConsumptionPeriod {
        pub period_id: CompactString,
        /// The plan in this period.
        pub period_plan: CompactString,
        pub period_start: Option<Time>,
        /// Only for past periods.
        pub period_end: Option<Time>,
        /// By hour, day or month, oldest first.
        pub consumption: Vec<Timeframe>,
    }

    /// An hour, day or month.
    pub struct Timeframe {
        pub timeframe_start: Option<Time>,
        pub timeframe_end: Option<Time>,
        /// Zeros may be missing.
        pub metrics: Vec<MetricValue>,
    }

    /// The value of a metric.
    pub struct MetricValue {
        /// Its name ends with the unit.
        pub metric_name: Metric,
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
