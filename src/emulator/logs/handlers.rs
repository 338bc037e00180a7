//! Querying logs, and what their fields contain.

use serde_json::{Value, json};

use super::{
    FIELDS, Record, SOURCES, Window,
    query::{Filter, invalid},
    records,
};
use crate::emulator::{
    clock::shifted,
    error::Refusal,
    fields::Fields,
    ids::hash,
    page,
    platform::{handlers::refusal_with_reason, serves},
    request::{Answer, Call, Reply},
    state::World,
    time::Time,
};

/// All records of the branch in the path, oldest first. There are none where there is no platform.
fn of_branch(world: &mut World, call: &Call, window: Window) -> Result<Vec<Record>, Refusal> {
    let off = |reason: &str| {
        let message = "logs are not available for this branch";
        refusal_with_reason(404, "LOGS_NOT_AVAILABLE", message, reason)
    };
    let missing = |refusal: Refusal| match refusal.status {
        404 => off("branch_not_found"),
        _ => refusal,
    };
    let scope = world.project_scope(call).map_err(missing)?;
    let branch = scope.branch().map_err(missing)?;
    if !serves(&scope.project.region_id) {
        return Err(off("telemetry_not_enabled"));
    }
    // Nothing is known of the future.
    let window = Window {
        to: window.to.min(call.time()),
        ..window
    };
    Ok(records(scope.project, branch, window))
}

/// All records of the longest possible window.
fn of_week(world: &mut World, call: &Call) -> Result<Vec<Record>, Refusal> {
    let window = Window {
        from: Time(shifted(call.now, -7 * 86_400)),
        to: call.time(),
    };
    of_branch(world, call, window)
}

/// A page of a query: a cursor repeats its window, which may have no fixed end otherwise.
struct Page {
    window: Window,
    /// How many records come before it.
    from: usize,
}

impl Page {
    /// Reads a cursor, which must be of the same query.
    fn read(cursor: &str, query: u64) -> Option<Self> {
        let mut parts = cursor.split('.');
        let mut number = || i64::from_str_radix(parts.next()?, 16).ok();
        let moment = |nanoseconds: i64| {
            let at = jiff::Timestamp::from_nanosecond(nanoseconds.into());
            at.ok().map(Time)
        };
        let same = number()? as u64 == query >> 1;
        let page = Self {
            window: Window {
                from: moment(number()?)?,
                to: moment(number()?)?,
            },
            from: usize::try_from(number()?).ok()?,
        };
        (same && parts.next().is_none()).then_some(page)
    }

    fn cursor(&self, query: u64, from: usize) -> String {
        let moment = |at: Time| at.0.as_nanosecond() as i64;
        let Window { from: start, to } = self.window;
        let (start, to) = (moment(start), moment(to));
        format!("{:x}.{start:x}.{to:x}.{from:x}", query >> 1)
    }
}

/// `POST …/logs/query`: only reads.
pub fn query(world: &mut World, call: &Call) -> Answer {
    let fields = Fields::read(call)?;
    let limit = fields.number("limit", 1..=1_000)?.unwrap_or(100) as usize;
    let order = fields.choice("sort_order", &["asc", "desc"])?;
    let window = Window::read(
        fields.text("since")?,
        fields.text("start_time")?,
        fields.text("end_time")?,
        3_600,
        call.time(),
    )?;
    let filter = Filter::read(&fields)?;
    let same = hash(&format!(
        "{}\n{}",
        call.path,
        fields.without(&["cursor", "limit"])
    ));
    let page = match fields.text("cursor")?.filter(|cursor| !cursor.is_empty()) {
        None => Page { window, from: 0 },
        Some(cursor) => {
            let message = "the cursor is malformed or belongs to another query";
            Page::read(cursor, same).ok_or_else(|| invalid("invalid_cursor", message))?
        }
    };
    let mut found = of_branch(world, &call.as_read(), page.window)?;
    found.retain(|record| filter.accepts(record));
    if order != Some("asc") {
        found.reverse();
    }
    let logs: Vec<Value> = found
        .iter()
        .skip(page.from)
        .take(limit)
        .map(Record::to_json)
        .collect();
    let next = page.from + logs.len();
    let more = next < found.len();
    let mut body = json!({ "logs": logs, "is_truncated": more });
    if let Some(fields) = body.as_object_mut().filter(|_| more) {
        fields.insert("next_cursor".to_owned(), page.cursor(same, next).into());
    }
    Reply::ok(body)
}

/// The values of a field, each once and in order.
fn distinct(found: &[Record], name: &str) -> Vec<String> {
    let values = found.iter().filter_map(|record| record.field(name));
    let mut values: Vec<&str> = values.collect();
    values.sort_unstable();
    values.dedup();
    values.into_iter().map(str::to_owned).collect()
}

/// `GET …/logs/fields`: those that occur in the longest possible window.
pub fn fields(world: &mut World, call: &Call) -> Answer {
    let found = of_week(world, call)?;
    let fields = FIELDS.iter().map(|(_, name)| *name);
    let fields: Vec<&str> = fields.filter(|_| !found.is_empty()).collect();
    Reply::ok(json!({ "fields": fields }))
}

/// `GET …/logs/fields/{field_name}/values`
pub fn values(world: &mut World, call: &Call) -> Answer {
    let query = &call.query;
    let limit = page::limit(call, 1_000, 1_000)?;
    let source = query.choice("source", &SOURCES)?;
    let window = Window::read(
        query.get("since"),
        query.get("start_time"),
        query.get("end_time"),
        6 * 3_600,
        call.time(),
    )?;
    let mut found = of_branch(world, call, window)?;
    let name = call.param("field_name");
    let written = !found.is_empty() || !of_week(world, call)?.is_empty();
    let field = FIELDS.iter().find(|(_, listed)| *listed == name);
    let Some((field, _)) = field.filter(|_| written) else {
        let message = format!("there is no log field \"{name}\" on this branch");
        return Err(invalid("unknown_field", &message));
    };
    found.retain(|record| source.is_none() || record.field("source") == source);
    let mut values = distinct(&found, field);
    let more = values.len() > limit;
    values.truncate(limit);
    Reply::ok(json!({ "values": values, "is_truncated": more }))
}
