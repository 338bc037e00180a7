//! The role of a member in a project: its form, and the requests that set it.

use crate::{
    api::{
        Operation, Request,
        types::{MemberRole, ProjectMember},
    },
    kinds::{
        edit::{
            ChangeSet, EditEffect, EditTable, FieldEdit, Input, Scalar, Severity, at, fill, pick,
            row,
        },
        item::ItemRef,
    },
};
use serde_json::{Value, json};

/// What the list calls the role.
pub const ROLE: &str = "project_role";
/// What a change calls it.
const SENT: &str = "role";
/// Whether users lower their own role, which Neon wants to be confirmed.
const CONFIRMED: &str = "confirmed";
const ADMIN: &str = "admin";

impl Request {
    /// Sets the role of a member in a project, or removes it; `is_confirmed` if users mean to lower their own.
    pub fn set_project_role(it: &ItemRef<'_>, role: Option<&str>, is_confirmed: bool) -> Self {
        let (operation, flag) = match role {
            Some(_) => (Operation::SetProjectRole, "confirm_self_demotion"),
            None => (Operation::RemoveProjectRole, "confirm_self_lockout"),
        };
        let request = match role {
            Some(role) => it.request(operation).body(json!({ SENT: role })),
            None => it.request(operation),
        };
        match is_confirmed {
            true => request.query(flag, "true"),
            false => request,
        }
    }
}

/// The request for what the form says.
pub(super) fn update(it: &ItemRef<'_>, fields: &Value) -> Request {
    let role = at(fields, SENT).as_str().filter(|role| !role.is_empty());
    Request::set_project_role(it, role, at(fields, CONFIRMED) == &Value::Bool(true))
}

/// Whether somebody has less with one role than with another.
pub fn is_lower(role: Option<&str>, than: Option<&str>) -> bool {
    let rank = |role: Option<&str>| match role {
        None => 0,
        Some("viewer") => 1,
        Some("editor") => 2,
        Some(_) => 3,
    };
    rank(role) < rank(than)
}

/// What somebody can do then, as the end of a sentence.
fn may(then: Option<&str>, was: Option<&str>) -> &'static str {
    match (then, was) {
        (Some("viewer"), Some("editor" | ADMIN)) => {
            "look at the project, and no longer create, change or delete anything in it"
        }
        (Some("viewer"), _) => "look at the project and change nothing",
        (Some("editor"), Some(ADMIN)) => {
            "change everything in the project, but no longer decide who has access or delete it"
        }
        (Some("editor"), _) => "change everything in the project",
        (Some(ADMIN), _) => "change and delete everything, and decide who has access",
        (Some(_), _) => "do what that role allows, which this program does not know",
        (None, _) => "no longer see the project, or anything in it",
    }
}

/// What they may do now, and what they could do then.
fn both(change_set: &ChangeSet<'_>) -> [Option<String>; 2] {
    let member: ProjectMember = serde_json::from_value(change_set.old.clone()).unwrap_or_default();
    let set = at(change_set.old, ROLE).as_str().unwrap_or_default();
    [set, change_set.text(ROLE)].map(|set| {
        let is_set = !set.is_empty() && member.org_role != MemberRole::Admin;
        let may = Some(set).filter(|_| is_set);
        may.or_else(|| member.may_by_organization())
            .map(str::to_owned)
    })
}

pub(super) static FORM: EditTable = EditTable {
    body: |_, change_set| {
        let [was, then] = both(change_set);
        let is_lower = is_lower(then.as_deref(), was.as_deref());
        let is_confirmed = change_set.about.is_self && is_lower;
        let role = change_set.text(ROLE);
        change_set
            .changed(ROLE)
            .then(|| json!({ SENT: role, CONFIRMED: is_confirmed }))
    },
    add_form_fields: |member, _| fill(member, ROLE, ""),
    ..EditTable::new(
        false,
        &[FieldEdit {
            effects,
            note: |change_set| match both(change_set) {
                [_, None] => "no access".to_owned(),
                [_, Some(role)] if change_set.text(ROLE).is_empty() => {
                    format!("{role}, as in the organization")
                }
                [_, role] => may(role.as_deref(), None).to_owned(),
            },
            ..row(
                ROLE,
                "Member",
                "Role here",
                Input::Choice(&[
                    pick(Scalar::Word(""), "none"),
                    pick(Scalar::Word("viewer"), "viewer"),
                    pick(Scalar::Word("editor"), "editor"),
                    pick(Scalar::Word(ADMIN), "admin"),
                ]),
                "Their role in this project only. Without one, that in the organization counts. Admins of the organization are admins of all its projects.",
            )
        }],
    )
};

fn effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    let name = &change_set.about.name;
    let both = both(change_set);
    let [was, then] = both.each_ref().map(Option::as_deref);
    if was == then {
        let text = match at(change_set.old, "org_role").as_str() {
            Some(ADMIN) => "nothing changes for now: admins of the organization may do everything",
            _ => "nothing changes for now: this is what they may do anyway",
        };
        return vec![EditEffect::new(Severity::Ask, text)];
    }
    let text = format!("{name} can then {}", may(then, was));
    let mut effects = vec![EditEffect::new(Severity::Ask, text)];
    if !is_lower(then, was) {
        if then == Some(ADMIN) {
            effects.push(EditEffect::new(
                Severity::Loud,
                "an admin can take the project from anyone, including you",
            ));
        }
        return effects;
    }
    effects.push(EditEffect::new(
        Severity::Warn,
        "passwords of roles and API keys that they know keep working: reset and revoke those",
    ));
    if change_set.about.is_self {
        effects.push(EditEffect::new(
            Severity::Loud,
            "this is you: only another admin can give it back",
        ));
    }
    effects
}
