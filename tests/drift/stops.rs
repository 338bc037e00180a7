//! Where the program is looked at.

use lazyneon::{
    api::Operation,
    ui::{Action, Target},
};

type From = fn() -> Target;

pub fn org() -> Target {
    Target::Org("org-1".into())
}

pub fn project() -> Target {
    Target::Project("shop".into())
}

pub fn branch() -> Target {
    Target::Branch("shop".into(), "br-main".into())
}

fn compute() -> Target {
    Target::Endpoint("shop".into(), "ep-1".into())
}

fn database() -> Target {
    Target::Database("shop".into(), "br-main".into(), "app".into())
}

fn role() -> Target {
    Target::Role("shop".into(), "br-main".into(), "name-one".into())
}

/// Where the tour goes.
pub struct Stop {
    pub from: From,
    /// What leads there.
    pub actions: &'static [Action],
    /// The values of fields without which something else is seen.
    pub given: &'static [(&'static str, &'static str)],
    /// What Neon does not answer.
    pub refused: &'static [Operation],
}

const fn stop(from: From, actions: &'static [Action]) -> Stop {
    Stop {
        from,
        actions,
        given: &[],
        refused: &[],
    }
}

impl Stop {
    const fn given(self, given: &'static [(&'static str, &'static str)]) -> Self {
        Self { given, ..self }
    }

    const fn without(self, refused: &'static [Operation]) -> Self {
        Self { refused, ..self }
    }

    /// Whether it shows what the answers for the tree have.
    pub fn is_general(&self) -> bool {
        self.actions.is_empty() || self.actions == [Action::Edit]
    }
}

pub const STOPS: &[Stop] = &[
    stop(org, &[]),
    stop(org, &[Action::Members]),
    stop(org, &[Action::Members, Action::NextTab]),
    stop(org, &[Action::ApiKeys]),
    stop(org, &[Action::ApiKeys, Action::NextTab]),
    stop(org, &[Action::VpcEndpoints]),
    stop(org, &[Action::EditSpending]).given(&[("Organization.plan", "\"launch_v3\"")]),
    stop(org, &[Action::Deleted]),
    // What the list says, before the project is asked for alone.
    stop(org, &[Action::Projects]).without(&[Operation::GetProject]),
    stop(project, &[]).without(&[Operation::GetProject]),
    stop(org, &[Action::Accounts]),
    stop(org, &[Action::NewProject]),
    stop(project, &[]),
    stop(project, &[Action::Edit]),
    stop(project, &[Action::Usage]),
    stop(branch, &[Action::Usage]),
    stop(org, &[Action::FailedOperations]),
    stop(branch, &[Action::FocusOperations, Action::Zoom])
        .given(&[("Operation.status", "\"running\"")]),
    stop(project, &[Action::Branches]),
    stop(project, &[Action::Snapshots]),
    stop(project, &[Action::Snapshots, Action::Edit]),
    stop(project, &[Action::ListShares]),
    stop(project, &[Action::ProjectMembers]),
    stop(project, &[Action::VpcEndpoints]),
    stop(project, &[Action::JwksUrls]),
    stop(branch, &[Action::FocusOperations, Action::Open]),
    stop(branch, &[]),
    stop(branch, &[Action::Edit]),
    stop(branch, &[Action::BackupSchedule]),
    stop(project, &[Action::Snapshots]).given(&[("BackupScheduleItem.frequency", "\"yearly\"")]),
    stop(branch, &[Action::Databases]),
    stop(branch, &[Action::Roles]),
    stop(branch, &[Action::DataApi]),
    stop(branch, &[Action::DataApi, Action::Edit]),
    stop(branch, &[Action::Credentials]),
    stop(branch, &[Action::Logs]),
    stop(branch, &[Action::Advisors, Action::Refresh]),
    stop(branch, &[Action::NeonAuth]),
    stop(branch, &[Action::NeonAuth, Action::AuthSettings]),
    stop(
        branch,
        &[Action::NeonAuth, Action::AuthSettings, Action::Bottom],
    ),
    stop(
        branch,
        &[Action::NeonAuth, Action::AuthSettings, Action::Edit],
    ),
    stop(branch, &[Action::NeonAuth, Action::TrustedDomains]),
    stop(branch, &[Action::NeonAuth, Action::OauthProviders]),
    stop(branch, &[Action::Masking]),
    stop(branch, &[Action::MaskingRules]),
    stop(branch, &[Action::Buckets]),
    stop(branch, &[Action::Buckets, Action::Objects, Action::Down]),
    stop(branch, &[Action::ObjectStorage]),
    stop(branch, &[Action::Functions]),
    stop(branch, &[Action::Triggers]),
    stop(branch, &[Action::Triggers]).given(&[("Trigger.type", "\"storage_object_created\"")]),
    stop(branch, &[Action::CustomDomains]),
    stop(branch, &[Action::AiGateway]),
    stop(database, &[Action::ShowSchema, Action::ConfirmYes]),
    stop(branch, &[Action::CompareSchema, Action::ConfirmYes]),
    stop(compute, &[]),
    stop(compute, &[Action::Edit]),
    stop(database, &[]),
    stop(role, &[]),
];
