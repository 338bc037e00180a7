//! Applying a form: validate, read again, compare, ask, send.

use crate::{
    api::{Answer, ApiError, secret::STARS},
    changes::{
        Changes, called,
        change::{Change, NewThing},
        confirmation::Confirmation,
        verify, write,
    },
    kinds::{self, deletion, edit::Severity},
    neon::{DialogId, Neon, read},
    store::{Store, target::Target},
    ui::{
        dialog::{
            self, Dialogs,
            confirm::{Confirm, OnConfirm},
            form::{
                Conflict, Form, Message, Status, context::about, keys::current, open::document,
                validate::severity,
            },
        },
        scroll::ListCursor,
        settings::Settings,
    },
};
use serde_json::Value;

const GONE: &str =
    "it is gone (deleted elsewhere), or this key may no longer see it; nothing was sent";

fn form(dialogs: &mut Dialogs, id: DialogId) -> Option<&mut Form> {
    dialogs.get_as_mut(id)
}

impl Form {
    /// The change that would be sent now.
    pub(super) fn change(&self, neon: &Neon) -> Option<Change> {
        let request = self.request.clone()?;
        let (target, name) = (self.target.clone(), self.label());
        Some(match self.new.clone() {
            Some(new) => {
                let new = NewThing {
                    keep: self.keep(),
                    ..NewThing::new(&neon.store, new, self.given_name())
                };
                Change::creating(target, name, request, new)
            }
            None => called::renaming(Change::new(target, name, request)),
        })
    }

    /// Whether it changes something that others may depend on.
    pub(super) fn is_production(&self) -> bool {
        let harmless = self.new.as_ref().is_some_and(|new| new.is_harmless());
        self.about.production && !harmless
    }

    pub(crate) fn tell(&mut self, text: impl Into<String>, bad: bool) {
        self.message = Some(Message {
            text: text.into(),
            bad,
        });
    }

    /// The confirmation required before the change is sent.
    pub fn confirmation(&self) -> Confirmation {
        let edits = self.new.is_none().then_some(&self.target);
        Confirmation::of(severity(self), self.about.production, edits)
    }

    /// Why the form cannot be sent, if so; goes to the first invalid field.
    fn obstacle(&mut self) -> Option<Message> {
        self.tried = true;
        let wrong: Vec<usize> = self
            .visible()
            .filter(|(_, field)| field.blocks())
            .map(|(at, _)| at)
            .collect();
        if let Some(first) = wrong.first() {
            self.at = *first;
            let text = match wrong.len() {
                1 => "nothing was sent: 1 field needs fixing".to_owned(),
                many => format!("nothing was sent: {many} fields need fixing"),
            };
            return Some(Message { text, bad: true });
        }
        self.request.is_none().then(|| Message {
            text: "nothing changed, so there is nothing to send".to_owned(),
            bad: false,
        })
    }
}

/// Validates the form and reads the item again.
pub fn apply(dialogs: &mut Dialogs, changes: &mut Changes, neon: &mut Neon) {
    let Some(form) = current(dialogs, neon) else {
        return;
    };
    match &form.status {
        Status::Editing => {}
        Status::Conflict { .. } => {
            if !form.decided() {
                return;
            }
        }
        Status::Loading | Status::Unknown(_) | Status::Rereading | Status::Sending => {
            return;
        }
    }
    form.message = None;
    form.leave();
    if let Some(obstacle) = form.obstacle() {
        form.message = Some(obstacle);
        return;
    }
    let (target, name, creates) = (form.target.clone(), form.name.clone(), form.new.is_some());
    if let Some(pending) = changes.writes.get(&target) {
        let doing = pending.change.verb.doing;
        return neon.say(format!("{name} is {doing} already; one change at a time"));
    }
    if let (true, Some(id)) = (creates, dialogs.top_id()) {
        return guard(dialogs, changes, neon, id);
    }
    let Some(request) = kinds::lookup::of(&target, |kind| kind.read()) else {
        return;
    };
    if let Some(form) = current(dialogs, neon) {
        form.status = Status::Rereading;
    }
    neon.ask(read::check(target), request.raw());
}

/// The form that is reading this item again before sending, if any.
pub fn is_rereading(dialogs: &Dialogs, target: &Target) -> Option<DialogId> {
    let reads = |form: &Form| form.status == Status::Rereading && form.target == *target;
    let mut forms = dialogs.with_ids();
    forms.find(|(_, form)| reads(form)).map(|(id, _)| id)
}

/// Handles the item read again: compares, then asks or sends.
pub fn reread(
    dialogs: &mut Dialogs,
    settings: &Settings,
    changes: &mut Changes,
    neon: &mut Neon,
    id: DialogId,
    answer: Result<Answer, ApiError>,
    raw: Option<&str>,
) {
    let Some((target, table)) = form(dialogs, id).map(|form| (form.target.clone(), form.table))
    else {
        return;
    };
    let now = match answer {
        Ok(answer) => match keep(neon, &target, answer) {
            Some(now) => now,
            None => {
                dialog::set_refused(dialogs, Some(id), GONE);
                return;
            }
        },
        Err(error) => {
            let text = if error.is_gone() {
                GONE.to_owned()
            } else {
                format!("{} Nothing was sent.", error.sentence())
            };
            dialog::set_refused(dialogs, Some(id), &text);
            return;
        }
    };
    // Fields that this program does not know are only in the raw text, and must survive where Neon replaces a whole
    // object.
    let now = raw
        .and_then(|raw| as_sent(raw, table.wrapper))
        .unwrap_or(now);
    let about = about(settings, neon, &target, None);
    let on_top = dialogs.top_id() == Some(id);
    let Some(form) = form(dialogs, id) else {
        return;
    };
    form.about = about;
    form.status = Status::Editing;
    let now = document(form.table, now, form.about.here());
    if let Some(status) = conflict(form, &now) {
        form.status = status;
        return;
    }
    form.rebase(now, &[]);
    if let Some(obstacle) = form.obstacle() {
        form.message = Some(obstacle);
        return;
    }
    if !on_top {
        form.tell(
            "read again: unchanged elsewhere; apply again to send",
            false,
        );
        return;
    }
    guard(dialogs, changes, neon, id)
}

/// Stores the item from an answer; returns it as JSON, unless it is gone.
fn keep(neon: &mut Neon, target: &Target, answer: Answer) -> Option<Value> {
    let now = neon.now;
    let document = kinds::lookup::of(target, |kind| {
        let listed = kind.entry().map(|entry| verify::listed(&answer, &entry));
        kind.keep(&mut neon.store, answer, now);
        listed.unwrap_or_else(|| kind.document(&neon.store))
    });
    neon.store_changed();
    document
}

/// The item as in Neon's raw text; `None` if part of the text was masked.
fn as_sent(raw: &str, wrapper: &str) -> Option<Value> {
    let mut answer: Value = serde_json::from_str(raw)
        .ok()
        .filter(|_| !raw.contains(STARS))?;
    let thing = answer.get_mut(wrapper).map(Value::take);
    thing.filter(Value::is_object)
}

fn conflict(form: &Form, now: &Value) -> Option<Status> {
    let fields: Vec<Conflict> = form.conflicts(now);
    (!fields.is_empty()).then(|| Status::Conflict {
        fields,
        cursor: ListCursor::default(),
        now: Box::new(now.clone()),
    })
}

/// Whether a field that this change sets has a different value in the store by now.
fn was_overtaken(dialogs: &Dialogs, store: &Store, change: &Change) -> bool {
    let mut forms = dialogs.with_ids::<Form>();
    let Some((_, form)) = forms.find(|(id, _)| Some(*id) == change.form) else {
        return false;
    };
    let now = match &change.target {
        Target::Endpoint(project, id) => store.endpoint(project, id).map(serde_json::to_value),
        Target::Project(project) => store.full(project).map(serde_json::to_value),
        _ => None,
    };
    let Some(Ok(now)) = now.filter(|_| form.new.is_none()) else {
        return false;
    };
    !form
        .conflicts(&document(form.table, now, form.about.here()))
        .is_empty()
}

/// Sends a change, unless someone else has changed what its form shows.
pub fn send(dialogs: &Dialogs, changes: &mut Changes, neon: &mut Neon, change: Change) {
    let allowed = write::why_not(changes, neon, &change).is_none();
    if allowed && was_overtaken(dialogs, &neon.store, &change) {
        return neon.say(format!(
            "somebody has changed {} meanwhile: nothing was sent. Apply again to compare",
            change.name
        ));
    }
    write::send(changes, neon, change)
}

/// Asks for the required [`Confirmation`], or sends immediately.
fn guard(dialogs: &mut Dialogs, changes: &mut Changes, neon: &mut Neon, id: DialogId) {
    let place = form(dialogs, id)
        .filter(|form| {
            !matches!(
                form.target,
                Target::Project(_) | Target::Org(_) | Target::Account
            )
        })
        .map(|form| form.target.clone())
        .map(|target| deletion::place(&neon.store, &target));
    let Some(form) = dialogs.get_as_mut::<Form>(id) else {
        return;
    };
    let Some(mut change) = form.change(neon) else {
        return;
    };
    change.form = Some(id);
    let severity = severity(form);
    let confirmation = form.confirmation();
    if confirmation == Confirmation::Sends {
        return send(dialogs, changes, neon, change);
    }
    let mut lines = lines(form);
    if let Some(place) = place {
        lines.insert(0, place);
    }
    let title = title(form);
    let word = word(form);
    let change = match change.creates {
        Some(_) => change,
        None => change.checked(),
    };
    let then = OnConfirm::Send(Box::new(change));
    let typed = confirmation == Confirmation::Typed;
    let mut confirm = if typed {
        Confirm::typed(title, lines, word, then)
    } else {
        Confirm::question(title, lines, then)
    };
    confirm.production = form.is_production() || severity == Severity::Loud;
    confirm.whole = typed;
    dialogs.open(confirm);
}

fn title(form: &Form) -> String {
    match (&form.new, form.changes()) {
        (Some(new), _) => new.question(&form.label(), &form.name),
        (None, 1) => format!("Apply 1 change to {}?", form.name),
        (None, many) => format!("Apply {many} changes to {}?", form.name),
    }
}

/// The word to type: the name, or the id if the name is long or hard to type.
fn word(form: &Form) -> String {
    let easy = |name: &str| name.len() <= 40 && name.chars().all(|c| c.is_ascii_graphic());
    let name = Some(form.name.as_str()).filter(|name| easy(name));
    name.unwrap_or_else(|| form.target.id()).to_owned()
}

/// The lines of the question: the item, every change, every consequence that matters.
fn lines(form: &Form) -> Vec<String> {
    let kind = form.target.noun();
    let mut lines = vec![deletion::fact(kind, form.target.id()), String::new()];
    for (_, field) in form.visible() {
        if let Some(was) = &field.was {
            let now = field
                .draft
                .value(field.edit.input)
                .ok()
                .flatten()
                .map(|value| super::field_state::words(field.edit.input, &value));
            let now = now.unwrap_or_default();
            let label = field.edit.label;
            lines.push(match form.new {
                Some(_) => format!("{label}: {now}"),
                None => format!("{label}: {was} -> {now}"),
            });
        }
    }
    lines.push(String::new());
    let grave = form
        .effects
        .iter()
        .filter(|effect| effect.severity > Severity::Note || effect.is_cost);
    lines.extend(grave.map(|effect| effect.text.clone()));
    lines.dedup_by(|one, other| one.is_empty() && other.is_empty());
    lines.pop_if(|last| last.is_empty());
    lines
}
