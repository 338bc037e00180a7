//! Actions and states of operations. Four actions appeared between June and November 2026: unknown ones are kept.

use super::enums::open_enum;

open_enum! {
    /// The progress of an operation.
    pub enum OperationStatus {
        /// Queued.
        Scheduling = "scheduling",
        Running = "running",
        /// Done.
        Finished = "finished",
        /// Ended with a failure; the operation's `error` has the text.
        Failed = "failed",
        /// Ended with an error that will not be retried.
        Error = "error",
        /// Asked to stop.
        Cancelling = "cancelling",
        /// Stopped before completion.
        Cancelled = "cancelled",
        /// There was nothing to do.
        Skipped = "skipped",
    }

    /// What an operation does.
    pub enum OperationAction {
        /// Creates a compute.
        CreateCompute = "create_compute",
        /// Starts a compute; also on the first connection to a suspended one.
        StartCompute = "start_compute",
        /// Suspends a compute; also after inactivity.
        SuspendCompute = "suspend_compute",
        /// Starts a compute from a warm pool.
        StartReservedCompute = "start_reserved_compute",
        /// Applies compute settings, roles or databases.
        ApplyConfig = "apply_config",
        /// Applies storage settings, such as the restore window.
        ApplyStorageConfig = "apply_storage_config",
        /// Neon's own health check; can lock the project for a moment.
        CheckAvailability = "check_availability",
        /// Creates the storage and the default branch of a new project.
        CreateTimeline = "create_timeline",
        /// Creates a branch; also for restores.
        CreateBranch = "create_branch",
        /// Deletes a branch's storage.
        DeleteTimeline = "delete_timeline",
        /// Archives an idle branch.
        TimelineArchive = "timeline_archive",
        /// Wakes an archived branch.
        TimelineUnarchive = "timeline_unarchive",
        /// Hides a branch.
        TimelineMarkInvisible = "timeline_mark_invisible",
        /// Applies the protected flag.
        TimelineUpdateProtectedConfig = "timeline_update_protected_config",
        /// Detaches a restored branch from its parent.
        DetachParentBranch = "detach_parent_branch",
        /// Copies the schema of a schema-only branch.
        ApplySchemaFromBranch = "apply_schema_from_branch",
        /// Reads back roles and databases created with SQL.
        SyncDbsAndRolesFromCompute = "sync_dbs_and_roles_from_compute",
        ImportData = "import_data",
        /// Storage detached after a long idle time.
        TenantIgnore = "tenant_ignore",
        /// Storage attached.
        TenantAttach = "tenant_attach",
        /// Storage detached.
        TenantDetach = "tenant_detach",
        /// Storage attached again.
        TenantReattach = "tenant_reattach",
        /// Log service detached.
        TenantDetachSafekeepers = "tenant_detach_safekeepers",
        /// Log service attached.
        TenantAttachSafekeepers = "tenant_attach_safekeepers",
        /// Storage maintenance by Neon.
        ReplaceSafekeeper = "replace_safekeeper",
        /// Storage maintenance by Neon.
        PrepareSecondaryPageserver = "prepare_secondary_pageserver",
        /// Storage maintenance by Neon.
        SwitchPageserver = "switch_pageserver",
        /// Storage maintenance by Neon.
        DisableMaintenance = "disable_maintenance",
        /// Storage maintenance by Neon.
        SetStorageNonDirty = "set_storage_non_dirty",
        /// Compute update without a cold cache.
        PrewarmReplica = "prewarm_replica",
        /// Compute update without a cold cache.
        PromoteReplica = "promote_replica",
        /// Migration.
        SwapBindingId = "swap_binding_id",
        FinalizeMigration = "finalize_migration",
        MarkMigrationPrepared = "mark_migration_prepared",
        /// New in November 2026, not documented.
        UpdateCatalog = "update_catalog",
        /// New in November 2026, not documented.
        EpcSync = "epc_sync",
    }
}

impl OperationStatus {
    /// Whether it has not ended yet. An unknown status counts as pending; whoever waits has a deadline.
    pub fn is_pending(&self) -> bool {
        !self.is_terminal()
    }

    /// Whether it ended without success.
    pub fn is_failure(&self) -> bool {
        matches!(self, Self::Failed | Self::Error | Self::Cancelled)
    }

    pub fn is_terminal(&self) -> bool {
        self.is_failure() || matches!(self, Self::Finished | Self::Skipped)
    }
}
