//! The table of lists: a row for each list that can be shown, and what such rows are made of.

use super::{SortOrder, api_keys, branches, members, shares, snapshots};
use crate::neon::list::List;
use crate::{
    api::{Answer, Request},
    kinds::Value,
    store::target::Target,
    ui::model::Model,
};

macro_rules! lists {
    ($($name:ident: $spec:path),* $(,)?) => {
        /// The table of lists.
        pub static LISTS: &[&Spec] = &[$(&$spec),*];

        impl List {
            /// Its row.
            pub const fn spec(self) -> &'static Spec {
                match self { $(Self::$name => &$spec),* }
            }
        }
    };
}

lists! {
    Branches: branches::SPEC,
    Keys: api_keys::SPEC,
    Members: members::SPEC,
    Shares: shares::SPEC,
    Snapshots: snapshots::SPEC,
}

/// A row of the table of lists.
#[derive(Debug)]
pub struct Spec {
    /// "Branches".
    pub title: &'static str,
    /// What it would be the list of, if it was opened now; else why it cannot be.
    pub place: fn(&Model) -> Result<Target, String>,
    /// What else is asked of Neon, besides what its tabs load.
    pub listen: fn(&mut Model, ListEvent<'_>),
    /// Said behind the title: "8 of 10 allowed".
    pub note: fn(&Model, &Target) -> String,
    /// Its tabs; the first is shown when it is opened. Never empty.
    pub tabs: &'static [ListTab],
}

/// What happened that a long list may ask Neon about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListEvent<'a> {
    /// The list was opened.
    Opened,
    /// Another order was chosen.
    Ordered,
    /// A filter text has rested.
    Searched(&'a str),
}

impl Spec {
    /// A tab by its position; the last one if there are not so many.
    pub fn tab(&self, at: usize) -> &ListTab {
        const NONE: &ListTab = &ListTab::NONE;
        self.tabs.get(at).or(self.tabs.last()).unwrap_or(NONE)
    }
}

/// One way of looking at a list.
#[derive(Debug)]
pub struct ListTab {
    /// One word.
    pub title: &'static str,
    /// The columns, in their order; the first is the name and always shown.
    pub columns: &'static [Column],
    /// The order that it begins with; none for the order of its rows.
    pub by: Option<SortOrder>,
    /// How its rows come from Neon.
    pub source: Source,
    /// Its rows, parents before their children.
    pub rows: fn(&Model, &Target) -> Vec<ListLine>,
    /// What is said when there are none; also the rule of a list that leaves things out.
    pub empty: fn(&Model, &Target) -> String,
}

impl ListTab {
    /// Stands where a tab is missing, which cannot be.
    const NONE: Self = Self {
        title: "",
        columns: &[],
        by: None,
        source: Source::Project,
        rows: |_, _| Vec::new(),
        empty: |_, _| String::new(),
    };
}

/// A thing of a list, before order and filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListLine {
    /// How deep it hangs under the things before it.
    pub depth: u8,
    pub target: Target,
}

impl From<Target> for ListLine {
    fn from(target: Target) -> Self {
        Self { depth: 0, target }
    }
}

/// How the rows of a tab come from Neon.
#[derive(Debug, Clone, Copy)]
pub enum Source {
    /// With the branches and computes of the project, which are read and refreshed anyway.
    Project,
    /// By requests of its own, on opening and on refresh.
    Own {
        /// The first page.
        first: fn(&Model, &Target) -> Request,
        /// Keeps a page in the store; `true` says that it is the first one, which replaces what was
        /// known. Answers the request for the page after it, if there is one.
        keep: fn(&mut Model, &Target, Answer, bool) -> Option<Request>,
    },
}

/// How wide a column is. What is in it decides nothing, so columns stand still while rows pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// So many cells.
    Cells(u16),
    /// So many at the right end of its cells: numbers.
    Number(u16),
    /// At least and at most so many, of what the others leave.
    Flexible(u16, u16),
    /// A point in time, in the style that the user has chosen.
    Time,
}

#[derive(Debug)]
pub struct Column {
    /// Its heading, and its name in the menu of orders: short, in capitals.
    pub title: &'static str,
    /// What it says, in a sentence.
    pub help: &'static str,
    /// How wide it is.
    pub width: Width,
    /// How much it matters: the lightest goes first when there is no room; what weighs nothing is
    /// shown in wide tables only.
    pub weight: u8,
    /// The fields of the record that it is about, as the API names them.
    pub fields: &'static [&'static str],
    /// What it says of a thing that could be read.
    pub of: fn(&Model, &Target) -> Value,
}

impl Column {
    /// What it says of a thing.
    pub fn value(&self, model: &Model, target: &Target) -> Value {
        let unreadable = model.neon.store.unreadable(target);
        if unreadable.is_some_and(|odd| self.fields.iter().any(|field| odd.has(field))) {
            return Value::Unreadable;
        }
        (self.of)(model, target)
    }
}
