//! The table of lists: a row for each list that can be shown, and what such rows are made of.

use super::{SortOrder, api_keys, branches, members, shares, snapshots, vpc_endpoints};
use crate::{
    api::{Answer, Get, Request},
    kinds::{Value, lookup},
    neon::{Neon, list::List},
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
    VpcEndpoints: vpc_endpoints::SPEC,
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

/// A list that is read page by page, whatever its pages hold.
pub trait Pages: std::fmt::Debug + Sync {
    /// The request for its first page.
    fn first(&self, neon: &Neon, of: &Target) -> Request;

    /// Keeps a page in the store; the first one replaces what was known. Answers the request for the page after it, if
    /// there is one.
    fn keep(&self, neon: &mut Neon, of: &Target, page: Answer, is_first: bool) -> Option<Request>;
}

/// The requests of such a list, and where its pages are kept.
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

/// How the rows of a tab come from Neon.
#[derive(Debug, Clone, Copy)]
pub enum Source {
    /// With the branches and computes of the project, which are read and refreshed anyway.
    Project,
    /// By requests of its own, on opening and on refresh.
    Own(&'static dyn Pages),
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
    pub of: Says,
}

/// What a column says.
#[derive(Debug, Clone, Copy)]
pub enum Says {
    /// The value of a field, by its key.
    Field(&'static str),
    /// Something of its own.
    This(fn(&Neon, &Target) -> Value),
}

/// A column that shows a field of a kind: `field!(Snapshot, "expires_at", Width::Time, 75)`. Heading, help and value are the
/// field's; what differs goes around it: `Column { title: "TTL", ..field!(…) }`.
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
            of: $crate::ui::table::list::Says::Field($key),
        }
    }};
}
pub(super) use field;

/// A label as a heading.
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
    /// The column of the name, which every list begins with.
    pub const fn name(title: &'static str, help: &'static str, width: Width) -> Self {
        Self {
            title,
            help,
            width,
            weight: 100,
            fields: &[],
            of: Says::This(|neon, of| Value::text(neon.store.name(of))),
        }
    }

    /// The column of the id.
    pub const fn id(help: &'static str, width: Width, weight: u8) -> Self {
        Self {
            title: "ID",
            help,
            width,
            weight,
            fields: &[],
            of: Says::This(|_, of| Value::id(of.id())),
        }
    }

    /// What it is about, as a part of a sentence.
    pub fn note(&self) -> String {
        let help = self.help.trim_end_matches('.');
        match help.split_at_checked(1) {
            Some((first, rest)) if rest.starts_with(char::is_lowercase) => {
                first.to_lowercase() + rest
            }
            _ => help.to_owned(),
        }
    }

    /// What it says of a thing.
    pub fn value(&self, neon: &Neon, target: &Target) -> Value {
        let unreadable = neon.store.unreadable(target);
        if unreadable.is_some_and(|odd| self.fields.iter().any(|field| odd.has(field))) {
            return Value::Unreadable;
        }
        match self.of {
            Says::Field(key) => lookup::of(target, |kind| {
                Value::of(kind.known(&neon.store), |known| known.value(key))
            }),
            Says::This(of) => of(neon, target),
        }
    }
}
