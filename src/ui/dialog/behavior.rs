//! The interface of all dialogs, with defaults.

use crate::{
    api::{ApiError, ShellCommands},
    key::Key,
    neon::Neon,
    ui::{
        action::{Action, Availability, Scope},
        dialog::{line::DialogLine, stakes::Stakes},
        model::Model,
        scroll::{Scroll, Step},
        settings::Settings,
    },
};
use std::{any::Any, fmt::Debug};

/// A variant of [`Dialog`](super::kinds::Dialog). The compiler refuses to open a dialog that is not, for it would not be drawn.
pub trait Variant {}

/// A dialog. Its functions without `self` are called while it is the topmost one.
pub trait Behavior: Any + Debug + Variant {
    /// The scopes that are active while it is the topmost dialog.
    fn scopes(&self) -> &'static [Scope];

    /// Whether typed characters go into a text field, or are ignored.
    fn takes_text(&self) -> bool {
        false
    }

    /// Whether secrets may be pasted into its text field.
    fn takes_secrets(&self) -> bool {
        false
    }

    /// Whether a typed letter runs something instead of being text.
    fn runs_letters(&self) -> bool {
        false
    }

    /// The scroll position of its text, if that may be longer than its window.
    fn scroll(&self) -> Option<&Scroll> {
        None
    }

    /// How far a notch of the wheel goes, in steps of a key: texts scroll several lines at a key.
    fn notch(&self) -> isize {
        1
    }

    /// What a double-click on one of its lines does, after it was pointed at.
    fn opens(&self) -> Option<Action> {
        None
    }

    /// Whether it has fields to move between.
    fn has_fields(&self) -> bool {
        true
    }

    /// Whether it can be closed.
    fn can_close(&self) -> Availability {
        Availability::Yes
    }

    /// The request that it is about as commands of a shell, else the newest one.
    fn commands(&self, _: &Settings, neon: &Neon) -> Option<ShellCommands> {
        let newest = neon.log.entries().front()?;
        Some(newest.commands(&neon.session.base_url))
    }

    /// What is at stake, for its title and frame.
    fn stakes(&self, _: &Settings, _: &Neon) -> Stakes {
        Stakes::default()
    }

    /// Notes that the requested change is being sent.
    fn set_sending(&mut self) {}

    /// Notes that the requested change was not made, and why; the dialog keeps its state.
    fn set_refused(&mut self, _why: &str) {}

    /// Notes that Neon has refused the requested change. Returns whether it shows the error.
    fn refuse(&mut self, _error: &ApiError) -> bool {
        false
    }

    /// Offers a key to its text field, before the key map. Returns whether the key was used.
    fn type_key(_model: &mut Model, _key: Key) -> bool
    where
        Self: Sized,
    {
        false
    }

    /// Pastes into its text field. Returns `false` if it has none.
    fn paste(_model: &mut Model, _text: &str) -> bool
    where
        Self: Sized,
    {
        false
    }

    /// Whether closing it would only clear its filter.
    fn is_filtered(&self) -> bool {
        false
    }

    /// Closes it, or goes one step back in it.
    fn close(model: &mut Model)
    where
        Self: Sized,
    {
        model.dialogs.close_top();
    }

    /// Moves the cursor of its list, or scrolls.
    fn go(model: &mut Model, step: Step)
    where
        Self: Sized,
    {
        if let Some(scroll) = model.dialogs.top().and_then(|dialog| dialog.scroll()) {
            scroll.read(step);
        }
    }

    /// Puts the cursor on a line. Returns `false` if it has none, or that line has gone.
    fn point(_model: &mut Model, _line: &DialogLine) -> bool
    where
        Self: Sized,
    {
        false
    }

    /// Goes to the next or the previous field.
    fn to_field(_model: &mut Model, _next: bool)
    where
        Self: Sized,
    {
    }

    /// Switches the field to its next or previous value.
    fn to_value(_model: &mut Model, _next: bool)
    where
        Self: Sized,
    {
    }
}

/// The functions of a dialog that need the whole model.
#[derive(Debug, Clone, Copy)]
pub(super) struct Handlers {
    pub type_key: fn(&mut Model, Key) -> bool,
    pub paste: fn(&mut Model, &str) -> bool,
    pub close: fn(&mut Model),
    pub go: fn(&mut Model, Step),
    pub point: fn(&mut Model, &DialogLine) -> bool,
    pub to_field: fn(&mut Model, bool),
    pub to_value: fn(&mut Model, bool),
}

impl Handlers {
    pub(super) const fn of<T: Behavior>() -> Self {
        Self {
            type_key: T::type_key,
            paste: T::paste,
            close: T::close,
            go: T::go,
            point: T::point,
            to_field: T::to_field,
            to_value: T::to_value,
        }
    }
}
