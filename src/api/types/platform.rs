//! What a branch has besides Postgres: object storage, functions with their triggers and domains, the AI gateway.

use super::{
    ids::ids,
    lenient::{answer, record},
    time::Time,
};
use crate::api::secret::ConnectionUri;
use compact_str::CompactString;
use serde_json::Value;
use std::collections::BTreeMap;

ids! {
    /// The name of a bucket, which is its identity on its branch.
    BucketName,
    /// The key of an object; that of a folder ends with a slash.
    ObjectKey,
    /// The slug of a function, which is its identity on its branch.
    FunctionSlug,
    /// A trigger of a function, a UUID.
    TriggerId,
    /// A custom domain of a function.
    DomainName,
}

record! {
    /// Where the S3 protocol reaches the buckets of a branch.
    pub struct Storage [by s3_endpoint] {
        pub s3_endpoint: CompactString,
        pub region: CompactString,
        pub force_path_style: Option<bool>,
    }

    /// Where requests for language models go.
    pub struct AiGateway [by base_url] {
        pub base_url: CompactString,
    }

    /// A bucket of a branch.
    pub struct Bucket [by name] {
        pub name: BucketName,
        /// `private` or `public_read`.
        pub access_level: CompactString,
        pub created_at: Option<Time>,
    }

    /// An object of a bucket, or a folder: what the keys of several begin with.
    pub struct BucketObject [by key] {
        pub key: ObjectKey,
        pub size: Option<u64>,
        pub last_modified: Option<Time>,
        pub etag: CompactString,
    }

    /// A function of a branch.
    pub struct NeonFunction [by slug] {
        pub slug: FunctionSlug,
        pub id: CompactString,
        /// The slug, if it has none.
        pub name: CompactString,
        /// Empty if nothing serves it.
        pub invocation_url: CompactString,
        /// The newest one, built or not.
        pub current_deployment: Option<Deployment>,
        /// The one that serves.
        pub active_deployment: Option<Deployment>,
        pub created_at: Option<Time>,
    }

    /// A version of a function.
    pub struct Deployment {
        pub id: i64,
        /// `pending`, `building`, `completed` or `failed`.
        pub status: CompactString,
        pub memory_mib: Option<i64>,
        pub runtime: CompactString,
        pub created_at: Option<Time>,
        /// The names of its variables; Neon never tells their values.
        pub environment: Vec<CompactString>,
        /// Why it has failed.
        pub error: CompactString,
    }

    /// What calls a function: the clock, or an object that is stored.
    pub struct Trigger [by trigger_id] {
        pub trigger_id: TriggerId,
        /// `schedule` or `storage_object_created`.
        pub r#type: CompactString,
        pub name: CompactString,
        pub function_slug: FunctionSlug,
        /// The path that is called.
        pub function_path: CompactString,
        /// `cron`: five numbers, in UTC.
        pub schedule: Option<Value>,
        /// `bucket_name`, and perhaps `prefix`.
        pub storage_object_created: Option<Value>,
        pub enabled: Option<bool>,
        pub next_run_at: Option<Time>,
        /// Whether it is as on an ancestor of the branch.
        pub inherited: Option<bool>,
    }

    /// A domain of the user that leads to a function.
    pub struct CustomDomain [by domain] {
        pub domain: DomainName,
        /// The slug of the function.
        pub entity_id: FunctionSlug,
        /// Where its CNAME has to point.
        pub cname_target: CompactString,
        /// `pending`, `active` or `error`.
        pub status: CompactString,
        pub dns_status: CompactString,
        pub binding_status: CompactString,
        pub status_reason: CompactString,
    }
}

answer! {
    /// Object storage of a branch.
    pub struct StorageAnswer [bare storage] {
        pub storage: Storage,
    }

    /// The AI gateway of a branch.
    pub struct AiGatewayAnswer [bare gateway] {
        pub gateway: AiGateway,
    }

    pub struct BucketList [needs buckets] {
        pub buckets: Vec<Bucket>,
    }

    /// A page of the objects of a bucket.
    pub struct ObjectPage [needs objects] {
        /// What keys with the delimiter begin with.
        pub folders: Vec<CompactString>,
        pub objects: Vec<BucketObject>,
        /// Empty on the last page.
        pub next_cursor: CompactString,
    }

    /// A URL that transfers one object without other credentials.
    pub struct Presigned [needs url] {
        /// Whoever has it may do that. Never serialized.
        pub url: ConnectionUri,
        /// What has to be sent with it.
        pub headers: BTreeMap<String, String>,
        pub expires_at: Option<Time>,
    }

    /// A deployment that was begun.
    pub struct Deployed [needs deployment] {
        pub deployment: Option<Deployment>,
    }

    pub struct FunctionList [needs functions] {
        pub functions: Vec<NeonFunction>,
    }

    pub struct TriggerList [needs triggers] {
        pub triggers: Vec<Trigger>,
    }

    pub struct CustomDomainList [needs custom_domains] {
        pub custom_domains: Vec<CustomDomain>,
    }
}

#[cfg(test)]
mod tests {
    use crate::api::{Answer, Operation};

    #[test]
    fn a_deployment_whose_time_cannot_be_read_takes_nothing_else_along() {
        let body = r#"{ "functions": [
            { "slug": "a", "current_deployment": { "id": 4, "status": "completed", "created_at": "soon" },
              "active_deployment": { "id": 3, "status": "completed", "created_at": 7 } },
            { "slug": "b" }
        ] }"#;
        let Ok(Answer::ListFunctions(list)) = Answer::decode(Operation::ListFunctions, 200, body)
        else {
            panic!("unreadable")
        };
        assert_eq!(list.functions.len(), 2);
        let newest = list.functions[0].current_deployment.as_ref().unwrap();
        assert_eq!(
            (newest.id, newest.status.as_str(), newest.created_at),
            (4, "completed", None)
        );
        assert_eq!(list.functions[0].active_deployment.as_ref().unwrap().id, 3);
    }
}
