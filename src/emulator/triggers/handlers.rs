//! Listing, creating, changing and deleting triggers.

use serde_json::{Value, json};

use crate::emulator::{
    error::Refusal,
    fields::{Fields, required, wrong},
    functions::handlers::no_function,
    platform::Platform,
    project_scope::ProjectScope,
    request::{Answer, Call, Reply},
    state::World,
    storage::{LONGEST_KEY, handlers::no_bucket},
    time::Time,
    triggers::{Trigger, When, cron::Cron},
};

const WHAT: &str = "platform functions are";
const KINDS: [&str; 2] = ["schedule", "storage_object_created"];

impl ProjectScope<'_> {
    /// The trigger in the path.
    fn trigger(&self) -> Result<&Trigger, Refusal> {
        let id = self.call.param("trigger_id");
        let mut triggers = self.served_branch(WHAT)?.platform().triggers.iter();
        triggers
            .find(|trigger| trigger.id == id)
            .ok_or_else(|| Refusal::new(404, "function trigger not visible on branch"))
    }
}

fn answer(trigger: &Trigger, now: Time) -> Value {
    json!({ "trigger": trigger.to_json(now) })
}

/// `GET …/triggers`: in the order of their ids.
pub fn list(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    let mut triggers: Vec<&Trigger> = scope
        .served_branch(WHAT)?
        .platform()
        .triggers
        .iter()
        .collect();
    triggers.sort_by_key(|trigger| &trigger.id);
    let triggers = triggers
        .into_iter()
        .map(|trigger| trigger.to_json(call.time()));
    let triggers: Vec<Value> = triggers.collect();
    Reply::ok(json!({ "triggers": triggers }))
}

/// `GET …/triggers/{trigger_id}`
pub fn get(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    Reply::ok(answer(scope.trigger()?, call.time()))
}

/// What a request says about a trigger.
struct Change<'a> {
    kind: &'a str,
    name: Option<&'a str>,
    function: Option<&'a str>,
    path: Option<&'a str>,
    when: Option<When>,
    enabled: Option<bool>,
}

impl<'a> Change<'a> {
    fn read(fields: &'a Fields) -> Result<Self, Refusal> {
        let kind = required("type", fields.choice("type", &KINDS)?)?;
        let path = fields.sized("function_path", 1..=LONGEST_KEY)?;
        if path.is_some_and(|path| !path.starts_with('/')) {
            return Err(wrong("function_path", "value must begin with \"/\""));
        }
        let name = fields.sized("name", 1..=255)?;
        if name.is_some_and(|name| name.trim().is_empty()) {
            return Err(wrong("name", "value must not be blank"));
        }
        Ok(Self {
            kind,
            name,
            function: fields.sized("function_slug", 1..=63)?,
            path,
            when: fields
                .object(kind)?
                .map(|when| read_when(kind, &when))
                .transpose()?,
            enabled: fields.flag("enabled")?,
        })
    }

    /// Refuses names that are taken, and functions and buckets that are not there.
    fn check(&self, platform: &Platform, id: &str) -> Result<(), Refusal> {
        let mut triggers = platform.triggers.iter();
        let taken =
            |trigger: &Trigger| trigger.id != id && Some(trigger.name.as_str()) == self.name;
        if let Some(taken) = triggers.find(|trigger| taken(trigger)) {
            return Err(Refusal::conflict(format!(
                "trigger with name \"{}\" already exists",
                taken.name
            )));
        }
        if let Some(When::Stored { bucket, .. }) = &self.when
            && !platform.buckets.iter().any(|one| one.name == *bucket)
        {
            return Err(no_bucket());
        }
        let mut functions = platform.functions.iter();
        match self.function {
            Some(slug) if !functions.any(|one| one.slug == slug) => Err(no_function()),
            _ => Ok(()),
        }
    }
}

fn read_when(kind: &str, fields: &Fields) -> Result<When, Refusal> {
    if kind == "schedule" {
        let text = required("schedule/cron", fields.text("cron")?)?;
        let why = "value must be a numeric five-field cron expression that comes at some time";
        let cron = Cron::parse(text).ok_or_else(|| wrong("schedule/cron", why))?;
        return Ok(When::Schedule(cron));
    }
    let bucket = fields.sized("bucket_name", 1..=255)?;
    let prefix = fields.text("prefix")?.unwrap_or_default();
    if prefix.len() > LONGEST_KEY {
        return Err(wrong(
            "storage_object_created/prefix",
            "at most 1024 bytes are allowed",
        ));
    }
    Ok(When::Stored {
        bucket: required("storage_object_created/bucket_name", bucket)?.to_owned(),
        prefix: prefix.to_owned(),
    })
}

/// `POST …/triggers`
pub fn create(world: &mut World, call: &Call) -> Answer {
    let fields = Fields::read(call)?;
    let change = Change::read(&fields)?;
    let name = required("name", change.name)?.to_owned();
    let function = required("function_slug", change.function)?.into();
    let when = required(change.kind, change.when.clone())?;
    let mut scope = world.project_scope(call)?;
    let id = scope.project.mint.uuid();
    let platform = scope.served_platform(WHAT)?;
    change.check(platform, "")?;
    let trigger = Trigger {
        id,
        name,
        function,
        path: change.path.unwrap_or("/").to_owned(),
        when,
        enabled: change.enabled.unwrap_or(true),
        version: 1,
        inherited: false,
        created_at: call.time(),
        since: call.time(),
    };
    let body = answer(&trigger, call.time());
    platform.triggers.push(trigger);
    Reply::created(body)
}

/// `PATCH …/triggers/{trigger_id}`: an inherited one becomes the branch's own, and stays disabled unless enabled.
pub fn update(world: &mut World, call: &Call) -> Answer {
    let fields = Fields::read(call)?;
    let change = Change::read(&fields)?;
    let mut scope = world.project_scope(call)?;
    let id = scope.trigger()?.id.clone();
    let platform = scope.served_platform(WHAT)?;
    change.check(platform, &id)?;
    let mut triggers = platform.triggers.iter_mut();
    let Some(trigger) = triggers.find(|trigger| trigger.id == id) else {
        return Reply::gone();
    };
    if trigger.when.kind() != change.kind {
        return Err(wrong("type", "value must be the type that the trigger has"));
    }
    if change.when.is_some() || change.enabled.is_some() {
        trigger.version += 1;
        trigger.since = call.time();
    }
    trigger.inherited = false;
    trigger.enabled = change.enabled.unwrap_or(trigger.enabled);
    if let Some(name) = change.name {
        name.clone_into(&mut trigger.name);
    }
    if let Some(function) = change.function {
        trigger.function = function.into();
    }
    if let Some(path) = change.path {
        path.clone_into(&mut trigger.path);
    }
    if let Some(when) = change.when {
        trigger.when = when;
    }
    Reply::ok(answer(trigger, call.time()))
}

/// `DELETE …/triggers/{trigger_id}`
pub fn delete(world: &mut World, call: &Call) -> Answer {
    let mut scope = world.project_scope(call)?;
    let id = scope.trigger()?.id.clone();
    let triggers = &mut scope.served_platform(WHAT)?.triggers;
    triggers.retain(|trigger| trigger.id != id);
    Reply::gone()
}
