//! Webhooks: what Neon Auth tells another server, which may refuse users or send e-mails and codes itself.

use super::{Section, forms::ON_OFF, within};
use crate::{
    api::Operation,
    kinds::edit::{
        ChangeSet, EditEffect, EditTable, FieldEdit, Input, Severity, Unit, Validation,
        check_https, row,
    },
};
use serde_json::{Map, Value};

const ENABLED: &str = "enabled";
const URL: &str = "webhook_url";
const EVENTS: &str = "enabled_events";
const TIMEOUT: &str = "timeout_seconds";

/// What it can be told of.
const KNOWN: [&str; 7] = [
    "user.before_create",
    "user.created",
    "send.otp",
    "send.magic_link",
    "organization.invitation.created",
    "organization.invitation.accepted",
    "phone_number.verified",
];

fn events<'a>(change_set: &ChangeSet<'a>) -> Vec<&'a str> {
    let all = change_set.new.get(EVENTS).and_then(Value::as_array);
    let all = all.into_iter().flatten();
    all.filter_map(Value::as_str).collect()
}

fn check_events(change_set: &ChangeSet<'_>) -> Validation {
    let all = events(change_set);
    match all.iter().find(|event| !KNOWN.contains(*event)) {
        Some(unknown) => Validation::Wrong(format!("{unknown} is none of {}", KNOWN.join(", "))),
        None => Validation::Fine,
    }
}

/// The URL is needed while they are on.
fn check_url(change_set: &ChangeSet<'_>) -> Validation {
    match change_set.text(URL).trim() {
        "" if !change_set.flag(ENABLED) => Validation::Fine,
        url => check_https(url),
    }
}

// Neon replaces all of it.
fn body(table: &EditTable, change_set: &ChangeSet<'_>) -> Option<Value> {
    let any = table.rows.iter().any(|row| change_set.changed(row.path));
    let mut body = Map::new();
    for row in table.rows {
        match row.value(change_set.new) {
            Value::Null => {}
            Value::String(text) if text.trim().is_empty() => {}
            value => drop(body.insert(row.path.to_owned(), value.clone())),
        }
    }
    any.then(|| body.into())
}

pub(super) static WEBHOOKS: Section = Section {
    name: "Webhooks",
    operation: Operation::SetAuthWebhooks,
    form: EditTable {
        body,
        effects: |change_set| {
            let mut effects = Vec::new();
            let is_asked = change_set.flag(ENABLED) && events(change_set).contains(&KNOWN[0]);
            if is_asked && change_set.old != change_set.new {
                effects.push(EditEffect::new(
                    Severity::Ask,
                    "the server decides who can sign up; while it does not answer, nobody can",
                ));
            }
            effects
        },
        ..EditTable::new(
            false,
            &[
                FieldEdit {
                    check: check_url,
                    ..row(
                        ENABLED,
                        "Webhooks",
                        "State",
                        ON_OFF,
                        "Whether Neon Auth sends requests to your server.",
                    )
                },
                FieldEdit {
                    check: check_url,
                    effects: |_| {
                        vec![EditEffect::new(
                            Severity::Ask,
                            "that server gets the e-mail addresses of users, and codes to sign in",
                        )]
                    },
                    ..row(
                        URL,
                        "Webhooks",
                        "URL",
                        Input::Text { longest: 2_048 },
                        "The https:// URL that gets the requests.",
                    )
                },
                FieldEdit {
                    check: check_events,
                    ..row(
                        EVENTS,
                        "Webhooks",
                        "Events",
                        Input::List,
                        "What it is told of: user.before_create, user.created, send.otp, send.magic_link, \
                         organization.invitation.created, organization.invitation.accepted, phone_number.verified.",
                    )
                },
                FieldEdit {
                    check: |change_set| within(change_set, TIMEOUT, 1, 10),
                    ..row(
                        TIMEOUT,
                        "Webhooks",
                        "Seconds to wait",
                        Input::Amount(Unit::Count),
                        "For how many seconds an answer is waited for: 1 to 10.",
                    )
                },
            ],
        )
    },
};
