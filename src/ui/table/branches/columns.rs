//! The columns of the list of branches.

use crate::{
    api::types::{Branch, Endpoint, ProjectId},
    kinds::{
        Value,
        awake::Awake,
        branch::{self, last_active},
        column::{CellValue, Column, Width, field},
        size,
        units::duration::DAY,
    },
    store::{ProjectData, Store, target::Target},
};

pub(crate) const BRANCH: Column = Column::name("BRANCH", "the name", Width::Branch(18));
pub(crate) const MARKS: Column = Column {
    title: "",
    help: "protected, default, or production by a rule of yours; P, D and R where there is little room",
    width: Width::Words(2),
    weight: 95,
    fields: &["protected", "default"],
    value: CellValue::Protection,
};
pub(crate) const PARENT: Column = Column {
    value: CellValue::Computed(parent),
    ..field!(Branch, "parent_id", Width::Branch(10), 40)
};
pub(crate) const STATE: Column = Column {
    title: "STATE",
    help: "what its compute does",
    width: Width::Words(12),
    weight: 90,
    fields: &["current_state", "pending_state"],
    value: CellValue::Computed(|store, of| {
        branch_value(store, of, |inside, branch| {
            Value::State(inside.branch_state(branch))
        })
    }),
};
/// The sizes a compute scales between.
const SIZES: [&str; 2] = ["autoscaling_limit_min_cu", "autoscaling_limit_max_cu"];
pub(crate) const SIZE: Column = Column {
    title: "SIZE",
    help: "the autoscaling range of its compute, in CU",
    width: Width::Number,
    weight: 65,
    fields: &[],
    value: CellValue::Computed(|store, of| {
        of_first_compute(store, of, &SIZES, |endpoint| Value::Size {
            min: endpoint.autoscaling_limit_min_cu,
            max: endpoint.autoscaling_limit_max_cu,
        })
    }),
};
pub(crate) const COMPUTE: Column = Column {
    title: "CU-H",
    help: "compute hours of this billing period",
    ..field!(Branch, "compute_time_seconds", Width::Number, 70)
};
pub(crate) const COST: Column = Column {
    title: "~COST",
    help: "estimate for its compute hours at Neon's list price, without storage",
    width: Width::Number,
    weight: 35,
    fields: &["compute_time_seconds"],
    value: CellValue::Computed(|store, of| Value::of(cost(store, of), Value::Dollars)),
};
pub(crate) const DATA: Column = field!(Branch, "logical_size", Width::Number, 30);
pub(crate) const MADE_BY: Column = Column {
    title: "BY",
    ..field!(Branch, "created_by", Width::Words(12), 20)
};
pub(crate) const ACTIVE: Column = Column {
    title: "ACTIVE",
    help: "when its computes were last active",
    width: Width::Time,
    weight: 75,
    fields: &[],
    value: CellValue::Computed(|store, of| {
        branch_value(store, of, |inside, branch| {
            let mut computes = inside.endpoints_of(&branch.id);
            match computes.any(|endpoint| endpoint.unreadable.has("last_active")) {
                true => Value::Unreadable,
                false => Value::time(last_active(inside, branch)),
            }
        })
    }),
};
pub(crate) const LAST_DAY: Column = Column {
    title: "LAST 24 H",
    help: "when its computes were awake; sorted by how long",
    width: Width::Timeline(12),
    weight: 28,
    fields: &[],
    value: CellValue::Timed(|store, of, now| {
        branch_value(store, of, |inside, branch| {
            let computes = inside.endpoints_of(&branch.id);
            let histories = computes.map(|one| Awake::of(one, inside, |_| None, now));
            let longest = histories.map(|awake| awake.sum(DAY).seconds).max();
            Value::of(longest, Value::Seconds)
        })
    }),
};
pub(crate) const TTL: Column = Column {
    title: "EXPIRES",
    value: CellValue::Computed(|store, of| {
        branch_value(store, of, |_, branch| {
            Value::of(branch.expires_at, Value::Until)
        })
    }),
    ..field!(Branch, "expires_at", Width::Number, 80)
};
pub(crate) const ZERO: Column = Column {
    title: "TO ZERO",
    help: "how long its compute stays idle before it scales to zero",
    width: Width::Number,
    weight: 25,
    fields: &[],
    value: CellValue::Computed(|store, of| {
        of_first_compute(store, of, &["suspend_timeout_seconds"], |endpoint| {
            size::suspend_after(endpoint.suspend_timeout_seconds)
                .map_or(Value::Word("never"), Value::Seconds)
        })
    }),
};
pub(crate) const AWAKE: Column = Column {
    title: "AWAKE",
    ..field!(Branch, "active_time_seconds", Width::Number, 18)
};
pub(crate) const WRITTEN: Column = field!(Branch, "written_data_bytes", Width::Number, 12);
pub(crate) const CREATED: Column = field!(Branch, "created_at", Width::Time, 15);
pub(crate) const ID: Column = Column::id("the id the API uses", Width::Words(28), 0);
pub(crate) const DELETED: Column = field!(Branch, "recovery.deleted_at", Width::Time, 90);
pub(crate) const UNTIL: Column = field!(Branch, "recovery.recoverable_until", Width::Number, 85);
pub(crate) const HOW: Column = field!(Branch, "recovery.deletion_method", Width::Words(10), 50);

const fn with(parent: Column) -> [Column; 17] {
    [
        BRANCH, MARKS, parent, STATE, LAST_DAY, SIZE, COMPUTE, COST, DATA, MADE_BY, ACTIVE, TTL,
        ZERO, AWAKE, WRITTEN, CREATED, ID,
    ]
}

pub(crate) const COLUMNS: &[Column] = &with(PARENT);
/// The tree shows the parent itself.
pub(crate) const OF_TREE: &[Column] = &with(Column {
    weight: 0,
    ..PARENT
});
/// With lines of time since the branches begin.
pub(crate) const OF_LINEAGE: &[Column] = &[
    BRANCH,
    MARKS,
    Column {
        title: "SINCE",
        help: "from its parent's point in time to now",
        width: Width::Axis(12),
        weight: 99,
        fields: &["parent_timestamp", "created_at"],
        value: CellValue::Computed(|store, of| {
            branch_value(store, of, |_, branch| {
                Value::time(branch.parent_timestamp.or(branch.created_at))
            })
        }),
    },
    STATE,
    TTL,
    Column {
        weight: 0,
        ..PARENT
    },
    ID,
];
pub(crate) const OF_DELETED: &[Column] = &[
    BRANCH, PARENT, DELETED, UNTIL, HOW, DATA, MADE_BY, COMPUTE, CREATED, ID,
];

pub(super) fn inside<'a>(
    store: &'a Store,
    of: &Target,
) -> Option<(&'a ProjectId, &'a ProjectData)> {
    let project = of.project()?;
    let (project, entry) = store.projects.get_key_value(project)?;
    Some((project, entry.inside.as_deref()?))
}

/// A value of a branch, deleted or not.
fn branch_value(
    store: &Store,
    of: &Target,
    say: impl FnOnce(&ProjectData, &Branch) -> Value,
) -> Value {
    let found = inside(store, of).and_then(|(_, inside)| {
        let branch = match of {
            Target::Branch(_, id) => inside.branches.value.get(id)?,
            Target::DeletedBranch(_, id) => inside.deleted.get(id)?,
            _ => return None,
        };
        Some(say(inside, branch))
    });
    found.unwrap_or(Value::Missing)
}

/// A value of its first compute, derived from these fields.
fn of_first_compute(
    store: &Store,
    of: &Target,
    fields: &[&str],
    say: impl FnOnce(&Endpoint) -> Value,
) -> Value {
    branch_value(store, of, |inside, branch| {
        Value::of(
            inside.endpoints_of(&branch.id).next(),
            |endpoint| match fields.iter().any(|field| endpoint.unreadable.has(field)) {
                true => Value::Unreadable,
                false => say(endpoint),
            },
        )
    })
}

/// The approximate cost of its compute time in this billing period, in dollars. Returns `None` if the plan has no
/// known price.
pub(crate) fn cost(store: &Store, of: &Target) -> Option<f64> {
    branch::cost(store, store.branch_of(of)?)
}

fn parent(store: &Store, of: &Target) -> Value {
    branch_value(store, of, |inside, branch| {
        Value::of(branch.parent_id.as_ref(), |id| {
            let parent = inside.branches.value.get(id).or(inside.deleted.get(id));
            Value::text(parent.map_or(id.as_str(), |parent| parent.name.as_str()))
        })
    })
}
