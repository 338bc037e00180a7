//! A list with a filter and an order, saved in the configuration under a name.

use super::chosen_columns::ColumnName;

#[derive(Debug, Clone)]
pub struct SavedView {
    pub name: String,
    /// The name of the list.
    pub list: &'static str,
    /// The title of its tab, if it is not the first one.
    pub tab: Option<&'static str>,
    /// Whether it is about all projects, whatever is selected.
    pub is_of_all: bool,
    /// The text of the filter; may be empty.
    pub filter: String,
    pub sort: Option<SavedSort>,
}

/// An order of rows.
#[derive(Debug, Clone)]
pub struct SavedSort {
    /// As it was written.
    pub written: String,
    pub column: ColumnName,
    /// The most first.
    pub down: bool,
}

impl SavedSort {
    /// What stands before a column of which the most comes first.
    pub const MOST: char = '-';

    /// Reads `cost`, the least first, or `-cost`.
    pub fn read(written: &str) -> Self {
        let column = written.strip_prefix(Self::MOST);
        Self {
            written: written.to_owned(),
            column: ColumnName::new(column.unwrap_or(written)),
            down: column.is_some(),
        }
    }
}

impl SavedView {
    /// What it shows, in a few words.
    pub fn note(&self) -> String {
        let list = match self.is_of_all {
            true => format!("{} of all projects", self.list.replace('_', " ")),
            false => self.list.replace('_', " "),
        };
        let tab = self.tab.map(|tab| format!(", {}", tab.to_lowercase()));
        let sort = self.sort.as_ref();
        let sort = sort.map(|sort| format!(", sorted by {}", sort.column.written()));
        let filter = Some(&self.filter).filter(|filter| !filter.is_empty());
        let filter = filter.map(|filter| format!(": {filter}"));
        let parts = [tab, sort, filter].into_iter().flatten();
        parts.fold(list, |note, part| note + &part)
    }
}
