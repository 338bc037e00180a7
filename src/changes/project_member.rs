//! Roles of members in projects: a request sets one, another removes it.

use super::{change::Change, spec::ChangeSpec, undo::UndoMethod, verify};
use crate::{
    api::{
        Answer, Operation, Request,
        types::{ProjectMember, ProjectMemberAnswer},
    },
    kinds::project_member::{PROJECT_MEMBER, is_lower, is_own},
    neon::Neon,
    store::target::Target,
};
use serde_json::{Value, json};

pub const SET_ROLE: ChangeSpec = ChangeSpec {
    // Longer lists come in pages.
    tells: |change, answer| entry(change, answer).is_some(),
    is_done: |change, answer| {
        let now = entry(change, &answer);
        now.is_some_and(|now| {
            let now = now.get("project_role").and_then(Value::as_str);
            now == role(change)
        })
    },
    keep: |_, neon, change, answer| {
        if let Some(ProjectMemberAnswer { member, .. }) = answer.body() {
            keep(neon, change, member);
        }
    },
    inverse: |neon, change| {
        let it = PROJECT_MEMBER.of(&change.target);
        let member = it.find::<ProjectMember>(&neon.store)?;
        let was = member.project_role.as_ref().map(|role| role.as_str());
        let now = role(change);
        let default = member.may_by_organization();
        let lowers = is_lower(was.or(default), now.or(default));
        let is_confirmed = lowers && is_own(&neon.store, &it);
        let back = Request::set_project_role(&it, was, is_confirmed);
        let [from, to] = [now, was].map(|role| role.unwrap_or("none"));
        let fields = vec![format!("role here: {from} -> {to}")];
        Some(UndoMethod::change_back(change.another(back), fields))
    },
    note: |change| match role(change) {
        Some(role) => format!(": {role} in this project"),
        None => ": the role in the organization counts".to_owned(),
    },
    ..ChangeSpec::PLAIN
};

/// The role that a change sets, if any.
fn role(change: &Change) -> Option<&str> {
    match change.request.operation {
        Operation::SetProjectRole => change.text("/role"),
        _ => None,
    }
}

/// The member in a page of the list.
fn entry(change: &Change, answer: &Answer) -> Option<Value> {
    verify::listed(answer, &json!({ "member_id": change.target.id() }))
}

/// Stores a member as a change has left them, and says what Neon recommends then.
fn keep(neon: &mut Neon, change: &Change, member: ProjectMember) {
    let project = change.project().cloned().unwrap_or_default();
    let advice = match (
        member.credential_rotation_recommended,
        member.org_api_key_rotation_recommended,
    ) {
        (Some(true), Some(true)) => Some("reset the passwords and revoke the API keys they know"),
        (Some(true), _) => Some("reset the passwords of roles that they know"),
        (_, Some(true)) => Some("revoke the API keys that they know"),
        _ => None,
    };
    let all = neon
        .store
        .listings
        .of_mut::<ProjectMember>(&Target::Project(project));
    let mut all = all.into_iter().flatten();
    if let Some(one) = all.find(|one| one.member_id == member.member_id) {
        *one = member;
    }
    neon.store_changed();
    if let Some(advice) = advice {
        neon.say(format!("Neon recommends: {advice}"));
    }
}
