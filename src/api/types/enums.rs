//! Enums of the API. All are open: the server may add values at any time (four operation actions appeared between June
//! and November 2026), and unknown values are kept and shown as received.

use std::fmt;

use compact_str::CompactString;
use serde::de;

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
            /// A value that this version does not know, as received. Empty if the server sent none.
            Other(compact_str::CompactString),
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
                    _ => Self::Other(compact_str::CompactString::from(text)),
                }
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::Other(compact_str::CompactString::default())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_str(crate::api::types::enums::Word).map(|word| Self::from(word.as_str()))
            }
        }

        impl crate::api::types::lenient::Lenient for $name {}
    )*};
}

/// Reads a short text without allocating.
pub(super) struct Word;

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
    /// The state of a compute. `pending_state` is the state it changes to; the pairs are in the emulator.
    pub enum EndpointState {
        /// Just created.
        Init = "init",
        /// Running.
        Active = "active",
        /// Suspended (scaled to zero).
        Idle = "idle",
    }

    /// The state of a branch.
    pub enum BranchState {
        /// Being created; cannot be queried yet.
        Init = "init",
        /// Being restored or reset; cannot be queried.
        Resetting = "resetting",
        /// In use.
        Ready = "ready",
        /// Archived after two idle weeks; works, but the first access is slow.
        Archived = "archived",
        /// Seen as `pending_state` while a branch is deleted.
        StorageDeleted = "storage_deleted",
    }

    /// The kind of a compute. A branch has at most one read-write compute.
    pub enum EndpointType {
        /// The branch's primary compute.
        ReadWrite = "read_write",
        /// A read replica.
        ReadOnly = "read_only",
    }

    /// What kind of credential a request was made with.
    pub enum AuthMethod {
        /// A personal API key: needs an `org_id` to list projects.
        ApiKeyUser = "api_key_user",
        /// An organization's API key, which may be limited to one project: `org_id` is implied.
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

    /// The caller's access to a project. Absent means full access.
    pub enum ProjectPermissionLevel {
        Viewer = "VIEWER" | "CAN_VIEW",
        /// Change.
        Editor = "EDITOR" | "CAN_EDIT",
        /// Change and delete.
        Admin = "ADMIN" | "CAN_MANAGE",
    }

    /// The progress of a branch restored from a snapshot.
    pub enum RestoreStatus {
        /// A preview; `finalize_restore` makes it permanent.
        Restored = "restored",
        /// Has replaced the branch that it was restored for.
        Finalized = "finalized",
        /// Being separated from its parent.
        Detaching = "detaching",
    }

    /// The initial contents of a branch.
    pub enum InitSource {
        /// Schema and data of the parent.
        ParentData = "parent-data",
        /// Only the schema; becomes a root branch.
        SchemaOnly = "schema-only",
        /// Only the schema; stays a child.
        ParentSchema = "parent-schema",
        Import = "import",
    }

    /// How a branch was deleted.
    pub enum DeletionMethod {
        /// By a user.
        User = "user",
        /// By expiry.
        Ttl = "ttl",
    }

    /// How a role signs in.
    pub enum AuthenticationMethod {
        Password = "password",
        /// With a token.
        Oauth = "oauth",
        /// It cannot sign in.
        NoLogin = "no_login",
    }

    /// An action that Neon forbids on a branch; the reason is a sibling field.
    pub enum RestrictedActionName {
        /// The branch cannot be overwritten by a restore.
        Restore = "restore",
        /// The primary compute cannot be deleted.
        DeleteRwEndpoint = "delete-rw-endpoint",
    }

    /// The role of a member. Some values are not available to every organization.
    pub enum MemberRole {
        /// Everything.
        Admin = "admin",
        /// An older name of `editor`.
        Member = "member",
        /// Change projects.
        Editor = "editor",
        Viewer = "viewer",
        /// Access to shared projects only.
        Collaborator = "collaborator",
    }

    /// The role of a member in one project.
    pub enum ProjectRole {
        Viewer = "viewer",
        Editor = "editor",
        Admin = "admin",
    }

    /// How often a snapshot is taken. `hourly` and `yearly` occur in old schedules, but are not allowed in new ones.
    pub enum ScheduleFrequency {
        Daily = "daily",
        Weekly = "weekly",
        Monthly = "monthly",
        Hourly = "hourly",
        Yearly = "yearly",
    }

    /// The length of a timeframe of consumption.
    pub enum Granularity {
        /// For the last 168 hours.
        Hourly = "hourly",
        /// For the last 60 days.
        Daily = "daily",
        /// For the last year.
        Monthly = "monthly",
    }

    /// A billed quantity.
    pub enum Metric {
        /// Compute, in CU-seconds.
        ComputeUnitSeconds = "compute_unit_seconds",
        /// Storage of root branches, in byte-months.
        RootBranchBytesMonth = "root_branch_bytes_month",
        /// Storage of child branches, in byte-months.
        ChildBranchBytesMonth = "child_branch_bytes_month",
        /// The history kept for restores, in byte-months.
        InstantRestoreBytesMonth = "instant_restore_bytes_month",
        /// Traffic over the internet, in bytes.
        PublicNetworkTransferBytes = "public_network_transfer_bytes",
        /// Traffic over private networking, in bytes.
        PrivateNetworkTransferBytes = "private_network_transfer_bytes",
        /// Branches beyond the plan, in branch-months; for projects only.
        ExtraBranchesMonth = "extra_branches_month",
        /// Storage of snapshots, in byte-months; for projects only.
        SnapshotStorageBytesMonth = "snapshot_storage_bytes_month",
    }
}

pub(super) use open_enum;
