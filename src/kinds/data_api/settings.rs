//! The settings of a Data API, as its form edits them.

use crate::kinds::edit::{
    ChangeSet, EditEffect, EditTable, FieldEdit, Input, Pick, Scalar, Severity, Unit, Validation,
    row,
};
use serde_json::{Value, json};

/// The object that holds the settings, which Neon replaces as a whole.
const OBJECT: &str = "settings";
const SCHEMAS: &str = "settings.db_schemas";
const MOST_ROWS: &str = "settings.db_max_rows";
const KEYS_CACHED: &str = "settings.jwt_cache_max_lifetime";
/// The longest text that Neon is known to accept.
const LONGEST: usize = 256;
const TEXT: Input = Input::Text { longest: LONGEST };
const YES_NO: Input = Input::Choice(&[
    Pick {
        value: Scalar::Flag(true),
        label: "yes",
    },
    Pick {
        value: Scalar::Flag(false),
        label: "no",
    },
]);

pub(super) static SETTINGS: EditTable = EditTable {
    body: |table, change_set| {
        let is_changed = |row: &FieldEdit| change_set.changed(row.path);
        let settings = change_set.new.get(OBJECT).cloned().unwrap_or(Value::Null);
        let any = table.rows.iter().any(is_changed);
        any.then(|| json!({ OBJECT: settings }))
    },
    effects: |change_set| match change_set.old == change_set.new {
        true => Vec::new(),
        false => vec![EditEffect::new(
            Severity::Warn,
            "reads the schema of the database again, which wakes the compute if it is idle",
        )],
    },
    ..EditTable::new(
        false,
        &[
            FieldEdit {
                check: |change_set| match schemas(change_set).is_empty() {
                    true => {
                        Validation::Wrong("enter at least one schema, such as public".to_owned())
                    }
                    false => Validation::Fine,
                },
                effects: |change_set| {
                    let new = schemas(change_set).join(", ");
                    vec![EditEffect::new(
                        Severity::Ask,
                        format!("requests reach the schemas {new}, and no others"),
                    )]
                },
                ..row(
                    SCHEMAS,
                    "What it serves",
                    "Schemas",
                    Input::List,
                    "The schemas whose tables and functions requests reach.",
                )
            },
            FieldEdit {
                note: |change_set| match change_set.number(MOST_ROWS) {
                    None => "all that there are".to_owned(),
                    Some(_) => String::new(),
                },
                ..row(
                    MOST_ROWS,
                    "What it serves",
                    "Most rows",
                    Input::Amount(Unit::Count),
                    "The most rows that one request returns; as many as there are, if empty.",
                )
            },
            row(
                "settings.db_aggregates_enabled",
                "What it serves",
                "Aggregates",
                YES_NO,
                "Whether requests may use sum, avg, count and the like.",
            ),
            row(
                "settings.db_extra_search_path",
                "What it serves",
                "Search path",
                TEXT,
                "More schemas in which names are looked up, separated by commas.",
            ),
            FieldEdit {
                effects: |_| {
                    vec![EditEffect::new(
                        Severity::Ask,
                        "whoever knows the URL may do what this role may do",
                    )]
                },
                ..row(
                    "settings.db_anon_role",
                    "Who may",
                    "Without token",
                    TEXT,
                    "The database role of requests without a token.",
                )
            },
            row(
                "settings.jwt_role_claim_key",
                "Who may",
                "Role claim",
                TEXT,
                "Where a token names the role to act as, such as .role.",
            ),
            FieldEdit {
                note: |change_set| match change_set.number(KEYS_CACHED) {
                    None => "as long as Neon likes".to_owned(),
                    Some(_) => "seconds".to_owned(),
                },
                ..row(
                    KEYS_CACHED,
                    "Who may",
                    "Keys cached",
                    Input::Amount(Unit::Count),
                    "For how many seconds the keys that sign tokens are cached.",
                )
            },
            row(
                "settings.server_cors_allowed_origins",
                "Who may",
                "Web origins",
                TEXT,
                "The web origins whose pages may send requests (CORS), separated by commas; all, if empty.",
            ),
            row(
                "settings.openapi_mode",
                "Answers",
                "OpenAPI",
                Input::Choice(&[
                    Pick {
                        value: Scalar::Word("disabled"),
                        label: "disabled",
                    },
                    Pick {
                        value: Scalar::Word("ignore-privileges"),
                        label: "everything, whoever asks",
                    },
                ]),
                "Whether its root describes all tables and functions in the OpenAPI format.",
            ),
            row(
                "settings.server_timing_enabled",
                "Answers",
                "Timing",
                YES_NO,
                "Whether answers tell how long each part took (Server-Timing).",
            ),
        ],
    )
};

fn schemas<'a>(change_set: &ChangeSet<'a>) -> Vec<&'a str> {
    let list = change_set.new.pointer("/settings/db_schemas");
    let list = list.and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_str).collect()
}
