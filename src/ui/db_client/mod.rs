//! A database client (`p`) and a shell (`!`) for the selection.
//!
//! Both get the connection as libpq's variables (`PGHOST`, `PGPASSWORD` …), for the compute, database and role that `Y`
//! would choose, but direct: a session in a client needs its settings and temporary tables kept, which the pooler does
//! not do. Connecting wakes an idle compute, so the user is asked first; opening a shell does not.

pub mod known;
pub mod launch;
pub mod target;
pub mod variables;
pub mod wake;

use crate::{
    api::types::Endpoint,
    kinds::{deletion, endpoint, size},
    neon::{Neon, account::CredentialSource, read},
    reads::fetch,
    store::target::Target,
    ui::{
        browser::Browser,
        db_client::target::{ClientStep, ClientTarget},
        dialog::{Dialogs, connect::Connect},
        settings::Settings,
    },
};

use super::{
    action::Availability,
    clipboard,
    dialog::{
        confirm::{Confirm, OnConfirm},
        connect,
    },
    model::Model,
    persistence,
    uri::{NoUri, UriOf, choose},
};
use launch::{key, plain_shell};
use wake::{Sleep, forbidden, look, sleep};

const NO_POSTGRES: &str = "this demo has no Postgres; lazyneon --demo --postgres has";

/// Whether a client can connect to the selection.
pub fn client_ready(browser: &Browser, neon: &Neon) -> Availability {
    let ready = clipboard::uri_ready(browser, neon);
    if ready != Availability::Yes {
        return ready;
    }
    let of = browser.selected().and_then(|row| choose(neon, row).ok());
    let compute = of.as_ref().and_then(|of| of.compute(neon));
    let ready = reachable(neon, compute);
    if ready != Availability::Yes {
        return ready;
    }
    match of.and_then(|of| forbidden(neon, &of)) {
        Some(why) => Availability::No(why),
        None => Availability::Yes,
    }
}

/// Whether a client can be opened from the connect dialog.
pub fn chosen_ready(dialogs: &Dialogs, neon: &Neon) -> Availability {
    let connect = dialogs.top_as::<Connect>();
    reachable(neon, connect.and_then(|connect| connect.compute(neon)))
}

/// Whether there is a server to connect to: in the demo, there is none behind the names of Neon's hosts.
pub fn reachable(neon: &Neon, compute: Option<&Endpoint>) -> Availability {
    let is_demo = neon.session.origin == Some(CredentialSource::Demo);
    match compute {
        Some(compute) if !endpoint::is_foreign(compute) && is_demo => Availability::no(NO_POSTGRES),
        Some(_) | None => Availability::Yes,
    }
}

/// Opens the client; asks first if that wakes a compute.
pub fn client(model: &mut Model) {
    let Model {
        browser,
        dialogs,
        waiting_client,
        settings,
        neon,
        ..
    } = model;
    let Some(row) = browser.selected().cloned() else {
        return;
    };
    match choose(neon, &row) {
        Ok(of) => start(dialogs, waiting_client, settings, neon, row, of),
        Err(NoUri::NotLoaded) => load(dialogs, waiting_client, neon, row, false),
        Err(NoUri::Several(why)) => {
            neon.say(format!("{why}: choose"));
            connect::choices::open(browser, dialogs, neon);
        }
        Err(NoUri::Because(why)) => neon.say(why),
    }
}

/// Opens the client with the choices of the connect dialog, replacing it.
pub fn chosen(model: &mut Model) {
    let Some(connect) = model.dialogs.top_as::<Connect>() else {
        return;
    };
    let of = connect.of(&model.settings, &model.neon);
    let Some(row) = model.browser.selected().cloned() else {
        return;
    };
    match of {
        Ok(of) => {
            persistence::remember_connection(&mut model.neon, &of);
            model.dialogs.close_top();
            start(
                &mut model.dialogs,
                &mut model.waiting_client,
                &model.settings,
                &mut model.neon,
                row,
                of,
            )
        }
        Err(why) => model.neon.say(why),
    }
}

/// Opens the client with this connection, above any open dialogs; asks first if that wakes a compute.
pub fn to(model: &mut Model, of: UriOf) {
    if let Some(row) = model.browser.selected().cloned() {
        start(
            &mut model.dialogs,
            &mut model.waiting_client,
            &model.settings,
            &mut model.neon,
            row,
            of,
        )
    }
}

fn start(
    dialogs: &mut Dialogs,
    waiting_client: &mut Option<ClientTarget>,
    settings: &Settings,
    neon: &mut Neon,
    row: Target,
    of: UriOf,
) {
    if let Some(why) = forbidden(neon, &of) {
        return neon.say(why);
    }
    match sleep(neon, &of) {
        Sleep::Asleep(_) => ask_to_wake(dialogs, settings, neon, row, of),
        Sleep::Awake => go(dialogs, waiting_client, neon, row, of),
        Sleep::Unsure => look(dialogs, waiting_client, neon, row, of),
    }
}

fn ask_to_wake(dialogs: &mut Dialogs, settings: &Settings, neon: &Neon, row: Target, of: UriOf) {
    let name = &of.branch_name;
    let client = &settings.programs.client.name;
    let mut lines = vec![deletion::place(&neon.store, &row), String::new()];
    if let Some(past) = &of.past {
        lines.push(format!(
            "{}. Neon starts a compute for it, which costs compute time until it suspends again.",
            past.words
        ));
    } else if let Some(endpoint) = neon.store.endpoint(&of.project, &of.endpoint) {
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
    dialogs.open(confirm);
}

/// Fetches the connection; the client opens when it arrives.
pub fn go(
    dialogs: &Dialogs,
    waiting_client: &mut Option<ClientTarget>,
    neon: &mut Neon,
    row: Target,
    of: UriOf,
) {
    fetch_for(dialogs, waiting_client, neon, row, of, false)
}

/// Opens a shell, with the connection if there is one.
pub fn shell(model: &mut Model) {
    let Model {
        browser,
        dialogs,
        waiting_client,
        outbox,
        settings,
        neon,
        ..
    } = model;
    let Some(row) = browser.selected().cloned() else {
        return;
    };
    match choose(neon, &row) {
        Ok(of) => fetch_for(dialogs, waiting_client, neon, row, of, true),
        Err(NoUri::NotLoaded) if row.project().is_some() => {
            load(dialogs, waiting_client, neon, row, true)
        }
        Err(NoUri::NotLoaded) => outbox.push(plain_shell(settings, neon, &row, "")),
        Err(NoUri::Several(why) | NoUri::Because(why)) => {
            outbox.push(plain_shell(settings, neon, &row, &why))
        }
    }
}

fn load(
    dialogs: &Dialogs,
    waiting_client: &mut Option<ClientTarget>,
    neon: &mut Neon,
    row: Target,
    shell: bool,
) {
    let text = format!("loading {} to connect …", neon.store.name(&row));
    neon.say_running(&row, text);
    fetch::for_uri(neon, &row);
    *waiting_client = ClientTarget::start(dialogs, neon, row, shell, ClientStep::Loading);
}

fn fetch_for(
    dialogs: &Dialogs,
    waiting_client: &mut Option<ClientTarget>,
    neon: &mut Neon,
    row: Target,
    of: UriOf,
    shell: bool,
) {
    let of = UriOf {
        pooled: false,
        ..of
    };
    let request = of.request();
    *waiting_client = ClientTarget::start(dialogs, neon, row, shell, ClientStep::Connecting(of));
    neon.ask(read::client_uri(), request);
}

/// Continues with a waiting client or shell after more has been loaded.
pub fn after_answer(model: &mut Model) {
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
    let waits = |wanted: &ClientTarget| wanted.step == ClientStep::Loading;
    let Some(wanted) = waiting_client.clone().filter(waits) else {
        return;
    };
    let elsewhere = wanted.is_elsewhere(browser, dialogs, keyboard);
    let ClientTarget { row, shell, .. } = wanted;
    let chosen = choose(neon, &row);
    if !matches!(chosen, Err(NoUri::NotLoaded)) {
        neon.notices.result_known(&row);
    }
    match chosen {
        Err(NoUri::NotLoaded) => match clipboard::load_error(neon, &row) {
            Some(why) => {
                *waiting_client = None;
                neon.say_bad(format!("not connected: {why}"))
            }
            None => fetch::for_uri(neon, &row),
        },
        Ok(of) if shell => fetch_for(dialogs, waiting_client, neon, row, of, shell),
        Ok(of) if !elsewhere && sleep(neon, &of) == Sleep::Awake => {
            fetch_for(dialogs, waiting_client, neon, row, of, shell)
        }
        Ok(of) if !elsewhere && sleep(neon, &of) == Sleep::Unsure => {
            look(dialogs, waiting_client, neon, row, of)
        }
        Err(NoUri::Several(why) | NoUri::Because(why)) if shell && !elsewhere => {
            *waiting_client = None;
            outbox.push(plain_shell(settings, neon, &row, &why));
        }
        // An answer must not open a dialog while the user is typing.
        Ok(_) | Err(NoUri::Several(_)) => {
            *waiting_client = None;
            let key = key(&keyboard.keymap, shell);
            neon.say(format!("{} is loaded: {key} again", neon.store.name(&row)))
        }
        Err(NoUri::Because(why)) => {
            *waiting_client = None;
            neon.say(why)
        }
    }
}

/// Stops waiting; returns `false` if nothing was waiting.
pub fn forget(waiting_client: &mut Option<ClientTarget>) -> bool {
    waiting_client.take().is_some()
}
