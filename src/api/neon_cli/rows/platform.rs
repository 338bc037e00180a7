//! Credentials, buckets, functions and logs.

use super::{
    super::{
        Row,
        argument::{
            Argument::{
                self, Always, Each, Flag, InBucket, Known, Needed, Option as Opt, Place, Sends,
                Unasked,
            },
            Body, Path, Query,
        },
    },
    BRANCH, PROJECT, row,
};
use crate::api::operations::Operation as Op;

/// What a credential may be for, as far as the CLI knows.
const SCOPES: &[&str] = &[
    "storage:read",
    "storage:write",
    "ai_gateway:invoke",
    "functions:invoke",
];
const TOKEN: Argument = Place(Path("token_id"));
const OBJECT: Argument = InBucket(Path("bucket_name"), Path("object_key"));
const TRIGGER: Argument = Place(Path("trigger_id"));
/// The CLI reads it from the trigger.
const KIND: Argument = Unasked(Body("/type"));
const SLUG: Argument = Opt("--function-slug", Body("/function_slug"));
const NAME: Argument = Opt("--name", Body("/name"));
const CRON: Argument = Opt("--cron", Body("/schedule/cron"));
const BUCKET: Argument = Needed("--bucket", Body("/storage_object_created/bucket_name"));
const PATH: Argument = Opt("--function-path", Body("/function_path"));
const ENABLED: Argument = Flag("--enabled", Body("/enabled"));

pub(super) static ROWS: &[Row] = &[
    // Credentials
    row(Op::ListCredentials, "credentials list", &[PROJECT, BRANCH]),
    row(
        Op::CreateCredential,
        "credentials create",
        &[
            PROJECT,
            BRANCH,
            NAME,
            Each("--scope", Body("/scopes"), SCOPES),
            Sends(Body("/principal_type"), "user"),
        ],
    ),
    row(
        Op::RevealCredential,
        "credentials reveal",
        &[TOKEN, PROJECT, BRANCH],
    ),
    row(
        Op::RotateCredential,
        "credentials rotate",
        &[TOKEN, PROJECT, BRANCH],
    ),
    row(
        Op::RevokeCredential,
        "credentials revoke",
        &[TOKEN, PROJECT, BRANCH],
    ),
    // Buckets
    row(Op::ListBuckets, "buckets list", &[PROJECT, BRANCH]),
    row(
        Op::CreateBucket,
        "buckets create",
        &[
            Place(Body("/name")),
            PROJECT,
            BRANCH,
            Known(
                "--access-level",
                Body("/access_level"),
                &["private", "public_read"],
            ),
        ],
    ),
    row(
        Op::DeleteBucket,
        "buckets delete",
        &[Place(Path("bucket_name")), PROJECT, BRANCH],
    ),
    row(
        Op::ListObjects,
        "buckets object list",
        &[
            InBucket(Path("bucket_name"), Query("prefix")),
            PROJECT,
            BRANCH,
            Opt("--cursor", Query("cursor")),
            Opt("--limit", Query("limit")),
            Sends(Query("delimiter"), "/"),
        ],
    ),
    row(
        Op::DownloadObject,
        "buckets object get",
        &[OBJECT, PROJECT, BRANCH],
    ),
    row(
        Op::DeleteObject,
        "buckets object delete",
        &[OBJECT, PROJECT, BRANCH],
    ),
    row(
        Op::DeleteObjectsBelow,
        "buckets object delete",
        &[
            InBucket(Path("bucket_name"), Query("prefix")),
            PROJECT,
            BRANCH,
            Always("--recursive"),
        ],
    ),
    // Functions
    row(
        Op::ListFunctions,
        "functions list",
        &[PROJECT, BRANCH, Unasked(Query("limit"))],
    ),
    row(
        Op::DeleteFunction,
        "functions delete",
        &[Place(Path("slug")), PROJECT, BRANCH],
    ),
    row(
        Op::ListCustomDomains,
        "functions domains list",
        &[PROJECT, BRANCH, Unasked(Query("limit"))],
    ),
    row(
        Op::AddCustomDomain,
        "functions domains register",
        &[
            Place(Body("/domain")),
            PROJECT,
            BRANCH,
            Needed("--slug", Body("/entity_id")),
            Sends(Body("/entity_type"), "function"),
        ],
    ),
    row(
        Op::RemoveCustomDomain,
        "functions domains delete",
        &[Place(Path("domain")), PROJECT, BRANCH],
    ),
    row(Op::ListTriggers, "triggers list", &[PROJECT, BRANCH]),
    row(
        Op::CreateTrigger,
        "triggers create",
        &[
            PROJECT,
            BRANCH,
            SLUG,
            NAME,
            Needed("--cron", Body("/schedule/cron")),
            PATH,
            ENABLED,
            Sends(Body("/type"), "schedule"),
        ],
    ),
    row(
        Op::CreateTrigger,
        "triggers create",
        &[
            PROJECT,
            BRANCH,
            SLUG,
            NAME,
            BUCKET,
            Opt("--prefix", Body("/storage_object_created/prefix")),
            PATH,
            ENABLED,
            Sends(Body("/type"), "storage_object_created"),
        ],
    ),
    row(
        Op::UpdateTrigger,
        "triggers enable",
        &[
            TRIGGER,
            PROJECT,
            BRANCH,
            KIND,
            Sends(Body("/enabled"), "true"),
        ],
    ),
    row(
        Op::UpdateTrigger,
        "triggers disable",
        &[
            TRIGGER,
            PROJECT,
            BRANCH,
            KIND,
            Sends(Body("/enabled"), "false"),
        ],
    ),
    row(
        Op::UpdateTrigger,
        "triggers update",
        &[
            TRIGGER, PROJECT, BRANCH, SLUG, NAME, CRON, PATH, ENABLED, KIND,
        ],
    ),
    // Without a prefix, the CLI keeps that of the trigger.
    row(
        Op::UpdateTrigger,
        "triggers update",
        &[
            TRIGGER,
            PROJECT,
            BRANCH,
            SLUG,
            NAME,
            BUCKET,
            Needed("--prefix", Body("/storage_object_created/prefix")),
            PATH,
            ENABLED,
            KIND,
        ],
    ),
    row(
        Op::DeleteTrigger,
        "triggers delete",
        &[TRIGGER, PROJECT, BRANCH],
    ),
    // Logs
    row(
        Op::QueryLogs,
        "logs query",
        &[
            PROJECT,
            BRANCH,
            Opt("--since", Body("/since")),
            Opt("--start-time", Body("/start_time")),
            Opt("--end-time", Body("/end_time")),
            Needed("--limit", Body("/limit")),
            Opt("--cursor", Body("/cursor")),
            Opt("--sort-order", Body("/sort_order")),
            Opt("--source", Body("/source")),
            Opt("--service-name", Body("/service_name")),
            Opt("--scope-name", Body("/scope_name")),
            Opt("--minimum-severity", Body("/minimum_severity")),
            Opt("--severity-text", Body("/severity_text")),
            Opt("--body-contains", Body("/body_contains")),
            Opt("--trace-id", Body("/trace_id")),
            Opt("--logql", Body("/logql")),
        ],
    ),
    row(Op::ListLogFields, "logs fields", &[PROJECT, BRANCH]),
    row(
        Op::ListLogFieldValues,
        "logs field-values",
        &[
            Place(Path("field_name")),
            PROJECT,
            BRANCH,
            Opt("--since", Query("since")),
            Opt("--source", Query("source")),
        ],
    ),
];
