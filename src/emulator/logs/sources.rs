//! What computes, buckets and functions write.

use serde_json::json;

use super::{Record, Window, one};
use crate::emulator::{
    branches::Branch,
    clock::shifted,
    endpoints::{Endpoint, State},
    functions::Function,
    ids::{Mint, hash},
    operations::{Operation, Status},
    projects::Project,
    storage::{Bucket, Object},
    time::Time,
    triggers::{Trigger, When},
};

type Add<'a> = &'a mut dyn FnMut(Record);

const INFO: (i64, &str) = (9, "INFO");
const LOG: (i64, &str) = (9, "LOG");
const ERROR: (i64, &str) = (17, "ERROR");

/// A record of Postgres.
fn postgres(endpoint: &str, at: Time, severity: (i64, &'static str), message: String) -> Record {
    Record {
        at,
        message,
        source: "pg_endpoint",
        entity: endpoint.to_owned(),
        service: "postgres".to_owned(),
        scope: "postgres",
        severity,
        trace: None,
        attributes: json!({}),
    }
}

pub fn computes(project: &Project, branch: &Branch, window: Window, add: Add) {
    for operation in &project.operations {
        let of_branch = operation.branch_id.as_ref() == Some(&branch.id);
        // Operations take no longer than that.
        let near = shifted(window.from.0, -3_600) <= operation.created_at.0;
        if of_branch && near {
            of_operation(project, operation, add);
        }
    }
    for endpoint in project.endpoints_of(&branch.id) {
        let started = endpoint.started_at;
        if let Some(started) = started.filter(|_| endpoint.current_state == State::Active) {
            while_running(branch, endpoint, window, started, add);
        }
    }
}

/// What Postgres says while it is started, stopped or configured.
fn of_operation(project: &Project, operation: &Operation, add: Add) {
    let Some(endpoint) = &operation.endpoint_id else {
        return;
    };
    let (begin, end) = (operation.created_at, operation.updated_at);
    let mut log = |at, text: &str| add(postgres(endpoint, at, LOG, text.to_owned()));
    match (operation.status, operation.action.as_str()) {
        (Status::Finished, "start_compute") => {
            let version = project.pg_version;
            log(
                begin,
                &format!("starting PostgreSQL {version} on x86_64-pc-linux-gnu, 64-bit"),
            );
            log(begin, "listening on IPv4 address \"0.0.0.0\", port 5432");
            log(end, "database system is ready to accept connections");
        }
        (Status::Finished, "suspend_compute") => {
            log(begin, "received fast shutdown request");
            log(end, "database system is shut down");
        }
        (Status::Finished, "apply_config") => {
            log(end, "received SIGHUP, reloading configuration files");
        }
        (Status::Failed, action) => {
            let error = operation.error.as_deref().unwrap_or("unknown error");
            let mut record = postgres(endpoint, end, ERROR, format!("{action} failed: {error}"));
            record.attributes = one("operation_id", &operation.id);
            add(record);
        }
        _ => {}
    }
}

/// What a running Postgres says: checkpoints, and now and then something about its clients.
fn while_running(branch: &Branch, endpoint: &Endpoint, window: Window, since: Time, add: Add) {
    let database = branch.databases.first().map(|database| &database.name);
    let user = branch.roles.first().map(|role| &role.name);
    for at in window.every(300, since) {
        let number = hash(&format!("{}/{at}", endpoint.id));
        let pages = number % 900;
        let mut say = |after: i64, severity, message: String| {
            let at = Time(shifted(at.0, after));
            let mut record = postgres(&endpoint.id, at, severity, message);
            if after > 60 {
                record.attributes = json!({ "database": database, "user": user });
            }
            add(record);
        };
        say(0, LOG, "checkpoint starting: time".to_owned());
        let share = pages as f64 / 164.0;
        say(
            40,
            LOG,
            format!("checkpoint complete: wrote {pages} buffers ({share:.1}%)"),
        );
        let (severity, message) = match number % 97 {
            0 => (
                (21, "FATAL"),
                "remaining connection slots are reserved for roles with the SUPERUSER attribute",
            ),
            1..6 => (
                ERROR,
                "duplicate key value violates unique constraint \"orders_pkey\"",
            ),
            6..12 => (
                (13, "WARNING"),
                "there is already a transaction in progress",
            ),
            12..40 => (
                LOG,
                "duration: 412.803 ms  statement: SELECT * FROM orders ORDER BY created_at DESC",
            ),
            40..60 => ((5, "DEBUG"), "autovacuum: processing database"),
            _ => continue,
        };
        say(61 + (number % 200) as i64, severity, message.to_owned());
    }
}

pub fn buckets(branch: &Branch, window: Window, add: Add) {
    for bucket in &branch.platform().buckets {
        for object in bucket.objects() {
            if !object.inherited {
                add(of_object(branch, bucket, object, "PUT", object.modified));
            }
            // Those of a seed have readers.
            if !object.is_uploaded() && !object.inherited {
                let hours = window.every(3_600, object.modified);
                let read = |at: &Time| hash(&format!("{}/{at}", object.key)).is_multiple_of(4);
                for at in hours.filter(read) {
                    add(of_object(branch, bucket, object, "GET", at));
                }
            }
        }
    }
}

/// A record about an object. Its body has fields, in the order of their names.
fn of_object(branch: &Branch, bucket: &Bucket, object: &Object, verb: &str, at: Time) -> Record {
    let body = json!({
        "bucket": bucket.name,
        "bytes": object.size,
        "http_status": 200,
        "object_key": object.key,
        "operation": verb,
    });
    Record {
        at,
        message: body.to_string(),
        source: "storage",
        entity: branch.id.to_string(),
        service: "storage".to_owned(),
        scope: "s3",
        severity: INFO,
        trace: None,
        attributes: json!({}),
    }
}

/// A record of a function.
fn of_function(function: &Function, at: Time, message: String) -> Record {
    Record {
        at,
        message,
        source: "function",
        entity: function.id.clone(),
        service: function.slug.to_string(),
        scope: "runtime",
        severity: INFO,
        trace: None,
        attributes: json!({}),
    }
}

/// The record of a call.
fn of_call(function: &Function, at: Time, message: String) -> Record {
    let mut record = of_function(function, at, message);
    let number = hash(&format!("{}/{at}", function.id));
    record.scope = "http";
    record.trace = Some(Mint::new(number).uuid().replace('-', ""));
    record
}

pub fn functions(branch: &Branch, window: Window, add: Add) {
    for function in &branch.platform().functions {
        if function.inherited {
            continue;
        }
        for deployment in &function.deployments {
            let (id, end) = (deployment.id, deployment.ends_at());
            let text = format!("deployment {id} is waiting to be built");
            add(of_function(function, deployment.created_at, text));
            let (severity, text) = match deployment.error {
                Some(error) => (ERROR, format!("deployment {id} failed: {error}")),
                None => (INFO, format!("deployment {id} serves")),
            };
            let mut record = of_function(function, end, text);
            record.severity = severity;
            add(record);
        }
        let Some(serves) = function.deployments.first() else {
            continue;
        };
        let serves = serves.ends_at();
        if function.busy {
            calls(function, window, serves, add);
        }
        let triggers = branch.platform().triggers.iter();
        let own = triggers.filter(|one| one.enabled && one.function == function.slug);
        for trigger in own {
            triggered(branch, function, trigger, window, serves, add);
        }
    }
}

/// The calls of a function of a seed.
fn calls(function: &Function, window: Window, serves: Time, add: Add) {
    for at in window.every(300, serves) {
        let number = hash(&format!("{}/{at}", function.slug));
        let (status, severity) = match number % 41 {
            0 => (500, ERROR),
            1..4 => (404, (13, "WARN")),
            _ => (200, INFO),
        };
        let duration = 8 + number % 240;
        let text = format!("POST / {status} in {duration} ms");
        let at = Time(shifted(at.0, (number % 290) as i64));
        let mut record = of_call(function, at, text);
        record.severity = severity;
        record.attributes = json!({ "http.status_code": status, "duration_ms": duration });
        add(record);
    }
}

/// The calls by a trigger.
fn triggered(
    branch: &Branch,
    function: &Function,
    trigger: &Trigger,
    window: Window,
    serves: Time,
    add: Add,
) {
    let since = trigger.since.max(serves);
    let mut call = |at: Time| {
        if at < since {
            return;
        }
        let text = format!("called by trigger \"{}\" at {}", trigger.name, trigger.path);
        let mut record = of_call(function, at, text);
        record.attributes = one("trigger_id", &trigger.id);
        add(record);
    };
    match &trigger.when {
        When::Schedule(cron) => {
            let mut from = Time(shifted(window.from.max(since).0, -1));
            while let Some(next) = cron.after(from).filter(|next| *next < window.to) {
                call(next);
                from = next;
            }
        }
        When::Stored { bucket, prefix } => {
            let mut buckets = branch.platform().buckets.iter();
            let watched = buckets.find(|one| one.name == *bucket);
            let objects = watched.map_or(&[][..], Bucket::objects).iter();
            let matching = objects.filter(|one| !one.inherited && one.key.starts_with(prefix));
            matching.for_each(|object| call(object.modified));
        }
    }
}
