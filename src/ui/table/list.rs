//! What a list that fills the screen consists of.

use super::SortOrder;
use crate::{
    api::{Answer, ApiError, Get, Request},
    kinds::{
        awake::list::LookFor,
        column::Column,
        field_name::FieldName,
        list::{List, Load},
        lookup::New,
    },
    neon::Neon,
    store::{BranchData, Store, remote::FetchState, target::Target},
    ui::{browser::Browser, keymap::Keymap},
};

/// A list that fills the screen. Rows of the table of actions open it.
#[derive(Debug)]
pub struct Spec {
    /// Its title identifies it.
    pub list: List,
    /// What it would list if it was opened now, or why it cannot be opened.
    pub place: fn(&Browser, &Neon) -> Result<Target, String>,
    /// Handles events for which Neon must be asked more than the tabs load.
    pub listen: fn(&mut Browser, &mut Neon, ListEvent<'_>),
    /// What can be added to it now, or why the user may not do that; `None` if there is another way.
    pub new: fn(&Browser, &Store) -> Option<Result<New, String>>,
    /// A note after the title, such as "8 of 10 allowed".
    pub note: fn(&Browser, &Neon, &Target) -> String,
    /// What is said below the rows about the selected one.
    pub about: Option<fn(&Store, &Target) -> Option<String>>,
    /// Its tabs; the first is shown on opening. Never empty.
    pub tabs: &'static [ListTab],
}

/// An event for which a list may ask Neon more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListEvent<'a> {
    /// The list was opened.
    Opened,
    /// Another of its tabs is shown.
    TabShown,
    /// More projects are listed than before.
    Listed,
    /// The user wants it read again.
    Refreshed,
    /// The next periodic refresh is due.
    Due,
    /// It is time for it to look for what is new.
    Tail,
    /// The cursor has come near the last row.
    NearEnd,
    /// The order was changed.
    Ordered,
    /// The filter text has not changed for a while.
    Searched(&'a str),
}

impl ListEvent<'_> {
    /// Whether the list has come on screen, or the user wants more of it.
    pub const fn wants_more(self) -> bool {
        matches!(self, Self::Opened | Self::TabShown | Self::Refreshed)
    }
}

/// Tells the list on screen about an event.
pub fn tell(browser: &mut Browser, neon: &mut Neon, event: ListEvent<'_>) {
    if let Some(spec) = browser.table.as_ref().map(|table| table.spec) {
        (spec.listen)(browser, neon, event)
    }
}

impl Spec {
    /// The tab with this index, or the last one if there is none.
    pub fn tab(&self, at: usize) -> &ListTab {
        const NONE: &ListTab = &ListTab::NONE;
        self.tabs.get(at).or(self.tabs.last()).unwrap_or(NONE)
    }
}

/// A view of a list.
#[derive(Debug)]
pub struct ListTab {
    /// One word.
    pub title: &'static str,
    /// What its rows are, by the name in the configuration that chooses their columns.
    pub name: &'static str,
    /// The columns in their order; the first is the name and always shown.
    pub columns: &'static [Column],
    /// The initial order; `None` for the order of its rows.
    pub by: Option<SortOrder>,
    /// How its rows are loaded.
    pub source: Source,
    /// Its rows, parents before their children.
    pub rows: fn(&Browser, &Neon, &Target) -> Vec<ListLine>,
    /// The text shown when there are none; for a list that leaves things out, also the rule.
    pub empty: fn(&Browser, &Keymap, &Neon, &Target) -> String,
}

impl ListTab {
    /// Whether the cursor stays at the top while rows come there.
    pub(super) fn grows(&self) -> bool {
        matches!(self.source, Source::Own(pages) if pages.grows())
    }

    /// Used if a tab is missing, which cannot happen.
    pub(super) const NONE: Self = Self {
        title: "",
        name: "",
        columns: &[],
        by: None,
        source: Source::Project,
        rows: |_, _, _| Vec::new(),
        empty: |_, _, _, _| String::new(),
    };
}

/// A thing in a list, before sorting and filtering.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListLine {
    /// Its depth below its ancestors in the list.
    pub depth: u8,
    pub target: Target,
}

impl From<Target> for ListLine {
    fn from(target: Target) -> Self {
        Self { depth: 0, target }
    }
}

/// A list that is loaded page by page, whatever its pages contain.
pub trait Pages: std::fmt::Debug + Sync {
    /// The request for its first page.
    fn first(&self, neon: &Neon, of: &Target) -> Request;

    /// Stores a page; the first one replaces the previous data. Returns the request for the next page, if there
    /// is one.
    fn keep(&self, neon: &mut Neon, of: &Target, page: Answer, is_first: bool) -> Option<Request>;

    /// Whether what is new comes at the top, where the cursor then stays.
    fn grows(&self) -> bool {
        false
    }

    /// Stores what a refusal says, if it is an answer. Returns whether it is.
    fn keep_refusal(&self, _: &mut Neon, _of: &Target, _: &ApiError) -> bool {
        false
    }

    /// Asks for the values that a field has, also beyond the loaded rows. Returns whether an answer is awaited.
    fn ask_values(&self, _: &mut Neon, _of: &Target, _field: &FieldName) -> bool {
        false
    }

    /// The known ones of them, as a filter names them.
    fn values(&self, _: &Neon, _of: &Target, _field: &FieldName) -> Vec<String> {
        Vec::new()
    }

    /// Whether Neon refused to tell because there cannot be anything.
    fn is_refused(&self, _: &Neon, _of: &Target) -> bool {
        false
    }
}

/// The requests of such a list, and how its pages are stored.
#[derive(Debug)]
pub struct PagesOf<T> {
    pub first: fn(&Neon, &Target) -> Get<T>,
    pub keep: fn(&mut Neon, &Target, T, bool) -> Option<Get<T>>,
}

impl<T: std::fmt::Debug + 'static> Pages for PagesOf<T> {
    fn first(&self, neon: &Neon, of: &Target) -> Request {
        (self.first)(neon, of).into()
    }

    fn keep(&self, neon: &mut Neon, of: &Target, page: Answer, is_first: bool) -> Option<Request> {
        (self.keep)(neon, of, page.body()?, is_first).map(Into::into)
    }
}

/// The lists that another one is made of.
#[derive(Debug)]
pub struct Others {
    /// They, for what it belongs to.
    pub all: fn(&Store, &Target) -> Vec<Load>,
    /// Which of them something is from.
    pub of_row: fn(&Store, of: &Target, row: &Target) -> Option<Load>,
}

/// How the rows of a tab are loaded.
#[derive(Debug, Clone, Copy)]
pub enum Source {
    /// With the project's branches and computes, which are loaded and refreshed anyway.
    Project,
    /// In all projects, which are looked into some at a time; if the list is about one project, as with `Project`.
    Looks(LookFor),
    /// With the databases and roles of the branch: with which of them.
    Contents(fn(&BranchData) -> &FetchState),
    /// By requests of its own, on opening and on refresh.
    Own(&'static dyn Pages),
    /// With other lists, each loaded on its own: what one is refused, the others show.
    Others(&'static Others),
}
