//! The computes that are awake, in all projects that were looked at: columns, and what is known.

use super::reason::Reason;
use crate::{
    api::types::{Endpoint, EndpointState, ProjectId},
    kinds::{
        Value,
        column::{CellValue, Column, Width, field},
        endpoint, price,
        units::duration,
    },
    store::{ProjectData, Store, remote::Remote, target::Target},
};
use jiff::Timestamp;

pub const BRANCH: Column = Column {
    title: "BRANCH",
    help: "the branch that it serves",
    width: Width::Branch(14),
    weight: 100,
    fields: &[],
    value: CellValue::Computed(|store, of| Value::of(branch_name(store, of), Value::text)),
};
pub const PROJECT: Column = Column {
    title: "PROJECT",
    help: "the project that it is in",
    width: Width::Name(12),
    weight: 95,
    fields: &[],
    value: CellValue::Computed(|store, of| {
        let project = of.project().cloned().map(Target::Project);
        Value::of(project, |project| Value::text(store.name(&project)))
    }),
};
pub const COMPUTE: Column = Column {
    weight: 62,
    ..Column::name("COMPUTE", "the compute", Width::Name(10))
};
pub const TYPE: Column = Column {
    title: "TYPE",
    help: "rw reads and writes, ro is a read replica",
    width: Width::Words(2),
    weight: 82,
    fields: &["type"],
    value: CellValue::Computed(|store, of| {
        Value::of(compute(store, of), |one| {
            Value::Word(endpoint::short_kind(one))
        })
    }),
};
pub const STATE: Column = field!(Endpoint, "current_state", Width::Words(8), 90);
pub const SINCE: Column = Column {
    title: "AWAKE",
    help: "how long it has been awake",
    width: Width::Number,
    weight: 85,
    fields: &["started_at"],
    value: CellValue::Timed(|store, of, now| {
        let lasting = compute(store, of).and_then(|one| lasting(one, now));
        // Whoever looks for what costs wants no seconds.
        let rounded = lasting.map(|seconds| seconds.max(duration::MINUTE));
        let rounded = rounded.map(|seconds| seconds - seconds % duration::MINUTE);
        Value::of(rounded, Value::Seconds)
    }),
};
pub const SIZE: Column = Column {
    title: "CU",
    help: "the sizes it scales between; Neon does not tell the size now",
    width: Width::Number,
    weight: 60,
    fields: &["autoscaling_limit_min_cu", "autoscaling_limit_max_cu"],
    value: CellValue::Computed(|store, of| {
        Value::of(compute(store, of), |one| Value::Size {
            min: one.autoscaling_limit_min_cu,
            max: one.autoscaling_limit_max_cu,
        })
    }),
};
pub const HOURLY: Column = Column {
    title: "~$/H",
    help: "what it costs an hour at its smallest size, estimated",
    width: Width::Number,
    weight: 80,
    fields: &["autoscaling_limit_min_cu"],
    value: CellValue::Computed(|store, of| Value::of(hourly(store, of), Value::Dollars)),
};
pub const SO_FAR: Column = Column {
    title: "~SO FAR",
    help: "what it has cost since it was woken, at its smallest size now",
    width: Width::Number,
    weight: 70,
    fields: &["autoscaling_limit_min_cu", "started_at"],
    value: CellValue::Timed(|store, of, now| {
        let cost =
            compute(store, of).and_then(|one| price::of_time(store, one, lasting(one, now)?));
        Value::of(cost, Value::Dollars)
    }),
};
pub const WHY: Column = Column {
    title: "SUSPENDS",
    help: "when it suspends, or why it does not",
    width: Width::Words(14),
    weight: 88,
    fields: &["suspend_timeout_seconds", "last_active"],
    value: CellValue::Timed(|store, of, now| {
        Value::of(compute(store, of), |one| Value::text(why(store, one, now)))
    }),
};
pub const SEEN: Column = Column {
    title: "AS OF",
    help: "when that was read from Neon",
    width: Width::Time,
    weight: 10,
    fields: &[],
    value: CellValue::Computed(|store, of| {
        let one = compute(store, of);
        let at = one.and_then(|one| store.inside(&one.project_id)?.endpoint_at(&one.id));
        Value::time(at.map(Into::into))
    }),
};

fn branch_name<'a>(store: &'a Store, of: &Target) -> Option<&'a str> {
    let branch = store.branch_of(of);
    let id = || compute(store, of).map(|one| one.branch_id.as_str());
    branch.map(|branch| branch.name.as_str()).or_else(id)
}

fn compute<'a>(store: &'a Store, of: &Target) -> Option<&'a Endpoint> {
    match of {
        Target::Endpoint(project, id) => store.endpoint(project, id),
        _ => None,
    }
}

/// What a compute costs an hour at its smallest size; nothing is known of one that is idle.
pub fn hourly(store: &Store, of: &Target) -> Option<f64> {
    let awake = compute(store, of).filter(|one| one.current_state == EndpointState::Active);
    price::per_hour(store, awake?)
}

fn lasting(one: &Endpoint, now: Timestamp) -> Option<i64> {
    let since = one.started_at?.timestamp();
    Some(now.duration_since(since).as_secs().max(0))
}

/// When it goes to sleep, or why it does not.
fn why(store: &Store, one: &Endpoint, now: Timestamp) -> String {
    let lasting = lasting(one, now);
    if let Some(reason) = Reason::of_lasting(one, replicates(store, &one.project_id), lasting) {
        return reason.short();
    }
    endpoint::zero(one, now).when()
}

/// Whether logical replication is on in a project, as far as its settings are known.
pub fn replicates(store: &Store, project: &ProjectId) -> bool {
    let settings = store
        .full(project)
        .and_then(|project| project.settings.as_ref());
    settings.is_some_and(|settings| settings.enable_logical_replication == Some(true))
}

/// The computes that are awake, as far as they were looked at.
pub fn computes(store: &Store) -> impl Iterator<Item = Target> {
    let projects = store.projects.iter().filter(|(_, entry)| !entry.gone);
    let inside = projects.filter_map(|(id, entry)| Some((id, entry.inside.as_deref()?)));
    inside.flat_map(|(id, inside)| {
        let all = inside.endpoints.value.values();
        let awake = all.filter(|one| one.current_state == EndpointState::Active);
        awake.map(|one| Target::Endpoint(id.clone(), one.id.clone()))
    })
}

/// What projects are looked into for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LookFor {
    /// Computes, and the first page of branches.
    Computes,
    Snapshots,
    Operations,
}

/// What is known in a project of what it is looked into for.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// When it was read.
    pub at: Option<Timestamp>,
    pub is_loading: bool,
    /// Whether it was never read, or not since it failed.
    pub is_lacking: bool,
    pub has_failed: bool,
}

impl LookFor {
    /// What is known in a project.
    pub fn of(self, inside: &ProjectData) -> Look {
        fn look<T>(remote: &Remote<T>) -> Look {
            Look {
                at: remote.at,
                is_loading: remote.is_loading(),
                is_lacking: remote.is_lacking(),
                has_failed: remote.error().is_some(),
            }
        }
        match self {
            // The search for a compute reads only computes.
            Self::Computes if inside.branches.value.is_empty() => Look {
                at: None,
                is_lacking: true,
                ..look(&inside.endpoints)
            },
            Self::Computes => look(&inside.endpoints),
            Self::Snapshots => look(&inside.snapshots),
            Self::Operations => look(&inside.operations),
        }
    }
}

/// How far the look into all projects is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Looks {
    /// How many projects there are where it is known.
    pub known: usize,
    /// How many projects are listed.
    pub all: usize,
    /// Whether some are being read.
    pub is_looking: bool,
}

pub fn looks(store: &Store, what: LookFor) -> Looks {
    let mut looks = Looks::default();
    for entry in store.projects.values().filter(|entry| !entry.gone) {
        looks.all += 1;
        let Some(inside) = entry.inside.as_deref() else {
            continue;
        };
        let look = what.of(inside);
        looks.known += usize::from(look.at.is_some());
        looks.is_looking |= look.is_loading;
    }
    looks
}
