//! A database client (`p`) and a shell (`!`) for what is selected.
//!
//! Both get the connection as libpq's variables (`PGHOST`, `PGPASSWORD` …), of the same compute,
//! database and role that `Y` would choose, but direct: a session in a client wants its settings
//! and temporary tables kept, which the pooler does not. Connecting wakes a compute that is idle,
//! so that is asked first; opening a shell does not.

mod known;
mod variables;
mod wake;

use crate::{
    api::{ApiError, ConnectionUri, Password},
    connect::formats::Parts,
    kinds::size,
    neon::{DialogId, Neon, account::CredentialSource, read},
    reads::fetch,
    store::target::Target,
    ui::commands::delete,
};
pub use known::{CLIENTS, ClientRow};
pub use variables::is_of_connection;
pub use wake::looked;

use super::{
    action::{Action, Availability},
    child::{Child, ChildPurpose, Inherited, Setting},
    clipboard,
    dialog::{
        Connect,
        confirm::{Confirm, OnConfirm},
        connect,
    },
    effect::Effect,
    model::Model,
    point_in_time::Past,
    uri::{NoUri, UriOf, choose},
};
use known::file_of;
use variables::{libpq, place};
use wake::{Sleep, forbidden, look, sleep};

const NO_POSTGRES: &str = "the demo has no Postgres; use lazyneon emulate --postgres URL";

/// A client or a shell that waits for its connection.
#[derive(Debug, Clone, PartialEq)]
pub struct ClientTarget {
    /// The row it was asked for on.
    row: Target,
    /// Which of the two it is.
    shell: bool,
    /// What lay over the screen then; none where nothing did.
    over: Option<DialogId>,
    /// What it waits for.
    step: ClientStep,
}

impl ClientTarget {
    /// Waits from now on.
    fn from_now(model: &Model, row: Target, shell: bool, step: ClientStep) -> Self {
        let over = model.dialogs.top_id();
        Self {
            row,
            shell,
            over,
            step,
        }
    }

    /// Whether the user has gone on to something else: then no other program may take the terminal.
    fn is_elsewhere(&self, model: &Model) -> bool {
        model.browser.selected() != Some(&self.row)
            || model.dialogs.top_id() != self.over
            || model.browser.is_filtering()
            || !model.keyboard.pressed.is_empty()
    }
}

/// What a client or a shell waits for.
#[derive(Debug, Clone, PartialEq)]
enum ClientStep {
    /// What is in the branch.
    Loading,
    /// What the compute of this connection does now.
    Looking(UriOf),
    /// The connection.
    Connecting(UriOf),
}

/// Whether a client can connect to what is selected.
pub fn client_ready(model: &Model) -> Availability {
    let ready = clipboard::uri_ready(model);
    if ready != Availability::Yes {
        return ready;
    }
    if model.neon.session.origin == Some(CredentialSource::Demo) {
        return Availability::no(NO_POSTGRES);
    }
    let of = model
        .browser
        .selected()
        .and_then(|row| choose(&model.neon, row).ok());
    match of.and_then(|of| forbidden(&model.neon, &of)) {
        Some(why) => Availability::No(why),
        None => Availability::Yes,
    }
}

/// Whether a client can be opened from the connect dialog.
pub fn chosen_ready(model: &Model) -> Availability {
    if model.neon.session.origin == Some(CredentialSource::Demo) {
        return Availability::no(NO_POSTGRES);
    }
    Availability::Yes
}

/// Opens the client; asks first where that wakes a compute.
pub fn client(model: &mut Model) {
    let Some(row) = model.browser.selected().cloned() else {
        return;
    };
    match choose(&model.neon, &row) {
        Ok(of) => start(model, row, of),
        Err(NoUri::NotLoaded) => load(model, row, false),
        Err(NoUri::Several(why)) => {
            model.neon.say(format!("{why}: choose"));
            connect::open(model);
        }
        Err(NoUri::Because(why)) => model.neon.say(why),
    }
}

/// Opens the client with what the connect dialog says, in its place.
pub fn chosen(model: &mut Model) {
    let Some(connect) = model.dialogs.top_as::<Connect>() else {
        return;
    };
    let of = connect.of(model);
    let Some(row) = model.browser.selected().cloned() else {
        return;
    };
    match of {
        Ok(of) => {
            model.dialogs.close_top();
            start(model, row, of)
        }
        Err(why) => model.neon.say(why),
    }
}

/// Opens the client to this, over what lies over the screen; asks first where that wakes a compute.
pub fn to(model: &mut Model, of: UriOf) {
    if let Some(row) = model.browser.selected().cloned() {
        start(model, row, of)
    }
}

fn start(model: &mut Model, row: Target, of: UriOf) {
    if let Some(why) = forbidden(&model.neon, &of) {
        return model.neon.say(why);
    }
    match sleep(&model.neon, &of) {
        Sleep::Asleep(_) => ask_to_wake(model, row, of),
        Sleep::Awake => go(model, row, of),
        Sleep::Unsure => look(model, row, of),
    }
}

fn ask_to_wake(model: &mut Model, row: Target, of: UriOf) {
    let name = &of.branch_name;
    let client = &model.settings.programs.client.name;
    let mut lines = vec![delete::place(&model.neon, &row), String::new()];
    if let Some(past) = &of.past {
        lines.push(format!(
            "{}. Neon starts a compute for it, which costs compute time until it suspends again.",
            past.words
        ));
    } else if let Some(endpoint) = model.neon.store.endpoint(&of.project, &of.endpoint) {
        let sizes = size::range(
            endpoint.autoscaling_limit_min_cu,
            endpoint.autoscaling_limit_max_cu,
        );
        lines.push(format!(
            "{} ({sizes}) is idle: connecting starts it, and it costs compute time until it \
             suspends again.",
            endpoint.id
        ));
    }
    let title = match of.past {
        Some(_) => format!("Open {client} to {name} as it was? This starts a compute"),
        None => format!("Open {client} to {name}? This wakes its compute"),
    };
    let confirm = Confirm::question(title, lines, OnConfirm::Client(row, Box::new(of)));
    model.dialogs.open(confirm);
}

/// Fetches the connection; the client opens when it comes.
pub fn go(model: &mut Model, row: Target, of: UriOf) {
    fetch_for(model, row, of, false)
}

/// Opens a shell; where there is no connection, without one.
pub fn shell(model: &mut Model) {
    let Some(row) = model.browser.selected().cloned() else {
        return;
    };
    match choose(&model.neon, &row) {
        Ok(of) => fetch_for(model, row, of, true),
        Err(NoUri::NotLoaded) if row.project().is_some() => load(model, row, true),
        Err(NoUri::NotLoaded) => model.outbox.push(plain_shell(model, &row, "")),
        Err(NoUri::Several(why) | NoUri::Because(why)) => {
            model.outbox.push(plain_shell(model, &row, &why))
        }
    }
}

fn load(model: &mut Model, row: Target, shell: bool) {
    model.neon.say(format!(
        "loading {} to connect …",
        model.neon.store.name(&row)
    ));
    fetch::for_uri(&mut model.neon, &row);
    model.visit = Some(ClientTarget::from_now(
        model,
        row,
        shell,
        ClientStep::Loading,
    ));
}

fn fetch_for(model: &mut Model, row: Target, of: UriOf, shell: bool) {
    let of = UriOf {
        pooled: false,
        ..of
    };
    let request = of.request();
    model.visit = Some(ClientTarget::from_now(
        model,
        row,
        shell,
        ClientStep::Connecting(of),
    ));
    model.neon.ask(read::client_uri(), request);
}

/// More is known now: if a client or a shell waits, its connection may be possible.
pub fn after_answer(model: &mut Model) {
    let waits = |wanted: &ClientTarget| wanted.step == ClientStep::Loading;
    let Some(wanted) = model.visit.clone().filter(waits) else {
        return;
    };
    let elsewhere = wanted.is_elsewhere(model);
    let ClientTarget { row, shell, .. } = wanted;
    match choose(&model.neon, &row) {
        Err(NoUri::NotLoaded) => match clipboard::load_error(&model.neon, &row) {
            Some(why) => {
                model.visit = None;
                model.neon.say_bad(format!("not connected: {why}"))
            }
            None => fetch::for_uri(&mut model.neon, &row),
        },
        Ok(of) if shell => fetch_for(model, row, of, shell),
        Ok(of) if !elsewhere && sleep(&model.neon, &of) == Sleep::Awake => {
            fetch_for(model, row, of, shell)
        }
        Ok(of) if !elsewhere && sleep(&model.neon, &of) == Sleep::Unsure => look(model, row, of),
        Err(NoUri::Several(why) | NoUri::Because(why)) if shell && !elsewhere => {
            model.visit = None;
            model.outbox.push(plain_shell(model, &row, &why));
        }
        // An answer opens no dialog under the user's fingers.
        Ok(_) | Err(NoUri::Several(_)) => {
            model.visit = None;
            let key = key(model, shell);
            model.neon.say(format!(
                "{} is loaded: {key} again",
                model.neon.store.name(&row)
            ))
        }
        Err(NoUri::Because(why)) => {
            model.visit = None;
            model.neon.say(why)
        }
    }
}

fn key(model: &Model, shell: bool) -> String {
    model.keyboard.keymap.name(if shell {
        Action::OpenShell
    } else {
        Action::OpenClient
    })
}

fn gone_on(model: &mut Model, row: &Target, shell: bool) {
    let key = key(model, shell);
    let name = model.neon.store.name(row);
    model.neon.say(format!(
        "you moved on, so nothing was opened: press {key} on {name}"
    ))
}

/// The connection to what the branch was.
fn in_the_past(uri: &ConnectionUri, of: &UriOf, past: &Past) -> Result<ConnectionUri, String> {
    let mut parts = Parts::read(uri.expose())
        .ok_or_else(|| "Neon's connection string cannot be read".to_owned())?;
    past.turn(&mut parts, &of.branch, &of.endpoint)?;
    Ok(ConnectionUri::from(parts.uri()))
}

/// Whether transactions are to be read-only, and what is said of that. The past is so by itself.
fn read_only(neon: &Neon, of: &UriOf) -> (bool, String) {
    match &of.past {
        Some(past) => (false, format!("; {}", past.words)),
        None if neon.read_only_by(Some(&of.on())).is_some() => {
            (true, "; transactions are read-only".to_owned())
        }
        None => (false, String::new()),
    }
}

/// The connection came: the terminal goes to the client or the shell.
pub fn received(model: &mut Model, uri: &ConnectionUri) {
    let Some(wanted) = model.visit.take() else {
        return;
    };
    if wanted.is_elsewhere(model) {
        return gone_on(model, &wanted.row, wanted.shell);
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
        Some(Err(why)) => return model.neon.say_bad(format!("not connected: {why}")),
    };
    let Some(mut settings) = libpq(uri) else {
        return model
            .neon
            .say_bad("Neon's connection string cannot be read");
    };
    let (read_only, said) = read_only(&model.neon, &of);
    settings.extend(read_only.then(variables::read_only));
    let whom = format!("{} / {} as {}", of.branch_name, of.database, of.role);
    let child = if shell {
        settings.extend(place(&model.neon, &row, Some(&of)));
        settings.extend(variables::of_programs(uri, read_only));
        Child {
            purpose: ChildPurpose::Shell,
            words: model.settings.programs.shell.clone(),
            inherited: Inherited::NoConnection,
            settings,
            file: None,
            greeting: variables::greeting(&whom, read_only),
            linger: false,
        }
    } else {
        let client = model.settings.programs.client.clone();
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
            linger: true,
        }
    };
    model.outbox.push(Effect::Spawn(Box::new(child)));
}

/// The connection could not be had.
pub fn failed(model: &mut Model, error: &ApiError) {
    let why = error.sentence();
    match model.visit.take() {
        Some(wanted) if wanted.shell && !wanted.is_elsewhere(model) => {
            model.outbox.push(plain_shell(model, &wanted.row, &why));
        }
        _ => model.neon.say_bad(format!("not connected: {why}")),
    }
}

/// Gives up waiting for it; answers whether anything was waited for.
pub fn forget(model: &mut Model) -> bool {
    model.visit.take().is_some()
}

/// A shell without a connection.
fn plain_shell(model: &Model, row: &Target, why: &str) -> Effect {
    let why = if why.is_empty() {
        String::new()
    } else {
        format!(" (PG* are not: {why})")
    };
    Effect::Spawn(Box::new(Child {
        purpose: ChildPurpose::Shell,
        words: model.settings.programs.shell.clone(),
        inherited: Inherited::Everything,
        settings: place(&model.neon, row, None),
        file: None,
        greeting: format!(
            "NEON_* are set for {}{why}. exit comes back.",
            model.neon.store.name(row)
        ),
        linger: false,
    }))
}
