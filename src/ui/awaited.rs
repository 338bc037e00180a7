//! What a key has asked for that needs something still to be loaded. It is done once that has arrived
//! (`answers::waiting`), unless another key is pressed first.

use super::compare::with::With;
use crate::store::target::Target;

#[derive(Debug, Clone)]
pub enum Awaited {
    /// To compare what is on a row with this.
    Compare(Target, With),
    /// To run the user's command of this name for a row.
    Command(Target, String),
}

impl Awaited {
    /// The row of which something is being loaded.
    pub const fn row(&self) -> &Target {
        match self {
            Self::Compare(row, _) | Self::Command(row, _) => row,
        }
    }
}
