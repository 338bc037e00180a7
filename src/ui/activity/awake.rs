//! Times awake: what has started a compute and the suspension that has ended it, as one row.

use super::Row;
use crate::api::types::{EndpointId, Operation, OperationAction, OperationStatus};
use std::collections::HashMap;

/// Joins each suspension with the start before it; rows are the newest first, and stay where the start is. What the user
/// has done stays a row of its own, as does what has failed or is running.
pub fn join(rows: Vec<Row<'_>>) -> Vec<Row<'_>> {
    let mut joined: Vec<Option<Row<'_>>> = Vec::with_capacity(rows.len());
    let mut ends: HashMap<&EndpointId, usize> = HashMap::new();
    for mut row in rows {
        let Some(compute) = compute(&row) else {
            joined.push(Some(row));
            continue;
        };
        // Whatever else happens to a compute lies between.
        let end = ends.remove(compute);
        if is_end(&row) {
            ends.insert(compute, joined.len());
        } else if begins(&row)
            && let Some(end) = end.and_then(|at| joined.get_mut(at)?.take())
        {
            row.chain.rest.push(end.chain.first);
        }
        joined.push(Some(row));
    }
    joined.into_iter().flatten().collect()
}

/// The compute that a row starts or suspends.
fn compute<'a>(row: &Row<'a>) -> Option<&'a EndpointId> {
    use OperationAction::{StartCompute, SuspendCompute};
    let mut steps = row.chain.steps();
    let switches = |one: &&Operation| matches!(one.action, StartCompute | SuspendCompute);
    steps.find(switches)?.endpoint_id.as_ref()
}

fn has_worked(row: &Row<'_>) -> bool {
    let mut steps = row.chain.steps();
    !row.is_yours() && steps.all(|step| step.status == OperationStatus::Finished)
}

fn is_end(row: &Row<'_>) -> bool {
    let suspends = row.chain.first.action == OperationAction::SuspendCompute;
    suspends && row.chain.rest.is_empty() && has_worked(row)
}

/// Whether it does nothing but start a compute, perhaps to check whether that works.
fn begins(row: &Row<'_>) -> bool {
    use OperationAction::{CheckAvailability, StartCompute};
    let mut steps = row.chain.steps();
    steps.all(|step| matches!(step.action, StartCompute | CheckAvailability)) && has_worked(row)
}
