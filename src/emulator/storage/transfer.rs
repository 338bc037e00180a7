//! Presigned URLs: they lead to this emulator and let anybody who knows them store or read one object for some time.
//!
//! `http://127.0.0.1:PORT/s3/{project_id}/{branch_id}/{bucket_name}/{object_key}?X-Amz-…`

use std::sync::LazyLock;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::emulator::{
    clock::shifted,
    error::Refusal,
    fields::{Fields, required, wrong},
    ids::hash,
    request::{Answer, Call, Query, Reply},
    shared::Incoming,
    state::World,
    storage::{
        Bucket, LONGEST_KEY, Object,
        handlers::no_bucket,
        objects::{bytes, no_object},
    },
    time::Time,
};

/// The beginning of their paths.
pub const BASE: &str = "/s3/";

/// The characters of keys that are not escaped.
const SAFE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'/');

/// What is signed, besides the time.
struct Signed<'a> {
    method: &'a str,
    path: &'a str,
    /// Seconds that it stays valid.
    expires: &'a str,
    /// Empty if it is not bound to one.
    content_type: &'a str,
}

impl Signed<'_> {
    /// Neither strong nor meant to be: there is nothing but a demo behind it.
    fn signature(&self, date: &str) -> String {
        static SECRET: LazyLock<u64> = LazyLock::new(|| fastrand::u64(..));
        let Self {
            method,
            path,
            expires,
            content_type,
        } = self;
        let secret = *SECRET;
        let text = format!("{secret}\n{method}\n{path}\n{date}\n{expires}\n{content_type}");
        format!("{:016x}{:016x}", hash(&text), hash(&(text + "\n")))
    }
}

/// `POST …/objects/{object_key}/presign`: for a download, the caller only needs to read.
pub fn presign(world: &mut World, call: &Call) -> Answer {
    let fields = Fields::read(call)?;
    let operation = required(
        "operation",
        fields.choice("operation", &["upload", "download"])?,
    )?;
    let content_type = fields.text("content_type")?;
    let expires = fields.number("expires_in_seconds", 1..=604_800)?;
    let expires = expires.unwrap_or(900);
    let key = call.param("object_key");
    if key.len() > LONGEST_KEY {
        return Err(wrong("object_key", "length must be from 1 to 1024"));
    }
    let uploads = operation == "upload";
    let call = &if uploads {
        call.clone()
    } else {
        call.as_read()
    };
    let scope = world.project_scope(call)?;
    let bucket = scope.bucket()?;
    let part = |text| utf8_percent_encode(text, SAFE);
    let path = format!(
        "{BASE}{}/{}/{}/{}",
        scope.project.id,
        call.param("branch_id"),
        part(&bucket.name).to_string().replace('/', "%2F"),
        part(key),
    );
    let content_type = content_type.filter(|kind| uploads && !kind.is_empty());
    let signed = Signed {
        method: if uploads { "PUT" } else { "GET" },
        path: &path,
        expires: &expires.to_string(),
        content_type: content_type.unwrap_or_default(),
    };
    let date = call.now.strftime("%Y%m%dT%H%M%SZ").to_string();
    let bound = content_type.map_or("host", |_| "content-type%3Bhost");
    let url = format!(
        "http://{}{path}?X-Amz-Date={date}&X-Amz-Expires={expires}&X-Amz-SignedHeaders={bound}&X-Amz-Signature={}",
        call.host,
        signed.signature(&date),
    );
    let mut headers = Map::new();
    if let Some(kind) = content_type {
        headers.insert("Content-Type".to_owned(), Value::from(kind));
    }
    Reply::ok(json!({
        "url": url,
        "method": signed.method,
        "headers": headers,
        "expires_at": Time(shifted(call.now, expires)),
    }))
}

/// Answers a request to a presigned URL, or to an object of a public bucket.
pub fn answer(world: &mut World, request: &Incoming, now: jiff::Timestamp) -> Answer {
    let now = Time(now);
    let decode = |text| Some(percent_decode_str(text).decode_utf8().ok()?.into_owned());
    let mut parts = request
        .path
        .strip_prefix(BASE)
        .unwrap_or_default()
        .splitn(4, '/');
    let [project, branch, bucket, key] = [(); 4].map(|()| parts.next().and_then(decode));
    let (Some(project), Some(branch), Some(bucket), Some(key)) = (project, branch, bucket, key)
    else {
        return Err(no_object());
    };
    let known = world.projects.get_mut(project.as_str());
    let known = known.filter(|project| project.deleted_at.is_none());
    let project = known.ok_or_else(no_bucket)?;
    project.settle(now);
    let branch = project.branch_mut(&branch)?;
    let mut buckets = branch.platform_mut().buckets.iter_mut();
    let found = buckets.find(|one| one.name == bucket);
    let bucket = found.ok_or_else(no_bucket)?;
    check(request, bucket, now)?;
    match request.method.as_str() {
        "PUT" if key.is_empty() || key.len() > LONGEST_KEY => {
            Err(Refusal::bad_request("invalid object key").code("KeyTooLongError"))
        }
        "PUT" => {
            let object = Object::new(&key, request.body.clone(), now);
            let etag = Some(object.etag.clone());
            bucket.put(object);
            Ok(Reply {
                status: 200,
                etag,
                ..Reply::default()
            })
        }
        _ => bucket.object(&key).map(bytes).ok_or_else(no_object),
    }
}

/// Refuses requests that are not signed, or no longer.
fn check(request: &Incoming, bucket: &Bucket, now: Time) -> Result<(), Refusal> {
    let query = Query::parse(&request.query);
    let method = match request.method.as_str() {
        "HEAD" => "GET",
        method => method,
    };
    let get = |name| query.get(name).unwrap_or_default();
    let signature = get("X-Amz-Signature");
    if signature.is_empty() && bucket.public && method == "GET" {
        return Ok(());
    }
    let bound = get("X-Amz-SignedHeaders").contains("content-type");
    let signed = Signed {
        method,
        path: &request.path,
        expires: get("X-Amz-Expires"),
        content_type: match bound {
            true => request.content_type.as_deref().unwrap_or_default(),
            false => "",
        },
    };
    let date = get("X-Amz-Date");
    if signature != signed.signature(date) {
        return Err(Refusal::forbidden("the request is not what was signed").code("AccessDenied"));
    }
    let ends = time(date)
        .zip(signed.expires.parse().ok())
        .map(|(date, seconds)| Time(shifted(date.0, seconds)));
    if ends.is_none_or(|ends| ends <= now) {
        return Err(Refusal::forbidden("the presigned URL has expired").code("AccessDenied"));
    }
    Ok(())
}

/// The time in a signature: `20261120T103000Z`.
fn time(text: &str) -> Option<Time> {
    let part = |from, to| text.get(from..to);
    let (date, clock) = (part(0, 8)?, part(8, 16)?);
    let [year, month, day] = [date.get(..4)?, date.get(4..6)?, date.get(6..)?];
    let [hour, minute, second] = [clock.get(1..3)?, clock.get(3..5)?, clock.get(5..7)?];
    Time::parse(&format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z"))
}
