//! Creating anonymized branches, changing their masking rules, and applying them.

use serde::Deserialize;
use serde_json::json;

use crate::emulator::{
    branches::{
        create::{self, CreateRequest},
        masking::{Anonymized, MaskingRule},
    },
    error::Refusal,
    project_scope::ProjectScope,
    request::{Answer, Call, Reply},
    state::World,
};

/// The key that marks anonymized branches in their annotations.
pub const WORD: &str = "anonymized";

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

impl ProjectScope<'_> {
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
    let rules = request.masking_rules;
    rules.iter().try_for_each(MaskingRule::check)?;
    let user = (world.user.id.clone(), world.user.full_name());
    let starts = request.start_anonymization;
    create::make(world, call, branch, move |branch| {
        branch.anonymized = Some(match starts {
            true => Anonymized::applied(rules, &user, branch.created_at, &branch.databases),
            false => Anonymized::new(rules, branch.created_at),
        });
    })
}

/// `GET …/branches/{branch_id}/masking_rules`
pub fn masking_rules(world: &mut World, call: &Call) -> Answer {
    let mut scope = world.project_scope(call)?;
    let rules = &scope.anonymized()?.rules;
    Reply::ok(json!({ "masking_rules": rules }))
}

/// `PATCH …/branches/{branch_id}/masking_rules`: the new rules replace all others.
pub fn set_masking_rules(world: &mut World, call: &Call) -> Answer {
    let request: RulesRequest = call.body()?;
    request
        .masking_rules
        .iter()
        .try_for_each(MaskingRule::check)?;
    let mut scope = world.project_scope(call)?;
    let anonymized = scope.anonymized()?;
    anonymized.rules = request.masking_rules;
    anonymized.updated_at = call.time();
    Reply::ok(json!({ "masking_rules": anonymized.rules }))
}

/// `GET …/branches/{branch_id}/anonymized_status`
pub fn status(world: &mut World, call: &Call) -> Answer {
    let mut scope = world.project_scope(call)?;
    let anonymized = scope.anonymized()?.clone();
    let branch = scope.branch()?;
    Reply::ok(anonymized.status(&branch.project_id, &branch.id, call.time()))
}

/// `POST …/branches/{branch_id}/anonymize`: refused while the branch is being created or another run is active.
pub fn anonymize(world: &mut World, call: &Call) -> Answer {
    let mut scope = world.project_scope(call)?;
    let user = (scope.user.id.clone(), scope.user.full_name());
    let now = call.time();
    let databases = scope.branch()?.databases.clone();
    let anonymized = scope.anonymized()?;
    let state = anonymized.state(now);
    if !["initialized", "anonymized", "error"].contains(&state) {
        return Err(Refusal::conflict(format!(
            "anonymization cannot be started while the branch is in state \"{state}\""
        )));
    }
    anonymized.start(&user, now, &databases);
    let anonymized = anonymized.clone();
    let branch = scope.branch()?;
    Reply::ok(anonymized.status(&branch.project_id, &branch.id, now))
}
