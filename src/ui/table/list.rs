//! The table of lists: one row for each list that can be shown, and the types its rows consist of.

use super::{SortOrder, api_keys, branches, members, shares, snapshots, vpc_endpoints};
use crate::{
    api::{Answer, Get, Request},
    kinds::{Value, lookup},
    neon::{Neon, list::List},
    store::target::Target,
    ui::{browser::Browser, keymap::Keymap},
};

macro_rules! lists {
    ($($name:ident: $spec:path),* $(,)?) => {
        /// The table of lists.
        pub static LISTS: &[&Spec] = &[$(&$spec),*];

        impl List {
            /// Its row in the table.
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
    VpcEndpoints: vpc_endpoints::SPEC,
}

/// A row of the table of lists.
#[derive(Debug)]
pub struct Spec {
    /// Such as "Branches".
    pub title: &'static str,
    /// What it would list if it was opened now, or why it cannot be opened.
    pub place: fn(&Browser, &Neon) -> Result<Target, String>,
    /// Handles events for which Neon must be asked more than the tabs load.
    pub listen: fn(&mut Browser, &mut Neon, ListEvent<'_>),
    /// A note after the title, such as "8 of 10 allowed".
    pub note: fn(&Browser, &Neon, &Target) -> String,
    /// Its tabs; the first is shown on opening. Never empty.
    pub tabs: &'static [ListTab],
}

/// An event for which a list may ask Neon more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListEvent<'a> {
    /// The list was opened.
    Opened,
    /// The order was changed.
    Ordered,
    /// The filter text has not changed for a while.
    Searched(&'a str),
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
    /// Used if a tab is missing, which cannot happen.
    const NONE: Self = Self {
        title: "",
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

/// How the rows of a tab are loaded.
#[derive(Debug, Clone, Copy)]
pub enum Source {
    /// With the project's branches and computes, which are loaded and refreshed anyway.
    Project,
    /// By requests of its own, on opening and on refresh.
    Own(&'static dyn Pages),
}

/// The width of a column. It does not depend on the content, so columns do not move while scrolling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// This many cells.
    Cells(u16),
    /// This many cells, right-aligned: numbers.
    Number(u16),
    /// The minimum and maximum number of cells, depending on what the others leave.
    Flexible(u16, u16),
    /// A point in time, in the style set by the user.
    Time,
}

#[derive(Debug)]
pub struct Column {
    /// Its heading, and its name in the sort menu: short, in capitals.
    pub title: &'static str,
    /// What it shows, in a sentence.
    pub help: &'static str,
    pub width: Width,
    /// Its importance: the lightest column is dropped first if there is no room; one of weight 0 is shown in wide
    /// tables only.
    pub weight: u8,
    /// The record's fields that it depends on, by their API names.
    pub fields: &'static [&'static str],
    /// Its value for a thing that could be read.
    pub value: CellValue,
}

/// How a column gets its value.
#[derive(Debug, Clone, Copy)]
pub enum CellValue {
    /// The value of a field, by its key.
    Field(&'static str),
    /// A computed value.
    Computed(fn(&Neon, &Target) -> Value),
}

/// A column that shows a field of a kind: `field!(Snapshot, "expires_at", Width::Time, 75)`. Heading, help and
/// value are those of the field; to override any, wrap it: `Column { title: "TTL", ..field!(…) }`.
macro_rules! field {
    ($thing:ty, $key:literal, $width:expr, $weight:expr) => {{
        use $crate::kinds::field::{Field, row};
        const FIELD: &Field<$thing> = row($key);
        const TITLE: [u8; FIELD.label.len()] = $crate::ui::table::list::capitals(FIELD.label);
        $crate::ui::table::list::Column {
            title: match str::from_utf8(&TITLE) {
                Ok(title) => title,
                Err(_) => FIELD.label,
            },
            help: FIELD.help,
            width: $width,
            weight: $weight,
            fields: &[$key],
            value: $crate::ui::table::list::CellValue::Field($key),
        }
    }};
}
pub(super) use field;

/// Converts a label to a heading.
pub(super) const fn capitals<const N: usize>(label: &str) -> [u8; N] {
    let mut title = [0; N];
    let (mut from, mut to) = (label.as_bytes(), title.as_mut_slice());
    while let ([letter, rest @ ..], [place, others @ ..]) = (from, to) {
        *place = letter.to_ascii_uppercase();
        (from, to) = (rest, others);
    }
    title
}

impl Column {
    /// The name column, the first of every list.
    pub const fn name(title: &'static str, help: &'static str, width: Width) -> Self {
        Self {
            title,
            help,
            width,
            weight: 100,
            fields: &[],
            value: CellValue::Computed(|neon, of| Value::text(neon.store.name(of))),
        }
    }

    /// The ID column.
    pub const fn id(help: &'static str, width: Width, weight: u8) -> Self {
        Self {
            title: "ID",
            help,
            width,
            weight,
            fields: &[],
            value: CellValue::Computed(|_, of| Value::id(of.id())),
        }
    }

    /// Its help as a part of a sentence.
    pub fn note(&self) -> String {
        let help = self.help.trim_end_matches('.');
        match help.split_at_checked(1) {
            Some((first, rest)) if rest.starts_with(char::is_lowercase) => {
                first.to_lowercase() + rest
            }
            _ => help.to_owned(),
        }
    }

    /// Its value for a thing.
    pub fn value(&self, neon: &Neon, target: &Target) -> Value {
        let unreadable = neon.store.unreadable(target);
        if unreadable.is_some_and(|odd| self.fields.iter().any(|field| odd.has(field))) {
            return Value::Unreadable;
        }
        match self.value {
            CellValue::Field(key) => lookup::of(target, |kind| {
                Value::of(kind.known(&neon.store), |known| known.value(key))
            }),
            CellValue::Computed(of) => of(neon, target),
        }
    }
}
