//! Object storage, functions and logs of a branch.

use super::{Route, delete, get, patch, post};
use crate::emulator::{
    custom_domains::handlers as domains,
    functions::handlers as functions,
    logs::handlers as logs,
    platform::handlers as platform,
    storage::{handlers as buckets, objects, transfer},
    triggers::handlers as triggers,
};

pub const ROUTES: &[Route] = &[
    get("/storage", platform::storage),
    get("/ai_gateway", platform::ai_gateway),
    get("/buckets", buckets::list),
    post("/buckets", buckets::create),
    delete("/buckets/{bucket_name}", buckets::delete),
    get("/buckets/{bucket_name}/objects", objects::list),
    delete(
        "/buckets/{bucket_name}/objects-by-prefix",
        objects::delete_below,
    ),
    delete(
        "/buckets/{bucket_name}/objects/{object_key}",
        objects::delete,
    ),
    get(
        "/buckets/{bucket_name}/objects/{object_key}/download",
        objects::download,
    ),
    post(
        "/buckets/{bucket_name}/objects/{object_key}/presign",
        transfer::presign,
    ),
    get("/functions", functions::list),
    get("/functions/{slug}", functions::get),
    patch("/functions/{slug}", functions::update),
    delete("/functions/{slug}", functions::delete),
    post("/functions/{slug}/deployments", functions::deploy),
    get("/triggers", triggers::list),
    post("/triggers", triggers::create),
    get("/triggers/{trigger_id}", triggers::get),
    patch("/triggers/{trigger_id}", triggers::update),
    delete("/triggers/{trigger_id}", triggers::delete),
    get("/custom-domains", domains::list),
    post("/custom-domains", domains::register),
    delete("/custom-domains/{domain}", domains::delete),
    post("/logs/query", logs::query),
    get("/logs/fields", logs::fields),
    get("/logs/fields/{field_name}/values", logs::values),
];
