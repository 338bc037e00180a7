//! Where the cursor has been.

use crate::{store::target::Target, ui::action::Action};

/// The places where the cursor has been.
#[derive(Debug, Clone, Default)]
pub struct Travel {
    /// The places, oldest first.
    pub(crate) places: Vec<Target>,
    /// The index of the place where the cursor is, or which it left last.
    pub(crate) at: usize,
    /// The action that `Repeat` repeats: the last one that has sent something, or copied.
    pub last: Option<Action>,
    /// The action that has sent nothing yet: its form or question may be open.
    pub(crate) begun: Option<Action>,
    /// The actions that were chosen in the palette, the newest first.
    pub recent: Vec<Action>,
}
