//! Projects and what Postgres consists of, organizations and keys.

use super::{
    super::{
        Row,
        argument::{
            Argument::{
                Always, Branch, Flag, Loose, Needed, Null, Option as Opt, OrEmpty, Place, Places,
                PointOf, Schedule, Sends, Time, Unasked, Units, Word, Yes,
            },
            Body, Path, Query,
        },
    },
    BRANCH, PROJECT, PROJECT_ID, THE_BRANCH, row,
};
use crate::api::operations::Operation as Op;

const UNITS: super::Argument = Units(
    Body("/project/default_endpoint_settings/autoscaling_limit_min_cu"),
    Body("/project/default_endpoint_settings/autoscaling_limit_max_cu"),
);
const PUBLIC: super::Argument = Flag(
    "--block-public-connections",
    Body("/project/settings/block_public_connections"),
);
const VPC: super::Argument = Flag(
    "--block-vpc-connections",
    Body("/project/settings/block_vpc_connections"),
);
const HIPAA: super::Argument = Flag("--hipaa", Body("/project/settings/hipaa"));
const LABEL: super::Argument = OrEmpty("--label", Body("/label"));
const REGION: super::Argument = Opt("--region-id", Path("region_id"));
const ORG: super::Argument = Opt("--org-id", Path("org_id"));
const LIMIT: super::Argument = Unasked(Query("limit"));

pub(super) static ROWS: &[Row] = &[
    row(Op::GetCurrentUser, "me", &[]),
    row(Op::ListOrganizations, "orgs list", &[]),
    // Projects
    row(
        Op::ListProjects,
        "projects list",
        &[
            Needed("--org-id", Query("org_id")),
            Yes("--recoverable-only", Query("recoverable")),
            LIMIT,
        ],
    ),
    row(Op::GetProject, "projects get", &[Loose(PROJECT_ID)]),
    row(
        Op::CreateProject,
        "projects create",
        &[
            Opt("--name", Body("/project/name")),
            Opt("--region-id", Body("/project/region_id")),
            Needed("--org-id", Body("/project/org_id")),
            Opt("--pg-version", Body("/project/pg_version")),
            Opt("--database", Body("/project/branch/database_name")),
            Opt("--role", Body("/project/branch/role_name")),
            UNITS,
            PUBLIC,
            VPC,
            HIPAA,
        ],
    ),
    row(
        Op::UpdateProject,
        "ip-allow reset",
        &[
            Places(Body("/project/settings/allowed_ips/ips")),
            PROJECT,
            Sends(
                Body("/project/settings/allowed_ips/protected_branches_only"),
                "false",
            ),
        ],
    ),
    row(
        Op::UpdateProject,
        "projects update",
        &[
            Loose(PROJECT_ID),
            Opt("--name", Body("/project/name")),
            UNITS,
            PUBLIC,
            VPC,
            HIPAA,
            Word(
                "--enable-logical-replication",
                Body("/project/settings/enable_logical_replication"),
                "true",
            ),
        ],
    ),
    row(Op::DeleteProject, "projects delete", &[Loose(PROJECT_ID)]),
    row(Op::RecoverProject, "projects recover", &[Loose(PROJECT_ID)]),
    row(Op::ListOperations, "operations list", &[PROJECT, LIMIT]),
    // Branches
    row(
        Op::ListBranches,
        "branches list",
        &[
            PROJECT,
            LIMIT,
            Unasked(Query("sort_by")),
            Unasked(Query("sort_order")),
        ],
    ),
    row(Op::GetBranch, "branches get", &[THE_BRANCH, PROJECT]),
    row(
        Op::CreateBranch,
        "branches create",
        &[
            PROJECT,
            Needed("--name", Body("/branch/name")),
            Branch(Some("--parent"), Body("/branch/parent_id")),
            Always("--no-compute"),
            Time("--expires-at", Body("/branch/expires_at")),
            Flag("--protected", Body("/branch/protected")),
        ],
    ),
    row(
        Op::CreateBranch,
        "branches create",
        &[
            PROJECT,
            Needed("--name", Body("/branch/name")),
            Branch(Some("--parent"), Body("/branch/parent_id")),
            Needed("--type", Body("/endpoints/0/type")),
            Units(
                Body("/endpoints/0/autoscaling_limit_min_cu"),
                Body("/endpoints/0/autoscaling_limit_max_cu"),
            ),
            Opt(
                "--suspend-timeout",
                Body("/endpoints/0/suspend_timeout_seconds"),
            ),
            Word("--schema-only", Body("/branch/init_source"), "schema-only"),
            Time("--expires-at", Body("/branch/expires_at")),
            Flag("--protected", Body("/branch/protected")),
        ],
    ),
    row(
        Op::UpdateBranch,
        "branches rename",
        &[THE_BRANCH, Loose(Body("/branch/name")), PROJECT],
    ),
    row(
        Op::UpdateBranch,
        "branches set-expiration",
        &[
            THE_BRANCH,
            PROJECT,
            Sends(Body("/branch/expires_at"), "null"),
        ],
    ),
    row(
        Op::UpdateBranch,
        "branches set-expiration",
        &[
            THE_BRANCH,
            PROJECT,
            Needed("--expires-at", Body("/branch/expires_at")),
        ],
    ),
    row(Op::DeleteBranch, "branches delete", &[THE_BRANCH, PROJECT]),
    row(
        Op::SetDefaultBranch,
        "branches set-default",
        &[THE_BRANCH, PROJECT],
    ),
    row(
        Op::RestoreBranch,
        "branches restore",
        &[
            THE_BRANCH,
            PointOf(
                Body("/source_branch_id"),
                Body("/source_lsn"),
                Body("/source_timestamp"),
            ),
            PROJECT,
            Opt("--preserve-under-name", Body("/preserve_under_name")),
        ],
    ),
    row(
        Op::CompareSchema,
        "branches schema-diff",
        &[
            Branch(None, Query("base_branch_id")),
            PointOf(Path("branch_id"), Query("lsn"), Query("timestamp")),
            PROJECT,
            Needed("--database", Query("db_name")),
        ],
    ),
    // No `branches add-compute`: it always names the compute after the id of the branch.
    // Databases and roles
    row(Op::ListDatabases, "databases list", &[PROJECT, BRANCH]),
    row(
        Op::CreateDatabase,
        "databases create",
        &[
            PROJECT,
            BRANCH,
            Needed("--name", Body("/database/name")),
            Needed("--owner-name", Body("/database/owner_name")),
        ],
    ),
    row(
        Op::DeleteDatabase,
        "databases delete",
        &[Loose(Path("database_name")), PROJECT, BRANCH],
    ),
    row(Op::ListRoles, "roles list", &[PROJECT, BRANCH]),
    row(
        Op::CreateRole,
        "roles create",
        &[PROJECT, BRANCH, Needed("--name", Body("/role/name"))],
    ),
    row(
        Op::DeleteRole,
        "roles delete",
        &[Loose(Path("role_name")), PROJECT, BRANCH],
    ),
    // Snapshots
    row(Op::ListSnapshots, "snapshots list", &[PROJECT]),
    row(
        Op::CreateSnapshot,
        "snapshots create",
        &[
            PROJECT,
            BRANCH,
            Opt("--name", Query("name")),
            Opt("--slug", Query("slug")),
            Time("--timestamp", Query("timestamp")),
            Opt("--lsn", Query("lsn")),
            Opt("--expires-at", Query("expires_at")),
        ],
    ),
    row(
        Op::UpdateSnapshot,
        "snapshots update",
        &[
            Place(Path("snapshot_id")),
            PROJECT,
            Opt("--name", Body("/snapshot/name")),
            Null("--clear-expiration", Body("/snapshot/expires_at")),
            Opt("--expires-at", Body("/snapshot/expires_at")),
        ],
    ),
    row(
        Op::DeleteSnapshot,
        "snapshots delete",
        &[Place(Path("snapshot_id")), PROJECT],
    ),
    row(
        Op::RestoreSnapshot,
        "snapshots restore",
        &[
            Place(Path("snapshot_id")),
            PROJECT,
            Opt("--name", Body("/name")),
            Yes("--finalize", Body("/finalize_restore")),
        ],
    ),
    row(
        Op::RestoreSnapshot,
        "snapshots restore",
        &[
            Place(Path("snapshot_id")),
            PROJECT,
            Opt("--name", Body("/name")),
            Branch(Some("--target-branch"), Body("/target_branch_id")),
            Yes("--finalize", Body("/finalize_restore")),
        ],
    ),
    row(
        Op::FinalizeRestore,
        "snapshots finalize",
        &[THE_BRANCH, PROJECT, Opt("--name", Body("/name"))],
    ),
    row(
        Op::GetSnapshotSchedule,
        "snapshots schedule get",
        &[PROJECT, BRANCH],
    ),
    row(
        Op::SetSnapshotSchedule,
        "snapshots schedule set",
        &[PROJECT, BRANCH, Schedule("--schedule", Body("/schedule"))],
    ),
    // Keys
    row(Op::ListApiKeys, "api-keys list", &[]),
    row(
        Op::CreateApiKey,
        "api-keys create",
        &[Needed("--name", Body("/key_name"))],
    ),
    row(
        Op::RevokeApiKey,
        "api-keys revoke",
        &[Place(Path("key_id"))],
    ),
    row(Op::ListOrgApiKeys, "api-keys list", &[ORG]),
    row(
        Op::CreateOrgApiKey,
        "api-keys create",
        &[Needed("--name", Body("/key_name")), ORG],
    ),
    row(
        Op::CreateOrgApiKey,
        "api-keys create",
        &[
            Needed("--name", Body("/key_name")),
            Needed("--project-id", Body("/project_id")),
            // That of the project.
            Unasked(Path("org_id")),
        ],
    ),
    row(
        Op::RevokeOrgApiKey,
        "api-keys revoke",
        &[Place(Path("key_id")), ORG],
    ),
    // VPC endpoints
    row(
        Op::GetOrgVpcEndpoint,
        "vpc endpoint status",
        &[Loose(Path("vpc_endpoint_id")), ORG, REGION],
    ),
    row(
        Op::AssignOrgVpcEndpoint,
        "vpc endpoint assign",
        &[Loose(Path("vpc_endpoint_id")), ORG, REGION, LABEL],
    ),
    row(
        Op::RemoveOrgVpcEndpoint,
        "vpc endpoint remove",
        &[Loose(Path("vpc_endpoint_id")), ORG, REGION],
    ),
    row(Op::ListProjectVpcEndpoints, "vpc project list", &[PROJECT]),
    row(
        Op::AssignProjectVpcEndpoint,
        "vpc project restrict",
        &[Loose(Path("vpc_endpoint_id")), PROJECT, LABEL],
    ),
    row(
        Op::RemoveProjectVpcEndpoint,
        "vpc project remove",
        &[Loose(Path("vpc_endpoint_id")), PROJECT],
    ),
];
