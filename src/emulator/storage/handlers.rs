//! Listing, creating and deleting buckets.

use serde_json::{Value, json};

use crate::emulator::{
    error::Refusal,
    fields::{Fields, required},
    project_scope::ProjectScope,
    request::{Answer, Call, Reply},
    state::World,
    storage::Bucket,
};

pub const WHAT: &str = "object storage is";

impl ProjectScope<'_> {
    /// The bucket in the path.
    pub fn bucket(&self) -> Result<&Bucket, Refusal> {
        let name = self.call.param("bucket_name");
        let mut buckets = self.served_branch(WHAT)?.platform().buckets.iter();
        buckets
            .find(|bucket| bucket.name == name)
            .ok_or_else(no_bucket)
    }

    /// The bucket in the path, for changing.
    pub fn bucket_mut(&mut self) -> Result<&mut Bucket, Refusal> {
        let name = self.call.param("bucket_name");
        let mut buckets = self.served_platform(WHAT)?.buckets.iter_mut();
        buckets
            .find(|bucket| bucket.name == name)
            .ok_or_else(no_bucket)
    }
}

pub fn no_bucket() -> Refusal {
    Refusal::not_found("bucket")
}

/// `GET …/buckets`: with those of ancestors.
pub fn list(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    let mut buckets: Vec<&Bucket> = scope
        .served_branch(WHAT)?
        .platform()
        .buckets
        .iter()
        .collect();
    buckets.sort_by_key(|bucket| &bucket.name);
    let buckets: Vec<Value> = buckets.into_iter().map(Bucket::to_json).collect();
    Reply::ok(json!({ "buckets": buckets }))
}

/// `POST …/buckets`: refused with its own status on a deleted project.
pub fn create(world: &mut World, call: &Call) -> Answer {
    let fields = Fields::read(call)?;
    let name = required("name", fields.sized("name", 1..=255)?)?;
    let level = fields.choice("access_level", &["private", "public_read"])?;
    if world.deleted_project_scope(call).is_ok() {
        return Err(Refusal::new(410, "project has been deleted"));
    }
    let mut scope = world.project_scope(call)?;
    let buckets = &mut scope.served_platform(WHAT)?.buckets;
    if buckets.iter().any(|bucket| bucket.name == name) {
        return Err(Refusal::conflict(format!(
            "bucket \"{name}\" already exists"
        )));
    }
    let bucket = Bucket::new(name, level == Some("public_read"), call.time());
    let body = json!({ "bucket": bucket.to_json() });
    buckets.push(bucket);
    Reply::created(body)
}

/// `DELETE …/buckets/{bucket_name}`: with the objects in it.
pub fn delete(world: &mut World, call: &Call) -> Answer {
    let mut scope = world.project_scope(call)?;
    scope.bucket_mut()?;
    let name = call.param("bucket_name");
    let buckets = &mut scope.served_platform(WHAT)?.buckets;
    buckets.retain(|bucket| bucket.name != name);
    Reply::gone()
}
