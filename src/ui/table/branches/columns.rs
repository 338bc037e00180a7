//! What is said of branches, column by column.

use super::{
    super::list::{Column, Width},
    inside,
};
use crate::{
    api::types::{Branch, Endpoint, Time},
    kinds::{self, Value, price, size},
    store::{ProjectData, target::Target},
    ui::model::Model,
};

pub(crate) const BRANCH: Column = Column {
    title: "BRANCH",
    help: "the name",
    width: Width::Flexible(18, 44),
    weight: 100,
    fields: &[],
    of: |model, of| Value::text(model.neon.store.name(of)),
};
pub(crate) const MARKS: Column = Column {
    title: "",
    help: "P protected, D default, R production by a rule",
    width: Width::Cells(2),
    weight: 95,
    fields: &["protected", "default"],
    of: |model, of| {
        about(model, of, |_, branch| {
            Value::Word(if model.neon.is_marked_production(of) {
                "R"
            } else {
                kinds::branch::marks(branch)
            })
        })
    },
};
pub(crate) const PARENT: Column = Column {
    title: "PARENT",
    help: "the parent branch",
    width: Width::Flexible(10, 24),
    weight: 40,
    fields: &["parent_id"],
    of: parent,
};
pub(crate) const STATE: Column = Column {
    title: "STATE",
    help: "what its compute does",
    width: Width::Cells(12),
    weight: 90,
    fields: &["current_state", "pending_state"],
    of: |model, of| {
        about(model, of, |inside, branch| {
            Value::State(inside.branch_state(branch))
        })
    },
};
/// Between which sizes a compute scales.
const SIZES: [&str; 2] = ["autoscaling_limit_min_cu", "autoscaling_limit_max_cu"];
pub(crate) const SIZE: Column = Column {
    title: "SIZE",
    help: "the autoscaling range of its compute, in CU",
    width: Width::Cells(8),
    weight: 65,
    fields: &[],
    of: |model, of| {
        primary(model, of, &SIZES, |endpoint| Value::Size {
            min: endpoint.autoscaling_limit_min_cu,
            max: endpoint.autoscaling_limit_max_cu,
        })
    },
};
pub(crate) const COMPUTE: Column = Column {
    title: "CU-H",
    help: "compute hours of this billing period",
    width: Width::Number(6),
    weight: 70,
    fields: &["compute_time_seconds"],
    of: |model, of| {
        about(model, of, |_, branch| {
            Value::ComputeSeconds(whole(branch.compute_time_seconds))
        })
    },
};
pub(crate) const COST: Column = Column {
    title: "~COST",
    help: "estimate for its compute hours at Neon's list price, without storage",
    width: Width::Number(7),
    weight: 35,
    fields: &["compute_time_seconds"],
    of: |model, of| Value::of(cost(model, of), Value::Dollars),
};
pub(crate) const DATA: Column = Column {
    title: "DATA",
    help: "size of the data that queries can see",
    width: Width::Number(7),
    weight: 30,
    fields: &["logical_size"],
    of: |model, of| {
        about(model, of, |_, branch| {
            Value::of(branch.logical_size, |size| Value::Bytes(whole(size)))
        })
    },
};
pub(crate) const MADE_BY: Column = Column {
    title: "BY",
    help: "who made it",
    width: Width::Flexible(6, 16),
    weight: 20,
    fields: &["created_by"],
    of: |model, of| {
        about(model, of, |_, branch| {
            let by = branch.created_by.as_ref().and_then(|by| by.name.as_ref());
            Value::of(by, Value::text)
        })
    },
};
pub(crate) const ACTIVE: Column = Column {
    title: "ACTIVE",
    help: "when its computes were last active",
    width: Width::Time,
    weight: 75,
    fields: &[],
    of: |model, of| {
        about(model, of, |inside, branch| {
            let mut computes = inside.endpoints_of(&branch.id);
            match computes.any(|endpoint| endpoint.unreadable.has("last_active")) {
                true => Value::Unreadable,
                false => Value::time(last_active(inside, branch)),
            }
        })
    },
};
pub(crate) const TTL: Column = Column {
    title: "TTL",
    help: "when Neon deletes it (expiry)",
    width: Width::Cells(5),
    weight: 80,
    fields: &["expires_at"],
    of: |model, of| {
        about(model, of, |_, branch| {
            Value::of(branch.expires_at, Value::Until)
        })
    },
};
pub(crate) const ZERO: Column = Column {
    title: "ZERO",
    help: "how long its compute stays idle before it suspends",
    width: Width::Cells(5),
    weight: 25,
    fields: &[],
    of: |model, of| {
        primary(model, of, &["suspend_timeout_seconds"], |endpoint| {
            size::suspend_after(endpoint.suspend_timeout_seconds)
                .map_or(Value::Word("never"), Value::Seconds)
        })
    },
};
pub(crate) const AWAKE: Column = Column {
    title: "AWAKE",
    help: "time awake in this billing period",
    width: Width::Cells(8),
    weight: 0,
    fields: &["active_time_seconds"],
    of: |model, of| {
        about(model, of, |_, branch| {
            Value::Seconds(whole(branch.active_time_seconds))
        })
    },
};
pub(crate) const WRITTEN: Column = Column {
    title: "WRITTEN",
    help: "data written in this billing period",
    width: Width::Number(8),
    weight: 0,
    fields: &["written_data_bytes"],
    of: |model, of| {
        about(model, of, |_, branch| {
            Value::Bytes(whole(branch.written_data_bytes))
        })
    },
};
pub(crate) const CREATED: Column = Column {
    title: "CREATED",
    help: "when it was created",
    width: Width::Time,
    weight: 0,
    fields: &["created_at"],
    of: |model, of| about(model, of, |_, branch| Value::time(branch.created_at)),
};
pub(crate) const ID: Column = Column {
    title: "ID",
    help: "the id the API uses",
    width: Width::Cells(28),
    weight: 0,
    fields: &[],
    of: |_, of| Value::id(of.id()),
};
pub(crate) const DELETED: Column = Column {
    title: "DELETED",
    help: "when it was deleted",
    width: Width::Time,
    weight: 90,
    fields: &["recovery.deleted_at"],
    of: |model, of| {
        about(model, of, |_, branch| {
            Value::time(branch.recovery.as_ref().and_then(|how| how.deleted_at))
        })
    },
};
pub(crate) const UNTIL: Column = Column {
    title: "LEFT",
    help: "how long it can still be recovered",
    width: Width::Cells(5),
    weight: 85,
    fields: &["recovery.recoverable_until"],
    of: |model, of| {
        about(model, of, |_, branch| {
            let until = branch.recovery.as_ref();
            Value::of(until.and_then(|how| how.recoverable_until), Value::Until)
        })
    },
};
pub(crate) const HOW: Column = Column {
    title: "HOW",
    help: "deleted by a user or by its expiry",
    width: Width::Cells(10),
    weight: 50,
    fields: &["recovery.deletion_method"],
    of: |model, of| {
        about(model, of, |_, branch| {
            let how = branch.recovery.as_ref();
            Value::of(how.and_then(|how| how.deletion_method.as_ref()), |how| {
                Value::text(how.as_str())
            })
        })
    },
};

pub(crate) const COLUMNS: &[Column] = &[
    BRANCH, MARKS, PARENT, STATE, SIZE, COMPUTE, COST, DATA, MADE_BY, ACTIVE, TTL, ZERO, AWAKE,
    WRITTEN, CREATED, ID,
];
pub(crate) const OF_DELETED: &[Column] = &[
    BRANCH, PARENT, DELETED, UNTIL, HOW, DATA, MADE_BY, COMPUTE, CREATED, ID,
];

/// What is said of a branch, deleted or not.
fn about(model: &Model, of: &Target, say: impl FnOnce(&ProjectData, &Branch) -> Value) -> Value {
    let found = inside(model, of).and_then(|(_, inside)| {
        let branch = match of {
            Target::Branch(_, id) => inside.branches.value.get(id)?,
            Target::DeletedBranch(_, id) => inside.deleted.get(id)?,
            _ => return None,
        };
        Some(say(inside, branch))
    });
    found.unwrap_or(Value::Missing)
}

/// What is said of its first compute, from these fields.
fn primary(
    model: &Model,
    of: &Target,
    fields: &[&str],
    say: impl FnOnce(&Endpoint) -> Value,
) -> Value {
    about(model, of, |inside, branch| {
        Value::of(
            inside.endpoints_of(&branch.id).next(),
            |endpoint| match fields.iter().any(|field| endpoint.unreadable.has(field)) {
                true => Value::Unreadable,
                false => say(endpoint),
            },
        )
    })
}

/// What its compute time of this billing period costs about, in dollars, where the plan has a price.
pub(crate) fn cost(model: &Model, of: &Target) -> Option<f64> {
    let project = model.neon.store.full(of.project()?)?;
    let plan = &project.owner.as_ref()?.subscription_type;
    let branch = model.neon.store.branch_of(of)?;
    price::compute(plan, whole(branch.compute_time_seconds))
}

fn parent(model: &Model, of: &Target) -> Value {
    about(model, of, |inside, branch| {
        Value::of(branch.parent_id.as_ref(), |id| {
            let parent = inside.branches.value.get(id).or(inside.deleted.get(id));
            Value::text(parent.map_or(id.as_str(), |parent| parent.name.as_str()))
        })
    })
}

pub(crate) fn last_active(inside: &ProjectData, branch: &Branch) -> Option<Time> {
    let computes = inside.endpoints_of(&branch.id);
    computes.filter_map(|endpoint| endpoint.last_active).max()
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
