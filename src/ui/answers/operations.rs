//! Pages of operations.

use crate::{
    api::{
        ApiError,
        types::{OperationsPage, ProjectId},
    },
    changes::{Changes, follow::poll},
    neon::Neon,
    reads::{fetch::OPERATIONS, history},
};

/// Handles the first page.
pub fn newest(neon: &mut Neon, project: &ProjectId, page: Result<OperationsPage, ApiError>) {
    let inside = neon.store.inside_mut(project);
    match page {
        Ok(page) => {
            keep_newest(neon, project, &page);
            history::go_on(neon, project);
        }
        Err(error) => inside.operations.fail(error),
    }
}

fn keep_newest(neon: &mut Neon, project: &ProjectId, page: &OperationsPage) {
    let next = page.next(OPERATIONS, None);
    let inside = neon.store.inside_mut(project);
    neon.touched |= inside.keep_newest(page, next, neon.now);
}

/// Handles the next page.
pub fn older(neon: &mut Neon, project: &ProjectId, page: Result<OperationsPage, ApiError>) {
    neon.touched = true;
    let inside = neon.store.inside_mut(project);
    match page {
        Ok(page) => {
            inside.keep_older(&page, neon.now);
            history::go_on(neon, project);
        }
        // It is requested again with the next step near the end.
        Err(_) => inside.fail_older(),
    }
}

/// Handles a poll of the operations that are being followed.
pub fn followed(
    changes: &mut Changes,
    neon: &mut Neon,
    project: &ProjectId,
    page: Result<OperationsPage, ApiError>,
) {
    match page {
        Ok(page) => {
            keep_newest(neon, project, &page);
            poll::received(changes, neon, project, &page.operations)
        }
        Err(_) => poll::failed(changes, neon, project),
    }
}
