//! Keys in the wizard: a text field gets them first, then the table of actions.

use super::{Field, Point, Restore, Source, Step, impact, preview, top, top_mut};
use crate::{
    core::{action::Ready, effect::Effect, model::Model, typing::TextInput},
    key::{Code, Key},
};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

impl Restore {
    /// The text field of the cursor.
    fn input(&mut self) -> Option<&mut TextInput> {
        if self.sending {
            return None;
        }
        match (self.step, self.field) {
            (Step::When, Field::Time) => Some(&mut self.time),
            (Step::When, Field::Lsn) => Some(&mut self.lsn),
            (Step::Impact, _) if !self.is_snapshot() => Some(&mut self.backup),
            (Step::Impact, _) | (Step::When, Field::From) | (Step::Preview, _) => None,
        }
    }

    /// Gives pasted text to the field of the cursor.
    pub(in crate::core::dialog) fn paste(&mut self, text: &str) -> Option<Vec<Effect>> {
        self.input()?.paste(text.trim());
        self.edited();
        Some(Vec::new())
    }

    /// Whether characters are typed into a field, or look for a row.
    pub(in crate::core::dialog) fn takes_text(&self) -> bool {
        !self.sending
            && match self.step {
                Step::When => matches!(self.field, Field::Time | Field::Lsn | Field::From),
                Step::Impact => !self.is_snapshot(),
                Step::Preview => false,
            }
    }

    /// The text of a field was changed.
    fn edited(&mut self) {
        self.scrolled.reset();
        match self.step {
            Step::When => self.changed(),
            Step::Preview | Step::Impact => self.message = None,
        }
    }

    /// Arrows step through moments: in its field they are not for the caret.
    fn steps(&self, key: Key) -> bool {
        let on_time = self.step == Step::When && self.field == Field::Time;
        on_time && matches!(key.code, Code::Left | Code::Right)
    }
}

pub(in crate::core::dialog) fn type_key(model: &mut Model, key: Key) -> Option<Vec<Effect>> {
    let restore = top(model)?;
    let seeks = restore.step == Step::When && restore.field == Field::From;
    if let Some(c) = key.typed().filter(|_| seeks) {
        change(model, |restore, model| restore.seek(model, c));
        return Some(Vec::new());
    }
    let restore = top_mut(model)?;
    if restore.steps(key) {
        return None;
    }
    if !restore.input()?.edit(key) {
        return None;
    }
    restore.edited();
    Some(Vec::new())
}

/// Changes the wizard with the rest of the model in view.
fn change(model: &mut Model, change: impl FnOnce(&mut Restore, &Model)) {
    let Some(mut restore) = top(model).cloned() else {
        return;
    };
    change(&mut restore, model);
    restore.scrolled.reset();
    if let Some(place) = top_mut(model) {
        *place = restore;
    }
}

/// Whether the moment can be chosen.
pub fn on_when(model: &Model) -> Ready {
    on(model, Step::When)
}

/// Whether the preview is shown.
pub fn on_preview(model: &Model) -> Ready {
    on(model, Step::Preview)
}

/// Whether there is more than one field, or a list.
pub fn has_fields(model: &Model) -> Ready {
    match top(model) {
        Some(restore) if restore.step != Step::Impact => Ready::Yes,
        _ => Ready::Hidden,
    }
}

fn on(model: &Model, step: Step) -> Ready {
    match top(model) {
        Some(restore) if restore.step == step => Ready::Yes,
        _ => Ready::Hidden,
    }
}

/// To the next step, if nothing stands in its way.
pub fn next(model: &mut Model) -> Vec<Effect> {
    let Some(restore) = top(model).filter(|restore| !restore.sending) else {
        return Vec::new();
    };
    match restore.step {
        Step::When => match restore.point(model) {
            Ok(point) => {
                if let Point::Time(at) = point {
                    change(model, |restore, model| restore.freeze(model, at));
                }
                set_step(model, Step::Preview);
            }
            Err((field, why)) => {
                if let Some(restore) = top_mut(model) {
                    restore.field = field;
                    restore.scrolled.reset();
                    restore.tell(why);
                }
            }
        },
        Step::Preview => set_step(model, Step::Impact),
        Step::Impact => return impact::confirm(model),
    }
    Vec::new()
}

fn set_step(model: &mut Model, step: Step) {
    if let Some(restore) = top_mut(model) {
        restore.step = step;
        restore.scrolled.reset();
        restore.message = None;
    }
}

/// One step back; from the first one out.
pub fn back(model: &mut Model) -> Vec<Effect> {
    let (Some(restore), Some(id)) = (top(model), model.dialogs.top_id()) else {
        return Vec::new();
    };
    let (name, first) = (restore.name.clone(), restore.reset);
    match restore.step {
        _ if restore.sending => {
            model.dialogs.close(id);
            model.say(format!(
                "{name} is still on its way; how it ends is said here"
            ))
        }
        Step::Impact if !first => {
            set_step(model, Step::Preview);
            Vec::new()
        }
        Step::Preview => {
            set_step(model, Step::When);
            Vec::new()
        }
        Step::When | Step::Impact => {
            model.dialogs.close(id);
            Vec::new()
        }
    }
}

fn go(model: &mut Model, forward: bool) -> Vec<Effect> {
    let databases = preview::count(model);
    let Some(restore) = top_mut(model) else {
        return Vec::new();
    };
    restore.scrolled.reset();
    match restore.step {
        Step::When => {
            let at = Field::ALL.iter().position(|field| *field == restore.field);
            let count = Field::ALL.len();
            let to = at.unwrap_or(0) + if forward { 1 } else { count - 1 };
            restore.field = Field::ALL.get(to % count).copied().unwrap_or(restore.field);
            restore.sought.clear();
        }
        Step::Preview => {
            let last = databases.saturating_sub(1);
            restore.at = if forward {
                (restore.at + 1).min(last)
            } else {
                restore.at.saturating_sub(1)
            };
        }
        Step::Impact => {}
    }
    Vec::new()
}

/// To the next field, or database.
pub fn next_field(model: &mut Model) -> Vec<Effect> {
    go(model, true)
}

/// To the previous field, or database.
pub fn previous_field(model: &mut Model) -> Vec<Effect> {
    go(model, false)
}

fn shift(model: &mut Model, seconds: i64) -> Vec<Effect> {
    change(model, |restore, model| {
        match (restore.field, &restore.from) {
            (Field::From, _) => restore.step_source(model, seconds > 0),
            (_, Source::Snapshot(_)) => {
                restore.tell("a snapshot is one moment: choose another source for a time");
            }
            (Field::Time | Field::Lsn, _) => restore.shift(model, seconds),
        }
    });
    Vec::new()
}

/// A minute earlier; on the sources, the one before.
pub fn earlier(model: &mut Model) -> Vec<Effect> {
    shift(model, -MINUTE)
}

/// A minute later; on the sources, the next one.
pub fn later(model: &mut Model) -> Vec<Effect> {
    shift(model, MINUTE)
}

/// An hour earlier.
pub fn hour_earlier(model: &mut Model) -> Vec<Effect> {
    shift(model, -HOUR)
}

/// An hour later.
pub fn hour_later(model: &mut Model) -> Vec<Effect> {
    shift(model, HOUR)
}

/// A day earlier.
pub fn day_earlier(model: &mut Model) -> Vec<Effect> {
    shift(model, -DAY)
}

/// A day later.
pub fn day_later(model: &mut Model) -> Vec<Effect> {
    shift(model, DAY)
}
