//! What can be changed of a project.

use super::{
    Edit, Effect, Gravity, Input, Pick, Plain, Sheet, Shown, Table, Tied, Unit, Verdict, address,
    endpoint::{check_idle, idle_note, plan_size, range, size_words},
    sheet::{always, at, fill, fine, harmless, quiet, texts},
    window,
};
use crate::resource::size;
use serde_json::{Value, json};

const HISTORY: &str = "history_retention_seconds";
const MIN: &str = "default_endpoint_settings.autoscaling_limit_min_cu";
const MAX: &str = "default_endpoint_settings.autoscaling_limit_max_cu";
const IDLE: &str = "default_endpoint_settings.suspend_timeout_seconds";
const IPS: &str = "settings.allowed_ips.ips";
const PROTECTED_ONLY: &str = "settings.allowed_ips.protected_branches_only";
const NO_PUBLIC: &str = "settings.block_public_connections";
const NO_VPC: &str = "settings.block_vpc_connections";
const LOGICAL: &str = "settings.enable_logical_replication";
const HIPAA: &str = "settings.hipaa";
const LIBRARIES: &str = "settings.preload_libraries.enabled_libraries";
const LONGEST_HISTORY: i64 = 2_592_000;
const QUOTAS: [&str; 5] = [
    "settings.quota.active_time_seconds",
    "settings.quota.compute_time_seconds",
    "settings.quota.written_data_bytes",
    "settings.quota.data_transfer_bytes",
    "settings.quota.logical_size_bytes",
];

/// The fields of a project.
pub static PROJECT: Table = Table {
    wrapper: "project",
    rows: ROWS,
    wholes: &[
        "settings.allowed_ips",
        "settings.maintenance_window",
        "settings.quota",
        "settings.preload_libraries",
    ],
    tied: &[
        Tied {
            label: "Size of new computes",
            paths: &[MIN, MAX],
            words: |document| size_words(document, MIN, MAX),
        },
        Tied {
            label: "Update window",
            paths: &[window::WEEKDAYS, window::START, window::END],
            words: window::words,
        },
    ],
    open,
    settle: |_, _, _| {},
    effects: access_effects,
};

const YES_NO: Input = Input::Choice(&[
    Pick {
        value: Plain::Flag(false),
        label: "no",
    },
    Pick {
        value: Plain::Flag(true),
        label: "yes",
    },
]);
const ALLOWED: Input = Input::Choice(&[
    Pick {
        value: Plain::Flag(false),
        label: "allowed",
    },
    Pick {
        value: Plain::Flag(true),
        label: "blocked",
    },
]);
const OFF_ON: Input = Input::Choice(&[
    Pick {
        value: Plain::Flag(false),
        label: "off",
    },
    Pick {
        value: Plain::Flag(true),
        label: "on",
    },
]);

/// A row without limits, effects or notes of its own.
const fn plain(
    path: &'static str,
    group: &'static str,
    label: &'static str,
    input: Input,
    help: &'static str,
) -> Edit {
    Edit {
        path,
        label,
        help,
        group,
        input,
        check: fine,
        effects: harmless,
        note: quiet,
        shown: always,
    }
}

static ROWS: &[Edit] = &[
    Edit {
        check: |sheet| not_empty(sheet.text("name")),
        ..plain(
            "name",
            "Project",
            "Name",
            Input::Text { longest: 256 },
            "The project's name, 1 to 256 characters. Its id stays.",
        )
    },
    Edit {
        check: check_history,
        effects: history_effects,
        note: |_| "how far back a branch can be restored".to_owned(),
        ..plain(
            HISTORY,
            "Project",
            "Restore window",
            Input::Amount(Unit::History),
            "The number of seconds to retain the shared history for all branches in this project: 0 to 2592000 (30 days). 0 switches point-in-time restore off.",
        )
    },
    Edit {
        check: |sheet| check_default(sheet, MIN),
        effects: |_| later_only(),
        ..plain(
            MIN,
            "New computes",
            "Minimum size",
            Input::Amount(Unit::Cu),
            "The minimum number of Compute Units of computes that are created from now on. The minimum value is 0.25; equal to the maximum it is a fixed size.",
        )
    },
    Edit {
        check: |sheet| check_default(sheet, MAX),
        effects: |_| later_only(),
        ..plain(
            MAX,
            "New computes",
            "Maximum size",
            Input::Amount(Unit::Cu),
            "The maximum number of Compute Units of computes that are created from now on: at most 8 CU above the minimum.",
        )
    },
    Edit {
        check: |sheet| check_idle(sheet, IDLE),
        effects: |_| later_only(),
        note: |sheet| idle_note(sheet.whole(IDLE)),
        ..plain(
            IDLE,
            "New computes",
            "Scale to zero",
            Input::Amount(Unit::Idle),
            "Duration of inactivity after which computes that are created from now on are suspended: default (5 min), never, or 1 min to 1 week.",
        )
    },
    Edit {
        check: check_ips,
        effects: ip_effects,
        note: |sheet| match texts(at(sheet.new, IPS)).len() {
            0 => "everyone may connect".to_owned(),
            1 => "1 entry".to_owned(),
            many => format!("{many} entries"),
        },
        ..plain(
            IPS,
            "Access",
            "Allowed addresses",
            Input::List,
            "A list of IP addresses that are allowed to connect: addresses, ranges a-b or blocks a/n. If the list is empty, all IP addresses are allowed. It is sent and replaced as a whole.",
        )
    },
    Edit {
        effects: protected_effects,
        ..plain(
            PROTECTED_ONLY,
            "Access",
            "Only for protected",
            YES_NO,
            "If yes, the list of addresses is applied only to protected branches.",
        )
    },
    Edit {
        effects: |sheet| {
            blocking(
                sheet,
                NO_PUBLIC,
                "the public internet",
                "the list of allowed addresses does not count any more",
            )
        },
        ..plain(
            NO_PUBLIC,
            "Access",
            "Public internet",
            ALLOWED,
            "When blocked, connections from the public internet are disallowed. This supersedes the list of allowed addresses.",
        )
    },
    Edit {
        effects: |sheet| {
            blocking(
                sheet,
                NO_VPC,
                "VPC endpoints",
                "clients in private networks are cut off",
            )
        },
        ..plain(
            NO_VPC,
            "Access",
            "VPC endpoints",
            ALLOWED,
            "When blocked, connections using VPC endpoints are disallowed.",
        )
    },
    Edit {
        effects: |sheet| {
            for_good(
                sheet,
                LOGICAL,
                "sets wal_level=logical: all active computes of the project are suspended, open connections drop",
            )
        },
        shown: |sheet| locked_on(sheet, LOGICAL),
        ..plain(
            LOGICAL,
            "Replication",
            "Logical replication",
            OFF_ON,
            "Sets wal_level=logical for all compute endpoints in this project. All active endpoints will be suspended. Once enabled, logical replication cannot be disabled.",
        )
    },
    Edit {
        check: window::check_days,
        effects: |_| {
            vec![Effect::note(
                "Neon may restart computes for updates in this window; open connections drop then",
            )]
        },
        ..plain(
            window::WEEKDAYS,
            "Update window",
            "Days",
            Input::Weekdays,
            "The days on which Neon may perform maintenance, in UTC. During the window computes may be unavailable and connections interrupted.",
        )
    },
    Edit {
        check: window::check_start,
        note: |sheet| window::local(sheet, window::START),
        ..plain(
            window::START,
            "Update window",
            "From",
            Input::Amount(Unit::Clock),
            "Start time of the maintenance window, HH:MM in UTC.",
        )
    },
    Edit {
        check: window::check_end,
        note: |sheet| window::local(sheet, window::END),
        ..plain(
            window::END,
            "Update window",
            "To",
            Input::Amount(Unit::Clock),
            "End time of the maintenance window, HH:MM in UTC: at least an hour after the start, on the same day; 00:00 is midnight.",
        )
    },
    Edit {
        effects: |_| {
            vec![Effect::note(
                "how much Postgres logs for audits; part of HIPAA support",
            )]
        },
        ..plain(
            "settings.audit_log_level",
            "Compliance",
            "Audit log",
            Input::Choice(&[
                Pick {
                    value: Plain::Word("base"),
                    label: "base",
                },
                Pick {
                    value: Plain::Word("extended"),
                    label: "extended",
                },
                Pick {
                    value: Plain::Word("full"),
                    label: "full",
                },
            ]),
            "How much is logged for audits: base, extended or full.",
        )
    },
    Edit {
        check: |sheet| {
            if sheet
                .about
                .plan
                .as_deref()
                .is_some_and(|plan| matches!(plan, "free" | "launch"))
            {
                Verdict::Doubt(
                    "HIPAA needs the scale plan and an agreement with Neon; it may be refused"
                        .to_owned(),
                )
            } else {
                Verdict::Fine
            }
        },
        effects: |sheet| {
            for_good(
                sheet,
                HIPAA,
                "rules for health data: all computes of the project restart, more is logged, and Neon may bill it",
            )
        },
        shown: |sheet| locked_on(sheet, HIPAA),
        ..plain(
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
    Edit {
        effects: |_| vec![next_start()],
        ..plain(
            "settings.preload_libraries.use_defaults",
            "Libraries",
            "Neon's defaults",
            YES_NO,
            "Whether the libraries that Neon loads by default are loaded, too.",
        )
    },
    Edit {
        effects: |_| vec![next_start()],
        ..plain(
            LIBRARIES,
            "Libraries",
            "Preloaded",
            Input::Libraries,
            "The shared libraries to preload into the project's compute instances.",
        )
    },
    Edit {
        note: |sheet| {
            if at(sheet.old, "store_passwords") == &Value::Bool(false) {
                "not kept by Neon; fixed when the project was made"
            } else {
                "kept by Neon; fixed when the project was made"
            }
            .to_owned()
        },
        ..plain(
            "@passwords",
            "Fixed",
            "Passwords",
            Input::Note,
            "Whether Neon stores the passwords of roles so that connection strings can show them. Decided when a project is created.",
        )
    },
];

const fn quota(path: &'static str, label: &'static str, unit: Unit, help: &'static str) -> Edit {
    Edit {
        effects: |_| {
            let text = "limits are for a billing period: a project above one is suspended until the period ends or the limit is raised";
            vec![Effect::new(Gravity::Warn, text)]
        },
        ..plain(path, "Limits", label, Input::Amount(unit), help)
    }
}

fn open(document: &mut Value) {
    fill(document, IPS, json!([]));
    for path in [PROTECTED_ONLY, NO_PUBLIC, NO_VPC, LOGICAL, HIPAA] {
        fill(document, path, false);
    }
    for path in QUOTAS {
        fill(document, path, 0);
    }
}

fn not_empty(name: &str) -> Verdict {
    if name.trim().is_empty() {
        Verdict::Wrong("a name has 1 to 256 characters".to_owned())
    } else {
        Verdict::Fine
    }
}

fn check_history(sheet: &Sheet<'_>) -> Verdict {
    let Some(seconds) = sheet.whole(HISTORY) else {
        return Verdict::Wrong("write a duration up to 30 d, or off".to_owned());
    };
    if seconds > LONGEST_HISTORY {
        return Verdict::Wrong(format!(
            "{} is too long: at most 30 d (2592000 s)",
            size::duration(seconds)
        ));
    }
    let (plan, most) = match sheet.about.plan.as_deref() {
        Some("free") => ("free", 21_600),
        Some("launch") => ("launch", 604_800),
        _ => return Verdict::Fine,
    };
    if seconds > most {
        Verdict::Doubt(format!(
            "the {plan} plan keeps {} at most; Neon may refuse more",
            size::duration(most)
        ))
    } else {
        Verdict::Fine
    }
}

fn history_effects(sheet: &Sheet<'_>) -> Vec<Effect> {
    let (Some(new), Some(old)) = (sheet.whole(HISTORY), at(sheet.old, HISTORY).as_i64()) else {
        return Vec::new();
    };
    if new == 0 {
        let text =
            "the window is off: nothing can be restored, and the history that is kept now is lost";
        return vec![Effect::new(Gravity::Loud, text)];
    }
    if new < old {
        let text = format!(
            "history older than {} can no longer be restored",
            size::duration(new)
        );
        return vec![Effect::new(Gravity::Ask, text)];
    }
    vec![Effect::note(
        "history grows from now on; what is older is not brought back, and storage costs more",
    )]
}

fn later_only() -> Vec<Effect> {
    vec![Effect::note(
        "counts only for computes that are created later; existing ones keep theirs",
    )]
}

fn next_start() -> Effect {
    Effect::new(
        Gravity::Warn,
        "libraries are loaded when a compute starts: restart it to see them",
    )
}

fn check_default(sheet: &Sheet<'_>, path: &str) -> Verdict {
    let Some(cu) = sheet.number(path) else {
        return Verdict::Wrong("a size is needed: 0.25 to 56 CU".to_owned());
    };
    let (Some(min), Some(max)) = (sheet.number(MIN), sheet.number(MAX)) else {
        return plan_size(sheet, cu);
    };
    // Said once: below the maximum where both were changed.
    if path == MIN && sheet.changed(MAX) {
        return Verdict::Fine;
    }
    range(min, max).map_or_else(|| plan_size(sheet, cu), Verdict::Wrong)
}

fn check_ips(sheet: &Sheet<'_>) -> Verdict {
    let entries = texts(at(sheet.new, IPS));
    let mut doubt = Verdict::Fine;
    for (number, entry) in entries.iter().enumerate() {
        match address::check(entry) {
            Verdict::Fine => {}
            wrong @ Verdict::Wrong(_) => return wrong,
            other => doubt = other,
        }
        if entries.iter().take(number).any(|earlier| earlier == entry) {
            return Verdict::Wrong(format!("{entry} is there twice"));
        }
    }
    if doubt == Verdict::Fine
        && sheet
            .about
            .plan
            .as_deref()
            .is_some_and(|plan| plan != "scale")
    {
        return Verdict::Doubt(
            "address lists need the scale plan; Neon may refuse this".to_owned(),
        );
    }
    doubt
}

fn ip_effects(sheet: &Sheet<'_>) -> Vec<Effect> {
    let (old, new) = (texts(at(sheet.old, IPS)), texts(at(sheet.new, IPS)));
    if new.is_empty() {
        let text =
            "THE PROJECT IS OPEN TO THE WHOLE INTERNET: without entries every address may connect";
        return vec![Effect::new(Gravity::Loud, text)];
    }
    let added: Vec<&&str> = new.iter().filter(|entry| !old.contains(entry)).collect();
    let removed = old.iter().filter(|entry| !new.contains(entry)).count();
    let mut effects = vec![Effect::new(
        Gravity::Warn,
        format!(
            "the list is replaced as a whole: {} entries, {} added, {removed} removed",
            new.len(),
            added.len()
        ),
    )];
    if added.iter().any(|entry| address::is_everyone(entry)) {
        let text = "THE PROJECT IS OPEN TO THE WHOLE INTERNET: an entry covers every address";
        effects.push(Effect::new(Gravity::Loud, text));
    } else if old.is_empty() || removed > 0 {
        let text = "clients at other addresses can no longer connect, this machine among them unless it is listed";
        effects.push(Effect::new(Gravity::Ask, text));
    }
    effects
}

fn protected_effects(sheet: &Sheet<'_>) -> Vec<Effect> {
    if texts(at(sheet.new, IPS)).is_empty() {
        return Vec::new();
    }
    vec![if sheet.flag(PROTECTED_ONLY) {
        Effect::new(
            Gravity::Ask,
            "branches that are not protected are open to every address",
        )
    } else {
        Effect::new(
            Gravity::Ask,
            "the list counts for all branches: clients at other addresses can no longer connect",
        )
    }]
}

fn blocking(sheet: &Sheet<'_>, path: &str, what: &str, also: &str) -> Vec<Effect> {
    vec![if sheet.flag(path) {
        Effect::new(
            Gravity::Ask,
            format!("nobody can connect over {what}; {also}"),
        )
    } else {
        Effect::note(format!("connections over {what} are possible again"))
    }]
}

/// Both roads closed leave nobody in.
fn access_effects(sheet: &Sheet<'_>) -> Vec<Effect> {
    let closed = sheet.flag(NO_PUBLIC) && sheet.flag(NO_VPC);
    if closed && (sheet.changed(NO_PUBLIC) || sheet.changed(NO_VPC)) {
        vec![Effect::new(
            Gravity::Loud,
            "public internet and VPC are both blocked: nobody can connect at all",
        )]
    } else {
        Vec::new()
    }
}

/// What can be switched on and never off again.
fn for_good(sheet: &Sheet<'_>, path: &str, what: &str) -> Vec<Effect> {
    if !sheet.flag(path) {
        return Vec::new();
    }
    vec![
        Effect::new(Gravity::Typed, what),
        Effect::new(Gravity::Typed, "it can never be switched off again"),
    ]
}

fn locked_on(sheet: &Sheet<'_>, path: &str) -> Shown {
    if sheet.old_flag(path) {
        Shown::Locked("on; it cannot be switched off again".to_owned())
    } else {
        Shown::Yes
    }
}
