//! API keys.

use super::{NewOnScreen, OnScreen};
use crate::{
    changes::{Changes, change::Change, role},
    kinds::api_key::{ApiKeyRef, NewApiKey},
    neon::Neon,
    store::target::Target,
    ui::keymap::Keymap,
};

impl OnScreen for ApiKeyRef<'_> {
    fn is_production(&self, neon: &Neon, target: &Target) -> bool {
        neon.store.may_be_key_in_use(target)
    }
}

impl NewOnScreen for NewApiKey {
    fn ready(
        &self,
        _: &Keymap,
        changes: &Changes,
        neon: &Neon,
        change: &Change,
        _: &str,
    ) -> String {
        let hint = role::hint(changes, neon, change);
        format!("API key {} created{hint}", change.name)
    }
}
