//! The limits of each plan, one row per plan.
//!
//! The numbers follow Neon's published plans of 2026; they change over time, and clients must not hard-code them.

use super::error::Refusal;

/// The limits of one plan.
#[derive(Debug)]
pub struct Plan {
    /// The value of `organization.plan` and `project.owner.subscription_type`.
    pub name: &'static str,
    /// Projects per organization.
    pub projects: usize,
    /// Branches per project.
    pub branches: usize,
    /// Branches without a parent, per project.
    pub root_branches: usize,
    /// Protected branches per project.
    pub protected_branches: usize,
    /// Manual snapshots per project.
    pub manual_snapshots: usize,
    /// Read replicas per project.
    pub replicas: usize,
    /// The largest upper limit of an autoscaling compute, in CU.
    pub autoscaling_cu: f64,
    /// The largest fixed size, in CU.
    pub fixed_cu: f64,
    /// The choices for scale to zero.
    pub suspend: Suspend,
    /// The longest restore window, in seconds.
    pub history_seconds: i32,
    /// The restore window of a new project, in seconds.
    pub default_history_seconds: i32,
    /// The logical size limit per branch, in MiB.
    pub logical_size_mib: i64,
    /// Whether it has backup schedules, a choice of maintenance window, spending limits and consumption history.
    pub paid: bool,
    /// Whether it has IP allow lists, private networking, HIPAA and audit logs.
    pub compliance: bool,
}

/// The choices that a plan allows for `suspend_timeout_seconds`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suspend {
    /// Always five minutes.
    Fixed,
    /// Five minutes or never.
    DefaultOrNever,
    /// From a minute to a week, or never.
    Free,
}

const FREE: Plan = Plan {
    name: "free_v3",
    projects: 100,
    branches: 10,
    root_branches: 3,
    protected_branches: 0,
    manual_snapshots: 1,
    replicas: 3,
    autoscaling_cu: 2.0,
    fixed_cu: 2.0,
    suspend: Suspend::Fixed,
    history_seconds: 21_600,
    default_history_seconds: 21_600,
    logical_size_mib: 512,
    paid: false,
    compliance: false,
};

const LAUNCH: Plan = Plan {
    name: "launch_v3",
    projects: 100,
    branches: 5_000,
    root_branches: 5,
    protected_branches: 2,
    manual_snapshots: 100,
    replicas: usize::MAX,
    autoscaling_cu: 16.0,
    fixed_cu: 16.0,
    suspend: Suspend::DefaultOrNever,
    history_seconds: 604_800,
    default_history_seconds: 86_400,
    logical_size_mib: 16_777_216,
    paid: true,
    compliance: false,
};

const SCALE: Plan = Plan {
    name: "scale_v3",
    projects: 1_000,
    root_branches: 25,
    protected_branches: 5,
    fixed_cu: 56.0,
    suspend: Suspend::Free,
    history_seconds: 2_592_000,
    compliance: true,
    ..LAUNCH
};

static PLANS: [Plan; 3] = [FREE, LAUNCH, SCALE];

impl Plan {
    /// The plan whose name has the same first part (`free`, `launch_v3`, …); an unknown plan counts as Scale.
    pub fn named(name: &str) -> &'static Plan {
        let wanted = name.split('_').next().unwrap_or(name);
        let known = PLANS
            .iter()
            .find(|plan| plan.name.split('_').next() == Some(wanted));
        known.or(PLANS.last()).unwrap_or(&FREE_PLAN)
    }

    /// Refuses features of paid plans.
    pub fn needs_paid(&self, feature: &str) -> Result<(), Refusal> {
        if self.paid {
            Ok(())
        } else {
            Err(not_included(feature))
        }
    }

    /// Refuses features of the Scale plan.
    pub fn needs_compliance(&self, feature: &str) -> Result<(), Refusal> {
        if self.compliance {
            Ok(())
        } else {
            Err(not_included(feature))
        }
    }
}

static FREE_PLAN: Plan = FREE;

fn not_included(feature: &str) -> Refusal {
    Refusal::forbidden(format!("{feature} is not available on your plan"))
}
