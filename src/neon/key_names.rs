//! The keys that messages name. This module cannot see the key map, which fills the names in.

use std::collections::HashMap;

/// An action that a message refers the user to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NamedKey {
    ComputeMenu,
    CopyPassword,
    Delete,
    Deleted,
    NewCompute,
    OpenConsole,
    Protect,
    ReadOnly,
    Refresh,
    RefreshAll,
    ResetPassword,
    SetExpiry,
    ShowPassword,
    Undo,
    UndoList,
    Unprotect,
}

/// How keys are written.
#[derive(Debug, Clone, Default)]
pub struct KeyNames(HashMap<NamedKey, String>);

impl KeyNames {
    pub fn new(names: impl IntoIterator<Item = (NamedKey, String)>) -> Self {
        Self(names.into_iter().collect())
    }

    /// The first key bound to an action, as displayed; empty if it has none.
    pub fn name(&self, key: NamedKey) -> &str {
        self.0.get(&key).map_or("", String::as_str)
    }
}
