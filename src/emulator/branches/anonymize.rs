//! Anonymized branches: their masking rules, and the run that applies them.
//!
//! Their progress follows from the time alone, so no events are needed for it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::emulator::{
    branches::{
        Branch,
        create::{self, CreateRequest},
    },
    clock::shifted,
    error::Refusal,
    project_scope::Visit,
    request::{Answer, Call, Reply},
    state::World,
    time::Time,
    user::User,
};

/// The key that marks anonymized branches in their annotations.
const WORD: &str = "anonymized";
/// Seconds from the creation of the branch until rules can be applied.
const TO_INITIALIZE: i64 = 2;
/// Seconds for applying the rules.
const TO_ANONYMIZE: i64 = 5;

/// The anonymization of a branch.
#[derive(Debug, Clone)]
pub struct Anonymized {
    rules: Vec<MaskingRule>,
    created_at: Time,
    updated_at: Time,
    /// The latest run, if any.
    run: Option<Run>,
}

/// The masking of one column.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct MaskingRule {
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

#[derive(Debug, Deserialize)]
struct AnonymizedRequest {
    #[serde(default)]
    branch_create: CreateRequest,
    annotation_value: Option<indexmap::IndexMap<String, String>>,
    #[serde(default)]
    masking_rules: Vec<MaskingRule>,
    #[serde(default)]
    start_anonymization: bool,
}

#[derive(Debug, Deserialize)]
struct RulesRequest {
    masking_rules: Vec<MaskingRule>,
}

impl Anonymized {
    fn new(rules: Vec<MaskingRule>, at: Time) -> Self {
        Self {
            rules,
            created_at: at,
            updated_at: at,
            run: None,
        }
    }

    fn start(&mut self, user: &User, at: Time) {
        self.updated_at = at;
        self.run = Some(Run {
            started_at: at,
            by: user.id.clone(),
            by_name: user.full_name(),
            columns: self.rules.len(),
        });
    }

    /// When rules can be applied.
    fn ready_at(&self) -> Time {
        Time(shifted(self.created_at.0, TO_INITIALIZE))
    }

    fn state(&self, now: Time) -> &'static str {
        match &self.run {
            _ if now < self.ready_at() => "created",
            None => "initialized",
            Some(run) if now < run.ends_at() => "anonymizing",
            Some(_) => "anonymized",
        }
    }

    fn status(&self, branch: &Branch, now: Time) -> Value {
        let ended = |run: &&Run| now >= run.ends_at();
        let updated_at = match &self.run {
            Some(run) if ended(&run) => run.ends_at(),
            _ => self.updated_at.min(now),
        };
        let mut status = json!({
            "project_id": branch.project_id,
            "branch_id": branch.id,
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

impl Visit<'_> {
    fn anonymized(&mut self) -> Result<&mut Anonymized, Refusal> {
        let missing = || Refusal::new(404, "branch is not an anonymized branch");
        self.branch_mut()?.anonymized.as_mut().ok_or_else(missing)
    }
}

/// `POST /projects/{project_id}/branch_anonymized`: a branch with rules, and optionally a run.
pub fn create(world: &mut World, call: &Call) -> Answer {
    let request: AnonymizedRequest = call.body()?;
    let mut branch = request.branch_create;
    let mut words = request.annotation_value.unwrap_or_default();
    words.insert(WORD.to_owned(), "true".to_owned());
    branch.annotate(words);
    let mut anonymized = Anonymized::new(request.masking_rules, call.time());
    if request.start_anonymization {
        let at = anonymized.ready_at();
        anonymized.start(&world.user, at);
    }
    create::make(world, call, branch, Some(anonymized))
}

/// `GET …/branches/{branch_id}/masking_rules`
pub fn masking_rules(world: &mut World, call: &Call) -> Answer {
    let mut visit = world.visit(call)?;
    let rules = &visit.anonymized()?.rules;
    Reply::ok(json!({ "masking_rules": rules }))
}

/// `PATCH …/branches/{branch_id}/masking_rules`: the new rules replace all others.
pub fn set_masking_rules(world: &mut World, call: &Call) -> Answer {
    let request: RulesRequest = call.body()?;
    let mut visit = world.visit(call)?;
    let anonymized = visit.anonymized()?;
    anonymized.rules = request.masking_rules;
    anonymized.updated_at = call.time();
    Reply::ok(json!({ "masking_rules": anonymized.rules }))
}

/// `GET …/branches/{branch_id}/anonymized_status`
pub fn status(world: &mut World, call: &Call) -> Answer {
    let mut visit = world.visit(call)?;
    let anonymized = visit.anonymized()?.clone();
    Reply::ok(anonymized.status(visit.branch()?, call.time()))
}

/// `POST …/branches/{branch_id}/anonymize`: refused while the branch is being created or another run is active.
pub fn anonymize(world: &mut World, call: &Call) -> Answer {
    let mut visit = world.visit(call)?;
    let (user, now) = (visit.user, call.time());
    let anonymized = visit.anonymized()?;
    let state = anonymized.state(now);
    if !["initialized", "anonymized"].contains(&state) {
        return Err(Refusal::conflict(format!(
            "anonymization cannot be started while the branch is in state \"{state}\""
        )));
    }
    anonymized.start(user, now);
    let anonymized = anonymized.clone();
    Reply::ok(anonymized.status(visit.branch()?, now))
}
