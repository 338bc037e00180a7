//! The cells of tables.

use super::Neon;
use crate::{
    kinds::{
        Value, branch,
        column::{CellValue, Column},
        kind::Known,
        lookup,
    },
    store::target::Target,
};

/// What the columns show of a thing that was looked up once.
pub struct Cells<'a> {
    neon: &'a Neon,
    target: &'a Target,
    known: Option<&'a dyn Known>,
}

impl Neon {
    /// What columns show of a thing.
    pub fn cells<'a>(&'a self, target: &'a Target) -> Cells<'a> {
        Cells {
            neon: self,
            target,
            known: lookup::of(target, |kind| kind.known(&self.store)),
        }
    }

    /// What a column shows of a thing.
    pub fn cell(&self, column: &Column, target: &Target) -> Value {
        self.cells(target).value(column)
    }
}

impl Cells<'_> {
    /// What a column shows of it.
    pub fn value(&self, column: &Column) -> Value {
        let (store, target) = (&self.neon.store, self.target);
        let unreadable = self.known.map(|known| known.unreadable());
        if unreadable.is_some_and(|odd| column.fields.iter().any(|field| odd.has(field))) {
            return Value::Unreadable;
        }
        match column.value {
            CellValue::Field(key) => Value::of(self.known, |known| known.value(key)),
            CellValue::Computed(of) => of(store, target),
            CellValue::Timed(of) => of(store, target, self.neon.now),
            CellValue::Protection => Value::of(store.branch_of(target), |branch| {
                Value::Word(if self.neon.is_marked_production(target) {
                    branch::BY_RULE
                } else {
                    branch::mark_words(branch)
                })
            }),
        }
    }
}
