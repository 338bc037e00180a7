//! What is known about an operation.

use super::{state, words};
use crate::{
    api::types::{Operation, OperationId, ProjectId},
    kinds::{
        field::{Described, Field, Value, main, more},
        kind::{Kind, Known},
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;

impl Described for Operation {
    const FIELDS: &'static [Field<Self>] = &[
        main("action", "Operation", "What Neon does.", |one| {
            Value::text(words(&one.action))
        }),
        main("status", "State", "How far it is.", |one| {
            Value::State(state(one))
        }),
        main("error", "Error", "Why it failed.", |one| {
            Value::of(one.error.as_ref(), Value::text)
        }),
        main("branch_id", "Branch", "The branch it is for.", |one| {
            Value::of(one.branch_id.as_ref(), Value::id)
        }),
        main("endpoint_id", "Compute", "The compute it is for.", |one| {
            Value::of(one.endpoint_id.as_ref(), Value::id)
        }),
        main("created_at", "Started", "When it was requested.", |one| {
            Value::time(one.created_at)
        }),
        main("total_duration_ms", "Took", "How long it took.", |one| {
            Value::of(one.total_duration_ms, |millis| {
                Value::Seconds(i64::try_from(millis / 1_000).unwrap_or(i64::MAX))
            })
        }),
        main(
            "failures_count",
            "Failures",
            "How often Neon has tried in vain.",
            |one| Value::Count(one.failures_count.into()),
        ),
        main("retry_at", "Retry", "When Neon tries again.", |one| {
            Value::of(one.retry_at, Value::Until)
        }),
        more("updated_at", "Updated", "When it changed last.", |one| {
            Value::time(one.updated_at)
        }),
        more("id", "Id", "Its id in the API.", |one| Value::id(&one.id)),
    ];
}

/// Identifies an operation.
#[derive(Debug, Clone, Copy)]
pub struct OperationRef<'a> {
    pub project: &'a ProjectId,
    pub id: &'a OperationId,
}

impl Kind for OperationRef<'_> {
    fn noun(&self) -> &'static str {
        "operation"
    }

    fn field_names(&self) -> Vec<[&'static str; 2]> {
        Operation::names()
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(store.operation(self.project, self.id)?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        let one = store.operation(self.project, self.id)?;
        Some(words(&one.action).into_owned())
    }

    fn received_at(&self, store: &Store) -> Option<Timestamp> {
        store.inside(self.project)?.operations.at
    }

    fn subject(&self, store: &Store) -> Option<Target> {
        let one = store.operation(self.project, self.id)?;
        let target = super::target(store, one);
        // The branches of a project that nobody has opened are not known, though its computes may be.
        let is_placed = matches!(target, Target::Project(_)) || store.branch_of(&target).is_some();
        Some(match is_placed {
            true => target,
            false => Target::Project(self.project.clone()),
        })
    }

    fn why_fixed(&self) -> Option<&'static str> {
        Some("operations cannot be changed")
    }
}
