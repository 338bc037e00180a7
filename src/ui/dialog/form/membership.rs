//! Forms about the members of an organization: invitations, and the role of a member.

use super::{create, open::open_on};
use crate::{
    api::types::OrgId,
    kinds::{edit::MEMBER, invitation::NewInvitation},
    neon::Neon,
    store::target::Target,
    ui::{
        action::Availability, browser::Browser, dialog::Dialogs, keymap::Keymap,
        settings::Settings, table::members,
    },
};

/// The organization whose members are shown.
fn shown(browser: &Browser) -> Option<&OrgId> {
    let table = browser.table.as_ref();
    table
        .filter(|table| table.list() == members::SPEC.list)?
        .of
        .org()
}

/// Whether members can be invited: their list is shown, and the key has the permission.
pub fn invite_ready(browser: &Browser, keymap: &Keymap, neon: &Neon) -> Availability {
    let Some(org) = shown(browser) else {
        return Availability::Hidden;
    };
    match members::why_no_invitations(keymap, neon, org) {
        Some(why) => Availability::No(why),
        None => Availability::Yes,
    }
}

/// Opens the form of an invitation.
pub fn invite(browser: &mut Browser, dialogs: &mut Dialogs, settings: &Settings, neon: &mut Neon) {
    if let Some(org) = shown(browser).cloned() {
        members::ask_for_invitations(browser, neon, &org);
        create::open(
            browser,
            dialogs,
            settings,
            neon,
            NewInvitation { org }.into(),
        );
    }
}

/// Whether the row is a member whose role can be changed.
pub fn member_ready(browser: &Browser, neon: &Neon) -> Availability {
    let Some(Target::Member(org, id)) = browser.selected() else {
        return Availability::Hidden;
    };
    match members::obstacle(neon, org, id) {
        Some(why) => Availability::No(format!("the role stays: {why}")),
        None => Availability::Yes,
    }
}

/// Opens the form of the row's member.
pub fn edit_member(browser: &Browser, dialogs: &mut Dialogs, settings: &Settings, neon: &Neon) {
    let Some(target) = browser.selected().cloned() else {
        return;
    };
    let Target::Member(org, id) = &target else {
        return;
    };
    let Some(one) = neon.store.member(org, id) else {
        return;
    };
    let thing = serde_json::to_value(&one.member).unwrap_or_default();
    let of = neon.store.name(&Target::Org(org.clone()));
    let title = vec!["Role of".to_owned(), one.user.email.to_string(), of];
    open_on(dialogs, settings, neon, target, &MEMBER, title, thing);
}
