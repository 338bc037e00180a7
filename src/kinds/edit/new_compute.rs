//! The fields of a new compute. A new branch and a new project have the same rows for theirs.

use super::{
    change_set::{ChangeSet, at, put},
    sizes::{self, FIXED, IDLE, MAX, MIN, MODE, SCALING, SIZE},
    table::{
        EditEffect, EditTable, FieldEdit, FieldGroup, Input, Validation, Visibility, pick, row,
    },
    unit::Unit,
};
use crate::kinds::{price, size};
use serde_json::{Value, json};

/// Whether to create a compute at all.
pub(crate) const COMPUTE: &str = "@compute";
pub(crate) const MODES: Input =
    Input::Choice(&[pick(SCALING, "autoscale"), pick(FIXED, "fixed size")]);
const CU: Input = Input::Amount(Unit::Cu);
const NAME: &str = "name";

pub static NEW_COMPUTE: EditTable = EditTable {
    wrapper: "endpoint",
    creates: true,
    body,
    rows: ROWS,
    replaced_whole: &[],
    linked: &[SIZES],
    add_form_fields: |document, _| open(document),
    make_consistent: sizes::settle,
    effects,
};

pub(crate) const SIZES: FieldGroup = FieldGroup {
    label: "Size",
    paths: &[MODE, SIZE, MIN, MAX],
    words: |document| sizes::size_words(document, MIN, MAX),
};

static ROWS: &[FieldEdit] = &[
    MODE_ROW,
    SIZE_ROW,
    MIN_ROW,
    MAX_ROW,
    IDLE_ROW,
    FieldEdit {
        note: |_| "optional".to_owned(),
        ..row(
            NAME,
            "Compute",
            "Name",
            Input::Text { longest: 64 },
            "Optional name of the compute, 1 to 64 characters.",
        )
    },
];

fn with_compute(change_set: &ChangeSet<'_>, shown: bool) -> Visibility {
    sizes::shown_if(shown && change_set.flag(COMPUTE))
}

pub(crate) const MODE_ROW: FieldEdit = FieldEdit {
    shown: |change_set| with_compute(change_set, true),
    ..row(
        MODE,
        "Compute",
        "Mode",
        MODES,
        "Autoscaling lets the compute grow and shrink between two sizes as the load does, without a restart. A fixed size stays. Autoscaling is possible up to 16 CU.",
    )
};

pub(crate) const SIZE_ROW: FieldEdit = FieldEdit {
    check: sizes::check_fixed,
    note: |change_set| sizes::memory(change_set.number(SIZE)),
    shown: |change_set| with_compute(change_set, sizes::is_fixed(change_set.new)),
    ..row(
        SIZE,
        "Compute",
        "Size",
        CU,
        "The number of Compute Units. 1 CU is about 4 GB of memory; 0.25 and 0.5 CU share a processor. Above 16 CU a compute never scales to zero.",
    )
};

pub(crate) const MIN_ROW: FieldEdit = FieldEdit {
    check: sizes::check_min,
    note: |change_set| sizes::memory(change_set.number(MIN)),
    shown: |change_set| with_compute(change_set, !sizes::is_fixed(change_set.new)),
    ..row(
        MIN,
        "Compute",
        "Minimum",
        CU,
        "The minimum number of Compute Units. The minimum value is 0.25. The compute never gets smaller than this while it is active.",
    )
};

pub(crate) const MAX_ROW: FieldEdit = FieldEdit {
    check: sizes::check_max,
    note: |change_set| sizes::memory(change_set.number(MAX)),
    shown: |change_set| with_compute(change_set, !sizes::is_fixed(change_set.new)),
    ..row(
        MAX,
        "Compute",
        "Maximum",
        CU,
        "The maximum number of Compute Units: at most 8 CU above the minimum, and at most 16 CU.",
    )
};

pub(crate) const IDLE_ROW: FieldEdit = FieldEdit {
    check: |change_set| sizes::check_idle(change_set, IDLE),
    effects: sizes::idle_effects,
    note: |change_set| sizes::idle_note(change_set.whole(IDLE)),
    shown: |change_set| match with_compute(change_set, true) {
        Visibility::Yes => sizes::idle_shown(change_set),
        other => other,
    },
    ..row(
        IDLE,
        "Compute",
        "Scale to zero",
        Input::Amount(Unit::Idle),
        "Duration of inactivity after which the compute is suspended: default (5m), never, or 1m to 7d.",
    )
};

pub(crate) fn open(document: &mut Value) {
    put(document, COMPUTE, true.into());
    sizes::open(document);
}

/// The sizes to send: always both limits, so that the result is what was shown; the idle time only if it was
/// changed, because some plans refuse any.
pub(crate) fn sizes(change_set: &ChangeSet<'_>) -> Value {
    let mut sizes = json!({ MIN: at(change_set.new, MIN), MAX: at(change_set.new, MAX) });
    if change_set.changed(IDLE) {
        put(&mut sizes, IDLE, at(change_set.new, IDLE).clone());
    }
    sizes
}

/// The effects of creating a compute of this size.
pub(crate) fn size_effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    let (Some(min), Some(max)) = (change_set.number(MIN), change_set.number(MAX)) else {
        return Vec::new();
    };
    let mut effects = vec![EditEffect::note(format!(
        "a compute of {} starts at once, max_connections {}",
        size::range(min, max),
        size::max_connections(min, max)
    ))];
    if let Some(cu_hour) = change_set.about.cu_hour {
        let (least, most) = (price::hourly(cu_hour * min), price::hourly(cu_hour * max));
        let range = if min < max {
            format!("{least} to {most}")
        } else {
            most
        };
        effects.push(EditEffect::cost(format!("{range} while it is active")));
    }
    effects
}

/// New computes start at once, which `--no-wake` forbids.
pub(crate) fn check_compute(change_set: &ChangeSet<'_>) -> Validation {
    if change_set.flag(COMPUTE) && change_set.about.no_wake {
        Validation::Wrong("blocked by --no-wake: a new compute starts at once".to_owned())
    } else {
        Validation::Fine
    }
}

fn effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    let mut effects = size_effects(change_set);
    effects.push(EditEffect::note(match change_set.text("type") {
        "read_only" => "a replica reads the same data and stores none; it may lag slightly",
        _ => "it gets a new host name: URIs of earlier computes do not work for it",
    }));
    effects
}

fn body(_: &EditTable, change_set: &ChangeSet<'_>) -> Option<Value> {
    let mut endpoint =
        json!({ "branch_id": change_set.text("branch_id"), "type": change_set.text("type") });
    if let (Some(fields), Value::Object(sizes)) = (endpoint.as_object_mut(), sizes(change_set)) {
        fields.extend(sizes);
    }
    let name = change_set.text(NAME).trim();
    if !name.is_empty() {
        put(&mut endpoint, NAME, name.into());
    }
    Some(json!({ "endpoint": endpoint }))
}
