//! Masked branches, which Neon calls anonymized: how far one is masked, and its rules. Neon replaces all rules of a branch
//! at once, so a change to one is made in the list as it is just before (`ChangeSpec::rebase`).

mod new;
mod rule;

use super::{
    column::{Column, Width, field},
    field::{Described, Field, Value, main, more},
    kind::{Kind, Known},
    list::{List, Listed, branch_parts},
};
use crate::{
    api::{
        Answer, ApiError, Get, Operation, Request,
        operations::typed,
        types::{
            Annotation, Branch, BranchId, Endpoint, Masking, MaskingAnswer, MaskingRule,
            MaskingRules, OddRow, ProjectId, Time,
        },
    },
    kinds::{State, branch::NewBranch},
    store::{Store, target::Target},
};
use jiff::Timestamp;
pub use new::{NewMaskedBranch, NewMaskingRule};
pub use rule::{MaskingRuleRef, REMOVE};
use serde_json::json;

/// The label of masked branches.
const LABEL: &str = "anonymized";

/// The state of a branch's masking, in words.
fn state(state: &str) -> Value {
    match state {
        "created" => Value::State(State::going_on("being prepared")),
        "initialized" => Value::State(State::wanting("not masked yet")),
        "initialization_error" => Value::State(State::broken("not prepared")),
        "anonymizing" => Value::State(State::going_on("being masked")),
        "anonymized" => Value::State(State::done("masked")),
        "error" => Value::State(State::broken("failed")),
        other => Value::text(other),
    }
}

impl Masking {
    /// Whether Neon prepares it or applies rules.
    pub fn is_running(&self) -> bool {
        matches!(self.state.as_str(), "created" | "anonymizing")
    }

    /// When rules were last applied.
    pub fn started_at(&self) -> Option<Time> {
        self.last_run.as_ref()?.started_at
    }
}

impl Described for Masking {
    const FIELDS: &'static [Field<Self>] = &[
        main("state", "State", "How far the branch is masked.", |one| {
            state(&one.state)
        }),
        main(
            "status_message",
            "Neon says",
            "What Neon does, or what went wrong.",
            |one| Value::text(&one.status_message),
        ),
        main(
            "last_run.started_at",
            "Started",
            "When its rules were last applied.",
            |one| Value::time(one.started_at()),
        ),
        main(
            "last_run.completed_at",
            "Ended",
            "When that ended, even if it failed.",
            |one| Value::time(one.last_run.as_ref().and_then(|run| run.completed_at)),
        ),
        main(
            "last_run.masked_columns",
            "Columns",
            "How many columns that masked.",
            |one| {
                let run = one.last_run.as_ref();
                Value::of(run.and_then(|run| run.masked_columns), Value::Count)
            },
        ),
        main(
            "last_run.triggered_by_username",
            "By",
            "Who started that.",
            |one| {
                let run = one.last_run.as_ref();
                Value::of(run, |run| Value::text(&run.triggered_by_username))
            },
        ),
        main("failed_at", "Failed", "When it failed.", |one| {
            Value::time(one.failed_at)
        }),
        more("created_at", "Created", "When it was created.", |one| {
            Value::time(one.created_at)
        }),
        more("updated_at", "Updated", "When it changed last.", |one| {
            Value::time(one.updated_at)
        }),
    ];
}

impl Listed for Masking {
    type Page = MaskingAnswer;
    type New = NewBranch;

    const LIST: List = List("Masking");
    const NAME: &'static str = "masking";
    const COLUMNS: &'static [Column] = &[
        Column::name("BRANCH", "the masked branch", Width::Branch(16)),
        field!(Masking, "state", Width::Words(14), 90),
        field!(Masking, "last_run.started_at", Width::Time, 70),
        field!(Masking, "last_run.masked_columns", Width::Number, 60),
        field!(Masking, "status_message", Width::Words(16), 80),
    ];

    fn place(store: &Store, at: Option<&Target>) -> Result<Target, String> {
        place(store, at)
    }

    fn request(of: &Target) -> Get<MaskingAnswer> {
        let (project, branch) = branch_parts(of);
        Request::get_masking(&project, &branch)
    }

    fn is_none(refusal: &ApiError) -> bool {
        refusal.is_gone()
    }

    fn records(_: &Store, _: &Target, answer: MaskingAnswer) -> (Vec<Self>, Vec<OddRow>) {
        (vec![answer.masking], Vec::new())
    }

    fn target(&self, of: &Target) -> Target {
        let (project, branch) = branch_parts(of);
        Target::Masking(project, branch)
    }

    fn none(store: &Store, of: &Target, key: &str) -> String {
        not_masked(store, of, key)
    }
}

fn is_label(label: &Annotation) -> bool {
    label.value.contains_key(LABEL)
}

/// The branch of a row, or why it has none.
fn place(store: &Store, at: Option<&Target>) -> Result<Target, String> {
    let none = || "select a branch, or something on it: each has its own masking".to_owned();
    store.branch_target(at.ok_or_else(none)?).ok_or_else(none)
}

/// What is said of a branch without masking.
fn not_masked(store: &Store, of: &Target, key: &str) -> String {
    format!(
        "{} is not masked: it has the data as it is. {key} creates a masked branch.",
        store.name(of)
    )
}

/// The branch that something is on.
fn branch_of(of: &Target) -> Target {
    let (project, branch) = branch_parts(of);
    Target::Branch(project, branch)
}

impl Store {
    /// Whether a branch is labeled as a masked one.
    pub fn is_masked(&self, project: &ProjectId, branch: &BranchId) -> bool {
        let inside = self.inside(project);
        inside.is_some_and(|inside| inside.annotations.get(branch).is_some_and(is_label))
    }

    /// The branches of a project that were being prepared or masked when they were last read.
    pub fn being_masked(&self, project: &ProjectId) -> Vec<BranchId> {
        let labels = self.inside(project).into_iter();
        let labels = labels.flat_map(|inside| &inside.annotations);
        let masked = labels.filter(|(_, label)| is_label(label));
        let is_running = |(branch, _): &(&BranchId, _)| {
            let of = Target::Branch(project.clone(), (*branch).clone());
            self.masking(&of).is_some_and(Masking::is_running)
        };
        let running = masked.filter(is_running);
        running.map(|(branch, _)| branch.clone()).collect()
    }

    /// How far the branch is masked that something is on, if that is known.
    pub fn masking(&self, of: &Target) -> Option<&Masking> {
        self.listings.of(&branch_of(of)).first()
    }

    /// The known masking rules of the branch that something is on.
    pub fn masking_rules(&self, of: &Target) -> &[MaskingRule] {
        self.listings.of(&branch_of(of))
    }
}

impl Request {
    /// Creates a branch that is masked, at once or later.
    pub fn create_masked_branch(project: &ProjectId, body: serde_json::Value) -> Self {
        Self::new(Operation::CreateMaskedBranch, &[project.as_str()]).body(body)
    }

    /// How far a branch is masked. Refused with 404 if it is not a masked one.
    pub fn get_masking(project: &ProjectId, branch: &BranchId) -> Get<MaskingAnswer> {
        Get::new(typed::GetMasking, &[project.as_str(), branch.as_str()])
    }

    /// Applies the rules of a branch to its data.
    pub fn start_masking(project: &ProjectId, branch: &BranchId) -> Self {
        let path = [project.as_str(), branch.as_str()];
        Self::new(Operation::StartMasking, &path)
    }

    /// The masking rules of a branch. Refused with 404 if it is not a masked one.
    pub fn list_masking_rules(project: &ProjectId, branch: &BranchId) -> Get<MaskingRules> {
        let path = [project.as_str(), branch.as_str()];
        Get::new(typed::ListMaskingRules, &path)
    }

    /// Replaces all masking rules of a branch.
    pub fn set_masking_rules(
        project: &ProjectId,
        branch: &BranchId,
        body: serde_json::Value,
    ) -> Self {
        let path = [project.as_str(), branch.as_str()];
        Self::new(Operation::SetMaskingRules, &path).body(body)
    }
}

/// The body that sets these rules.
pub fn body(rules: &[MaskingRule]) -> serde_json::Value {
    json!({ rule::RULES: rules })
}

/// The rules that a request sets.
pub fn rules_of(request: &Request) -> Vec<MaskingRule> {
    let rules = request.body.as_ref().and_then(|body| body.get(rule::RULES));
    let rules = rules.cloned().unwrap_or_default();
    serde_json::from_value(rules).unwrap_or_default()
}

/// The masking of a branch.
#[derive(Debug, Clone, Copy)]
pub struct MaskingRef<'a> {
    pub project: &'a ProjectId,
    pub branch: &'a BranchId,
}

impl MaskingRef<'_> {
    fn of(&self) -> Target {
        Target::Branch(self.project.clone(), self.branch.clone())
    }
}

impl Kind for MaskingRef<'_> {
    fn noun(&self) -> &'static str {
        "masking"
    }

    fn field_names(&self) -> Vec<[&'static str; 2]> {
        Masking::names()
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(store.masking(&self.of())?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        Some(self.branch(store)?.name.to_string())
    }

    fn branch<'s>(&self, store: &'s Store) -> Option<&'s Branch> {
        store.branch(self.project, self.branch)
    }

    fn compute<'s>(&self, store: &'s Store) -> Option<&'s Endpoint> {
        store.endpoints_of(self.project, self.branch).next()
    }

    fn is_in_database(&self) -> bool {
        true
    }

    fn read(&self) -> Option<Request> {
        Some(Request::get_masking(self.project, self.branch).into())
    }

    fn keep(&self, store: &mut Store, answer: Answer, _: Timestamp) {
        if let Some(answer) = answer.body::<MaskingAnswer>() {
            store.listings.keep(&self.of(), vec![answer.masking], &[]);
        }
    }

    fn why_fixed(&self) -> Option<&'static str> {
        Some("masking follows the rules of the branch: edit those")
    }
}
