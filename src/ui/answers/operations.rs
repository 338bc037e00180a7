//! Pages of operations.

use crate::{
    api::{
        ApiError,
        types::{OperationsPage, ProjectId},
    },
    changes::{Changes, follow::poll},
    neon::Neon,
    reads::fetch::OPERATIONS,
    store::Older,
};

/// Handles the first page.
pub fn newest(neon: &mut Neon, project: &ProjectId, page: Result<OperationsPage, ApiError>) {
    let inside = neon.store.inside_mut(project);
    match page {
        Ok(page) => {
            if inside.older_operations == Older::Unknown {
                inside.older_operations = Older::after(page.next(OPERATIONS, None));
            }
            poll::merge(neon, project, &page.operations)
        }
        Err(error) => inside.operations.fail(error),
    }
}

/// Handles the next page.
pub fn older(neon: &mut Neon, project: &ProjectId, page: Result<OperationsPage, ApiError>) {
    neon.touched = true;
    let older = &mut neon.store.inside_mut(project).older_operations;
    let Older::Asked(cursor) = std::mem::take(older) else {
        return;
    };
    match page {
        Ok(page) => {
            *older = Older::after(page.next(OPERATIONS, Some(&cursor)));
            poll::merge(neon, project, &page.operations)
        }
        // It is requested again with the next step near the end.
        Err(_) => *older = Older::At(cursor),
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
            poll::merge(neon, project, &page.operations);
            poll::received(changes, neon, project, &page.operations)
        }
        Err(_) => poll::failed(changes, neon, project),
    }
}
