//! Lists that come in pages.

use crate::api::types::OddRow;

/// What has come of a list that is being read page by page. It replaces what was known once the list is complete, so that
/// nothing disappears meanwhile.
#[derive(Debug, Clone, Default)]
pub struct Incoming<C> {
    /// `None` while no list is being read.
    rows: Option<C>,
    /// What of those pages could not be read.
    odd: Vec<OddRow>,
}

impl<C: Default> Incoming<C> {
    /// Starts collecting pages, the first one next.
    pub fn begin(&mut self) {
        self.rows = Some(C::default());
        self.odd.clear();
    }

    /// Forgets what has come: the list is not being read any more.
    pub fn stop(&mut self) {
        self.rows = None;
    }

    pub const fn is_active(&self) -> bool {
        self.rows.is_some()
    }

    pub const fn rows_mut(&mut self) -> Option<&mut C> {
        self.rows.as_mut()
    }

    /// Notes what of a page could not be read. The first page begins anew.
    pub fn note_odd(&mut self, is_first: bool, odd: impl IntoIterator<Item = OddRow>) {
        if is_first {
            self.odd.clear();
        }
        self.odd.extend(odd);
    }

    /// What could not be read of the pages so far.
    pub fn odd(&self) -> &[OddRow] {
        &self.odd
    }

    /// Takes all rows, and stops collecting.
    pub const fn take(&mut self) -> Option<C> {
        self.rows.take()
    }
}
