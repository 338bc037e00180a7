//! Credentials of branches.

use super::NewOnScreen;
use crate::{
    changes::{Changes, change::Change, role},
    kinds::credential::NewCredential,
    neon::Neon,
    ui::keymap::Keymap,
};

impl NewOnScreen for NewCredential {
    fn ready(
        &self,
        _: &Keymap,
        changes: &Changes,
        neon: &Neon,
        change: &Change,
        _: &str,
    ) -> String {
        let hint = role::hint(changes, neon, change);
        format!("{} created{hint}", change.name)
    }
}
