//! What an answer changes.
//!
//! A slot says what was asked, so it says where the answer belongs. Answers never move the cursor
//! and never open or close a dialog, but for the form whose own change they confirm.

mod inside;
pub mod lookup;
mod organizations;
pub mod projects;
pub mod search;

use crate::{
    api::{Answer, ApiError, ConnectionUri, Exchange, types::OrgId},
    changes::{role, spending_limit, undo, write},
    kinds,
    neon::{Connectivity, Neon, Slot, asked},
    reads::{listing::IMPLIED, timing},
    store::target::Target,
    ui::{
        account, answers, bookmarks, commands, compare, db_client,
        dialog::{connect, env, form, viewer},
        events,
        model::Model,
        navigation, table, update,
    },
};
pub use lookup::PendingLookup;
use organizations::{implied_failed, open_first_org, orgs};
use projects::{found, project_failed, project_received, projects as projects_received};
use std::sync::Arc;

/// Takes the end of a request.
pub fn take(model: &mut Model, slot: Slot, mut exchange: Exchange) {
    let at = exchange.log.at.saturating_add(model.neon.skew.ahead());
    exchange.log.at = at.unwrap_or(exchange.log.at);
    model.neon.log.ended(exchange.log);
    viewer::request_ended(model);
    let before = model.neon.link.clone();
    let name = model
        .browser
        .selected()
        .map(|selected| model.neon.store.name(selected));
    let error = exchange.answer.as_ref().err();
    timing::judge(&mut model.neon, &slot, error);
    judge_link(model, error);
    model.neon.touched |= model.neon.link != before;
    if let Some(again) = asked::outdated(&mut model.neon, &slot) {
        model.neon.start(again);
        return;
    }
    let is_ours = matches!(
        slot,
        Slot::Write(_) | Slot::Check(_) | Slot::Poll(_) | Slot::PollOne(..)
    );
    match slot {
        Slot::Write(target) => {
            model.neon.touched = true;
            write::answered(
                &mut model.changes,
                &mut model.neon,
                &target,
                exchange.answer,
            )
        }
        Slot::Check(target) => {
            model.neon.touched = true;
            read_again(model, &target, exchange.answer, exchange.raw.as_deref());
        }
        read => match exchange.answer {
            Ok(answer) => accept(model, read, answer, exchange.raw),
            Err(error) => failed(model, read, error),
        },
    }
    events::catch_up(model);
    update::after_answer(model);
    if let (Some(lost), Some(name)) = (model.browser.lost.take(), name) {
        // What leaves with the answer to a change of ours was taken away by nobody else.
        if !is_ours {
            model.neon.say_bad(gone_elsewhere(&lost, &name));
        }
        navigation::moved(model);
    }
}

/// A thing was read again: for a form, before an undo, or after a lost answer.
fn read_again(
    model: &mut Model,
    target: &Target,
    answer: Result<Answer, ApiError>,
    raw: Option<&str>,
) {
    if let Some(id) = form::is_rereading(model, target) {
        return form::reread(model, id, answer, raw);
    }
    let (changes, neon) = (&mut model.changes, &mut model.neon);
    if undo::is_asked(changes, target) {
        undo::reread(changes, neon, target, answer)
    } else {
        write::checked(changes, neon, target, answer)
    }
}

fn gone_elsewhere(lost: &Target, name: &str) -> String {
    let how = match lost {
        Target::DeletedBranch(..) => "can no longer be recovered, or was recovered elsewhere",
        _ => "is gone (deleted elsewhere)",
    };
    let word = lost.word();
    format!("{word} {name} {how}; the cursor moved to its neighbor")
}

/// What the newest answer says about the way to Neon.
fn judge_link(model: &mut Model, error: Option<&ApiError>) {
    match error {
        Some(error) if error.is_auth() => account::signed_out(model, error.sentence()),
        Some(ApiError::Network { .. } | ApiError::Timeout(_)) => {
            if !matches!(model.neon.link, Connectivity::Offline { .. }) {
                let why = error.map(ApiError::sentence).unwrap_or_default();
                model.neon.link = Connectivity::Offline {
                    since: model.neon.now,
                    why,
                    is_setting: false,
                };
            }
            timing::try_again(&mut model.neon);
        }
        // Something answers, but nothing that was understood so far.
        Some(error) if error.is_unreadable() => {
            if model.neon.link == Connectivity::Online {
                return;
            }
            let why = error.sentence();
            model.neon.link = Connectivity::Unreadable { why };
            timing::schedule(&mut model.neon)
        }
        // An answer with a status is an answer.
        Some(error) if error.status().is_none() => {}
        Some(_) | None => {
            let was_online = model.neon.link == Connectivity::Online;
            model.neon.link = Connectivity::Online;
            if was_online {
                return;
            }
            timing::schedule(&mut model.neon);
            account::back(&mut model.changes, &mut model.neon);
        }
    }
}

fn accept(model: &mut Model, slot: Slot, answer: Answer, raw: Option<Arc<str>>) {
    let now = model.neon.now;
    model.neon.touched |= !slot.is_polled();
    match (slot, answer) {
        (Slot::Auth, Answer::GetAuthDetails(auth)) => table::api_keys::auth_received(model, &auth),
        (Slot::User, Answer::GetCurrentUser(user)) => {
            model.neon.store.user.set(user, now);
            bookmarks::person::known(model)
        }
        (Slot::Orgs, Answer::ListOrganizations(list)) => orgs(model, list.organizations, list.odd),
        (Slot::List(list), Answer::ListProjects(page) | Answer::ListSharedProjects(page)) => {
            projects_received(model, list, page)
        }
        (Slot::Search(list), Answer::ListProjects(page) | Answer::ListSharedProjects(page)) => {
            answers::search::received(model, &list, page)
        }
        (Slot::Seek(list), Answer::ListProjects(page) | Answer::ListSharedProjects(page)) => {
            found(model, &list, page.projects);
            answers::lookup::answered(model, &list)
        }
        (Slot::Project(project), Answer::GetProject(answer)) => {
            project_received(model, project, answer.project, raw)
        }
        (Slot::Raw(target), answer) => single_received(&mut model.neon, target, &answer, raw),
        (Slot::Table(load), answer) => table::load::accept(model, load, answer),
        (Slot::Visit, Answer::GetConnectionUri(answer)) => db_client::received(model, &answer.uri),
        (Slot::Visit, Answer::GetEndpoint(answer)) => db_client::looked(model, answer.endpoint),
        (slot, Answer::GetConnectionUri(answer)) => uri_received(model, slot, answer.uri),
        (Slot::Spending(org), Answer::GetSpendingLimit(answer)) => {
            spending_limit::keep(&mut model.neon, &org, answer.spending_limit_cents);
        }
        (Slot::Regions(org), Answer::ListRegions(list)) => {
            model
                .neon
                .store
                .regions
                .entry(org)
                .or_default()
                .set(list.regions, now);
        }
        (Slot::Password(target), Answer::RevealPassword(answer)) => {
            commands::role::password_received(model, &target, answer.password)
        }
        (Slot::Deleted(id), Answer::ListProjects(page)) => {
            commands::deleted::received(model, id, page.projects);
        }
        (Slot::Compare(id), Answer::GetSchema(answer)) => {
            compare::schema_received(model, id, answer.sql.as_deref());
        }
        (Slot::Compare(id), Answer::CompareSchema(answer)) => {
            compare::received(model, id, answer.diff.as_deref());
        }
        (Slot::Libraries(project), Answer::ListPreloadLibraries(list)) => {
            form::libraries_received(model, &project, list.libraries);
        }
        (slot, answer) => answers::inside::accept(model, slot, answer),
    }
}

/// What an answer about a thing alone says, and its text.
fn single_received(neon: &mut Neon, target: Target, answer: &Answer, raw: Option<Arc<str>>) {
    let now = neon.now;
    kinds::lookup::of(&target, |kind| {
        // Of the others everything is read anyway.
        if kind.entry().is_some() {
            kind.keep(&mut neon.store, answer, now);
        }
    });
    if let Some(raw) = raw {
        neon.store.raw = Some((target, raw));
    }
}

/// A connection URI goes to whoever has asked for it.
fn uri_received(model: &mut Model, slot: Slot, uri: ConnectionUri) {
    match slot {
        Slot::Uri => connect::uri_received(model, uri),
        Slot::UriDirect => connect::direct_received(model, uri),
        Slot::EnvUri(id, pooled) => {
            env::uri_received(model, id, pooled, uri);
        }
        _ => {}
    }
}

pub(crate) fn failed(model: &mut Model, slot: Slot, error: ApiError) {
    model.neon.touched = true;
    let implied = Target::Org(OrgId::from(IMPLIED));
    match slot {
        Slot::Auth => model.neon.store.key_in_use.fail(error),
        Slot::User => model.neon.store.user.fail(error),
        Slot::Orgs => {
            model.neon.store.orgs.fail(error);
        }
        // A personal key must name an organization: the list of organizations is on its way.
        Slot::List(list) if list == implied && error.needs_organization() => {
            model.neon.store.lists.remove(&implied);
            open_first_org(model)
        }
        Slot::List(list) if list == implied => implied_failed(model, error),
        Slot::List(list) => {
            if let Some(listing) = model.neon.store.lists.get_mut(&list) {
                listing.state.fail(error);
            }
        }
        Slot::Search(list) => answers::search::failed(model, &list, error),
        Slot::Seek(list) => answers::lookup::answered(model, &list),
        Slot::Table(load) => table::load::failed(model, load, error),
        Slot::Project(project) => project_failed(model, &project, error),
        Slot::Raw(target) => {
            if error.is_gone() && write::is_leaving(&model.changes, &target) {
                return;
            }
            if error.is_gone() {
                let name = model.neon.store.name(&target);
                return model.neon.say_bad(format!(
                    "{name} is gone (deleted elsewhere), or this key may not see it"
                ));
            }
            model.neon.say_bad(error.sentence())
        }
        Slot::Uri | Slot::UriDirect => {
            let of = model.clipboard.uri_for.clone();
            model.clipboard.forget_uri();
            connect::uri_failed(model, of.as_ref(), &error)
        }
        Slot::Visit => db_client::failed(model, &error),
        Slot::EnvUri(id, _) => env::uri_failed(model, id, &error),
        Slot::Spending(org) => spending_limit::failed(&mut model.neon, org, error),
        Slot::Regions(org) => model.neon.store.regions.entry(org).or_default().fail(error),
        Slot::Password(target) => {
            role::password_failed(&mut model.changes, &mut model.neon, &target, &error)
        }
        Slot::Deleted(id) => commands::deleted::failed(model, id, &error),
        Slot::Compare(id) => compare::failed(model, id, &error),
        Slot::Libraries(project) => form::libraries_failed(model, &project, &error),
        slot => answers::inside::failed(model, slot, error),
    }
}

/// Builds the rows anew and says so if what was selected is gone.
pub fn rebuild(model: &mut Model) {
    if let Some(lost) = rebuild_quietly(model) {
        let was_there = !matches!(lost, Target::More(_)) && !model.neon.store.has(&lost);
        let was_there = was_there && !write::is_leaving(&model.changes, &lost);
        if was_there {
            model.browser.lost = Some(lost);
        }
    }
}

/// Builds the rows anew; answers what was selected if it has no row any more.
pub fn rebuild_quietly(model: &mut Model) -> Option<Target> {
    model.neon.touched = true;
    model.neon.rows_outdated = false;
    let height = model.browser.list_height();
    let mut lost = model
        .browser
        .tree
        .rebuild(&model.neon.store, &model.browser.bookmarks, height);
    let free = model.browser.tree.filter.is_none();
    let moved = lost.take_if(|lost| free && lost.project().is_some() && model.neon.store.has(lost));
    if let Some(moved) = moved {
        // It hangs elsewhere now, as a branch does while it is restored: the cursor goes along.
        navigation::open_path(model, &moved);
        model.browser.tree.cursor.item = Some(moved);
        lost = model
            .browser
            .tree
            .rebuild(&model.neon.store, &model.browser.bookmarks, height);
    }
    if model.browser.table.is_some() {
        return table::rows::rebuild(model);
    }
    lost
}
