//! An entry of the log: a change that was sent, and what is known of its result.

use crate::{
    api::types::{Operation, OperationId, OperationStatus},
    neon::Neon,
    store::target::Target,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What has become of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeResult {
    /// There is no answer yet; in the log of a program that has ended, there never was one.
    Sent,
    /// Neon has accepted it.
    Ok,
    Refused,
    /// The answer was lost, and it is being checked whether it has happened.
    Lost,
    /// The answer was lost, but it has happened.
    Verified,
    /// The answer was lost, and it has not happened.
    NotDone,
    /// The answer was lost, and it could not be found out whether it has happened.
    Unknown,
    /// It was accepted, but one of its operations has failed.
    Failed,
    /// A result that only a newer version knows.
    #[serde(other)]
    Other,
}

/// A thing by its id, with the name that it had.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedId {
    pub id: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

/// A change that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoggedChange {
    /// Identifies it among all changes: every result that becomes known is an entry of its own on disk.
    pub id: String,
    /// When it was sent.
    pub at: Timestamp,
    /// When its result became known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Timestamp>,
    /// The address of the API.
    pub host: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub org: Option<NamedId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<NamedId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<NamedId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compute: Option<NamedId>,
    /// What it does: "suspend compute".
    pub what: String,
    /// What messages call the thing.
    pub name: String,
    pub method: String,
    pub path: String,
    pub result: ChangeResult,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Why it was refused or has failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// For Neon's support.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// The operations that it has started.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operations: Vec<OperationId>,
}

impl LoggedChange {
    /// Whether it has done what was refused before.
    pub(super) fn puts_right(&self, refused: &Self) -> bool {
        let is_there = |place: fn(&Self) -> &Option<NamedId>| {
            let id = |of| place(of).as_ref().map(|one| &one.id);
            // Something new has its own id only once it was created.
            id(refused).is_none() || id(refused) == id(self)
        };
        matches!(self.result, ChangeResult::Ok | ChangeResult::Verified)
            && (&self.what, &self.name) == (&refused.what, &refused.name)
            && is_there(|one| &one.project)
            && is_there(|one| &one.branch)
            && is_there(|one| &one.compute)
    }

    /// Fills in where it happened, as far as that is not known yet.
    pub(super) fn locate(&mut self, neon: &Neon, target: &Target) {
        let store = &neon.store;
        let named = |target: Target| NamedId {
            id: target.id().to_owned(),
            name: Some(store.name(&target))
                .filter(|name| name != target.id())
                .unwrap_or_default(),
        };
        let project = target.project();
        let owner = project.and_then(|id| store.project(id)?.row.org_id.as_ref());
        let org = target.org().or(owner);
        let branch = match target {
            // Its default branch is not what is changed.
            Target::Project(_) => None,
            _ => target
                .branch()
                .or_else(|| Some(&store.branch_of(target)?.id)),
        };
        let compute = match target {
            Target::Endpoint(..) => Some(target.clone()),
            _ => None,
        };
        let branch = project
            .zip(branch)
            .map(|(project, branch)| Target::Branch(project.clone(), branch.clone()));
        let fill = |known: &mut Option<NamedId>, target: Option<Target>| {
            if known.is_none() {
                *known = target.map(named);
            }
        };
        fill(&mut self.org, org.cloned().map(Target::Org));
        fill(&mut self.project, project.cloned().map(Target::Project));
        fill(&mut self.branch, branch);
        fill(&mut self.compute, compute);
    }

    pub(super) fn started(&mut self, operations: &[Operation]) {
        let ids = operations.iter().map(|operation| operation.id.clone());
        self.operations = ids.collect();
    }

    /// A refused change to a project, as an operation that has failed.
    pub(super) fn refusal(&self) -> Option<Operation> {
        if self.result != ChangeResult::Refused || !self.operations.is_empty() {
            return None;
        }
        let id = |of: &Option<NamedId>| of.as_ref().map(|one| one.id.clone());
        Some(Operation {
            id: self.id.clone().into(),
            project_id: id(&self.project)?.into(),
            branch_id: id(&self.branch).map(Into::into),
            endpoint_id: id(&self.compute).map(Into::into),
            action: self.what.replace(' ', "_").as_str().into(),
            status: OperationStatus::Failed,
            error: Some(self.message.clone().unwrap_or_else(|| "refused".to_owned())),
            created_at: Some(self.at.into()),
            ..Operation::default()
        })
    }
}
