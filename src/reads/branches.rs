//! The branches of a project, page by page.

use super::unreadable::report_unreadable;
use crate::store::IdMap;
use crate::{
    api::{
        ApiError, BranchQuery, Get, Request,
        types::{Branch, BranchId, BranchesPage, ProjectId},
    },
    neon::{Neon, read},
    store::{keep_unread, remote::FetchState},
};

/// The size of a page of branches: Neon's own client says that more are never sent.
pub const BRANCHES_PAGE: u32 = 100;

/// What a page of branches has completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListProgress {
    /// The list goes on.
    Partly,
    /// The whole list is here.
    Whole {
        /// Whether the list was never read to its end before.
        first: bool,
    },
}

pub fn page(project: &ProjectId, cursor: Option<String>) -> Get<BranchesPage> {
    Request::list_branches(
        project,
        &BranchQuery {
            cursor,
            limit: BRANCHES_PAGE,
            ..BranchQuery::default()
        },
    )
}

/// Keeps a page and requests the next one.
pub fn received(neon: &mut Neon, project: &ProjectId, page: BranchesPage) -> ListProgress {
    let now = neon.now;
    let next = page.next(BRANCHES_PAGE, None);
    let inside = neon.store.inside_mut(project);
    inside.annotations.extend(page.annotations);
    let is_first = inside
        .incoming
        .rows_mut()
        .is_none_or(|rows| rows.is_empty());
    // Annotations are not branches.
    let odd = page.odd.into_iter();
    let odd = odd.filter(|one| !one.at.starts_with("annotations"));
    inside.incoming.note_odd(is_first, odd);
    let fresh = by_id(page.branches);
    let Some(incoming) = inside.incoming.rows_mut() else {
        // A quiet refresh of a long list: only the branches that changed last.
        let mut all = inside.branches.value.clone();
        all.extend(fresh);
        return keep(neon, project, all);
    };
    let before = incoming.len();
    incoming.extend(fresh.clone());
    inside.is_paged = next.is_some() || before > 0;
    let so_far = incoming.len();
    let Some(cursor) = next.filter(|_| so_far > before) else {
        let all = inside.incoming.take().unwrap_or_default();
        return keep(neon, project, all);
    };
    // The first read grows the list page by page; a later one replaces it at the end.
    if inside.branches.value.len() < so_far {
        inside.branches.value.extend(fresh);
        inside.branches.at.get_or_insert(now);
    }
    inside.branches.start_loading();
    neon.store_changed();
    let request = self::page(project, Some(cursor));
    neon.load(read::branches(project.clone()), request);
    ListProgress::Partly
}

/// Notes that the list could not be read.
pub fn failed(neon: &mut Neon, project: &ProjectId, error: ApiError) {
    let inside = neon.store.inside_mut(project);
    inside.incoming.stop();
    inside.branches.fail(error);
}

/// Keeps some branches of a list that is still being read. Returns whether there are more of this kind.
pub fn some_received(neon: &mut Neon, project: &ProjectId, page: BranchesPage) -> bool {
    let more = page.next(BRANCHES_PAGE, None).is_some();
    let inside = neon.store.inside_mut(project);
    inside.annotations.extend(page.annotations);
    let mut found = by_id(page.branches);
    found.retain(|id, _| !inside.branches.value.contains_key(id));
    inside.branches.value.extend(found);
    neon.store_changed();
    more
}

fn by_id(branches: Vec<Branch>) -> IdMap<BranchId, Branch> {
    let branches = branches.into_iter();
    branches.map(|branch| (branch.id.clone(), branch)).collect()
}

fn keep(neon: &mut Neon, project: &ProjectId, mut all: IdMap<BranchId, Branch>) -> ListProgress {
    let now = neon.now;
    let inside = neon.store.inside_mut(project);
    let first = inside.branches.at.is_none();
    let odd = inside.incoming.odd().to_vec();
    let was_whole = inside.branches.odd.is_empty();
    keep_unread(&inside.branches.value, &mut all, &odd);
    // Rows hold positions: the same branches in another order keep their old order.
    let same = inside.branches.fetch == FetchState::Ready && inside.branches.value == all;
    if same {
        all = std::mem::take(&mut inside.branches.value);
    } else {
        let before = inside.branches.value.iter();
        let gone = before.filter(|(id, _)| !all.contains_key(*id));
        let gone = gone.map(|(id, branch)| (id.clone(), branch.name.to_string()));
        inside.gone.extend(gone);
    }
    inside.branches.set_partly(all, odd.clone(), now);
    report_unreadable(neon, "branches", was_whole, &odd);
    neon.touched |= was_whole != odd.is_empty();
    if !same {
        neon.store_changed();
    }
    ListProgress::Whole { first }
}
