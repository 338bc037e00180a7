//! Signing in and being signed out.
//!
//! Being signed out changes nothing on the screen: rows, filter and forms stay, polling stops, and signing in again
//! resumes from there. Signing in with another account starts with an empty screen.

use crate::{
    api::{Request, types::ProjectId},
    changes::{Changes, follow, lost_answer},
    kinds::deletion::fact,
    neon::{
        self, Connectivity, Neon, Slot,
        account::{Access, Account, CredentialSource, FoundAccount, Identity},
        read,
    },
    reads::fetch,
    ui::{
        action::Action,
        dialog::{
            Dialogs,
            confirm::{Confirm, OnConfirm},
            form::Form,
            sign_in::{self, SignIn},
        },
        effect::Effect,
        model::Model,
        persistence, refresh,
        settings::{Settings, Startup},
    },
};
use jiff::SignedDuration;

/// The minimum time between two silent checks for a renewed key.
const LOOK_AGAIN: SignedDuration = SignedDuration::from_secs(60);

/// Takes the connection that was opened at start, with a key that has not been probed yet.
pub fn connected(
    neon: &mut Neon,
    origin: CredentialSource,
    identity: String,
    only: Option<ProjectId>,
) {
    neon.session.origin = Some(origin);
    neon.session.identity = identity;
    let asked = neon.session.project.is_some();
    let Some(project) = only.filter(|_| !asked) else {
        return;
    };
    let request = Request::get_project(&project).raw();
    neon.session.project = Some(project.clone());
    neon.ask(read::project(project), request);
}

/// Handles a start without any configured key.
pub fn not_signed_in(model: &mut Model) {
    model.neon.link = Connectivity::SignedOut {
        why: "not signed in".to_owned(),
    };
    sign_in::welcome(model, None)
}

/// Handles a key that is missing or cannot be read at start.
pub fn no_key(model: &mut Model, why: String) {
    model.neon.link = Connectivity::SignedOut { why: why.clone() };
    let idle = model.browser.tree.rows.is_empty() && model.dialogs.is_empty();
    if idle {
        // Nothing was in progress that needs a key.
        return sign_in::welcome(model, Some(why));
    }
    model.neon.say_bad(why)
}

/// Handles a key that Neon no longer accepts.
pub fn signed_out(model: &mut Model, why: String) {
    if matches!(model.neon.link, Connectivity::SignedOut { .. }) {
        return;
    }
    model.neon.link = Connectivity::SignedOut { why: why.clone() };
    model.neon.was_signed_out = true;
    model.neon.cancel(Slot::Refresh);
    let renewable = matches!(
        model.neon.session.origin,
        Some(CredentialSource::Profile(_) | CredentialSource::Command)
    );
    let long_ago = model
        .neon
        .session
        .looked_again
        .is_none_or(|last| model.neon.now.duration_since(last) > LOOK_AGAIN);
    if let Some(origin) = model
        .neon
        .session
        .origin
        .clone()
        .filter(|_| renewable && long_ago)
    {
        // The official CLI may have renewed its session in the meantime; then there is nothing to ask the user.
        model.neon.session.looked_again = Some(model.neon.now);
        model
            .outbox
            .push(Effect::SignIn(FoundAccount::Known(origin)));
        return;
    }
    tell_signed_out(model, why);
}

fn tell_signed_out(model: &mut Model, why: String) {
    let never = model
        .neon
        .store
        .lists
        .values()
        .all(|list| list.state.at.is_none());
    if never && model.dialogs.is_empty() {
        return sign_in::welcome(model, Some(why));
    }
    let key = if model.dialogs.is_empty() {
        model.keyboard.keymap.name(Action::Accounts)
    } else {
        model.keyboard.keymap.name(Action::AccountsHere)
    };
    let known = match open_changes(&model.changes) {
        None => "Nothing was changed.".to_owned(),
        Some(open) => format!("Accepted before: {open}."),
    };
    model.neon.say_bad(format!(
        "Neon no longer accepts this session. {known} {key} signs in or switches account"
    ))
}

/// Describes the changes that Neon has accepted and is still working on: "creating pr-9", "creating pr-9 and 2 more".
fn open_changes(changes: &Changes) -> Option<String> {
    let mut open = changes.follow.iter().map(|watch| &watch.change);
    let first = open.next()?;
    let first = format!("{} {}", first.verb.doing, first.name);
    Some(match open.count() {
        0 => first,
        more => format!("{first} and {more} more"),
    })
}

/// Allows requests again after Neon has refused the key, because the user asked for something.
pub fn try_again(neon: &mut Neon) {
    if matches!(neon.link, Connectivity::SignedOut { .. }) && neon.session.origin.is_some() {
        neon.link = Connectivity::Starting;
    }
}

/// Resumes what stopped when the key was refused, now that Neon accepts requests again.
pub fn back(changes: &Changes, neon: &mut Neon) {
    if !std::mem::take(&mut neon.was_signed_out) {
        return;
    }
    lost_answer::check_again(changes, neon);
    follow::poll::resume(changes, neon);
    changes.spin_up(neon);
}

/// Handles a failed attempt to sign in.
pub fn refused(model: &mut Model, why: String) {
    if sign_in::refused(&mut model.dialogs, &why) {
        return;
    }
    // The dialog is not open: this was the silent check for a renewed key.
    tell_signed_out(model, why)
}

/// Handles a sign-in: the same account resumes where it left off, another one starts with an empty screen.
pub fn signed_in(model: &mut Model, origin: CredentialSource, identity: String, who: Identity) {
    let again = is_same(&model.neon, &origin, &identity, &who);
    let read_only = sign_in::chosen_mode(&model.dialogs);
    let silent = model.dialogs.all::<SignIn>().next().is_none();
    sign_in::close_all(&mut model.dialogs);
    let describe = format!("signed in: {}", who.describe());
    let only = who.only.clone().flatten();
    let before = persistence::persisted(&model.browser, &model.neon).filter(|_| !again);
    if !again {
        begin_anew(model);
    }
    model.neon.session.origin = Some(origin);
    model.neon.session.identity = identity;
    model.neon.session.who = Some(who);
    if let Some(read_only) = read_only {
        model.neon.policy.set_read_only_mode(read_only);
    }
    model.neon.link = Connectivity::Starting;
    if model.neon.session.project.is_none() {
        model.neon.session.project = only;
    }
    let loaded = model
        .neon
        .store
        .lists
        .values()
        .any(|list| list.state.at.is_some());
    if loaded {
        refresh::refresh_all(&mut model.browser, &mut model.neon)
    } else {
        fetch::start(&mut model.neon)
    }
    // The requests about pending changes were dropped with the old key; the changes themselves were not.
    lost_answer::check_again(&model.changes, &mut model.neon);
    follow::poll::resume(&model.changes, &mut model.neon);
    model
        .outbox
        .extend(before.map(|persisted| Effect::Save(Box::new(persisted))));
    if !(again && silent) {
        model.neon.say_good(describe);
    }
}

/// Whether signing in as this account would discard filled-in forms, stop watching changes or stop commands, because
/// it is another account and starts with an empty screen.
pub fn would_lose(
    model: &Model,
    origin: &CredentialSource,
    identity: &str,
    who: &Identity,
) -> bool {
    let is_changing =
        model.changes.is_sending() || model.running.names_of_changing().next().is_some();
    !is_same(&model.neon, origin, identity, who)
        && (is_changing || filled_in(&model.dialogs).next().is_some())
}

/// The titles of the forms that were filled in and not sent.
fn filled_in(dialogs: &Dialogs) -> impl Iterator<Item = String> {
    let forms = dialogs.all::<Form>().filter(|form| form.has_work());
    forms.map(|form| form.title.join(" › "))
}

/// Asks for confirmation before switching to another account discards what was filled in, stops watching changes or
/// stops commands.
pub fn ask_to_switch(model: &mut Model, who: &Identity) {
    let Model {
        dialogs,
        changes,
        running,
        neon,
        ..
    } = model;
    let mut lines: Vec<String> = filled_in(dialogs).map(|form| fact("loses", form)).collect();
    let loses = match (lines.is_empty(), changes.is_sending()) {
        (false, _) => "discard what you filled in",
        (true, true) => "stop watching what was sent",
        (true, false) => "stop a command",
    };
    lines.extend(running.names_of_changing().map(|name| fact("stops", name)));
    lines.extend(changes.would_be_left(neon));
    lines.push(fact("key", "belongs to another account"));
    sign_in::refused(dialogs, "That is another account; nothing has changed yet.");
    let title = format!("Go to {} and {loses}?", who.describe());
    let confirm = Confirm::question(title, lines, OnConfirm::Switch);
    dialogs.open(confirm);
}

/// Whether this is the account whose data is on the screen.
fn is_same(neon: &Neon, origin: &CredentialSource, identity: &str, who: &Identity) -> bool {
    match &neon.session.who {
        Some(before) => before.id == who.id && before.only == who.only,
        None => neon.session.identity == identity || neon.session.origin.as_ref() == Some(origin),
    }
}

/// Drops everything about the account; keeps what the user has set for the program.
fn begin_anew(model: &mut Model) {
    let session = neon::Session {
        org: None,
        project: None,
        ..model.neon.session.clone()
    };
    let settings = Settings {
        destination: None,
        may_wake: false,
        ..model.settings.clone()
    };
    let startup = Startup {
        session,
        policy: model.neon.policy.clone(),
        settings,
    };
    let (keymap, now, size) = (
        model.keyboard.keymap.clone(),
        model.neon.now,
        model.browser.panes.size,
    );
    let fresh = Model::new(startup, keymap, now, size);
    let before = std::mem::replace(model, fresh);
    model.neon.live = before.neon.live;
    model.browser.stale_days = before.browser.stale_days;
    model.neon.attentive = before.neon.attentive;
    model.neon.log = before.neon.log;
    model.neon.budget = before.neon.budget;
    model.neon.notices = before.neon.notices;
    // Commands go on; those whose window was closed with the old account are stopped.
    model.running = before.running;
    model.frame.is_wide = before.frame.is_wide;
    model.dialogs.count_from(&before.dialogs);
}

/// Takes the accounts that were found, or what one of them can reach.
pub fn received(dialogs: &mut Dialogs, neon: &mut Neon, accounts: Vec<Account>) {
    for account in &accounts {
        let mine = neon.session.origin.as_ref() == Some(&account.origin);
        if let (true, Access::Known(who)) = (mine, &account.reach) {
            neon.session.who = Some(who.clone());
        }
    }
    sign_in::received(dialogs, neon, accounts);
}
