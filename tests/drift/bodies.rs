//! Answers with a value in every field that the contract knows.

use crate::facts::Facts;
use lazyneon::api::Operation;
use serde_json::{Map, Value, json};

/// A field of a record.
pub type Field<'f> = (&'f str, &'f str);

/// The values that have to fit together, or to be in a range, by field; the second one is what they are changed to.
const VALUES: &[(&str, &str, &str)] = &[
    // Who belongs to whom.
    ("Project.id", "\"shop\"", "\"other\""),
    ("ProjectListItem.id", "\"shop\"", "\"other\""),
    ("Branch.id", "\"br-main\"", "\"br-other\""),
    ("Branch.parent_id", "\"br-base\"", "\"br-root\""),
    ("Endpoint.id", "\"ep-1\"", "\"ep-2\""),
    ("Organization.id", "\"org-1\"", "\"org-2\""),
    ("Database.name", "\"app\"", "\"other\""),
    (".project_id", "\"shop\"", "\"other\""),
    (".branch_id", "\"br-main\"", "\"br-other\""),
    (".endpoint_id", "\"ep-1\"", "\"ep-2\""),
    (".org_id", "\"org-1\"", "\"org-2\""),
    // What the contract knows only in its descriptions.
    ("Branch.current_state", "\"ready\"", "\"archived\""),
    ("Branch.pending_state", "null", "\"resetting\""),
    ("Branch.restore_status", "\"restored\"", "\"finalized\""),
    (
        "ConsumptionMetricValue.metric_name",
        "\"compute_unit_seconds\"",
        "\"child_branch_bytes_month\"",
    ),
    (
        "BranchSchemaCompareResponse.diff",
        "\"--- a\\n+++ b\\n@@ -1 +1 @@\\n-old\\n+one\\n\"",
        "\"--- a\\n+++ b\\n@@ -1 +1 @@\\n-old\\n+two\\n\"",
    ),
    // What has a range.
    (".pg_version", "17", "16"),
    (".hour", "5", "6"),
    (".day", "3", "4"),
    (".month", "7", "8"),
    (".weekdays", "[1, 2]", "[3]"),
    (".start_time", "\"01:00\"", "\"02:00\""),
    (".end_time", "\"03:00\"", "\"04:00\""),
    (".port", "587", "465"),
    (".autoscaling_limit_min_cu", "1.0", "2.0"),
    (".autoscaling_limit_max_cu", "4.0", "8.0"),
    (".severity_number", "9", "17"),
    (
        "ConsumptionHistoryPerTimeframeV2.timeframe_start",
        "\"2026-11-20T00:00:00Z\"",
        "\"2026-11-18T00:00:00Z\"",
    ),
    (".unavailable_project_ids", "[]", "[\"gone\"]"),
    ("Pagination.cursor", "null", "\"more\""),
    (".next_cursor", "null", "\"more\""),
    // What would hide it.
    (
        "ProjectPermission.revoked_at",
        "null",
        "\"2026-11-20T10:00:00Z\"",
    ),
    (
        "CredentialMeta.revoked_at",
        "null",
        "\"2026-11-20T10:00:00Z\"",
    ),
    // What is to come.
    (
        ".expires_at",
        "\"2026-11-25T10:00:00Z\"",
        "\"2026-11-27T11:00:00Z\"",
    ),
    (
        ".recoverable_until",
        "\"2026-11-25T10:00:00Z\"",
        "\"2026-11-27T11:00:00Z\"",
    ),
    (
        ".retry_at",
        "\"2026-11-21T15:00:00Z\"",
        "\"2026-11-21T16:00:00Z\"",
    ),
    (
        ".next_run_at",
        "\"2026-11-22T15:00:00Z\"",
        "\"2026-11-23T16:00:00Z\"",
    ),
];

/// How Neon answers.
#[derive(Clone, Copy)]
pub struct Answers<'f> {
    pub facts: &'f Facts,
    /// Other values than usual, by field.
    pub given: &'f [(&'f str, &'f str)],
    pub more: &'f [(&'f str, &'f str)],
    /// What it refuses.
    pub refused: &'f [Operation],
    /// The fields that have their second value.
    pub changed: &'f [Field<'f>],
}

impl Answers<'_> {
    /// The answer to an operation, if it is not refused.
    pub fn body(&self, operation: Operation) -> Option<Value> {
        if self.refused.contains(&operation) {
            return None;
        }
        let kind = self.facts.answers.get(operation.spec().id);
        Some(kind.map_or_else(|| json!({}), |kind| self.fill(kind, None)))
    }

    /// The value of a type; `field` is where it is.
    fn fill(&self, kind: &str, field: Option<Field<'_>>) -> Value {
        let is_changed = field.is_some_and(|field| self.changed.contains(&field));
        if let Some((record, key)) = field
            && let Some(fixed) = self.fixed(record, key, is_changed)
        {
            return fixed;
        }
        if let Some(inside) = between(kind, '[', ']') {
            return json!([self.fill(inside, field)]);
        }
        if let Some(inside) = between(kind, '{', '}') {
            return json!({ "br-main": self.fill(inside, field) });
        }
        if let Some(fields) = self.facts.records.get(kind) {
            let filled = fields.iter().map(|(key, of)| {
                let value = self.fill(of, Some((kind, key)));
                (key.clone(), value)
            });
            return Value::Object(filled.collect::<Map<_, _>>());
        }
        if let Some(values) = self.facts.enums.get(kind) {
            let value = values.iter().nth(usize::from(is_changed));
            return json!(value.or(values.first()));
        }
        plain(kind, field, is_changed)
    }

    fn fixed(&self, record: &str, key: &str, is_changed: bool) -> Option<Value> {
        let (exact, any) = (format!("{record}.{key}"), format!(".{key}"));
        let is = |name: &str| name == exact || name == any;
        let mut given = self.more.iter().chain(self.given);
        let given = given.find(|row| is(row.0) && !is_changed);
        let text = given.map(|row| row.1).or_else(|| {
            let found = VALUES.iter().find(|row| is(row.0))?;
            Some(if is_changed { found.2 } else { found.1 })
        });
        Some(serde_json::from_str(text?).unwrap())
    }
}

fn between(kind: &str, open: char, close: char) -> Option<&str> {
    kind.strip_prefix(open)?.strip_suffix(close)
}

fn plain(kind: &str, field: Option<Field<'_>>, is_changed: bool) -> Value {
    let [usual, other] = match kind {
        "time" => [json!("2026-11-20T10:00:00Z"), json!("2026-11-18T09:00:00Z")],
        "integer" => [json!(7_200), json!(90_000_000)],
        "number" => [json!(7_200.0), json!(90_000_000.0)],
        "boolean" => [json!(true), json!(false)],
        "any" => [json!({ "any": "one" }), json!({ "any": "two" })],
        _ => {
            let place = field.map_or("text", |(_, key)| key);
            ["one", "two"].map(|text| json!(format!("{place}-{text}")))
        }
    };
    if is_changed { other } else { usual }
}
