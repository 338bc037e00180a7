//! Forms: what can be changed of a thing, and what a new one is made with.
//!
//! A form is open on one thing, from a row table of `resource::edit`. It holds the thing as JSON as
//! it was when the form opened (`old`) and a draft per field; after every key `judge`
//! computes the rest anew: the new document, what was changed, errors, effects, the request. What
//! is shown and what is sent can therefore not differ.
//!
//! ```text
//! open → edit → Ctrl-s: check all → read the thing again → compare three ways → ask → send
//!          ↑        errors │          somebody changed it │      no │      refused, lost │
//!          └───────────────┴──────────────────────────────┴─────────┴───────────────────┘
//! ```

pub(crate) mod api_key;
mod apply;
mod backups;
mod close;
mod conflict;
pub(crate) mod context;
mod create;
mod field_state;
mod focus_field;
mod keys;
mod list;
pub(crate) mod membership;
mod open;
mod pick;
mod server_error;
mod spending_limit;
mod text;
mod validate;

pub use api_key::{new as new_key, ready as new_key_ready};
pub use apply::{apply, is_rereading, reread, send};
pub use backups::{
    branch_of as branch_of_snapshot, edit_schedule, edit_snapshot, schedule_ready,
    take as new_snapshot,
};
pub use conflict::{in_conflict, mine, theirs};
pub(crate) use create::open as create_in;
pub use create::{
    branch as new_branch, branch_from, branch_ready as new_branch_ready, compute as new_compute,
    compute_ready as new_compute_ready, database as new_database, inside_ready as new_inside_ready,
    project as new_project, project_ready as new_project_ready, replica as new_replica,
    replica_ready as new_replica_ready, role as new_role, share, share_ready,
};
pub use field_state::FieldState;
pub use focus_field::{
    EDITORS, edit, edit_fields, edit_ready, expiry_ready, fields_ready, of_row, rename,
    rename_ready, set_expiry,
};
pub use keys::{field_help, revert, toggle};
pub use membership::{edit_member, invite, invite_ready, member_ready};
pub use open::{
    after_answer, branch_ready, compute_ready, database_ready, edit_branch, edit_compute,
    edit_database, edit_project, libraries_failed, libraries_received, project_ready,
    settings_ready,
};
pub use spending_limit::edit_spending;
pub use text::{edit_text, edit_text_ready, edited, open as open_text, unaccepted};

use crate::{
    api::{Request, types::PreloadLibrary},
    kinds::{
        edit::{About, EMAIL, EditEffect, EditTable, FieldEdit, NAME, Shown},
        lookup::New,
        vpc_endpoint::LABEL,
    },
    store::{remote::Remote, target::Target},
    ui::scroll::Scroll,
};
use serde_json::Value;

/// A form.
///
/// To draw, from top to bottom: `title`, the fields that [`Form::visible`] lists with a heading
/// where `edit.group` changes, then "effect" with `effects`, then "request" with
/// [`Form::preview`], then the line of [`Form::line`]. `help` shows the help of the field at `at`
/// below it. The field at `at` is always in view.
#[derive(Debug)]
pub struct Form {
    /// "Edit compute", then the names of the thing and of what it is in: parts of the title line.
    pub title: Vec<String>,
    /// What is edited; where a thing is made, the place it is made in.
    pub target: Target,
    /// What is made, if the form makes something.
    pub new: Option<New>,
    /// It was tried to send: from now on everything that is wrong is shown.
    pub tried: bool,
    /// Its name, for messages.
    pub name: String,
    pub table: &'static EditTable,
    /// All fields, in the order of the table; also those that are hidden now.
    pub fields: Vec<FormField>,
    /// The field of the cursor.
    pub at: usize,
    /// What is going on.
    pub status: Status,
    /// The last refusal or hint, below the fields, until the next attempt. Long texts wrap.
    pub message: Option<Message>,
    /// What the change brings about; empty when nothing was changed.
    pub effects: Vec<EditEffect>,
    /// The request that would be sent now; none when nothing was changed or something is wrong.
    pub request: Option<Request>,
    /// The libraries that the project may preload, for [`FieldState::Libraries`]: draw "loading …" and
    /// its error, too.
    pub libraries: Remote<Vec<PreloadLibrary>>,
    /// The help of the field is shown.
    pub help: bool,
    /// The text that came from an editor and could not be taken over, with the reason.
    pub unaccepted: Option<String>,
    /// The first line drawn; the view's own.
    /// What part of the fields is in view.
    pub fields_scroll: Scroll,
    /// What part of what stands below them is in view.
    pub scroll: Scroll,
    /// What the rows must know that is not in the thing: plan, state, zone.
    pub about: About,
    /// The thing as it was known when the form opened, or as it was when it was last read again.
    pub(crate) old: Value,
}

#[derive(Debug)]
pub struct FormField {
    /// Its row: label, group, help.
    pub edit: &'static FieldEdit,
    /// What the user made of it: the widget to draw.
    pub draft: FieldState,
    /// Whether it is drawn, and if it is locked why: draw a locked one dimmed with the reason.
    pub shown: Shown,
    /// The value it started with, in words, if it has another one now: "was 1 CU".
    pub was: Option<String>,
    /// What is wrong with it: drawn on a line of its own below the field.
    pub problem: Option<FieldProblem>,
    /// What the value amounts to: drawn dimmed to the right of the widget.
    pub note: String,
    /// What Neon said of a value that it refused.
    pub(crate) refused: Option<(Value, String)>,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// The sentence; names the limit.
    pub text: String,
    /// Nothing is sent while it is there; else it is a warning.
    pub blocks: bool,
    /// Not drawn before the user has tried to send: the field was not touched yet.
    pub quiet: bool,
}

/// A line below the fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub text: String,
    /// It is bad news.
    pub bad: bool,
}

/// What a form is doing.
#[derive(Debug, Clone, PartialEq)]
pub enum Status {
    /// The thing is not known yet: no fields can be edited; draw "loading …".
    Loading,
    /// It could not be had, and this is why.
    Unknown(String),
    /// The user edits.
    Editing,
    /// The thing is being read again before the change is sent. Nothing can be edited.
    Rereading,
    /// Somebody else has changed some of the same fields: draw the three values of each in place
    /// of effect and request; the actions `FormTheirs` and `FormMine` decide about the one at `at`.
    Conflict {
        fields: Vec<Conflict>,
        /// The one of the cursor.
        at: usize,
        /// The thing as Neon has it now.
        now: Box<Value>,
    },
    /// The change is on its way. Nothing can be edited; Esc leaves it on its way.
    Sending,
}

/// A field, or several that are one decision, changed here and elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// What it is: the label of the field, or of the decision ("Size").
    pub label: &'static str,
    /// What the form started with, in words.
    pub base: String,
    /// What Neon has now, in words.
    pub theirs: String,
    /// What the form wants, in words.
    pub mine: String,
    /// What was decided: true for mine, false for theirs; none draws "?".
    pub keep_mine: Option<bool>,
    /// The paths of its fields.
    pub(crate) paths: Vec<&'static str>,
}

impl Form {
    /// The fields that are drawn, with their positions.
    pub fn visible(&self) -> impl Iterator<Item = (usize, &FormField)> {
        self.fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.shown != Shown::Hidden)
    }

    /// What messages call the thing: its name, or the name that it is to have.
    pub fn label(&self) -> String {
        match &self.new {
            Some(new) => new.name(&self.name_field(), &self.name),
            None => self.name.clone(),
        }
    }

    /// What stands in the field of the name.
    fn name_field(&self) -> String {
        let names = |field: &&FormField| [NAME, EMAIL, LABEL].contains(&field.edit.path);
        let field = self.fields.iter().find(names);
        match field.map(|field| &field.draft) {
            Some(FieldState::Text(input)) => input.value().to_owned(),
            _ => String::new(),
        }
    }

    /// How many fields were changed.
    pub fn changes(&self) -> usize {
        self.fields
            .iter()
            .filter(|field| field.was.is_some())
            .count()
    }

    /// Whether closing it loses what somebody has made: changes, or a text from the editor.
    pub fn has_work(&self) -> bool {
        self.changes() > 0 || self.unaccepted.is_some()
    }

    /// The field of the cursor.
    pub fn current(&self) -> Option<&FormField> {
        self.fields.get(self.at)
    }

    /// Method and path, then the body, of the request that would be sent now.
    pub fn preview(&self) -> Option<(String, String)> {
        let request = self.request.as_ref()?;
        let body = request.body.as_ref().map(Value::to_string);
        Some((
            format!("{} {}", request.method(), request.target()),
            body.unwrap_or_default(),
        ))
    }

    /// What the form says about itself: what it waits for, the last refusal, or how much was changed
    /// and what the key that applies it does.
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
}

/// The request that the form would send now.
pub fn request(form: &Form) -> Option<&Request> {
    form.request.as_ref()
}
