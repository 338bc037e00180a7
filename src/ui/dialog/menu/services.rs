//! The menu of what a branch has besides Postgres.

use super::{
    Item,
    open::{item, show},
};
use crate::{
    store::Store,
    ui::{
        action::{Action, Availability},
        browser::Browser,
        model::Model,
    },
};

/// They, with letters that are the same everywhere.
const ALL: [(Action, char); 7] = [
    (Action::Buckets, 'b'),
    (Action::ObjectStorage, 's'),
    (Action::Functions, 'f'),
    (Action::Triggers, 't'),
    (Action::CustomDomains, 'd'),
    (Action::AiGateway, 'a'),
    (Action::Credentials, 'c'),
];

/// Whether the row is a branch or on one, or a project with a default branch.
pub fn ready(browser: &Browser, store: &Store) -> Availability {
    let branch = browser.selected().and_then(|row| store.branch_to_list(row));
    Availability::shown_if(branch.is_some())
}

/// Lists them.
pub fn open(model: &mut Model) {
    let items = ALL.into_iter().filter_map(|(action, letter)| {
        Some(Item {
            letter,
            ..item(model, action)?
        })
    });
    let items = items.collect();
    let branch = model.browser.selected();
    let branch = branch.and_then(|row| model.neon.store.branch_to_list(row));
    let title = branch.map_or_else(
        || "Services".to_owned(),
        |branch| model.neon.store.name(&branch),
    );
    show(model, title, items);
}
