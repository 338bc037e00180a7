//! Starting the client or the shell once the connection has been fetched.

use super::{
    known::file_of,
    variables::{self, libpq, place},
};
use crate::{
    api::{ApiError, ConnectionUri, Password},
    connect::formats::Parts,
    neon::Neon,
    store::target::Target,
    ui::{
        action::Action,
        child::{Child, ChildPurpose, Inherited, Linger, Programs, Setting},
        db_client::target::{ClientStep, ClientTarget},
        effect::Effect,
        keymap::Keymap,
        model::Model,
        point_in_time::Past,
        settings::Settings,
        uri::UriOf,
    },
};

pub(super) fn key(keymap: &Keymap, shell: bool) -> String {
    keymap.name(if shell {
        Action::OpenShell
    } else {
        Action::OpenClient
    })
}

pub(super) fn gone_on(keymap: &Keymap, neon: &mut Neon, row: &Target, shell: bool) {
    let key = key(keymap, shell);
    let name = neon.store.name(row);
    neon.say(format!(
        "you moved on, so nothing was opened: press {key} on {name}"
    ))
}

/// The connection to the past of the branch.
fn in_the_past(uri: &ConnectionUri, of: &UriOf, past: &Past) -> Result<ConnectionUri, String> {
    let mut parts = Parts::read(uri.expose())
        .ok_or_else(|| "Neon's connection string cannot be read".to_owned())?;
    past.turn(&mut parts, &of.branch, &of.endpoint)?;
    Ok(ConnectionUri::from(parts.uri()))
}

/// Whether to make transactions read-only, with a remark for the user. The past is read-only by itself.
fn read_only(neon: &Neon, of: &UriOf) -> (bool, String) {
    match &of.past {
        Some(past) => (false, format!("; {}", past.words)),
        None if neon.read_only_by(Some(&of.on())).is_some() => {
            (true, "; transactions are read-only".to_owned())
        }
        None => (false, String::new()),
    }
}

/// Gives the terminal to the client or the shell, once the connection has arrived.
pub fn received(model: &mut Model, uri: &ConnectionUri) {
    let Model {
        browser,
        dialogs,
        keyboard,
        waiting_client,
        outbox,
        settings: Settings { programs, .. },
        neon,
        ..
    } = model;
    let Some(wanted) = waiting_client.take() else {
        return;
    };
    if wanted.is_elsewhere(browser, dialogs, keyboard) {
        return gone_on(&keyboard.keymap, neon, &wanted.row, wanted.shell);
    }
    let ClientTarget {
        row,
        shell,
        step: ClientStep::Connecting(of),
        ..
    } = wanted
    else {
        return;
    };
    let uri = &match of.past.as_ref().map(|past| in_the_past(uri, &of, past)) {
        None => uri.clone(),
        Some(Ok(uri)) => uri,
        Some(Err(why)) => return neon.say_bad(format!("not connected: {why}")),
    };
    match child(programs, neon, &row, &of, uri, shell) {
        Some(child) => outbox.push(Effect::Spawn(Box::new(child))),
        None => neon.say_bad("Neon's connection string cannot be read"),
    }
}

/// The client or the shell; `None` if the connection string cannot be parsed.
fn child(
    programs: &Programs,
    neon: &Neon,
    row: &Target,
    of: &UriOf,
    uri: &ConnectionUri,
    shell: bool,
) -> Option<Child> {
    let mut settings = libpq(uri)?;
    let (read_only, said) = read_only(neon, of);
    settings.extend(read_only.then(variables::read_only));
    let whom = format!("{} / {} as {}", of.branch_name, of.database, of.role);
    Some(if shell {
        settings.extend(place(neon, row, Some(of)));
        settings.extend(variables::of_programs(uri, read_only));
        Child {
            purpose: ChildPurpose::Shell,
            words: programs.shell.clone(),
            inherited: Inherited::NoConnection,
            settings,
            file: None,
            greeting: variables::greeting(&whom, read_only),
            linger: Linger::Never,
        }
    } else {
        let client = programs.client.clone();
        settings.push((
            "DATABASE_URL",
            Setting::Secret(Password::from(uri.expose().to_owned())),
        ));
        let file = file_of(client.name.as_ref(), uri);
        Child {
            purpose: ChildPurpose::Client,
            greeting: format!("{}: {whom}, direct{said}", client.name),
            words: client.words,
            inherited: Inherited::NoConnection,
            settings,
            file,
            linger: Linger::Failed,
        }
    })
}

/// Handles a connection that could not be fetched.
pub fn failed(model: &mut Model, error: &ApiError) {
    let Model {
        browser,
        dialogs,
        keyboard,
        waiting_client,
        outbox,
        settings,
        neon,
        ..
    } = model;
    let why = error.sentence();
    match waiting_client.take() {
        Some(wanted) if wanted.shell && !wanted.is_elsewhere(browser, dialogs, keyboard) => {
            outbox.push(plain_shell(settings, neon, &wanted.row, &why));
        }
        _ => neon.say_bad(format!("not connected: {why}")),
    }
}

/// A shell without a connection.
pub(super) fn plain_shell(settings: &Settings, neon: &Neon, row: &Target, why: &str) -> Effect {
    let why = if why.is_empty() {
        String::new()
    } else {
        format!(" (PG* are not: {why})")
    };
    Effect::Spawn(Box::new(Child {
        purpose: ChildPurpose::Shell,
        words: settings.programs.shell.clone(),
        inherited: Inherited::Everything,
        settings: place(neon, row, None),
        file: None,
        greeting: format!(
            "NEON_* are set for {}{why}. exit comes back.",
            neon.store.name(row)
        ),
        linger: Linger::Never,
    }))
}
