//! The fields of a project.

use super::{
    change_set::{at, texts},
    maintenance_window,
    project_rules::{
        self, HIPAA, HISTORY, IDLE, IPS, LIBRARIES, LOGICAL, MAX, MIN, NO_PUBLIC, NO_VPC,
        PROTECTED_ONLY, QUOTAS,
    },
    sizes::{check_idle, idle_note, size_words},
    table::{
        EditEffect, EditTable, FieldEdit, FieldGroup, Input, Scalar, Severity, Validation, pick,
        row,
    },
    unit::Unit,
};
use serde_json::Value;

pub static PROJECT: EditTable = EditTable {
    wrapper: "project",
    creates: false,
    body: EditTable::changes,
    rows: ROWS,
    replaced_whole: &[
        "settings.allowed_ips",
        "settings.maintenance_window",
        "settings.quota",
        "settings.preload_libraries",
    ],
    linked: &[
        FieldGroup {
            label: "Size of new computes",
            paths: &[MIN, MAX],
            words: |document| size_words(document, MIN, MAX),
        },
        FieldGroup {
            label: "Update window",
            paths: &[
                maintenance_window::WEEKDAYS,
                maintenance_window::START,
                maintenance_window::END,
            ],
            words: maintenance_window::words,
        },
    ],
    add_form_fields: |document, _| project_rules::open(document),
    make_consistent: |_, _, _| {},
    effects: project_rules::access_effects,
};

const NO: Scalar = Scalar::Flag(false);
const YES: Scalar = Scalar::Flag(true);
const YES_NO: Input = Input::Choice(&[pick(NO, "no"), pick(YES, "yes")]);
const ALLOWED: Input = Input::Choice(&[pick(NO, "allowed"), pick(YES, "blocked")]);
const OFF_ON: Input = Input::Choice(&[pick(NO, "off"), pick(YES, "on")]);
const AUDIT: Input = Input::Choice(&[
    pick(Scalar::Word("base"), "base"),
    pick(Scalar::Word("extended"), "extended"),
    pick(Scalar::Word("full"), "full"),
]);

static ROWS: &[FieldEdit] = &[
    FieldEdit {
        check: |change_set| project_rules::not_empty(change_set.text("name")),
        ..row(
            "name",
            "Project",
            "Name",
            Input::Text { longest: 256 },
            "The project's name, 1 to 256 characters. Its id stays.",
        )
    },
    FieldEdit {
        check: project_rules::check_history,
        effects: project_rules::history_effects,
        note: |_| "how far back a branch can be restored".to_owned(),
        ..row(
            HISTORY,
            "Project",
            "Restore window",
            Input::Amount(Unit::History),
            "How long the shared history of all branches in this project is kept: up to 30d. Off disables point-in-time restore.",
        )
    },
    FieldEdit {
        check: |change_set| project_rules::check_default(change_set, MIN),
        effects: |_| project_rules::later_only(),
        ..row(
            MIN,
            "New computes",
            "Minimum size",
            Input::Amount(Unit::Cu),
            "The minimum number of Compute Units of computes that are created from now on. The minimum value is 0.25; equal to the maximum it is a fixed size.",
        )
    },
    FieldEdit {
        check: |change_set| project_rules::check_default(change_set, MAX),
        effects: |_| project_rules::later_only(),
        ..row(
            MAX,
            "New computes",
            "Maximum size",
            Input::Amount(Unit::Cu),
            "The maximum number of Compute Units of computes that are created from now on: at most 8 CU above the minimum.",
        )
    },
    FieldEdit {
        check: |change_set| check_idle(change_set, IDLE),
        effects: |_| project_rules::later_only(),
        note: |change_set| idle_note(change_set.whole(IDLE)),
        ..row(
            IDLE,
            "New computes",
            "Scale to zero",
            Input::Amount(Unit::Idle),
            "Duration of inactivity after which computes that are created from now on are suspended: default (5m), never, or 1m to 7d.",
        )
    },
    FieldEdit {
        effects: |_| project_rules::later_only(),
        ..row(
            "default_endpoint_settings.pg_settings",
            "New computes",
            "Postgres settings",
            Input::Parameters,
            "Settings of Postgres for computes that are created from now on, a line for each: work_mem = 64MB.",
        )
    },
    FieldEdit {
        check: project_rules::check_ips,
        effects: project_rules::ip_effects,
        note: |change_set| match texts(at(change_set.new, IPS)).len() {
            0 => "everyone may connect".to_owned(),
            1 => "1 entry".to_owned(),
            many => format!("{many} entries"),
        },
        ..row(
            IPS,
            "Access",
            "Allowed addresses",
            Input::List,
            "A list of IP addresses that are allowed to connect: addresses, ranges a-b or blocks a/n. If the list is empty, all IP addresses are allowed. It is sent and replaced as a whole.",
        )
    },
    FieldEdit {
        effects: project_rules::protected_effects,
        ..row(
            PROTECTED_ONLY,
            "Access",
            "Addresses apply to",
            Input::Choice(&[pick(NO, "all branches"), pick(YES, "protected branches")]),
            "If yes, the list of addresses is applied only to protected branches.",
        )
    },
    FieldEdit {
        effects: |change_set| {
            project_rules::blocking(
                change_set,
                NO_PUBLIC,
                "the public internet",
                "the list of allowed addresses no longer applies",
            )
        },
        ..row(
            NO_PUBLIC,
            "Access",
            "Public internet",
            ALLOWED,
            "When blocked, connections from the public internet are disallowed. This supersedes the list of allowed addresses.",
        )
    },
    FieldEdit {
        effects: |change_set| {
            project_rules::blocking(
                change_set,
                NO_VPC,
                "VPC endpoints",
                "clients in private networks are cut off",
            )
        },
        ..row(
            NO_VPC,
            "Access",
            "VPC endpoints",
            ALLOWED,
            "When blocked, connections using VPC endpoints are disallowed.",
        )
    },
    FieldEdit {
        effects: |change_set| {
            project_rules::for_good(
                change_set,
                LOGICAL,
                "sets wal_level=logical: all active computes of the project are suspended, open connections drop",
            )
        },
        shown: |change_set| project_rules::locked_on(change_set, LOGICAL),
        ..row(
            LOGICAL,
            "Replication",
            "Logical replication",
            OFF_ON,
            "Sets wal_level=logical for all compute endpoints in this project. All active endpoints will be suspended. Once enabled, logical replication cannot be disabled.",
        )
    },
    FieldEdit {
        check: maintenance_window::check_days,
        effects: |_| {
            vec![EditEffect::note(
                "Neon may restart computes for updates in this window; open connections drop then",
            )]
        },
        ..row(
            maintenance_window::WEEKDAYS,
            "Update window",
            "Days",
            Input::Weekdays,
            "The days on which Neon may perform maintenance, in UTC. During the window computes may be unavailable and connections interrupted.",
        )
    },
    FieldEdit {
        check: maintenance_window::check_start,
        note: |change_set| maintenance_window::local(change_set, maintenance_window::START),
        ..row(
            maintenance_window::START,
            "Update window",
            "From",
            Input::Amount(Unit::Clock),
            "Start time of the maintenance window, HH:MM in UTC.",
        )
    },
    FieldEdit {
        check: maintenance_window::check_end,
        note: |change_set| maintenance_window::local(change_set, maintenance_window::END),
        ..row(
            maintenance_window::END,
            "Update window",
            "To",
            Input::Amount(Unit::Clock),
            "End time of the maintenance window, HH:MM in UTC: at least an hour after the start, on the same day; 00:00 is midnight.",
        )
    },
    FieldEdit {
        effects: |_| {
            vec![EditEffect::note(
                "how much Postgres logs for audits; part of HIPAA support",
            )]
        },
        ..row(
            "settings.audit_log_level",
            "Compliance",
            "Audit log",
            AUDIT,
            "How much is logged for audits: base, extended or full.",
        )
    },
    FieldEdit {
        check: |change_set| {
            if change_set
                .about
                .plan
                .as_deref()
                .is_some_and(|plan| matches!(plan, "free" | "launch"))
            {
                Validation::Doubt(
                    "HIPAA needs the scale plan and an agreement with Neon; it may be refused"
                        .to_owned(),
                )
            } else {
                Validation::Fine
            }
        },
        effects: |change_set| {
            project_rules::for_good(
                change_set,
                HIPAA,
                "rules for health data: all computes of the project restart, more is logged, and Neon may bill it",
            )
        },
        shown: |change_set| project_rules::locked_on(change_set, HIPAA),
        ..row(
            HIPAA,
            "Compliance",
            "HIPAA",
            OFF_ON,
            "Whether the project follows the rules for health data. Needs a plan and a signed agreement that allow it; computes restart, and Neon does not switch it off again.",
        )
    },
    quota(
        QUOTAS[0],
        "Active time",
        Unit::Hours,
        "The total amount of wall-clock time allowed to be spent by the project's computes in a billing period. When it is used up, all computes are suspended and cannot start.",
    ),
    quota(
        QUOTAS[1],
        "Compute time",
        Unit::CuHours,
        "The total amount of compute time (CU-hours) allowed to be spent by the project's computes in a billing period. When it is used up, all computes are suspended and cannot start.",
    ),
    quota(
        QUOTAS[2],
        "Written data",
        Unit::Bytes,
        "Total amount of data written to all of the project's branches in a billing period.",
    ),
    quota(
        QUOTAS[3],
        "Data transfer",
        Unit::Bytes,
        "Total amount of data transferred from all of the project's branches in a billing period.",
    ),
    quota(
        QUOTAS[4],
        "Size of a branch",
        Unit::Bytes,
        "Limit on the logical size of every branch. A branch above it can still be read and shrunk, but not written to. Does not reset.",
    ),
    FieldEdit {
        effects: |_| vec![project_rules::next_start()],
        ..row(
            "settings.preload_libraries.use_defaults",
            "Libraries",
            "Neon's defaults",
            YES_NO,
            "Whether the libraries that Neon loads by default are loaded, too.",
        )
    },
    FieldEdit {
        effects: |_| vec![project_rules::next_start()],
        ..row(
            LIBRARIES,
            "Libraries",
            "Preloaded",
            Input::Libraries,
            "The shared libraries to preload into the project's compute instances.",
        )
    },
    FieldEdit {
        note: |change_set| {
            if at(change_set.old, "store_passwords") == &Value::Bool(false) {
                "not kept by Neon; fixed when the project was created"
            } else {
                "kept by Neon; fixed when the project was created"
            }
            .to_owned()
        },
        ..row(
            "@passwords",
            "Fixed",
            "Passwords",
            Input::Note,
            "Whether Neon stores the passwords of roles so that connection strings can show them. Decided when a project is created.",
        )
    },
];

const fn quota(
    path: &'static str,
    label: &'static str,
    unit: Unit,
    help: &'static str,
) -> FieldEdit {
    FieldEdit {
        effects: |_| {
            let text = "limits are for a billing period: a project above one is suspended until the period ends or the limit is raised";
            vec![EditEffect::new(Severity::Warn, text)]
        },
        ..row(path, "Limits", label, Input::Amount(unit), help)
    }
}
