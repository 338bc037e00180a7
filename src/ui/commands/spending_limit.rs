//! Whether the selected organization has a spending limit to set.

use crate::{
    changes::spending_limit::has_one,
    neon::Neon,
    store::target::Target,
    ui::{action::Availability, browser::Browser},
};

/// Whether the row is an organization whose limit can be changed.
pub fn ready(browser: &Browser, neon: &Neon) -> Availability {
    let Some(Target::Org(org)) = browser.selected() else {
        return Availability::Hidden;
    };
    if !has_one(neon, org) {
        return Availability::no("only paid plans have a spending limit");
    }
    match neon.store.why_not_admin(org) {
        Some(why) => Availability::No(why),
        None => Availability::Yes,
    }
}
