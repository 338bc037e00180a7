//! New masked branches.

use super::NewOnScreen;
use crate::{
    changes::{Changes, change::Change},
    kinds::{edit::About, masking::NewMaskedBranch},
    neon::Neon,
    ui::{browser::Browser, keymap::Keymap},
};
use serde_json::Value;

/// Everything but the masking is that of any new branch.
impl NewOnScreen for NewMaskedBranch {
    fn context(&self, neon: &Neon, about: &mut About) {
        self.plain().context(neon, about);
    }

    fn defaults(
        &self,
        browser: &Browser,
        neon: &Neon,
        about: &About,
    ) -> Result<Option<Value>, String> {
        self.plain().defaults(browser, neon, about)
    }

    fn ready(
        &self,
        keymap: &Keymap,
        changes: &Changes,
        neon: &Neon,
        change: &Change,
        duration: &str,
    ) -> String {
        self.plain().ready(keymap, changes, neon, change, duration)
    }
}
