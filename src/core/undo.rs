//! Taking changes back.
//!
//! When a change of ours is accepted, its inverse is kept beside it. An undo says what it will send,
//! asks, reads the thing again, and sends only if it is still as we left it.

use super::{
    action::Ready,
    backup, branch,
    compute::{START, SUSPEND},
    delete::{self, fact},
    deleted,
    dialog::{
        Dialog, Menu,
        confirm::{Confirm, Then},
        menu::{Choice, Item},
    },
    effect::{Effect, Slot},
    model::Model,
    target::Target,
    truth,
    write::{self, Intent, Verb, Wanted},
};
use crate::{
    api::{Answer, ApiError, Operation, Request},
    resource::words,
};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

const CHANGE_BACK: Verb = Verb {
    doing: "changing back",
    done: "changed back",
    plain: "change back",
};

/// How many changes are remembered.
const MOST: usize = 50;

/// A change that can be taken back.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Distinguishes entries.
    pub id: u64,
    /// What was done.
    pub done: Intent,
    /// When.
    pub at: Timestamp,
    /// What takes it back.
    way: Way,
    /// What the inverse sets, field by field.
    says: Vec<String>,
}

/// What takes a change back.
#[derive(Debug, Clone, PartialEq)]
enum Way {
    /// This change.
    Send(Intent),
    /// A restore from the branch that keeps the old state, whose id Neon tells later.
    Backup,
}

impl Entry {
    /// The change that takes it back, as things are now.
    fn inverse(&self, model: &Model) -> Result<Intent, String> {
        match &self.way {
            Way::Send(intent) => Ok(intent.clone()),
            Way::Backup => backup::way_back(model, &self.done),
        }
    }

    /// What that is, in a word or two.
    fn plain(&self) -> &'static str {
        match &self.way {
            Way::Send(intent) => intent.verb.plain,
            Way::Backup => "restore from its backup",
        }
    }
}

/// What can be taken back, the newest last.
#[derive(Debug, Clone, Default)]
pub struct Undo {
    entries: Vec<Entry>,
    next: u64,
    /// The entry that is about to be taken back: its thing is being read again.
    asked: Option<(u64, Intent)>,
    /// The inverse on its way.
    sent: Option<(u64, Intent)>,
}

impl Undo {
    fn get(&self, id: u64) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }
}

/// Keeps what takes a change back. To be called when it is accepted, before the store knows.
pub fn remember(model: &mut Model, intent: &Intent) {
    if let Some((id, _)) = model.undo.sent.take_if(|(_, sent)| sent == intent) {
        model.undo.entries.retain(|entry| entry.id != id);
        return;
    }
    let Some((way, says)) = way(model, intent) else {
        return;
    };
    let undo = &mut model.undo;
    undo.next += 1;
    undo.entries.push(Entry {
        id: undo.next,
        done: intent.clone(),
        at: model.now,
        way,
        says,
    });
    let too_many = undo.entries.len().saturating_sub(MOST);
    undo.entries.drain(..too_many);
}

/// A change has failed after it was accepted: there is nothing to take back.
pub fn forget(model: &mut Model, intent: &Intent) {
    model.undo.entries.retain(|entry| entry.done != *intent);
    model.undo.sent.take_if(|(_, sent)| sent == intent);
}

/// ". z undo", where there is one.
pub fn hint(model: &Model, intent: &Intent) -> String {
    let newest = model.undo.entries.last();
    if newest.is_some_and(|entry| entry.done == *intent) {
        format!(". {} undo", model.keymap.name(super::Action::Undo))
    } else {
        String::new()
    }
}

/// How a change can be taken back, and what that sets.
fn way(model: &Model, intent: &Intent) -> Option<(Way, Vec<String>)> {
    if let Wanted::Replaced { backup, .. } = &intent.wanted {
        return backup.as_ref().map(|_| (Way::Backup, Vec::new()));
    }
    inverse(model, intent).map(|(inverse, says)| (Way::Send(inverse), says))
}

/// The change that takes another back, and what it sets.
fn inverse(model: &Model, intent: &Intent) -> Option<(Intent, Vec<String>)> {
    let back = |verb, wanted, request| Intent {
        target: intent.target.clone(),
        name: intent.name.clone(),
        verb,
        request,
        wanted,
        form: None,
    };
    let plain = |intent| Some((intent, Vec::new()));
    match (intent.request.operation, &intent.target) {
        (Operation::StartEndpoint, Target::Endpoint(project, id)) => plain(back(
            SUSPEND,
            Wanted::Suspended,
            Request::suspend_endpoint(project, id),
        )),
        (Operation::SuspendEndpoint, Target::Endpoint(project, id)) => plain(back(
            START,
            Wanted::Running,
            Request::start_endpoint(project, id),
        )),
        (Operation::SetDefaultBranch, Target::Branch(project, _)) => {
            let was = model.store.default_branch(project)?;
            (was.default && branch::target(was) != intent.target)
                .then(|| (branch::to_default(was), Vec::new()))
        }
        (Operation::DeleteProject, Target::Project(project)) => {
            plain(deleted::recovery(project, &intent.name))
        }
        (
            Operation::UpdateEndpoint | Operation::UpdateProject | Operation::UpdateBranch,
            target,
        ) => {
            let (body, says) = previous(model, intent)?;
            let request = match target {
                Target::Endpoint(project, id) => Request::update_endpoint(project, id, body),
                Target::Branch(project, id) => Request::update_branch(project, id, body),
                Target::Project(project) => Request::update_project(project, body),
                _ => return None,
            };
            Some((back(CHANGE_BACK, Wanted::Body, request), says))
        }
        _ => None,
    }
}

/// The body that sets what a body has set to what it was.
fn previous(model: &Model, intent: &Intent) -> Option<(Value, Vec<String>)> {
    let was = match &intent.target {
        Target::Endpoint(project, id) => serde_json::to_value(model.store.endpoint(project, id)?),
        Target::Branch(project, id) => serde_json::to_value(model.store.branch(project, id)?),
        Target::Project(project) => serde_json::to_value(model.store.full(project)?),
        _ => return None,
    };
    let was = was.ok()?;
    let (wrapper, set) = intent.request.body.as_ref()?.as_object()?.iter().next()?;
    let mut says = Vec::new();
    let mut body = Map::new();
    for (key, now) in set.as_object()? {
        let old = was.get(key);
        let value = match (key.as_str(), now) {
            // Neon replaces each of the settings as a whole.
            ("settings", Value::Object(parts)) => {
                let old = old.and_then(Value::as_object);
                let mut whole = Map::new();
                for (part, now) in parts {
                    let was = before(part, now, old.and_then(|old| old.get(part)))?;
                    says.push(step(part, now, &was));
                    whole.insert(part.clone(), was);
                }
                Value::Object(whole)
            }
            _ => {
                let was = before(key, now, old)?;
                says.push(step(key, now, &was));
                was
            }
        };
        body.insert(key.clone(), value);
    }
    Some((json!({ wrapper.as_str(): body }), says))
}

/// What a field was, in the form in which it can be set again; none if it cannot be.
fn before(key: &str, now: &Value, was: Option<&Value>) -> Option<Value> {
    // Neon never turns it off again.
    if key == "enable_logical_replication" {
        return None;
    }
    match (was, now) {
        (Some(was), _) if !was.is_null() => Some(was.clone()),
        (_, _) if key == "expires_at" => Some(Value::Null),
        // Free maps: nothing in them is nothing set.
        (_, Value::Object(_)) if matches!(key, "pg_settings" | "quota") => Some(json!({})),
        (_, Value::Bool(_)) => Some(Value::Bool(false)),
        (_, Value::Array(_)) => Some(json!([])),
        (_, Value::Object(fields)) => {
            let fields = fields
                .iter()
                .map(|(key, now)| Some((key.clone(), before(key, now, None)?)));
            fields.collect::<Option<Map<_, _>>>().map(Value::Object)
        }
        _ => None,
    }
}

fn step(key: &str, now: &Value, was: &Value) -> String {
    let short = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Null => "none".to_owned(),
        other => other.to_string(),
    };
    format!(
        "{}: {} -> {}",
        key.replace('_', " "),
        short(now),
        short(was)
    )
}

/// Whether there is something to take back.
pub fn ready(model: &Model) -> Ready {
    match model.undo.entries.last() {
        Some(_) => Ready::Yes,
        None => Ready::no("nothing to undo: no change of this session can be taken back"),
    }
}

/// Asks whether to take the newest change back.
pub fn newest(model: &mut Model) -> Vec<Effect> {
    match model.undo.entries.last().map(|entry| entry.id) {
        Some(id) => ask(model, id),
        None => Vec::new(),
    }
}

/// Lists what can be taken back, the newest first.
pub fn list(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    let item = |entry: &Entry| Item {
        letter: ' ',
        label: format!("{} {}", entry.done.name, entry.done.verb.done),
        note: format!(
            "{}; undo: {}",
            words::relative(entry.at, now),
            entry.plain()
        ),
        why_not: None,
        choice: Choice::Undo(entry.id),
    };
    let items: Vec<Item> = model.undo.entries.iter().rev().map(item).collect();
    let mut menu = Menu::loading("What can be undone".to_owned(), "");
    menu.fill(items);
    model.dialogs.open(Dialog::Menu(menu));
    Vec::new()
}

/// Asks whether to take a change back; says what that sends.
pub fn ask(model: &mut Model, id: u64) -> Vec<Effect> {
    let Some(entry) = model.undo.get(id).cloned() else {
        return model.say("that change can no longer be taken back");
    };
    if let Some(doing) = branch::doing(model, &entry.done.target) {
        return model.say(format!("{doing}; undo it when that has ended"));
    }
    let done = &entry.done;
    let inverse = match entry.inverse(model) {
        Ok(inverse) => inverse,
        Err(why) => return model.say_bad(format!("nothing was undone: {why}")),
    };
    let wakes = inverse.request.operation == Operation::StartEndpoint;
    if wakes && model.session.no_wake {
        return model.say("undoing that would wake a compute, and --no-wake forbids it");
    }
    let mut lines = vec![
        delete::place(model, &inverse.target),
        fact(
            "done",
            format!(
                "{} {}, {}",
                done.name,
                done.verb.done,
                words::relative(entry.at, model.now)
            ),
        ),
        fact("undo", format!("{} {}", inverse.verb.plain, inverse.name)),
    ];
    lines.extend(entry.says.iter().map(|says| fact("", says)));
    if wakes {
        lines.push(fact("wakes", "the compute"));
    }
    if let Wanted::Replaced {
        backup: Some(keep), ..
    } = &inverse.wanted
    {
        lines.push(fact("kept as", format!("{keep}: what it is now")));
        lines.push(fact("drops", "open connections, for a few seconds"));
    }
    lines.push(String::new());
    lines.push("It is read again first: if it has changed since, nothing is sent.".to_owned());
    let title = format!("Undo: {} {}?", inverse.verb.plain, inverse.name);
    let mut confirm = Confirm::question(title, lines, Then::Undo(id, Box::new(inverse.clone())));
    let on = model.store.branch_of(&inverse.target);
    confirm.production = !matches!(inverse.target, Target::Project(_))
        && on.is_some_and(|branch| branch.default || branch.protected);
    model.dialogs.open(Dialog::Confirm(Box::new(confirm)));
    Vec::new()
}

/// The user has said yes: reads the thing again first.
pub fn go(model: &mut Model, id: u64, inverse: Intent) -> Vec<Effect> {
    let Some(entry) = model.undo.get(id) else {
        return Vec::new();
    };
    let target = entry.done.target.clone();
    let Some(request) = truth::look(&entry.done) else {
        return Vec::new();
    };
    model.undo.asked = Some((id, inverse));
    vec![Effect::ask(Slot::Check(target), request)]
}

/// Whether this thing is being read again for an undo.
pub fn is_asked(model: &Model, target: &Target) -> bool {
    let asked = model.undo.asked.as_ref();
    let asked = asked.and_then(|(id, _)| model.undo.get(*id));
    asked.is_some_and(|entry| entry.done.target == *target)
}

/// The thing was read again: takes the change back if it is still as we left it.
pub fn reread(model: &mut Model, target: &Target, answer: Result<Answer, ApiError>) -> Vec<Effect> {
    let Some((id, inverse)) = model.undo.asked.take() else {
        return Vec::new();
    };
    let Some(entry) = model.undo.get(id).cloned() else {
        return Vec::new();
    };
    let name = entry.done.name.clone();
    let same = truth::of(&entry.done, &answer);
    let why = match (&same, &answer) {
        (_, Err(error)) if !error.is_gone() => error.sentence(),
        _ => format!("{name} has changed since"),
    };
    if entry.done.wanted != Wanted::Gone {
        write::keep_seen(model, target, answer);
    }
    if same != Some(true) {
        if same == Some(false) {
            model.undo.entries.retain(|other| other.id != entry.id);
        }
        return model.say_bad(format!("nothing was undone: {why}"));
    }
    let effects = write::send(model, inverse.clone());
    let sent = model.writes.get(&inverse.target);
    if sent.is_some_and(|pending| pending.intent == inverse) {
        model.undo.sent = Some((entry.id, inverse));
    }
    effects
}
