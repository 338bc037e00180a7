//! The operations of a project, printed.

use super::{
    Failure,
    output::{self, aligned},
    session::Session,
};
use crate::{
    api::types::Operation,
    cli::script::Output,
    kinds::{field_name::FieldName, operation, units::duration},
    reads::fetch,
    store::{Store, target::Target},
    ui::{
        filter_query::{MatcherState, Query, text_field},
        row_fields::{OperationFields, of_operation},
        table::export,
        text::clean,
    },
};
use serde_json::Value as Json;

const NAMES: [&str; 6] = ["time", "what", "where", "state", "duration", "error"];

/// Prints the newest operations, newest first.
pub async fn print_all(
    session: &mut Session,
    is_named: bool,
    output: &Output,
) -> Result<(), Failure> {
    let place = session.needed_place().await?;
    let Some(project) = place.project().cloned() else {
        return Err(Failure::Usage("PLACE must be in a project.".to_owned()));
    };
    let of = Target::Project(project.clone());
    session.change(|model| fetch::opened(&mut model.neon, &of));
    session.settle().await?;
    let store = &session.model().neon.store;
    let known = store.inside(&project).map(|inside| &inside.operations);
    if let Some(error) = known.and_then(|operations| operations.error()) {
        return Err(Failure::Neon(error.sentence()));
    }
    let all = known
        .map(|known| known.value.as_slice())
        .unwrap_or_default();
    let mut query = Query::parse(output.filter.as_deref().unwrap_or_default());
    let now = session.model().neon.now;
    query.settle(&OperationFields(&NAMES), now);
    super::list::refuse(&query)?;
    let mut scratch = MatcherState::default();
    let branch = place.branch().filter(|_| is_named);
    let here = all
        .iter()
        .filter(|one| branch.is_none() || one.branch_id.as_ref() == branch);
    let shown = here.filter(|one| {
        let cells = cells(store, one);
        let said: Vec<(&str, &str)> = NAMES
            .into_iter()
            .zip(cells.iter().map(String::as_str))
            .collect();
        let field = |field: &FieldName| {
            of_operation(one, one.total_duration_ms, field).or_else(|| text_field(&said, field))
        };
        query.is_empty() || query.matches_row(&said, &field, now, &mut scratch)
    });
    let shown: Vec<&Operation> = shown.collect();
    let rows = || shown.iter().map(|one| cells(store, one));
    output::write(
        output,
        || output::json(&shown),
        || {
            let rows = rows().map(|cells| cells.into_iter().map(Json::from).collect());
            let names = NAMES.map(str::to_owned).to_vec();
            export::written(String::new(), names, rows.collect()).csv
        },
        || {
            let heads = NAMES.map(str::to_uppercase).to_vec();
            let rows = std::iter::once(heads).chain(rows()).collect();
            aligned(rows, &[false; 6])
        },
    )
}

/// An operation in the order of the names.
fn cells(store: &Store, one: &Operation) -> Vec<String> {
    let at = one.created_at.map(|at| at.timestamp().to_string());
    let lasted = one
        .total_duration_ms
        .map(|ms| i64::try_from(ms / 1_000).unwrap_or(i64::MAX));
    let place = store.name(&operation::target(store, one));
    vec![
        at.unwrap_or_default(),
        operation::words(&one.action).into_owned(),
        clean(&place).into_owned(),
        operation::state(one).word.to_owned(),
        lasted.map(duration::exact).unwrap_or_default(),
        one.error
            .as_deref()
            .map(|error| clean(error).into_owned())
            .unwrap_or_default(),
    ]
}
