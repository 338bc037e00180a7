//! What is kept about the filter of a list; where its cursor was before is kept with the cursor.

use crate::{
    kinds::list::List,
    store::Unopened,
    ui::{filter_query::Query, server_search::Search},
};
use tui_input::Input;

/// What a filter is about: each has its own earlier filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FilterPlace {
    Tree,
    Activity,
    List(List),
}

/// The names of fields that a word may become.
#[derive(Debug, Clone, Default)]
pub struct Completion {
    /// The text before the word, and the one behind it.
    pub(super) around: (String, String),
    pub names: Vec<String>,
    /// The index of the name that the word is now, if it is one.
    pub at: Option<usize>,
    /// The text from before the word was completed, while Neon is asked for more names.
    pub asked: Option<Input>,
}

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
    /// The names that the word before the caret may become, until another key is pressed.
    pub completion: Option<Completion>,
    /// The number of items that match, not counting ancestors of matches.
    pub hits: usize,
    /// In the tree, what could not be searched.
    pub unopened: Unopened,
    /// The state of the search on the server.
    pub search: Search,
    /// Whether the text has changed since the rows were built: the cursor then goes to a match. Otherwise the row of
    /// the cursor stays, even if its item no longer matches.
    pub changed: bool,
}
