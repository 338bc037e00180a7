//! The fields of a compute.

use super::{
    change_set::at,
    parameters,
    sizes::{self, FIXED, IDLE, MAX, MIN, MODE, SCALING, SIZE},
    table::{EditTable, FieldEdit, FieldGroup, Input, Scalar, pick, row},
    unit::Unit,
};

use serde_json::Map;

const MODES: Input = Input::Choice(&[pick(SCALING, "autoscale"), pick(FIXED, "fixed size")]);
const CONNECTIONS: Input = Input::Choice(&[
    pick(Scalar::Flag(false), "allowed"),
    pick(Scalar::Flag(true), "blocked"),
]);
const CU: Input = Input::Amount(Unit::Cu);
const PARAMETERS: &str = "settings.pg_settings";

pub static ENDPOINT: EditTable = EditTable {
    wrapper: "endpoint",
    creates: false,
    body: EditTable::changes,
    rows: ROWS,
    replaced_whole: &["settings"],
    linked: &[FieldGroup {
        label: "Size",
        paths: &[MODE, SIZE, MIN, MAX],
        words: |document| sizes::size_words(document, MIN, MAX),
    }],
    add_form_fields: |document, _| sizes::open(document),
    make_consistent: sizes::settle,
    effects: sizes::size_effects,
};

static ROWS: &[FieldEdit] = &[
    row(
        MODE,
        "Size",
        "Mode",
        MODES,
        "Autoscaling lets the compute grow and shrink between two sizes as the load does, without a restart. A fixed size stays. Autoscaling is possible up to 16 CU; larger computes have a fixed size.",
    ),
    FieldEdit {
        check: sizes::check_fixed,
        note: |change_set| sizes::memory(change_set.number(SIZE)),
        shown: |change_set| sizes::shown_if(sizes::is_fixed(change_set.new)),
        ..row(
            SIZE,
            "Size",
            "Size",
            CU,
            "The number of Compute Units. 1 CU is about 4 GB of memory; 0.25 and 0.5 CU share a processor. Above 16 CU a compute never scales to zero.",
        )
    },
    FieldEdit {
        check: sizes::check_min,
        note: |change_set| sizes::memory(change_set.number(MIN)),
        shown: |change_set| sizes::shown_if(!sizes::is_fixed(change_set.new)),
        ..row(
            MIN,
            "Size",
            "Minimum",
            CU,
            "The minimum number of Compute Units. The minimum value is 0.25. The compute never gets smaller than this while it is active.",
        )
    },
    FieldEdit {
        check: sizes::check_max,
        note: |change_set| sizes::memory(change_set.number(MAX)),
        shown: |change_set| sizes::shown_if(!sizes::is_fixed(change_set.new)),
        ..row(
            MAX,
            "Size",
            "Maximum",
            CU,
            "The maximum number of Compute Units: at most 8 CU above the minimum, and at most 16 CU.",
        )
    },
    FieldEdit {
        check: |change_set| sizes::check_idle(change_set, IDLE),
        effects: sizes::idle_effects,
        note: |change_set| sizes::idle_note(change_set.whole(IDLE)),
        shown: sizes::idle_shown,
        ..row(
            IDLE,
            "Size",
            "Scale to zero",
            Input::Amount(Unit::Idle),
            "Duration of inactivity after which the compute is suspended: default (5m), never, or 1m to 7d.",
        )
    },
    FieldEdit {
        check: sizes::check_name,
        ..row(
            "name",
            "Compute",
            "Name",
            Input::Text { longest: 64 },
            "Optional name of the compute, 1 to 64 characters.",
        )
    },
    FieldEdit {
        effects: sizes::disabled_effects,
        ..row(
            "disabled",
            "Compute",
            "Connections",
            CONNECTIONS,
            "Whether to restrict connections to the compute. Blocking schedules a suspend. A blocked compute cannot be woken by a connection; checks of its availability start it now and then.",
        )
    },
    FieldEdit {
        note: |_| "chosen by host name (-pooler), not a setting".to_owned(),
        ..row(
            "@pooling",
            "Compute",
            "Pooling",
            Input::Note,
            "Neon takes the pooler from the host name: append -pooler to its first part. The API's own switch is deprecated and does nothing, so it is never sent.",
        )
    },
    FieldEdit {
        effects: parameters::effects,
        note: |change_set| match at(change_set.new, PARAMETERS)
            .as_object()
            .map_or(0, Map::len)
        {
            0 => "the defaults".to_owned(),
            1 => "1 setting".to_owned(),
            many => format!("{many} settings"),
        },
        ..row(
            PARAMETERS,
            "Postgres",
            "Settings",
            Input::Parameters,
            "Settings of Postgres for this compute, a line for each: work_mem = 64MB. All of them are sent and replace those that were there.",
        )
    },
    FieldEdit {
        effects: parameters::effects,
        ..row(
            "settings.preload_libraries.use_defaults",
            "Postgres",
            "Neon's libraries",
            Input::Choice(&[
                pick(Scalar::Flag(true), "loaded"),
                pick(Scalar::Flag(false), "not loaded"),
            ]),
            "Whether the libraries that Neon loads by default are loaded, too.",
        )
    },
    FieldEdit {
        effects: parameters::effects,
        ..row(
            "settings.preload_libraries.enabled_libraries",
            "Postgres",
            "Libraries",
            Input::Libraries,
            "The shared libraries to preload into the compute, from those that the project can load.",
        )
    },
];
