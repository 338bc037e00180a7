//! Widths that follow the rows in view: they grow as soon as a row needs more, but shrink only for other rows or
//! another size of the screen, so that nothing wobbles while scrolling.

use std::cell::{Cell, RefCell};

/// Widths that can be combined.
pub trait Widths: Clone + Default {
    /// What both need.
    fn max(self, other: &Self) -> Self;
}

/// One width per column; of different columns, those of the other.
impl Widths for Vec<u16> {
    fn max(self, other: &Self) -> Self {
        if self.len() != other.len() {
            return other.clone();
        }
        let pairs = self.into_iter().zip(other);
        pairs.map(|(one, other)| one.max(*other)).collect()
    }
}

/// What the rows in view have needed since the widths were last fitted to them.
#[derive(Debug, Clone, Default)]
pub struct Fitted<T> {
    needed: RefCell<T>,
    outdated: Cell<bool>,
}

impl<T: Widths> Fitted<T> {
    /// Lets the widths shrink to what the rows shown next need.
    pub fn fit_again(&self) {
        self.outdated.set(true);
    }

    /// Takes what the rows in view need, before they are drawn, and returns the widths; `may_shrink` is off while rows
    /// come and go.
    pub fn show(&self, visible: T, may_shrink: bool) -> T {
        let widths = if may_shrink && self.outdated.take() {
            visible
        } else {
            self.needed.take().max(&visible)
        };
        self.needed.replace(widths.clone());
        widths
    }

    pub fn get(&self) -> T {
        self.needed.borrow().clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_grow_at_once_and_shrink_only_for_other_rows() {
        let fitted = Fitted::default();
        let show = |widths: [u16; 2], may_shrink| fitted.show(widths.to_vec(), may_shrink);
        assert_eq!(show([4, 9], true), [4, 9]);
        assert_eq!(show([6, 2], true), [6, 9], "while scrolling");
        fitted.fit_again();
        assert_eq!(show([5, 2], false), [6, 9], "while the filter is typed");
        assert_eq!(show([5, 2], true), [5, 2]);
        assert_eq!(fitted.show(vec![1, 1, 1], true), [1, 1, 1], "other columns");
    }
}
