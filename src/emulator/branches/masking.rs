//! What is masked on an anonymized branch: the rules, and the run that applies them.
//!
//! Its progress follows from the time alone, so no events are needed for it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::emulator::{
    clock::shifted, databases::Database, error::Refusal, ids::Text, time::Time, validation,
};

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

    /// Starts a run of this user, by id and name. It will fail if a rule is for another database than these.
    pub fn start(&mut self, user: &(String, String), at: Time, databases: &[Database]) {
        let has = |name: &str| databases.iter().any(|one| one.name == name);
        let wrong = self.rules.iter().find(|rule| !has(&rule.database_name));
        let trouble =
            wrong.map(|rule| format!("database \"{}\" does not exist", rule.database_name));
        self.updated_at = at;
        self.run = Some(Run {
            started_at: at,
            by: user.0.clone(),
            by_name: user.1.clone(),
            columns: if trouble.is_some() {
                0
            } else {
                self.rules.len()
            },
            trouble,
        });
    }

    /// Rules that were applied soon after the branch was created.
    pub fn applied(
        rules: Vec<MaskingRule>,
        user: &(String, String),
        at: Time,
        databases: &[Database],
    ) -> Self {
        let mut anonymized = Self::new(rules, at);
        let ready = anonymized.ready_at();
        anonymized.start(user, ready, databases);
        anonymized
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
            Some(run) if run.trouble.is_some() => "error",
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
            if let Some(trouble) = run.trouble.as_ref().filter(|_| ended(&run)) {
                fields.insert("status_message".to_owned(), json!(trouble));
                fields.insert("failed_at".to_owned(), json!(run.ends_at()));
            }
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

impl MaskingRule {
    /// Refuses a rule that does not name its column.
    pub fn check(&self) -> Result<(), Refusal> {
        validation::text("database_name", &self.database_name, 63)?;
        validation::text("schema_name", &self.schema_name, 63)?;
        validation::text("table_name", &self.table_name, 63)?;
        validation::text("column_name", &self.column_name, 63)
    }
}

/// One application of the rules.
#[derive(Debug, Clone)]
struct Run {
    started_at: Time,
    by: String,
    by_name: String,
    columns: usize,
    /// Why it fails at its end.
    trouble: Option<String>,
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
