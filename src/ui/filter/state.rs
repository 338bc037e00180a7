//! What is kept about the filter of a list; where its cursor was before is kept with the cursor.

use crate::ui::{filter_query::Query, server_search::Search};
use tui_input::Input;

/// The filter of a list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// The text being edited.
    pub input: Input,
    /// Whether keys go into the text.
    pub typing: bool,
    /// The parsed text.
    pub query: Query,
    /// The index of the remembered filter that was recalled, until its text is changed.
    pub recalled: Option<usize>,
    /// The number of items that match, not counting ancestors of matches.
    pub hits: usize,
    /// The state of the search on the server.
    pub search: Search,
    /// Whether the text has changed since the rows were built: the cursor then goes to a match. Otherwise the row of
    /// the cursor stays, even if its item no longer matches.
    pub changed: bool,
}
