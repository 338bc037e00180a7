//! The lists that are read for a table that fills the screen.

pub use crate::kinds::list::{List, Load};
