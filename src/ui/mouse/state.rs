//! What is kept about the mouse between two reports.

use super::spot::{Spot, Spots};
use crate::neon::DialogId;
use jiff::Timestamp;

#[derive(Debug, Default)]
pub struct Mouse {
    /// What the last frame shows, and where.
    pub spots: Spots,
    /// The last click.
    pub last: Option<Click>,
    /// While the border of the tree is dragged: how many cells right of its last column it was taken.
    pub drags: Option<u16>,
    /// Whether the user was told how to select text while the mouse is on.
    pub is_explained: bool,
}

#[derive(Debug, Clone)]
pub struct Click {
    pub cell: (u16, u16),
    pub at: Timestamp,
    /// What it selected, and can be opened by a second one; or what it did, and can be done again.
    pub spot: Option<Spot>,
    /// The topmost dialog.
    pub dialog: Option<DialogId>,
}
