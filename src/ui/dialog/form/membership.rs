//! Forms about the members of an organization: invitations, and the role of a member.

use super::{create, open::open_on};
use crate::{
    api::types::OrgId,
    kinds::{edit::MEMBER, invitation::NewInvitation},
    neon::list::List,
    store::target::Target,
    ui::{action::Availability, model::Model, table::members},
};

/// The organization whose members are shown.
fn shown(model: &Model) -> Option<&OrgId> {
    let table = model.browser.table.as_ref();
    table.filter(|table| table.list == List::Members)?.of.org()
}

/// Whether members can be invited: their list is shown, and the key has the permission.
pub fn invite_ready(model: &Model) -> Availability {
    let Some(org) = shown(model) else {
        return Availability::Hidden;
    };
    match members::why_no_invitations(model, org) {
        Some(why) => Availability::No(why),
        None => Availability::Yes,
    }
}

/// Opens the form of an invitation.
pub fn invite(model: &mut Model) {
    if let Some(org) = shown(model).cloned() {
        members::ask_for_invitations(model, &org);
        create::open(model, NewInvitation { org }.into());
    }
}

/// Whether the row is a member whose role can be changed.
pub fn member_ready(model: &Model) -> Availability {
    let Some(Target::Member(org, id)) = model.browser.selected() else {
        return Availability::Hidden;
    };
    match members::obstacle(&model.neon, org, id) {
        Some(why) => Availability::No(format!("the role stays: {why}")),
        None => Availability::Yes,
    }
}

/// Opens the form of the row's member.
pub fn edit_member(model: &mut Model) {
    let Some(target) = model.browser.selected().cloned() else {
        return;
    };
    let Target::Member(org, id) = &target else {
        return;
    };
    let Some(one) = model.neon.store.member(org, id) else {
        return;
    };
    let thing = serde_json::to_value(&one.member).unwrap_or_default();
    let of = model.neon.store.name(&Target::Org(org.clone()));
    let title = vec!["Role of".to_owned(), one.user.email.to_string(), of];
    open_on(model, target, &MEMBER, title, thing);
}
