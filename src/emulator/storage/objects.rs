//! Listing, downloading and deleting objects.

use serde_json::{Value, json};

use crate::emulator::{
    error::Refusal,
    page::{self, from_hex, to_hex},
    request::{Answer, Call, Reply},
    state::World,
    storage::{LONGEST_KEY, Object},
};

pub fn no_object() -> Refusal {
    Refusal::not_found("object")
}

/// `GET …/buckets/{bucket_name}/objects`: with a delimiter, keys that contain it are collapsed to folders.
pub fn list(world: &mut World, call: &Call) -> Answer {
    let query = &call.query;
    let limit = page::limit(call, 1_000, 1_000)?;
    let (prefix, delimiter) = (
        query.get("prefix").unwrap_or_default(),
        query.get("delimiter"),
    );
    let after = query
        .get("cursor")
        .map(|cursor| from_hex(cursor).ok_or_else(|| Refusal::bad_request("invalid cursor")));
    let after = after.transpose()?;
    let scope = world.project_scope(call)?;
    let (mut folders, mut objects) = (Vec::<&str>::new(), Vec::<Value>::new());
    let (mut last, mut more) = ("", false);
    for object in scope.bucket()?.objects() {
        let Some(rest) = object.key.strip_prefix(prefix) else {
            continue;
        };
        let folder = delimiter.and_then(|delimiter| {
            let end = prefix.len() + rest.find(delimiter)? + delimiter.len();
            object.key.get(..end)
        });
        let item = folder.unwrap_or(&object.key);
        if after.as_deref().is_some_and(|after| item <= after) || folders.last() == Some(&item) {
            continue;
        }
        more = folders.len() + objects.len() == limit;
        if more {
            break;
        }
        last = item;
        match folder {
            Some(folder) => folders.push(folder),
            None => objects.push(object.to_json()),
        }
    }
    let mut body = json!({
        "folders": folders, "objects": objects, "prefix": prefix, "is_truncated": more,
    });
    if let Some(fields) = body.as_object_mut().filter(|_| more) {
        fields.insert("next_cursor".to_owned(), to_hex(last.as_bytes()).into());
    }
    Reply::ok(body)
}

/// `GET …/objects/{object_key}/download`
pub fn download(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    let object = scope.bucket()?.object(call.param("object_key"));
    object.map(bytes).ok_or_else(no_object)
}

/// The answer with the bytes of an object.
pub fn bytes(object: &Object) -> Reply {
    Reply {
        status: 200,
        body: Some(object.bytes()),
        etag: Some(object.etag.clone()),
        ..Reply::default()
    }
}

/// `DELETE …/objects/{object_key}`
pub fn delete(world: &mut World, call: &Call) -> Answer {
    let mut scope = world.project_scope(call)?;
    if scope.bucket_mut()?.remove(call.param("object_key")) {
        return Reply::gone();
    }
    Err(no_object())
}

/// `DELETE …/buckets/{bucket_name}/objects-by-prefix`: deletes a folder, but nothing that is inherited.
pub fn delete_below(world: &mut World, call: &Call) -> Answer {
    let prefix = call.query.required("prefix")?;
    let long = prefix.len() > LONGEST_KEY;
    if long || !prefix.ends_with('/') || prefix.contains(char::is_control) {
        return Err(Refusal::bad_request(
            "prefix must end with \"/\", be at most 1024 bytes long and contain no control characters",
        ));
    }
    let mut scope = world.project_scope(call)?;
    let deleted = scope.bucket_mut()?.remove_below(prefix);
    Reply::ok(json!({ "deleted": deleted }))
}
