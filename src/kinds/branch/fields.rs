//! The fields of a branch.

use super::{own_state, words};
use crate::{
    api::types::Branch,
    kinds::{
        field::{Described, Field, Value, main, more},
        units::duration,
    },
};

impl Described for Branch {
    const FIELDS: &'static [Field<Self>] = &[
        main(
            "current_state",
            "State",
            "What the branch is doing; a branch that is not ready cannot be queried.",
            |b| Value::State(own_state(b)),
        ),
        main(
            "parent_id",
            "Parent",
            "The branch this one was created from. A root branch has none.",
            |b| {
                b.parent_id
                    .as_ref()
                    .map_or(Value::Word("none (root)"), Value::id)
            },
        ),
        main(
            "parent_timestamp",
            "Branched at",
            "The point in the parent's history where this branch starts.",
            |b| Value::time(b.parent_timestamp),
        ),
        main(
            "default",
            "Default",
            "The branch used when none is named; the free plan's compute limit does not stop it.",
            |b| Value::Flag(b.default),
        ),
        main(
            "protected",
            "Protected",
            "A protected branch cannot be deleted or reset, and its project cannot be deleted.",
            |b| Value::Flag(b.protected),
        ),
        main(
            "expires_at",
            "Expires",
            "Neon deletes the branch and its computes soon after this time.",
            |b| b.expires_at.map_or(Value::Word("never"), Value::Time),
        ),
        main(
            "logical_size",
            "Data",
            "Size of the data that queries can see.",
            |b| Value::of(b.logical_size, |n| Value::Bytes(n as i64)),
        ),
        main(
            "compute_time_seconds",
            "Compute",
            "Compute time in this billing period.",
            |b| Value::ComputeSeconds(b.compute_time_seconds as i64),
        ),
        main(
            "created_at",
            "Created",
            "When the branch was created.",
            |b| Value::time(b.created_at),
        ),
        main(
            "created_by",
            "Created by",
            "Who created it, according to Neon.",
            |b| {
                Value::of(
                    b.created_by.as_ref().and_then(|by| by.name.as_ref()),
                    Value::text,
                )
            },
        ),
        more("id", "Id", "The branch's id in the API.", |b| {
            Value::id(&b.id)
        }),
        more(
            "active_time_seconds",
            "Active",
            "Time awake in this billing period, not weighted by size.",
            |b| Value::Seconds(b.active_time_seconds as i64),
        ),
        more(
            "written_data_bytes",
            "Written",
            "Data written in this billing period.",
            |b| Value::Bytes(b.written_data_bytes as i64),
        ),
        more(
            "data_transfer_bytes",
            "Transferred",
            "Data sent to clients in this billing period.",
            |b| Value::Bytes(b.data_transfer_bytes as i64),
        ),
        more(
            "updated_at",
            "Updated",
            "When the branch was last changed.",
            |b| Value::time(b.updated_at),
        ),
        more(
            "last_reset_at",
            "Last reset",
            "When the branch was last reset from its parent.",
            |b| Value::time(b.last_reset_at),
        ),
        more(
            "parent_lsn",
            "Parent LSN",
            "The position in the parent's log where this branch starts.",
            |b| Value::of(b.parent_lsn.as_ref(), Value::id),
        ),
        more(
            "init_source",
            "Data from",
            "Data and schema of the parent, or its schema only.",
            |b| {
                // Neon says so of root branches, too.
                let is_root = b.parent_id.is_none();
                let source = b.init_source.as_ref();
                let source = source.filter(|source| !(is_root && words::is_of_parent(source)));
                Value::of(source, |source| Value::text(words::source(source)))
            },
        ),
        more(
            "creation_source",
            "Created with",
            "The program that created it.",
            |b| Value::text(&b.creation_source),
        ),
        more(
            "state_changed_at",
            "State since",
            "When its state last changed.",
            |b| Value::time(b.state_changed_at),
        ),
        more(
            "ttl_interval_seconds",
            "Time to live",
            "How long it lives after its creation or a reset.",
            |b| {
                Value::of(b.ttl_interval_seconds, |seconds| {
                    Value::text(duration::exact(seconds))
                })
            },
        ),
        more(
            "restore_status",
            "Restore",
            "How far a restore from a snapshot is.",
            |b| {
                Value::of(b.restore_status.as_ref(), |status| {
                    Value::text(words::restore(status))
                })
            },
        ),
        more(
            "restored_from",
            "Restored from",
            "The snapshot that it was created from.",
            |b| Value::of(b.restored_from.as_ref(), Value::id),
        ),
        more(
            "restored_as",
            "Restored as",
            "The branch that it was restored for.",
            |b| Value::of(b.restored_as.as_ref(), Value::id),
        ),
        main(
            "restricted_actions",
            "Neon refuses",
            "What Neon refuses to do with this branch, and why.",
            |b| {
                let why = words::restrictions(&b.restricted_actions);
                if why.is_empty() {
                    Value::Missing
                } else {
                    Value::List(why)
                }
            },
        ),
        more(
            "recovery.deleted_at",
            "Deleted",
            "When it was deleted.",
            |b| Value::time(b.recovery.as_ref().and_then(|how| how.deleted_at)),
        ),
        more(
            "recovery.recoverable_until",
            "Left",
            "How long it can still be recovered.",
            |b| {
                let until = b.recovery.as_ref().and_then(|how| how.recoverable_until);
                Value::of(until, Value::Until)
            },
        ),
        more(
            "recovery.deletion_method",
            "How",
            "Deleted by a user or by its expiry.",
            |b| {
                let how = b
                    .recovery
                    .as_ref()
                    .and_then(|how| how.deletion_method.as_ref());
                Value::of(how, |how| Value::text(words::deletion(how)))
            },
        ),
    ];
}
