//! Whether a connection starts its compute. What is known of a compute may be old: it may have gone
//! to sleep since, so before a client connects to one that was awake a while ago, Neon is asked.

use super::{
    ClientStep, ClientTarget, fetch_for,
    launch::{gone_on, key},
};
use crate::{
    api::{Request, types::Endpoint},
    changes::compute,
    kinds::{endpoint, state::State},
    neon::{Neon, read},
    store::target::Target,
    ui::{dialog::Dialogs, model::Model, uri::UriOf},
};

/// What a connection finds at its compute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sleep {
    /// It is awake: nothing is started.
    Awake,
    /// It sleeps, and connecting starts it; its name.
    Asleep(String),
    /// What is known is too old to tell.
    Unsure,
}

/// What a connection would find. That a compute sleeps is believed at any age where that only leads
/// to a question; where it would forbid the connection, only while it is fresh.
pub(crate) fn sleep(neon: &Neon, of: &UriOf) -> Sleep {
    let Some(endpoint) = neon.store.endpoint(&of.project, &of.endpoint) else {
        return Sleep::Unsure;
    };
    // The past has a compute of its own, which nobody has started yet.
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

/// Why a connection must not be opened, if it would wake a compute that must sleep.
pub(crate) fn forbidden(neon: &Neon, of: &UriOf) -> Option<String> {
    let Sleep::Asleep(name) = sleep(neon, of) else {
        return None;
    };
    let by = neon.no_wake_by(Some(&of.on()))?;
    Some(format!("connecting would wake {name}: blocked by {by}"))
}

/// Asks Neon what the compute does now; the connection waits for the answer.
pub(crate) fn look(
    dialogs: &Dialogs,
    visit: &mut Option<ClientTarget>,
    neon: &mut Neon,
    row: Target,
    of: UriOf,
) {
    let request = Request::get_endpoint(&of.project, &of.endpoint);
    *visit = Some(ClientTarget::from_now(
        dialogs,
        row,
        false,
        ClientStep::Looking(of),
    ));
    neon.ask(read::client_compute(), request);
}

/// What the compute does now came: goes on where nothing is woken.
pub fn looked(model: &mut Model, endpoint: Endpoint) {
    let Model {
        browser,
        dialogs,
        keyboard,
        visit,
        neon,
        ..
    } = model;
    let Some(wanted) = visit.take() else {
        return;
    };
    compute::keep(neon, endpoint);
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
        // An answer opens no dialog under the user's fingers.
        Sleep::Asleep(name) => {
            let key = key(&keyboard.keymap, shell);
            neon.say(format!(
                "{name} has gone idle meanwhile: press {key} again to wake it"
            ))
        }
        Sleep::Awake => fetch_for(dialogs, visit, neon, row, of, shell),
        Sleep::Unsure => neon.say_bad("Neon did not report the compute's state"),
    }
}
