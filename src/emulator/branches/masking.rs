//! What is masked on an anonymized branch: the rules, and the run that applies them.
//!
//! Its progress follows from the time alone, so no events are needed for it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::emulator::{clock::shifted, ids::Text, time::Time, user::User};

/// Seconds from the creation of the branch until rules can be applied.
const TO_INITIALIZE: i64 = 2;
/// Seconds for applying the rules.
const TO_ANONYMIZE: i64 = 5;

/// The anonymization of a branch.
#[derive(Debug, Clone)]
pub struct Anonymized {
    pub rules: Vec<MaskingRule>,
    created_at: Time,
    pub updated_at: Time,
    /// The latest run, if any.
    run: Option<Run>,
}

impl Anonymized {
    pub fn new(rules: Vec<MaskingRule>, at: Time) -> Self {
        Self {
            rules,
            created_at: at,
            updated_at: at,
            run: None,
        }
    }

    pub fn start(&mut self, user: &User, at: Time) {
        self.updated_at = at;
        self.run = Some(Run {
            started_at: at,
            by: user.id.clone(),
            by_name: user.full_name(),
            columns: self.rules.len(),
        });
    }

    /// When rules can be applied.
    pub fn ready_at(&self) -> Time {
        Time(shifted(self.created_at.0, TO_INITIALIZE))
    }

    pub fn state(&self, now: Time) -> &'static str {
        match &self.run {
            _ if now < self.ready_at() => "created",
            None => "initialized",
            Some(run) if now < run.ends_at() => "anonymizing",
            Some(_) => "anonymized",
        }
    }

    pub fn status(&self, project: &Text, branch: &Text, now: Time) -> Value {
        let ended = |run: &&Run| now >= run.ends_at();
        let updated_at = match &self.run {
            Some(run) if ended(&run) => run.ends_at(),
            _ => self.updated_at.min(now),
        };
        let mut status = json!({
            "project_id": project,
            "branch_id": branch,
            "state": self.state(now),
            "created_at": self.created_at,
            "updated_at": updated_at,
        });
        let run = self.run.as_ref().filter(|run| now >= run.started_at);
        if let (Some(run), Some(fields)) = (run, status.as_object_mut()) {
            fields.insert("last_run".to_owned(), run.metadata(now));
        }
        status
    }
}

/// The masking of one column.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MaskingRule {
    database_name: String,
    schema_name: String,
    table_name: String,
    column_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    masking_function: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    masking_value: Option<String>,
}

/// One application of the rules.
#[derive(Debug, Clone)]
struct Run {
    started_at: Time,
    by: String,
    by_name: String,
    columns: usize,
}

impl Run {
    fn ends_at(&self) -> Time {
        Time(shifted(self.started_at.0, TO_ANONYMIZE))
    }

    fn metadata(&self, now: Time) -> Value {
        let mut metadata = json!({
            "started_at": self.started_at,
            "triggered_by": self.by,
            "triggered_by_username": self.by_name,
            "masked_columns": self.columns,
        });
        if now >= self.ends_at()
            && let Some(fields) = metadata.as_object_mut()
        {
            fields.insert("completed_at".to_owned(), json!(self.ends_at()));
        }
        metadata
    }
}
