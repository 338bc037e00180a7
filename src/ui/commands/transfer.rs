//! Transferring a project to another organization: the choice, and the confirmation.

use crate::{
    api::types::{OrgId, Organization, ProjectId},
    changes::{Changes, transfer::change},
    kinds::{
        deletion::{self, fact},
        project::{self, NewClaim, NewOffer},
    },
    neon::Neon,
    reads::listing::IMPLIED,
    store::{Store, target::Target},
    ui::{
        action::Availability,
        browser::Browser,
        commands::{self},
        dialog::{
            Dialogs,
            confirm::{Confirm, OnConfirm},
            form::create,
            menu::{Choice, Item, Menu},
        },
        settings::Settings,
    },
};

/// The selected project and its organization.
fn selected<'a>(
    browser: &'a Browser,
    store: &'a Store,
) -> Option<(&'a ProjectId, Option<&'a OrgId>)> {
    let Some(Target::Project(project)) = browser.selected() else {
        return None;
    };
    let org = store.project(project)?.row.org_id.as_ref();
    Some((project, org))
}

/// The organizations that a project can be transferred to.
fn others<'a>(neon: &'a Neon, from: &OrgId) -> impl Iterator<Item = &'a Organization> {
    let all = neon.store.orgs.value.values();
    all.filter(move |org| org.id != *from && org.id.as_str() != IMPLIED)
}

/// The organization of a project that its members may give away now.
fn own<'a>(
    browser: &'a Browser,
    changes: &Changes,
    neon: &'a Neon,
) -> Result<&'a OrgId, Availability> {
    let (project, org) = selected(browser, &neon.store).ok_or(Availability::Hidden)?;
    let free = changes.check_free(&Target::Project(project.clone()));
    free.map_err(Availability::No)?;
    let own = org.filter(|org| neon.store.orgs.value.contains_key(*org));
    let why = "the project is shared with you: only members of its owner can transfer it";
    own.ok_or_else(|| Availability::no(why))
}

/// Whether the project can be transferred.
pub fn ready(browser: &Browser, changes: &Changes, neon: &Neon) -> Availability {
    let org = match own(browser, changes, neon) {
        Ok(org) => org,
        Err(why) => return why,
    };
    if others(neon, org).next().is_none() {
        return Availability::no("this key can access no other organization");
    }
    Availability::Yes
}

/// Whether the project can be offered to others.
pub fn offer_ready(browser: &Browser, changes: &Changes, neon: &Neon) -> Availability {
    match own(browser, changes, neon) {
        Ok(_) => Availability::Yes,
        Err(why) => why,
    }
}

/// Opens the form that offers the project to whoever has the link.
pub fn offer(browser: &Browser, dialogs: &mut Dialogs, settings: &Settings, neon: &Neon) {
    if let Some((project, _)) = selected(browser, &neon.store) {
        let project = project.clone();
        let new = NewOffer { project };
        create::open(browser, dialogs, settings, neon, new.into());
    }
}

/// Whether the row is an organization, which an offered project can be taken into.
pub fn claim_ready(browser: &Browser) -> Availability {
    Availability::shown_if(matches!(browser.selected(), Some(Target::Org(_))))
}

/// Opens the form that takes an offered project into the organization.
pub fn claim(browser: &Browser, dialogs: &mut Dialogs, settings: &Settings, neon: &Neon) {
    if let Some(Target::Org(org)) = browser.selected() {
        let org = org.clone();
        create::open(browser, dialogs, settings, neon, NewClaim { org }.into());
    }
}

/// Opens the menu of organizations that the project can be transferred to.
pub fn list(browser: &Browser, dialogs: &mut Dialogs, neon: &Neon) {
    let Some((project, Some(org))) = selected(browser, &neon.store) else {
        return;
    };
    let item = |org: &Organization| {
        Item::new(
            org.name.to_string(),
            format!("{}  {}", project::plan_words(&org.plan), org.id),
            Choice::Transfer(project.clone(), org.id.clone()),
        )
    };
    let items: Vec<Item> = others(neon, org).map(item).collect();
    let name = neon.store.name(&Target::Project(project.clone()));
    dialogs.open(Menu::new(format!("Transfer {name} to")).lettered(items));
}

/// Says what a transfer changes, and asks to type the name.
pub fn confirm(dialogs: &mut Dialogs, neon: &mut Neon, project: &ProjectId, to: &OrgId) {
    let entry = neon.store.project(project);
    let Some(from) = entry.and_then(|entry| entry.row.org_id.clone()) else {
        return neon.say("the owner of the project is unknown: nothing was sent");
    };
    let target = Target::Project(project.clone());
    let name = neon.store.name(&target);
    let lines = lines(neon, &target, &from, to);
    let word = commands::delete::word(&name, &target);
    let to_name = neon.store.name(&Target::Org(to.clone()));
    let then = OnConfirm::Send(Box::new(change(project, &name, &from, to)));
    let mut confirm = Confirm::typed(format!("Transfer {name} to {to_name}?"), lines, word, then);
    confirm.production = commands::delete::is_production(neon, &target);
    confirm.whole = true;
    dialogs.open(confirm);
}

/// What a transfer changes and what it leaves.
fn lines(neon: &Neon, target: &Target, from: &OrgId, to: &OrgId) -> Vec<String> {
    let name = |org: &OrgId| neon.store.name(&Target::Org(org.clone()));
    let plan = |org: &OrgId| {
        let known = neon.store.orgs.value.get(org);
        known.map_or_else(String::new, |org| project::plan_words(&org.plan))
    };
    let (from_name, to_name) = (name(from), name(to));
    vec![
        deletion::place(&neon.store, target),
        fact("to", format!("{to_name}, plan {}", plan(to))),
        fact("project", target.id()),
        fact("moves", "the project with everything in it"),
        fact("stays", "connection strings, roles and passwords"),
        fact("billing", format!("{to_name} pays for it from now on")),
        fact(
            "members",
            format!("members of {from_name} lose access, members of {to_name} get it"),
        ),
        fact("keys", "API keys scoped to this project stop working"),
        fact(
            "limits",
            "refused if that plan is lower, full, or lacks the region",
        ),
        fact(
            "refused",
            "while a GitHub or Vercel integration is connected to it",
        ),
        fact("undo", format!("by a transfer back to {from_name}")),
    ]
}
