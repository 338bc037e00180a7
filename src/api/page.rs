//! Pagination as pure functions, for both cursor styles. Pages are not a snapshot: merge them by id.

use super::types::{
    BranchConsumptionPage, BranchesPage, CursorPagination, MembersPage, OperationsPage, Pagination,
    ProjectConsumptionPage, ProjectMembersPage, ProjectsPage,
};

/// A page's pointer to the next one.
pub trait Cursor {
    /// Whether a page with fewer items than requested is the last one even if it has a cursor.
    const SHORT_PAGE_ENDS: bool;

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

/// The cursor to request next. `None` after an empty page, without a cursor, if the cursor did not move, and with style
/// A after a page that was not full.
///
/// `items` counts what the server sent, including unreadable rows; `previous` is the cursor of this page.
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
    /// The cursor of the next page.
    pub fn next(&self, limit: u32, previous: Option<&str>) -> Option<String> {
        let items = self.projects.len() + self.odd.len() + self.unavailable_project_ids.len();
        next_cursor(items, limit, &self.pagination, previous)
    }
}

impl BranchesPage {
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
    pub fn next(&self, limit: u32, previous: Option<&str>) -> Option<String> {
        next_cursor(
            self.members.len() + self.odd.len(),
            limit,
            &self.pagination,
            previous,
        )
    }
}

impl ProjectMembersPage {
    pub fn next(&self, limit: u32, previous: Option<&str>) -> Option<String> {
        next_cursor(
            self.project_members.len() + self.odd.len(),
            limit,
            &self.pagination,
            previous,
        )
    }
}

impl ProjectConsumptionPage {
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
    pub fn next(&self, limit: u32, previous: Option<&str>) -> Option<String> {
        next_cursor(
            self.branches.len() + self.odd.len(),
            limit,
            &self.pagination,
            previous,
        )
    }
}
