//! Whether a connection wakes its compute. The known state may be outdated: before a client connects to a compute that
//! was awake some time ago, Neon is asked for its current state.

use super::{
    fetch_for,
    launch::{gone_on, key},
};
use crate::{
    api::{Request, types::Endpoint},
    changes::compute,
    kinds::{endpoint, state::State},
    neon::{Neon, read},
    store::target::Target,
    ui::{
        db_client::target::{ClientStep, ClientTarget},
        dialog::Dialogs,
        model::Model,
        uri::UriOf,
    },
};

/// The state in which a connection finds its compute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sleep {
    /// It is awake: nothing is started.
    Awake,
    /// The compute of this name is asleep, and connecting starts it.
    Asleep(String),
    /// The known state is too old to tell.
    Unsure,
}

/// The state in which a connection would find its compute. An outdated state counts as asleep if that only causes a
/// question; if it would forbid the connection, only a fresh one does.
pub(crate) fn sleep(neon: &Neon, of: &UriOf) -> Sleep {
    let Some(endpoint) = neon.store.endpoint(&of.project, &of.endpoint) else {
        return Sleep::Unsure;
    };
    // The past gets a separate compute, which has not been started yet.
    if of.past.is_some() {
        return Sleep::Asleep(format!("a compute of {}", of.branch_name));
    }
    let fresh = compute::is_fresh(neon, endpoint);
    let asleep = matches!(endpoint::state(endpoint), State::IDLE | State::SUSPENDING);
    let forbids = neon.no_wake_by(Some(&of.on())).is_some();
    match (asleep, fresh) {
        (true, true) => Sleep::Asleep(compute::name(neon, endpoint)),
        (true, false) if !forbids => Sleep::Asleep(compute::name(neon, endpoint)),
        (false, true) => Sleep::Awake,
        (_, false) => Sleep::Unsure,
    }
}

/// Why a connection must not be opened, if it would wake a compute that must stay asleep.
pub(crate) fn forbidden(neon: &Neon, of: &UriOf) -> Option<String> {
    let Sleep::Asleep(name) = sleep(neon, of) else {
        return None;
    };
    let by = neon.no_wake_by(Some(&of.on()))?;
    Some(format!("connecting would wake {name}: blocked by {by}"))
}

/// Requests the current state of the compute; the connection waits for it.
pub(crate) fn look(
    dialogs: &Dialogs,
    waiting_client: &mut Option<ClientTarget>,
    neon: &mut Neon,
    row: Target,
    of: UriOf,
) {
    let request = Request::get_endpoint(&of.project, &of.endpoint);
    *waiting_client = ClientTarget::start(dialogs, neon, row, false, ClientStep::Looking(of));
    neon.ask(read::client_compute(), request);
}

/// Continues once the current state of the compute is known, if nothing is woken.
pub fn looked(model: &mut Model, endpoint: Endpoint) {
    let Model {
        browser,
        dialogs,
        keyboard,
        waiting_client,
        neon,
        ..
    } = model;
    let Some(wanted) = waiting_client.take() else {
        return;
    };
    if let Some(project) = wanted.row.project() {
        compute::keep(neon, project, endpoint);
    }
    if wanted.is_elsewhere(browser, dialogs, keyboard) {
        return gone_on(&keyboard.keymap, neon, &wanted.row, wanted.shell);
    }
    let ClientTarget {
        row,
        shell,
        step: ClientStep::Looking(of),
        ..
    } = wanted
    else {
        return;
    };
    if let Some(why) = forbidden(neon, &of) {
        return neon.say(why);
    }
    match sleep(neon, &of) {
        // An answer must not open a dialog while the user is typing.
        Sleep::Asleep(name) => {
            let key = key(&keyboard.keymap, shell);
            neon.say(format!(
                "{name} has gone idle meanwhile: press {key} again to wake it"
            ))
        }
        Sleep::Awake => fetch_for(dialogs, waiting_client, neon, row, of, shell),
        Sleep::Unsure => neon.say_bad("Neon did not report the compute's state"),
    }
}
