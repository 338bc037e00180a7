//! Lists that are read page by page.

use crate::api::types::OddRow;

/// The pages received so far of a list that is being read. Replaces the known rows once the list is complete, so that
/// nothing disappears in the meantime.
#[derive(Debug, Clone, Default)]
pub struct Incoming<C> {
    /// `None` while no list is being read.
    rows: Option<C>,
    /// The unreadable entries of those pages.
    odd: Vec<OddRow>,
}

impl<C: Default> Incoming<C> {
    /// Starts collecting, with the first page next.
    pub fn begin(&mut self) {
        self.rows = Some(C::default());
        self.odd.clear();
    }

    /// Stops collecting, because the list is no longer being read.
    pub fn stop(&mut self) {
        self.rows = None;
    }

    pub const fn is_active(&self) -> bool {
        self.rows.is_some()
    }

    pub const fn rows_mut(&mut self) -> Option<&mut C> {
        self.rows.as_mut()
    }

    /// Adds the unreadable entries of a page, after dropping the old ones if it is the first page.
    pub fn note_odd(&mut self, is_first: bool, odd: impl IntoIterator<Item = OddRow>) {
        if is_first {
            self.odd.clear();
        }
        self.odd.extend(odd);
    }

    /// The unreadable entries of the pages so far.
    pub fn odd(&self) -> &[OddRow] {
        &self.odd
    }

    /// Takes all rows, and stops collecting.
    pub const fn take(&mut self) -> Option<C> {
        self.rows.take()
    }
}
