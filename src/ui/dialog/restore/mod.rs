//! A branch gets other data: an earlier state of its own, that of another branch, or a snapshot's.
//!
//! ```text
//! WHEN ──Enter──▸ PREVIEW ──Enter──▸ IMPACT ──Enter──▸ CONFIRM ──the name──▸ sent, followed, said
//!  │ Esc closes     │ Esc              │ Esc             │ Esc
//! ```
//!
//! Nothing is sent before the name was typed but what the user asks for on the way: comparing
//! schemas, and a throw-away branch to look at. A reset from the parent is the same without a choice
//! of the moment: it begins at IMPACT. The last step is a question like every other (`confirm.rs`);
//! a refusal comes back here, where nothing is lost.

mod impact;
mod keys;
mod open;
mod preview;
mod when;

pub use keys::{
    day_earlier, day_later, earlier, hour_earlier, hour_later, later, next, on_preview, on_when,
};
pub use open::{open, ready, reset};
pub use preview::{
    client_ready, compare, compare_ready, diff, diff_ready, go as compare_now, open_client,
    schema_received, try_out, try_ready,
};
pub use when::{Mark, Point, Sign, WhenLine, here};

use crate::{
    api::types::{BranchId, DatabaseName, ProjectId, SnapshotId},
    ui::{
        compare::batch::Batch,
        scroll::{ListCursor, Scroll},
        text_input::TextInput,
    },
};

/// Where the wizard is. The step after the last is the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RestoreStep {
    /// Which moment, of what.
    When,
    /// What that looks like.
    Preview,
    /// What is lost and what is kept.
    Impact,
}

impl RestoreStep {
    /// All steps with their names; the last is the question that follows.
    pub const NAMES: [&'static str; 4] = ["when", "preview", "impact", "confirm"];

    /// Its position.
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
    /// The moment.
    Time,
    /// A place in the log, instead of a moment.
    Lsn,
    /// Whose history.
    From,
}

impl RestoreField {
    /// All fields in their order.
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
    /// It is bad news.
    pub bad: bool,
}

/// The wizard.
///
/// To draw: the steps with `step` marked; then for WHEN the [`WhenLine`] of [`Restore::line`] and the
/// fields, for PREVIEW [`Restore::databases`] with `schemas`, for IMPACT [`Restore::impact`] and the
/// field of the backup's name; then [`Restore::describe`].
#[derive(Debug, Clone)]
pub struct Restore {
    pub project: ProjectId,
    /// The branch that gets other data.
    pub branch: BranchId,
    /// Its name when the wizard was opened.
    pub name: String,
    /// It is put back to its parent: there is nothing to choose but the backup's name.
    pub reset: bool,
    /// Where the wizard is.
    pub step: RestoreStep,
    /// The field of the cursor, in the first step.
    pub field: RestoreField,
    /// The moment, as it was typed.
    pub time: TextInput,
    /// The place in the log, as it was typed; counts instead of the moment unless it is empty.
    pub lsn: TextInput,
    /// Where the data comes from.
    pub from: Source,
    /// What was typed to find a source.
    pub search: String,
    /// What the backup is to be called; empty for none.
    pub backup: TextInput,
    /// What is known of the schemas, once they are compared: of the moment that is chosen now.
    pub schemas: Option<Batch>,
    /// The database of the cursor, in the second step.
    pub cursor: ListCursor<DatabaseName>,
    /// Why it does not go on, or what was refused.
    pub message: Option<Message>,
    /// The change is on its way.
    pub sending: bool,
    /// How far the page of the step is scrolled.
    pub scroll: Scroll,
}

impl Restore {
    /// The data comes from a snapshot: Neon keeps the old state under a name of its own choice.
    const fn is_snapshot(&self) -> bool {
        matches!(self.from, Source::Snapshot(_))
    }

    fn tell(&mut self, why: impl Into<String>) {
        self.message = Some(Message {
            text: why.into(),
            bad: true,
        });
    }

    /// What the wizard says about itself, on its last line.
    pub fn describe(&self) -> Message {
        let plain = |text: &str| Message {
            text: text.to_owned(),
            bad: false,
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
