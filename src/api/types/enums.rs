//! Enums of the API. All are open: the server gains values at any time (four operation actions appeared between June
//! and November 2026), and an unknown one is kept and shown as received.

use std::fmt;

use compact_str::CompactString;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::lenient::Lenient;

macro_rules! open_enum {
    ($($(#[$meta:meta])* pub enum $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $text:literal $(| $alias:literal)*,)*
    })*) => {$(
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub enum $name {
            $(
                $(#[$variant_meta])*
                $variant,
            )*
            /// A value this version does not know, as received. Empty when the server sent none.
            Other(CompactString),
        }

        impl $name {
            /// The known values.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The value as the API writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Other(text) => text.as_str(),
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text $(| $alias)* => Self::$variant,)*
                    _ => Self::Other(CompactString::from(text)),
                }
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::Other(CompactString::default())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_str(Word).map(|word| Self::from(word.as_str()))
            }
        }

        impl Lenient for $name {}
    )*};
}

/// Reads a short text without an allocation.
struct Word;

impl de::Visitor<'_> for Word {
    type Value = CompactString;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(CompactString::from(text))
    }
}

open_enum! {
    /// What a compute is doing. `pending_state` tells where it is going; see §4.3 of the fact pack for the pairs.
    pub enum EndpointState {
        /// Just created.
        Init = "init",
        /// Running.
        Active = "active",
        /// Suspended (scaled to zero).
        Idle = "idle",
    }

    /// What a branch is doing.
    pub enum BranchState {
        /// Being created; cannot be queried yet.
        Init = "init",
        /// Being restored or reset; cannot be queried.
        Resetting = "resetting",
        /// In use.
        Ready = "ready",
        /// Put away after two idle weeks; works, but the first access is slow.
        Archived = "archived",
        /// Seen as `pending_state` while a branch is deleted.
        StorageDeleted = "storage_deleted",
    }

    /// What a compute may do. A branch has at most one that writes.
    pub enum EndpointType {
        /// The branch's primary compute.
        ReadWrite = "read_write",
        /// A read replica.
        ReadOnly = "read_only",
    }

    /// How far an operation is.
    pub enum OperationStatus {
        /// Queued.
        Scheduling = "scheduling",
        /// Being carried out.
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
        /// Starts a compute, also on the first connection to a suspended one.
        StartCompute = "start_compute",
        /// Suspends a compute, also after inactivity.
        SuspendCompute = "suspend_compute",
        /// Starts a compute from a warm pool.
        StartReservedCompute = "start_reserved_compute",
        /// Applies compute settings, roles or databases.
        ApplyConfig = "apply_config",
        /// Applies storage settings, such as the restore window.
        ApplyStorageConfig = "apply_storage_config",
        /// Neon's own health check; can lock the project for a moment.
        CheckAvailability = "check_availability",
        /// Storage and default branch of a new project.
        CreateTimeline = "create_timeline",
        /// Creates a branch, also for restores.
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
        /// Reads roles and databases made by SQL back.
        SyncDbsAndRolesFromCompute = "sync_dbs_and_roles_from_compute",
        /// Import.
        ImportData = "import_data",
        /// Storage detached after long idleness.
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
        /// Migration.
        FinalizeMigration = "finalize_migration",
        /// Migration.
        MarkMigrationPrepared = "mark_migration_prepared",
        /// New in November 2026, not documented.
        UpdateCatalog = "update_catalog",
        /// New in November 2026, not documented.
        EpcSync = "epc_sync",
    }

    /// What kind of credential a request was made with.
    pub enum AuthMethod {
        /// A personal API key: needs an `org_id` to list projects.
        ApiKeyUser = "api_key_user",
        /// An organization's API key, perhaps of one project only: `org_id` is implied.
        ApiKeyOrg = "api_key_org",
        /// A token of the official CLI.
        Oauth = "oauth",
        /// A browser session.
        SessionCookie = "session_cookie",
        /// A browser session.
        Keycloak = "keycloak",
    }

    /// How much of a project's activity is logged (HIPAA).
    pub enum AuditLogLevel {
        /// Logins and schema changes.
        Base = "base",
        /// Also writes.
        Extended = "extended",
        /// Everything.
        Full = "full",
    }

    /// What the caller may do with a project. Absent means full access.
    pub enum ProjectPermissionLevel {
        /// Look.
        Viewer = "VIEWER" | "CAN_VIEW",
        /// Change.
        Editor = "EDITOR" | "CAN_EDIT",
        /// Change and delete.
        Admin = "ADMIN" | "CAN_MANAGE",
    }

    /// Where a branch stands that came from a snapshot.
    pub enum RestoreStatus {
        /// A preview; `finalize_restore` makes it permanent.
        Restored = "restored",
        /// Took the place of the branch it was restored for.
        Finalized = "finalized",
        /// Being separated from its parent.
        Detaching = "detaching",
    }

    /// What a new branch starts with.
    pub enum InitSource {
        /// Schema and data of the parent.
        ParentData = "parent-data",
        /// The schema only; becomes a root branch.
        SchemaOnly = "schema-only",
        /// The schema only; stays a child.
        ParentSchema = "parent-schema",
        /// An import.
        Import = "import",
    }

    /// How a branch was deleted.
    pub enum DeletionMethod {
        /// By somebody.
        User = "user",
        /// By its expiry.
        Ttl = "ttl",
    }

    /// How a role signs in.
    pub enum AuthenticationMethod {
        /// With a password.
        Password = "password",
        /// With a token.
        Oauth = "oauth",
        /// Not at all.
        NoLogin = "no_login",
    }

    /// What Neon forbids on a branch, with the reason beside it.
    pub enum RestrictedActionName {
        /// It cannot be restored over.
        Restore = "restore",
        /// Its primary compute cannot be deleted.
        DeleteRwEndpoint = "delete-rw-endpoint",
    }
}

impl OperationStatus {
    /// Whether it has yet to end. An unknown status counts as pending; whoever waits has a deadline.
    pub fn is_pending(&self) -> bool {
        !self.is_terminal()
    }

    /// Whether it ended without having done its work.
    pub fn is_failure(&self) -> bool {
        matches!(self, Self::Failed | Self::Error | Self::Cancelled)
    }

    /// Whether it has ended.
    pub fn is_terminal(&self) -> bool {
        self.is_failure() || matches!(self, Self::Finished | Self::Skipped)
    }
}
