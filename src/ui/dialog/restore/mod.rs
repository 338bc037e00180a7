//! The restore wizard: gives a branch an earlier state of its own, the data of another branch, or that of a snapshot.
//!
//! ```text
//! WHEN ──Enter──▸ PREVIEW ──Enter──▸ IMPACT ──Enter──▸ CONFIRM ──the name──▸ sent, followed, said
//!  │ Esc closes     │ Esc              │ Esc             │ Esc
//! ```
//!
//! Nothing is sent before the name was typed, except what the user asks for on the way: comparing schemas, and a
//! throw-away branch to look at. A reset from the parent is the same without the choice of a point in time: it starts
//! at IMPACT. The last step is a question like every other (`confirm/`); a refusal returns to this wizard, with
//! everything still filled in.

pub(crate) mod impact;
pub mod keys;
pub mod open;
pub mod preview;
pub mod when;

use crate::{
    api::types::{BranchId, DatabaseName, ProjectId, SnapshotId},
    ui::{
        compare::batch::Batch,
        scroll::{ListCursor, Scroll},
        text_input::TextInput,
    },
};

/// A step of the wizard. The final question follows the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RestoreStep {
    /// Choosing the point in time and the source.
    When,
    /// Previewing it.
    Preview,
    /// Showing what is lost and what is kept.
    Impact,
}

impl RestoreStep {
    /// The names of all steps; the last one is the final question.
    pub const NAMES: [&'static str; 4] = ["when", "preview", "impact", "confirm"];

    /// The index of the step.
    pub const fn at(self) -> usize {
        match self {
            Self::When => 0,
            Self::Preview => 1,
            Self::Impact => 2,
        }
    }
}

/// A field of the first step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestoreField {
    /// A time.
    Time,
    /// A log sequence number instead of a time.
    Lsn,
    /// The source.
    From,
}

impl RestoreField {
    /// All fields in order.
    pub const ALL: [Self; 3] = [Self::Time, Self::Lsn, Self::From];
}

/// Where the data comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The branch's own past.
    This,
    /// Another branch.
    Branch(BranchId),
    Snapshot(SnapshotId),
}

/// A line below the fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub text: String,
    /// Whether it is bad news.
    pub is_error: bool,
}

///
/// Drawn as the steps with `step` marked; then for WHEN the [`WhenLine`](when::WhenLine) of [`Restore::line`] and the fields, for
/// PREVIEW [`Restore::databases`] with `schemas`, for IMPACT [`Restore::impact`] and the field for the name of the
/// backup; then [`Restore::describe`].
#[derive(Debug, Clone)]
pub struct Restore {
    pub project: ProjectId,
    /// The branch that gets other data.
    pub branch: BranchId,
    /// Its name when the wizard was opened.
    pub name: String,
    /// Whether the branch is reset to its parent: then only the name of the backup can be chosen.
    pub reset: bool,
    pub step: RestoreStep,
    /// The selected field, in the first step.
    pub field: RestoreField,
    /// The time as typed.
    pub time: TextInput,
    /// The log sequence number as typed; used instead of the time unless it is empty.
    pub lsn: TextInput,
    /// Where the data comes from.
    pub from: Source,
    /// The text typed to search for a source.
    pub search: String,
    /// The name of the backup; empty for none.
    pub backup: TextInput,
    /// The comparison of the schemas for the current choice, once requested.
    pub schemas: Option<Batch>,
    /// The selected database, in the second step.
    pub cursor: ListCursor<DatabaseName>,
    /// What prevents the next step, or what was refused.
    pub message: Option<Message>,
    /// Whether the change is being sent.
    pub sending: bool,
    pub scroll: Scroll,
}

impl Restore {
    /// Whether the data comes from a snapshot: Neon then keeps the old state under a name it chooses.
    const fn is_snapshot(&self) -> bool {
        matches!(self.from, Source::Snapshot(_))
    }

    fn show_error(&mut self, why: impl Into<String>) {
        self.message = Some(Message {
            text: why.into(),
            is_error: true,
        });
    }

    /// The status line of the wizard.
    pub fn describe(&self) -> Message {
        let plain = |text: &str| Message {
            text: text.to_owned(),
            is_error: false,
        };
        match &self.message {
            _ if self.sending => plain("sending … Esc closes this; the change keeps running"),
            Some(message) => message.clone(),
            None if self.step == RestoreStep::Impact => {
                plain("next: type the branch name; nothing has changed yet")
            }
            None => plain("nothing has changed yet"),
        }
    }
}
