//! The form of a new API key, for the account or for the organization whose keys are shown.

use super::{Form, create};
use crate::{
    kinds::{api_key::NewApiKey, edit::KEEP},
    neon::{Neon, account::KeyStorage},
    store::Store,
    ui::{
        action::Availability,
        browser::Browser,
        dialog::Dialogs,
        settings::Settings,
        table::{Table, api_keys},
    },
};
use serde_json::Value;

/// Whether the list of keys is shown and loaded; without it, nobody could tell which key is new.
pub fn ready(browser: &Browser, store: &Store) -> Availability {
    let listed = browser.table.as_ref().map(Table::list);
    match api_keys::shown(browser, store) {
        Some(_) => Availability::Yes,
        None if listed == Some(api_keys::SPEC.list) => {
            Availability::no("the keys are not loaded yet")
        }
        None => Availability::Hidden,
    }
}

/// Opens the form.
pub fn new(browser: &Browser, dialogs: &mut Dialogs, settings: &Settings, neon: &Neon) {
    if let Some(org) = api_keys::shown(browser, &neon.store) {
        create::open(browser, dialogs, settings, neon, NewApiKey { org }.into())
    }
}

impl Form {
    /// Where the user wants the key stored.
    pub(crate) fn keep(&self) -> KeyStorage {
        let field = self.fields.iter().find(|field| field.edit.path == KEEP);
        let value = field.and_then(|field| field.draft.value(field.edit.input).ok().flatten());
        match value.as_ref().and_then(Value::as_str) {
            Some("keyring") => KeyStorage::Keyring,
            Some("file") => KeyStorage::File,
            _ => KeyStorage::No,
        }
    }
}
