//! The fields of a new project. Region and version can never be changed later.

use super::{
    change_set::{ChangeSet, at, fill, put, texts},
    name,
    new_compute::{
        self, IDLE_ROW, MAX_ROW, MIN_ROW, MODE_ROW, SIZE_ROW, SIZES, check_compute, size_effects,
    },
    project_rules::{self, HISTORY, IPS, PROTECTED_ONLY},
    sizes,
    table::{EditEffect, EditTable, FieldEdit, Input, Scalar, Severity, Validation, pick, row},
    unit::Unit,
};
use serde_json::{Value, json};

/// The path of the region, picked from Neon's list.
pub const REGION: &str = "region_id";
const NAME: &str = "name";
const VERSION: &str = "pg_version";
const PASSWORDS: &str = "store_passwords";
const BRANCH: &str = "branch.name";
const DATABASE: &str = "branch.database_name";
const ROLE: &str = "branch.role_name";
const VERSIONS: Input = Input::Choice(&[
    pick(Scalar::Word("14"), "14"),
    pick(Scalar::Word("15"), "15"),
    pick(Scalar::Word("16"), "16"),
    pick(Scalar::Word("17"), "17"),
    pick(Scalar::Word("18"), "18"),
]);
const KEPT: Input = Input::Choice(&[
    pick(Scalar::Flag(true), "kept by Neon"),
    pick(Scalar::Flag(false), "shown once"),
]);
const ALL_PROTECTED: Input = Input::Choice(&[
    pick(Scalar::Flag(false), "all branches"),
    pick(Scalar::Flag(true), "protected branches"),
]);
const LONGEST_NAME: Input = Input::Text { longest: 63 };

/// The known regions, for when Neon's list cannot be loaded.
pub static REGIONS: [(&str, &str); 11] = [
    ("aws-us-east-1", "AWS US East 1 (N. Virginia)"),
    ("aws-us-east-2", "AWS US East 2 (Ohio)"),
    ("aws-us-west-2", "AWS US West 2 (Oregon)"),
    ("aws-eu-central-1", "AWS Europe Central 1 (Frankfurt)"),
    ("aws-eu-west-2", "AWS Europe West 2 (London)"),
    ("aws-ap-southeast-1", "AWS Asia Pacific 1 (Singapore)"),
    ("aws-ap-southeast-2", "AWS Asia Pacific 2 (Sydney)"),
    ("aws-sa-east-1", "AWS South America East 1 (São Paulo)"),
    ("azure-eastus2", "Azure East US 2 (Virginia)"),
    ("azure-westus3", "Azure West US 3 (Arizona)"),
    ("azure-gwc", "Azure Germany West Central (Frankfurt)"),
];

pub static NEW_PROJECT: EditTable = EditTable {
    wrapper: "project",
    creates: true,
    body,
    rows: ROWS,
    replaced_whole: &[],
    linked: &[SIZES],
    add_form_fields: |document, _| open(document),
    make_consistent: sizes::settle,
    effects,
};

static ROWS: &[FieldEdit] = &[
    FieldEdit {
        check: check_name,
        ..row(
            NAME,
            "Project",
            "Name",
            Input::Text { longest: 256 },
            "The project's name, 1 to 256 characters. It can be changed later.",
        )
    },
    FieldEdit {
        check: check_region,
        ..row(
            REGION,
            "Project",
            "Region",
            Input::Pick,
            "Where the project lives: choose one near its clients. It can never be changed. Type to search.",
        )
    },
    row(
        VERSION,
        "Project",
        "Postgres",
        VERSIONS,
        "The major version of Postgres, 14 to 18. It can never be changed.",
    ),
    FieldEdit {
        check: project_rules::check_history,
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
        effects: |_| {
            let text = "passwords cannot be read later: connection URIs come without them";
            vec![EditEffect::new(Severity::Warn, text)]
        },
        ..row(
            PASSWORDS,
            "Project",
            "Passwords",
            KEPT,
            "Whether Neon keeps the passwords of roles, so that connection URIs can be copied later. It can never be changed.",
        )
    },
    MODE_ROW,
    SIZE_ROW,
    MIN_ROW,
    MAX_ROW,
    IDLE_ROW,
    FieldEdit {
        note: |change_set| default_note(change_set, BRANCH, "main"),
        ..row(
            BRANCH,
            "Begins with",
            "Branch",
            Input::Text { longest: 256 },
            "The name of the default branch; main if left empty.",
        )
    },
    FieldEdit {
        check: |change_set| unless_empty(change_set, DATABASE, name::database),
        note: |change_set| default_note(change_set, DATABASE, "neondb"),
        ..row(
            DATABASE,
            "Begins with",
            "Database",
            LONGEST_NAME,
            "The name of the first database, at most 63 bytes; neondb if left empty.",
        )
    },
    FieldEdit {
        check: |change_set| unless_empty(change_set, ROLE, name::role),
        note: |change_set| {
            let database = Some(change_set.text(DATABASE)).filter(|name| !name.is_empty());
            let database = database.unwrap_or("neondb");
            default_note(change_set, ROLE, &format!("{database}_owner"))
        },
        ..row(
            ROLE,
            "Begins with",
            "Role",
            LONGEST_NAME,
            "The role that owns the database, at most 63 bytes; the database's name with _owner if left empty.",
        )
    },
    FieldEdit {
        check: project_rules::check_ips,
        effects: project_rules::ip_effects,
        ..row(
            IPS,
            "Access",
            "Allowed addresses",
            Input::List,
            "Addresses that may connect: single ones, ranges (a-b) or networks (a/24). Without entries every address may.",
        )
    },
    FieldEdit {
        shown: |change_set| sizes::shown_if(!texts(at(change_set.new, IPS)).is_empty()),
        ..row(
            PROTECTED_ONLY,
            "Access",
            "Counts for",
            ALL_PROTECTED,
            "Whether the list applies to all branches or for protected ones only.",
        )
    },
];

fn open(document: &mut Value) {
    fill(document, VERSION, "17");
    fill(document, HISTORY, 86_400);
    fill(document, PASSWORDS, true);
    fill(document, IPS, json!([]));
    fill(document, PROTECTED_ONLY, false);
    new_compute::open(document);
}

fn default_note(change_set: &ChangeSet<'_>, path: &str, default: &str) -> String {
    if change_set.text(path).is_empty() {
        format!("{default} by default")
    } else {
        String::new()
    }
}

fn unless_empty(
    change_set: &ChangeSet<'_>,
    path: &str,
    check: fn(&ChangeSet<'_>, &str) -> Validation,
) -> Validation {
    if change_set.text(path).is_empty() {
        Validation::Fine
    } else {
        check(change_set, path)
    }
}

/// Project names need not be unique, but duplicates are rarely intended.
fn check_name(change_set: &ChangeSet<'_>) -> Validation {
    let name = change_set.text(NAME);
    if name.trim().is_empty() {
        return Validation::Wrong("a project needs a name: 1 to 256 characters".to_owned());
    }
    if change_set.about.in_use.iter().any(|in_use| in_use == name) {
        return Validation::Doubt(format!("a project named {name} already exists"));
    }
    check_compute(change_set)
}

fn check_region(change_set: &ChangeSet<'_>) -> Validation {
    match change_set.picked(REGION) {
        Some(_) => Validation::Fine,
        None => Validation::Wrong("a project needs a region".to_owned()),
    }
}

fn effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    let mut effects = size_effects(change_set);
    let text = "region, Postgres version and password storage cannot be changed later";
    // The confirmation serves as a summary.
    effects.push(EditEffect::new(Severity::Ask, text));
    effects
}

fn body(_: &EditTable, change_set: &ChangeSet<'_>) -> Option<Value> {
    let mut project = json!({ "name": change_set.text(NAME), REGION: change_set.text(REGION) });
    if let Ok(version) = change_set.text(VERSION).parse::<u8>() {
        put(&mut project, VERSION, version.into());
    }
    let org = change_set.text("@org");
    if !org.is_empty() {
        put(&mut project, "org_id", org.into());
    }
    for path in [HISTORY, PASSWORDS, BRANCH, DATABASE, ROLE] {
        if change_set.changed(path) {
            put(&mut project, path, at(change_set.new, path).clone());
        }
    }
    put(
        &mut project,
        "default_endpoint_settings",
        new_compute::sizes(change_set),
    );
    if change_set.changed(IPS) {
        let allowed = json!({
            "ips": at(change_set.new, IPS),
            "protected_branches_only": change_set.flag(PROTECTED_ONLY),
        });
        put(&mut project, "settings.allowed_ips", allowed);
    }
    Some(json!({ "project": project }))
}
