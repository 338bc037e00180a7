//! Operations: what Neon does for a project, step by step.

pub mod chain;
mod fields;

pub use fields::OperationRef;

use super::state::{State, Tone};
use crate::{
    api::types::{Operation, OperationAction, OperationStatus},
    store::{Store, target::Target},
};
use std::borrow::Cow;

/// The state of an operation.
pub fn state(operation: &Operation) -> State {
    let state = |glyph, ascii, word, tone| State {
        glyph,
        ascii,
        word,
        tone,
    };
    match &operation.status {
        OperationStatus::Scheduling => state('▵', '.', "queued", Tone::Quiet),
        OperationStatus::Running => state('▴', '^', "running", Tone::Busy),
        OperationStatus::Finished => state('✓', '+', "finished", Tone::Plain),
        OperationStatus::Skipped => state('✓', '+', "skipped", Tone::Plain),
        OperationStatus::Failed => state('✗', 'x', "failed", Tone::Bad),
        OperationStatus::Error => state('✗', 'x', "error", Tone::Bad),
        OperationStatus::Cancelling => state('▿', 'v', "cancelling", Tone::Busy),
        OperationStatus::Cancelled => state('✗', 'x', "cancelled", Tone::Quiet),
        OperationStatus::Other(_) => State::UNKNOWN,
    }
}

/// What an action does, in words.
pub fn words(action: &OperationAction) -> Cow<'_, str> {
    use OperationAction as Does;
    Cow::Borrowed(match action {
        Does::CreateCompute => "create compute",
        Does::StartCompute | Does::StartReservedCompute => "start compute",
        Does::SuspendCompute => "suspend compute",
        Does::ApplyConfig => "apply config",
        Does::ApplyStorageConfig => "apply storage config",
        Does::CheckAvailability => "check availability",
        Does::CreateTimeline => "create storage",
        Does::CreateBranch => "create branch",
        Does::DeleteTimeline => "delete storage",
        Does::TimelineArchive => "archive branch",
        Does::TimelineUnarchive => "unarchive branch",
        Does::TimelineMarkInvisible => "hide branch",
        Does::TimelineUpdateProtectedConfig => "apply protection",
        Does::DetachParentBranch => "detach from parent",
        Does::ApplySchemaFromBranch => "copy schema from branch",
        Does::SyncDbsAndRolesFromCompute => "read databases and roles",
        Does::ImportData => "import data",
        Does::TenantIgnore => "detach idle storage",
        Does::TenantAttach => "attach storage",
        Does::TenantDetach => "detach storage",
        Does::TenantReattach => "reattach storage",
        Does::TenantDetachSafekeepers => "detach log servers",
        Does::TenantAttachSafekeepers => "attach log servers",
        Does::ReplaceSafekeeper => "replace log server",
        Does::PrepareSecondaryPageserver => "prepare another storage server",
        Does::SwitchPageserver => "switch storage server",
        Does::DisableMaintenance => "end maintenance",
        Does::SetStorageNonDirty => "mark storage as clean",
        Does::PrewarmReplica => "warm up new compute",
        Does::PromoteReplica => "switch to new compute",
        Does::SwapBindingId => "migrate: swap bindings",
        Does::FinalizeMigration => "finalize migration",
        Does::MarkMigrationPrepared => "prepare migration",
        Does::UpdateCatalog => "update catalog",
        Does::EpcSync => "EPC sync",
        Does::Other(other) => return Cow::Owned(other.replace('_', " ")),
    })
}

/// What causes an action that we have not requested, as far as the action tells.
pub const fn usual_cause(action: &OperationAction) -> &'static str {
    use OperationAction as Does;
    match action {
        Does::StartCompute | Does::StartReservedCompute => "a connection, or somebody's request",
        Does::SuspendCompute => "no activity, or somebody's request",
        Does::CheckAvailability => "Neon's own health check",
        Does::TimelineArchive => "Neon: the branch was idle for long",
        Does::TimelineUnarchive => "a connection to an archived branch, or somebody's request",
        Does::SyncDbsAndRolesFromCompute => "databases or roles created with SQL",
        Does::TenantIgnore
        | Does::TenantAttach
        | Does::TenantDetach
        | Does::TenantReattach
        | Does::TenantDetachSafekeepers
        | Does::TenantAttachSafekeepers
        | Does::ReplaceSafekeeper
        | Does::PrepareSecondaryPageserver
        | Does::SwitchPageserver
        | Does::DisableMaintenance
        | Does::SetStorageNonDirty
        | Does::PrewarmReplica
        | Does::PromoteReplica
        | Does::SwapBindingId
        | Does::FinalizeMigration
        | Does::MarkMigrationPrepared => "Neon's own maintenance",
        _ => "somebody's request",
    }
}

/// Whether it starts a compute.
pub const fn starts(operation: &Operation) -> bool {
    use OperationAction as Does;
    matches!(
        operation.action,
        Does::StartCompute | Does::StartReservedCompute
    )
}

/// The thing that an operation concerns, the smallest that is known.
pub fn target(store: &Store, operation: &Operation) -> Target {
    let project = &operation.project_id;
    let compute = operation.endpoint_id.as_ref();
    let compute = compute.filter(|id| store.endpoint(project, id).is_some());
    match (compute, &operation.branch_id) {
        (Some(id), _) => Target::Endpoint(project.clone(), id.clone()),
        (None, Some(id)) => Target::Branch(project.clone(), id.clone()),
        (None, None) => Target::Project(project.clone()),
    }
}
