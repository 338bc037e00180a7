//! A line of a dialog that can be clicked.

use std::{any::Any, sync::Arc};

/// A line, by what identifies it in its dialog.
#[derive(Debug, Clone)]
pub struct DialogLine(Arc<dyn Any + Send + Sync>);

impl DialogLine {
    pub fn new<T: Any + Send + Sync>(id: T) -> Self {
        Self(Arc::new(id))
    }

    /// What identifies it, if lines of a dialog are identified by this type.
    pub fn id<T: Any>(&self) -> Option<&T> {
        self.0.downcast_ref()
    }
}

impl PartialEq for DialogLine {
    /// Whether they were drawn at once.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
