//! Keys in the wizard: a text field gets them first, then the action table.

use super::{Restore, RestoreField, RestoreStep, Source, impact, preview};
use crate::{
    api::{ApiError, ShellCommands},
    key::{Code, Key},
    neon::Neon,
    ui::{
        action::{Availability, Scope},
        dialog::{Behavior, Dialogs, line::DialogLine, restore::when::Point, stakes::Stakes},
        model::Model,
        scroll::{Ends, Scroll, Step, neighbor, one},
        settings::Settings,
        text_input::TextInput,
    },
};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

impl Restore {
    /// The selected text field.
    fn input(&mut self) -> Option<&mut TextInput> {
        if self.sending {
            return None;
        }
        match (self.step, self.field) {
            (RestoreStep::When, RestoreField::Time) => Some(&mut self.time),
            (RestoreStep::When, RestoreField::Lsn) => Some(&mut self.lsn),
            (RestoreStep::Impact, _) if !self.is_snapshot() => Some(&mut self.backup),
            (RestoreStep::Impact, _)
            | (RestoreStep::When, RestoreField::From)
            | (RestoreStep::Preview, _) => None,
        }
    }

    /// Handles a change of the text in a field.
    fn edited(&mut self) {
        self.scroll.reset();
        match self.step {
            RestoreStep::When => self.changed(),
            RestoreStep::Preview | RestoreStep::Impact => self.message = None,
        }
    }

    /// Whether an arrow changes the time instead of moving the caret.
    fn steps(&self, key: Key) -> bool {
        let on_time = self.step == RestoreStep::When && self.field == RestoreField::Time;
        on_time && matches!(key.code, Code::Left | Code::Right)
    }
}

impl Behavior for Restore {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Restore, Scope::Always]
    }

    /// Whether characters are typed into a field, or search for a row.
    fn takes_text(&self) -> bool {
        !self.sending
            && match self.step {
                RestoreStep::When => true,
                RestoreStep::Impact => !self.is_snapshot(),
                RestoreStep::Preview => false,
            }
    }

    fn scroll(&self) -> Option<&Scroll> {
        Some(&self.scroll)
    }

    fn commands(&self, settings: &Settings, neon: &Neon) -> Option<ShellCommands> {
        Some(
            self.request(settings, neon)?
                .commands(&neon.session.base_url),
        )
    }

    fn stakes(&self, settings: &Settings, neon: &Neon) -> Stakes {
        let is_last = self.step == RestoreStep::Impact;
        let change = self.change(settings, neon).filter(|_| is_last);
        let of_change = change.map(|change| Stakes::of_change(neon, &change));
        Stakes::of(neon, &self.target()).and(of_change.unwrap_or_default())
    }

    fn set_sending(&mut self) {
        self.sending = true;
        self.message = None;
    }

    fn set_refused(&mut self, why: &str) {
        self.sending = false;
        self.show_error(why);
    }

    fn refuse(&mut self, error: &ApiError) -> bool {
        self.set_refused(&error.sentence());
        true
    }

    fn type_key(model: &mut Model, key: Key) -> bool {
        let Some(restore) = model.dialogs.top_as::<Restore>() else {
            return false;
        };
        let seeks = restore.step == RestoreStep::When && restore.field == RestoreField::From;
        if let Some(c) = key.typed().filter(|_| seeks) {
            change(model, |restore, model| restore.seek(&model.neon, c));
            return true;
        }
        let Some(restore) = model.dialogs.top_as_mut::<Restore>() else {
            return false;
        };
        if restore.steps(key) {
            return false;
        }
        if !restore.input().is_some_and(|input| input.edit(key)) {
            return false;
        }
        restore.edited();
        true
    }

    fn paste(model: &mut Model, text: &str) -> bool {
        let Some(restore) = model.dialogs.top_as_mut::<Self>() else {
            return false;
        };
        let Some(input) = restore.input() else {
            return false;
        };
        input.paste(text.trim());
        restore.edited();
        true
    }

    fn point(model: &mut Model, line: &DialogLine) -> bool {
        let restore = model.dialogs.top_as_mut::<Self>();
        let restore = restore.filter(|restore| restore.step == RestoreStep::When);
        let (Some(restore), Some(field)) = (restore, line.id::<RestoreField>()) else {
            return false;
        };
        restore.field = *field;
        restore.search.clear();
        true
    }

    /// Whether there is more than one field, or a list.
    fn has_fields(&self) -> bool {
        self.step != RestoreStep::Impact
    }

    fn close(model: &mut Model) {
        back(&mut model.dialogs, &mut model.neon)
    }

    fn to_field(model: &mut Model, next: bool) {
        go(&mut model.dialogs, &model.neon, next)
    }
}

/// Changes the wizard, given the model.
fn change(model: &mut Model, change: impl FnOnce(&mut Restore, &Model)) {
    let Some(mut restore) = model.dialogs.top_as::<Restore>().cloned() else {
        return;
    };
    change(&mut restore, model);
    restore.scroll.reset();
    if let Some(place) = model.dialogs.top_as_mut::<Restore>() {
        *place = restore;
    }
}

/// Whether the first step is shown.
pub fn on_when(dialogs: &Dialogs) -> Availability {
    on(dialogs, RestoreStep::When)
}

/// Whether the preview is shown.
pub fn on_preview(dialogs: &Dialogs) -> Availability {
    on(dialogs, RestoreStep::Preview)
}

fn on(dialogs: &Dialogs, step: RestoreStep) -> Availability {
    let is = |restore: &Restore| restore.step == step;
    Availability::shown_if(dialogs.top_is(is))
}

/// Goes to the next step, if nothing prevents it.
pub fn next(model: &mut Model) {
    let Some(restore) = model
        .dialogs
        .top_as::<Restore>()
        .filter(|restore| !restore.sending)
    else {
        return;
    };
    match restore.step {
        RestoreStep::When => match restore.point(&model.settings, &model.neon) {
            Ok(point) => {
                if let Point::Time(at) = point {
                    change(model, |restore, model| {
                        restore.freeze(&model.settings, &model.neon, at)
                    });
                }
                set_step(&mut model.dialogs, RestoreStep::Preview);
            }
            Err((field, why)) => {
                if let Some(restore) = model.dialogs.top_as_mut::<Restore>() {
                    restore.field = field;
                    restore.scroll.reset();
                    restore.show_error(why);
                }
            }
        },
        RestoreStep::Preview => set_step(&mut model.dialogs, RestoreStep::Impact),
        RestoreStep::Impact => impact::confirm(&mut model.dialogs, &model.settings, &model.neon),
    }
}

fn set_step(dialogs: &mut Dialogs, step: RestoreStep) {
    if let Some(restore) = dialogs.top_as_mut::<Restore>() {
        restore.step = step;
        restore.scroll.reset();
        restore.message = None;
    }
}

/// Goes one step back, or closes the wizard on the first step.
fn back(dialogs: &mut Dialogs, neon: &mut Neon) {
    let (Some(restore), Some(id)) = (dialogs.top_as::<Restore>(), dialogs.top_id()) else {
        return;
    };
    let (name, first, target) = (restore.name.clone(), restore.reset, restore.target());
    match restore.step {
        _ if restore.sending => {
            dialogs.close(id);
            let text = format!("{name} is still running; the result appears here");
            neon.say_running(&target, text);
        }
        RestoreStep::Impact if !first => {
            set_step(dialogs, RestoreStep::Preview);
        }
        RestoreStep::Preview => {
            set_step(dialogs, RestoreStep::When);
        }
        RestoreStep::When | RestoreStep::Impact => {
            dialogs.close(id);
        }
    }
}

fn go(dialogs: &mut Dialogs, neon: &Neon, forward: bool) {
    let databases = preview::names(dialogs, neon);
    let Some(restore) = dialogs.top_as_mut::<Restore>() else {
        return;
    };
    restore.scroll.reset();
    match restore.step {
        RestoreStep::When => {
            let now = Some(&restore.field);
            if let Some(field) = neighbor(&RestoreField::ALL, now, one(forward), Ends::Wrap) {
                restore.field = *field;
            }
            restore.search.clear();
        }
        RestoreStep::Preview => {
            restore.cursor.step(Step::Lines(one(forward)), &databases);
        }
        RestoreStep::Impact => {}
    }
}

fn shift(model: &mut Model, seconds: i64) {
    change(model, |restore, model| {
        match (restore.field, &restore.from) {
            (RestoreField::From, _) => restore.step_source(&model.neon, seconds > 0),
            (_, Source::Snapshot(_)) => {
                restore.show_error(
                    "a snapshot is one point in time: choose another source to set a time",
                );
            }
            (RestoreField::Time | RestoreField::Lsn, _) => {
                restore.shift(&model.settings, &model.neon, seconds)
            }
        }
    });
}

/// Goes a minute earlier, or to the previous source.
pub fn earlier(model: &mut Model) {
    shift(model, -MINUTE)
}

/// Goes a minute later, or to the next source.
pub fn later(model: &mut Model) {
    shift(model, MINUTE)
}

pub fn hour_earlier(model: &mut Model) {
    shift(model, -HOUR)
}

pub fn hour_later(model: &mut Model) {
    shift(model, HOUR)
}

pub fn day_earlier(model: &mut Model) {
    shift(model, -DAY)
}

pub fn day_later(model: &mut Model) {
    shift(model, DAY)
}
