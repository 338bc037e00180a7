//! Rebuilding the rows of the tree, and moving its cursor.

use crate::{
    neon::Neon,
    store::{Store, target::Target},
    ui::{
        bookmarks::Bookmarks,
        row_lookup::{find, place, target},
        rows::build,
        tree::{Row, Tree},
    },
};

impl Tree {
    /// Rebuilds the rows from the store and puts the cursor back on its item. Returns the item if it no longer exists.
    pub fn rebuild(&mut self, neon: &Neon, pins: &Bookmarks, height: usize) -> Option<Target> {
        let store = &neon.store;
        let depth = self.row().map_or(0, |row| row.depth);
        let line = self.cursor.line();
        let cursor = self.cursor.item.as_ref();
        let retained =
            cursor.filter(|_| !self.filter.as_ref().is_some_and(|filter| filter.changed));
        let retained = retained.and_then(|cursor| place(cursor, store));
        let filter = self.filter.as_mut();
        let rows = build(neon, pins, &self.expanded, self.sort, filter, retained);
        if rows != self.rows {
            self.width.rows.fit_again();
            self.rows = rows;
        }
        if let Some(filter) = &mut self.filter {
            filter.changed = false;
        }
        let before = self.cursor.item.take();
        let found = before.as_ref().map(|it| find(&self.rows, store, it));
        self.go(
            match found {
                Some(Some(at)) => at,
                Some(None) => self.neighbor(depth),
                None => 0,
            },
            store,
            height,
        );
        self.cursor.show_on(line, self.rows.len(), height);
        before.filter(|_| found == Some(None))
    }

    /// The next row of the same list, else the previous one, else the parent.
    fn neighbor(&self, depth: u8) -> usize {
        let last = self.rows.len().saturating_sub(1);
        let at = self.cursor.at.min(last);
        let stays = self.rows.get(at).is_some_and(|row| row.depth >= depth);
        at.saturating_sub(usize::from(!stays && self.cursor.at <= last))
    }

    /// Moves the cursor to a row.
    pub fn go(&mut self, at: usize, store: &Store, height: usize) {
        let rows = &self.rows;
        let target = |at| target(rows.get(at).map(|row: &Row| row.place)?, store);
        self.cursor.go(at, rows.len(), target);
        self.cursor.show(rows.len(), height);
    }

    /// Moves the cursor to an item; returns `false` if it has no row.
    pub fn select(&mut self, target: &Target, store: &Store, height: usize) -> bool {
        let Some(at) = find(&self.rows, store, target) else {
            return false;
        };
        self.go(at, store, height);
        true
    }
}
