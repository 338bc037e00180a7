//! What lazyneon knows about each kind of thing at Neon: its fields, its states, its words.
//!
//! One file per kind, with its [`Kind`]: what generic code can ask about a thing, with a default for everything. The
//! table of kinds is below; [`lookup`] asks it. What needs the screen is in `ui::on_screen`.
//!
//! A field that is shown is a row in that kind's `FIELDS`: the details pane, `d` and the columns of lists read it. A
//! field that a form edits and a PATCH carries is a row in [`edit`].

pub mod access;
pub mod account;
pub mod advisor;
pub mod ai_gateway;
pub mod api_key;
pub mod awake;
pub mod backup_schedule;
pub mod branch;
pub mod column;
pub mod creation;
pub mod credential;
pub mod data_api;
pub mod database;
pub mod deletion;
pub mod edit;
pub mod endpoint;
pub mod field;
pub mod field_name;
pub mod function;
pub mod group;
pub mod history;
pub mod invitation;
pub mod item;
pub mod jwks;
pub mod kind;
pub mod list;
pub mod log;
pub mod lookup;
pub mod masking;
pub mod matching;
pub mod member;
pub mod metered;
pub mod named;
pub mod natural;
pub mod neon_auth;
pub mod operation;
pub mod org;
pub mod price;
pub mod project;
pub mod project_member;
pub mod pulse;
pub mod relative_time;
pub mod role;
pub mod share;
pub mod size;
pub mod snapshot;
pub mod spend;
pub mod spending_limit;
pub mod state;
pub mod storage;
pub mod time_input;
pub mod units;
pub mod usage;
pub mod verb;
pub mod vpc_endpoint;
pub mod weekdays;

pub use field::{Field, Value};
pub use kind::{Contents, Kind, Known};
pub use state::{State, Tone};
pub use verb::Verb;

/// Maps a target to its kind: the only place that lists them all. The trait that `$ask` takes decides what can be
/// asked; a higher layer may have its own.
macro_rules! with_kind {
    ($target:expr, $ask:expr) => {{
        use $crate::{kinds, store::target::Target};
        match $target {
            Target::Org(id) => $ask(&kinds::org::OrgRef { id }),
            Target::Shared => $ask(&kinds::account::SharedRef),
            Target::Project(id) => $ask(&kinds::project::ProjectRef { id }),
            Target::Branch(project, id) => $ask(&kinds::branch::BranchRef { project, id }),
            Target::Endpoint(project, id) => $ask(&kinds::endpoint::EndpointRef { project, id }),
            Target::Database(project, branch, name) => $ask(&kinds::database::DatabaseRef {
                project,
                branch,
                name,
            }),
            Target::DataApi(project, branch, database) => $ask(&kinds::data_api::DataApiRef {
                project,
                branch,
                database,
            }),
            Target::NeonAuth(project, branch) => {
                $ask(&kinds::neon_auth::NeonAuthRef { project, branch })
            }
            Target::AuthSection(project, branch, section) => {
                $ask(&kinds::neon_auth::AuthSectionRef {
                    project,
                    branch,
                    section: *section,
                })
            }
            it @ Target::TrustedDomain(..) => $ask(&kinds::neon_auth::TRUSTED_DOMAIN.of(it)),
            it @ Target::OauthProvider(..) => $ask(&kinds::neon_auth::OAUTH_PROVIDER.of(it)),
            it @ Target::AuthUser(..) => $ask(&kinds::neon_auth::AUTH_USER.of(it)),
            it @ Target::Credential(..) => $ask(&kinds::credential::CREDENTIAL.of(it)),
            it @ Target::Storage(..) => $ask(&kinds::storage::STORAGE.of(it)),
            it @ Target::Bucket(..) => $ask(&kinds::storage::BUCKET.of(it)),
            it @ Target::Object(..) => $ask(&kinds::storage::OBJECT.of(it)),
            it @ Target::Function(..) => $ask(&kinds::function::FUNCTION.of(it)),
            it @ Target::Trigger(..) => $ask(&kinds::function::TRIGGER.of(it)),
            it @ Target::CustomDomain(..) => $ask(&kinds::function::CUSTOM_DOMAIN.of(it)),
            it @ Target::AiGateway(..) => $ask(&kinds::ai_gateway::AI_GATEWAY.of(it)),
            Target::Access(project, way) => $ask(&kinds::access::AccessRef { project, way: *way }),
            it @ Target::ProjectMember(..) => $ask(&kinds::project_member::PROJECT_MEMBER.of(it)),
            it @ Target::Jwks(..) => $ask(&kinds::jwks::JWKS.of(it)),
            Target::Issue(project, branch, database, key) => $ask(&kinds::advisor::IssueRef {
                project,
                branch,
                database,
                key,
            }),
            Target::Log(project, branch, id) => $ask(&kinds::log::LogRef {
                project,
                branch,
                id,
            }),
            Target::Masking(project, branch) => {
                $ask(&kinds::masking::MaskingRef { project, branch })
            }
            Target::MaskingRule(project, branch, column) => $ask(&kinds::masking::MaskingRuleRef {
                project,
                branch,
                column,
            }),
            Target::Role(project, branch, name) => $ask(&kinds::role::RoleRef {
                project,
                branch,
                name,
            }),
            Target::Group(project, branch, group) => $ask(&kinds::group::GroupRef {
                project,
                branch,
                group: *group,
            }),
            Target::DeletedBranch(project, id) => {
                $ask(&kinds::branch::DeletedBranchRef { project, id })
            }
            Target::Share(project, id) => $ask(&kinds::share::ShareRef { project, id }),
            Target::Account => $ask(&kinds::account::AccountRef),
            Target::ApiKey(org, id) => $ask(&kinds::api_key::ApiKeyRef {
                org: org.as_ref(),
                id,
            }),
            Target::Member(org, id) => $ask(&kinds::member::MemberRef { org, id }),
            Target::Invitation(org, id) => $ask(&kinds::invitation::InvitationRef { org, id }),
            Target::Spending(org) => $ask(&kinds::spending_limit::SpendingLimitRef { org }),
            Target::Snapshot(project, id) => $ask(&kinds::snapshot::SnapshotRef { project, id }),
            Target::Operation(project, id) => $ask(&kinds::operation::OperationRef { project, id }),
            Target::VpcEndpoint(owner, id) => {
                $ask(&kinds::vpc_endpoint::VpcEndpointRef { owner, id })
            }
            Target::Schedule(project, branch) => {
                $ask(&kinds::backup_schedule::BackupScheduleRef { project, branch })
            }
            Target::More(list) => $ask(&kinds::account::MoreRef { list }),
        }
    }};
}
pub(crate) use with_kind;

/// The table of what can be created: a variant, and the type that implements it. `$use` is a macro that receives
/// the rows.
macro_rules! creations {
    ($use:path) => {
        $use! {
            Project($crate::kinds::project::NewProject),
            Offer($crate::kinds::project::NewOffer),
            Claim($crate::kinds::project::NewClaim),
            Branch($crate::kinds::branch::NewBranch),
            FromSnapshot($crate::kinds::branch::FromSnapshot),
            Snapshot($crate::kinds::snapshot::NewSnapshot),
            Database($crate::kinds::database::NewDatabase),
            Role($crate::kinds::role::NewRole),
            Compute($crate::kinds::endpoint::NewCompute),
            Share($crate::kinds::share::NewShare),
            ApiKey($crate::kinds::api_key::NewApiKey),
            Invitation($crate::kinds::invitation::NewInvitation),
            VpcEndpoint($crate::kinds::vpc_endpoint::NewVpcEndpoint),
            Jwks($crate::kinds::jwks::NewJwks),
            DataApi($crate::kinds::data_api::NewDataApi),
            NeonAuth($crate::kinds::neon_auth::NewNeonAuth),
            AuthUser($crate::kinds::neon_auth::NewAuthUser),
            TestEmail($crate::kinds::neon_auth::NewTestEmail),
            TrustedDomain($crate::kinds::neon_auth::NewTrustedDomain),
            OauthProvider($crate::kinds::neon_auth::NewOauthProvider),
            Item($crate::kinds::item::NewItem),
            Credential($crate::kinds::credential::NewCredential),
            MaskedBranch($crate::kinds::masking::NewMaskedBranch),
            MaskingRule($crate::kinds::masking::NewMaskingRule),
        }
    };
}
pub(crate) use creations;

/// The kinds, and what can be created, that need no more of the screen than what they say here. `$use` is a macro that
/// receives them.
macro_rules! plain {
    ($use:path) => {
        $use! {
            $crate::kinds::account::AccountRef,
            $crate::kinds::advisor::IssueRef<'_>,
            $crate::kinds::data_api::DataApiRef<'_>,
            $crate::kinds::invitation::InvitationRef<'_>,
            $crate::kinds::log::LogRef<'_>,
            $crate::kinds::neon_auth::AuthSectionRef<'_>,
            $crate::kinds::masking::MaskingRef<'_>,
            $crate::kinds::masking::MaskingRuleRef<'_>,
            $crate::kinds::operation::OperationRef<'_>,
            $crate::kinds::share::ShareRef<'_>,
            $crate::kinds::vpc_endpoint::VpcEndpointRef<'_>;
            $crate::kinds::data_api::NewDataApi,
            $crate::kinds::invitation::NewInvitation,
            $crate::kinds::item::NewItem,
            $crate::kinds::jwks::NewJwks,
            $crate::kinds::neon_auth::NewAuthUser,
            $crate::kinds::neon_auth::NewOauthProvider,
            $crate::kinds::neon_auth::NewTestEmail,
            $crate::kinds::neon_auth::NewTrustedDomain,
            $crate::kinds::masking::NewMaskingRule,
            $crate::kinds::project::NewClaim,
            $crate::kinds::share::NewShare,
            $crate::kinds::vpc_endpoint::NewVpcEndpoint,
        }
    };
}
pub(crate) use plain;
