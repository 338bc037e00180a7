//! The form of a new API key.

use super::Form;
use crate::{kinds::edit::KEEP, neon::account::KeyStorage};
use serde_json::Value;

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
