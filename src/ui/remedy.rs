//! What helps where something is in the way: the keys, and what they do. Why is said once, in a sentence; the keys stand
//! below it, and first in the footer.

use super::{action::Action, browser::Browser, dialog::menu::way, keymap::Keymap};
use crate::{
    api::ApiError,
    kinds::{State, endpoint},
    neon::Connectivity,
    store::{Store, target::Target},
};

/// A key that helps, and what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remedy {
    pub action: Action,
    pub does: &'static str,
}

/// Tries again with this action.
pub const fn retry(action: Action) -> Remedy {
    Remedy {
        action,
        does: "retry",
    }
}

const RETRY: Remedy = retry(Action::Refresh);
const SIGN_IN: Remedy = Remedy {
    action: Action::Accounts,
    does: "sign in",
};
const ANOTHER_KEY: Remedy = Remedy {
    action: Action::Accounts,
    does: "sign in with another key",
};
const UNBLOCK: Remedy = Remedy {
    action: Action::ComputeMenu,
    does: "unblock",
};
const ADD_COMPUTE: Remedy = Remedy {
    action: Action::NewCompute,
    does: "add a compute",
};

impl Remedy {
    /// The keys that lead to it.
    pub fn keys(&self, keymap: &Keymap) -> String {
        way(keymap, self.action)
    }
}

/// What helps against an error: another key only if the error may be about the key.
pub fn of(error: &ApiError) -> &'static [Remedy] {
    if error.is_auth() || error.is_forbidden() || error.is_gone() {
        &[RETRY, ANOTHER_KEY]
    } else {
        &[RETRY]
    }
}

/// What helps while no answer is to be had.
pub fn of_link(link: &Connectivity, has_key: bool) -> &'static [Remedy] {
    match link {
        Connectivity::SignedOut { .. } if !has_key => &[SIGN_IN],
        Connectivity::Starting
        | Connectivity::Online
        | Connectivity::Offline { .. }
        | Connectivity::Unreadable { .. }
        | Connectivity::SignedOut { .. } => &[RETRY, ANOTHER_KEY],
    }
}

/// Why nobody can connect to what is in this state, and what helps.
pub fn of_state(state: State) -> Option<(&'static str, Remedy)> {
    match state {
        State::BLOCKED => Some(("connections are blocked", UNBLOCK)),
        State::NO_COMPUTE => Some(("the branch is without a compute", ADD_COMPUTE)),
        _ => None,
    }
}

/// What helps the selected row, if nobody can connect to what it is or is on.
pub fn of_row(browser: &Browser, store: &Store) -> Option<Remedy> {
    let row = browser.selected()?;
    let state = match row {
        Target::Endpoint(project, id) => endpoint::state(store.endpoint(project, id)?),
        Target::Branch(..) | Target::Database(..) | Target::Role(..) | Target::Group(..) => {
            let inside = store.inside(row.project()?)?;
            inside.branch_state(store.branch_of(row)?)
        }
        _ => return None,
    };
    of_state(state).map(|(_, remedy)| remedy)
}
