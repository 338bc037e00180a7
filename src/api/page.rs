//! Following pages, as pure functions over both cursor styles (§2). Pages are not a snapshot: merge them by id.

use super::types::{
    BranchConsumptionPage, BranchesPage, CursorPagination, MembersPage, OperationsPage, Pagination,
    ProjectConsumptionPage, ProjectsPage,
};

/// A page's pointer to the next one.
pub trait Cursor {
    /// Whether a page with fewer items than asked for is the last one although it has a cursor.
    const SHORT_PAGE_ENDS: bool;

    /// The cursor, if there is one.
    fn cursor(&self) -> Option<&str>;
}

impl Cursor for Pagination {
    const SHORT_PAGE_ENDS: bool = true;

    fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }
}

impl Cursor for CursorPagination {
    const SHORT_PAGE_ENDS: bool = false;

    fn cursor(&self) -> Option<&str> {
        self.next.as_deref()
    }
}

/// What to ask for next: nothing after an empty page, without a cursor, when the cursor did not move, and with style A
/// after a page that was not full.
///
/// `items` counts what the server sent, rows that could not be read included; `previous` is the cursor of this page.
pub fn next_cursor<P: Cursor>(
    items: usize,
    limit: u32,
    pagination: &P,
    previous: Option<&str>,
) -> Option<String> {
    let short = P::SHORT_PAGE_ENDS && items < usize::try_from(limit).unwrap_or(usize::MAX);
    if items == 0 || short {
        return None;
    }
    let next = pagination.cursor().filter(|cursor| !cursor.is_empty())?;
    (Some(next) != previous).then(|| next.to_owned())
}

impl ProjectsPage {
    /// The cursor of the next page, if there is one.
    pub fn next(&self, limit: u32, previous: Option<&str>) -> Option<String> {
        let items = self.projects.len() + self.odd.len() + self.unavailable_project_ids.len();
        next_cursor(items, limit, &self.pagination, previous)
    }
}

impl BranchesPage {
    /// The cursor of the next page, if there is one.
    pub fn next(&self, limit: u32, previous: Option<&str>) -> Option<String> {
        next_cursor(
            self.branches.len() + self.odd.len(),
            limit,
            &self.pagination,
            previous,
        )
    }
}

impl OperationsPage {
    /// The cursor of the next page, if there is one.
    pub fn next(&self, limit: u32, previous: Option<&str>) -> Option<String> {
        next_cursor(
            self.operations.len() + self.odd.len(),
            limit,
            &self.pagination,
            previous,
        )
    }
}

impl MembersPage {
    /// The cursor of the next page, if there is one.
    pub fn next(&self, limit: u32, previous: Option<&str>) -> Option<String> {
        next_cursor(
            self.members.len() + self.odd.len(),
            limit,
            &self.pagination,
            previous,
        )
    }
}

impl ProjectConsumptionPage {
    /// The cursor of the next page, if there is one.
    pub fn next(&self, limit: u32, previous: Option<&str>) -> Option<String> {
        next_cursor(
            self.projects.len() + self.odd.len(),
            limit,
            &self.pagination,
            previous,
        )
    }
}

impl BranchConsumptionPage {
    /// The cursor of the next page, if there is one.
    pub fn next(&self, limit: u32, previous: Option<&str>) -> Option<String> {
        next_cursor(
            self.branches.len() + self.odd.len(),
            limit,
            &self.pagination,
            previous,
        )
    }
}
