//! Triggers: what calls the functions of a branch, by the clock or when an object is stored.

pub mod cron;
pub mod handlers;

use serde_json::{Value, json};

use super::{ids::Text, time::Time};

use cron::Cron;

/// A trigger.
#[derive(Debug, Clone)]
pub struct Trigger {
    pub id: String,
    pub name: String,
    /// The slug of the function, which is looked up when it is called.
    pub function: Text,
    /// The path to call.
    pub path: String,
    pub when: When,
    pub enabled: bool,
    pub version: i32,
    /// Whether it is as it was made on an ancestor of the branch.
    pub inherited: bool,
    pub created_at: Time,
    /// When it was enabled, or its schedule was changed.
    pub since: Time,
}

/// When a trigger calls its function.
#[derive(Debug, Clone)]
pub enum When {
    Schedule(Cron),
    /// When an object is stored in a bucket, with a key that begins like this.
    Stored {
        bucket: String,
        prefix: String,
    },
}

impl When {
    /// The word of the contract.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Schedule(_) => "schedule",
            Self::Stored { .. } => "storage_object_created",
        }
    }
}

impl Trigger {
    /// The trigger on this branch or, disabled, on another.
    pub fn as_of(&self, inherited: bool) -> Self {
        Self {
            inherited: self.inherited || inherited,
            enabled: self.enabled && !inherited,
            ..self.clone()
        }
    }

    pub fn to_json(&self, now: Time) -> Value {
        let mut trigger = json!({
            "type": self.when.kind(),
            "trigger_id": self.id,
            "function_slug": self.function,
            "name": self.name,
            "function_path": self.path,
            "enabled": self.enabled,
            "version": self.version,
            "inherited": self.inherited,
        });
        let mut add = |name: &str, value: Value| {
            if let Some(fields) = trigger.as_object_mut() {
                fields.insert(name.to_owned(), value);
            }
        };
        match &self.when {
            When::Schedule(cron) => {
                let next = cron.after(now).filter(|_| self.enabled);
                add("schedule", json!({ "cron": cron.text }));
                add("next_run_at", json!(next));
            }
            When::Stored { bucket, prefix } => {
                let mut watched = json!({ "bucket_name": bucket });
                if let Some(fields) = watched.as_object_mut().filter(|_| !prefix.is_empty()) {
                    fields.insert("prefix".to_owned(), prefix.as_str().into());
                }
                add(self.when.kind(), watched);
            }
        }
        trigger
    }
}
