//! The cells of tables.

use super::Neon;
use crate::{
    kinds::{
        Value, branch,
        column::{CellValue, Column},
        lookup,
    },
    store::target::Target,
};

impl Neon {
    /// What a column shows of a thing.
    pub fn cell(&self, column: &Column, target: &Target) -> Value {
        let unreadable = self.store.unreadable(target);
        if unreadable.is_some_and(|odd| column.fields.iter().any(|field| odd.has(field))) {
            return Value::Unreadable;
        }
        match column.value {
            CellValue::Field(key) => lookup::of(target, |kind| {
                Value::of(kind.known(&self.store), |known| known.value(key))
            }),
            CellValue::Computed(of) => of(&self.store, target),
            CellValue::Timed(of) => of(&self.store, target, self.now),
            CellValue::Protection => Value::of(self.store.branch_of(target), |branch| {
                Value::Word(if self.is_marked_production(target) {
                    branch::BY_RULE
                } else {
                    branch::mark_words(branch)
                })
            }),
        }
    }
}
