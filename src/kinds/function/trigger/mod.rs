//! Triggers: what calls functions by itself, when the clock says so or when an object is stored.

mod forms;

use super::{SLUG, keep};
use crate::{
    api::{
        Answer, Get, Operation, Request,
        operations::typed,
        types::{OddRow, Trigger, TriggerList},
    },
    kinds::{
        column::{Column, Width, field},
        deletion::fact,
        field::{Described, Field, Value, main, more},
        item::{Item, ItemKind, ItemRef, NewItem},
        list::{List, Listed, branch_parts, branch_place},
    },
    store::{Store, target::Target},
};
use forms::{CHANGE, NEW_TRIGGER};
use serde_json::Value as Json;

const SCHEDULE: &str = "schedule";
const STORED: &str = "storage_object_created";
const PATH: &str = "function_path";
const ENABLED: &str = "enabled";

/// A text in what is special about a kind of triggers.
fn text<'a>(part: Option<&'a Json>, key: &str) -> &'a str {
    let text = part.and_then(|part| part.get(key)).and_then(Json::as_str);
    text.unwrap_or_default()
}

/// When it calls its function.
fn when(one: &Trigger) -> Value {
    let stored = one.storage_object_created.as_ref();
    match one.r#type.as_str() {
        SCHEDULE => Value::text(format!("{} UTC", text(one.schedule.as_ref(), "cron"))),
        STORED => Value::text(format!(
            "stored in {}/{}",
            text(stored, "bucket_name"),
            text(stored, "prefix"),
        )),
        other => Value::text(other),
    }
}

impl Described for Trigger {
    const FIELDS: &'static [Field<Self>] = &[
        main(
            SLUG,
            "Function",
            "The slug of the function that it calls.",
            |one| Value::text(one.function_slug.as_str()),
        ),
        main(
            SCHEDULE,
            "When",
            "The minute, hour, day, month and weekday in UTC; or where an object is stored.",
            when,
        ),
        main(
            ENABLED,
            "Enabled",
            "Whether it calls the function.",
            |one| Value::of(one.enabled, Value::Flag),
        ),
        main(
            "next_run_at",
            "Next run",
            "When it calls the function next, if the clock decides.",
            |one| Value::of(one.next_run_at, Value::Until),
        ),
        main(PATH, "Path", "The path that it calls.", |one| {
            Value::text(&one.function_path)
        }),
        more(
            "inherited",
            "Inherited",
            "Whether it is as on the branch that this one was created from.",
            |one| Value::of(one.inherited, Value::Flag),
        ),
        more("trigger_id", "Id", "Its id in the API.", |one| {
            Value::id(&one.trigger_id)
        }),
    ];
}

impl Listed for Trigger {
    type Page = TriggerList;
    type New = NewItem;

    const LIST: List = List("Triggers");
    const NAME: &'static str = "triggers";
    const MAY_BE_UNAVAILABLE: bool = true;
    const COLUMNS: &'static [Column] = &[
        Column::name("TRIGGER", "the trigger", Width::Name(16)),
        field!(Trigger, "function_slug", Width::Name(10), 80),
        field!(Trigger, "schedule", Width::Name(16), 90),
        field!(Trigger, "enabled", Width::Words(7), 85),
        field!(Trigger, "next_run_at", Width::Time, 70),
        field!(Trigger, "function_path", Width::Name(8), 40),
    ];

    fn place(store: &Store, at: Option<&Target>) -> Result<Target, String> {
        branch_place(store, at, "triggers belong")
    }

    fn request(of: &Target) -> Get<TriggerList> {
        Request::list_triggers(of)
    }

    fn rest(of: &Target, _: &TriggerList) -> Option<Request> {
        Some(Request::list_functions(of).into())
    }

    fn keep_rest(store: &mut Store, of: &Target, page: Answer) -> Option<Request> {
        keep(store, of, page);
        None
    }

    fn records(_: &Store, _: &Target, page: TriggerList) -> (Vec<Self>, Vec<OddRow>) {
        (page.triggers, page.odd)
    }

    fn target(&self, of: &Target) -> Target {
        let (project, branch) = branch_parts(of);
        Target::Trigger(project, branch, self.trigger_id.clone())
    }

    fn add(_: &Store, of: &Target) -> Option<Result<NewItem, String>> {
        Some(Ok(NEW_TRIGGER.on(of)))
    }

    fn none(store: &Store, of: &Target, key: &str) -> String {
        format!(
            "Nothing calls the functions of {} by itself. {key} adds a trigger.",
            store.name(of)
        )
    }
}

impl Item for Trigger {
    fn id(&self) -> &str {
        self.trigger_id.as_str()
    }
}

pub static TRIGGER: ItemKind = ItemKind {
    name: |it, store| Some(it.find::<Trigger>(store)?.name.to_string()),
    form: Some(&CHANGE),
    update: |it, fields| Some(Request::update_trigger(it, fields)),
    deletion: |it| Some(Request::delete_trigger(it)),
    // It gets another ID, which nothing refers to.
    restoration: |it, store| {
        let mut body = serde_json::to_value(it.find::<Trigger>(store)?).ok()?;
        let told_only = ["trigger_id", "next_run_at", "inherited"];
        body.as_object_mut()?
            .retain(|name, _| !told_only.contains(&name.as_str()));
        Some(Request::create_trigger(&it.of(), body))
    },
    losses: |_, _| {
        vec![
            fact("breaks", "what the function does when it is called by it"),
            fact("keeps", "the function"),
            fact("undo", "by creating it again"),
        ]
    },
    question: |it, store| {
        let one = it.find::<Trigger>(store)?;
        let Value::Text(when) = when(one) else {
            return None;
        };
        let facts = vec![
            fact("function", one.function_slug.as_str()),
            fact("when", when),
        ];
        Some(it.asked(store, format!("Delete the trigger {}?", one.name), facts))
    },
    ..ItemKind::new::<Trigger>("trigger", "trigger_id")
};

impl Request {
    /// The triggers of the functions of a branch.
    pub fn list_triggers(of: &Target) -> Get<TriggerList> {
        let (project, branch) = branch_parts(of);
        Get::new(typed::ListTriggers, &[project.as_str(), branch.as_str()])
    }

    /// Creates a trigger.
    pub fn create_trigger(of: &Target, body: Json) -> Self {
        Self::on_branch(Operation::CreateTrigger, of).body(body)
    }

    /// Changes a trigger.
    pub fn update_trigger(of: &ItemRef<'_>, body: Json) -> Self {
        of.request(Operation::UpdateTrigger).body(body)
    }

    /// Deletes a trigger.
    pub fn delete_trigger(of: &ItemRef<'_>) -> Self {
        of.request(Operation::DeleteTrigger)
    }
}
