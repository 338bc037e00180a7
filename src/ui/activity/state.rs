//! What is kept about the activity; its rows are not.

use crate::{api::types::OperationId, ui::scroll::ListCursor};
use std::{cell::RefCell, collections::HashSet};

/// The cursor of the activity, and which chains show their steps.
#[derive(Debug, Clone, Default)]
pub struct Activity {
    pub cursor: ListCursor<RowId>,
    /// The chains that show their steps, by their first operation.
    pub unfolded: HashSet<OperationId>,
    /// The first row in view when it was last drawn.
    pub top: RefCell<Option<RowId>>,
}

/// Identifies a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowId {
    /// The operation; for a chain its first one.
    pub operation: OperationId,
    pub is_step: bool,
}
