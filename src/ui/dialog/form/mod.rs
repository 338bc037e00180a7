//! Forms to edit an item or to create one.
//!
//! A form is described by a row table of `kinds::edit`. It holds the item as JSON as it was when the form opened
//! (`old`) and a draft per field; after every key, `revalidate` derives the rest again: the new document, what was
//! changed, errors, effects, the request. What is shown and what is sent can therefore not differ.
//!
//! ```text
//! open → edit → Ctrl-s: check all → read the thing again → compare three ways → ask → send
//!          ↑        errors │          somebody changed it │      no │      refused, lost │
//!          └───────────────┴──────────────────────────────┴─────────┴───────────────────┘
//! ```

mod api_key;
pub mod apply;
pub mod backups;
mod close;
pub mod conflict;
pub(crate) mod context;
pub mod create;
pub mod field_state;
pub mod focus_field;
mod ignored;
pub mod keys;
mod list;
pub(crate) mod membership;
pub mod open;
mod pick;
mod server_error;
pub mod spending_limit;
pub mod text;
mod validate;

use self::field_state::FieldState;
use crate::{
    api::{Request, types::PreloadLibrary},
    kinds::{
        edit::{About, EditEffect, EditTable, FieldEdit, Visibility},
        lookup::New,
    },
    store::{remote::Remote, target::Target},
    ui::scroll::{ListCursor, Scroll},
};
use serde_json::Value;

/// An open form.
///
/// Drawn from top to bottom: `title`, the fields from [`Form::visible`] with a heading where `edit.group` changes, then
/// "effect" with `effects`, "request" with [`Form::preview`], and [`Form::line`]. If `help` is set, the help of the
/// field at `at` is shown below it. The field at `at` is always visible.
#[derive(Debug)]
pub struct Form {
    /// "Edit compute", then the names of the item and of what contains it: the parts of the title line.
    pub title: Vec<String>,
    /// What is edited, or the place where something is created.
    pub target: Target,
    /// What is created, if the form creates something.
    pub new: Option<New>,
    /// Whether the user has tried to send: from then on every problem is shown.
    pub tried: bool,
    /// The name of the item, for messages.
    pub name: String,
    pub table: &'static EditTable,
    /// All fields in the order of the table, including hidden ones.
    pub fields: Vec<FormField>,
    /// The index of the selected field.
    pub at: usize,
    pub status: Status,
    /// The last refusal or hint, shown below the fields until the next attempt. Long texts wrap.
    pub message: Option<Message>,
    /// What the change causes; empty if nothing was changed.
    pub effects: Vec<EditEffect>,
    /// The request that would be sent now; `None` if nothing was changed or something is invalid.
    pub request: Option<Request>,
    /// The libraries that the project may preload, for [`FieldState::Libraries`]; "loading …" and errors are shown as
    /// well.
    pub libraries: Remote<Vec<PreloadLibrary>>,
    /// Whether the help of the field is shown.
    pub help: bool,
    /// The text from an editor that could not be applied, with the reason.
    pub unaccepted: Option<String>,
    /// The visible part of the fields.
    pub fields_scroll: Scroll,
    /// The visible part of what is below them.
    pub scroll: Scroll,
    /// Whether the user was asked whether to discard it, goes on, and has edited nothing since.
    pub(crate) goes_on: bool,
    /// What the fields depend on besides the item: plan, state, time zone.
    pub about: About,
    /// The item as it was when the form opened, or when it was last read again.
    pub(crate) old: Value,
}

#[derive(Debug)]
pub struct FormField {
    /// Its row in the table: label, group, help.
    pub edit: &'static FieldEdit,
    /// The input so far: the widget to draw.
    pub draft: FieldState,
    /// Whether it is shown, and why it is locked; a locked field is dimmed and shows the reason.
    pub shown: Visibility,
    /// The initial value in words, if the value has changed: "was 1 CU".
    pub was: Option<String>,
    /// What is wrong with it, shown on a separate line below the field.
    pub problem: Option<FieldProblem>,
    /// What the value amounts to, shown dimmed to the right of the widget.
    pub note: String,
    /// The value that Neon has refused, and its message.
    pub(crate) refused: Option<(Value, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// A sentence that names the limit.
    pub text: String,
    /// Whether it prevents sending; else it is a warning.
    pub blocks: bool,
    /// Whether it is hidden until the user tries to send: the field was not touched yet.
    pub quiet: bool,
}

/// A line below the fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub text: String,
    pub bad: bool,
}

/// The state of a form.
#[derive(Debug, Clone, PartialEq)]
pub enum Status {
    /// The item is loading: no fields can be edited.
    Loading,
    /// The item could not be loaded, for this reason.
    Unknown(String),
    Editing,
    /// The item is being read again before the change is sent. Nothing can be edited.
    Rereading,
    /// Someone else has changed some of the same fields. The three values of each are shown instead of effect and
    /// request; the actions `FormTheirs` and `FormMine` decide about the selected one.
    Conflict {
        fields: Vec<Conflict>,
        /// The selected field.
        cursor: ListCursor,
        /// The item as Neon has it now.
        now: Box<Value>,
    },
    /// The change is being sent. Nothing can be edited; Esc leaves it running.
    Sending,
}

/// A field, or several that are decided together, changed here and elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The label of the field, or of the decision ("Size").
    pub label: &'static str,
    /// The initial value, in words.
    pub base: String,
    /// The current value at Neon, in words.
    pub theirs: String,
    /// The value in the form, in words.
    pub mine: String,
    /// The decision: `true` keeps the value in the form, `false` takes Neon's; `None` is shown as "?".
    pub keep_mine: Option<bool>,
    /// The paths of its fields.
    pub(crate) paths: Vec<&'static str>,
}

impl Form {
    /// The fields shown, with their indices.
    pub fn visible(&self) -> impl Iterator<Item = (usize, &FormField)> {
        self.fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.shown != Visibility::Hidden)
    }

    /// The name of the item in messages: its name, or the name that it will have.
    pub fn label(&self) -> String {
        match &self.new {
            Some(new) => new.name(self.given_name(), &self.name),
            None => self.name.clone(),
        }
    }

    /// The name entered for the new item.
    fn given_name(&self) -> &str {
        let name = self.new.as_ref().map(|new| new.name_field());
        let field = self
            .fields
            .iter()
            .find(|field| name == Some(field.edit.path));
        match field.map(|field| &field.draft) {
            Some(FieldState::Text(input)) => input.value(),
            Some(FieldState::Pick { value, .. }) => value,
            _ => "",
        }
    }

    /// The number of changed fields.
    pub fn changes(&self) -> usize {
        self.fields
            .iter()
            .filter(|field| field.was.is_some())
            .count()
    }

    /// Whether closing would discard work: changes, or a text from the editor.
    pub fn has_work(&self) -> bool {
        self.changes() > 0 || self.unaccepted.is_some()
    }

    /// The selected field.
    pub fn current(&self) -> Option<&FormField> {
        self.fields.get(self.at)
    }

    /// Method and path, and the body, of the request that would be sent now.
    pub fn preview(&self) -> Option<(String, String)> {
        let request = self.request.as_ref()?;
        let body = request.masked_body().map(|body| body.to_string());
        Some((request.line(), body.unwrap_or_default()))
    }

    /// The status line: what the form waits for, the last refusal, or how much was changed and what the key that
    /// applies it does.
    pub fn line(&self, key: &str) -> Message {
        let plain = |text: &str| Message {
            text: text.to_owned(),
            bad: false,
        };
        match &self.status {
            Status::Loading => plain("loading …"),
            Status::Unknown(why) => Message {
                text: why.clone(),
                bad: true,
            },
            Status::Rereading => plain("reading it again before anything is sent …"),
            Status::Sending if self.new.is_some() => {
                let doing = self.new.as_ref().map_or("", |new| new.verb().doing);
                plain(&format!("{doing} … Esc closes this; it keeps running"))
            }
            Status::Sending => plain("sending … Esc closes this; the change keeps running"),
            Status::Conflict { fields, .. } => Message {
                text: format!(
                    "{} of your fields changed elsewhere meanwhile. Nothing was sent",
                    fields.len()
                ),
                bad: true,
            },
            Status::Editing => self.message.clone().unwrap_or_else(|| {
                let apply = self.confirmation().hint(key);
                plain(&match self.changes() {
                    _ if self.new.is_some() => format!("not sent. {apply}"),
                    0 => "nothing changed".to_owned(),
                    1 => format!("1 change. {apply}"),
                    many => format!("{many} changes. {apply}"),
                })
            }),
        }
    }

    /// Focuses a field that can be seen; returns whether there is one of this path.
    fn focus(&mut self, path: &str) -> bool {
        let mut visible = self.visible();
        let found = visible.find(|(_, field)| field.edit.path == path);
        let at = found.map(|(at, _)| at);
        drop(visible);
        if let Some(at) = at.filter(|at| *at != self.at && self.status == Status::Editing) {
            self.leave();
            self.at = at;
        }
        at.is_some()
    }
}

pub fn request(form: &Form) -> Option<&Request> {
    form.request.as_ref()
}
