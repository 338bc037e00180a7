//! Which columns of a list the user wants to see, in which order.

use crate::kinds::{column::Column, field_name::FieldName};
use std::collections::BTreeMap;

/// The name of every first column.
pub const NAME: &str = "name";

/// The columns that the user has chosen, by the names of the lists.
#[derive(Debug, Clone, Default)]
pub struct ChosenColumns(BTreeMap<&'static str, Vec<ColumnName>>);

/// The name of a column.
#[derive(Debug, Clone)]
pub struct ColumnName {
    written: String,
    field: FieldName,
}

impl ColumnName {
    pub fn new(written: &str) -> Self {
        Self {
            written: written.to_owned(),
            field: FieldName::new(written),
        }
    }

    /// The name as it was written.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Whether it is that of the first column.
    pub fn is_first(&self) -> bool {
        self.field.is(NAME)
    }

    /// Whether it is that of this column, which is not the first.
    pub fn is(&self, column: &Column) -> bool {
        self.field.is(column.title) || column.has_key(&self.field)
    }
}

impl ChosenColumns {
    /// Chooses the columns of a list, which has them.
    pub fn choose(&mut self, list: &'static str, names: Vec<ColumnName>) {
        self.0.insert(list, names);
    }

    /// What was chosen, as it was written, with the name first.
    pub fn written(&self) -> impl Iterator<Item = (&'static str, Vec<&str>)> {
        self.0.iter().map(|(list, chosen)| {
            let others = chosen.iter().filter(|one| !one.is_first());
            let names = others.map(|one| one.written.as_str());
            (*list, std::iter::once(NAME).chain(names).collect())
        })
    }

    /// Whether columns were chosen for the list of this name.
    pub fn is_for(&self, list: &str) -> bool {
        self.0.contains_key(list)
    }

    /// The columns of the list of this name that may be shown, in their order: those that were chosen, or have some
    /// weight. Those of a wide table are all, the chosen ones first. The name and what marks it are always among them.
    pub fn shown(
        &self,
        list: &str,
        columns: &'static [Column],
        is_wide: bool,
    ) -> Vec<&'static Column> {
        let Some(chosen) = self.0.get(list) else {
            let columns = columns.iter();
            return columns
                .filter(|column| is_wide || column.weight > 0)
                .collect();
        };
        let all = columns.iter().enumerate();
        let (fixed, free): (Vec<_>, Vec<_>) =
            all.partition(|(at, column)| *at == 0 || column.title.is_empty());
        let mut shown: Vec<&Column> = fixed.into_iter().map(|(_, column)| column).collect();
        let mut free: Vec<&Column> = free.into_iter().map(|(_, column)| column).collect();
        for one in chosen {
            if let Some(at) = free.iter().position(|column| one.is(column)) {
                shown.push(free.remove(at));
            }
        }
        if is_wide {
            shown.append(&mut free);
        }
        shown
    }
}
